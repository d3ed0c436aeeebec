"""Audit of claims: each assertion of the text beside the printed and the computed numbers."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tsunagari.audit.claims.cells import Cell
from tsunagari.audit.claims.common_list import OTHER_LIST
from tsunagari.audit.claims.evidence import Evidence
from tsunagari.audit.claims.one_person import Counted
from tsunagari.audit.claims.predicates import read_predicate
from tsunagari.audit.claims.specifications import (
    COMPUTED,
    COMPUTED_ELSE_PRINTED,
    PRINTED,
    Claim,
    Specification,
)
from tsunagari.audit.claims.text import passage, sentence_lines
from tsunagari.audit.claims.tree import Ends, Judgement, Node, contrasts, judge
from tsunagari.audit.claims.verdicts import FAILS, HOLDS, PLAIN, UNDECIDABLE, Rules
from tsunagari.audit.words import CLAIMS
from tsunagari.config.problems import within
from tsunagari.config.words import Text, columns, in_columns, languages, words_of

CERTAIN = {True: "yes", False: "no", None: ""}
COLUMNS = (
    "claim", "figure", "seed_line", "quote", "kind", *columns("says"),
    *columns("predicate"),
    "published_verdict", "published_value", "published_certain",
    "computed_verdict", "computed_value", "computed_certain", "any_respondents",
    "margin", "std_error", "ci_low", "ci_high", "bound_low", "bound_high", "basis",
    "specifications_holding", "specifications_tried", "failing_specifications",
    "undecidable_specifications", *columns("reason"),
)  # fmt: skip
TRIED = (
    "claim", "specification", *columns("label"), "verdict", "numbers", "value",
    "margin", "std_error", "ci_low", "ci_high", "bound_low", "bound_high", "basis",
    *columns("reason"),
)  # fmt: skip


@dataclass(frozen=True)
class Sides:
    """The numbers that a claim is judged on."""

    printed: Counted
    computed: Counted


@dataclass(frozen=True)
class Found:
    """What they say, the verdict in a word, and the reason of the rule that gave it."""

    judged: Judgement
    verdict: str
    reason: Text | None


def audit_claims(
    evidence: Evidence, lines: Sequence[str] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a claim (COLUMNS), and one a specification tried on it (TRIED).

    lines  of the text, for what a claim's own sentence is

    Margins are in points, or in the unit of an index, of the contrast that decides; their
    interval is two-sided, of 95%. `certain` is whether all of it agrees with the verdict:
    of printed numbers the interval of rounding, of computed ones that of sampling.
    `any_respondents` is the verdict at all ends of what print leaves open, undecidable where they
    differ. Bounds are the least and the greatest margin, of changes between waves with lists that
    differ.
    """
    claims = evidence.claims
    specifications = [
        Specification.from_config(name, entry)
        for name, entry in claims.get("specifications", {}).items()
    ]
    sides = _all_sides(evidence, specifications)
    rules = Rules(claims.get("verdicts", {}), evidence.printed.lines, evidence.sentences)
    prose = [passage(lines, ranges) for ranges in claims.get("prose", ())] if lines else []
    rows, tried = [], []
    for name, entry in claims["claims"].items():
        claim = Claim.from_config(name, entry)
        with within(evidence.place("claims", name)):
            tries = _tries(evidence, claim, specifications, sides)
            own_lines = sentence_lines(prose, claim.quote, claim.line)
            rows.append(_row(evidence, claim, sides[""], tries, rules, own_lines))
        tried += tries
    return pd.DataFrame(rows, columns=list(COLUMNS)), pd.DataFrame(tried, columns=list(TRIED))


def _all_sides(evidence: Evidence, specifications: list[Specification]) -> dict[str, Sides]:
    """Specification -> its numbers; "" is the usual choice."""
    usual = Sides(evidence.printed_alike, evidence.computed_alike())
    sides = {"": usual}
    for spec in specifications:
        if spec.own_lists:
            sides[spec.name] = Sides(evidence.printed, evidence.computed(spec.choice))
        elif spec.choice == Specification("").choice:
            sides[spec.name] = usual
        else:
            sides[spec.name] = Sides(usual.printed, evidence.computed_alike(spec.choice))
    return sides


def _row(
    evidence: Evidence, claim: Claim, sides: Sides, tries: list[dict], rules: Rules,
    own_lines: Iterable[int],
) -> dict:  # fmt: skip
    """A claim's row."""
    context = evidence.context(claim.figure)
    node = read_predicate(claim.predicate, context)
    published, computed = (
        _found(claim, node, numbers, rules, own_lines, rounded=numbers is sides.printed)
        for numbers in (sides.printed, sides.computed)
    )
    found = published, computed
    reasons = [claim.reason, claim.predicate.get("undecidable"), *(each.reason for each in found)]
    of_each = [each.judged for each in found]
    lacking = [r for judged in of_each if judged.verdict is None for r in judged.reasons]
    ends = computed.judged.ends or published.judged.ends
    said = {
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
        **in_columns("predicate", said),
        **_verdict("published", published),
        **_verdict("computed", computed),
        "any_respondents": _of_any(node, evidence),
        **_measures(computed.judged, ends),
        **_specifications(tries),
        **_reasons(evidence, reasons, lacking, ends),
    }


