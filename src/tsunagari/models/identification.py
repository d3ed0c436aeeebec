"""Whether a model can be estimated: empty cells, collinear columns, separation."""

from collections.abc import Sequence

import numpy as np

from tsunagari.config.problems import Problem, ProblemsFound, refusal
from tsunagari.models.columns import Label
from tsunagari.models.families import CONSTANTS
from tsunagari.models.ordered import Cumulative
from tsunagari.models.spec import FILE

_RANK = 1e-9  # residual of a column on the earlier ones, relative to its length
_SUSPECT = 11.0  # log odds this far out ask for a proof that the maximum is finite


def check_columns(name: str, labels: Sequence[Label], columns: np.ndarray) -> None:
    """Raise ProblemsFound with columns that hold nobody or that earlier columns make up.

    labels  of the (m, k) columns without the intercept, which `columns` does not hold
    """
    problems = [
        Problem(FILE, name, _shown(label), "nobody in the population has this combination",
                "Leave the interaction out, or use sets of answers in place of categories.")
        for label, empty in zip(labels, ~columns.any(axis=0), strict=True) if empty
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    for place in aliased(columns):
        problems.append(Problem(
            FILE, name, _shown(labels[place]),
            "is determined by the terms before it (collinear)",
            "Leave the term out, or restrict the population by `where`."))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def check_several_units(name: str, labels: Sequence[Label], units: Sequence[int]) -> None:
    """Raise ProblemsFound with levels of one sampling unit, a person or a cluster.

    Its coefficient is what makes the unit's residual nothing, so that linearised errors take it
    as known. units  (k,) how many units have each of the levels that `labels` names
    """
    problems = [
        Problem(FILE, name, _shown(label), "one person, or one cluster, alone has this level",
                "Merge it with another by a set of answers, or leave it out by `where`.")
        for label, count in zip(labels, units, strict=True) if count == 1
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def aliased(columns: np.ndarray) -> list[int]:
    """Columns that are linear combinations of the intercept and of earlier columns."""
    scale = np.abs(columns).max(axis=0, initial=1.0)
    full = np.hstack([np.ones((len(columns), 1)), columns / scale])
    full = full / np.linalg.norm(full, axis=0)
    kept, aliases = [0], []
    for place in range(1, full.shape[1]):
        if len(full) <= len(kept):
            aliases.append(place - 1)
            continue
        kept.append(place)
    # Householder's R shows on its diagonal what a column adds to those before it.
    while True:
        diagonal = np.abs(np.diag(np.linalg.qr(full[:, kept], mode="r")))
        low = np.flatnonzero(diagonal < _RANK)
        if not len(low):
            return sorted(aliases)
        aliases.append(kept.pop(int(low[0])) - 1)


def check_separation(
    name: str, labels: Sequence[Label], model: Cumulative, outcome: np.ndarray,
    predictors: np.ndarray, converged: bool,
) -> None:  # fmt: skip
    """Raise ProblemsFound if the likelihood has no finite maximum, naming the columns.

    labels      of the parameters (p,) of the model
    predictors  (m, t) linear predictors at which the search for a maximum ended

    A logit is the cumulative model of two levels. The proof is a linear programme
    (Konis 2007): a direction in which no respondent's share falls and some rise. It is only
    sought where log odds are far out, which they are under separation before the search
    comes to rest.
    """
    if converged and np.abs(predictors).max() < _SUSPECT:
        return
    direction = _direction(model, outcome)
    moving = np.flatnonzero(np.abs(direction) > 1e-7)
    if len(moving):
        terms = [place for place in moving if labels[place][0] not in CONSTANTS] or list(moving)
        raise ProblemsFound([
            Problem(FILE, name, _shown(labels[place]),
                    "separates the answers perfectly, so its coefficient is infinite",
                    "Merge levels (of the outcome by `levels`, of the term by a set), or leave "
                    "the term out.")
            for place in terms
        ])  # fmt: skip
    if not converged:
        raise refusal(FILE, name, "", "the likelihood was not maximised",
                      "Leave terms out, or centre numbers that are large.")  # fmt: skip


def _direction(model: Cumulative, outcome: np.ndarray) -> np.ndarray:
    """A direction of recession of the log-likelihood; zeros where there is none."""
    from scipy.optimize import linprog

    rises = []
    for threshold in range(model.levels - 1):
        row = model.row(threshold)
        rises += [row[outcome == threshold], -row[outcome == threshold + 1]]
    rises = np.unique(np.vstack(rises), axis=0)
    scale = np.abs(rises).max(axis=0, initial=0.0)
    rises = rises / np.where(scale > 0, scale, 1.0)
    gain = rises.sum(axis=0)
    programme = linprog(-gain, A_ub=-rises, b_ub=np.zeros(len(rises)), bounds=(-1, 1))
    return programme.x if programme.success and -programme.fun > 1e-7 else np.zeros(model.size)


def _shown(label: Label) -> str:
    return f"{label[0]} = {label[1]}" if label[1] else label[0]
