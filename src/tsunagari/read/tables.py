"""Tables of results as later stages take them: words stay words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.codebook.queries import KEYS
from tsunagari.config.problems import Problem, ProblemsFound, nearest

# Columns of keys and words, which stay words though some look like numbers. All others hold
# numbers, of which a blank is a gap.
WORDS = frozenset(
    """
    figure wave waves country group item category basis variable
    comparison earlier later basis_earlier basis_later verdict family wording scale base mode grade
    verdict_least_base same_as reason measure taken_out
    name component factor view bound
    model term level reference specification headline
    printed computed_printed against odds free odds_reason
    """.split()  # noqa: SIM905
)
CHOICE = "choice."  # how the columns of a specification's choices begin, words as well
TRUTH = {"true": True, "false": False}


@dataclass(frozen=True)
class Drawn:
    """What a picture needs of its table: keys that stand once, and numbers that are there."""

    keys: tuple[str, ...]
    numbers: tuple[str, ...] = ()


COEFFICIENTS = Drawn(("term", "level"), ("estimate", "ci_low", "ci_high", "p_value"))
SHARES = Drawn(("term", "level", "category"), ("percent", "ci_low", "ci_high"))
EFFECTS = Drawn(("term", "level", "category"))  # one that is possible for nobody has no number
SPECIFICATIONS = Drawn(("specification",), ("estimate", "ci_low", "ci_high"))
PARTS = Drawn(("component", "factor", "category"), ("points",))  # what is fixed has no interval
CURVE = Drawn(("view", "wave", "category"), ("percent", "ci_low", "ci_high"))
BOUNDS = Drawn(("bound", "view", "category"))  # a bound that is none is infinite


def read_table(
    path: str | Path, drawn: Drawn | None = None, waves: Sequence[str] = ()
) -> pd.DataFrame:
    """A table of results. A wave is not a number, and a category named "none" not a gap.

    waves  only their rows; all rows if none is given
    Raises ProblemsFound for a file that is missing, for a wave that the table lacks and, of a
    table to be `drawn`, for keys that stand twice and for numbers that are missing or infinite.
    """
    if not Path(path).is_file():
        remedy = "Run `make`, which computes the tables before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    columns = pd.read_csv(path, nrows=0).columns
    words = {name: str for name in columns if name in WORDS or name.startswith(CHOICE)}
    gaps = {name: [""] for name in columns if name not in words}
    table = pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)
    if drawn and (problems := _undrawable(table, path, drawn)):
        raise ProblemsFound(problems)
    return _of_waves(table, path, waves) if waves else table


def _undrawable(table: pd.DataFrame, path: str | Path, drawn: Drawn) -> list[Problem]:
    keys, numbers = list(drawn.keys), table[list(drawn.numbers)]
    without = (numbers.isna() | (numbers.abs() == float("inf"))).any(axis="columns")
    return [
        Problem(str(path), f"row {row + 2}", ", ".join(table.loc[row, keys]), message, remedy)
        for rows, message, remedy in (
            (table.duplicated(keys), "stands twice", "Keep one row a key."),
            (without, "lacks a number", "Compute the table again."),
        )
        for row in table.index[rows]
    ]


def _of_waves(table: pd.DataFrame, path: str | Path, waves: Sequence[str]) -> pd.DataFrame:
    known = sorted(table["wave"].unique())
    if unknown := [wave for wave in waves if wave not in known]:
        message = "the table has no such wave"
        raise ProblemsFound(
            Problem(str(path), "column wave", wave, message, nearest(wave, known))
            for wave in unknown
        )
    return table[table["wave"].isin(list(waves))]


def read_filled(path: str | Path) -> pd.DataFrame:
    """A table with "" for what is missing in columns of words and in empty ones."""
    table = read_table(path)
    blank = [c for c in table if table[c].isna().all()] + list(table.select_dtypes("str"))
    return table.astype(dict.fromkeys(blank, object)).fillna(dict.fromkeys(blank, ""))


def read_specifications(path: str | Path) -> pd.DataFrame:
    """A table of specifications, `headline` as bool.

    Raises ProblemsFound as `read_table`, and where not exactly one is the headline.
    """
    table = read_table(path, SPECIFICATIONS)
    headline = table["headline"].str.lower().map(TRUTH)
    if headline.isna().any() or headline.sum() != 1:
        message = "not exactly one specification is the headline"
        remedy = "Write true for the model as shipped and false for all others."
        values = ", ".join(sorted(set(table["headline"])))
        raise ProblemsFound([Problem(str(path), "column headline", values, message, remedy)])
    return table.assign(headline=headline.astype(bool))


def read_picture(folder: str | Path, entry: Mapping, labels: Labels) -> pd.DataFrame:
    """The table of an index's figure: of all its waves, only keys that its labels name, and
    the columns that it calls value and n under these names."""
    names = dict.fromkeys(entry["table"].format(wave=wave) for wave in entry["waves"])
    tables = [read_table(Path(folder) / f"{name}.csv") for name in names]
    table = pd.concat(tables, ignore_index=True)
    table = table[table["wave"].isin(entry["waves"])]
    for column in entry.get("labels", {}):
        table = table[table[column].isin(list(labels.texts[column]))]
    chart = entry["chart"]
    renamed = {chart.get(name, name): name for name in ("value", "n")}
    return table.rename(columns=renamed).reset_index(drop=True)


def read_paragraph(folder: str | Path, entry: Mapping, language: str) -> str:
    """The words that stand below the figure; none if it has none."""
    if "paragraph" not in entry:
        return ""
    path = Path(folder) / f"{entry['paragraph']}.{language}.txt"
    return path.read_text(encoding="utf-8").strip()


# ---- Tables of results, as the scripts of later stages take them -------------------------


def read_keyed(path: str | Path, *words: str) -> pd.DataFrame:
    """A table with KEYS; they stay words, as do the other columns that are named."""
    return pd.read_csv(path, dtype=dict.fromkeys((*KEYS, *words), str))


def read_all(paths: Iterable[str | Path], *words: str) -> pd.DataFrame:
    """Such tables one below the other; of none, a table without rows."""
    none = pd.DataFrame(columns=[*KEYS, *words], dtype=str)
    return pd.concat([none, *(read_keyed(path, *words) for path in paths)])
