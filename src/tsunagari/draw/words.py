"""The words of pictures: resources/words/draw.yaml, and the labels of their keys."""

from collections.abc import Iterable, Mapping

from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text, Words

WORDS = Words("draw")

say = WORDS.say


class Wording:
    """What a picture says in one language."""

    def __init__(self, labels: Labels, language: str) -> None:
        self.labels, self.language = labels, language

    def say(self, key: str, **values: object) -> str:
        """The words of a key, with the values filled in."""
        return say(key, self.language, **values)

    def of(self, text: Text) -> str:
        """A text of the configuration."""
        return text[self.language]

    def name(self, role: str, key: str) -> str:
        """The label of a key."""
        return self.labels.text(role, key, self.language)

    def listed(self, words: Iterable[str], join: str = "comma") -> str:
        """Words in a row, with the words of `join` between."""
        return self.say(join).join(words)

    def place(self, record: Mapping, roles: Iterable[str], join: str = "comma") -> str:
        """The labels of a record's keys, in a row."""
        return self.listed((self.name(role, record[role]) for role in roles), join)

    def base(self, n: int) -> str:
        """The number of people that a row stands on."""
        return self.say("people", n=n)

    def sentences(self, parts: Iterable[str]) -> str:
        """Parts without a full stop as sentences, the last closed as well."""
        return self.listed(parts, "stop") + self.say("stop").strip()
