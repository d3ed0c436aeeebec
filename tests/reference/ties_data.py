"""The answers on which scales are compared with R: `python ties_data.py` writes them.

600 people answer four items of four points and one of three, by thresholds of normal traits
that share a factor, unequally; some answers are rare. Weights are unequal, and go with the
factor, so that what ignores them is wrong.
"""

from pathlib import Path

import numpy as np
import pandas as pd

ROWS = 600
LOADINGS = (0.85, 0.7, 0.6, 0.45, 0.75)
CUTS = ((-1.2, 0.1, 1.1), (-2.1, -0.4, 0.9), (-0.5, 0.6, 1.7), (-1.0, 0.0, 1.0), (-0.6, 0.8))


def answers(seed: int = 20180717) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    factor = rng.normal(size=ROWS)
    found = {"person": np.arange(1, ROWS + 1), "wave": np.repeat([1, 2], ROWS // 2)}
    found["weight"] = np.round(np.exp(0.5 * factor + rng.normal(0, 0.3, ROWS)), 3)
    for number, (loading, cuts) in enumerate(zip(LOADINGS, CUTS, strict=True), start=1):
        trait = loading * factor + np.sqrt(1 - loading**2) * rng.normal(size=ROWS)
        found[f"item{number}"] = np.digitize(trait, cuts) + 1
    return pd.DataFrame(found)


if __name__ == "__main__":
    answers().to_csv(
        Path(__file__).parent / "r" / "ties_data.csv", index=False, lineterminator="\n"
    )
