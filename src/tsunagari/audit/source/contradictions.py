"""Contradictions of all numbers of a wave at once, which the builder of respondents finds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from tsunagari.audit.source.findings import INCONSISTENT, NOTED, UNATTAINABLE, Finding, found
from tsunagari.audit.source.places import Places
from tsunagari.audit.words import SOURCE
from tsunagari.codebook.queries import KEYS
from tsunagari.config.words import Text, language_of_tables, same
from tsunagari.read.rounding import Span

TWO_BASES = "two_bases"


def check_contradiction(row: Mapping, places: Places) -> Finding:
    """A row of tsunagari.synthesise.counts.findings, in words; the first of its members gives
    way."""
    members = json.loads(row["members"])
    named = [places.named(tuple(member[:6]), *member[6:]) for member in members]
    kind = str(row["kind"])
    template, verdict = kind, INCONSISTENT
    if kind == TWO_BASES:
        template, verdict = "contradiction_on_one_base", NOTED
    elif len(members) == 1:
        template, verdict = "contradiction_alone", UNATTAINABLE
    return found(
        kind,
        verdict,
        template,
        tuple("" if pd.isna(row[key]) else str(row[key]) for key in KEYS),
        printed=str(row["printed"]),
        implied=_implied(row),
        against="; ".join(text[language_of_tables()] for text in named),
        members=SOURCE.joined(named),
        relaxed=named[0],
        nearest=_nearest(row, named),
    )


def _implied(row: Mapping) -> str:
    """What comes nearest to the number that gives way, as a number."""
    n, percent = row["attained_n"], row["attained_percent"]
    if pd.isna(n):
        return ""
    return f"n={int(n)}" if pd.isna(percent) else f"{percent:.2f}% (n={int(n)})"


def _nearest(row: Mapping, named: Sequence[Text]) -> Text:
    """The same in words, and the rounded classes that add up to the printed number."""
    n, percent = row["attained_n"], row["attained_percent"]
    if pd.isna(n):
        return same("")
    if pd.isna(percent):
        return SOURCE.text("nearest_base", n=f"{int(n):,}")
    count = f"{round(percent * n / 100):,}"
    said = SOURCE.text("nearest_share", n=f"{int(n):,}", count=count, percent=f"{percent:.2f}")
    if pd.isna(row["rounded_classes"]) or not row["rounded_classes"]:
        return said
    classes = SOURCE.text("classes_add_up", relaxed=named[0], classes=str(row["rounded_classes"]))
    return {language: said[language] + classes[language] for language in said}


# ---- Small linear programmes: what a sum of unknowns can be under rows of bounds ---------

OPTIMAL, INFEASIBLE, UNBOUNDED = 0, 2, 3


@dataclass
class Programme:
    """Unknowns of 0 or more, and rows `low <= sum of weight * unknown <= high`."""

    size: int
    weights: list[np.ndarray] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def add(self, columns: np.ndarray, weights: np.ndarray, span: Span) -> None:
        """One row."""
        row = np.zeros(self.size)
        np.add.at(row, columns, weights)
        self.weights.append(row)
        self.spans.append(span)

    def range(self, columns: np.ndarray, weights: np.ndarray) -> Span | None:
        """The least and the greatest value of a sum; None when no unknowns meet all rows.

        Raises ValueError when the sum has no bound.
        """
        cost = np.zeros(self.size)
        np.add.at(cost, columns, weights)
        rows = np.array(self.weights)
        low = np.array([float(span.low) for span in self.spans])
        high = np.array([float(span.high) for span in self.spans])
        ends = []
        for sign in (1, -1):
            solved = linprog(sign * cost, np.vstack([rows, -rows]), np.concatenate([high, -low]))
            if solved.status == INFEASIBLE:
                return None
            if solved.status != OPTIMAL:
                raise ValueError(f"the programme was not solved: {solved.message}")
            ends.append(Fraction(float(sign * solved.fun)).limit_denominator(10**9))
        return Span(*ends)
