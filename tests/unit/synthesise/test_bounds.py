"""Bounds of assumed percentages against a list of everything that respondents could answer."""

from itertools import combinations_with_replacement, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from unit.synthesise import small_survey as small
from unit.synthesise.test_small_surveys import GROUPS, SETS, everything, holds, printed_rows

from tsunagari.synthesise.counts.bounds import BOUNDS, bounds_by_constraints
from tsunagari.synthesise.counts.fixed import fixed_by_constraints


def bounds(published, figures, assumptions) -> pd.DataFrame:
    given_ = (small.codebook(), published, figures, assumptions, "w")
    found = fixed_by_constraints(*given_)
    bounded = bounds_by_constraints(*given_, found)
    assert len(bounded) == (found["basis"] == "assumed").sum()
    return bounded


@settings(max_examples=25, deadline=None)
@given(printed_rows())
def test_bounds_are_the_least_and_the_greatest_of_all_solutions(case):
    each, rows = case
    published = small.frame([{**row, "n": None} for row in rows])
    solutions = everything(each)
    kept = np.logical_and.reduce([holds(solutions, row, "percent") for row in rows])
    assume(kept.any())
    figures = {"1": small.FIGURES["1"]}
    for row in bounds(published, figures, small.assumptions(each)).itertuples():
        asked = solutions[kept][:, list(GROUPS[row.group])]
        percent = 100 * asked[:, :, list(SETS[row.category])].sum(axis=(1, 2))
        percent = percent / asked.sum(axis=(1, 2))
        assert (row.bound_low, row.bound_high) == pytest.approx((percent.min(), percent.max()))


# --- items that hang together by what counts them, and bases that answers decide ----------------

PATTERNS = np.array(list(product(range(4), repeat=3)))  # never, seldom, often and liked, often not
USES = {"often": (2, 3), "seldom": (1,), "never": (0,), "users": (1, 2, 3)}
LIKED = {"yes_": (2,), "no_": (3,)}
CLASSES = {"0": (0,), "1": (1,), "more": (2, 3)}
SEXES = {"all": (0, 1), "m": (0,), "w": (1,), "men": (0,)}


def populations(each: int) -> np.ndarray:
    """(solutions, 2 sexes, each, 3 things) the answers of all sets of people of two sexes."""
    people = np.array(list(combinations_with_replacement(range(len(PATTERNS)), each)))
    men, women = np.divmod(np.arange(len(people) ** 2), len(people))
    return PATTERNS[np.stack([people[men], people[women]], axis=1)]


def count(answers: np.ndarray, row) -> tuple[np.ndarray, np.ndarray]:
    """(solutions,) people who gave an answer, and its base, of one row of a figure."""
    group = answers[:, list(SEXES[row.group])]
    group = group.reshape(len(answers), -1, 3)
    if row.figure == "6":
        used = (group > 0).sum(axis=2)
        return np.isin(used, CLASSES[row.category]).sum(axis=1), np.full(len(group), group.shape[1])
    thing = group[:, :, "abc".index(row.item)]
    if row.figure == "2":
        return np.isin(thing, USES[row.category]).sum(axis=1), np.full(len(group), group.shape[1])
    return np.isin(thing, LIKED[row.category]).sum(axis=1), (thing >= 2).sum(axis=1)


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    each=st.sampled_from([1, 1, 2]),
    share=st.sampled_from([0.0, 0.1, 0.3]),
)
def test_bounds_hold_through_countings_and_bases(seed, each, share):
    random = np.random.default_rng(seed)
    figures = {name: small.FIGURES[name] for name in "246"}
    rows = [row for row in small.all_rows(small.hidden_population(each, random))
            if row["figure"] in figures and random.random() < share]  # fmt: skip
    published = small.frame(rows)
    assumptions = small.assumptions(each)
    assumptions["samples"][0]["asked"] = ["use", "liked"]
    answers = populations(each)
    for row in published.itertuples():
        gave, asked = count(answers, row)
        tenths = (2000 * gave + asked) // np.maximum(2 * asked, 1)
        answers = answers[(asked == row.n) & (tenths == round(10 * row.percent))]
    assert len(answers)
    for row in bounds(published, figures, assumptions).itertuples():
        gave, asked = count(answers, row)
        if not asked.any():
            assert np.isnan([getattr(row, end) for end in BOUNDS]).all()
            continue
        percent = 100 * gave[asked > 0] / asked[asked > 0]
        assert (row.bound_low, row.bound_high) == pytest.approx((percent.min(), percent.max()))
