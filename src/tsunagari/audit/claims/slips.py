"""Slips of the text: each found by a check where one can be made, else by reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import pandas as pd

from tsunagari.audit.claims.cells import claim_problem
from tsunagari.audit.claims.evidence import Evidence
from tsunagari.audit.claims.predicates import read_predicate
from tsunagari.audit.claims.text import close_up
from tsunagari.audit.claims.tree import judge
from tsunagari.config.problems import within
from tsunagari.config.words import Text, columns, words_of
from tsunagari.read.rounding import row_is_attainable

COLUMNS = (
    "slip", "seed_line", "quote", *columns("says"), "check", "verdict", "value",
)  # fmt: skip
VERDICTS = {True: "found", False: "not found", None: "by reading"}


@dataclass(frozen=True)
class Slip:
    """A slip of the text: where it stands, what it says to a reader, and the check of it.

    check, body  kind of check, and what it looks at      figure  of cells that name none
    """

    line: int
    quote: str
    says: Text
    check: str
    body: object
    figure: str | None

    @classmethod
    def from_config(cls, entry: Mapping) -> Self:
        ((check, body),) = entry["check"].items()
        figure = entry.get("figure")
        return cls(entry["line"], entry["quote"], entry["says"], check, body, figure)


def audit_slips(evidence: Evidence, lines: Sequence[str]) -> pd.DataFrame:
    """One row a slip; the verdict is what its check gave: found, not found, by reading."""
    rows = []
    for name, entry in evidence.claims.get("slips", {}).items():
        slip = Slip.from_config(entry)
        with within(evidence.place("slips", name)):
            is_slip, value = CHECKS[slip.check](slip, evidence, lines)
        said = slip.line, slip.quote, *words_of(slip.says).values()
        rows.append((name, *said, slip.check, VERDICTS[is_slip], value))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _text(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """Every passage stands on its line: wordings that do not go together."""
    held = [close_up(part["text"]) in close_up(lines[part["line"] - 1]) for part in slip.body]
    return all(held), " / ".join(f"{part['line']}: {part['text']}" for part in slip.body)


def _numbers(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """A predicate on published numbers that, where it holds, makes it a slip."""
    node = read_predicate(slip.body, evidence.context(slip.figure))
    judged = judge(node, evidence.printed)
    return bool(judged.verdict), judged.value


def _unpublished(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """No number of these cells is printed."""
    cells = evidence.registry.select(slip.body, slip.figure)
    return all(evidence.printed.value(cell) is None for cell in cells), ""


def _single_answer(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """All that a figure shows is asked for one answer, which its title denies."""
    queries = evidence.figures[slip.body]["estimates"]
    types = {evidence.registry.codebook[query["variable"]].type for query in queries}
    return types == {"single"}, ""


def _impossible_base(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """No counts out of the printed base give the printed percentages."""
    cells = evidence.registry.select(slip.body, slip.figure)
    n = evidence.printed.base(cells[0])
    values = [evidence.printed.cells.get(cell) for cell in cells]
    if n is None or None in values:
        raise claim_problem(slip.quote, "not all of these cells are printed", "Name others.")
    percents = [f"{value.value:.1f}" for value in values]
    return not row_is_attainable(percents, n), f"n={n}: {', '.join(percents)}"


def _small_base(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """The largest printed base of the cells is at most `n`."""
    cells = evidence.registry.select(slip.body["cell"], slip.figure)
    bases = [evidence.printed.base(cell) for cell in cells]
    small = None not in bases and max(bases) <= slip.body["n"]
    return small, f"n={', '.join(map(str, bases))}"


def _reading(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """Only a reader can tell."""
    return None, ""


CHECKS = {
    "text": _text,
    "numbers": _numbers,
    "unpublished": _unpublished,
    "single_answer": _single_answer,
    "impossible_base": _impossible_base,
    "small_base": _small_base,
    "reading": _reading,
}
