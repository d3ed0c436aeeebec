"""What a check of the publication found, a row each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from tsunagari.audit.words import SOURCE
from tsunagari.codebook.queries import KEYS
from tsunagari.config.words import Text, columns, entries, languages

CONSISTENT, NOTED = "consistent", "noted"
INCONSISTENT, UNATTAINABLE = "inconsistent", "unattainable"
UNKNOWN = "cannot_be_checked"
VERDICTS = (CONSISTENT, NOTED, INCONSISTENT, UNATTAINABLE, UNKNOWN)
ALARMS = (INCONSISTENT, UNATTAINABLE)
EXPLANATIONS = entries("audit")["source"]
VERDICT_OF = {name: each["verdict"] for name, each in EXPLANATIONS.items() if "verdict" in each}

COLUMNS = (
    *KEYS,
    "check",
    "printed",
    "implied",
    "verdict",
    *columns("explanation"),
    "against",
    "seed_line",
)


@dataclass(frozen=True)
class Finding:
    """One check of one number, row, table or title.

    keys     figure, wave, country, group, item, category; "" where it is about all of them
    printed  what is printed         implied  what the other numbers say it must be
    verdict  consistent; noted (consistent, and a reader should know how); inconsistent (with
             other numbers); unattainable (no count of people gives it); cannot_be_checked
    words    the explanation in each language
    against  the numbers that it was set against
    """

    keys: tuple[str, ...]
    check: str
    verdict: str
    printed: str
    implied: str
    words: Text
    against: str = ""
    seed_line: object = None

    @property
    def record(self) -> dict[str, object]:
        """A row of the table, by COLUMNS."""
        line = pd.NA if self.seed_line is None else self.seed_line
        values = (self.check, self.printed, self.implied, self.verdict)
        words = [self.words[language] for language in languages()]
        return dict(zip(COLUMNS, (*self.keys, *values, *words, self.against, line), strict=True))


def finding(
    check: str,
    template: str,
    keys: Iterable[str],
    printed: str = "",
    implied: str = "",
    against: str = "",
    seed_line: object = None,
    verdict: str = "",
    **values: str | Mapping[str, str],
) -> Finding:
    """A finding with the verdict of its explanation, a template that is filled in.

    verdict  where this explanation gives another one than usually
    """
    words = SOURCE.text(template, printed=printed, implied=implied, line=str(seed_line), **values)
    verdict = verdict or VERDICT_OF[template]
    return Finding(tuple(keys), check, verdict, printed, implied, words, against, seed_line)


def findings_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """All findings, columns COLUMNS."""
    table = pd.DataFrame([finding.record for finding in findings], columns=list(COLUMNS))
    return table.astype({"seed_line": "Int64"})


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """How many checks of each kind gave each verdict, by figure (those of none come last)."""
    named = table.assign(figure=table["figure"].where(table["figure"] != "", "none"))
    counts = named.groupby(["figure", "check", "verdict"], sort=False).size()
    wide = counts.unstack("verdict", fill_value=0).reindex(columns=list(VERDICTS), fill_value=0)
    wide = wide.reset_index()
    last = wide["figure"] == "none"
    ordered = wide.assign(last=last).sort_values(["last", "figure"], kind="stable")
    return ordered.drop(columns="last").reset_index(drop=True)
