"""Do 95% intervals of the models cover? 8,000 surveys of a population that is known.

usage: python simulations/coverage_models.py [--surveys 8000]    exits 1 if a share misses

8,000 and not 2,000, so that the shares themselves are known to a quarter of a point.

A population of 200,000 people in 2,000 clusters of 10 strata is made once. Answers hang
together within clusters, and people with affirmative answers are likelier to be in the
oversampled strata. What a census of it gives is the truth. Each survey draws 10 clusters a
stratum and 12 people of each, so weights differ between strata, and is fitted twice: by the
design, and as if it were a simple random sample, which shows what ignoring the design costs.

Writes docs/evidence/coverage_models.csv.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.variables import Codebook
from tsunagari.estimate.design import Design
from tsunagari.models.contrasts import contrasts_table
from tsunagari.models.effects import average_prediction
from tsunagari.models.model import Fitted, fit_model
from tsunagari.models.spec import ModelSpec, read_spec
from tsunagari.models.tidy import critical

STRATA, CLUSTERS, PEOPLE = 10, 200, 100  # clusters a stratum, people a cluster
DRAWN_CLUSTERS, DRAWN_PEOPLE = 10, 12
SHARE_OF_STRATUM = np.linspace(0.5, 2.0, STRATA)  # sizes of the strata, so weights differ
GOAL = (0.94, 0.96)
TERMS = ["sex", "age_band"]


def _single(*categories: str, **more) -> dict:
    answers = {category: {"ja": category, "en": category} for category in categories}
    return {"type": "single", "label": {"ja": "x", "en": "x"}, "categories": answers, **more}


CODEBOOK = Codebook.from_config({
    "variables": {
        "sex": _single("male", "female"),
        "age_band": _single("young", "middle", "old"),
        "answer": _single("agree", "somewhat_agree", "somewhat_disagree", "disagree",
                          ordered=True, sets={"affirmative": ["agree", "somewhat_agree"]}),
    }
})  # fmt: skip
MODELS = {
    "linear": {"family": "linear", "outcome": "answer"},
    "logit": {"family": "logit", "outcome": {"variable": "answer", "answers": "affirmative"}},
    "ordered_logit": {"family": "ordered_logit", "outcome": "answer"},
}


def population(rng: np.random.Generator) -> pd.DataFrame:
    """Everybody: stratum, cluster and the three variables."""
    clusters = STRATA * CLUSTERS
    cluster = np.repeat(np.arange(clusters), PEOPLE)
    stratum = cluster // CLUSTERS
    sex = rng.integers(0, 2, len(cluster))
    # age differs between clusters, so its coefficient is exposed to them
    leaning = rng.normal(0, 0.5, clusters)[cluster]
    band = np.digitize(leaning + rng.logistic(size=len(cluster)), (-0.7, 0.7))
    slope = 0.5 + rng.normal(0, 0.25, clusters)[cluster] + 0.08 * (stratum - 4.5)
    latent = slope * sex - 0.3 * band + rng.normal(0, 0.5, clusters)[cluster]
    latent = latent - 0.12 * (stratum - 4.5) + rng.logistic(size=len(cluster))
    answer = 3 - np.digitize(latent, (-1.2, 0.2, 1.8))
    coded = {"sex": sex, "age_band": band, "answer": answer}
    columns = {name: pd.Categorical.from_codes(codes, dtype=dtype_of(CODEBOOK[name]))
               for name, codes in coded.items()}  # fmt: skip
    return pd.DataFrame({"stratum": stratum, "cluster": cluster, **columns})


def draw(rng: np.random.Generator) -> np.ndarray:
    """Rows of one two-stage sample: clusters of each stratum, people of each cluster.

    With replacement at the first stage, which is what the variance without a finite
    population assumes.
    """
    clusters = rng.integers(0, CLUSTERS, (STRATA, DRAWN_CLUSTERS))
    clusters = (clusters + CLUSTERS * np.arange(STRATA)[:, None]).ravel()
    people = rng.random((len(clusters), PEOPLE)).argpartition(DRAWN_PEOPLE, axis=1)
    return (clusters[:, None] * PEOPLE + people[:, :DRAWN_PEOPLE]).ravel()


def quantities(fitted: Fitted) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names, values and errors: each parameter, and the average effect of sex."""
    (sex, *_) = fitted.spec.atoms
    change = average_prediction(fitted, {sex: 1}) - average_prediction(fitted, {sex: 0})
    effect, slopes = change.values[-1], change.slopes[-1]
    names = [" ".join(label).strip() for label in fitted.labels] + ["effect of sex"]
    errors = np.append(fitted.std_error, np.sqrt(slopes @ fitted.covariance @ slopes))
    return names, np.append(fitted.parameters, effect), errors


