"""What was asked: each variable and item in each wave and country, and how it compares.

A row is a variable (or one item of a repeated one) in one country of one wave. Its state:

    asked      everybody there was put the question, or was outside its base
    part       some were, e.g. one half of a split sample
    not_asked  nobody was
    constant   the same for a whole file, e.g. the country; no question

Variables that are derived from others are asked as far as the others are.
"""

from collections.abc import Mapping

import pandas as pd

from tsunagari.codebook.answers import holds
from tsunagari.codebook.variables import NO_ANSWER, NOT_APPLICABLE, NOT_ASKED, Codebook, Variable
from tsunagari.waves.comparability import ASPECTS, DIFFERS, UNKNOWN, grade, relations
from tsunagari.waves.order import in_order

ASKED, PART, CONSTANT = "asked", "part", "constant"
LACKING = "not_asked"
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
    found = ["country", *(_column(variable, item) for variable, item in _questions(codebook))]
    return list(dict.fromkeys(found))


def availability(
    codebook: Codebook, waves: Mapping[str, Mapping], respondents: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """One row a wave, country, variable and item (a variable asked once is its own item).

    waves  wave -> its entry in config/waves/     respondents  wave -> harmonised respondents

    n_respondents  people of the country in the wave
    n_not_asked    of them, those not put the question
    n_asked        those put it: neither not asked nor outside its base
    n_answered     those who answered
    earlier        the latest earlier wave that asked it in the country, with the grade from A
                   to D (comparability.grade), the aspects that are known to differ and those
                   of which it is unknown
    """
    order = in_order(respondents, waves)
    rows = [row for wave in order for row in _rows(codebook, wave, waves[wave], respondents[wave])]
    table = pd.DataFrame(rows, columns=list(COLUMNS[:9]))
    return pd.concat([table, _compared(codebook, table, waves)], axis=1)


def _questions(codebook: Codebook) -> list[tuple[Variable, str | None]]:
    return [(v, item) for v in shown_variables(codebook) for item in v.items or (None,)]


def _column(variable: Variable, item: str | None) -> str:
    """The column that tells who was asked; of multiple answers the first is enough."""
    return variable.columns(item)[0]


def _rows(codebook: Codebook, name: str, wave: Mapping, people: pd.DataFrame) -> list[tuple]:
    """All rows of one wave, in the order of the codebook within each country."""
    found = []
    countries = people["country"].astype(str).to_numpy()
    for country in codebook["country"].categories:
        here = countries == country
        if not here.any():
            continue
        inside = people[here]
        for variable, item in _questions(codebook):
            counts = _counts(variable, _column(variable, item), inside)
            state = _state(wave, country, variable.name, counts)
            found.append((name, country, variable.name, item or variable.name, *counts, state))
    return found


def _counts(variable: Variable, column: str, people: pd.DataFrame) -> tuple[int, int, int, int]:
    """Respondents, not asked, asked, answered.

    ASSUME: a number, which keeps no kinds of missing, was not asked where nobody has it, and
    put to everybody where somebody does.
    """
    n = len(people)
    if variable.type == "number":
        answered = int(people[column].notna().sum()) if column in people else 0
        return (n, 0, n, answered) if answered else (n, n, 0, 0)
    if column not in people:
        return n, n, 0, 0
    kinds = [int(holds(people[column], (kind,)).sum())
             for kind in (NOT_ASKED, NOT_APPLICABLE, NO_ANSWER)]  # fmt: skip
    not_asked, outside, silent = kinds
    return n, not_asked, n - not_asked - outside, n - not_asked - outside - silent


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
    files = [
        file for file in wave["files"]
        if file.get("constants", {}).get("country", country) == country
    ]  # fmt: skip
    return any(name in file.get("constants", {}) for file in files)


def _compared(
    codebook: Codebook, table: pd.DataFrame, waves: Mapping[str, Mapping]
) -> pd.DataFrame:
    """The last four columns: the earlier wave of each question and how far it is the same."""
    asked = table["state"].isin((ASKED, PART))
    latest: dict[tuple, str] = {}
    grades: dict[tuple, tuple[str, str, str]] = {}
    rows = []
    # Waves stand in their order, so that an earlier one was met before.
    for (wave, country, name, item), is_asked in zip(
        table[list(KEYS)].to_numpy(), asked, strict=True
    ):
        earlier = latest.get((country, name, item), "") if is_asked else ""
        if not earlier:
            rows.append(("", "", "", ""))
        else:
            pair = (earlier, wave, name)
            if pair not in grades:
                grades[pair] = _graded(codebook, name, waves[earlier], waves[wave])
            rows.append((earlier, *grades[pair]))
        if is_asked:
            latest[(country, name, item)] = wave
    return pd.DataFrame(rows, columns=list(COLUMNS[9:]), index=table.index)


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
    found = grouped.agg(
        items=("item", "size"),
        n_respondents=("n_respondents", "first"),
        n_not_asked=("n_not_asked", "min"),
        n_asked=("n_asked", "max"),
        grade_with_earlier=("grade_with_earlier", "max"),
    )
    found["items_asked"] = grouped["state"].agg(lambda states: int((states != LACKING).sum()))
    found["state"] = grouped["state"].agg(_of_items)
    return found.reset_index()


def _of_items(states: pd.Series) -> str:
    """The state of a variable: that of its items where they are all the same, else `part`."""
    found = set(states)
    return found.pop() if len(found) == 1 else PART
