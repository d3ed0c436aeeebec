"""How much two short texts resemble each other, for telling labels apart."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

# Words that turn a statement round: "can't trust" is less like "can be trusted" than its
# letters are.
NEGATION = re.compile(
    r"\b(no|not|never|none|nobody|nothing|neither|nor|cannot|cant|dont|without)\b"
    r"|n't\b|ない|なし|ません|いいえ"
)
TOKEN_ALIKE = 0.8  # e.g. trust and trusted
PENALTY = 0.5  # for one text that negates and one that does not


def plain(text: str) -> str:
    """Case-folded, of one width, without punctuation other than apostrophes within words."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    return " ".join(re.sub(r"[^\w']+|_", " ", folded).split())


def resemblance(text: str, names: Iterable[str]) -> float:
    """Between 0 (nothing alike) and 1 (the same), with the most similar of several names."""
    return max((_alike(plain(text), plain(name)) for name in names), default=0.0)


@cache
def _alike(one: str, other: str) -> float:
    """The better of the ratio of letters and the share of tokens that are alike.

    difflib's ratio depends on the order of its arguments: the better of both is taken.
    """
    if one == other:
        return 1.0 if one else 0.0
    letters = max(
        SequenceMatcher(None, one, other, autojunk=False).ratio(),
        SequenceMatcher(None, other, one, autojunk=False).ratio(),
    )
    alike = max(letters, _tokens_alike(one.split(), other.split()))
    return alike * PENALTY if negates(one) != negates(other) else alike


def _tokens_alike(one: list[str], other: list[str]) -> float:
    """Twice the tokens that have a counterpart, by all tokens."""
    left, pairs = list(other), 0
    for token in one:
        near = [word for word in left if SequenceMatcher(None, token, word).ratio() >= TOKEN_ALIKE]
        if near:
            left.remove(near[0])
            pairs += 1
    return 2 * pairs / (len(one) + len(other)) if pairs else 0.0


def negates(text: str) -> bool:
    """Whether a plain text holds a negation."""
    return NEGATION.search(text) is not None


def affirmed(text: str) -> str:
    """A plain text without the words that negate it: `can't trust` as `can trust`."""
    text = re.sub(r"\b(can)(?:'?t|not)\b", r"\1", plain(text))
    return " ".join(NEGATION.sub(" ", text).split())


def names_in(text: str, name: str) -> bool:
    """Whether a text holds a name: as whole words, or anywhere in a script without spaces."""
    text, name = plain(text), plain(name)
    if len(name) < (3 if name.isascii() else 2) or name not in text:
        return False
    return not name.isascii() or re.search(rf"\b{re.escape(name)}\b", text) is not None