def covered(fitted: Fitted, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    _, value, error = quantities(fitted)
    hit = np.abs(value - truth) <= critical(fitted.degrees_of_freedom) * error
    return hit, value, error


def all_pairs_covered(fitted: Fitted, truth: np.ndarray) -> bool:
    """Whether the simultaneous intervals of all pairs of age bands hold what is true of them."""
    table = contrasts_table(fitted)
    pairs = table[table["term"] == "age_band"]
    return bool(
        pairs["simultaneous_low"].le(truth).all() & pairs["simultaneous_high"].ge(truth).all()
    )


def simulate_pairs(spec: ModelSpec, everybody: pd.DataFrame, surveys: int, rng) -> pd.DataFrame:
    """One row: how often all pairs of age bands are covered at once, by the design and without."""
    size = SHARE_OF_STRATUM[everybody["stratum"].to_numpy()]
    census = contrasts_table(fit_model(CODEBOOK, spec, everybody, Design(size)))
    truth = census.loc[census["term"] == "age_band", "estimate"].to_numpy()
    strata = np.repeat(np.arange(STRATA), DRAWN_CLUSTERS * DRAWN_PEOPLE)
    clusters = np.repeat(np.arange(STRATA * DRAWN_CLUSTERS), DRAWN_PEOPLE)
    both = (Design(SHARE_OF_STRATUM[strata], (strata,), (clusters,)),
            Design.unweighted(len(strata)))  # fmt: skip
    hits = []
    for _ in range(surveys):
        sample = everybody.iloc[draw(rng)]
        fits = (fit_model(CODEBOOK, spec, sample, design) for design in both)
        hits.append([all_pairs_covered(fitted, truth) for fitted in fits])
    covered_by, ignoring = np.mean(hits, axis=0)
    return pd.DataFrame([{
        "estimator": spec.name, "quantity": "age_band, all pairs at once", "surveys": surveys,
        "coverage": covered_by, "coverage_ignoring_design": ignoring,
    }])  # fmt: skip


def simulate(spec: ModelSpec, everybody: pd.DataFrame, surveys: int, rng) -> pd.DataFrame:
    """A row a quantity: coverage by the design and by simple random sampling."""
    size = SHARE_OF_STRATUM[everybody["stratum"].to_numpy()]
    census = fit_model(CODEBOOK, spec, everybody, Design(size))
    names, truth, _ = quantities(census)
    codes = {name: everybody[name].cat.codes.to_numpy() for name in (*TERMS, "answer")}
    strata = np.repeat(np.arange(STRATA), DRAWN_CLUSTERS * DRAWN_PEOPLE)
    clusters = np.repeat(np.arange(STRATA * DRAWN_CLUSTERS), DRAWN_PEOPLE)
    design = Design(SHARE_OF_STRATUM[strata], (strata,), (clusters,))
    simple = Design.unweighted(len(strata))
    by_design, naive = [], []
    for _ in range(surveys):
        rows = draw(rng)
        sample = pd.DataFrame({
            name: pd.Categorical.from_codes(code[rows], dtype=dtype_of(CODEBOOK[name]))
            for name, code in codes.items()
        })  # fmt: skip
        by_design.append(covered(fit_model(CODEBOOK, spec, sample, design), truth))
        naive.append(covered(fit_model(CODEBOOK, spec, sample, simple), truth)[0])
    hit, value, error = (np.array(part) for part in zip(*by_design, strict=True))
    return pd.DataFrame({
        "estimator": spec.name, "quantity": names, "surveys": surveys, "truth": truth,
        "mean_estimate": value.mean(axis=0), "sd_of_estimates": value.std(axis=0, ddof=1),
        "mean_std_error": error.mean(axis=0), "coverage": hit.mean(axis=0),
        "coverage_ignoring_design": np.mean(naive, axis=0),
    })  # fmt: skip


def main() -> int:
    surveys = int(sys.argv[sys.argv.index("--surveys") + 1]) if "--surveys" in sys.argv else 8000
    everybody = population(np.random.default_rng(20180227))
    began = time.perf_counter()
    tables = []
    for place, (name, entry) in enumerate(MODELS.items()):
        spec = read_spec(CODEBOOK, name, {**entry, "terms": TERMS})
        tables.append(simulate(spec, everybody, surveys, np.random.default_rng(place)))
    tables.append(simulate_pairs(spec, everybody, min(surveys, 2000), np.random.default_rng(9)))
    table = pd.concat(tables, ignore_index=True)
    table["met"] = table["coverage"].between(*GOAL)
    print(table.round(4).to_string(index=False))
    print(table.groupby("estimator", sort=False)["coverage"].mean().round(4).to_string())
    print(f"{time.perf_counter() - began:.0f} s")
    target = ROOT / "docs" / "evidence" / "coverage_models.csv"
    table.to_csv(target, index=False, float_format="%.6g", lineterminator="\n")
    return 0 if table["met"].all() else 1


if __name__ == "__main__":
    sys.exit(main())
