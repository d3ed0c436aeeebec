"""Derived variables: bands of a number, counts over items, the first case that holds."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import dtype_of, holds, is_member, telling
from tsunagari.codebook.variables import (
    NO_ANSWER,
    NOT_APPLICABLE,
    NOT_ASKED,
    UNKNOWN,
    Codebook,
    Variable,
)


def derive(
    codebook: Codebook,
    respondents: pd.DataFrame,
    names: Iterable[str] | None = None,
    unasked: Collection[str] | None = None,
) -> pd.DataFrame:
    """Respondents with the derived variables added (all, or those named), in their order.

    unasked  of respondents that are a part of a wave: the questions of which `unasked` is true
             of all parts

    A derived variable whose sources a wave does not have is `_not_asked` (a number is left
    out). Raises ValueError where a number falls in no band.
    """
    derived = respondents.copy()
    for variable in codebook.derived:
        if names is not None and variable.name not in names:
            continue
        rule = variable.derive
        if "index" in rule:
            continue  # joined where it is used, from the stage that computes it
        if "bands" in rule:
            values = _bands(derived, variable, rule)
        elif "count" in rule:
            values = _count(codebook, derived, rule["count"], unasked)
        else:
            values = _cases(codebook, derived, rule["cases"])
        if values is not None:
            derived[variable.name] = values.astype(dtype_of(variable))
    return derived


def unasked(codebook: Codebook, respondents: pd.DataFrame) -> frozenset[str]:
    """The questions whose items are counted, and which nobody was asked."""
    rules = [variable.derive.get("count", ()) for variable in codebook.derived]
    counted = {name for rule in rules for term in rule for name in term}
    return frozenset(name for name in counted if _nobody_asked(codebook[name], respondents))


def _nobody_asked(variable: Variable, respondents: pd.DataFrame) -> bool:
    columns = [respondents[name] for name in variable.columns() if name in respondents]
    return all(holds(column, (NOT_ASKED,)).all() for column in columns)


def sources(codebook: Codebook, columns: Iterable[str]) -> frozenset[str]:
    """The columns from which those of derived variables among these are derived, and the
    derived ones between them."""
    found: set[str] = set()
    waiting = {name.partition(".")[0] for name in columns}
    while waiting:
        used = used_by(codebook[waiting.pop()].derive or {})
        new = {column for name, _ in used for column in codebook[name].columns()} - found
        found |= new
        waiting |= {name.partition(".")[0] for name in new}
    return frozenset(found)


def used_by(rule: Mapping) -> list[tuple[str, object]]:
    """The variables that a rule of derivation looks at, each with the answers that it wants (of a
    number whose bands it takes, None)."""
    used: list[tuple[str, object]] = [(rule["bands"], None)] if "bands" in rule else []
    used += [pair for term in rule.get("count", ()) for pair in term.items()]
    cases = [case for case in rule.get("cases", {}).values() if case != "otherwise"]
    return used + [pair for case in cases for pair in case["any"].items()]


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


def _count(
    codebook: Codebook,
    respondents: pd.DataFrame,
    terms: list[Mapping],
    unasked: Collection[str] | None,
) -> pd.Series | None:
    """How many items of the named repeated questions have one of the wanted answers.

    ASSUME: the count is unknown as soon as one of its items was not answered; an item
    that the wave did not ask is one that nobody could take part in.
    """
    total = np.zeros(len(respondents), dtype=np.int64)
    unknown = np.zeros(len(respondents), dtype=bool)
    for term in terms:
        for name, wanted in term.items():
            variable = codebook[name]
            if name in unasked if unasked is not None else _nobody_asked(variable, respondents):
                return None
            for item in variable.items or (None,):
                total += is_member(codebook, respondents, name, item, wanted).to_numpy()
                unknown |= holds(telling(variable, item, respondents), UNKNOWN)
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
    not_asked, not_applicable, no_answer = zip(*parts, strict=True)
    answers = answers.mask(np.logical_or.reduce(not_asked), NOT_ASKED)
    # Outside the base of one source, another can still tell; outside all of them, none can.
    answers = answers.mask(np.logical_and.reduce(not_applicable), NOT_APPLICABLE)
    return answers.mask(np.logical_or.reduce(no_answer), NO_ANSWER)


def _any_member(codebook: Codebook, respondents: pd.DataFrame, name: str, wanted) -> np.ndarray:
    items = codebook[name].items or (None,)
    return np.logical_or.reduce(
        [is_member(codebook, respondents, name, item, wanted).to_numpy() for item in items]
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
