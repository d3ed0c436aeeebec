"""Choosing people for several items so that exactly so many are chosen at least once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Choice = list[np.ndarray]  # for each item, the people chosen


def choose_covering(
    ranked: Sequence[np.ndarray], sizes: Sequence[int], wanted: int, people: int
) -> Choice:
    """`sizes[i]` people of each list, the first preferably, `wanted` different ones in all.

    ranked  for each item the people that can be chosen, the most inclined first

    Starts from the most inclined and moves towards a choice that covers as many (or as few)
    people as it can. An exchange of one person changes how many are covered by at most one,
    so that every number between is met on the way.
    Raises ValueError when neither end reaches the wanted number.
    """
    start = [list_[:size] for list_, size in zip(ranked, sizes, strict=True)]
    more = covered(start, people) < wanted
    end = _extreme(ranked, sizes, people, more)
    reached = covered(end, people)
    if (reached < wanted) if more else (reached > wanted):
        bound = "at most" if more else "at least"
        raise ValueError(f"{bound} {reached} different people can be chosen, not {wanted}")
    return _between(start, end, wanted, people)


def covered(choice: Choice, people: int) -> int:
    """How many people are chosen at least once."""
    return int((_times(choice, people) > 0).sum())


def _times(choice: Choice, people: int) -> np.ndarray:
    every = np.concatenate([*choice, np.empty(0, np.int64)]).astype(np.int64)
    return np.bincount(every, minlength=people)


def _extreme(ranked, sizes, people: int, spread: bool) -> Choice:
    """Item by item, the one with the least room first, new people first (or last)."""
    choice: Choice = [np.empty(0, np.int64)] * len(ranked)
    taken = np.zeros(people, dtype=bool)
    for item in np.argsort(
        [len(list_) - size for list_, size in zip(ranked, sizes, strict=True)], kind="stable"
    ):
        list_ = ranked[item]
        first = taken[list_] if spread else ~taken[list_]
        choice[item] = list_[np.argsort(first, kind="stable")][: sizes[item]]
        taken[choice[item]] = True
    return choice


def _between(start: Choice, end: Choice, wanted: int, people: int) -> Choice:
    """The choice on the way from start to end, exchanging one person at a time, that fits."""
    choice = list(start)
    for item, goal in enumerate(end):
        times = _times(choice, people)
        now = int((times > 0).sum())
        if now == wanted:
            break
        leaving = np.setdiff1d(choice[item], goal)
        coming = np.setdiff1d(goal, choice[item])
        change = (times[coming] == 0).astype(int) - (times[leaving] == 1)
        after = now + np.cumsum(change)
        hits = np.flatnonzero(after == wanted)
        exchanged = hits[0] + 1 if len(hits) else len(leaving)
        kept = np.setdiff1d(choice[item], leaving[:exchanged])
        choice[item] = np.concatenate([kept, coming[:exchanged]])
    return choice
