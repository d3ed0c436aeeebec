"""The respondents on which models are compared with R: `python models_data.py` writes them.

2,000 people in 100 clusters of 10 strata, answers by proportional odds. The older half has a
weight of 2, the younger of 0.5, and the difference between the sexes is larger among the
older, so that weights move its coefficient: a fit that ignores them is wrong by a tenth.
"""

from pathlib import Path

import numpy as np
import pandas as pd

ROWS, CLUSTERS, STRATA = 2000, 100, 10
ANSWERS = ("disagree", "somewhat_disagree", "somewhat_agree", "agree")
BANDS = ("20s", "30s", "40s", "50s")
COUNTRIES = ("japan", "germany", "united_kingdom")


def respondents(seed: int = 20180703) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(CLUSTERS), ROWS // CLUSTERS)
    band = rng.integers(0, len(BANDS), ROWS)
    female = rng.integers(0, 2, ROWS)
    country = rng.choice(len(COUNTRIES), ROWS, p=(0.5, 0.3, 0.2))
    hours = np.minimum(rng.poisson(3 - 0.4 * band), 9)
    older = band >= 2
    effect = np.where(older, 0.7, 0.2)
    latent = effect * female + np.array((0.0, 0.9, 1.3))[country] + 0.08 * hours - 0.15 * band
    latent = latent + rng.normal(0, 0.35, CLUSTERS)[cluster] + rng.logistic(size=ROWS)
    answer = np.digitize(latent, (-0.6, 0.9, 2.6))
    return pd.DataFrame({
        "person": np.arange(1, ROWS + 1),
        "stratum": cluster // (CLUSTERS // STRATA) + 1,
        "cluster": cluster % (CLUSTERS // STRATA) + 1,
        "clusters": 60 + cluster // (CLUSTERS // STRATA),
        "weight": np.where(older, 2.0, 0.5),
        "uneven": np.round(rng.uniform(0.3, 3.0, ROWS), 3),
        "country": np.array(COUNTRIES)[country],
        "sex": np.where(female == 1, "female", "male"),
        "age_band": np.array(BANDS)[band],
        "hours": hours,
        "answer": np.array(ANSWERS)[answer],
        "ties": np.round(2 + 0.3 * latent + rng.normal(0, 1, ROWS), 3),
    })  # fmt: skip


if __name__ == "__main__":
    respondents().to_csv(
        Path(__file__).parent / "r" / "models_data.csv", index=False, lineterminator="\n"
    )
