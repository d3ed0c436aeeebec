"""SPSS (.sav, .zsav): codes of user missing stay codes, and cases come in batches."""

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import accumulate
from struct import pack

import numpy as np
import pandas as pd
import pyreadstat

from tsunagari.read.codes import code_of, of_places
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import FileEntry
from tsunagari.read.readstat import UNREADABLE, delivered, described, frame_of, unreadable
from tsunagari.read.spss_cases import (
    BLANKS,
    ELSEWHERE,
    MISSING,
    NO_NUMBERS,
    Layout,
    cases_of,
    layout,
)
from tsunagari.read.spss_dictionary import dictionary_fault

CELLS_AT_ONCE = 60_000_000  # numbers of 8 bytes, which pandas copies once
NUMBER = re.compile(r"(?:F|N|E|Z|COMMA|DOT|DOLLAR|PCT)\d")  # formats of numbers that are no dates
UTF8 = "UTF-8"
BLANK = np.frombuffer(b" " * 8, np.uint8)

Places = Mapping[str, tuple[int, int]]  # column -> its first slot, and the width of a text


def read_spss(file: FileEntry) -> Iterator[DeliveredFile]:
    """The wanted columns of an SPSS file in batches; by the library where it is an unusual one."""
    if fault := dictionary_fault(file.place):
        raise file.damaged(fault)
    read = partial(pyreadstat.read_sav, user_missing=True)
    try:
        about, wanted, read_part = described(read, file)
        stored = None if file.values == "labels" else layout(file.place)
        places = _direct(stored, about, wanted, read_part) if stored else {}
        others = {place: name for place, name in wanted.items() if name not in places}
        if not places:
            whole = frame_of(read_part, about, wanted, CELLS_AT_ONCE)
            yield delivered(file, about, wanted, whole)
            return
        rest = frame_of(read_part, about, others, CELLS_AT_ONCE) if others else None
        for frame in _frames(file, stored, places, rest):
            yield delivered(file, about, wanted, frame[list(wanted.values())])
    except UNREADABLE as error:
        raise unreadable(read, file, error) from error
    except (EOFError, zlib.error) as error:
        raise file.damaged(str(error) or "fewer rows than it says") from error


def _direct(stored: Layout, about: object, wanted: Mapping[int, str], read: partial) -> Places:
    """The columns whose cells are read without the library: numbers, and texts in UTF-8."""
    if len(stored.places) != len(about.column_names):
        return {}
    texts = (read.keywords["encoding"] or about.file_encoding) == UTF8 == about.file_encoding
    found = {}
    for place, name in wanted.items():
        column, (_, width) = about.column_names[place], stored.places[place]
        is_text = about.readstat_variable_types[column] == "string"
        usual = texts if is_text else NUMBER.match(about.original_variable_types[column])
        if usual and is_text == (width > 0):
            found[name] = stored.places[place]
    return found


def _frames(
    file: FileEntry, stored: Layout, places: Places, rest: pd.DataFrame | None
) -> Iterator[pd.DataFrame]:
    """Cells as codes, some rows at a time, beside the same rows of what the library has read."""
    slots = [s for first, width in places.values() for s in range(first, first + _slots(width))]
    ends = list(accumulate(_slots(width) for _, width in places.values()))
    begin = 0
    for cases in cases_of(file.place, stored):
        found, columns = list(cases.slots(slots)), {}
        for (name, (_, width)), end in zip(places.items(), ends, strict=True):
            if width:
                columns[name] = _texts(found[end - _slots(width) : end], width, stored)
            else:
                columns[name] = _numbers(*found[end - 1], stored)
        rows = range(begin, begin + len(cases.codes))
        for name in rest if rest is not None else ():
            column = rest[name].array
            columns[name] = of_places(column.codes[rows.start : rows.stop], column.categories)
        begin = rows.stop
        yield pd.DataFrame(columns, index=rows)


def _slots(width: int) -> int:
    return max(1, -(-width // 8))


def _numbers(
    codes: np.ndarray, rows: np.ndarray, values: np.ndarray, stored: Layout
) -> pd.Categorical:
    """A column of numbers as codes, distinct ones in the order in which they appear."""
    held = np.flatnonzero(np.bincount(codes, minlength=256))
    held = sorted(held[held != ELSEWHERE].tolist(), key=lambda code: (codes == code).argmax())
    texts = tuple(_text_of_code(code, stored.order, stored.bias) for code in held)
    table = np.full(256, -1, np.int16)
    table[held] = range(len(held))
    places = table.take(codes)
    if not len(rows) and len(set(texts)) == len(texts):
        return pd.Categorical.from_codes(places, _index(texts))
    found, distinct = pd.factorize(values.view(f"{stored.order}u8").ravel().astype(np.uint64))
    places = places.astype(np.int32)
    places[rows] = len(texts) + found
    return _by_appearance(places, [*texts, *map(_text_of_bits, distinct.tolist())])


def _by_appearance(places: np.ndarray, texts: list[str]) -> pd.Categorical:
    """As `of_places`, the texts in the order in which the cells bring them."""
    again, order = pd.factorize(places)
    return of_places(again, [texts[place] for place in order])


@cache
def _index(texts: tuple[str, ...]) -> pd.Index:
    return pd.Index(texts, dtype="str")


def _bits(code: int, order: str, bias: float) -> bytes:
    """The 8 bytes that a code of one byte stands for."""
    if code == BLANKS:
        return BLANK.tobytes()
    return pack(f"{order}Q", NO_NUMBERS[0]) if code == MISSING else pack(f"{order}d", code - bias)


def _text_of_code(code: int, order: str, bias: float) -> str:
    return _text_of_bits(
        int.from_bytes(_bits(code, order, bias), "little" if order == "<" else "big")
    )


def _text_of_bits(bits: int) -> str:
    return "" if bits in NO_NUMBERS else code_of(np.uint64(bits).view(np.float64))


def _texts(
    slots: list[tuple[np.ndarray, np.ndarray, np.ndarray]], width: int, stored: Layout
) -> pd.Categorical:
    """A column of text, without the blanks around it."""
    filled = np.tile(BLANK, (len(slots[0][0]), len(slots)))
    for place, (codes, rows, values) in enumerate(slots):
        part = filled[:, 8 * place : 8 * place + 8]
        part[rows] = values
        for code in np.flatnonzero(np.bincount(codes, minlength=256)):
            if code not in (ELSEWHERE, BLANKS):
                part[codes == code] = list(_bits(int(code), stored.order, stored.bias))
    cells = np.ascontiguousarray(filled[:, :width]).view(f"S{width}").ravel()
    places, distinct = pd.factorize(cells.astype(object))
    return of_places(places, [_decoded(cell) for cell in distinct])


def _decoded(cell: bytes) -> str:
    return cell.split(b"\0")[0].decode("utf-8").strip()
