"""The permutation test of a whole specification curve, by hand and by full enumeration."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from tsunagari.estimate.design import Design
from tsunagari.models.curve_test import curve_test, one_by_one, shuffled, statistics

PEOPLE = pd.DataFrame({"term": [1.0, 1, 1, 0, 0, 0], "answer": [5.0, 6, 9, 1, 4, 3]})


def difference(rows: pd.DataFrame, _: Design) -> tuple[np.ndarray, np.ndarray]:
    """Two specifications: means, and medians, of those with the term less the others."""
    groups = rows.groupby("term")["answer"]
    effects = np.array([apart.loc[1] - apart.loc[0] for apart in (groups.mean(), groups.median())])
    return effects, np.where(np.abs(effects) > 3, 0.01, 0.5)


def test_shuffles_come_to_what_all_orders_give():
    seen = statistics(*difference(PEOPLE, None))
    assert seen == (pytest.approx(3.5), 1)  # 6 2/3 - 2 2/3 = 4 and 6 - 3 = 3: their median
    orders = [PEOPLE.assign(term=PEOPLE["term"].to_numpy()[list(order)])
              for order in permutations(range(6))]  # fmt: skip
    exact = np.mean([statistics(*difference(rows, None))[0] >= 3.5 for rows in orders])
    table = curve_test(PEOPLE, Design.unweighted(6), ["term"], difference, 3000)
    assert table["p_value"][0] == pytest.approx(exact, abs=0.03)  # 3.6 errors of 3,000
    again = curve_test(PEOPLE, Design.unweighted(6), ["term"], difference, 3000)
    pd.testing.assert_frame_equal(table, again)


def test_what_cannot_be_fitted_counts_as_significant():
    first = True

    def curve(rows, design):
        nonlocal first
        effects, p_values = difference(rows, design)
        one = np.array([effects[0], np.nan]), np.array([1.0, np.nan])
        found = (effects, p_values) if first else one
        first = False
        return found

    table = curve_test(PEOPLE, Design.unweighted(6), ["term"], curve, 20)
    assert list(table["not_fitted"]) == [20, 20]
    assert table["p_value"][1] == 1


def test_people_are_shuffled_within_strata_and_columns_together():
    rows = pd.DataFrame({"term": [0, 1, 2, 3], "other": [0, 10, 20, 30], "answer": range(4)})
    design = Design(np.ones(4), (np.array(["a", "a", "b", "b"]),))
    for moved in shuffled(rows, design, ["term", "other"], 20):
        assert set(moved["term"][:2]) == {0, 1} and list(moved["answer"]) == [0, 1, 2, 3]
        assert (moved["other"] == 10 * moved["term"]).all()


def test_rows_of_several_become_people():
    people = np.array([3.0, 1.0])
    design = Design(people, weighted=False, people=people)
    rows, each = one_by_one(pd.DataFrame({"term": ["x", "y"]}), design)
    assert list(rows["term"]) == ["x", "x", "x", "y"]
    assert list(each.weights) == [1, 1, 1, 1] and each.respondents == 4
