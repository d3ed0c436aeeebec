"""The words of the audits: resources/words/audit.yaml."""

from tsunagari.config.words import Words

WORDS = Words("audit")
NUMBERS, SOURCE, CLAIMS = WORDS.part("numbers"), WORDS.part("source"), WORDS.part("claims")
