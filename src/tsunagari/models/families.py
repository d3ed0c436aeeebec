"""Families of regressions: what each takes, how it is fitted, what it predicts and how it reads.

All that is known of a family stands in its class. Another one is a class here, a word in
models.schema.yaml and its name in the words of the pictures.

What computes is imported where it computes: reading the configuration asks for a family's
name and for the outcomes that it takes, and must stay quick.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from tsunagari.codebook.variables import Variable

if TYPE_CHECKING:
    import numpy as np

    from tsunagari.models.newton import Solution

THRESHOLD, INTERCEPT = CONSTANTS = ("threshold", "intercept")  # coefficients of no term
MEAN = "mean"  # what is predicted of a number


class Family:
    """What families share; they differ from it where they say so.

    Below, `outcome` is an Outcome of models.outcome, and `fitted` a Fitted of models.model,
    which import this module.

    name     in the configuration
    ordered  whether each two neighbouring levels have a threshold, so that shares of all
             levels are predicted and proportional odds can be tested; else one intercept
    numeric  whether the outcome is a number, whose mean is predicted; else shares are
    ratios   whether coefficients are log odds, so that pictures print their exponentials
             on a ratio scale
    """

    name: str
    ordered = False
    numeric = False
    ratios = False

    def unfit(self, variable: Variable, levels: Sequence[str]) -> tuple[str, str] | None:
        """What is wrong with such levels of a variable as an outcome, and the remedy."""
        raise NotImplementedError

    def constants(self, outcome) -> list[tuple[str, str]]:
        """(term, level) of the parameters that come before those of the terms."""
        return [(INTERCEPT, "")]

    def solve(
        self, columns: "np.ndarray", outcome, codes: "np.ndarray",
        weight: "np.ndarray", free: "np.ndarray",
    ) -> "Solution":  # fmt: skip
        """The fit to (m, k) columns without an intercept and (m,) codes of the outcome.

        free  (k,) columns with a coefficient a threshold, where the family has thresholds
        """
        raise NotImplementedError

    def predictors(self, fitted, columns: "np.ndarray") -> "np.ndarray":
        """(m, t) linear predictors at other columns."""
        return (with_intercept(columns) @ fitted.parameters)[:, None]

    def freedom(self, n: int, slopes: int) -> float:
        """Degrees of freedom where errors come from the likelihood; infinite is normal."""
        return float("inf")

    def likelihood_covariance(self, fitted) -> "np.ndarray":
        """(p, p) inverse information."""
        from numpy.linalg import inv

        inverse = inv(fitted.solution.information)
        return (inverse + inverse.T) / 2

    def categories(self, outcome) -> list[str]:
        """What is predicted: answers from the most affirmative down, then sets; or the mean."""
        return [outcome.levels[1]]

    def predict(
        self, fitted, columns: "np.ndarray", weight: "np.ndarray"
    ) -> tuple["np.ndarray", "np.ndarray"]:
        """(c,) predictions of the categories, averaged by `weight`, and (c, p) derivatives."""
        raise NotImplementedError

    def observed(
        self, outcome, codes: "np.ndarray", weight: "np.ndarray"
    ) -> "np.ndarray":  # fmt: skip
        """(c,) what was observed of the categories, averaged by `weight`."""
        return (weight @ outcome.numbers(codes)).reshape(1)

    def interval(
        self, estimate: "np.ndarray", half: "np.ndarray"
    ) -> tuple["np.ndarray", "np.ndarray"]:
        """Ends of intervals of predictions, `half` to each side: of shares on the logit scale."""
        from scipy.special import expit, logit

        half = half / (estimate * (1 - estimate))
        return expit(logit(estimate) - half), expit(logit(estimate) + half)

    def measures(self, fitted) -> dict[str, float]:
        """How well it fits: against the model without terms, whose shares are those observed."""
        import numpy as np

        totals = np.bincount(fitted.frame.outcome, fitted.frame.weight)
        null = float(totals @ np.log(totals / totals.sum()))
        n, value = fitted.n, fitted.solution.log_likelihood
        cox_snell = 1 - np.exp(2 / n * (null - value))
        return {"null_log_likelihood": null, "deviance": -2 * value, "mcfadden": 1 - value / null,
                "nagelkerke": cox_snell / (1 - np.exp(2 / n * null))}  # fmt: skip


class Linear(Family):
    """Least squares: units of the outcome, t with the residuals' degrees of freedom."""

    name = "linear"
    numeric = True

    def unfit(self, variable: Variable, levels: Sequence[str]) -> tuple[str, str] | None:
        if variable.ordered or len(levels) == 2:
            return None
        return "its categories have no order", "Say with `answers` which count as 1."

    def solve(self, columns, outcome, codes, weight, free):
        from tsunagari.models.newton import fit_linear

        return fit_linear(with_intercept(columns), outcome.numbers(codes), weight)

    def freedom(self, n: int, slopes: int) -> float:
        return n - slopes - 1

    def likelihood_covariance(self, fitted):
        from numpy.linalg import inv

        left_over = fitted.frame.weight @ self._residuals(fitted) ** 2
        freedom = fitted.n - len(fitted.parameters)
        return inv(fitted.solution.information) * (float(left_over) / freedom)

    def categories(self, outcome):
        return [MEAN]

    def predict(self, fitted, columns, weight):
        full = with_intercept(columns)
        return (weight @ (full @ fitted.parameters)).reshape(1), (weight @ full)[None, :]

    def interval(self, estimate, half):
        return estimate - half, estimate + half

    def measures(self, fitted):
        numbers, weight = self._numbers(fitted), fitted.frame.weight
        left_over = float(weight @ self._residuals(fitted) ** 2)
        mean = weight @ numbers / weight.sum()
        explained = 1 - left_over / float(weight @ (numbers - mean) ** 2)
        variance = left_over / (fitted.n - len(fitted.parameters))
        return {"r_squared": explained, "residual_std_error": sqrt(variance)}

    def _numbers(self, fitted) -> "np.ndarray":
        return fitted.spec.outcome.numbers(fitted.frame.outcome)

    def _residuals(self, fitted) -> "np.ndarray":
        return self._numbers(fitted) - with_intercept(fitted.columns) @ fitted.parameters


