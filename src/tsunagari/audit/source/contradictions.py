"""Contradictions of all numbers of a wave at once, which the builder of respondents finds."""

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from tsunagari.audit.source.findings import Finding, finding
from tsunagari.audit.source.places import Places
from tsunagari.audit.words import SOURCE
from tsunagari.codebook.queries import KEYS
from tsunagari.config.words import Text, language_of_tables, same

TWO_BASES = "two_bases"


def check_contradiction(row: Mapping, places: Places) -> Finding:
    """A row of tsunagari.synthesise.counts.findings, in words; the first of its members gives
    way."""
    members = json.loads(row["members"])
    named = [places.named(tuple(member[:6]), *member[6:]) for member in members]
    template = kind = str(row["kind"])
    if kind == TWO_BASES:
        template = "contradiction_on_one_base"
    elif len(members) == 1:
        template = "contradiction_alone"
    return finding(
        kind,
        template,
        tuple("" if pd.isna(row[key]) else str(row[key]) for key in KEYS),
        printed=str(row["printed"]),
        implied=_implied(row),
        against="; ".join(text[language_of_tables()] for text in named),
        members=SOURCE.joined(named),
        relaxed=named[0],
        nearest=_nearest(row, named),
    )


def _implied(row: Mapping) -> str:
    """What comes nearest to the number that gives way, as a number."""
    n, percent = row["attained_n"], row["attained_percent"]
    if pd.isna(n):
        return ""
    return f"n={int(n)}" if pd.isna(percent) else f"{percent:.2f}% (n={int(n)})"


def _nearest(row: Mapping, named: Sequence[Text]) -> Text:
    """The same in words, and the rounded classes that add up to the printed number."""
    n, percent = row["attained_n"], row["attained_percent"]
    if pd.isna(n):
        return same("")
    if pd.isna(percent):
        return SOURCE.text("nearest_base", n=f"{int(n):,}")
    count = f"{round(percent * n / 100):,}"
    said = SOURCE.text("nearest_share", n=f"{int(n):,}", count=count, percent=f"{percent:.2f}")
    if pd.isna(row["rounded_classes"]) or not row["rounded_classes"]:
        return said
    classes = SOURCE.text("classes_add_up", relaxed=named[0], classes=str(row["rounded_classes"]))
    return {language: said[language] + classes[language] for language in said}
