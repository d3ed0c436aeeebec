"""The design of a wave from what its configuration declares."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, nearest, unknown
from tsunagari.estimate.calibration import rake, rake_and_trim
from tsunagari.estimate.design import Design
from tsunagari.waves.design import design_columns

KEYS = ("weight", "strata", "clusters", "population", "lonely", "calibrate")


def declared_design(
    responses: pd.DataFrame,
    declared: Mapping,
    file: str,
    people: np.ndarray | None = None,
    effective: np.ndarray | None = None,
) -> Design:
    """Design of the responses, rows aligned; {} is independent draws, each counting once.

    people, effective  of rows that stand for several respondents (see Design); `weight` is then
                       the sum of theirs

    weight                        a column
    strata, clusters, population  a column, or a list of columns, one a stage
    lonely                        a rule (see Design)
    calibrate                     {margins: {column: {category: share}}, trim: [lower, upper]},
                                  limits as multiples of the mean weight

    Raises ProblemsFound with unknown keys, absent columns, and all that Design refuses.
    """
    problems = [
        Problem(file, f"design.{key}", str(declared[key]), "is not a part of a design",
                nearest(key, KEYS))
        for key in declared if key not in KEYS
    ]  # fmt: skip
    for key, column in _columns(declared):
        message = "is not a column of the responses"
        problems += unknown(file, f"design.{key}", [column], responses.columns, message)
    if problems:
        raise ProblemsFound(problems)
    stages = {
        key: tuple(responses[column].to_numpy() for column in _listed(declared.get(key)))
        for key in ("strata", "clusters", "population")
    }
    weighted = "weight" in declared
    weights = responses[declared["weight"]].to_numpy(float) if weighted else None
    once = np.ones(len(responses)) if people is None else people
    weights = once if weights is None else weights
    lonely, counts = declared.get("lonely", "fail"), {"people": people, "effective": effective}
    design = Design(weights, **stages, lonely=lonely, weighted=weighted, file=file, **counts)
    return _calibrate(design, responses, declared.get("calibrate"))


def _calibrate(design: Design, responses: pd.DataFrame, declared: Mapping | None) -> Design:
    if declared is None:
        return design
    targets = declared["margins"]
    groups = {column: responses[column].to_numpy() for column in targets}
    if "trim" not in declared:
        return rake(design, groups, targets)
    return rake_and_trim(design, groups, targets, *declared["trim"])


def _columns(declared: Mapping) -> list[tuple[str, str]]:
    """(key, column) of every column that is named."""
    named = [(key, column) for key in KEYS[:4] for column in _listed(declared.get(key))]
    margins = (declared.get("calibrate") or {}).get("margins", {})
    return named + [("calibrate", column) for column in margins]


def _listed(value: str | list | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


# A wave's sampling design: raw columns to harmonise, harmonised columns to estimate with.


def wave_design(
    wave_name: str,
    wave: Mapping,
    respondents: pd.DataFrame,
    people: np.ndarray | None = None,
    effective: np.ndarray | None = None,
) -> Design:
    """The design of a wave's harmonised respondents, in their order.

    people, effective  of rows that stand for several respondents (see `declared_design`)

    ASSUME: without a declared design every respondent was drawn independently and counts
    once. Raises ProblemsFound on what the design refuses.
    """
    harmonised: dict[str, object] = {}
    for column in design_columns(wave):
        _, part, *stage = column.split(".")
        if stage:
            harmonised.setdefault(part, []).append(column)
        else:
            harmonised[part] = column
    for key in ("lonely", "calibrate"):
        if key in wave["design"]:
            harmonised[key] = wave["design"][key]
    file = f"config/waves/{wave_name}.yaml"
    return declared_design(respondents, harmonised, file, people, effective)
