"""The words of pictures: resources/words/draw.yaml."""

from tsunagari.config.words import Words

WORDS = Words("draw")

say = WORDS.say
say_of_comparison = WORDS.part("comparison").say
say_of_availability = WORDS.part("availability").say
