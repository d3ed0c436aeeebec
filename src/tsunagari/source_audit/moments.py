"""Checks of printed means and standard deviations of a scale of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np

from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Variable
from tsunagari.read.rounding import Span, decimals_of, percent_span
from tsunagari.source_audit.counts import Count, Ledger
from tsunagari.source_audit.findings import CONSISTENT, INCONSISTENT, Finding, found
from tsunagari.source_audit.programme import Programme
from tsunagari.source_audit.wording import Places, both

MEAN, DEVIATION = "mean", "standard_deviation"


def check_moments(ledger: Ledger, rows: Sequence[Mapping], places: Places) -> Iterator[Finding]:
    """`moments`: whether shares of the answers give the mean, deviation and printed shares.

    rows  published rows of one wave and country with a statistic of an ordered answer

    ASSUME: answers score 1, 2, 3 ... in either direction; the deviation is that of all
    respondents (divided by n), which at survey size no printed digit tells from n - 1.
    """
    stated: dict[str, dict[str, Mapping]] = {}
    for row in rows:
        stated.setdefault(str(row["item"]), {})[str(row["category"])] = row
    for name, statistics in stated.items():
        variable = places.codebook.variables.get(name)
        if variable is None or variable.type != "single" or not variable.ordered:
            continue
        shares = [c for c in ledger.counts if c.base.variable == name and not c.is_base]
        shares = [c for c in shares if not c.asked.conditions]
        size = len(variable.categories)
        scores = {"1": np.arange(1, size + 1), str(size): np.arange(size, 0, -1)}
        printed = [(_places_of(variable, share), percent_span(share.printed)) for share in shares]
        fitting = [first for first, s in scores.items() if _possible(s, statistics, printed)]
        against = [_name(row) for row in statistics.values()]
        for row in statistics.values():
            others = [word for word in against if word != _name(row)]
            names = places.several(shares) if shares else both("")
            words = {k: ", ".join(w for w in (*others, names[k]) if w) for k in names}
            yield found(
                "moments",
                CONSISTENT if fitting else INCONSISTENT,
                "moments_agree" if fitting else "moments_disagree",
                tuple(str(row[key]) for key in KEYS),
                printed=f"{row['value']:g}",
                implied=" / ".join(fitting),
                against=words["en"],
                seed_line=row["seed_line"],
                others=words,
            )


def _name(row: Mapping) -> str:
    return f"{row['category']} {row['value']:g}"


def _span(row: Mapping) -> Span:
    """What rounds to a printed statistic (zeros at its end are not kept: 0.750 counts as 0.75)."""
    printed = f"{row['value']:g}"
    half = Fraction(1, 2 * 10 ** decimals_of(printed))
    return Span(Fraction(printed) - half, Fraction(printed) + half)


def _places_of(variable: Variable, count: Count) -> np.ndarray:
    """Where on the scale the answers of a number stand."""
    members = count.people.answers[(variable.name, "", "")]
    return np.flatnonzero([category in members for category in variable.categories])


def _possible(
    scores: np.ndarray,
    stated: Mapping[str, Mapping],
    printed: Sequence[tuple[np.ndarray, Span]],
) -> bool:
    """Whether shares (in percent) of the answers exist that agree with all that is printed."""
    programme = Programme(len(scores))
    every = np.arange(len(scores))
    programme.add(every, np.ones(len(scores)), Span(100, 100))
    for places, span in printed:
        programme.add(places, np.ones(len(places)), span)
    mean = _span(stated[MEAN]) if MEAN in stated else Span(1, len(scores))
    programme.add(every, scores, Span(100 * mean.low, 100 * mean.high))
    if DEVIATION in stated:
        deviation = _span(stated[DEVIATION])
        low, high = deviation.low**2 + mean.low**2, deviation.high**2 + mean.high**2
        programme.add(every, scores**2, Span(100 * low, 100 * high))
    return programme.range(every, np.ones(len(scores))) is not None
