"""The cases of an SPSS file as bytes: numbers that are small and whole take one byte each.

A library that hands on one value after the other takes a minute for a million rows of three
hundred columns; looked at by columns, bytes become codes twenty times as fast. What a file says
of its variables is still read by the library, and so are files with anything unusual.
Source: the PSPP developers' guide, appendix B (system file format).
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from struct import Struct, error, unpack_from
from typing import IO

import numpy as np

from tsunagari.read.spss_dictionary import HEADER, LAYOUT, VARIABLE

CHUNK = 1 << 24  # bytes of the file that are looked at together
VALUE_LABELS, OF_VARIABLES, DOCUMENTS, EXTENSION, END = 3, 4, 6, 7, 999
FLOATS, VERY_LONG = 4, 14  # kinds of extension: numbers of the machine; texts of many records
PLAIN, BYTES, ZLIB = 0, 1, 2  # ways of storing cases
# A code of one byte: nothing, the end, a value of 8 bytes elsewhere, 8 blanks, missing; others
# are numbers, less the file's bias.
PADDING, OVER, ELSEWHERE, BLANKS, MISSING = 0, 252, 253, 254, 255
SUM_OF_BYTES = np.uint64(0x0101010101010101)
# The numbers that stand for missing, lowest and highest, none of which is an answer.
NO_NUMBERS = (0xFFEFFFFFFFFFFFFF, 0x7FEFFFFFFFFFFFFF, 0xFFEFFFFFFFFFFFFE)


@dataclass(frozen=True)
class Layout:
    """Where the cases of a file are, and where in a case each variable is.

    order    "<" or ">"                 stored  PLAIN, BYTES or ZLIB
    slots    8-byte slots of a case     cases   how many there are
    places   of each variable: its first slot, and the width of a text (0: a number)
    """

    order: str
    stored: int
    bias: float
    cases: int
    slots: int
    places: Sequence[tuple[int, int]]
    begin: int


def layout(path: Path) -> Layout | None:
    """The layout of a file; None of an unusual one, and of one that is cut short."""
    try:
        return _layout(path)
    except (EOFError, error):
        return None


def _layout(path: Path) -> Layout | None:
    with path.open("rb") as stream:
        head = stream.read(HEADER)
        order = "<" if unpack_from("<i", head, LAYOUT)[0] in (2, 3) else ">"
        stored, _, cases, bias = unpack_from(f"{order}iiid", head, LAYOUT + 8)
        whole = Struct(f"{order}i")
        slots, places = 0, []
        while (kind := _number(stream, whole)) != END:
            if kind == VARIABLE:
                width = _variable(stream, order)
                if width >= 0:
                    places.append((slots, width))
                slots += 1
            elif not _passed(stream, kind, order):
                return None
        begin = stream.seek(4, 1)
    usual = stored in (PLAIN, BYTES, ZLIB) and cases > 0 and slots
    return Layout(order, stored, bias, cases, slots, places, begin) if usual else None


def _number(stream: IO[bytes], number: Struct) -> int:
    """The next whole number; EOFError at the end."""
    content = stream.read(number.size)
    if len(content) < number.size:
        raise EOFError
    return number.unpack(content)[0]


def _variable(stream: IO[bytes], order: str) -> int:
    """The width of the next variable, whose record is passed."""
    width, labelled, missing = unpack_from(f"{order}3i", stream.read(28))
    if labelled:
        length = _number(stream, Struct(f"{order}i"))
        stream.seek(-(-length // 4) * 4, 1)
    stream.seek(8 * abs(missing), 1)
    return width


def _passed(stream: IO[bytes], kind: int, order: str) -> bool:
    """Passes a record of another kind; False where it makes the file an unusual one."""
    count = Struct(f"{order}i")
    if kind == VALUE_LABELS:
        for _ in range(_number(stream, count)):
            stream.seek(8, 1)
            stream.seek(-(-(_number(stream, Struct("B")) + 1) // 8) * 8 - 1, 1)
    elif kind == OF_VARIABLES:
        stream.seek(4 * _number(stream, count), 1)
    elif kind == DOCUMENTS:
        stream.seek(80 * _number(stream, count), 1)
    elif kind == EXTENSION:
        subtype, size, number = (_number(stream, count) for _ in range(3))
        content = stream.read(size * number)
        if subtype == FLOATS and content != Struct(f"{order}3Q").pack(*NO_NUMBERS):
            return False
        return subtype != VERY_LONG
    else:
        return False
    return True


@dataclass(frozen=True)
class Cases:
    """Some cases by slots: codes of one byte, and in their order the values ELSEWHERE.

    codes   (rows, slots)         values  (k, 8) bytes
    """

    file: Layout
    codes: np.ndarray
    values: np.ndarray

    @property
    def _elsewhere(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The place of each value, sorted by slot, and where each slot begins among them."""
        at = np.flatnonzero(self.codes.reshape(-1) == ELSEWHERE)
        slot = (at % self.file.slots).astype(np.int32)
        order = np.argsort(slot, kind="stable")
        ends = np.searchsorted(slot[order], np.arange(self.file.slots + 1))
        return at // self.file.slots, order, ends

    def slots(self, wanted: Sequence[int]) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Of each wanted slot: codes (n,), rows whose value is elsewhere (k,), values (k, 8)."""
        rows, order, ends = self._elsewhere
        by_slot = np.ascontiguousarray(self.codes[:, list(wanted)].T)
        for slot, codes in zip(wanted, by_slot, strict=True):
            here = order[ends[slot] : ends[slot + 1]]
            yield codes, rows[here], self.values[here]


def cases_of(path: Path, file: Layout) -> Iterator[Cases]:
    """All cases, some at a time. Raises EOFError where there are fewer than the file says."""
    left = file.cases
    parts = _plain(path, file) if file.stored == PLAIN else _of_bytes(_content(path, file), file)
    for part in parts:
        rows = min(left, len(part.codes))
        if rows < len(part.codes):
            values = part.values[: np.count_nonzero(part.codes[:rows] == ELSEWHERE)]
            part = Cases(file, part.codes[:rows], values)
        if rows:
            yield part
        left -= rows
        if not left:
            return
    raise EOFError


def _plain(path: Path, file: Layout) -> Iterator[Cases]:
    size = 8 * file.slots
    with path.open("rb") as stream:
        stream.seek(file.begin)
        while content := stream.read(max(1, CHUNK // size) * size):
            rows = len(content) // size
            values = np.frombuffer(content, np.uint8, rows * size).reshape(-1, 8)
            yield Cases(file, np.full((rows, file.slots), ELSEWHERE, np.uint8), values)


def _content(path: Path, file: Layout) -> Iterator[bytes]:
    """The stored bytes of all cases, decompressed."""
    with path.open("rb") as stream:
        stream.seek(file.begin)
        if file.stored == BYTES:
            yield from iter(lambda: stream.read(CHUNK), b"")
            return
        _, end, _ = unpack_from(f"{file.order}3q", stream.read(24))
        rest, inflate = b"", zlib.decompressobj()
        while rest or (rest := stream.read(min(CHUNK >> 4, end - stream.tell()))):
            yield inflate.decompress(rest)
            rest = inflate.unused_data
            if inflate.eof:
                inflate = zlib.decompressobj()


def _of_bytes(contents: Iterator[bytes], file: Layout) -> Iterator[Cases]:
    """Cases from groups of 8 codes, each followed by the values that it says are elsewhere."""
    unread, codes, values = b"", np.zeros(0, np.uint8), np.zeros((0, 8), np.uint8)
    for content in contents:
        unread += content
        words = np.frombuffer(unread, np.uint64, len(unread) // 8)
        is_value, used = _values_among(words)
        unread = unread[8 * used :]
        words = words[:used]
        found = words[~is_value].view(np.uint8)
        over = np.flatnonzero(found == OVER)
        found = found[: over[0]] if len(over) else found
        codes = np.concatenate([codes, found[found != PADDING]])
        values = np.concatenate(
            [values, words[:used][is_value[:used]].view(np.uint8).reshape(-1, 8)]
        )
        whole = len(codes) // file.slots * file.slots
        taken = np.count_nonzero(codes[:whole] == ELSEWHERE)
        yield Cases(file, codes[:whole].reshape(-1, file.slots), values[:taken])
        codes, values = codes[whole:], values[taken:]
        if len(over):
            return


def _values_among(words: np.ndarray) -> tuple[np.ndarray, int]:
    """Which words of 8 bytes are values, not codes, and how many words make whole groups."""
    marked = (words.view(np.uint8) == ELSEWHERE).view(np.uint64)
    counts = (marked * SUM_OF_BYTES >> np.uint64(56)).astype(np.int8)
    groups = np.flatnonzero(counts)
    end, first = 0, []
    for place, count in zip(groups.tolist(), counts[groups].tolist(), strict=True):
        if place >= end:  # else it is a value that looks like codes
            if place + 1 + count > len(words):
                return _between(first, counts, place), place
            first.append(place)
            end = place + 1 + count
    return _between(first, counts, len(words)), len(words)


def _between(groups: list[int], counts: np.ndarray, length: int) -> np.ndarray:
    """(length,) whether a word follows one of the groups, within as many words as it counts."""
    steps = np.zeros(length + 1, np.int8)
    places = np.array(groups, dtype=np.int64)
    steps[places + 1] += 1  # no two groups begin, or end, at one place
    steps[places + 1 + counts[places]] -= 1
    return np.cumsum(steps[:length], dtype=np.int8).astype(bool)
