"""The variables that an SPSS file describes, looked at before a library reads them.

ReadStat, which reads SPSS files for Python and R, trusts these records; one damaged byte in
them can end the whole process without a word.
Source: the PSPP developers' guide, appendix B (system file format).
"""

from pathlib import Path
from struct import unpack_from

HEAD = 1 << 24  # bytes; so much of a file that the variables of most are in it
HEADER = 176  # bytes before the first record
LAYOUT = 64  # where the header has the number 2 or 3, in the byte order of the file
VARIABLE, SIZE = 2, 32
WIDEST = 255
MOST_MISSING = 3


def dictionary_fault(path: Path) -> str:
    """What is wrong with the records of variables; "" where nothing is.

    A text of more than eight bytes takes several records, the first of which says how wide
    it is; the others say -1.
    """
    with path.open("rb") as stream:
        content = stream.read(HEAD)
    if len(content) < HEADER + 4:
        return "no variables"
    order = "<" if unpack_from("<i", content, LAYOUT)[0] in (2, 3) else ">"
    place, pending = HEADER, 0
    while place + SIZE <= len(content) and unpack_from(f"{order}i", content, place)[0] == VARIABLE:
        width, labelled, missing = unpack_from(f"{order}3i", content, place + 4)
        if (width == -1) != (pending > 0):
            return "a text variable of another width than it has records"
        if not -1 <= width <= WIDEST or labelled not in (0, 1) or abs(missing) > MOST_MISSING:
            return "a variable of no width, label or missing values that there are"
        pending = pending - 1 if width == -1 else max(0, -(-width // 8) - 1)
        place += SIZE
        if labelled and place + 4 <= len(content):
            length = unpack_from(f"{order}i", content, place)[0]
            if length < 0:
                return "a label of no length"
            place += 4 + -(-length // 4) * 4
        place += 8 * abs(missing)
    whole = place + SIZE <= len(content)  # where it is cut short, the library says so
    return "a text variable of another width than it has records" if pending and whole else ""
