"""What a check of the publication found, a row each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from tsunagari.audit.words import SOURCE
from tsunagari.codebook.queries import KEYS
from tsunagari.config.words import Text, columns, languages

CONSISTENT, NOTED = "consistent", "noted"
INCONSISTENT, UNATTAINABLE = "inconsistent", "unattainable"
UNKNOWN = "cannot_be_checked"
VERDICTS = (CONSISTENT, NOTED, INCONSISTENT, UNATTAINABLE, UNKNOWN)
ALARMS = (INCONSISTENT, UNATTAINABLE)
TEMPLATES = {  # verdict -> the explanations that give it (see resources/words/audit.yaml)
    CONSISTENT: """
        count count_by_others orphan_count orphan_possible row_adds_up row_of_unknown_base
        exclusive possible_base agrees sum_agrees within part_of_group group_of_unknown_size
        derived_agrees total_agrees mean_agrees moments_agree title_fits title_countries
        title_printed captioned decimals on_its_line
    """,
    NOTED: """
        tie_up tie_down rounded_classes row_adds_up_oddly exclusive_unfilled sum_of_printed
        two_bases out_of_order mixed_decimals printed_twice run_together contradiction_on_one_base
    """,
    INCONSISTENT: """
        row_misses row_misses_unknown row_too_large exclusive_exceeded no_possible_base disagrees
        sum_disagrees not_within not_part_of_group derived_disagrees derived_impossible
        total_disagrees mean_disagrees moments_disagree title_says_multiple title_lacks_multiple
        title_other_countries title_not_printed no_caption captioned_twice not_on_its_line
        contradiction further_contradiction
    """,
    UNATTAINABLE: """
        no_count no_rounded_classes orphan_impossible row_has_no_counts contradiction_alone
    """,
    UNKNOWN: """
        no_base row_incomplete nobody_says total_open title_no_country other_section
        derived_number no_percentage about_no_survey no_table
    """,
}
VERDICT_OF = {name: verdict for verdict, names in TEMPLATES.items() for name in names.split()}

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
