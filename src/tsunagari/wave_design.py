"""A wave's sampling design: raw columns to harmonise, harmonised columns to estimate with."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tsunagari.design import Design
from tsunagari.survey.declared import declared_design
from tsunagari.waves.design import design_columns

LABELS = ("strata", "clusters")


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