class Logit(Family):
    """Log odds of the more affirmative of two levels."""

    name = "logit"
    ratios = True

    def unfit(self, variable: Variable, levels: Sequence[str]) -> tuple[str, str] | None:
        if len(levels) == 2:
            return None
        return f"has {len(levels)} levels", "Say with `answers` which count as 1."

    def solve(self, columns, outcome, codes, weight, free):
        from tsunagari.models.newton import fit_logit

        return fit_logit(with_intercept(columns), codes, weight)

    def predict(self, fitted, columns, weight):
        from scipy.special import expit

        full = with_intercept(columns)
        share = expit(full @ fitted.parameters)
        return (weight @ share).reshape(1), ((weight * share * (1 - share)) @ full)[None, :]


class OrderedLogit(Family):
    """Log odds of a more affirmative level, with a threshold between each two (see `ordered`)."""

    name = "ordered_logit"
    ordered = True
    ratios = True

    def unfit(self, variable: Variable, levels: Sequence[str]) -> tuple[str, str] | None:
        if not variable.ordered:
            return "its categories have no order", "Use the family logit with `answers`."
        if len(levels) < 3:
            return "has fewer than three levels", "Use the family logit."
        return None

    def constants(self, outcome):
        return [(THRESHOLD, cut) for cut in cuts(outcome)]

    def solve(self, columns, outcome, codes, weight, free):
        from tsunagari.models.ordered import fit_ordered

        return fit_ordered(columns, codes, weight, len(outcome.levels), free)

    def predictors(self, fitted, columns):
        return fitted.cumulative.predictors(fitted.parameters, columns)[:, 1:-1]

    def categories(self, outcome):
        return [*reversed(outcome.levels), *outcome.sets]

    def predict(self, fitted, columns, weight):
        import numpy as np
        from scipy.special import expit

        model, outcome = fitted.cumulative, fitted.spec.outcome
        predictors = self.predictors(fitted, columns)
        below = weight @ expit(predictors)
        density = weight[:, None] * expit(predictors) * expit(-predictors)
        slopes = np.stack([
            density[:, threshold] @ model.row(threshold, columns)
            for threshold in range(model.levels - 1)
        ])  # fmt: skip
        nothing = np.zeros((1, model.size))
        pick = self._pick(outcome)
        shares = np.diff(below, prepend=0.0, append=1.0)
        return pick @ shares, pick @ np.diff(slopes, axis=0, prepend=nothing, append=nothing)

    def observed(self, outcome, codes, weight):
        from numpy import bincount

        return self._pick(outcome) @ bincount(codes, weight, len(outcome.levels))

    def _pick(self, outcome) -> "np.ndarray":
        """(c, J) which levels a category adds up."""
        from numpy import array

        groups = [(level,) for level in reversed(outcome.levels)] + list(outcome.sets.values())
        return array([[level in group for level in outcome.levels] for group in groups], float)


FAMILIES: Mapping[str, Family] = {each.name: each() for each in (OrderedLogit, Logit, Linear)}


def cuts(outcome) -> list[str]:
    """Names of the thresholds: the level below | the level above."""
    return [f"{low}|{high}" for low, high in pairwise(outcome.levels)]


def with_intercept(columns: "np.ndarray") -> "np.ndarray":
    """(m, 1 + k) columns behind one of ones."""
    import numpy as np

    return np.hstack([np.ones((len(columns), 1)), columns])
