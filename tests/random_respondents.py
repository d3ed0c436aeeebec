"""Respondents who answer at random, within the bases of a codebook."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import dtype_of, matches
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import (
    NOT_APPLICABLE,
    NOT_ASKED,
    NOT_SELECTED,
    SELECTED,
    Codebook,
    Variable,
)
from tsunagari.waves.mapping import column_maps


def random_respondents(
    codebook: Codebook, wave: Mapping, n: int, rng: np.random.Generator
) -> pd.DataFrame:
    """n respondents over the wave's files, in the harmonised layout, without derived variables."""
    files = wave["files"]
    which = rng.integers(0, len(files), n)
    frame = pd.DataFrame({"respondent": [str(number) for number in range(n)]})
    mapped = {entry.harmonised for entry in column_maps(codebook, wave)}
    constant = {name for file in files for name in file.get("constants", {})}
    for variable in codebook.asked:
        skipped = np.array([variable.name in file.get("not_asked", ()) for file in files])[which]
        if variable.name in constant:
            answers = np.array([file["constants"][variable.name] for file in files], object)[which]
            frame[variable.name] = pd.Series(answers).astype(dtype_of(variable))
            continue
        if variable.type == "number":
            frame[variable.name] = pd.array(rng.integers(20, 80, n), dtype="Int64")
            continue
        needed = [name for name in (variable.base or {}) if codebook[name].derive]
        known = derive(codebook, frame, needed)
        for item in variable.items or (None,):
            asked = matches(codebook, known, variable.base, item).to_numpy()
            for column, answers in _answers(variable, item, n, rng).items():
                answers = np.where(asked, answers, NOT_APPLICABLE)
                answers = np.where(skipped | (column not in mapped), NOT_ASKED, answers)
                frame[column] = pd.Series(answers).astype(dtype_of(variable))
    return frame


def _answers(
    variable: Variable, item: str | None, n: int, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Any category; of multiple answers any set, or the exclusive one alone."""
    columns = variable.columns(item)
    drawn = {
        column: np.array(variable.answers, object)[rng.integers(0, len(variable.answers), n)]
        for column in columns
    }
    for category in variable.exclusive:
        alone = rng.random(n) < 0.3
        for column in columns:
            if column.endswith(f".{category}"):
                drawn[column] = np.where(alone, SELECTED, NOT_SELECTED).astype(object)
            else:
                drawn[column] = np.where(alone, NOT_SELECTED, drawn[column])
    return drawn
