"""Tables of estimates and indices for any figure of the registry, from random counts.

Counts are kept beside the percentages, so that tests can round without floating point.
"""

import numpy as np
import pandas as pd

from tsunagari.codebook.labels import figure_labels
from tsunagari.codebook.queries import bases
from tsunagari.draw.kinds import drawing

BASIS = ("published", "assumed")


def drawn(project) -> list[str]:
    return [number for number, entry in project.figures.items() if "notebook" in entry]


def table(project, figure: str, seed: int) -> pd.DataFrame | None:
    """Random numbers in the shape that the pipeline gives; a diagram has none."""
    spec = project.figures[figure]
    if "estimates" in spec:
        return estimates(project, figure, seed)
    makers = {"media_axes": media_axes, "ties_by_participation": ties}
    return makers[spec["index"]](project, spec, seed) if "index" in spec else None


def estimates(project, figure: str, seed: int) -> pd.DataFrame:
    random, rows = np.random.default_rng(seed), []
    spec, codebook = project.figures[figure], project.codebook
    for wave in spec["waves"]:
        for base in bases(codebook, figure, spec["estimates"]):
            variable = codebook[base.variable]
            n = 0 if base.group in _outside(variable) else int(random.integers(8, 1300))
            counts = _counts(random, variable, n)
            for category in base.categories:
                count = sum(counts[member] for member in variable.members(category))
                rows.append(
                    (figure, wave, base.country, base.group, base.item_key, category, n, count)
                )
    keys = ["figure", "wave", "country", "group", "item", "category", "n", "count"]
    found = pd.DataFrame(rows, columns=keys)
    found["percent"] = 100 * found["count"] / found["n"].where(found["n"] > 0)
    half = 196 * np.sqrt(0.25 / found["n"].where(found["n"] > 0))
    found["ci_low"] = (found["percent"] - half).clip(lower=0)
    found["ci_high"] = (found["percent"] + half).clip(upper=100)
    basis = pd.Series(random.choice(BASIS, len(found)), index=found.index)
    return found.assign(basis=basis.where(found["n"] > 0, "nobody"))


def _outside(variable) -> set[str]:
    """Categories of a `by` variable that the question's base leaves nobody in."""
    return {"would_not_help"} if variable.name == "help_intention" else set()


def _counts(random, variable, n: int) -> dict[str, int]:
    if variable.type == "multiple":
        return {category: int(random.integers(0, n + 1)) for category in variable.categories}
    shares = random.dirichlet([0.7] * len(variable.categories))
    return dict(zip(variable.categories, map(int, random.multinomial(n, shares)), strict=True))


def media_axes(project, spec, seed: int) -> pd.DataFrame:
    """Positions as far apart as the published ratios put them, a little shaken."""
    random, items = np.random.default_rng(seed), list(project.codebook.lists["media"])
    x = np.array([-0.3, 0.45, 0.28, -2.97, 0.25, -0.24, 0.64, 0.71, 0.71, -0.02, 0.55])
    y = np.array([-0.12, 0.77, 0.03, 2.58, -0.3, 0.1, -0.05, -1.27, -1.16, -0.82, 0.22])
    columns = {"x": x + random.normal(0, 0.03, 11), "y": y + random.normal(0, 0.03, 11)}
    keys = {"wave": spec["waves"][0], "country": "japan", "item": items}
    return pd.DataFrame({**keys, **columns, "n": range(100, 111), "basis": "assumed"})


def ties(project, spec, seed: int) -> pd.DataFrame:
    random, rows = np.random.default_rng(seed), []
    for wave in spec["waves"]:
        for group in project.codebook["participation"].categories:
            mean, half = float(random.uniform(1, 12)), float(random.uniform(0.05, 0.6))
            ends = (0.0, np.nan, np.nan) if group == "none" else (mean, mean - half, mean + half)
            rows.append((wave, "japan", group, 200, mean + 5, *ends, "assumed"))
    columns = ["wave", "country", "group", "n", "mean", "from_none", "ci_low", "ci_high", "basis"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(left_out=np.where(table["wave"] == spec["waves"][-1], 34, 0))


def picture(project, figure: str, language: str, seed: int = 1, **changes):
    """The figure drawn from a random table, with what it was drawn from."""
    spec = project.figures[figure] | changes
    labels = figure_labels(project.codebook_config, figure, spec, project.waves)
    numbers = table(project, figure, seed)
    return drawing(spec["notebook"])(numbers, spec, labels, language), numbers, spec, labels
