"""Audit of claims: each assertion of the text beside the printed and the computed numbers.

holds        the numbers say so
fails        they say otherwise
undecidable  no number can say; or the number is not published, or only assumed
"""

import math
from collections.abc import Iterable

import pandas as pd

from tsunagari.audit.claims.answers_of_cells import USUAL
from tsunagari.audit.claims.cells import Cell
from tsunagari.audit.claims.evidence import Evidence
from tsunagari.audit.claims.predicates import read_predicate
from tsunagari.audit.claims.specifications import (
    COMPUTED,
    COMPUTED_ELSE_PRINTED,
    PRINTED,
    Claim,
    Specification,
)
from tsunagari.audit.claims.tree import Judgement, Node, judge
from tsunagari.config.problems import within
from tsunagari.config.words import Text, columns, in_columns, languages

VERDICTS = {True: "holds", False: "fails", None: "undecidable"}
CERTAIN = {True: "yes", False: "no", None: ""}
COLUMNS = (
    "claim", "figure", "seed_line", "quote", "kind", *columns("says"),
    *columns("predicate"),
    "published_verdict", "published_value", "published_certain",
    "computed_verdict", "computed_value", "computed_certain",
    "margin", "std_error", "ci_low", "ci_high", "basis",
    "specifications_holding", "specifications_tried", "failing_specifications",
    "undecidable_specifications", *columns("reason"),
)  # fmt: skip
TRIED = (
    "claim", "specification", *columns("label"), "verdict", "numbers", "value",
    "margin", "std_error", "ci_low", "ci_high", "basis", *columns("reason"),
)  # fmt: skip


def audit_claims(evidence: Evidence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a claim (COLUMNS), and one a specification tried on it (TRIED).

    Margins are in points, or in the unit of an index, of the contrast that decides; their
    interval is two-sided, of 95%. `certain` is whether all of it agrees with the verdict:
    of printed numbers the interval of rounding, of computed ones that of sampling.
    """
    claims = evidence.claims
    specifications = [
        Specification.from_config(name, entry)
        for name, entry in claims.get("specifications", {}).items()
    ]
    usual = evidence.computed()
    numbers = {
        spec.name: usual if spec.choice == USUAL else evidence.computed(spec.choice)
        for spec in specifications
    }
    numbers[""] = usual
    rows, tried = [], []
    for name, entry in claims["claims"].items():
        claim = Claim.from_config(name, entry)
        with within(evidence.place("claims", name)):
            tries = _tries(evidence, claim, specifications, numbers)
            rows.append(_row(evidence, claim, usual, tries))
        tried += tries
    return pd.DataFrame(rows, columns=list(COLUMNS)), pd.DataFrame(tried, columns=list(TRIED))


def _row(evidence: Evidence, claim: Claim, computed, tries: list[dict]) -> dict:
    """A claim's row."""
    context = evidence.context(claim.figure)
    node = read_predicate(claim.predicate, context)
    sides = evidence.printed, computed
    printed, of_people = (judge(node, side) if node else Judgement(None) for side in sides)
    reasons = [r for side in (printed, of_people) if side.verdict is None for r in side.reasons]
    sentence = {
        language: evidence.sentences.predicate(claim.predicate, context, language)
        for language in languages()
    }
    return {
        "claim": claim.name,
        "figure": claim.figure or "",
        "seed_line": claim.line,
        "quote": claim.quote,
        "kind": claim.kind,
        **in_columns("says", claim.says),
        **in_columns("predicate", sentence),
        **_verdict("published", printed),
        **_verdict("computed", of_people),
        **_measures(of_people),
        **_specifications(tries),
        **_reasons(evidence, reasons, claim.predicate.get("undecidable")),
    }


def _verdict(numbers: str, judged: Judgement) -> dict[str, object]:
    """What the published or the computed numbers say."""
    return {
        f"{numbers}_verdict": VERDICTS[judged.verdict],
        f"{numbers}_value": judged.value,
        f"{numbers}_certain": CERTAIN[judged.certain],
    }


def _specifications(tries: list[dict]) -> dict[str, object]:
    """Under how many specifications a claim holds, and under which it does not."""
    names = {
        verdict: [row["specification"] for row in tries if row["verdict"] == verdict]
        for verdict in VERDICTS.values()
    }
    return {
        "specifications_holding": len(names["holds"]),
        "specifications_tried": len(names["holds"]) + len(names["fails"]),
        "failing_specifications": " ".join(names["fails"]),
        "undecidable_specifications": " ".join(names["undecidable"]),
    }


def _measures(judged: Judgement) -> dict[str, object]:
    """Margin, error, interval and basis; empty where they say nothing."""
    ends = {"margin": judged.margin, "ci_low": judged.low, "ci_high": judged.high}
    known = {key: None if end is None or math.isinf(end) else end for key, end in ends.items()}
    return {**known, "std_error": judged.std_error, "basis": judged.basis}


def _reasons(
    evidence: Evidence, reasons: Iterable[tuple[str, Cell]], own: Text | None = None
) -> dict[str, str]:
    """In words: the predicate's own reason, or what the numbers lack."""
    reasons = dict.fromkeys(reasons)
    said = {language: evidence.sentences.reasons(reasons, language) for language in languages()}
    return in_columns("reason", own or said)


def _tries(
    evidence: Evidence, claim: Claim, specifications: list[Specification], numbers
) -> list[dict]:
    """The specifications that make a difference to a claim, and its own alternatives."""
    figure = claim.figure
    usual = read_predicate(claim.predicate, evidence.context(figure))
    if usual is None:
        return []
    _, verdict = _judged(evidence, Specification(""), usual, numbers[""])
    rows = []
    for spec in specifications:
        context = evidence.context(figure, spec.level)
        node = read_predicate(claim.predicate, context)
        if spec.changes(evidence.registry, usual, node, figure) and not spec.entailed_by(verdict):
            rows.append(_tried(evidence, claim, spec, node, numbers[spec.name]))
    for other, predicate in claim.alternatives:
        node = read_predicate(predicate, evidence.context(figure))
        rows.append(_tried(evidence, claim, other, node, numbers[""]))
    return rows


def _judged(evidence: Evidence, spec: Specification, node: Node, computed) -> tuple[str, Judgement]:
    """Which numbers decide, and how; where respondents decide nothing, the printed ones."""
    kind = PRINTED if spec.numbers == PRINTED else COMPUTED
    judged = judge(node, evidence.printed if kind == PRINTED else computed)
    if judged.verdict is None and spec.numbers == COMPUTED_ELSE_PRINTED and not spec.certain:
        printed = judge(node, evidence.printed)
        if printed.verdict is not None:
            return PRINTED, printed
    return kind, judged


def _tried(evidence: Evidence, claim: Claim, spec: Specification, node: Node, computed) -> dict:
    """One specification's row."""
    kind, judged = _judged(evidence, spec, node, computed)
    verdict = spec.verdict(judged)
    return {
        "claim": claim.name,
        "specification": spec.name,
        **in_columns("label", spec.label),
        "verdict": VERDICTS[verdict],
        "numbers": kind,
        "value": judged.value,
        **_measures(judged),
        **_reasons(evidence, judged.reasons if verdict is None else ()),
    }
