"""The design of a wave from what its configuration declares."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, nearest, unknown
from tsunagari.estimate.calibration import rake, rake_and_trim
from tsunagari.estimate.design import Design
from tsunagari.waves.design import design_columns

Stages = tuple[np.ndarray, ...]  # labels a stage
KEYS = ("weight", "strata", "clusters", "population", "lonely", "nested", "calibrate")


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
    nested                        whether a label that clusters of two strata bear names two
                                  clusters; without it such labels are an error
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
    numbers = {column: _numbers(responses, column, file) for column in _numeric(declared)}
    stages = {
        key: tuple(numbers.get(column, responses[column].to_numpy()) for column in columns)
        for key in ("strata", "clusters", "population")
        if (columns := _listed(declared.get(key)))
    }
    if not declared.get("nested"):
        _check_nested(stages.get("strata", ()), stages.get("clusters", ()), declared, file)
    weighted = "weight" in declared
    weights = numbers[declared["weight"]] if weighted else None
    once = np.ones(len(responses)) if people is None else people
    weights = once if weights is None else weights
    lonely, counts = declared.get("lonely", "fail"), {"people": people, "effective": effective}
    design = Design(weights, **stages, lonely=lonely, weighted=weighted, file=file, **counts)
    return _calibrate(design, responses, declared.get("calibrate"))


def _numeric(declared: Mapping) -> list[str]:
    """The columns that hold numbers."""
    return [*_listed(declared.get("weight")), *_listed(declared.get("population"))]


def _numbers(responses: pd.DataFrame, column: str, file: str) -> np.ndarray:
    """A column as numbers; text that is none is an error, and so is a number below 0."""
    numbers = pd.to_numeric(responses[column], errors="coerce").to_numpy(float)
    wrong = np.isnan(numbers) | (numbers < 0)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ProblemsFound([
            Problem(file, f"{column}, row {row + 1} and {int(wrong.sum()) - 1} more",
                    str(responses[column].iloc[row]), "must be a number of at least 0",
                    "Mend the column, or exclude the respondents in the wave's file.")
        ])  # fmt: skip
    return numbers


def _check_nested(strata: Stages, clusters: Stages, declared: Mapping, file: str) -> None:
    """Raise ProblemsFound where clusters of several strata bear one label (`nest` of R)."""
    if not strata or not clusters:
        return
    pairs = pd.DataFrame({"cluster": clusters[0], "stratum": strata[0]}).drop_duplicates()
    several = pairs.loc[pairs["cluster"].duplicated(), "cluster"].drop_duplicates()
    if len(several):
        column = _listed(declared["clusters"])[0]
        raise ProblemsFound([
            Problem(file, f"design.clusters, {column}",
                    f"{several.iloc[0]} and {len(several) - 1} more",
                    "clusters of several strata bear this label",
                    "Where clusters are numbered anew in each stratum, say `nested: true`; "
                    "otherwise a cluster lies in one stratum: check the columns.")
        ])  # fmt: skip


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
    for key in ("lonely", "nested", "calibrate"):
        if key in wave["design"]:
            harmonised[key] = wave["design"][key]
    file = f"config/waves/{wave_name}.yaml"
    return declared_design(respondents, harmonised, file, people, effective)
