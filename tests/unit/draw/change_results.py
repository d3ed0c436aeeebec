"""Tables of decompositions and age curves as the pipeline gives them, from random numbers."""

import numpy as np
import pandas as pd

from tsunagari.compare.decompose.spec import cell_names, read_age_curve, read_decomposition
from tsunagari.compare.decompose.tables import CROSS
from tsunagari.compare.labels import change_labels
from tsunagari.models.terms import term_name

PARTS = ("composition", "within")
KEYS = ["component", "factor", "category"]


def entry_of(project, name: str, **changes):
    return {**project.decompositions["decompositions"][name], **changes}


def curve_entry(project, name: str):
    return project.decompositions["age_curves"][name]


def labels_of(project, name: str, entry):
    return change_labels(project.codebook_config, name, entry, project.waves)


def parts_table(project, entry, seed: int = 1, basis: str = "assumed", size: float = 5.0):
    """Rows of every component, factor and level of an entry, of random size."""
    spec = read_decomposition(project.codebook, "x", entry)
    random, rows = (
        np.random.default_rng(seed),
        [("earlier", "", ""), ("later", "", ""), ("change", "", "")],
    )
    parts = (*PARTS, "interaction") if entry.get("fold") == "three" else PARTS
    if spec.method != "kitagawa":
        rows += [(part, "", "") for part in parts]
    if spec.method == "oaxaca_blinder":
        rows += [("within", "intercept", "")]
    levels = {atom.text: list(atom.levels) for atom in spec.atoms}
    crossed = CROSS.join(atom.text for atom in spec.crossed)
    levels |= {crossed: cell_names(spec.crossed, CROSS)}
    for factor in [*map(term_name, spec.terms), *([crossed] if crossed else [])]:
        for part in parts if spec.method != "das_gupta" else ["composition"]:
            rows.append((part, factor, ""))
            if spec.method != "das_gupta":
                rows += [(part, factor, level) for level in levels[factor]]
    table = pd.DataFrame(rows, columns=KEYS)
    points = random.normal(0, size, len(table))
    points[:2] = random.uniform(20, 60, 2)
    half = random.uniform(0.1, size, len(table))
    ends = {"ci_low": points - half, "ci_high": points + half}
    levels_too = np.where(table["component"].isin(["earlier", "later"]), "published", basis)
    return table.assign(points=points, std_error=half / 2, **ends, degrees_of_freedom=900.0,
                        share_of_change=10.0, n_earlier=2400, n_later=1200, basis=levels_too)  # fmt: skip


def curve_tables(project, entry, seed: int = 1, basis: str = "assumed"):
    """A curve of six bands and six cohorts, of which each wave lacks one, and its bounds."""
    spec = read_age_curve(project.codebook, "x", entry)
    random, rows = np.random.default_rng(seed), []
    for place, wave in enumerate(spec.waves):
        for index, name in enumerate(spec.bands.levels):
            rows.append(("age", wave, name, 20 + 10 * index, 29 + 10 * index, True))
        for index in range(place, 6 + place):
            low = spec.first + spec.width * index
            whole = not (place and index == 6)
            rows.append(("cohort", wave, f"{low}_{low + 9}", low, low + 9, whole))
    curve = pd.DataFrame(rows, columns=["view", "wave", "category", "low", "high", "whole"])
    percent = random.uniform(15, 70, len(curve))
    half = random.uniform(2, 9, len(curve))
    curve = curve.assign(age_low=20, age_high=29, n=200, percent=percent, ci_low=percent - half,
                         ci_high=percent + half, basis=basis)  # fmt: skip
    found = []
    for place, name in enumerate(entry["bounds"]):
        low, high = [(-np.inf, -3.2), (1.4, np.inf), (-8.0, 6.5), (5.0, -2.0)][place % 4]
        found.append((name, "all", "all", low, high, low - 4, high + 4, "possible"))
        found.append((name, "cohort", "1939_1948", low, high, low - 4, high + 4, "possible"))
    names = ["bound", "view", "category", "low", "high", "ci_low", "ci_high", "verdict"]
    return curve, pd.DataFrame(found, columns=names).assign(change=1.0, n=600, basis=basis)
