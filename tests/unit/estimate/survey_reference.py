"""The made-up survey of tests/reference/r, its designs, and what R's survey gave for them."""

from pathlib import Path

import numpy as np
import pandas as pd

from tsunagari.estimate.design import Design

FOLDER = Path(__file__).parents[2] / "reference" / "r"
CLOSED_FORM = 1e-8  # relative
DATA = pd.read_csv(FOLDER / "survey_data.csv")


def reference(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv", keep_default_na=False, na_values=[""])


def agrees(ours, theirs) -> None:
    """To 1e-8 relative; a zero of R may be a rounding error of ours."""
    np.testing.assert_allclose(ours, theirs, rtol=CLOSED_FORM, atol=1e-12)


def columns(*names: str) -> tuple[np.ndarray, ...]:
    return tuple(DATA[name].to_numpy() for name in names)


def design(case: str) -> Design:
    """The design that an R script calls by this name."""
    weights = DATA["weight"].to_numpy()
    stratum, cluster, person = columns("stratum", "cluster", "person")
    full = {"strata": (stratum,), "clusters": (cluster,)}
    if case.startswith("lonely_"):
        (lonely,) = columns("stratum_lonely")
        rule = case.removeprefix("lonely_")
        return Design(weights, strata=(lonely,), clusters=(cluster,), lonely=rule)
    match case:
        case "independent":
            return Design.unweighted(len(DATA))
        case "weights":
            return Design(weights)
        case "strata":
            return Design(weights, strata=(stratum,))
        case "clusters":
            return Design(weights, clusters=(100 * stratum + cluster,))
        case "strata_clusters":
            return Design(weights, **full)
        case "one_stage_population":
            return Design(weights, **full, population=columns("clusters"))
        case "two_stage_population":
            two = {"strata": (stratum,), "clusters": (cluster, person)}
            return Design(weights, **two, population=columns("clusters", "people"))
        case "strata_population":
            return Design(weights, strata=(stratum,), population=(2000 + 100 * stratum,))
        case "subset":
            inside = (DATA["age"] >= 3) & (DATA["sex"] == "female")
            return Design(weights, **full).subset(inside.to_numpy())
    raise KeyError(case)
