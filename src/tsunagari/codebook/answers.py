"""The few questions that every stage asks of harmonised respondents."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import MISSING, NOT_ASKED, SELECTED, Codebook, Variable


def dtype_of(variable: Variable) -> pd.CategoricalDtype | pd.Int64Dtype:
    """The type of each of a variable's columns."""
    if variable.type == "number":
        return pd.Int64Dtype()
    return pd.CategoricalDtype([*variable.answers, *MISSING], ordered=False)


def holds(column: pd.Series, answers: Iterable[str]) -> np.ndarray:
    """Where a column holds one of the answers; looked up by code, since columns are many."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column.isin(list(answers)).to_numpy()
    codes = column.array.codes
    found = np.zeros(len(codes), dtype=bool)
    for code, category in enumerate(column.array.categories.tolist()):
        if category in answers:  # few are, so that comparing takes less time than looking up
            found |= codes == code
    return found


def is_member(
    codebook: Codebook,
    respondents: pd.DataFrame,
    variable: str,
    item: str | None,
    wanted: str | Iterable[str] | Mapping,
) -> pd.Series:
    """Who gave one of the wanted answers (of one item of a repeated question).

    wanted  a category, a set, a list of them, or {not: ...}: who answered, and otherwise.
            Whoever did not answer is in neither.
    """
    if isinstance(wanted, Mapping):
        others = is_member(codebook, respondents, variable, item, wanted["not"])
        return answered(codebook, respondents, variable, item) & ~others
    entry = codebook[variable]
    members = entry.members(wanted)
    if entry.type == "multiple":
        stem = f"{variable}.{item}" if item else variable
        columns = [respondents[f"{stem}.{category}"] for category in members]
        chosen = np.logical_or.reduce([holds(column, (SELECTED,)) for column in columns])
    else:
        chosen = holds(respondents[f"{variable}.{item}" if item else variable], members)
    return pd.Series(chosen, index=respondents.index)


def answered(
    codebook: Codebook, respondents: pd.DataFrame, variable: str, item: str | None
) -> pd.Series:
    """Who was asked and answered: the people that a percentage stands on."""
    column = telling(codebook[variable], item, respondents)
    if codebook[variable].type == "number":
        return column.notna()
    return pd.Series(~holds(column, MISSING), index=respondents.index)


def telling(variable: Variable, item: str | None, respondents: pd.DataFrame) -> pd.Series:
    """The column that says who was asked and answered.

    Of a question with several answers all columns say so; but one that was not offered to
    somebody says nothing of them, and the next is looked at.
    """
    first, *others = (respondents[name] for name in variable.columns(item))
    for later in others:
        not_offered = holds(first, (NOT_ASKED,))
        if not not_offered.any():
            break
        first = first.mask(not_offered, later)
    return first


def matches(
    codebook: Codebook,
    respondents: pd.DataFrame,
    where: Mapping | None,
    item: str | None = None,
) -> pd.Series:
    """Who meets every condition of `where`, e.g. {age_band: under_70, sex: [male]}.

    A condition is a category, a set, a list of them, or {not: ...}. `variable.item`
    names one item; a repeated variable without an item is meant at `item`.
    """
    met = pd.Series(True, index=respondents.index)
    for key, condition in (where or {}).items():
        name, _, own_item = key.partition(".")
        at = own_item or (item if codebook[name].items else None)
        met &= is_member(codebook, respondents, name, at, condition)
    return met
