"""The codebook: the harmonised variables that every stage after harmonising sees.

A harmonised data set has one row a respondent and these columns:

    variable                 single answer or number
    variable.item            the same, repeated over a list (a medium, a community ...)
    variable.category        multiple answers: selected or not_selected
    variable.item.category   the same, repeated

Answers are categoricals that also hold the kinds of missing, so that nothing is NaN.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

NOT_ASKED = "_not_asked"  # the wave, country or split half did not have the question
NOT_APPLICABLE = "_not_applicable"  # outside the question's base
NO_ANSWER = "_no_answer"  # asked, and not answered
MISSING = (NOT_ASKED, NOT_APPLICABLE, NO_ANSWER)
UNKNOWN = (NOT_APPLICABLE, NO_ANSWER)
SELECTED, NOT_SELECTED = "selected", "not_selected"


@dataclass(frozen=True)
class Variable:
    """One variable of the codebook; `items` is empty unless it is repeated over a list."""

    name: str
    type: str
    each: str | None = None
    items: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    base: Mapping[str, object] | None = None
    derive: Mapping[str, object] | None = None
    ordered: bool = False

    @classmethod
    def from_config(cls, name: str, entry: Mapping, lists: Mapping) -> Variable:
        categories = entry.get("categories", {})
        each = entry.get("each")
        return cls(
            name=name,
            type=entry["type"],
            each=each,
            items=tuple(lists[each]["items"]) if each else (),
            categories=tuple(categories),
            exclusive=tuple(key for key, text in categories.items() if text.get("exclusive")),
            sets={key: tuple(members) for key, members in entry.get("sets", {}).items()},
            base=entry.get("base"),
            derive=entry.get("derive"),
            ordered=entry.get("ordered", False),
        )

    @property
    def answers(self) -> tuple[str, ...]:
        """What a cell can hold besides the kinds of missing."""
        return (SELECTED, NOT_SELECTED) if self.type == "multiple" else self.categories

    @property
    def dtype(self) -> pd.CategoricalDtype | pd.Int64Dtype:
        """The type of each of its columns."""
        if self.type == "number":
            return pd.Int64Dtype()
        return pd.CategoricalDtype([*self.answers, *MISSING], ordered=False)

    def columns(self, item: str | None = None) -> list[str]:
        """Names of its harmonised columns, of one item or of all."""
        stems = [self.name]
        if self.items:
            stems = [f"{self.name}.{key}" for key in ([item] if item else self.items)]
        if self.type != "multiple":
            return stems
        return [f"{stem}.{category}" for stem in stems for category in self.categories]

    def members(self, wanted: str | Iterable[str]) -> tuple[str, ...]:
        """The categories that a category, a set, or a list of either stands for.

        Raises KeyError for a name that is neither.
        """
        names = [wanted] if isinstance(wanted, str) else list(wanted)
        found: list[str] = []
        for name in names:
            if name in self.sets:
                found.extend(self.sets[name])
            elif name in self.categories:
                found.append(name)
            else:
                raise KeyError(name)
        return tuple(dict.fromkeys(found))


def holds(column: pd.Series, answers: Iterable[str]) -> np.ndarray:
    """Where a column holds one of the answers; looked up by code, since columns are many."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column.isin(list(answers)).to_numpy()
    wanted = [category in answers for category in column.cat.categories]
    return np.array([*wanted, False])[column.cat.codes.to_numpy()]


class Codebook:
    """All variables, and the few questions that every stage asks of respondents."""

    def __init__(self, variables: Mapping[str, Variable], lists: Mapping[str, Mapping]) -> None:
        self.variables = dict(variables)
        self.lists = {name: dict(entry["items"]) for name, entry in lists.items()}

    @classmethod
    def from_config(cls, config: Mapping) -> Codebook:
        lists = config.get("lists", {})
        entries = config["variables"].items()
        return cls({name: Variable.from_config(name, e, lists) for name, e in entries}, lists)

    def __getitem__(self, name: str) -> Variable:
        return self.variables[name]

    @property
    def asked(self) -> list[Variable]:
        """Variables that a wave's columns give."""
        return [variable for variable in self.variables.values() if not variable.derive]

    @property
    def derived(self) -> list[Variable]:
        """Variables computed from others, in the order in which they stand."""
        return [variable for variable in self.variables.values() if variable.derive]

    # --- questions to respondents ---------------------------------------------
    def is_member(
        self,
        respondents: pd.DataFrame,
        variable: str,
        item: str | None,
        wanted: str | Iterable[str],
    ) -> pd.Series:
        """Who gave one of the wanted answers (of one item of a repeated question)."""
        entry = self[variable]
        members = entry.members(wanted)
        if entry.type == "multiple":
            stem = f"{variable}.{item}" if item else variable
            columns = [respondents[f"{stem}.{category}"] for category in members]
            chosen = np.logical_or.reduce([holds(column, (SELECTED,)) for column in columns])
        else:
            chosen = holds(respondents[f"{variable}.{item}" if item else variable], members)
        return pd.Series(chosen, index=respondents.index)

    def answered(self, respondents: pd.DataFrame, variable: str, item: str | None) -> pd.Series:
        """Who was asked and answered: the people that a percentage stands on."""
        column = respondents[self[variable].columns(item)[0]]
        if self[variable].type == "number":
            return column.notna()
        return pd.Series(~holds(column, MISSING), index=respondents.index)

    def matches(
        self, respondents: pd.DataFrame, where: Mapping | None, item: str | None = None
    ) -> pd.Series:
        """Who meets every condition of `where`, e.g. {age_band: under_70, sex: [male]}.

        A condition is a category, a set, a list of them, or {not: ...}. `variable.item`
        names one item; a repeated variable without an item is meant at `item`.
        """
        met = pd.Series(True, index=respondents.index)
        for key, condition in (where or {}).items():
            name, _, own_item = key.partition(".")
            at = own_item or (item if self[name].items else None)
            if isinstance(condition, Mapping):
                met &= ~self.is_member(respondents, name, at, condition["not"])
            else:
                met &= self.is_member(respondents, name, at, condition)
        return met

    # --- derived variables ----------------------------------------------------
    def derive(self, respondents: pd.DataFrame, names: Iterable[str] | None = None) -> pd.DataFrame:
        """Add the derived variables (all, or those named), in the codebook's order.

        A derived variable whose sources a wave does not have is `_not_asked` (a number
        is left out). Raises ValueError where a number falls in no band.
        """
        derived = respondents.copy()
        for variable in self.derived:
            if names is not None and variable.name not in names:
                continue
            rule = variable.derive
            if "bands" in rule:
                values = _bands(derived, variable, rule)
            elif "count" in rule:
                values = _count(self, derived, rule["count"])
            else:
                values = _cases(self, derived, rule["cases"])
            if values is not None:
                derived[variable.name] = values.astype(variable.dtype)
        return derived


