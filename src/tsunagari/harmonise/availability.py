"""What was asked: each variable and item in each wave and country, and how it compares.

A row is a variable (or one item of a repeated one) in one country of one wave. Its state:

    asked      everybody there was put the question, or was outside its base
    part       some were, e.g. one half of a split sample
    not_asked  nobody was
    constant   the same for a whole file, e.g. the country; no question

Variables that are derived from others are asked as far as the others are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pandas as pd

from tsunagari.codebook.answers import holds, telling
from tsunagari.codebook.variables import MISSING, NO_ANSWER, NOT_ASKED, Codebook, Variable
from tsunagari.waves.comparability import ASPECTS, DIFFERS, UNKNOWN, grade, relations
from tsunagari.waves.order import in_order

ASKED, PART, CONSTANT = "asked", "part", "constant"
LACKING = "not_asked"
ALL = ""
STATES = (ASKED, PART, LACKING, CONSTANT)
KEYS = ("wave", "country", "variable", "item")
COLUMNS = (
    *KEYS, "n_respondents", "n_not_asked", "n_asked", "n_answered", "state",
    "earlier", "grade_with_earlier", "differs", "unknown",
)  # fmt: skip


def shown_variables(codebook: Codebook) -> list[Variable]:
    """The variables of harmonised respondents; those of an index are computed later."""
    return [v for v in codebook.variables.values() if "index" not in (v.derive or {})]


def needed_columns(codebook: Codebook) -> list[str]:
    """The columns that `availability` reads, of those that the respondents have."""
    columns = (name for variable in shown_variables(codebook) for name in variable.columns())
    return list(dict.fromkeys(["country", *columns]))


def availability(
    codebook: Codebook,
    waves: Mapping[str, Mapping],
    respondents: Mapping[str, Iterable[pd.DataFrame]],
) -> pd.DataFrame:
    """One row a wave, country, variable and item (a variable asked once is its own item).

    waves        wave -> its entry in config/waves/
    respondents  wave -> harmonised respondents, in parts that are held one at a time

    n_respondents  people of the country in the wave
    n_not_asked    of them, those not put the question
    n_asked        those put it: neither not asked nor outside its base
    n_answered     those who answered
    earlier        the latest earlier wave that asked it in the country, with the grade from A
                   to D (comparability.grade), the aspects that are known to differ and those
                   of which it is unknown
    """
    latest: dict[tuple, str] = {}  # the wave that last asked a question in a country

    @cache
    def graded(name: str, earlier: str, later: str) -> tuple[str, str, str]:
        return _graded(codebook, name, waves[earlier], waves[later])

    rows = []
    for wave in in_order(respondents, waves):
        for row in _rows(codebook, wave, waves[wave], respondents[wave]):
            question, is_asked = row[1:4], row[-1] in (ASKED, PART)
            earlier = latest.get(question, "") if is_asked else ""
            comparison = graded(row[2], earlier, wave) if earlier else ("", "", "")
            rows.append((*row, earlier, *comparison))
            if is_asked:
                latest[question] = wave
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _questions(codebook: Codebook) -> list[tuple[Variable, str | None]]:
    return [(v, item) for v in shown_variables(codebook) for item in v.items or (None,)]


def _rows(
    codebook: Codebook, name: str, wave: Mapping, parts: Iterable[pd.DataFrame]
) -> Iterator[tuple[str | int, ...]]:
    """All rows of one wave up to the state, in the order of the codebook in each country."""
    totals: Counter[tuple] = Counter()
    for people in parts:
        countries = people["country"].astype(str).to_numpy()
        for country in codebook["country"].categories:
            inside = people[countries == country]
            for variable, item in _questions(codebook) if len(inside) else ():
                for kind, n in _counts(variable, item, inside).items():
                    totals[country, variable.name, item, kind] += n
    for country in codebook["country"].categories:
        for variable, item in _questions(codebook):
            key = country, variable.name, item
            if not totals[*key, ALL]:
                continue
            counts = _asked(variable, *(totals[*key, kind] for kind in (ALL, *MISSING)))
            state = _state(wave, country, variable.name, counts)
            yield name, country, variable.name, item or variable.name, *counts, state


def _counts(variable: Variable, item: str | None, people: pd.DataFrame) -> dict[str, int]:
    """Respondents, and those of each kind of missing; a number keeps one kind."""
    n = len(people)
    if not people.columns.isin(variable.columns(item)).any():
        return {ALL: n, NOT_ASKED: n}
    column = telling(variable, item, people)
    if variable.type == "number":
        return {ALL: n, NO_ANSWER: int(column.isna().sum())}
    return {ALL: n, **{kind: int(holds(column, (kind,)).sum()) for kind in MISSING}}


def _asked(
    variable: Variable, n: int, not_asked: int, outside: int, silent: int
) -> tuple[int, int, int, int]:
    """Respondents, not asked, asked, answered.

    ASSUME: a number, which keeps no kinds of missing, was not asked where nobody has it, and
    put to everybody where somebody does.
    """
    if variable.type == "number" and silent == n:
        return n, n, 0, 0
    asked = n - not_asked - outside
    return n, not_asked, asked, asked - silent


def _state(wave: Mapping, country: str, name: str, counts: tuple[int, int, int, int]) -> str:
    people, not_asked, *_ = counts
    if not_asked == people:
        return LACKING
    if not_asked:
        return PART
    return CONSTANT if _is_constant(wave, country, name) else ASKED


def _is_constant(wave: Mapping, country: str, name: str) -> bool:
    """Whether the wave, or the files of the country, give one answer to everybody."""
    if name in wave["columns"]:
        return "constant" in wave["columns"][name]
    constants = [file.get("constants", {}) for file in wave["files"]]
    return any(
        name in of_file for of_file in constants if of_file.get("country", country) == country
    )


def _graded(
    codebook: Codebook, name: str, earlier: Mapping, later: Mapping
) -> tuple[str, str, str]:
    """Grade, aspects that differ, aspects that are unknown."""
    states = relations(codebook, name, earlier, later)
    named = [" ".join(a for a in ASPECTS if states[a] == state) for state in (DIFFERS, UNKNOWN)]
    return grade(states), *named


def of_variables(table: pd.DataFrame) -> pd.DataFrame:
    """One row a wave, country and variable, over its items; columns as of the table, and:

    items, items_asked  of a repeated variable; 1 of any other
    n_asked             the most of any item
    grade_with_earlier  the worst of any item
    """
    grouped = table.groupby(list(KEYS[:3]), sort=False)
    table = grouped.agg(
        items=("item", "size"),
        n_respondents=("n_respondents", "first"),
        n_not_asked=("n_not_asked", "min"),
        n_asked=("n_asked", "max"),
        grade_with_earlier=("grade_with_earlier", "max"),
    )
    table["items_asked"] = grouped["state"].agg(lambda states: int((states != LACKING).sum()))
    table["state"] = grouped["state"].agg(_of_items)
    return table.reset_index()


def _of_items(states: pd.Series) -> str:
    """The state of a variable: that of its items where they are all the same, else `part`."""
    return states.iloc[0] if states.nunique() == 1 else PART
