"""The words of the report's pages and tables: resources/words/report.yaml."""

from tsunagari.config.words import Words

WORDS = Words("report")
HEADS = WORDS.part("heads")  # what tables call their columns
VALUES = WORDS.part("values")  # column -> what tables call the values in it

text = WORDS.text
joined = WORDS.joined
