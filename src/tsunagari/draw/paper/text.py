"""Text measured and wrapped in points before anything is drawn.

Widths come from the font's own advances, so that a chart knows where its labels end
without asking a renderer, and the layout is the same in every format.
"""

import re
from functools import lru_cache
from pathlib import Path

from matplotlib.ft2font import FT2Font, LoadFlags

FONT_PATH = Path(__file__).parents[4] / "resources" / "fonts" / "ipaexg.ttf"
LINE = 1.22  # line pitch in ems
ASCENT = 0.88  # of the font, in ems

CLOSING = "、。，．・：；！？）］｝」』】〉》％／/"  # a line may end after, not before
NO_START = CLOSING + ".,:;!?)]}%ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々～"
OPENING = "（［｛「『【〈《"  # a line may end before, not after
PARTICLES = "がをのはに"
GLUED = (("digit", "latin"), ("latin", "digit"), ("digit", "ideograph"))
STEM_ENDINGS = "きりいえけみしびちぎ"

Lines = str  # text with line breaks


@lru_cache(maxsize=1)
def _font() -> FT2Font:
    return FT2Font(str(FONT_PATH))


def font_family() -> str:
    """The name of the bundled font's family."""
    return _font().family_name


@lru_cache(maxsize=4096)
def has_glyph(character: str) -> bool:
    """Whether the bundled font can draw the character (a line break needs no glyph)."""
    return character == "\n" or _font().get_char_index(ord(character)) != 0


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    """The width of a character in ems; saving refuses one that the font lacks."""
    if not has_glyph(character):
        return 1.0
    font = _font()
    return font.load_char(ord(character), flags=LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM


def missing_glyphs(text: str) -> list[str]:
    """The characters of the text that the bundled font cannot draw, each once."""
    return [character for character in dict.fromkeys(text) if not has_glyph(character)]


def width(text: Lines, size: float) -> float:
    """Width in points of the widest line."""
    return max(sum(map(_advance, line)) for line in text.split("\n")) * size


def height(text: Lines, size: float) -> float:
    """Height in points of all lines."""
    return (text.count("\n") + 1) * LINE * size


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    if re.match(r"[0-9～]", character):
        return "digit"
    if re.match(r"[ァ-ヺー]", character):
        return "katakana"
    if re.match(r"[ぁ-ゖ]", character):
        return "hiragana"
    return "ideograph" if ord(character) > 0x2E7F else "latin"


def _may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character `at`.

    Japanese breaks at phrases: before a word, not before its particle or ending, and not
    within a verb of two stems such as 引き受ける. Other scripts break at spaces.
    """
    before, after = text[at - 1], text[at]
    if before == " ":
        return True
    if after == " " or after in NO_START or before in OPENING:
        return False
    if before in CLOSING or after in OPENING:
        return True
    first, second = _kind(before), _kind(after)
    earlier = _kind(text[at - 2]) if at > 1 else "latin"
    if second == "hiragana":
        particle = earlier in ("ideograph", "katakana") and before in PARTICLES
        return particle and (before in "がを" or after not in "はも")
    if second == "ideograph" and first == "hiragana":
        stem = earlier == "ideograph" and before in STEM_ENDINGS
        return not stem and not (before in "おご" and earlier != "hiragana")
    return first != second and (first, second) not in GLUED


def words(text: str) -> list[str]:
    """The pieces between which a line may end, spaces at their ends."""
    pieces: list[str] = []
    for at, character in enumerate(text):
        if at and not _may_break(text, at):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def longest_word(text: str, size: float, limit: float = float("inf")) -> float:
    """Width in points of the longest piece that wrapping keeps in one; of those up to
    `limit` points, if a limit is given."""
    pieces = [piece.rstrip() for line in text.split("\n") for piece in words(line)]
    lengths = [width(piece, size) for piece in pieces]
    return max((length for length in lengths if length <= limit), default=limit)


def least_width(text: str, size: float) -> float:
    """Width in points below which wrapping would break words.

    Japanese words may be broken, so they need no more than five characters.
    """
    pieces = [piece.rstrip() for line in text.split("\n") for piece in words(line)]
    japanese = [piece for piece in pieces if any(_kind(c) != "latin" for c in piece)]
    latin = [width(piece, size) for piece in pieces if piece not in japanese]
    return max([*latin, *(min(width(piece, size), 5 * size) for piece in japanese)])


def _split(word: str, size: float, limit: float) -> list[str]:
    """A word too long for a line, in characters that may each end a line."""
    if width(word.rstrip(), size) <= limit:
        return [word]
    parts: list[str] = []
    for character in word:
        glued = character in NO_START or (parts and parts[-1][-1] in OPENING)
        if parts and glued:
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def wrap(text: str, size: float, limit: float) -> Lines:
    """The text in lines of at most `limit` points; its own line breaks are kept."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in words(paragraph):
            for part in _split(word, size, limit):
                if line and width((line + part).rstrip(), size) > limit:
                    lines.append(line.rstrip())
                    line = ""
                line += part
        lines.append(line.rstrip())
    return "\n".join(lines)


def balance(text: str, size: float, limit: float) -> Lines:
    """As `wrap`, in as many lines, but of lengths as even as they can be without breaking
    words that fit into a line."""
    least = longest_word(text, size, limit)
    best, narrower = wrap(text, size, limit), limit - size / 4
    while best.count("\n") and narrower >= least:
        tried = wrap(text, size, narrower)
        if tried.count("\n") > best.count("\n"):
            break
        best, narrower = tried, narrower - size / 4
    return best
