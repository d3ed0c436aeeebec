"""Matrices of zeros and ones with given row and column sums, filled by inclination.

Rows are people, columns answers. Row sums r and column sums d can be met exactly if and
only if sum(r) = sum(d) and, for every m, the m largest column sums are at most the sum of
min(r, m) (Gale 1957, Ryser 1957).
"""

import numpy as np

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)  # from the natural choice to the one that is always safe


def attainable(have: np.ndarray, columns: np.ndarray) -> bool:
    """Whether rows (`have[r]` of them with sum r) can meet the column sums."""
    needs = np.arange(len(have))
    if have @ needs != columns.sum() or have[len(columns) + 1 :].any():
        return False
    largest = np.cumsum(np.sort(columns)[::-1])
    room = [have @ np.minimum(needs, m) for m in range(1, len(columns) + 1)]
    return bool((largest <= np.array(room)).all())


def fill(rows: np.ndarray, columns: np.ndarray, inclination: np.ndarray) -> np.ndarray:
    """A matrix with these sums, ones preferably where the inclination is high.

    Columns are filled one by one, the largest first. How many people are taken of those
    who still need r answers follows the odds r : (answers left - r), moved towards the
    neediest as far as the rest of the matrix requires (taking the neediest always works);
    which of them, follows the inclination.

    Raises ValueError when the sums cannot be met.
    """
    need = np.array(rows, dtype=np.int64)
    if not attainable(np.bincount(need, minlength=len(columns) + 1), columns):
        raise ValueError("no matrix has these row and column sums")
    filled = np.zeros(inclination.shape, dtype=bool)
    order = np.argsort(-columns, kind="stable")
    for place, column in enumerate(order):
        have = np.bincount(need, minlength=len(columns) - place + 1)
        taken = _taken(have, int(columns[column]), columns[order[place + 1 :]])
        ranked = np.lexsort((-inclination[:, column], need))
        starts = np.cumsum(have) - have
        chosen = np.concatenate([ranked[s : s + k] for s, k in zip(starts, taken, strict=True)])
        filled[chosen, column] = True
        need[chosen] -= 1
    return filled


def _taken(have: np.ndarray, total: int, later: np.ndarray) -> np.ndarray:
    """How many of the people in each class of need get this answer."""
    natural, needy = _by_odds(have, total), _neediest(have, total)
    for step in STEPS:
        taken = rounded((1 - step) * natural + step * needy, total, have)
        left = have - taken + np.append(taken[1:], 0)
        if attainable(left, later):
            return taken
    raise AssertionError("taking the neediest keeps the sums attainable")


def _by_odds(have: np.ndarray, total: int) -> np.ndarray:
    """Expected people of each class when need r has odds r : (answers left - r)."""
    needs, answers = np.arange(len(have)), len(have) - 1
    with np.errstate(divide="ignore"):
        odds = needs / (answers - needs)
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        shares = _shares(odds, middle)
        low, high = (middle, high) if have @ shares < total else (low, middle)
    return have * _shares(odds, (low + high) / 2)


def _shares(odds: np.ndarray, log_factor: float) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return 1 / (1 + np.exp(-log_factor) / odds)


def _neediest(have: np.ndarray, total: int) -> np.ndarray:
    before = np.cumsum(have[::-1])[::-1] - have
    return np.clip(total - before, 0, have).astype(float)


def rounded(shares: np.ndarray, total: int, limits: np.ndarray) -> np.ndarray:
    """Whole numbers nearest to `shares`, at most `limits`, that add up to `total`.

    The largest remainders are rounded up; what does not fit goes to the next.
    """
    whole = np.minimum(np.floor(shares + 1e-9), limits).astype(np.int64)
    order = np.argsort(-(shares - whole), kind="stable")
    while (left := total - whole.sum()) != 0:
        step = 1 if left > 0 else -1
        able = [k for k in order[::step] if 0 <= whole[k] + step <= limits[k]]
        whole[able[: abs(left)]] += step
    return whole


def row_sums(columns: np.ndarray, rows: int) -> np.ndarray:
    """A smooth descending list of row sums, each at least one, that the columns can meet.

    Starts from independent answers with the columns' shares, given at least one answer,
    and moves towards equal row sums as far as Gale and Ryser require.
    Raises ValueError when rows and columns cannot be met at all.
    """
    total = int(columns.sum())
    if not rows <= total or (len(columns) and columns.max() > rows):
        raise ValueError(f"{rows} rows cannot each have an answer of {columns.tolist()}")
    if not rows:
        return np.zeros(0, dtype=np.int64)
    natural = _reach(columns / rows, total / rows) * rows
    even = np.clip(total - rows * np.arange(len(columns)), 0, rows).astype(float)
    limits = np.full(len(columns), rows)
    for step in STEPS:
        reach = rounded((1 - step) * natural + step * even, total, limits)
        have = np.append(0, reach - np.append(reach[1:], 0))
        if reach[0] == rows and (have >= 0).all() and attainable(have, columns):
            return np.repeat(np.arange(len(have))[::-1], have[::-1])
    raise AssertionError("equal row sums are attainable")


def _reach(shares: np.ndarray, mean: float) -> np.ndarray:
    """Shares of people with at least 1, 2, ... answers, whose mean is as wanted.

    Answers are independent given that there is one; their odds are tilted alike.
    """
    odds = np.clip(shares, 1e-9, 1 - 1e-9) / (1 - np.clip(shares, 1e-9, 1 - 1e-9))
    low, high = -30.0, 30.0
    for _ in range(60):
        middle = (low + high) / 2
        tilted = odds * np.exp(middle)
        numbers = np.array([1.0])
        for share in tilted / (1 + tilted):
            numbers = np.convolve(numbers, [1 - share, share])
        numbers = numbers[1:] / numbers[1:].sum()
        reached = numbers @ np.arange(1, len(numbers) + 1)
        low, high = (middle, high) if reached < mean else (low, middle)
    return np.cumsum(numbers[::-1])[::-1]
