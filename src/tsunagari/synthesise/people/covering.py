"""Choosing people for several items so that exactly so many are chosen at least once."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

Choice = list[np.ndarray]  # for each item, the people chosen


class CannotCover(Exception):
    """The nearest number of different people that was reached, and the number wanted."""

    def __init__(self, reached: int, wanted: int) -> None:
        super().__init__(f"{reached} different people are chosen, not {wanted}")
        self.reached, self.wanted = reached, wanted


def choose_covering(
    ranked: Sequence[np.ndarray], sizes: Sequence[int], wanted: int, people: int
) -> Choice:
    """`sizes[i]` people of each list, the first preferably, `wanted` different ones in all.

    ranked  for each item the people that can be chosen, the most inclined first

    Starts from the most inclined and moves towards a choice that covers more (or fewer)
    people. An exchange of one person changes how many are covered by at most one, so that
    every number between is met on the way. The largest number is exact (a maximum flow),
    the smallest that of a greedy choice.
    Raises CannotCover when neither end reaches the wanted number.
    """
    start = [candidates[:size] for candidates, size in zip(ranked, sizes, strict=True)]
    more = covered(start, people) < wanted
    end = _greedy(ranked, sizes, people, more)
    if more and covered(end, people) < wanted:
        end = _most(ranked, sizes, people)
    reached = covered(end, people)
    if (reached < wanted) if more else (reached > wanted):
        raise CannotCover(reached, wanted)
    return _between(start, end, wanted, people)


def covered(choice: Choice, people: int) -> int:
    """How many people are chosen at least once."""
    return int((_times(choice, people) > 0).sum())


def _times(choice: Choice, people: int) -> np.ndarray:
    every = np.concatenate([*choice, np.empty(0, np.int64)])
    return np.bincount(every.astype(np.int64), minlength=people)


def _greedy(ranked, sizes, people: int, spread: bool) -> Choice:
    """Item by item, the one with the least room first: new people first, or last."""
    choice: Choice = [np.empty(0, np.int64)] * len(ranked)
    taken = np.zeros(people, dtype=bool)
    room = [len(candidates) - size for candidates, size in zip(ranked, sizes, strict=True)]
    for item in np.argsort(room, kind="stable"):
        candidates = ranked[item]
        later = taken[candidates] if spread else ~taken[candidates]
        choice[item] = candidates[np.argsort(later, kind="stable")][: sizes[item]]
        taken[choice[item]] = True
    return choice


def _most(ranked, sizes, people: int) -> Choice:
    """As many different people as there can be: a flow from items to people, one to each."""
    items = len(ranked)
    source, sink = items + people, items + people + 1
    candidates = np.concatenate(ranked)
    owners = np.repeat(np.arange(items), [len(own) for own in ranked])
    tails = np.concatenate([np.full(items, source), owners, items + np.arange(people)])
    heads = np.concatenate([np.arange(items), items + candidates, np.full(people, sink)])
    room = np.concatenate([np.asarray(sizes), np.ones(len(candidates) + people)]).astype(np.int32)
    graph = csr_array((room, (tails, heads)), shape=(sink + 1, sink + 1))
    flow = maximum_flow(graph, source, sink).flow[:items, items:source].toarray() > 0
    first = [own[np.argsort(~flow[item][own], kind="stable")] for item, own in enumerate(ranked)]
    return [own[:size] for own, size in zip(first, sizes, strict=True)]


def _between(start: Choice, end: Choice, wanted: int, people: int) -> Choice:
    """The choice on the way from start to end, exchanging one person at a time, that fits."""
    choice = list(start)
    for item, goal in enumerate(end):
        times = _times(choice, people)
        now = int((times > 0).sum())
        if now == wanted:
            break
        leaving, coming = np.setdiff1d(choice[item], goal), np.setdiff1d(goal, choice[item])
        change = (times[coming] == 0).astype(int) - (times[leaving] == 1)
        hits = np.flatnonzero(now + np.cumsum(change) == wanted)
        exchanged = hits[0] + 1 if len(hits) else len(leaving)
        kept = np.setdiff1d(choice[item], leaving[:exchanged])
        choice[item] = np.concatenate([kept, coming[:exchanged]])
    return choice
