"""Tables of results as later stages take them: words stay words."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.codebook.queries import KEYS
from tsunagari.config.problems import Problem, ProblemsFound, nearest

WORDS = ("figure", "wave", "country", "group", "item", "category", "basis")


def load_table(path: str | Path, waves: Sequence[str] = ()) -> pd.DataFrame:
    """A table of estimates or of an index, of the given waves or of all that it has.

    Keys stay words: a wave is not a number, and a category named "none" not a gap. Raises
    ProblemsFound for a file that is missing and for a wave that it does not have.
    """
    if not Path(path).is_file():
        remedy = "Run `make`, which computes the tables before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    columns = pd.read_csv(path, nrows=0).columns
    words = {column: str for column in columns if column in WORDS}
    gaps = {column: [""] for column in columns if column not in WORDS}
    table = pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)
    known = sorted(table["wave"].unique())
    unknown = [wave for wave in waves if wave not in known]
    if unknown:
        message = "the table has no such wave"
        raise ProblemsFound(
            Problem(str(path), "column wave", wave, message, nearest(wave, known))
            for wave in unknown
        )
    return table[table["wave"].isin(list(waves))] if waves else table


# ---- The table of what was asked, as its picture takes it --------------------------------


def load_availability(path: str | Path) -> pd.DataFrame:
    """`availability.csv`; words stay words, and an empty word stays empty.

    Raises ProblemsFound for a file that is missing.
    """
    if not Path(path).is_file():
        remedy = "Run `make`, which tabulates what was asked before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    counts = [column for column in table if column.startswith("n_")]
    return table.astype(dict.fromkeys(counts, int))


# ---- Tables of decompositions and of age curves, as their charts take them ---------------

CHANGE_WORDS = (
    "name",
    "component",
    "factor",
    "category",
    "view",
    "wave",
    "bound",
    "verdict",
    "basis",
)


def load_decomposition(folder: str | Path, name: str) -> pd.DataFrame:
    """`<folder>/decomposition_<name>.csv`: a row a part, in points."""
    path = Path(folder) / f"decomposition_{name}.csv"
    return _load_of_change(
        path, ["component", "factor", "category"], ["points", "ci_low", "ci_high"]
    )


def load_age_curve(folder: str | Path, name: str) -> pd.DataFrame:
    """`<folder>/age_curves_<name>.csv`: a row a band and wave, in percent."""
    path = Path(folder) / f"age_curves_{name}.csv"
    return _load_of_change(path, ["view", "wave", "category"], ["percent", "ci_low", "ci_high"])


def load_bounds(folder: str | Path, name: str) -> pd.DataFrame:
    """`<folder>/age_curves_<name>.bounds.csv`: a row a bound and band; no limit is infinite."""
    return _load_of_change(
        Path(folder) / f"age_curves_{name}.bounds.csv", ["bound", "view", "category"], []
    )


def _load_of_change(path: Path, keys: Sequence[str], numbers: Sequence[str]) -> pd.DataFrame:
    """Words stay words, so that a category "none" is no gap.

    Raises ProblemsFound for a file that is missing, for keys that stand twice and for
    numbers that are missing or infinite; they could not be drawn.
    """
    if not path.is_file():
        remedy = "Run `make`, which computes the tables before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    columns = pd.read_csv(path, nrows=0).columns
    words = {column: str for column in columns if column in CHANGE_WORDS}
    gaps = {column: [""] for column in columns if column not in CHANGE_WORDS}
    table = pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)
    bad = table[list(numbers)]
    undrawable = (bad.isna() | (bad.abs() == float("inf"))).any(axis="columns")
    problems = [
        Problem(str(path), f"row {row + 2}", ", ".join(table.loc[row, list(keys)]), said, remedy)
        for rows, said, remedy in (
            (table.duplicated(list(keys)), "stands twice", "Keep one row a key."),
            (undrawable, "lacks a number", "Compute the table again."),
        )
        for row in table.index[rows]
    ]
    if problems:
        raise ProblemsFound(problems)
    return table


COMPARISON_WORDS = (
    "comparison", "earlier", "later", "country", "group", "variable", "item", "category",
    "basis_earlier", "basis_later", "verdict", "family", "wording", "scale", "base", "mode",
    "grade", "basis", "waves",
)  # fmt: skip


def load_comparison(folder: str | Path, name: str) -> pd.DataFrame:
    """`<folder>/<name>.csv`; words stay words, so that a wave is no number.

    Raises ProblemsFound for a file that is missing.
    """
    path = Path(folder) / f"{name}.csv"
    if not path.is_file():
        remedy = "Run `make`, which compares the waves before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    columns = pd.read_csv(path, nrows=0).columns
    gaps = {column: [""] for column in columns if column not in COMPARISON_WORDS}
    words = dict.fromkeys(COMPARISON_WORDS, str)
    return pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)


def load_picture(folder: str | Path, entry: Mapping, labels: Labels) -> pd.DataFrame:
    """The figure's table: of all its waves, only keys that its labels name, and the columns
    that it calls value and n under these names."""
    names = dict.fromkeys(entry["table"].format(wave=wave) for wave in entry["waves"])
    tables = [load_table(Path(folder) / f"{name}.csv") for name in names]
    table = pd.concat(tables, ignore_index=True)
    table = table[table["wave"].isin(entry["waves"])]
    for column in entry.get("labels", {}):
        table = table[table[column].isin(list(labels.texts[column]))]
    chart = entry["chart"]
    renamed = {chart.get(name, name): name for name in ("value", "n")}
    return table.rename(columns=renamed).reset_index(drop=True)


def load_paragraph(folder: str | Path, entry: Mapping, language: str) -> str:
    """The words that stand below the figure; none if it has none."""
    if "paragraph" not in entry:
        return ""
    path = Path(folder) / f"{entry['paragraph']}.{language}.txt"
    return path.read_text(encoding="utf-8").strip()


# ---- Tables of models, as their charts take them -----------------------------------------

CHOICE = "choice."  # how the columns of a specification's choices begin
MODEL_WORDS = ("model", "wave", "country", "term", "level", "reference", "category", "basis")
MODEL_WORDS += ("specification", "headline")
TRUTH = {"true": True, "false": False}


def load_coefficients(folder: str | Path, model: str) -> pd.DataFrame:
    """`<folder>/<model>.csv`: a row a coefficient, on the scale of the model."""
    numbers = ["estimate", "ci_low", "ci_high", "p_value"]
    return _load_of_model(Path(folder) / f"{model}.csv", ["term", "level"], numbers)


def load_shares(folder: str | Path, model: str) -> pd.DataFrame:
    """`<folder>/<model>.shares.csv`: a row a term, level and category, in per cent."""
    numbers = ["percent", "ci_low", "ci_high"]
    return _load_of_model(
        Path(folder) / f"{model}.shares.csv", ["term", "level", "category"], numbers
    )


def load_specifications(folder: str | Path, model: str) -> pd.DataFrame:
    """`<folder>/<model>.specifications.csv`: a row a specification, `headline` as bool."""
    path = Path(folder) / f"{model}.specifications.csv"
    table = _load_of_model(path, ["specification"], ["estimate", "ci_low", "ci_high"])
    headline = table["headline"].str.lower().map(TRUTH)
    if headline.isna().any() or headline.sum() != 1:
        message = "not exactly one specification is the headline"
        remedy = "Write true for the model as shipped and false for all others."
        found = ", ".join(sorted(set(table["headline"])))
        raise ProblemsFound([Problem(str(path), "column headline", found, message, remedy)])
    return table.assign(headline=headline.astype(bool))


def _load_of_model(path: Path, keys: Sequence[str], numbers: Sequence[str]) -> pd.DataFrame:
    """Words stay words, so that a level "2017" is no number and "none" no gap.

    Raises ProblemsFound for a file that is missing, for keys that stand twice and for
    numbers that are missing or infinite; they could not be drawn.
    """
    if not path.is_file():
        remedy = "Run `make`, which fits the models before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    columns = pd.read_csv(path, nrows=0).columns
    words = {name: str for name in columns if name in MODEL_WORDS or name.startswith(CHOICE)}
    gaps = {name: [""] for name in columns if name not in words}
    table = pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)
    problems = [
        Problem(str(path), f"row {row + 2}", ", ".join(table.loc[row, list(keys)]), said, remedy)
        for rows, said, remedy in (
            (table.duplicated(list(keys)), "stands twice", "Keep one row a key."),
            (_undrawable(table[list(numbers)]), "lacks a number", "Fit the model again."),
        )
        for row in table.index[rows]
    ]
    if problems:
        raise ProblemsFound(problems)
    return table


def _undrawable(numbers: pd.DataFrame) -> pd.Series:
    return (numbers.isna() | (numbers.abs() == float("inf"))).any(axis="columns")


# Columns of keys and words, which stay words though some look like numbers.
RESULT_WORDS = (
    "figure", "wave", "country", "group", "item", "category", "level", "reference", "earlier",
    "later", "printed", "computed_printed", "against", "variable",
)  # fmt: skip


def read_table(path: str | Path) -> pd.DataFrame:
    """A table of results: words stay words, blanks of columns of numbers are missing."""
    columns = pd.read_csv(path, nrows=0).columns
    words = {column: str for column in columns if column in RESULT_WORDS}
    gaps = {column: [""] for column in columns if column not in RESULT_WORDS}
    table = pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)
    blank = [c for c in columns if table[c].isna().all()] + list(table.select_dtypes("str"))
    return table.astype(dict.fromkeys(blank, object)).fillna(dict.fromkeys(blank, ""))


# ---- Tables of results, as the scripts of later stages take them -------------------------


def read_keyed(path: str | Path, *words: str) -> pd.DataFrame:
    """A table with KEYS; they stay words, as do the other columns that are named."""
    return pd.read_csv(path, dtype=dict.fromkeys((*KEYS, *words), str))


def read_all(paths: Iterable[str | Path], *words: str) -> pd.DataFrame:
    """Such tables one below the other; of none, a table without rows."""
    none = pd.DataFrame(columns=[*KEYS, *words], dtype=str)
    return pd.concat([none, *(read_keyed(path, *words) for path in paths)])
