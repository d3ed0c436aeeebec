"""Verdicts with unknown parts against all ways to fill them in; intervals against simulation."""

from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from tsunagari.audit.claims.cells import Cell
from tsunagari.audit.claims.tree import AtLeast, Contrast, Judgement, Term, judge

LEAF = st.sampled_from([True, False, None])


def leaf(number: int) -> Contrast:
    return Contrast(Term((Cell("figure", str(number)),)), ">=", 0.0)


@dataclass
class Given:
    """Margins by the number of the contrast; None is unknown."""

    margins: list
    error: float = 0.0
    quantile: object = None

    def judge(self, contrast, low, high):
        margin = self.margins[int(contrast.left.cells[0].name)]
        if margin is None:
            return Judgement(None)
        if self.error == 0:
            return Judgement(margin >= 0, margin, None, margin, margin)
        ends = margin - self.error * self.quantile(low), margin + self.error * self.quantile(high)
        return Judgement(margin >= 0, margin, self.error, *ends)


def truth(node, values) -> bool:
    if isinstance(node, Contrast):
        return values[int(node.left.cells[0].name)]
    return sum(truth(part, values) for part in node.parts) >= node.least


@st.composite
def trees(draw):
    """A tree of two levels and its leaves' truth, None where it is unknown."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    count, branches = 0, []
    for size in sizes:
        parts = tuple(leaf(count + place) for place in range(size))
        branches.append(AtLeast(draw(st.integers(1, size)), parts))
        count += size
    tree = AtLeast(draw(st.integers(1, len(branches))), tuple(branches))
    return tree, draw(st.lists(LEAF, min_size=count, max_size=count))


@given(trees())
def test_a_verdict_is_what_every_way_to_fill_in_the_unknown_gives(case):
    tree, leaves = case
    margins = [None if known is None else 1.0 if known else -1.0 for known in leaves]
    options = [[known] if known is not None else [True, False] for known in leaves]
    possible = {truth(tree, values) for values in product(*options)}
    expected = possible.pop() if len(possible) == 1 else None
    assert judge(tree, Given(margins)).verdict is expected


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=6), st.data())
def test_the_margin_is_the_kth_largest(margins, data):
    k = data.draw(st.integers(1, len(margins)))
    node = AtLeast(k, tuple(leaf(place) for place in range(len(margins))))
    judged = judge(node, Given(margins))
    assert judged.margin == sorted(margins, reverse=True)[k - 1]
    assert judged.verdict is (judged.margin >= 0)


@pytest.mark.parametrize("k", [1, 3, 5])
@pytest.mark.parametrize("margins", [[0.0] * 5, [-2.0, -0.5, 0.0, 0.5, 2.0]])
def test_ends_miss_the_true_margin_no_more_often_than_they_may(k, margins):
    random = np.random.default_rng(11)
    node = AtLeast(k, tuple(leaf(place) for place in range(5)))
    true, missed = sorted(margins, reverse=True)[k - 1], np.zeros(2)
    for _ in range(2000):
        seen = random.normal(margins, 1.0)
        judged = judge(node, Given(list(seen), 1.0, lambda tail: -ndtri(tail)))
        missed += judged.low > true, judged.high < true
    # 2.5% of 2,000 are 50, give or take 7.
    assert (missed <= 50 + 3 * 7).all()


def test_a_certain_verdict_needs_the_whole_interval():
    quantile = {0.025: 2.0}.get
    assert judge(leaf(0), Given([3.0], 1.0, quantile)).certain is True
    assert judge(leaf(0), Given([1.0], 1.0, quantile)).certain is False
    assert judge(leaf(0), Given([-3.0], 1.0, quantile)).certain is True
    assert judge(leaf(0), Given([None])).certain is None
