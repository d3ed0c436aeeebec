"""How much of a difference in tsunagari power is counting of communities.

Power is a sum over communities, so who is in more of them may have more of it whatever the
bonds. Four ways of asking, all for a kind of participation against another:

parts        the difference as a part by the number of communities and one by bonds (Kitagawa)
held fixed   the difference within each number of communities, directly standardised
own means    the mean bond of one's communities instead of their sum
shuffled     the same difference after consciousness is dealt out anew among respondents
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tsunagari.config.problems import refusal
from tsunagari.index.ties.chain import Power, means_by, power, standardised_bonds
from tsunagari.index.ties.collapse import Collapsed
from tsunagari.index.ties.components import Scoring


@dataclass(frozen=True, eq=False)
class Counts:
    """Sums by kind and number of communities: weight and unshifted power, (G, K, r) each."""

    weight: np.ndarray
    total: np.ndarray


def counts(collapsed: Collapsed, made: Power) -> Counts:
    """Weight and power of each kind at each number of communities, 0 to all."""
    kinds, numbers = len(collapsed.sample.kinds), collapsed.sets.shape[1] + 1
    cell = collapsed.kind * numbers + collapsed.number
    belongs = (np.arange(kinds * numbers)[:, None] == cell).astype(float)
    shape = (kinds, numbers, -1)
    weight = (belongs @ made.weight).reshape(shape)
    return Counts(weight, (belongs @ (made.unshifted * made.weight)).reshape(shape))


def support(collapsed: Collapsed, of: int, against: int, least: int) -> np.ndarray:
    """(K,) numbers of communities at which both kinds have at least `least` respondents.

    Raises ProblemsFound where there is none.
    """
    people = np.zeros((len(collapsed.sample.kinds), collapsed.sets.shape[1] + 1))
    who = np.asarray(collapsed.set_of.sum(axis=1)).ravel()
    np.add.at(people, (collapsed.kind, collapsed.number), who)
    shared = (people[of] >= least) & (people[against] >= least)
    if not shared.any():
        names = [collapsed.sample.kinds[code] for code in (of, against)]
        message = f"share no number of communities that each has {least} respondents at"
        raise refusal("config/indices.yaml", "ties.counting", " and ".join(names), message,
                      "Lower `least`, or compare other kinds.")  # fmt: skip
    return shared


def held_fixed(by_number: Counts, of: int, against: int, shared: np.ndarray) -> np.ndarray:
    """(r,) difference of means within each number, averaged over the numbers that are shared.

    ASSUME: the one distribution of the number of communities is that of the two kinds
    together. A number that a replicate leaves one of the kinds without is left out of it.
    """
    weight, total = by_number.weight[:, shared], by_number.total[:, shared]
    usable = (weight[of] > 0) & (weight[against] > 0)
    means = total / np.where(weight > 0, weight, 1.0)
    standard = np.where(usable, weight[of] + weight[against], 0.0)
    size = standard.sum(axis=0)
    return (standard * (means[of] - means[against])).sum(axis=0) / np.where(size > 0, size, np.nan)


def parts(
    total: np.ndarray, number: np.ndarray, of: int, against: int
) -> tuple[np.ndarray, np.ndarray]:
    """(r,) parts of the difference of (G, r) mean sums by the mean number of communities and
    by the mean bond of a membership; they add up to it (Kitagawa 1955)."""
    bond = total / np.where(number > 0, number, np.nan)
    by_number = (number[of] - number[against]) * (bond[of] + bond[against]) / 2
    by_bond = (bond[of] - bond[against]) * (number[of] + number[against]) / 2
    return by_number, by_bond


def own_mean_bonds(collapsed: Collapsed, made: Power) -> np.ndarray:
    """(G, r) mean over those in any community of the mean bond of their communities."""
    some = collapsed.number > 0
    each = made.unshifted[some] / collapsed.number[some, None]
    kinds = len(collapsed.sample.kinds)
    return means_by(collapsed.kind[some], kinds, each, made.weight[some])


def shuffled(
    collapsed: Collapsed,
    scorings: Mapping[str, Scoring],
    shuffles: int,
    size: int,
    random: np.random.Generator,
) -> Iterator[Power]:
    """Power after consciousness is dealt out anew, `size` deals at a time.

    ASSUME: both sides' scores of a respondent are dealt together, memberships and weights
    stay; what is left is what numbers and sizes of communities give by themselves.
    """
    sample = collapsed.sample
    scores = np.stack([scorings[side].of_sample(sample.answers[side]) for side in sample.items])
    sides = [list(sample.items).index(side) for side, _ in sample.communities]
    weighted = (sample.members * sample.weights[:, None]).T
    weight = collapsed.set_of @ sample.weights[:, None]
    for start in range(0, shuffles, size):
        deals = np.tile(np.arange(sample.n, dtype=np.int32), (min(size, shuffles - start), 1))
        random.permuted(deals, axis=1, out=deals)
        means = np.empty((len(sides), len(deals)))
        for side in range(len(scores)):
            here = np.array(sides) == side
            means[here] = weighted[here] @ scores[side][deals].T
        means /= weighted.sum(axis=1, keepdims=True)
        bonds = standardised_bonds(means)
        yield power(collapsed, bonds, np.broadcast_to(weight, (len(weight), len(deals))))
