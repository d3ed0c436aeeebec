"""Slips in what a wave's file says of codes, in surveys drawn with the answers that they have."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from drawn_waves import FORMATS, NO_ANSWER, Draw, drawn
from misreadings import exchange, outcome, variable_of

from mutation.benches import UNNOTICED, Row
from mutation.verdicts import SAME

STOPS = "stops"


def codes_exchanged(draw: Draw) -> str:
    """Two codes of a question, in a file with labels or without."""
    name = variable_of(draw, "single")
    if name is None:
        return ""
    return f"{name}: codes {exchange(draw.columns[name]['codes'])}"


def labels_exchanged(draw: Draw) -> str:
    """Two labels of the file itself."""
    name = variable_of(draw, "single")
    if name is None or draw.format not in ("spss", "stata"):
        return ""
    return f"{name}: labels of {exchange(draw.labels[name])}"


def missing_too_many(draw: Draw) -> str:
    """A code of missing for the whole wave that some column has as an answer or a number."""
    for entry in draw.columns.values():
        entry.pop("missing")
    code = draw.random.choice((3, 7, 8, 9))
    draw.keys["missing"] = {"no_answer": [NO_ANSWER, code]}
    return f"missing: {code}"


KINDS = (codes_exchanged, labels_exchanged, missing_too_many)


def slips_of_mappings(count: Iterable[int]) -> Iterator[Row]:
    """A row a slip: it stops, changes no percentage, or is not noticed."""
    for number in count:
        slip, seed, what = KINDS[number % len(KINDS)], number, ""
        while not what:
            draw = drawn(Random(seed), FORMATS[(seed // len(KINDS)) % len(FORMATS)])
            what, seed = slip(draw), seed + 1000
        with TemporaryDirectory() as folder:
            came = outcome(draw, Path(folder))
        became = {"true": SAME, "stops": STOPS}.get(came, UNNOTICED)
        message = f"{slip.__name__.replace('_', ' ')}, a file with "
        message += "labels" if draw.format in ("spss", "stata") else "codes alone"
        yield Row("mapping", draw.format, "", what, "", "", became, message)
