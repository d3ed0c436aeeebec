"""The model that the test of proportional odds allows: what shares and effects are read from.

Where proportional odds are rejected, thresholds are free for the terms that need it (the partial
proportional odds model of Peterson and Harrell 1990), unless that model has no maximum or gives
somebody a negative share: then proportional odds stay, and it is said that they do and why.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tsunagari.config.problems import ProblemsFound
from tsunagari.models.effects import set_to, settings
from tsunagari.models.model import Fitted
from tsunagari.models.proportional_odds import ALL, WALD, partial_fit, proportional_odds_test
from tsunagari.models.spec import AUTOMATIC, PARTIAL, PROPORTIONAL, REJECTED

DECLARED, NO_MAXIMUM, NEGATIVE_SHARE = "declared", "no_maximum", "negative_share"
LEVEL = 0.05  # of the test
SPACE = " "  # between the names of terms


@dataclass(frozen=True, eq=False)
class Allowed:
    """What is read, and why.

    fitted  the model that shares and effects come from
    odds    `proportional`, `partial`, or `rejected`: proportional although the test rejects it;
            "" of a family without thresholds
    free    the terms with a coefficient a threshold
    why     why rejected odds stay: `declared`, `no_maximum`, `negative_share`
    """

    fitted: Fitted
    odds: str = ""
    free: tuple[str, ...] = ()
    why: str = ""

    @property
    def columns(self) -> dict[str, str]:
        """odds, free, odds_reason: what a table says of it."""
        return {"odds": self.odds, "free": SPACE.join(self.free), "odds_reason": self.why}


def allowed(fitted: Fitted, tests: pd.DataFrame | None = None) -> Allowed:
    """The model that may be read, for one with proportional odds.

    tests  what `proportional_odds_test` gave of it, if it was asked already

    ASSUME: odds are rejected where the Wald test of all terms has p < 0.05; free are then the
    terms whose own test has, and if none has, that with the smallest p. The configuration may name
    the terms itself, or ask for proportional odds.
    """
    if not fitted.family.ordered:
        return Allowed(fitted)
    tests = proportional_odds_test(fitted) if tests is None else tests
    p = tests[tests["method"].isin(WALD)].set_index("term")["p_value"]
    rejected, declared = bool(p[ALL] < LEVEL), fitted.spec.odds
    kept = REJECTED if rejected else PROPORTIONAL
    if declared == PROPORTIONAL:
        return Allowed(fitted, kept, why=DECLARED * rejected)
    if declared == AUTOMATIC:
        if not rejected:
            return Allowed(fitted, kept)
        of_terms = p.drop(ALL)
        declared = tuple(of_terms.index[of_terms < LEVEL]) or (of_terms.idxmin(),)
    try:
        partial = partial_fit(fitted, declared)
    except ProblemsFound:
        return Allowed(fitted, kept, why=NO_MAXIMUM)
    if gives_negative_shares(partial):
        return Allowed(fitted, kept, why=NEGATIVE_SHARE)
    return Allowed(partial, PARTIAL, declared)


def gives_negative_shares(fitted: Fitted) -> bool:
    """Whether thresholds cross for somebody, as they are or at a level that they could be at."""
    for _, _, at in settings(fitted):
        values = set_to(fitted, at)
        columns = fitted.columns_at(values)[fitted.frame.possible(values)]
        if (np.diff(fitted.family.predictors(fitted, columns), axis=1) < 0).any():
            return True
    return False
