"""Audit of numbers: each published number beside the pipeline's, with a verdict.

attained        the computed percentage, printed as the book prints, and its base are the same;
                of synthetic respondents: the number can hold together with the others, and the
                pipeline computes as the publication does
reproduced      the same of delivered responses
differs         they are not
unattainable    no set of respondents can give it; the reason names the contradiction
not computable  no table of the pipeline holds it, or its place is not known
"""

import json
from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pandas as pd

from tsunagari.audit.words import NUMBERS
from tsunagari.codebook.queries import KEYS
from tsunagari.config.words import Text, columns, in_columns, same
from tsunagari.read.reading import Row, read_rows
from tsunagari.read.rounding import printed as as_printed

VERDICTS = ("attained", "reproduced", "differs", "unattainable", "not computable")
AGREES = {"synthetic": "attained", "delivered": "reproduced"}  # source of the wave -> verdict
BASE_KEYS = [key for key in KEYS if key != "category"]


def audit_numbers(
    published: pd.DataFrame,
    estimates: pd.DataFrame,
    findings: pd.DataFrame,
    sources: Mapping[str, str],
) -> pd.DataFrame:
    """One row a published number: computed n and percent, difference, verdict, reason.

    published  as tsunagari.read.published reads it; estimates of all figures, in percent
    findings   numbers that gave way because no respondents can give them: KEYS, `kind`,
               `members` that contradict each other (JSON), and what is attained; a base has no
               category
    sources    wave -> synthetic or delivered
    The reason is given in Japanese and in English.
    difference in points, computed less published; of a row without percentage, in people
    """
    bases = estimates.drop_duplicates(BASE_KEYS).set_index(BASE_KEYS)["n"]
    cells = estimates.set_index(list(KEYS))["percent"]
    basis = estimates.set_index(list(KEYS))["basis"]
    gave_way = findings[findings["kind"] == "contradiction"].fillna({"category": ""})
    impossible = {
        tuple(row[key] for key in KEYS): _impossible(row) for row in gave_way.to_dict("records")
    }
    judged = [_judge(row, bases, cells, basis, impossible, sources) for row in read_rows(published)]
    rows = [(*computed, *in_columns("reason", reason).values()) for *computed, reason in judged]
    names = ["computed_n", "computed_percent", "computed_printed", "basis", "difference", "verdict"]
    table = pd.DataFrame(rows, columns=[*names, *columns("reason")])
    return pd.concat([published.reset_index(drop=True), table], axis=1)


def _impossible(finding: Mapping) -> Text:
    """Why no respondents can give a number."""
    nearest = f"n={finding['attained_n']:.0f}"
    if not pd.isna(finding["attained_percent"]):
        nearest = f"{as_printed(finding['attained_percent'], 2)}% ({nearest})"
    alone = len(json.loads(finding["members"])) == 1
    return NUMBERS.text("impossible_alone" if alone else "impossible", nearest=nearest)


def _judge(
    row: Row,
    bases: pd.Series,
    cells: pd.Series,
    basis: pd.Series,
    impossible: Mapping,
    sources: Mapping[str, str],
) -> tuple:
    blank = (pd.NA, np.nan, "", "", np.nan)
    if not row.has_place:
        return *blank, "not computable", NUMBERS.text("orphan", note=row.note)
    if row.value is not None:
        return *blank, "not computable", NUMBERS.text("speech")
    if row.table_row not in bases.index:
        return *blank, "not computable", NUMBERS.text("no_table")
    n, agrees = int(bases[row.table_row]), AGREES[sources[row.survey[0]]]
    if not row.printed:
        return _judge_base(row, n, impossible, agrees)
    parts = [(*row.table_row, part) for part in row.categories]
    if not all(part in cells.index for part in parts):
        return *blank, "not computable", NUMBERS.text("no_category")
    percent = float(sum(cells[part] for part in parts))
    shown = as_printed(percent, row.decimals)
    kinds = {basis[part] for part in parts}
    kind = kinds.pop() if len(kinds) == 1 else "assumed"
    computed = (n, percent, shown, kind, percent - row.percent)
    same_base = row.n in (None, n)
    if Decimal(shown) == Decimal(row.printed):
        if same_base:
            return *computed, agrees, same("")
        if (*row.table_row, "") in impossible:
            return *computed, agrees, NUMBERS.text("other_base", n=n, printed=row.n)
    if row.keys in impossible:
        return *computed, "unattainable", impossible[row.keys]
    if not same_base:
        return *computed, "differs", NUMBERS.text("base_differs", n=n, printed=row.n)
    return *computed, "differs", NUMBERS.text("differs", shown=shown, printed=row.printed)


def _judge_base(row: Row, n: int, impossible: Mapping, agrees: str) -> tuple:
    """A row that gives a base and no percentage."""
    computed = (n, np.nan, "", "", float(n - row.n))
    if n == row.n:
        return *computed, agrees, NUMBERS.text("base_only")
    if row.keys in impossible:
        return *computed, "unattainable", impossible[row.keys]
    return *computed, "differs", NUMBERS.text("base_differs", n=n, printed=row.n)


def agreement(audit: pd.DataFrame) -> pd.DataFrame:
    """How many numbers of each figure and provenance got each verdict."""
    counts = audit.groupby(["figure", "provenance", "verdict"], sort=False).size()
    table = counts.unstack("verdict", fill_value=0).reindex(columns=list(VERDICTS), fill_value=0)
    return table.reset_index()
