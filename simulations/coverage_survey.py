"""How often 95% intervals cover the truth: 2,000 simulated surveys for each estimator.

usage: python simulations/coverage_survey.py [--surveys 2000]

One finite population of 40 strata, whose answers hang together in neighbourhoods (clusters).
A survey draws clusters in each stratum and people in them, at unequal rates; its weights are
their inverse. Prints the table, writes it to docs/evidence/coverage_survey.csv, and exits 1
if any interval covers less than 94 or more than 96 percent.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from tsunagari.compare.families import correlation
from tsunagari.estimate.calibration import poststratify
from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import (
    Estimates,
    domain_means,
    independent_difference,
    means,
    ratios,
    totals,
)
from tsunagari.estimate.percentages import percentages
from tsunagari.estimate.replicates import bootstrap, jackknife
from tsunagari.estimate.simultaneous import Largest, ends

STRATA, CLUSTERS, PEOPLE = 40, 100, 60  # of the population: 240,000 people
SEED, LOWEST, HIGHEST = 20180301, 94.0, 96.0
FAMILY = "nine changes at once (family-wise)"
EVIDENCE = Path(__file__).resolve().parents[1] / "docs" / "evidence" / "coverage_survey.csv"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--surveys", type=int, default=2000)
    surveys = parser.parse_args().surveys
    generator = np.random.default_rng(SEED)
    people = population(generator)
    truth, ages = truths(people), people["old"].value_counts().to_dict()
    found: dict[str, list[tuple[float, float, float]]] = {}
    for _ in range(surveys):
        data, design = survey(people, generator)
        for name, estimate in estimates(data, design, ages, generator):
            found.setdefault(name, []).append(estimate)
        # A second survey of the same people: nothing changed, so the truth of each change is 0.
        changed = changes_at_once((data, design), survey(people, generator))
        found.setdefault(FAMILY, []).append(changed)
    table = pd.DataFrame([row(name, truth[name], np.array(f)) for name, f in found.items()])
    EVIDENCE.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(EVIDENCE, index=False, lineterminator="\n")
    print(table.to_string(index=False))
    return 0 if table["covered"].between(LOWEST, HIGHEST).all() else 1


def population(generator: np.random.Generator) -> pd.DataFrame:
    """People by stratum and cluster, with their answers."""
    n = STRATA * CLUSTERS * PEOPLE
    cluster = np.repeat(np.arange(STRATA * CLUSTERS), PEOPLE)
    stratum = cluster // CLUSTERS
    old = generator.random(n) < 0.35 + 0.2 * (stratum / STRATA)
    mood = generator.normal(0, 0.4, STRATA * CLUSTERS)[cluster] + stratum / STRATA
    latent = mood + 0.4 * old + generator.normal(0, 1, n)
    return pd.DataFrame({
        "stratum": stratum, "cluster": cluster, "old": old,
        "trusts": latent > 0.6, "rare": latent > 2.9, "score": 50 + 8 * latent,
        "hours": generator.gamma(2, 1.5, n) * np.exp(0.2 * latent),
    })  # fmt: skip


def truths(people: pd.DataFrame) -> dict[str, float]:
    """What every estimate is of."""
    old, young = people[people["old"]], people[~people["old"]]
    percent = {name: 100 * people[name].mean() for name in ("trusts", "rare")}
    score = people["score"].mean()
    return {
        "percentage": percent["trusts"], "small percentage": percent["rare"],
        "percentage of a group": 100 * old["trusts"].mean(),
        "percentage, two-stage finite population": percent["trusts"],
        "percentage, poststratified": percent["trusts"],
        "mean": score, "mean, jackknife": score, "mean, bootstrap": score,
        "total": people["hours"].sum(),
        FAMILY: 0.0,
        "ratio": people["score"].sum() / people["hours"].sum(),
        "difference of means": old["score"].mean() - young["score"].mean(),
        "difference of percentages": 100 * (old["trusts"].mean() - young["trusts"].mean()),
    }  # fmt: skip


def survey(people: pd.DataFrame, generator: np.random.Generator) -> tuple[pd.DataFrame, Design]:
    """3 to 6 of the 100 clusters of a stratum, 8 to 16 of the 60 people in each."""
    drawn_clusters = 3 + np.arange(STRATA) % 4
    order = generator.random((STRATA, CLUSTERS)).argsort(axis=1)
    clusters = np.concatenate([
        stratum * CLUSTERS + order[stratum, :drawn] for stratum, drawn in enumerate(drawn_clusters)
    ])  # fmt: skip
    drawn_people = 8 + 4 * (clusters % 3)
    within = generator.random((len(clusters), PEOPLE)).argsort(axis=1)
    chosen = np.arange(PEOPLE) < drawn_people[:, None]
    rows = (clusters[:, None] * PEOPLE + within)[chosen]
    data = people.iloc[rows].reset_index(drop=True)
    stratum, cluster = data["stratum"].to_numpy(), data["cluster"].to_numpy()
    rate = drawn_clusters[stratum] / CLUSTERS * (8 + 4 * (cluster % 3)) / PEOPLE
    return data, Design(1 / rate, (stratum,), (cluster,))


def estimates(
    data: pd.DataFrame, design: Design, ages: dict[bool, int], generator: np.random.Generator
) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """(estimator, (value, low, high)); without a finite population unless named so."""
    old, trusts, score = (data[name].to_numpy() for name in ("old", "trusts", "score"))
    yield "percentage", _percent(design, trusts)
    yield "small percentage", _percent(design, data["rare"].to_numpy())
    yield "percentage of a group", _percent(design, trusts, np.where(old, 0, -1))
    yield "percentage, two-stage finite population", _percent(finite(design), trusts)
    aged = poststratify(design, old, ages)
    yield "percentage, poststratified", _percent(aged, trusts)
    yield "mean", _first(means(design, score))
    yield "mean, jackknife", _first(jackknife(design).means(score))
    yield "mean, bootstrap", _first(bootstrap(design, 200, generator).means(score))
    yield "total", _first(totals(design, data["hours"]))
    yield "ratio", _first(ratios(design, score, data["hours"]))
    yield "difference of means", _first(domain_means(design, score, old).difference(True, False))
    by_age = domain_means(design, 100 * trusts, old)
    yield "difference of percentages", _first(by_age.difference(True, False))


def changes_at_once(*waves: tuple[pd.DataFrame, Design]) -> tuple[float, float, float]:
    """Of nine correlated changes, that whose simultaneous interval is nearest to missing 0."""
    earlier, later = (family(*wave) for wave in waves)
    values, covariance = later.values - earlier.values, later.covariance + earlier.covariance
    apart = [independent_difference(only(later, k), only(earlier, k)) for k in range(len(values))]
    freedoms = np.ravel([each.degrees_of_freedom for each in apart])
    errors = np.sqrt(np.diag(covariance))
    low, high = ends(values, errors, freedoms, Largest(correlation(covariance)))
    worst = np.argmax(np.abs(values) / (high - low))
    return values[worst], low[worst], high[worst]


def family(data: pd.DataFrame, design: Design) -> Estimates:
    """Three shares of everybody, of the old and of the young, with their covariance."""
    groups = (np.ones(len(data), dtype=bool), data["old"].to_numpy(), ~data["old"].to_numpy())
    shares = (data["trusts"], data["score"] > 60, data["hours"] > 3)
    asked = [group.astype(float) for group in groups for _ in shares]
    chosen = [100.0 * (share.to_numpy() & group) for group in groups for share in shares]
    return ratios(design, np.column_stack(chosen), np.column_stack(asked))


def only(estimates: Estimates, place: int) -> Estimates:
    """One of several estimates."""
    at = slice(place, place + 1)
    return replace(estimates, names=estimates.names[at], values=estimates.values[at],
                   covariance=estimates.covariance[at, at])  # fmt: skip


def finite(design: Design) -> Design:
    """The same sample with both populations declared."""
    n = design.n
    population = (np.full(n, CLUSTERS), np.full(n, PEOPLE))
    return Design(design.weights, design.strata, design.clusters, population)


def _percent(design, chosen, group=None) -> tuple[float, float, float]:
    line = percentages(design, chosen, group).iloc[0]
    return line["percent"], line["ci_low"], line["ci_high"]


def _first(estimate) -> tuple[float, float, float]:
    low, high = estimate.interval()
    return estimate.values[0], low[0], high[0]


def row(name: str, truth: float, found: np.ndarray) -> dict:
    """Coverage in percent, with its own simulation error."""
    value, low, high = found.T
    covered = ((low <= truth) & (truth <= high)).mean()
    return {
        "estimator": name, "surveys": len(found), "truth": round(truth, 4),
        "mean_estimate": round(value.mean(), 4), "mean_width": round((high - low).mean(), 4),
        "covered": round(100 * covered, 2),
        "simulation_error": round(100 * np.sqrt(covered * (1 - covered) / len(found)), 2),
    }  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
