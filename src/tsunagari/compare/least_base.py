"""The verdicts on changes with the least number of people that print allows a wave."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.special import stdtr

from tsunagari.compare.change import equivalence_p
from tsunagari.compare.families import covariance, of_change, tested_at_once
from tsunagari.compare.pairs import judge
from tsunagari.estimate.estimators import Estimates

LEAST = {"std_error": "std_error_least_base", "p_adjusted": "p_adjusted_least_base",
         "verdict": "verdict_least_base"}  # fmt: skip


def with_least_base(
    table: pd.DataFrame,
    shares: Mapping[str, Mapping[str, Estimates]],
    factors: Mapping[str, float],
) -> pd.DataFrame:
    """Add the error, the adjusted p-value and the verdict that changes then have (LEAST).

    table    changes with their verdicts       shares  wave -> families.family_shares
    factors  wave -> what its variances are multiplied by (plan.base_factors)

    Missing and empty for changes between waves whose numbers of people are known.
    ASSUME: the shares stay as they are, and degrees of freedom go with the people.
    """
    table = table.assign(**{LEAST["std_error"]: np.nan, LEAST["p_adjusted"]: np.nan,
                            LEAST["verdict"]: ""})  # fmt: skip
    touched = table["earlier"].isin(factors) | table["later"].isin(factors)
    touched &= table["p_value"].notna()
    if not touched.any():
        return table
    scaled = {
        wave: {family: replace(found, covariance=found.covariance * factors.get(wave, 1.0))
               for family, found in of_wave.items()}
        for wave, of_wave in shares.items()
    }  # fmt: skip
    least = judge(tested_at_once(_with_errors(table, shares, scaled, factors), "change",
                                of_change, scaled))  # fmt: skip
    for column, name in LEAST.items():
        table.loc[touched, name] = least.loc[touched, column]
    return table


def _with_errors(table, shares, scaled, factors) -> pd.DataFrame:
    """The table with errors, degrees of freedom and p-values under scaled variances."""
    table = table.copy()
    for family, rows in table[table["p_value"].notna()].groupby("family"):
        terms = [of_change(row) for row in rows.to_dict("records")]
        before, after = (
            np.diag(covariance(terms, {w: of[family] for w, of in given.items() if family in of}))
            for given in (shares, scaled)
        )
        ratio = np.sqrt(np.where(before > 0, after / np.where(before > 0, before, 1.0), 1.0))
        table.loc[rows.index, "std_error"] = rows["std_error"] * ratio
    fewer = [1 / max(factors.get(w, 1.0) for w in pair)
             for pair in zip(table["earlier"], table["later"], strict=True)]  # fmt: skip
    table["df"] *= np.minimum(fewer, 1.0)
    tested = table["p_value"].notna() & (table["std_error"] > 0)
    size, error, freedom = (table.loc[tested, c] for c in ("change", "std_error", "df"))
    table.loc[tested, "p_value"] = 2 * stdtr(freedom, -size.abs() / error)
    table.loc[tested, "p_equivalence"] = [
        equivalence_p(*row)
        for row in table.loc[tested, ["change", "std_error", "df", "margin"]].to_numpy(float)
    ]
    return table
