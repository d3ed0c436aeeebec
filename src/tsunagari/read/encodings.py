"""Which encodings a file's bytes fit, so that an error can name them."""

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tsunagari.config.problems import ProblemsFound, nearest
from tsunagari.read.checks import is_encoding
from tsunagari.read.file_entry import FileEntry

CANDIDATES = (
    "utf-8",
    "cp932",
    "euc_jp",
    "iso2022_jp",
    "cp1252",
    "cp949",
    "gb18030",
    "big5",
    "utf-16",
)
MARKED = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
BLOCK = 1 << 20
SURE = 4  # letters beyond ASCII that are no chance when they decode as UTF-8


@dataclass(frozen=True)
class Undecodable:
    """The first bytes of a file that its encoding does not have."""

    line: int
    value: str
    fits: list[str]


def check_encoding(file: FileEntry) -> None:
    """Refuses an encoding that does not exist, or that would read a UTF-8 file as gibberish."""
    if not is_encoding(file.encoding):
        remedy = nearest(file.encoding, CANDIDATES)
        raise file.fault("no such encoding", remedy, file.encoding)
    name = codecs.lookup(file.encoding).name
    with file.place.open("rb") as stream:
        head = stream.read(BLOCK)
    if not name.startswith("utf") and is_utf8(head):
        raise is_utf8_though_declared(file)
    if name in MARKED and not head.startswith(MARKED[name]):
        fits = ", ".join(_without_mark(head) or fitting(_whole_lines(b"", head, 0))) or "none tried"
        message = f"{name} begins with a byte order mark, and the file does not"
        raise file.fault(message, f"Set `encoding:` of the file; these fit: {fits}.", file.encoding)


def _without_mark(head: bytes) -> list[str]:
    """UTF-16 of either order, where every second byte is 0 as of letters in ASCII."""
    first, second = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 4
    return (
        ["utf-16-le"] if second > half > first else ["utf-16-be"] if first > half > second else []
    )


def is_utf8_though_declared(file: FileEntry) -> ProblemsFound:
    """What is raised of a UTF-8 file that is declared to be of another encoding."""
    message = "the file is UTF-8, read otherwise its letters come out wrong"
    return file.fault(message, "Set `encoding: utf-8`.", file.encoding)


def is_utf8(head: bytes) -> bool:
    """Whether the first bytes of a file can hardly be anything but UTF-8 beyond ASCII."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return sum(letter > "\x7f" for letter in text) >= SURE


def first_undecodable(path: Path, encoding: str) -> Undecodable | None:
    """Where a text file stops being of its encoding, and the encodings that fit there."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, before = 1, b""
    for block, last in _blocks(path):
        pending = decoder.getstate()[0]
        try:
            decoder.decode(block, final=last)
        except UnicodeDecodeError as error:
            held = pending + block  # what the decoder had not yet decoded comes first
            line += held[: error.start].count(b"\n")
            value = held[error.start : error.start + 4].hex(" ")
            return Undecodable(line, value, fitting(_whole_lines(before, held, error.start)))
        line += block.count(b"\n")
        before = block
    return None


def _blocks(path: Path) -> Iterator[tuple[bytes, bool]]:
    with path.open("rb") as stream:
        block = stream.read(BLOCK)
        while block:
            following = stream.read(BLOCK)
            yield block, not following
            block = following


def _whole_lines(before: bytes, held: bytes, start: int) -> bytes:
    """The bytes around a place, cut at line ends so that no letter is torn."""
    around = before + held
    if around.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return around[: len(around) // 2 * 2]
    end = around.rfind(b"\n")
    return around if end < len(before) + start else around[:end]


def fitting(content: bytes) -> list[str]:
    """The candidate encodings that decode all of the bytes to plausible text."""
    return [name for name in CANDIDATES if _decodes(content, name)]


def _decodes(content: bytes, name: str) -> bool:
    """UTF-16 decodes nearly anything, so it must begin with its mark."""
    if name == "utf-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    try:
        return is_plausible(content.decode(name))
    except UnicodeDecodeError:
        return False


def is_plausible(text: str) -> bool:
    """Whether a text holds no controls and no letters that do not exist."""
    letters = set(text) - set("\t\r\n")
    return not any(unicodedata.category(letter) in ("Cc", "Cn", "Co") for letter in letters)
