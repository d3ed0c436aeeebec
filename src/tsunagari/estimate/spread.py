"""How far assumed numbers vary between sets of respondents that agree equally well.

Seeds show how far they do under what is assumed; bounds, how far they can under what is printed.
"""

from collections.abc import Sequence

import pandas as pd

from tsunagari.codebook.basis import ASSUMED
from tsunagari.codebook.queries import KEYS

LOW, HIGH = 0.025, 0.975  # the middle 95% of the seeds


def spread_of_seeds(estimates: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """KEYS, seeds, least, low, median, high, greatest and range of each percentage.

    estimates  one frame a seed with KEYS and percent
    In percent, the range in points. What publications fix has a range of zero: whatever
    is wider is what they leave open, given the assumptions of config/synthetic.yaml.
    """
    together = pd.concat(estimates, ignore_index=True).dropna(subset="percent")
    percent = together.groupby(list(KEYS), sort=False)["percent"]
    table = percent.agg(["size", "min", "median", "max"])
    table["low"], table["high"] = percent.quantile(LOW), percent.quantile(HIGH)
    table["range"] = table["max"] - table["min"]
    names = {"size": "seeds", "min": "least", "max": "greatest"}
    order = ["seeds", "least", "low", "median", "high", "greatest", "range"]
    return table.rename(columns=names)[order].reset_index()


def add_bounds(estimates: pd.DataFrame, bounds: pd.DataFrame) -> pd.DataFrame:
    """Add bound_low and bound_high, in percent, to the estimates that are assumed.

    bounds  KEYS and both, as `synthesise.counts.bounds` gives them; a number that it does not
            name has none
    """
    return estimates.merge(bounds, on=list(KEYS), how="left", validate="one_to_one")


def add_spread(estimates: pd.DataFrame, spread: pd.DataFrame | None) -> pd.DataFrame:
    """Add assumed_low and assumed_high, in percent, to the estimates that are assumed.

    They, and not the interval for sampling, are the uncertainty of such a number; empty
    where only one set of respondents was made.
    """
    if spread is None:
        return estimates.assign(assumed_low=float("nan"), assumed_high=float("nan"))
    bounds = spread[[*KEYS, "low", "high"]]
    bounds = bounds.rename(columns={"low": "assumed_low", "high": "assumed_high"})
    joined = estimates.merge(bounds, on=list(KEYS), how="left", validate="one_to_one")
    fixed = joined["basis"] != ASSUMED
    joined.loc[fixed, ["assumed_low", "assumed_high"]] = float("nan")
    return joined
