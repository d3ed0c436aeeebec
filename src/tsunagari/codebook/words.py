"""What keys of tables are called that no configuration names: resources/words/codebook.yaml."""

from tsunagari.config.words import Words

WORDS = Words("codebook")
