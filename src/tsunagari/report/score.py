"""The score in one line: how many numbers are reproduced, how many claims hold."""

from __future__ import annotations

import pandas as pd

from tsunagari.audit.claims.audit import VERDICTS as CLAIM_VERDICTS
from tsunagari.audit.numbers import VERDICTS
from tsunagari.config.words import Text
from tsunagari.report.words import text


def score(numbers: pd.DataFrame) -> Text:
    """How many published numbers got each verdict."""
    counts = numbers["verdict"].value_counts()
    given = {name.replace(" ", "_"): int(counts.get(name, 0)) for name in VERDICTS}
    return text("score", total=len(numbers), **given)


def claims_score(claims: pd.DataFrame) -> Text:
    """How many claims got each verdict, on printed and on computed numbers."""
    given = {"total": len(claims)}
    for prefix, column in (("", "published_verdict"), ("computed_", "computed_verdict")):
        counts = claims[column].value_counts()
        given |= {prefix + name: int(counts.get(name, 0)) for name in CLAIM_VERDICTS.values()}
    return text("score_claims", **given)


def claims_tried(claims: pd.DataFrame) -> Text:
    """How many of the claims that hold on printed numbers fail under some other choice."""
    holding = claims["published_verdict"].eq("holds") & claims["failing_specifications"].ne("")
    return text("claims_tried", some=int(holding.sum()))
