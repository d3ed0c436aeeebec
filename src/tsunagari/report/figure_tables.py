"""The table of numbers of each kind of exhibit."""

from collections.abc import Mapping

import pandas as pd

from tsunagari.audit.numbers import AGREES
from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.report.captions import TextOf
from tsunagari.report.exhibits import Exhibit
from tsunagari.report.tables import ENDS, PageTable, plain_table

# Kind of exhibit -> the columns that its page shows of its main table, and the one that matters.
COLUMNS: dict[str, tuple[tuple[str, ...], str]] = {
    "model": (
        ("term", "level", "reference", "category", "estimate", "std_error", "interval", "p_value",
         "p_adjusted", "n", "basis"), "estimate"),
    "curve": (("specification", "estimate", "std_error", "interval", "p_value", "n", "basis"),
              "estimate"),
    "comparison": (
        ("earlier", "later", "country", "group", "item", "category", "percent_earlier",
         "percent_later", "change", "interval_adjusted", "cohens_h", "p_adjusted", "verdict",
         "verdict_least_base", "grade", "basis"),
        "change"),
    "decomposition": (("component", "factor", "category", "points", "interval", "basis"), "points"),
    "standardization": (("population", "wave", "n", "percent", "interval", "basis"), "percent"),
    "age_curve": (("view", "wave", "category", "n", "percent", "interval", "basis"), "percent"),
}  # fmt: skip
ESTIMATES = ("wave", "country", "group", "item", "category", "n", "printed", "percent", "verdict",
             "interval", "bounds", "basis")  # fmt: skip
AXES = ("wave", "country", "item", "n", "x_ratio", "x", "y_ratio", "y", "basis")
MEANS = ("wave", "country", "group", "n", "mean", "from_none", "std_error", "interval", "basis")
COLUMNS_PAGE = "columns"
BESIDE, AGREEING = ("printed", "verdict"), tuple(AGREES.values())


def main_columns(exhibit: Exhibit, table: pd.DataFrame) -> tuple[list[str], str]:
    """The columns that the exhibit's page shows of its main table, and the one that matters.

    A key, or a basis, that has one value only says nothing and is left out.
    """
    if exhibit.kind in COLUMNS:
        columns, measure = COLUMNS[exhibit.kind]
    elif exhibit.kind == "index":
        chart = exhibit.entry["chart"]
        measure = chart.get("value", "value")
        keys = [chart[role] for role in ("section", "row", "column", "series") if role in chart]
        more = ["low", "high"] if "low" in table else []
        columns = [*keys, *more, chart.get("n", "n"), measure]
        columns += ["interval"] if "ci_low" in table else []
        columns.append("basis")
    elif "percent" in table:
        columns, measure = ESTIMATES, "percent"
    else:
        columns, measure = (AXES, "x") if "x" in table else (MEANS, "from_none")
    shown = [column for column in columns if set(ENDS.get(column, (column,))) <= set(table)]
    keys = [c for c in shown if c in (*KEYS[:-1], "earlier", "later", "basis")]
    single = [key for key in keys if table[key].nunique() == 1]
    return [column for column in shown if column not in single], measure


def rows_shown(exhibit: Exhibit, table: pd.DataFrame, labels: Mapping) -> pd.DataFrame:
    """The rows that the exhibit's picture can show: its waves, and keys that it labels."""
    if "wave" in table:
        table = table[table["wave"].isin(exhibit.waves) | (table["wave"] == "change")]
    for column in exhibit.entry.get("labels", {}) if exhibit.kind == "index" else ():
        table = table[table[column].isin(list(labels[column]))]
    return table.reset_index(drop=True)


def with_published(table: pd.DataFrame, numbers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A figure's estimates with `printed` and `verdict` of the same cells, and the published
    numbers that this leaves over or that do not agree.

    numbers  the audit's rows of the figure
    """
    keys = list(KEYS)
    if numbers.empty or not set(keys) <= set(table.columns):
        return table, numbers
    cells = pd.MultiIndex.from_frame(numbers[keys])
    beside = numbers[cells.isin(pd.MultiIndex.from_frame(table[keys])) & (numbers["printed"] != "")]
    left = numbers.drop(beside.index[beside["verdict"].isin(AGREEING)])
    # A number that is printed in several places: as each prints it, and the worst verdict.
    each_once = {
        "printed": lambda printed: " / ".join(dict.fromkeys(printed)),
        "verdict": lambda verdicts: next(
            (v for v in verdicts if v not in AGREEING), verdicts.iloc[0]
        ),
    }
    once = beside.groupby(keys, sort=False)[list(BESIDE)].agg(each_once).reset_index()
    merged = table.merge(once, on=keys, how="left", validate="one_to_one")
    return merged.fillna(dict.fromkeys(BESIDE, "")), left


def main_table(
    exhibit: Exhibit, table: pd.DataFrame, read: TextOf, codebook: Codebook
) -> PageTable:
    """The numbers of an exhibit; each leads to the raw columns that it counts."""
    columns, measure = main_columns(exhibit, table)
    return plain_table(
        table, columns, read, measure, lambda row: raw_address(variable_of(row, exhibit, codebook))
    )


def variable_of(row: Mapping, exhibit: Exhibit, codebook: Codebook) -> str:
    """The variable that a row counts; "" of a row that names none."""
    if row.get("variable") in codebook.variables:
        return row["variable"]
    item, category = row.get("item"), row.get("category")
    for query in exhibit.entry.get("estimates", ()):
        variable = codebook[query["variable"]]
        known = category in variable.categories or category in variable.sets
        if known and (item == variable.name or item in variable.items):
            return variable.name
    return item if item in codebook.variables else ""


def raw_address(variable: str) -> str:
    """Where the raw columns of a variable are shown; of none, where all of the exhibit are."""
    return f"{COLUMNS_PAGE}#{variable}" if variable else "#provenance"
