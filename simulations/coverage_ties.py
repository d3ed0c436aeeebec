"""How often intervals of the tsunagari index cover the truth, beside other ways to make them.

usage: python simulations/coverage_ties.py [--surveys 400] [--replicates 400]

The first population is 400,000 people whose answers share a trait, in twelve communities
that attract it unequally, the smallest of them with one person in fifty. In the second the
communities are nearly alike, so that standardisation divides by what is mostly noise: there
bonds and all that is summed from them are pulled towards 0. Surveys are drawn from both.

Beside the interval that is reported (t, from the root mean square deviation of the replicates
from the estimate) stand percentile ones and those from the replicates' own spread. Writes
docs/evidence/coverage_ties.csv; exits 1 if a reported interval covers less than 90 percent in
the first population. Means of power itself are left out: their origin is the smallest power
of the sample, which is no property of the population.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.estimate.design import Design
from tsunagari.index.ties.bootstrap import with_interval
from tsunagari.index.ties.quantities import replicate
from tsunagari.index.ties.sample import Sample

PEOPLE, SEED, LOWEST = 400_000, 20180705, 90.0
EVIDENCE = ROOT / "docs" / "evidence" / "coverage_ties.csv"
SIDES = {"offline": tuple("abcd"), "online": tuple("efgh")}
SHARES = (0.02, 0.05, 0.08, 0.15, 0.25, 0.4, 0.06, 0.1, 0.15, 0.25, 0.4, 0.5)
PULLS = (-0.5, 0.5, 0.1, -0.2, 0.4, 0.2, -0.4, 0.3, 0.0, 0.6, 0.2, 0.1)
ALIKE = 0.3  # what pulls are multiplied by in the second population
CASES = (("first", 1200), ("first", 2400), ("alike", 1200))
KINDS = ("none", "offline_only", "both", "online_only")
COUNTING = {"of": "both", "against": ["offline_only", "online_only"], "least": 5, "shuffles": 1}


def population(name: str, rng: np.random.Generator) -> Sample:
    """Answers by thresholds of traits; members by a logit of the trait of the side."""
    pulls = np.array(PULLS) * (ALIKE if name == "alike" else 1)
    general = rng.normal(size=PEOPLE)
    trait = {side: 0.8 * general + 0.6 * rng.normal(size=PEOPLE) for side in SIDES}
    answers = {
        side: np.column_stack([
            np.digitize(0.7 * trait[side] + 0.71 * rng.normal(size=PEOPLE), (-1, 0.3, 1.3)) + 1
            for _ in items
        ])
        for side, items in SIDES.items()
    }  # fmt: skip
    sides = ["offline"] * 6 + ["online"] * 6
    members = np.column_stack([
        rng.random(PEOPLE) < 1 / (1 + (1 / share - 1) * np.exp(-pull * trait[side]))
        for side, share, pull in zip(sides, SHARES, pulls, strict=True)
    ]).astype(float)  # fmt: skip
    offline, online = members[:, :6].any(axis=1), members[:, 6:].any(axis=1)
    return sample_of(answers, members, np.select([offline & online, offline, online], [2, 1, 3]))


def sample_of(answers: dict, members: np.ndarray, kind: np.ndarray) -> Sample:
    sides = ["offline"] * 6 + ["online"] * 6
    n = len(kind)
    return Sample(
        people=pd.DataFrame({"respondent": np.arange(n)}), items=SIDES, answers=answers,
        levels=dict.fromkeys(SIDES, (4,) * 4),
        communities=tuple((side, str(place)) for place, side in enumerate(sides)),
        members=members, kind=kind, kinds=KINDS, weights=np.ones(n),
        design=Design.unweighted(n), inside=np.arange(n),
    )  # fmt: skip


def quantities(values: dict, rank: int) -> dict[str, np.ndarray]:
    """(k,) or, of replicates, (k, R) of each kind of quantity."""

    def shaped(*keys: tuple) -> np.ndarray:
        return np.concatenate([
            value[None] if value.ndim < rank else value for value in (values[key] for key in keys)
        ])  # fmt: skip

    means, against = values["from_none", "w", "pearson"], COUNTING["against"]
    return {
        "loadings": shaped(*(("loadings", "w", "pearson", side) for side in SIDES)),
        "loadings, polychoric": shaped(*(("loadings", "w", "polychoric", side) for side in SIDES)),
        "explained share": shaped(*(("share", "w", "pearson", side) for side in SIDES)),
        "alpha": shaped(*(("reliability", "w", side, "alpha") for side in SIDES)),
        "omega total, ordinal": shaped(
            *(("reliability", "w", side, "omega_ordinal") for side in SIDES)
        ),
        "bonds": shaped(("bonds", "w", "pearson")),
        "difference between kinds": means[[2, 2, 1]] - means[[1, 3, 3]],
        "part by number": shaped(*(("contrast", "w", kind, "by_number") for kind in against)),
        "number held fixed": shaped(*(("contrast", "w", kind, "held_fixed") for kind in against)),
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--surveys", type=int, default=400)
    parser.add_argument("--replicates", type=int, default=400)
    given = parser.parse_args()
    rng = np.random.default_rng(SEED)
    tables = [coverage(name, size, given.surveys, given.replicates, rng) for name, size in CASES]
    table = pd.concat(tables, ignore_index=True)
    table.to_csv(EVIDENCE, index=False, lineterminator="\n")
    print(table.to_string(index=False))
    first = table[table["population"] == "first"]
    return 0 if (first["covered"] >= LOWEST).all() else 1


def coverage(
    name: str, size: int, surveys: int, replicates: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Percent of intervals that hold the truth, by quantity: mean over its numbers, and least."""
    people = population(name, rng)
    spec = {"scores": ["pearson"], "replicates": 2, "counting": COUNTING}
    truth = quantities(replicate({"w": people}, spec, 1).estimates, 1)
    spec["replicates"] = replicates
    hits: dict[str, list[np.ndarray]] = {}
    for survey in range(surveys):
        drawn = rng.integers(0, PEOPLE, size)
        sample = sample_of(
            {side: answers[drawn] for side, answers in people.answers.items()},
            people.members[drawn],
            people.kind[drawn],
        )
        found = replicate({"w": sample}, spec, survey)
        estimates = quantities(found.estimates, 1)
        for quantity, values in quantities(found.replicates, 2).items():
            held = covered(truth[quantity], estimates[quantity], values, size - 1)
            hits.setdefault(quantity, []).append(held)
    rows = []
    for quantity, kinds in hits.items():
        shares = 100 * np.mean(kinds, axis=0)  # (3, k)
        least = shares[0].min().round(1)
        numbers = len(truth[quantity])
        rows.append((name, size, surveys, quantity, numbers, *shares.mean(axis=1).round(1), least))
    columns = ["population", "respondents", "surveys", "quantity", "numbers", "covered",
               "covered_percentile", "covered_own_spread", "covered_least"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def covered(
    truth: np.ndarray, estimates: np.ndarray, replicates: np.ndarray, freedom: float
) -> np.ndarray:
    """(3, k) whether the reported, the percentile and the own-spread interval hold the truth."""
    table = with_interval("x", estimates, replicates, freedom)
    low, high = np.nanpercentile(replicates, (2.5, 97.5), axis=1)
    half = 1.96 * np.nanstd(replicates, axis=1)
    ends = [(table["ci_low"], table["ci_high"]), (low, high), (estimates - half, estimates + half)]
    return np.array([(a <= truth) & (truth <= b) for a, b in ends])


if __name__ == "__main__":
    sys.exit(main())