def _found(
    claim: Claim, node: Node | None, numbers: Counted, rules: Rules, own_lines: Iterable[int],
    rounded: bool,
) -> Found:  # fmt: skip
    """What one kind of numbers says to a claim."""
    if node is None:
        return Found(Judgement(None), *rules.without_numbers(claim))
    judged = judge(node, numbers)
    return Found(judged, *rules.of(node, judged, numbers, own_lines, rounded))


def _of_any(node: Node | None, evidence: Evidence) -> str:
    """The verdict that all respondents who agree with print have in common."""
    judged = judge(node, evidence.of_any_respondents) if node else Judgement(None)
    return PLAIN[judged.verdict if judged.certain else None]


def _verdict(numbers: str, found: Found) -> dict[str, object]:
    """What the published or the computed numbers say."""
    return {
        f"{numbers}_verdict": found.verdict,
        f"{numbers}_value": found.judged.value,
        f"{numbers}_certain": CERTAIN[found.judged.certain],
    }


def _specifications(tries: list[dict]) -> dict[str, object]:
    """Under how many of all specifications tried a claim holds, and under which it does not."""
    names = {
        verdict: [row["specification"] for row in tries if row["verdict"] == verdict]
        for verdict in PLAIN.values()
    }
    return {
        "specifications_holding": len(names[HOLDS]),
        "specifications_tried": len(tries),
        "failing_specifications": " ".join(names[FAILS]),
        "undecidable_specifications": " ".join(names[UNDECIDABLE]),
    }


def _measures(judged: Judgement, ends: Ends | None) -> dict[str, object]:
    """Margin, error, interval, bounds and basis; empty where they say nothing.

    On lists that differ a margin says nothing unless its ends on a common list agree.
    """
    silent = ends is not None and judged.verdict is None
    numbers = (judged.margin, judged.std_error, judged.low, judged.high)
    names = ("margin", "std_error", "ci_low", "ci_high")
    known = {
        name: None if silent or number is None or math.isinf(number) else number
        for name, number in zip(names, numbers, strict=True)
    }
    low, high = ends or (None, None)
    return {**known, "bound_low": low, "bound_high": high, "basis": judged.basis}


def _reasons(
    evidence: Evidence,
    own: Iterable[Text | None],
    lacking: Sequence[tuple[str, Cell]],
    ends: Ends | None = None,
) -> dict[str, str]:
    """In words: the claim's own reasons, what the numbers lack, and what print bounds."""
    rule = evidence.claims.get("verdicts", {}).get(OTHER_LIST)
    of_lists = [reason for reason in lacking if reason[0] == OTHER_LIST]
    others = [reason for reason in lacking if not rule or reason[0] != OTHER_LIST]
    parts = [text for text in own if text]
    if of_lists and rule:
        parts.append(rule["reason"])
    if of_lists and ends:
        parts.append(CLAIMS.text("bounds", low=ends[0], high=ends[1]))
    if others:
        words = {
            each: evidence.sentences.reasons(dict.fromkeys(others), each) for each in languages()
        }
        parts.append(words)
    distinct = {str(words_of(part)): words_of(part) for part in parts}
    return in_columns("reason", CLAIMS.joined(distinct.values(), "sentences"))


def _tries(
    evidence: Evidence,
    claim: Claim,
    specifications: list[Specification],
    sides: Mapping[str, Sides],
) -> list[dict]:
    """The specifications that make a difference to a claim, and its own alternatives."""
    figure, rows = claim.figure, []
    usual = read_predicate(claim.predicate, evidence.context(figure))
    if usual is not None:
        _, verdict = _judged(Specification(""), usual, sides[""])
        for spec in specifications:
            node = read_predicate(claim.predicate, evidence.context(figure, spec.level))
            differs = spec.changes(evidence.registry, usual, node, figure)
            if spec.own_lists:
                differs = any(map(evidence.common.differing, contrasts(node)))
            if differs and not spec.entailed_by(verdict):
                rows.append(_tried(evidence, claim, spec, node, sides[spec.name]))
    for other, predicate in claim.alternatives:
        node = read_predicate(predicate, evidence.context(figure))
        rows.append(_tried(evidence, claim, other, node, sides[""]))
    return rows


def _judged(spec: Specification, node: Node, sides: Sides) -> tuple[str, Judgement]:
    """Which numbers decide, and how; where respondents decide nothing, the printed ones."""
    kind = PRINTED if spec.numbers == PRINTED else COMPUTED
    judged = judge(node, sides.printed if kind == PRINTED else sides.computed)
    if judged.verdict is None and spec.numbers == COMPUTED_ELSE_PRINTED and not spec.certain:
        printed = judge(node, sides.printed)
        if printed.verdict is not None:
            return PRINTED, printed
    return kind, judged


def _tried(evidence: Evidence, claim: Claim, spec: Specification, node: Node, sides: Sides) -> dict:
    """One specification's row."""
    kind, judged = _judged(spec, node, sides)
    verdict = spec.verdict(judged)
    return {
        "claim": claim.name,
        "specification": spec.name,
        **in_columns("label", spec.label),
        "verdict": PLAIN[verdict],
        "numbers": kind,
        "value": judged.value,
        **_measures(judged, judged.ends),
        **_reasons(evidence, (), judged.reasons if verdict is None else (), judged.ends),
    }
