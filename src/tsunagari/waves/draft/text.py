"""How alike two texts of questionnaires are, in Japanese and English.

Texts are compared after Unicode normalisation (NFKC) and case folding. Latin words and single
kana and kanji are the tokens: Japanese is written without spaces, and `line` is not in `online`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

WORD_OR_LETTER = re.compile(r"[a-z0-9]+|\w")
NUMBER_OF_QUESTION = re.compile(r"^(?:q|問|f|sq|設問)\s*\d+(?:[-_.]\d+)*[\s.:、)]+")
NEGATION_WORDS = re.compile(
    r"\b(?:not|no|never|cannot|without|neither|nor|none|nobody|nothing"
    r"|(?:ca|do|does|did|is|are|was|were|wo|would|should|could|have|has|had)nt)\b"
)
NEGATION_JAPANESE = re.compile(r"ない|なかった|なし|せず|ません")
NEGATING_PREFIXES = ("un", "dis", "in", "im", "ir", "non")
PLURAL = re.compile(r"(?<=[a-rt-z])s$")
SLIGHT = 0.6  # a ratio that chance may give
NEGATED = 0.5  # a text and its negation share most letters and mean the opposite
LEAST_SHARED = 0.3  # of the words or pairs of letters of a text, before it is compared at all
LEAST_BLOCK = 2  # kana in a row that count as a match; single ones are everywhere


@cache
def folded(text: str) -> str:
    """NFKC, case folded, apostrophes dropped, every other mark a space."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    plain = NUMBER_OF_QUESTION.sub("", plain)
    kept = "".join(letter if letter.isalnum() else " " for letter in plain)
    return " ".join(kept.split())


@cache
def tokens(text: str) -> tuple[str, ...]:
    """Latin words and numbers whole, without a plural s, other letters one by one."""
    words = WORD_OR_LETTER.findall(folded(text))
    return tuple(PLURAL.sub("", word) if len(word) > 3 else word for word in words)


@cache
def similarity(one: str, other: str) -> float:
    """0 to 1: the ratio of letters in common (difflib), halved where only one is negated.

    A ratio that is slight counts as 0: most pairs of texts have some letters in common.
    """
    one, other = folded(one), folded(other)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    letters, others = _letters(one), _letters(other)
    shared = sum(min(count, others[letter]) for letter, count in letters.items())
    if 2 * shared / (len(one) + len(other)) < SLIGHT:  # the most that the ratio can be
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    if ratio < SLIGHT:
        return 0.0
    return ratio * (NEGATED if differ_in_negation(one, other) else 1.0)


@cache
def _letters(text: str) -> Counter[str]:
    return Counter(text)


@cache
def coverage(part: str, whole: str) -> float:
    """0 to 1: how much of `part`, by length, stands in `whole` in its order."""
    wanted = tokens(part)
    length = sum(map(len, wanted))
    held = sum(len(wanted[at]) for at, _ in _matched(part, whole))
    return held / length if length else 0.0


def explained(whole: str, parts: Iterable[str]) -> float:
    """0 to 1: how much of `whole` one or the other of the parts accounts for."""
    given = tokens(whole)
    places = {place for part in parts for _, place in _matched(part, whole)}
    return sum(len(given[place]) for place in places) / max(sum(map(len, given)), 1)


@cache
def _matched(part: str, whole: str) -> tuple[tuple[int, int], ...]:
    """Places of tokens in `part` and in `whole` that match in their order."""
    if not _may_match(part, whole):
        return ()
    wanted, given = tokens(part), tokens(whole)
    least = min(LEAST_BLOCK, sum(map(len, wanted)))
    blocks = SequenceMatcher(None, wanted, given, autojunk=False).get_matching_blocks()
    return tuple(
        (start + step, place + step)
        for start, place, size in blocks
        if sum(map(len, wanted[start : start + size])) >= least
        for step in range(size)
    )


def _may_match(part: str, whole: str) -> bool:
    """A quick look, so that most pairs of texts need no comparison."""
    wanted = _marks(part)
    return bool(wanted) and len(wanted & _marks(whole)) >= LEAST_SHARED * len(wanted)


@cache
def _marks(text: str) -> frozenset[str]:
    """Words, and pairs of kana or kanji."""
    said = tokens(text)
    pairs = {one + other for one, other in pairwise(said) if len(one) == len(other) == 1}
    return frozenset({word for word in said if len(word) > 1} | pairs or set(said))


def differ_in_negation(one: str, other: str) -> bool:
    """Whether one of two folded texts is negated and the other is not."""
    return _negations(one, other) % 2 != _negations(other, one) % 2


def is_negated(text: str) -> bool:
    """Whether a text denies something."""
    return _negations(folded(text), "") % 2 == 1


def _negations(text: str, other: str) -> int:
    words, others = set(text.split()), set(other.split())
    by_prefix = sum(
        word.removeprefix(prefix) in others
        for word in words - others
        for prefix in NEGATING_PREFIXES
        if word.startswith(prefix)
    )
    denials = len(NEGATION_WORDS.findall(text)) + len(NEGATION_JAPANESE.findall(text))
    return denials + by_prefix
