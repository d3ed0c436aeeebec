"""Stata (.dta): the kinds of missing .a to .z stay apart; older files must have their encoding."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from os import SEEK_END
from pathlib import Path

import pyreadstat

from tsunagari.read.cells import as_number
from tsunagari.read.codes import code_of
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import FileEntry
from tsunagari.read.readstat import ANY_BYTES, encodings_that_fit, read_columns

CELLS_AT_ONCE = 40_000_000  # objects: numbers beside the letters of kinds of missing
EPOCH = datetime(1960, 1, 1)
DATE = re.compile(r"%-?(?:t(?P<unit>[cCdwmqhy])|d)")
A_YEAR = {"w": ("-w", 52), "m": ("-", 12), "q": ("-q", 4), "h": ("-h", 2)}
SIGNATURE = b"<stata_dta><header><release>"
END = b"</stata_dta>"  # without it pyreadstat reads on, and value labels are missing
FIRST_TAGGED_RELEASE = 117  # Stata 13
FIRST_UTF8_RELEASE = 118  # Stata 14


def read_stata(file: FileEntry) -> DeliveredFile:
    """The wanted columns of a Stata file.

    Files of Stata 13 and older do not say what encoding they are of; without `encoding` one
    that holds letters beyond ASCII is refused, since any would read them, most as gibberish.
    """
    release = _release(file.place)
    if release < 0:
        raise file.damaged("a release that is no number")
    if release >= FIRST_TAGGED_RELEASE and not _ends_well(file.place):
        raise file.damaged(f"no {END.decode()} at the end")
    # Dates as they are stored: the library knows some of their formats, and no single precision.
    read = partial(pyreadstat.read_dta, user_missing=True, disable_datetime_conversion=True)
    unsaid = not file.encoding and release < FIRST_UTF8_RELEASE
    delivered = read_columns(read, file, CELLS_AT_ONCE, ANY_BYTES if unsaid else None, calendar)
    if unsaid and not _is_ascii(delivered):
        fits = ", ".join(encodings_that_fit(read, file.place))
        message = "Stata 13 and older do not say their encoding, and the file is not plain ASCII"
        remedy = f"Set `encoding:` of the file; these fit: {fits}."
        raise file.fault(message, remedy)
    return delivered


def calendar(display: str) -> Callable[[str], str] | None:
    """What turns stored numbers into dates as text, by a column's format; None for no date.

    %tc counts milliseconds, %td days, %tw weeks, %tm months, %tq quarters and %th halves of a
    year, all from 1960 on; %ty is a year. A date of %tc on the first day is a time.
    Source: Stata's manual, [D] Datetime.
    """
    found = DATE.match(display)
    unit = found["unit"] or "d" if found else "y"
    if unit == "y":
        return None

    def dated(code: str) -> str:
        number = as_number(code)
        return code if number is None else _date(unit, number)

    return dated


def _date(unit: str, number: float) -> str:
    """A number of units from 1960 on, as text that no number is written like."""
    if unit in "cCd":
        step = timedelta(days=number) if unit == "d" else timedelta(milliseconds=number)
        moment = EPOCH + step
        if unit != "d" and moment.date() == EPOCH.date():
            return code_of(moment.time())
        return code_of(moment)
    name, a_year = A_YEAR[unit]
    year, place = divmod(int(number), a_year)
    return f"{EPOCH.year + year}{name}{place + 1:02d}"


def _release(path: Path) -> int:
    """The file's format; -1 where the file does not say it in digits."""
    with path.open("rb") as stream:
        head = stream.read(len(SIGNATURE) + 3)
    if not head.startswith(SIGNATURE):
        return head[0]
    written = head.removeprefix(SIGNATURE)
    return int(written) if written.isdigit() else -1


def _ends_well(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-min(path.stat().st_size, len(END) + 8), SEEK_END)
        return stream.read().rstrip(b"\r\n\0 ").endswith(END)


def _is_ascii(delivered: DeliveredFile) -> bool:
    frame = delivered.frame
    texts = [*frame, *delivered.titles.values()]
    texts += [label for labels in delivered.labels.values() for label in labels.values()]
    texts += [cell for name in frame for cell in frame[name].array.categories]
    return all(text.isascii() for text in texts)
