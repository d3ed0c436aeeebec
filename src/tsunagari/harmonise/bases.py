"""Answers against the codebook: inside the question's base, and one exclusive answer alone."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import holds, matches
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import (
    NO_ANSWER,
    NOT_APPLICABLE,
    NOT_ASKED,
    SELECTED,
    Codebook,
    Variable,
)
from tsunagari.config.problems import Problem
from tsunagari.harmonise.cells import cell_problems, looked_up
from tsunagari.waves.mapping import ColumnMap


def blanks_outside_base(
    codebook: Codebook,
    maps: list[ColumnMap],
    frame: pd.DataFrame,
    columns: Mapping[str, pd.Series],
) -> dict[str, pd.Series]:
    """Columns whose `blank` has a meaning, with that meaning inside the base alone.

    Outside the base a blank cell is `not applicable`. Bases look at variables that stand
    above, so the variables are taken in the codebook's order.
    """
    mended = dict(columns)
    blank_maps = [entry for entry in maps if entry.blank and entry.variable.base]
    order = list(codebook.variables)
    for entry in sorted(blank_maps, key=lambda entry: order.index(entry.variable.name)):
        base = entry.variable.base
        derived = [name.split(".")[0] for name in base if codebook[name.split(".")[0]].derive]
        known = pd.DataFrame(mended)
        known = derive(codebook, known, derived) if derived else known
        outside = ~matches(codebook, known, base, entry.item).to_numpy()
        for part in entry.parts:
            outside &= looked_up(frame[part.raw], lambda cell: cell == "", bool)
        column = mended[entry.harmonised]
        outside &= ~holds(column, (NOT_ASKED,))
        if outside.any():
            codes = column.cat.codes.to_numpy().copy()
            codes[outside] = column.cat.categories.get_loc(NOT_APPLICABLE)
            mended[entry.harmonised] = pd.Series(
                pd.Categorical.from_codes(codes, dtype=column.dtype), index=column.index
            )
    return mended


def base_problems(
    codebook: Codebook, variable: Variable, file: str, mapped: pd.DataFrame
) -> list[Problem]:
    """Answers outside a question's base, and `not applicable` inside it.

    ASSUME: of someone who did not answer what the base asks, nobody knows whether the
    question was put; that it was not answered is then no contradiction.
    """
    if variable.type == "number":
        return []
    found = []
    for item in variable.items or (None,):
        column = mapped[variable.columns(item)[0]]
        asked = matches(codebook, mapped, variable.base, item)
        open_base = _base_not_answered(codebook, variable, item, mapped)
        allowed = holds(column, (NOT_APPLICABLE, NOT_ASKED))
        allowed |= open_base & holds(column, (NO_ANSWER,))
        outside = column[~asked & ~allowed]
        inside = column[asked & holds(column, (NOT_APPLICABLE,))]
        base = f"outside the base {dict(variable.base or {})}"
        found += cell_problems(file, column.name, outside, f"answered {base}", _mend_base)
        message = "coded not applicable inside the base"
        found += cell_problems(file, column.name, inside, message, _mend_base)
    return found


def _base_not_answered(
    codebook: Codebook, variable: Variable, item: str | None, mapped: pd.DataFrame
) -> np.ndarray:
    """Who did not answer one of the questions that the base looks at."""
    unknown = np.zeros(len(mapped), dtype=bool)
    for key in variable.base or {}:
        name, _, own_item = key.partition(".")
        source = codebook[name]
        at = own_item or (item if source.items else None)
        unknown |= holds(mapped[source.columns(at)[0]], (NO_ANSWER,))
    return unknown


def _mend_base(_: str) -> str:
    return "Mend the response, or the variable's base in codebook.yaml."


def exclusive_problems(variable: Variable, file: str, mapped: pd.DataFrame) -> list[Problem]:
    """An exclusive answer (such as `none of these`) given together with another."""
    found = []
    for category in variable.exclusive:
        for item in variable.items or (None,):
            stem = ".".join(part for part in (variable.name, item) if part)
            others = [column for column in variable.columns(item) if column != f"{stem}.{category}"]
            alone = mapped[f"{stem}.{category}"]
            others_too = np.logical_or.reduce([holds(mapped[name], (SELECTED,)) for name in others])
            both = alone[holds(alone, (SELECTED,)) & others_too]
            message = "exclusive answer given together with another"
            found += cell_problems(file, alone.name, both, message, _mend_exclusive)
    return found


def _mend_exclusive(_: str) -> str:
    return "Mend the response, or the category's `exclusive` in codebook.yaml."
