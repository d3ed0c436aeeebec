"""What stands below a specification curve: the test of the whole curve, and what it took out."""

from collections.abc import Mapping

import pandas as pd

from tsunagari.draw.paper.page import Page
from tsunagari.models.curve_test import MEDIAN, SIGNIFICANT
from tsunagari.read.rounding import printed


def taken_out(test: pd.DataFrame | None) -> list[str]:
    """The choices that change nothing."""
    return [] if test is None else str(test["taken_out"].iloc[0]).split()


def of_test(page: Page, test: pd.DataFrame | None, choices: Mapping[str, Mapping]) -> list[str]:
    """How often a curve as far out comes of shuffling the term, and what was taken out."""
    if test is None:
        return []
    rows = test.set_index("measure")
    first = test.iloc[0]
    words = {
        "times": int(first["permutations"]), "distinct": int(first["distinct_estimates"]),
        "median": printed(rows.loc[MEDIAN, "p_value"], 2),
        "clear": printed(rows.loc[SIGNIFICANT, "p_value"], 2),
    }  # fmt: skip
    lines = [page.say("curve_test", **words)]
    if out := taken_out(test):
        names = page.listed(page.of(choices[choice]["label"]) for choice in out)
        lines.append(page.say("curve_taken_out", names=names))
    return lines
