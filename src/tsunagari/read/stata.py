"""Stata (.dta): the kinds of missing .a to .z stay apart; older files must have their encoding."""

from functools import partial
from os import SEEK_END
from pathlib import Path

import pyreadstat

from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import FileEntry
from tsunagari.read.readstat import ANY_BYTES, encodings_that_fit, read_columns

CELLS_AT_ONCE = 40_000_000  # objects: numbers beside the letters of kinds of missing
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
    read = partial(pyreadstat.read_dta, user_missing=True)
    unsaid = not file.encoding and release < FIRST_UTF8_RELEASE
    delivered = read_columns(read, file, CELLS_AT_ONCE, ANY_BYTES if unsaid else None)
    if unsaid and not _is_ascii(delivered):
        fits = ", ".join(encodings_that_fit(read, file.place))
        message = "Stata 13 and older do not say their encoding, and the file is not plain ASCII"
        remedy = f"Set `encoding:` of the file; these fit: {fits}."
        raise file.fault(message, remedy)
    return delivered


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
