"""Are the loadings that made synthetic respondents found again in their answers?

Items that no publication fixes are answered by the most inclined, so two of them correlate
(tetrachorically) as their inclinations do: l' S m over the two standard deviations, for the
loadings l and m of config/synthetic.yaml and the covariance S of the traits.

usage: python simulations/recover_loadings.py    exits 1 if a correlation is missed
Writes docs/evidence/recovered_loadings.csv.
"""

import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import multivariate_normal, norm

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.codebook.answers import is_member
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.synthesise.respondents import build_respondents

WAVE, COUNTRY, SCALE = "2017", "japan", 10
SET = "affirmative"
ITEMS = ["helped_offline", "society_helps_offline", "helped_online", "society_helps_online"]
TOLERANCE = 0.05  # three standard errors of a tetrachoric correlation of 12,000 answers


def trait_covariance(entries: list[dict]) -> pd.DataFrame:
    """Covariance of the standardised traits, by the weights of those that depend on others."""
    names = [entry["name"] for entry in entries]
    covariance = pd.DataFrame(np.eye(len(names)), names, names)
    for place, entry in enumerate(entries):
        weights = pd.Series(entry.get("depends", {}), dtype=float)
        if weights.empty:
            continue
        before = names[:place]
        known = covariance.loc[before, weights.index] @ weights
        variance = weights @ covariance.loc[weights.index, weights.index] @ weights
        total = np.sqrt(variance + 1 - (weights**2).sum())
        covariance.loc[before, entry["name"]] = known / total
        covariance.loc[entry["name"], before] = known / total
    return covariance


def implied(first: dict, second: dict, covariance: pd.DataFrame) -> float:
    """The correlation of two inclinations, each with noise for what its loadings leave."""
    a, b = (
        pd.Series(loadings).reindex(covariance.index, fill_value=0) for loadings in (first, second)
    )
    deviations = [np.sqrt(w @ covariance @ w + 1 - (w**2).sum()) for w in (a, b)]
    return float(a @ covariance @ b / np.prod(deviations))


def tetrachoric(first: np.ndarray, second: np.ndarray) -> float:
    """The correlation of a bivariate normal distribution with these shares (Pearson 1900)."""
    cut = norm.ppf([1 - first.mean(), 1 - second.mean()])
    neither = (~first & ~second).mean()

    def gap(r: float) -> float:
        return multivariate_normal.cdf(cut, cov=[[1, r], [r, 1]]) - neither

    return float(brentq(gap, -0.99, 0.99))


def main() -> int:
    project = load_project(ROOT / "config")
    codebook, assumptions = project.codebook, project.assumptions
    published = load_published(ROOT / "resources/published", codebook, project.group_names)
    given = (codebook, published, project.figures, assumptions, WAVE)
    people, _ = build_respondents(*given, project.settings["seed"], SCALE)
    people = people[people["country"] == COUNTRY]
    loadings = {
        item: entry["loadings"]
        for entry in assumptions["loadings"]
        for item in entry["variables"]
        if item in ITEMS
    }
    covariance = trait_covariance(assumptions["traits"])
    rows = []
    for first, second in combinations(ITEMS, 2):
        chosen = [
            is_member(codebook, people, item, None, SET).to_numpy() for item in (first, second)
        ]
        expected = implied(loadings[first], loadings[second], covariance)
        found = tetrachoric(*chosen)
        close = abs(found - expected) <= TOLERANCE
        rows.append((first, second, len(people), round(expected, 3), round(found, 3), close))
    columns = ["first", "second", "respondents", "implied", "found", "recovered"]
    table = pd.DataFrame(rows, columns=columns)
    print(table.to_string(index=False))
    table.to_csv(ROOT / "docs" / "evidence" / "recovered_loadings.csv", index=False)
    return 0 if table["recovered"].all() else 1


if __name__ == "__main__":
    sys.exit(main())
