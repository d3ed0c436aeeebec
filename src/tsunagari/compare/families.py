"""Tests of a family together: simultaneous intervals and p-values of changes that correlate.

Every row of a family (a change, a difference of changes, a trend) is a sum of shares of waves,
so that the covariances of the waves' shares give those of the rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.compare.differences import cell_key, shares_of
from tsunagari.compare.pairs import CELL
from tsunagari.compare.plan import Comparison
from tsunagari.estimate.estimators import Estimates
from tsunagari.estimate.respondents import People
from tsunagari.estimate.simultaneous import Largest, adjusted, ends
from tsunagari.waves.asked import Offers

Term = tuple[str, tuple]  # a wave, and the name of a share in it: comparison, then CELL
Terms = Callable[[Mapping], Mapping[Term, float]]
NUMBERS = ("p_adjusted", "ci_low_adjusted", "ci_high_adjusted")
_SAME = 1e-9  # of a correlation and of a number: rounding


def family_shares(
    codebook: Codebook, comparisons: Iterable[Comparison], people: People, lacking: Offers
) -> dict[str, Estimates]:
    """Family -> all shares of its comparisons in one wave, with their covariances."""
    bases: dict[str, list] = {}
    for comparison in comparisons:
        bases.setdefault(comparison.family, []).extend(comparison.bases(codebook))
    return {
        family: shares_of(codebook, of_it, people, lacking,
                          lambda base, category: (base.figure, *cell_key(base, category)))
        for family, of_it in bases.items()
    }  # fmt: skip


# ---- Which shares a row adds up ----------------------------------------------------------


def of_change(row: Mapping) -> dict[Term, float]:
    """Later less earlier."""
    name = row["comparison"], *(row[key] for key in CELL)
    return {(row["later"], name): 1.0, (row["earlier"], name): -1.0}


def of_difference(row: Mapping) -> dict[Term, float]:
    """The change in a group less that in the group of reference."""
    reference = of_change({**row, "group": row["reference"]})
    return of_change(row) | {term: -size for term, size in reference.items()}


def of_trend(years: Mapping[str, float]) -> Terms:
    """The slope of the line through the waves that asked, each counting once."""

    def terms(row: Mapping) -> dict[Term, float]:
        waves = row["waves"].split()
        time = np.array([years[wave] for wave in waves], dtype=float)
        time -= time.mean()
        name = row["comparison"], *(row[key] for key in CELL)
        return {(w, name): float(t) for w, t in zip(waves, time / (time @ time), strict=True)}

    return terms


def covariance(
    rows: Sequence[Mapping[Term, float]],
    shares: Mapping[str, Estimates],
    factors: Mapping[str, float] | None = None,
) -> np.ndarray:
    """(k, k) covariance of k sums of shares of independent waves.

    factors  wave -> what its covariance is multiplied by, where other than 1
    """
    total = np.zeros((len(rows), len(rows)))
    for wave, of_wave in shares.items():
        place = {name: number for number, name in enumerate(of_wave.names)}
        adds = np.zeros((len(rows), len(place)))
        for number, row in enumerate(rows):
            for (where, name), size in row.items():
                if where == wave:
                    adds[number, place[name]] += size
        total += (factors or {}).get(wave, 1.0) * adds @ of_wave.covariance @ adds.T
    return total


# ---- The family's tests ------------------------------------------------------------------


def correlation(covariance: np.ndarray) -> np.ndarray:
    """(k, k); a row without an error hangs together with nothing."""
    error = np.sqrt(np.diag(covariance))
    safe = np.where(error > 0, error, 1.0)
    found = covariance / np.outer(safe, safe)
    np.fill_diagonal(found, 1.0)
    return found


def first_of_each(correlation: np.ndarray, values: np.ndarray) -> np.ndarray:
    """(k,) the place of the first row that is the same test: one cell under two names, or two
    answers that are each other's complement."""
    same = np.abs(correlation) > 1 - _SAME
    same &= np.abs(np.abs(values)[:, None] - np.abs(values)) < _SAME * 100
    return same.argmax(axis=1)


def tested_at_once(
    table: pd.DataFrame,
    number: str,
    terms: Terms,
    shares: Mapping[str, Mapping[str, Estimates]],
) -> pd.DataFrame:
    """Add `tests`, `same_as` and NUMBERS: the family's p-values and intervals, all at once.

    number  the column of what is tested        terms  which shares a row adds up
    shares  wave -> family_shares

    tests    how many different tests the row's family has
    same_as  of a row that tests what an earlier one tests: that row's comparison and keys

    Rows without a p-value are no tests. Raises KeyError for a share that no wave has.
    """
    table = table.assign(tests=0, same_as="", **dict.fromkeys(NUMBERS, np.nan))
    tested = table["p_value"].notna()
    for family, rows in table[tested].groupby("family"):
        of_family = {wave: each[family] for wave, each in shares.items() if family in each}
        added = [terms(row) for row in rows.to_dict("records")]
        related = correlation(covariance(added, of_family))
        values = rows[number].to_numpy(float)
        first = first_of_each(related, values)
        once = np.flatnonzero(first == np.arange(len(first)))
        largest = Largest(related[np.ix_(once, once)])
        errors, freedoms, p_values = rows[["std_error", "df", "p_value"]].to_numpy(float).T
        found = adjusted(p_values, largest), *ends(values, errors, freedoms, largest)
        table.loc[rows.index, list(NUMBERS)] = np.column_stack(found)
        table.loc[rows.index, "tests"] = len(once)
        names = [" ".join(map(str, (row["comparison"], *(row[key] for key in CELL))))
                 for row in rows.to_dict("records")]  # fmt: skip
        table.loc[rows.index, "same_as"] = [
            "" if place == own else names[place] for own, place in enumerate(first)
        ]
    return table
