"""Time to fit trust models to a million respondents already read, beside R on the same rows.

usage: python benchmarks/models.py [--write] [--without-r]    exits 1 if a goal is missed
--write keeps the table in docs/evidence/models_time.csv. R takes about a minute; where it
is not installed its rows are left out.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.codebook.answers import dtype_of
from tsunagari.estimate.design import Design
from tsunagari.models.model import fit_model
from tsunagari.models.spec import read_spec
from tsunagari.project import load_project

ROWS, CLUSTERS, STRATA = 1_000_000, 400, 20
GOALS = {"ordered": 0.1, "logit": 0.2}  # seconds, the collapsing included
TERMS = ("country", "sex", "age_band", "participation")
MODELS = {
    "ordered": {"outcome": "trust_online", "family": "ordered_logit"},
    "logit": {"outcome": {"variable": "trust_online", "answers": "affirmative"}, "family": "logit"},
}


def respondents(codebook, rng: np.random.Generator) -> pd.DataFrame:
    """Answers by proportional odds on four categorical variables."""
    frame, latent = {}, rng.logistic(size=ROWS)
    for name in TERMS:
        size = len(codebook[name].categories)
        codes = rng.integers(0, size, ROWS)
        latent += np.linspace(-0.5, 0.5, size)[codes]
        frame[name] = pd.Categorical.from_codes(codes, dtype=dtype_of(codebook[name]))
    answer = 3 - np.digitize(latent, (-1, 0.5, 2))
    frame["trust_online"] = pd.Categorical.from_codes(
        answer, dtype=dtype_of(codebook["trust_online"])
    )
    return pd.DataFrame(frame)


def best_of(times: int, call) -> tuple[float, object]:
    """Least time of several calls, and what the last one gave."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        found = call()
        taken.append(time.perf_counter() - began)
    return min(taken), found


def ours(codebook, data: pd.DataFrame, designs: dict[str, Design]) -> list[tuple]:
    rows = []
    for name, entry in MODELS.items():
        spec = read_spec(codebook, name, {**entry, "terms": list(TERMS),
                                          "reference": {"sex": "female"}})  # fmt: skip
        seconds, fitted = best_of(5, partial(fit_model, codebook, spec, data, designs[name]))
        place = fitted.labels.index(("sex", "male"))
        rows.append((name, "tsunagari", seconds, fitted.parameters[place], fitted.std_error[place]))
    return rows


def by_r(data: pd.DataFrame, weights: np.ndarray, cluster: np.ndarray) -> list[tuple]:
    """The same by `clm` and `svyglm`; nothing where R is not installed."""
    if shutil.which("Rscript") is None or "--without-r" in sys.argv:
        return []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        shown = data.rename(columns={"trust_online": "answer"})
        shown = shown.assign(cluster=cluster, stratum=cluster % STRATA, weight=weights)
        shown.to_csv(path, index=False)
        script = Path(__file__).with_suffix(".R")
        run = subprocess.run(["Rscript", script, path], capture_output=True, text=True, check=True)
    rows = [line.split(",") for line in run.stdout.splitlines()]
    return [(name, "R", *map(float, numbers)) for name, *numbers in rows]


def main() -> int:
    codebook = load_project(ROOT / "config").codebook
    rng = np.random.default_rng(1)
    data = respondents(codebook, rng)
    cluster = rng.integers(0, CLUSTERS, ROWS)
    weights = np.round(rng.uniform(0.5, 2, ROWS), 3)
    design = Design(weights, (cluster % STRATA,), (cluster,))
    began = time.perf_counter()
    _ = design.units
    print(f"design, once a wave: {time.perf_counter() - began:.3f} s")
    rows = ours(codebook, data, {"ordered": Design.unweighted(ROWS), "logit": design})
    rows += by_r(data, weights, cluster)
    table = pd.DataFrame(rows, columns=["model", "by", "seconds", "estimate", "std_error"])
    table.insert(2, "respondents", ROWS)
    goal = table["model"].map(GOALS).where(table["by"] == "tsunagari")
    table = table.assign(seconds=table["seconds"].round(4), goal=goal)
    print(table.to_string(index=False))
    if "--write" in sys.argv:
        target = ROOT / "docs" / "evidence" / "models_time.csv"
        table.to_csv(target, index=False, float_format="%.10g", lineterminator="\n")
    return 0 if (table["seconds"][goal.notna()] <= goal.dropna()).all() else 1


if __name__ == "__main__":
    sys.exit(main())
