"""Slips of the text: each found by a check where one can be made, else by reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import pandas as pd

from tsunagari.audit.claims.cells import claim_problem
from tsunagari.audit.claims.evidence import Evidence
from tsunagari.audit.claims.one_person import turned_by
from tsunagari.audit.claims.predicates import read_predicate
from tsunagari.audit.claims.same_people import everybody
from tsunagari.audit.claims.text import close_up
from tsunagari.audit.claims.tree import judge
from tsunagari.config.problems import within
from tsunagari.config.words import Text, columns, words_of
from tsunagari.read.rounding import possible_counts, row_is_attainable

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


def _rest(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """Two shares force that of the others, who are in the whole and not in the part, to be low.

    Counts are whole: of those that round to each share, the fewest and the most that are left.
    """
    part, n_part = _counted(slip, evidence, slip.body["part"])
    whole, n_whole = _counted(slip, evidence, slip.body["whole"])
    n = n_whole - n_part
    low, high = max(0, whole[0] - part[-1]), min(n, whole[-1] - part[0])
    cell = evidence.registry.select(slip.body["part"], slip.figure)[0]
    share = evidence.printed.value(cell).value
    shown = f"{low}–{high}/{n} = {100 * low / n:.1f}–{100 * high / n:.1f} < {share:.1f}"
    return 100 * high / n <= share - slip.body["by"], shown


def _counted(slip: Slip, evidence: Evidence, selection: Mapping) -> tuple[tuple[int, ...], int]:
    """The counts that round to a printed share, and its base: its own, or that of its people."""
    (cell,) = evidence.registry.select(selection, slip.figure)
    value, n = evidence.printed.value(cell), everybody(evidence.printed, cell)
    if value is None or value.value is None or n is None:
        raise claim_problem(slip.quote, "this cell or its base is not printed", "Name another.")
    return possible_counts(f"{value.value:.1f}", n), n


def _one_person(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """A claim has cells in which the other answer of one person would turn it."""
    claim = evidence.claims["claims"][slip.body]
    node = read_predicate(claim["predicate"], evidence.context(claim.get("figure")))
    found = turned_by(node, evidence.printed) if node else []
    return bool(found), "; ".join(dict.fromkeys(map(str, found)))


def _base_rates(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """Each cell's people are no more than so many percent of everybody."""
    cells = evidence.registry.select(slip.body["cell"], slip.figure)
    bases = [evidence.printed.base(cell) for cell in cells]
    n = everybody(evidence.printed, cells[0], whole=True)
    if n is None or None in bases:
        raise claim_problem(slip.quote, "not all of these bases are printed", "Name others.")
    low, high = min(bases), max(bases)
    shown = f"{low}–{high}/{n} = {100 * low / n:.1f}–{100 * high / n:.1f}"
    return 100 * high / n <= slip.body["at_most"], shown


def _sampling(slip: Slip, evidence: Evidence, lines: Sequence[str]):
    """All these waves were sampled in this way."""
    kinds = {wave: evidence.waves[wave]["sampling"] for wave in slip.body["waves"]}
    shown = ", ".join(f"{wave}: {kind}" for wave, kind in kinds.items())
    return set(kinds.values()) == {slip.body["type"]}, shown


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
    "rest": _rest,
    "one_person": _one_person,
    "base_rates": _base_rates,
    "sampling": _sampling,
    "reading": _reading,
}
