"""The percentages of a figure, tidy: one row a cell, with base, error and interval."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import answered, holds, is_member, matches, telling
from tsunagari.codebook.queries import KEYS, Base, bases, columns_of
from tsunagari.codebook.variables import NOT_ASKED, Codebook, Variable
from tsunagari.estimate.design import Design
from tsunagari.estimate.percentages import percentages
from tsunagari.estimate.respondents import People
from tsunagari.waves.asked import Offers

COLUMNS = (*KEYS, "n", "n_effective", "percent", "std_error", "ci_low", "ci_high")


def estimate(
    codebook: Codebook,
    figure: str,
    queries: Sequence[Mapping],
    people: People,
    lacking: Offers = frozenset(),
) -> pd.DataFrame:
    """All cells of a figure for one wave's respondents, in percent; COLUMNS and `not_asked`.

    lacking    the answers that the wave did not offer (`waves.asked.not_offered`)
    n          the people asked who answered. A base without anybody keeps its rows, with n 0
               and no percent, so that a figure can say so.
    not_asked  of a base without anybody, whether that is since nobody was asked
    """
    cells = measure(codebook, figure, queries, people, lacking)
    return cells[[*COLUMNS, "not_asked"]]


def of_figures(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The estimates of several figures as one table; of none, as when a run is narrowed to
    figures without any, one without rows."""
    none = pd.DataFrame(columns=[*COLUMNS, "basis"])
    return pd.concat(tables, ignore_index=True) if tables else none


def measure(
    codebook: Codebook,
    figure: str,
    queries: Sequence[Mapping],
    people: People,
    lacking: Offers = frozenset(),
) -> pd.DataFrame:
    """As `estimate`, with the degrees of freedom that tests need, in `degrees_of_freedom`.

    Rows are those of `queries.bases`, a category each, in their order.
    """
    counted = list(bases(codebook, figure, queries))
    people.count(columns_of(codebook, base) for base in counted)
    tables = [
        _cells(codebook, people.wave, base, *people.of(columns_of(codebook, base)), lacking)
        for base in counted
    ]
    return pd.concat(tables, ignore_index=True)


def _cells(
    codebook: Codebook,
    wave: str,
    base: Base,
    respondents: pd.DataFrame,
    design: Design,
    lacking: Offers,
) -> pd.DataFrame:
    """The rows of one base, a category each; what was not offered has no percent."""
    inside = matches(codebook, respondents, base.where, base.item)
    inside &= answered(codebook, respondents, base.variable, base.item)
    chosen = np.column_stack(
        [
            is_member(codebook, respondents, base.variable, base.item, category)
            for category in base.categories
        ]
    )
    table = _measured(design, chosen, inside.to_numpy(), base.categories)
    keys = (base.figure, wave, base.country, base.group, base.item_key)
    not_asked = not inside.any() and _not_asked(codebook, base, respondents)
    table = table.assign(**dict(zip(KEYS, keys, strict=False)), not_asked=not_asked)
    if without := lacking_of(codebook, base, lacking):
        rows = table["category"].isin(without)
        numbers = table.columns.intersection(COLUMNS[len(KEYS) + 1 :])
        table.loc[rows, numbers] = np.nan
        table.loc[rows, ["n", "not_asked"]] = 0, True
    return table


def lacking_of(codebook: Codebook, base: Base, lacking: Offers) -> set[str]:
    """The categories and sets of a base that nobody could choose."""
    variable = codebook[base.variable]
    stem = f"{variable.name}.{base.item}" if base.item else variable.name
    return {
        name
        for name in base.categories
        if all((base.country, f"{stem}.{member}") in lacking for member in variable.members(name))
    }


def _not_asked(codebook: Codebook, base: Base, respondents: pd.DataFrame) -> bool:
    """Whether nobody in the base's country was put the question, or one that its group needs.

    A country that the wave did not survey is a base without anybody.
    """
    people = respondents[matches(codebook, respondents, {"country": base.where["country"]})]
    questions = [(base.variable, base.item)]
    for key in base.where:
        name, _, item = key.partition(".")
        questions.append((name, item or (base.item if codebook[name].items else None)))
    return len(people) > 0 and any(_of_nobody(people, codebook[n], item) for n, item in questions)


def _of_nobody(people: pd.DataFrame, variable: Variable, item: str | None) -> bool:
    """Whether a question is `not asked` all over; a number has no kinds of missing."""
    if not people.columns.isin(variable.columns(item)).any():
        return True
    column = telling(variable, item, people)
    return bool(column.isna().all() or holds(column, (NOT_ASKED,)).all())


def _measured(
    design: Design, chosen: np.ndarray, inside: np.ndarray, categories: Sequence[str]
) -> pd.DataFrame:
    """Percent of those inside who chose each category, under the design.

    ASSUME: where no design is declared, those asked are taken as the sample; where one is,
    they are a subpopulation of it, and its other clusters count.
    """
    if design.declared or not inside.any():
        group = np.where(inside, 0, -1)
        return percentages(design, chosen, group, 1, categories)
    those = design.counting_once(inside)
    return percentages(those, chosen[inside], groups=1, categories=categories)
