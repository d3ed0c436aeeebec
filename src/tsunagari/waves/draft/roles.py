"""Columns that identify respondents, weigh them, or say how they were drawn or how long it took."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from re import Pattern

from tsunagari.waves.draft.profile import Column, shown

# ---- What survey files are wont to call things: kinds of missing, weights, identifiers ---
#
# ASSUME: these are habits of the field and prove nothing about a file. They choose what a draft
# proposes, and each proposal is marked for a person to decide.

NOT_ASKED, NOT_APPLICABLE, NO_ANSWER = "not_asked", "not_applicable", "no_answer"

# Words of a value label, folded -> kind of missing. The first that matches counts.
LABELS = (
    (re.compile(r"not asked|question not|未調査|設問なし|質問なし|聞いていない"), NOT_ASKED),
    (re.compile(r"not available for this (?:version|year)"), NOT_ASKED),
    (re.compile(r"\bi ?ap\b|inapplicable|not applicable|\bn a\b|非該当|対象外"), NOT_APPLICABLE),
    (re.compile(r"no answer|not answered|non ?response|refus|\bdk\b|do ?nt know|do not know"
                r"|cant choose|not stated|missing|skipped|無回答|不明|わからない|分からない"
                r"|答えたくない|回答拒否|未回答"), NO_ANSWER),
)  # fmt: skip

# A code without a label, and why it is taken for missing when it lies beyond the answers.
CODES = {
    **dict.fromkeys(("9", "99", "999", "9999"), (NO_ANSWER, "9s stand for no answer")),
    **dict.fromkeys(("8", "98", "998", "9998"), (NO_ANSWER, "8s stand for don't know")),
    **dict.fromkeys(("7", "97", "997"), (NOT_APPLICABLE, "7s stand for not applicable")),
    "-1": (NOT_APPLICABLE, "-1 stands for not applicable"),
    "-8": (NO_ANSWER, "-8 stands for don't know"),
    "-9": (NO_ANSWER, "-9 stands for no answer"),
}
TAGGED = {
    ".i": (NOT_APPLICABLE, "tagged missing i, inapplicable"),
    ".d": (NO_ANSWER, "tagged missing d, don't know"),
    ".n": (NO_ANSWER, "tagged missing n, no answer"),
    ".r": (NO_ANSWER, "tagged missing r, refused"),
    ".s": (NO_ANSWER, "tagged missing s, skipped"),
    ".x": (NOT_ASKED, "tagged missing x, not available"),
    ".y": (NOT_ASKED, "tagged missing y, not available this year"),
}
TAGGED_OTHERWISE = (NO_ANSWER, "a tagged missing of no usual meaning")

IDENTIFIER = re.compile(
    r"(?:^|[^a-z])(?:(?:sample|case|resp(?:ondent)?|panel(?:ist)?|person|member|user)?_?id"
    r"|serial|caseno|respno|idno)(?:$|[^a-z])|番号|回答者|モニタ",
    re.IGNORECASE,
)
WEIGHT = re.compile(
    r"(?:^|_)(?:weights?|wgt|pw(?:eight)?|wt\w*)(?:$|_)|weight|ウェイト|重み|補正値", re.I
)
STRATUM = re.compile(r"strat|層", re.IGNORECASE)
CLUSTER = re.compile(r"psu|clust|sampling unit|調査地点|抽出単位", re.IGNORECASE)
DURATION = re.compile(
    r"second|duration|minutes? taken|interview (?:time|length)|所要時間|回答時間", re.I
)

SELECTED = re.compile(
    r"^(?:selected|yes|checked|ticked|mentioned|chosen|はい|選択|あてはまる|該当|有|○|〇)$"
)
NOT_SELECTED = re.compile(
    r"^(?:not selected|no|unchecked|not ticked|not mentioned|not chosen|いいえ|非選択|選択なし"
    r"|あてはまらない|非該当|無|×)$"
)


def kind_of_label(label: str) -> str | None:
    """The kind of missing that a folded label speaks of, if any."""
    return next((kind for words, kind in LABELS if words.search(label)), None)


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
    unique = [column for column in columns if is_unique(column, rows) and _is_whole(column)]
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


def _is_whole(column: Column) -> bool:
    return not any(number % 1 for number in column.numbers)


def weight(columns: Sequence[Column]) -> Role | None:
    """A column of positive numbers, some of them fractions, that is called a weight."""
    found = [c for c in _called(columns, WEIGHT) if any(n % 1 for n in c.numbers)]
    return _role(found, "called a weight")


def strata(columns: Sequence[Column]) -> Role | None:
    """A column that is called a stratum."""
    return _role(_called(columns, STRATUM), "called a stratum")


def clusters(columns: Sequence[Column]) -> Role | None:
    """A column that is called a cluster or primary sampling unit."""
    return _role(_called(columns, CLUSTER), "called a cluster")


def durations(columns: Sequence[Column]) -> list[Column]:
    """Columns that are called the time that the interview took."""
    return [column for column in _called(columns, DURATION) if len(column.numbers) > 1]


def _called(columns: Sequence[Column], words: Pattern) -> list[Column]:
    return [column for column in columns if words.search(column.name) or words.search(column.title)]


def _role(found: Sequence[Column], called: str) -> Role | None:
    """The fullest of the columns, the first of several."""
    if not found:
        return None
    best = max(found, key=lambda column: sum(column.counts.values()))
    values = best.numbers
    reach = f"{len(best.counts):,} different values"
    if values:
        reach += f" of {shown(values[0])} to {shown(values[-1])}"
    others = tuple(column.name for column in found if column is not best)
    return Role(best, f"{called}, {reach}, {best.blank:,} blank", others)
