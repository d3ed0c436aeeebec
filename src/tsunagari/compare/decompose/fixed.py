"""Rows of a decomposition that have no error: fixed by quotas, nothing by construction, a ratio
to a change near nil."""

import re
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

QUOTA, ALWAYS, NEAR_NIL = "fixed_by_quota", "nil_by_construction", "change_near_nil"
REASONS = (QUOTA, ALWAYS, NEAR_NIL)
UNKNOWN = ("std_error", "ci_low", "ci_high", "degrees_of_freedom")
PARTS = ("composition", "within", "interaction")
_ROUNDING = 1e-9  # points


def quotas_of_all(waves: Collection[Mapping]) -> set[str]:
    """The variables whose shares quotas fixed in each of the waves (entries of config/waves/)."""
    return set.intersection(*(set(wave.get("quotas", ())) for wave in waves))


def _variables(factor: str) -> list[str]:
    """The variables of a factor such as `sex`, `sex:age_band`, `media_use.line[users]`."""
    return [re.split(r"[.\[]", part)[0] for part in factor.split(":")]


def without_errors(table: pd.DataFrame, quotas: Collection[str]) -> pd.DataFrame:
    """A decomposition's table without errors that do not exist; adds `reason`, one of REASONS.

    quotas  variables whose shares quotas fixed in both waves

    A part of factors whose shares quotas fixed alike is nil in every sample: it has neither
    error nor interval, and no more has one that the method makes nil. The share of a change is
    missing in all rows where the change is not known to be other than nil.
    ASSUME: a change is near nil where its 95 per cent interval holds 0; a ratio to it has no
    finite interval (Fieller 1954).
    """
    change = table.loc[table["component"] == "change"].iloc[0]
    parts, nil = table["component"].isin(PARTS), table["points"].abs() < _ROUNDING
    of_quota = pd.Series(
        [bool(f) and set(_variables(f)) <= set(quotas) for f in table["factor"]], table.index
    )
    reason = np.select(
        [parts & nil & of_quota, parts & nil & ~(table["std_error"] > _ROUNDING)],
        [QUOTA, ALWAYS], "",
    )  # fmt: skip
    table = table.assign(reason=reason)
    table.loc[reason != "", "points"] = 0.0
    table.loc[reason != "", list(UNKNOWN)] = np.nan
    if not (change["ci_low"] > 0 or change["ci_high"] < 0):
        table["share_of_change"] = np.nan
        table.loc[(table["component"] != "earlier") & (table["component"] != "later")
                  & (table["reason"] == ""), "reason"] = NEAR_NIL  # fmt: skip
    return table