def _bands(respondents: pd.DataFrame, variable: Variable, rule: Mapping) -> pd.Series:
    """Bands of a number: each category reaches up to its upper bound, inclusive."""
    if rule["bands"] not in respondents:
        return pd.Series(NOT_ASKED, index=respondents.index)
    number = respondents[rule["bands"]]
    names, upper = list(rule["upper"]), np.array(list(rule["upper"].values()))
    known = number.notna().to_numpy()
    place = np.searchsorted(upper, number.fillna(rule["lowest"]).to_numpy(np.int64))
    outside = known & ((place == len(upper)) | (number.fillna(0).to_numpy() < rule["lowest"]))
    if outside.any():
        found = sorted({int(value) for value in number[outside]})[:5]
        raise ValueError(f"{rule['bands']} {found} lies in no band of {variable.name}")
    answers = pd.Series(np.array(names, dtype=object)[place], index=respondents.index)
    return answers.where(known, NO_ANSWER)


def _count(codebook: Codebook, respondents: pd.DataFrame, terms: list[Mapping]) -> pd.Series | None:
    """How many items of the named repeated questions have one of the wanted answers.

    ASSUME: the count is unknown as soon as one of its items was not answered; an item
    that the wave did not ask is one that nobody could take part in.
    """
    total = np.zeros(len(respondents), dtype=np.int64)
    unknown = np.zeros(len(respondents), dtype=bool)
    for term in terms:
        for name, wanted in term.items():
            variable = codebook[name]
            columns = [respondents[column] for column in variable.columns()]
            if all(holds(column, (NOT_ASKED,)).all() for column in columns):
                return None
            for item in variable.items or (None,):
                total += codebook.is_member(respondents, name, item, wanted).to_numpy()
                unknown |= holds(respondents[variable.columns(item)[0]], UNKNOWN)
    return pd.Series(total, index=respondents.index, dtype="Int64").mask(unknown)


def _cases(codebook: Codebook, respondents: pd.DataFrame, cases: Mapping) -> pd.Series:
    """The first case whose condition is met; `otherwise` for the rest who were asked."""
    sources = sorted(
        {name for case in cases.values() if case != "otherwise" for name in case["any"]}
    )
    parts = [_any_item(codebook, respondents, name, cases) for name in sources]
    answers = pd.Series(np.nan, index=respondents.index, dtype=object)
    for category, case in cases.items():
        if case == "otherwise":
            answers = answers.where(answers.notna(), category)
            continue
        met = [
            _any_member(codebook, respondents, name, wanted) for name, wanted in case["any"].items()
        ]
        joined = np.logical_and.reduce(met) if case.get("together") else np.logical_or.reduce(met)
        answers = answers.mask(answers.isna() & joined, category)
    for missing, holds in zip(MISSING, zip(*parts, strict=True), strict=True):
        answers = answers.mask(np.logical_or.reduce(holds), missing)
    return answers


def _any_member(codebook: Codebook, respondents: pd.DataFrame, name: str, wanted) -> np.ndarray:
    items = codebook[name].items or (None,)
    return np.logical_or.reduce(
        [codebook.is_member(respondents, name, item, wanted).to_numpy() for item in items]
    )


def _any_item(
    codebook: Codebook, respondents: pd.DataFrame, name: str, cases: Mapping
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who lacks the source altogether, by kind of missing.

    One wanted answer decides; without it, a single unanswered item leaves the case open.
    """
    columns = [respondents[column] for column in codebook[name].columns()]
    wanted = [
        case["any"][name] for case in cases.values() if case != "otherwise" and name in case["any"]
    ]
    decided = np.logical_or.reduce(
        [_any_member(codebook, respondents, name, members) for members in wanted]
    )
    not_asked = np.logical_and.reduce([holds(column, (NOT_ASKED,)) for column in columns])
    not_applicable = np.logical_and.reduce([holds(column, (NOT_APPLICABLE,)) for column in columns])
    no_answer = np.logical_or.reduce([holds(column, (NO_ANSWER,)) for column in columns]) & ~decided
    return not_asked, not_applicable, no_answer
