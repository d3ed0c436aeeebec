"""A difference of two rates as effects of any number of factors (Das Gupta 1993).

Das Gupta, P. (1993): Standardization and decomposition of rates: a user's manual. US Bureau
of the Census, Current Population Reports P23-186.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import comb, prod

import numpy as np

from tsunagari.compare.decompose.cells import Sums, both_rates

Factors = Sequence[np.ndarray]


def subsets(members: Sequence[int]) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every subset, with its share among the orders in which one more member could come.

    1 / (k C(k - 1, size)) for k - 1 members.
    """
    k = len(members) + 1
    for size in range(k):
        for chosen in combinations(members, size):
            yield chosen, 1 / (k * comb(k - 1, size))


def symmetric_effects(
    function: Callable[[Factors], np.ndarray], earlier: Factors, later: Factors
) -> list[np.ndarray]:
    """What each of k factors adds to function(later) less function(earlier); they sum to it.

    A factor's effect is what its change adds, averaged over all ways in which the others
    stand at the earlier or the later wave (Das Gupta 1993, chapter 3). Factors may be
    numbers or arrays over cells.
    """
    k = len(earlier)

    def at(of_later: tuple[int, ...]) -> np.ndarray:
        return function([(later if i in of_later else earlier)[i] for i in range(k)])

    effects = []
    for factor in range(k):
        others = [i for i in range(k) if i != factor]
        effects.append(sum(
            share * (at((*chosen, factor)) - at(chosen)) for chosen, share in subsets(others)
        ))  # fmt: skip
    return effects


def structure(weight: np.ndarray) -> list[np.ndarray]:
    """A cross-classified population as a product of one array a factor.

    weight  an axis a factor: weights of the cells
    Each array has the shape of `weight`; their product is the cells' shares (Das Gupta 1993,
    chapter 5). An array is the geometric mean of the shares of its factor's level given
    every set of the other factors: of 3 factors, a third power of the share given both
    others, a sixth given each of them, a third alone. 0 where nobody is.
    """
    axes = range(weight.ndim)
    occupied = weight != 0
    total = weight.sum()

    def log_share(kept: tuple[int, ...]) -> np.ndarray:
        summed = weight.sum(axis=tuple(a for a in axes if a not in kept), keepdims=True)
        everywhere = np.broadcast_to(summed, weight.shape)
        return np.log(np.where(occupied, everywhere / total, 1.0))

    arrays = []
    for axis in axes:
        power = sum(
            share * (log_share((*chosen, axis)) - log_share(chosen))
            for chosen, share in subsets([a for a in axes if a != axis])
        )
        arrays.append(np.where(occupied, np.exp(power), 0.0))
    return arrays


def das_gupta(
    earlier: Sums, later: Sums, shape: Sequence[int]
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Later less earlier: what change within the cells adds, and the composition by each factor.

    shape  levels of each factor; cells are crossed, the last factor running fastest
    A composition's effect is that of its array of `structure`, at the mean rates of both
    waves. The effects of all factors sum to the composition part of Kitagawa's method for
    the crossed cells.
    """
    first, second = both_rates(earlier, later)
    within = ((second - first) * (earlier.share + later.share) / 2).sum()
    rate = ((first + second) / 2).reshape(shape)
    structures = [structure(sums.weight.reshape(shape)) for sums in (earlier, later)]
    effects = symmetric_effects(prod, *structures)
    return within, [(rate * effect).sum() for effect in effects]


def das_gupta_parts(earlier: Sums, later: Sums, shape: Sequence[int]) -> np.ndarray:
    """(2 + k,) composition in all, within, then composition by each factor."""
    within, effects = das_gupta(earlier, later, shape)
    return np.array([sum(effects), within, *effects])


# A difference of two rates as composition and change within the groups (Kitagawa 1955).


def kitagawa(earlier: Sums, later: Sums) -> tuple[np.ndarray, np.ndarray]:
    """What each group (m,) adds to later less earlier: by composition, and within.

    composition  change of the group's share x (its rate, less that of everybody)
    within       change of the group's rate x its share
    where what does not change is the mean of both waves, so that no interaction is left and
    swapping the waves flips every sign. All 2m parts sum to the change.

    ASSUME: a group's composition part counts from the mean of everybody. The sum over groups
    is the same as without, but a group that grows then adds only as far as it differs, and
    the parts of an outcome and of its opposite are opposite.
    """
    first, second = both_rates(earlier, later)
    everybody = (earlier.total + later.total) / 2
    composition = ((first + second) / 2 - everybody) * (later.share - earlier.share)
    within = (second - first) * (earlier.share + later.share) / 2
    return composition, within


def kitagawa_parts(earlier: Sums, later: Sums) -> np.ndarray:
    """(2 + 2m,) the two sums, then composition and within of each group."""
    composition, within = kitagawa(earlier, later)
    return np.concatenate([[composition.sum(), within.sum()], composition, within])
