"""The design of a wave from what its configuration declares."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, nearest, unknown
from tsunagari.estimate.calibration import rake, rake_and_trim
from tsunagari.estimate.design import Design
from tsunagari.waves.design import design_columns

KEYS = ("weight", "strata", "clusters", "population", "lonely", "calibrate")


def declared_design(responses: pd.DataFrame, declared: Mapping, file: str) -> Design:
    """Design of the responses, rows aligned; {} is independent draws, each counting once.

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
    weights = np.ones(len(responses)) if weights is None else weights
    lonely = declared.get("lonely", "fail")
    design = Design(weights, **stages, lonely=lonely, weighted=weighted, file=file)
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

CLUSTER = ("design.strata.1", "design.clusters.1")


def wave_design(wave_name: str, wave: Mapping, respondents: pd.DataFrame) -> Design:
    """The design of a wave's harmonised respondents, in their order.

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
    return declared_design(respondents, harmonised, f"config/waves/{wave_name}.yaml")


def wave_designs(
    waves: Mapping[str, Mapping], respondents: Mapping[str, pd.DataFrame]
) -> dict[str, Design]:
    """Wave -> its design, of the waves whose respondents are given, as independent samples.

    Raises ProblemsFound, beside what the designs refuse, for waves that have ids of respondents
    or labels of clusters in common, unless the file of one of them says that it is by chance.
    """
    problems = [
        problem
        for pair in combinations(respondents, 2)
        for problem in _shared(waves, respondents, *pair)
    ]
    if problems:
        raise ProblemsFound(problems)
    return {name: wave_design(name, waves[name], frame) for name, frame in respondents.items()}


def _labels(respondents: pd.DataFrame, columns: Sequence[str]) -> set[str]:
    """What a unit is called, within its stratum where there are any."""
    present = [respondents[name].astype(str) for name in columns if name in respondents]
    return set(present[0].str.cat(present[1:], sep=", "))


def _shared(
    waves: Mapping[str, Mapping], respondents: Mapping[str, pd.DataFrame], one: str, other: str
) -> Iterator[Problem]:
    """What is wrong where two waves share ids: nothing is said, or they are the same people."""
    said = {waves[name].get("same_ids") for name in (one, other)}
    frames = respondents[one], respondents[other]
    for columns, what in ((["respondent"], "respondents"), (CLUSTER, "clusters")):
        if "chance" in said or not all(columns[-1] in frame for frame in frames):
            continue
        common = set.intersection(*(_labels(frame, columns) for frame in frames))
        if not common:
            continue
        file, value = f"config/waves/{other}.yaml", f"{min(common)} and {len(common) - 1} more"
        if "panel" in said:
            message = f"the same {what} as in wave {one}: their covariance is not counted yet"
            yield Problem(file, "same_ids", value, message, "Leave one of the waves out.")
        else:
            message = f"wave {one} has {what} of the same ids, and nothing says what that means"
            remedy = "Set `same_ids: panel` (the same ones) or `same_ids: chance` (numbered anew)."
            yield Problem(file, "same_ids", value, message, remedy)
