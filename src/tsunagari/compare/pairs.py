"""The table of a comparison: every cell of every pair of waves, and trends over more."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED, EMPTY, PUBLISHED, weakest
from tsunagari.codebook.queries import columns_of
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.change import COLUMNS as CHANGE
from tsunagari.compare.change import change, cohens_h, equivalence_p, verdict
from tsunagari.compare.plan import Comparison, base_is_assumed, pairs_of
from tsunagari.estimate.basis import Cell, cell_of, without_people
from tsunagari.estimate.figures import measure
from tsunagari.estimate.respondents import People
from tsunagari.models.multiplicity import holm
from tsunagari.waves.asked import Offers
from tsunagari.waves.comparability import ASPECTS, grade, of_group, relations

CELL = ("country", "group", "variable", "item", "category")
SIDES = ("n", "percent", "ci_low", "ci_high", "basis")
H = ("cohens_h", "cohens_h_low", "cohens_h_high")


def count_all(codebook: Codebook, comparisons: Iterable[Comparison], people: People) -> None:
    """Count the people of a wave for several comparisons at once."""
    bases = [base for comparison in comparisons for base in comparison.bases(codebook)]
    people.count(columns_of(codebook, base) for base in bases)


def measure_wave(
    codebook: Codebook,
    comparison: Comparison,
    people: People,
    source: str,
    fixed: set[tuple[str, Cell]],
    lacking: Offers = frozenset(),
) -> pd.DataFrame:
    """All cells of a comparison in one wave: CELL, the columns of `measure`, and `basis`.

    source  delivered or synthetic      fixed  what publications fix (fixed_cells)
    lacking  the answers that the wave did not offer
    """
    cells = measure(codebook, comparison.name, comparison.queries, people, lacking)
    counted = comparison.cells(codebook)
    basis = pd.Series([
        DELIVERED if source == DELIVERED
        else PUBLISHED if (people.wave, cell_of(codebook, base, key)) in fixed
        else ASSUMED
        for base, key in counted
    ])  # fmt: skip
    variables = [base.variable for base, _ in counted]
    return cells.assign(variable=variables, basis=without_people(basis, cells))


def compare(
    codebook: Codebook,
    comparison: Comparison,
    measured: Mapping[str, pd.DataFrame],
    waves: Mapping[str, Mapping],
) -> pd.DataFrame:
    """The change of every cell between every pair of waves, a row each; in percent and points.

    measured  wave -> its cells (measure_wave), earliest first
    waves     wave -> its entry in config/waves/

    The basis of a change is the weakest of its shares', and `assumed` where its error needs a
    number of people that is assumed, since the interval and the verdict then are.
    A cell that a wave did not ask, or nobody of it, keeps its row, with basis `not_asked` or
    `nobody` and nothing else.
    P-values are not adjusted yet (families.tested_at_once).
    """
    rows = [
        {"comparison": comparison.name, "earlier": first, "later": second, **row}
        for first, second in pairs_of(list(measured))
        for row in _pair(codebook, comparison, measured, waves, first, second)
    ]
    return pd.DataFrame(rows)


def _pair(codebook, comparison: Comparison, measured, waves, first: str, second: str) -> list[dict]:
    """The rows of one pair of waves."""
    pair, counted = (waves[first], waves[second]), comparison.cells(codebook)
    variables = dict.fromkeys(base.variable for base, _ in counted)
    aspects = {name: relations(codebook, name, *pair) for name in variables}
    assumed = any(base_is_assumed(wave) for wave in pair)
    before, after = measured[first].to_dict("records"), measured[second].to_dict("records")
    return [
        _row(one, other, comparison,
             of_group(codebook, aspects[base.variable], base.where, *pair), assumed)
        for (base, _), one, other in zip(counted, before, after, strict=True)
    ]  # fmt: skip


def _row(
    before: Mapping, after: Mapping, comparison: Comparison, aspects: Mapping[str, str],
    assumed: bool,
) -> dict:  # fmt: skip
    """One cell in two waves; assumed: whether errors rest on an assumed number of people."""
    basis = weakest([before["basis"], after["basis"]])
    compared = basis not in EMPTY
    row = {key: before[key] for key in CELL}
    for column in SIDES:
        row |= {f"{column}_earlier": before[column], f"{column}_later": after[column]}
    tests = dict.fromkeys((*CHANGE, *H, "p_equivalence"), np.nan)
    if compared:
        tests = _tests(before, after, comparison.margin)
    states = aspects if compared else dict.fromkeys(ASPECTS, "")
    return {
        **row,
        **tests,
        "margin": comparison.margin,
        "family": comparison.family,
        **{aspect: states[aspect] for aspect in ASPECTS},
        "grade": grade(aspects) if compared else "",
        "basis": ASSUMED if compared and assumed else basis,
    }


def _tests(before: Mapping, after: Mapping, margin: float) -> dict[str, float]:
    tests = change(before, after)
    people = before["n_effective"], after["n_effective"]
    h = cohens_h(before["percent"] / 100, after["percent"] / 100, people, tests["df"])
    p_equivalence = equivalence_p(tests["change"], tests["std_error"], tests["df"], margin)
    return {**tests, **dict(zip(H, h, strict=True)), "p_equivalence": p_equivalence}


# ---- P-values adjusted within the declared families, and the verdict that follows --------


def adjust(table: pd.DataFrame, adjusted: Mapping[str, str]) -> pd.DataFrame:
    """Add p-values by Holm (1979) within `family`, over all comparisons of the table.

    adjusted  column of p-values -> column of the adjusted ones; each column is a set of
              tests of its own. Rows without a p-value are no tests.
    """
    table = table.copy()
    for raw, column in adjusted.items():
        table[column] = np.nan
        for _, rows in table[table[raw].notna()].groupby("family"):
            table.loc[rows.index, column] = holm(rows[raw].to_numpy())
    return table


def judge(table: pd.DataFrame) -> pd.DataFrame:
    """Add `verdict`, of each row that has tests; empty where there is none.

    ASSUME: that a change is other than nil is tested with all of its family at once
    (`p_adjusted`); that it is surely smaller than the margin is a claim of its own, which is
    wrong at most 5 times in 100 (two one-sided tests, an intersection-union test), so that an
    interval of a row inside the margin is never called undecided. Adjusted for the whole family,
    with the many rows whose errors are too large ever to be equivalent, no row could be.
    """
    pairs = zip(table["p_adjusted"], table["p_equivalence"], strict=True)
    verdicts = ["" if np.isnan(p) else verdict(p, of_margin) for p, of_margin in pairs]
    return table.assign(verdict=verdicts)
