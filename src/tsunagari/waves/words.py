"""The words that a draft of a wave proposes: resources/words/waves.yaml."""

from tsunagari.config.words import Words

WORDS = Words("waves")
