"""Whether a whole specification curve could be chance: the term shuffled among respondents.

Simonsohn, Simmons and Nelson (2020): where the term has no effect, shuffling it among people
changes nothing but chance, so that the curve as seen is one among the shuffled ones.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from tsunagari.config.problems import refusal
from tsunagari.estimate.design import Design

SEED, ALPHA = 20180301, 0.05
MEDIAN, SIGNIFICANT = "median_effect", "significant_same_sign"
Curve = Callable[[pd.DataFrame, Design], tuple[np.ndarray, np.ndarray]]  # effects, p-values


def statistics(effects: np.ndarray, p_values: np.ndarray) -> tuple[float, int]:
    """Size of the median effect, and how many effects are significant on the side that has more."""
    clear = p_values < ALPHA
    sides = int((clear & (effects > 0)).sum()), int((clear & (effects < 0)).sum())
    return float(abs(np.nanmedian(effects))), max(sides)


def one_by_one(respondents: pd.DataFrame, design: Design) -> tuple[pd.DataFrame, Design]:
    """A row a respondent of rows that stand for several.

    Raises ProblemsFound for a calibrated design, whose weights are those of its people.
    """
    if design.calibration is not None:
        raise refusal(design.file, "calibrate", "", "a curve's term cannot be shuffled under it",
                      "Leave `permutations` out of the curve.")  # fmt: skip
    people = np.ones(design.n) if design.people is None else design.people
    rows = np.repeat(np.arange(design.n), people.astype(int))
    parts = {name: tuple(labels[rows] for labels in getattr(design, name))
             for name in ("strata", "clusters", "population")}  # fmt: skip
    apart = None if design.apart is None else design.apart[rows]
    each = replace(design, weights=(design.weights / people)[rows], people=None, effective=None,
                   apart=apart, **parts)  # fmt: skip
    return respondents.iloc[rows].reset_index(drop=True), each


def shuffled(
    respondents: pd.DataFrame, design: Design, columns: Sequence[str], times: int,
    seed: int = SEED,
) -> Iterator[pd.DataFrame]:  # fmt: skip
    """The respondents with the values of columns shuffled together, within strata, so often.

    ASSUME: people of a stratum are exchangeable; those of other strata may differ.
    """
    random = np.random.default_rng(seed)
    strata = np.zeros(design.n) if not design.strata else design.strata[0]
    codes, _ = pd.factorize(strata)
    groups = [np.flatnonzero(codes == code) for code in range(codes.max() + 1)]
    for _ in range(times):
        order = np.arange(design.n)
        for group in groups:
            order[group] = random.permutation(group)
        moved = {name: respondents[name].array[order] for name in columns}
        yield respondents.assign(**moved)


def curve_test(
    respondents: pd.DataFrame, design: Design, columns: Sequence[str], curve: Curve, times: int
) -> pd.DataFrame:
    """A row a `measure` (MEDIAN, SIGNIFICANT): observed, at_least_as_extreme, permutations,
    not_fitted, p_value, seed.

    curve  respondents and design -> effects and p-values of all specifications, missing of one
           that these respondents do not allow

    The curve as seen counts as one of the shuffled ones. `not_fitted` counts what could not be
    fitted in any shuffle. ASSUME: it counts as significant there, so that p of that count errs
    upwards; from the median of its shuffle it is left out.
    """
    seen = statistics(*curve(respondents, design))
    extreme, failed = np.zeros(2, dtype=int), 0
    for other in shuffled(respondents, design, columns, times):
        effects, p_values = curve(other, design)
        median, clear = statistics(effects, p_values)
        missing = int(np.isnan(effects).sum())
        failed += missing
        extreme += [median >= seen[0] * (1 - 1e-12), clear + missing >= seen[1]]
    return pd.DataFrame({
        "measure": [MEDIAN, SIGNIFICANT], "observed": np.array(seen, dtype=float),
        "at_least_as_extreme": extreme, "permutations": times, "not_fitted": failed,
        "p_value": (extreme + 1) / (times + 1), "seed": SEED,
    })  # fmt: skip
