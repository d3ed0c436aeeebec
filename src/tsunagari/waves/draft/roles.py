"""Columns that identify respondents, weigh them, or say how they were drawn or how long it took."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from re import Pattern

from tsunagari.waves.draft.profile import Column, reach

# ASSUME: these names are habits of the field; each proposal is marked for a person to decide.
IDENTIFIER = re.compile(
    r"(?:^|[^a-z])(?:(?:sample|case|resp(?:ondent)?|panel(?:ist)?|person|member|user)?_?id"
    r"|serial|caseno|respno|idno)(?:$|[^a-z])|番号|回答者|モニタ",
    re.IGNORECASE,
)
# Whole words: a demonSTRATion is no stratum, and a post-STRATification weight none either.
WEIGHT = re.compile(
    r"(?:^|_)(?:\w*weights?|\w*w(?:ei)?ght|\w*wgt|pw|wt\w*|\w*wt)(?:$|_)"
    r"|\bweights?\b(?! (?:in|of|\())|ウェイト|重み|補正値",
    re.I,
)
STRATUM = re.compile(r"(?:^|_)v?strat(?:um|a)?(?:$|_|\d)|\bstrat(?:um|a)\b|層(?!別)", re.I)
CLUSTER = re.compile(
    r"(?:^|_)v?(?:psu|clust(?:er)?)(?:$|_|\d)|\b(?:psu|clusters?)\b|sampling unit"
    r"|調査地点|抽出単位",
    re.I,
)
DURATION = re.compile(
    r"second|duration|minutes? taken|interview (?:time|length)|所要時間|回答時間", re.I
)

MOST_SHOWN = 4


@dataclass(frozen=True)
class Role:
    """A column for a role, why, and other columns that may have it as well."""

    column: Column
    why: str
    others: tuple[str, ...] = ()

    @property
    def evidence(self) -> str:
        """The reason in words, as a comment shows it."""
        more = len(self.others) - MOST_SHOWN
        shown = ", ".join(self.others[:MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")
        return f"{self.column.name}: {self.why}" + (f"; also: {shown}" if shown else "")


def identifier(columns: Sequence[Column], rows: int) -> Role:
    """The column that most likely identifies a respondent, unique or not."""
    named = [column for column in columns if IDENTIFIER.search(column.name + " " + column.title)]
    unique = [c for c in columns if is_unique(c, rows) and not any(n % 1 for n in c.numbers)]
    both = [column for column in unique if column in named]
    ranked = both or unique or named or list(columns)
    best = ranked[0] if both or unique else max(ranked, key=lambda c: (len(c.counts), -c.blank))
    others = tuple(column.name for column in (both or unique) if column is not best)
    return Role(best, uniqueness(best, rows), others)


def is_unique(column: Column, rows: int) -> bool:
    """Whether every row of all files has a value of its own."""
    return len(column.counts) == rows


def uniqueness(column: Column, rows: int) -> str:
    """Whether a column's values come once, in words."""
    if is_unique(column, rows):
        return f"a value of its own in each of {rows:,} rows"
    twice = sum(n - 1 for n in column.counts.values() if n > 1)
    absent = rows - column.rows + column.blank
    return f"{twice:,} rows repeat a value that came before, {absent:,} have none"


def design_roles(columns: Sequence[Column]) -> dict[str, Role | None]:
    """Part of a design -> the column that is called so; a weight is numbers above 0, of several
    sizes (whole ones, where it is scaled up).
    """
    weights = [
        c for c in _called(columns, WEIGHT) if len(set(c.numbers)) > 1 and min(c.numbers) > 0
    ]
    return {
        "weight": _role(weights, "called a weight"),
        "strata": _role(_called(columns, STRATUM), "called a stratum"),
        "clusters": _role(_called(columns, CLUSTER), "called a cluster"),
    }


def durations(columns: Sequence[Column]) -> list[Column]:
    """Columns that are called the time that the interview took."""
    return [column for column in _called(columns, DURATION) if len(column.numbers) > 1]


def _called(columns: Sequence[Column], words: Pattern) -> list[Column]:
    return [column for column in columns if words.search(column.name) or words.search(column.title)]


def _role(called_so: Sequence[Column], called: str) -> Role | None:
    """The fullest of the columns, the first of several."""
    if not called_so:
        return None
    best = max(called_so, key=lambda column: sum(column.counts.values()))
    numbers = f" of {reach(best)}" if best.numbers else ""
    others = tuple(column.name for column in called_so if column is not best)
    why = f"{called}, {len(best.counts):,} different values{numbers}, {best.blank:,} blank"
    return Role(best, why, others)
