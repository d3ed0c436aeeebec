"""Writes r/survey_data.csv, the made-up survey that the R scripts and the tests both read.

usage: python tests/reference/survey_data.py

Two-stage sample in 8 strata, 60 clusters of unequal size, unequal weights, answers that hang
together within clusters. `stratum_lonely` splits one cluster off into a stratum of its own.
"""

from pathlib import Path

import numpy as np
import pandas as pd

CLUSTERS = (5, 6, 7, 8, 9, 10, 8, 7)


def survey() -> pd.DataFrame:
    draw = np.random.default_rng(20180301)
    rows = []
    for stratum, count in enumerate(CLUSTERS, start=1):
        for cluster in range(1, count + 1):
            size = int(draw.integers(6, 15))
            rows.append(pd.DataFrame({
                "stratum": stratum, "cluster": cluster, "clusters": 4 * count + stratum,
                "person": range(1, size + 1), "people": size * int(draw.integers(3, 9)),
                "tie": draw.normal(0, 0.6),
            }))  # fmt: skip
    data = pd.concat(rows, ignore_index=True)
    n = len(data)
    data["age"] = draw.integers(1, 5, n)
    data["sex"] = draw.choice(["female", "male"], n)
    data["weight"] = np.round(
        data["clusters"] / 4 * data["people"] / 30 * np.where(data["age"] == 1, 2.5, 0.8), 3
    )
    latent = data["tie"] + 0.35 * data["age"] + 0.3 * (data["sex"] == "male") + draw.normal(0, 1, n)
    data["trust"] = np.digitize(latent, [0.2, 1.0, 2.0]) + 1
    data["online"] = (latent - 0.6 * data["age"] + draw.normal(0, 1, n) > -0.4).astype(int)
    data["rare"] = (latent > 3.1).astype(int)
    data["score"] = np.round(50 + 8 * latent, 2)
    data["hours"] = np.round(draw.gamma(2, 3, n) + 0.4, 2)
    lonely = (data["stratum"] == 1) & (data["cluster"] == 1)
    data["stratum_lonely"] = np.where(lonely, 9, data["stratum"])
    return data.drop(columns="tie")


if __name__ == "__main__":
    target = Path(__file__).parent / "r" / "survey_data.csv"
    survey().to_csv(target, index=False, lineterminator="\n")
