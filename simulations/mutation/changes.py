"""Slips of the finger: one character replaced, deleted, inserted, or swapped with the next."""

import random
import re
import string
from dataclasses import dataclass

KINDS = ("replace", "delete", "insert", "swap")
NEARBY = (string.digits, string.ascii_lowercase, string.ascii_uppercase)
ANY = string.ascii_letters + string.digits + string.punctuation + " "
SHOWN = 14  # characters shown on each side of a place
WORD = re.compile(r"[\w.%+-]*")


@dataclass(frozen=True)
class Change:
    """A text before and after, and the place between them.

    line           1-based line of the place
    breaks         line ends that the slip touches
    before, after  the place with what stands around it on its line
    words          the words at the place, as they were and as they are
    """

    kind: str
    place: int
    line: int
    breaks: int
    before: str
    after: str
    words: tuple[str, str]
    text: str


def changed(text: str, rng: random.Random, kind: str | None = None) -> Change:
    """`text` with one slip at a random place; never the same text."""
    while True:
        slip = kind or rng.choice(KINDS if len(text) > 1 else KINDS[:-1])
        place = rng.randrange(len(text) - (slip == "swap"))
        old = text[place : place + 2] if slip == "swap" else text[place]
        new = {"replace": another(old, rng), "delete": "", "insert": typed(old, rng) + old}.get(
            slip, old[::-1]
        )
        if new != old:
            return change_at(text, slip, place, old, new)


def change_at(text: str, kind: str, place: int, old: str, new: str) -> Change:
    after = text[:place] + new + text[place + len(old) :]
    return Change(
        kind=kind,
        place=place,
        line=text.count("\n", 0, place) + 1,
        breaks=old.count("\n") + new.count("\n"),
        before=_around(text, place, len(old)),
        after=_around(after, place, len(new)),
        words=(word_at(text, place), word_at(after, place)),
        text=after,
    )


def another(old: str, rng: random.Random) -> str:
    """Another character, half of the time one of its kind."""
    if len(old) != 1:
        return old
    return rng.choice([letter for letter in _drawn_from(old, rng) if letter != old])


def typed(before: str, rng: random.Random) -> str:
    return rng.choice(_drawn_from(before, rng))


def _drawn_from(letter: str, rng: random.Random) -> str:
    kinds = [kind for kind in NEARBY if letter in kind]
    return kinds[0] if kinds and rng.random() < 0.5 else ANY


def _around(text: str, place: int, length: int) -> str:
    """What stands on the line of a place, the line's end as ⏎."""
    start = max(text.rfind("\n", 0, place) + 1, place - SHOWN)
    end = min(len(text), place + length + SHOWN)
    stop = text.find("\n", place + length, end)
    shown = text[start : end if stop < 0 else stop]
    return shown.replace("\r", "").replace("\n", "⏎").replace("\t", "⇥")


def word_at(text: str, place: int) -> str:
    """The word that a place is in or beside."""
    start = place
    while start and WORD.fullmatch(text[start - 1]):
        start -= 1
    return WORD.match(text, start)[0]
