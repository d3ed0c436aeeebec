"""Whether a question was answered alike in two waves, before any of its answers is tested."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import answered, is_member, matches
from tsunagari.codebook.basis import ASSUMED, DELIVERED, NOT_ASKED, PUBLISHED
from tsunagari.codebook.queries import Base, columns_of
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.plan import Comparison, base_is_assumed, pairs_of
from tsunagari.estimate.basis import Cell, cell_of
from tsunagari.estimate.crosstabs import homogeneity
from tsunagari.estimate.estimators import Estimates, means
from tsunagari.estimate.figures import lacking_of
from tsunagari.estimate.respondents import People
from tsunagari.waves.asked import Offers

TESTS = ("f", "ndf", "ddf", "p_value", "cramer_v")
# Why a question has no test: nobody answered it in a wave, it allows several answers at once,
# an answer was not offered in both waves, all gave one answer, or no error is known.
NOBODY, SEVERAL, NOT_OFFERED, ONE, UNKNOWN = (
    "nobody", "several_answers", "not_offered", "one_answer", "no_error")  # fmt: skip
REASONS = (NOBODY, SEVERAL, NOT_OFFERED, ONE, UNKNOWN)


def questions(codebook: Codebook, comparison: Comparison) -> list[Base]:
    """The comparison's bases, each with all answers to its question, whichever it compares."""
    return [
        replace(base, categories=tuple(codebook[base.variable].categories))
        for base in comparison.bases(codebook)
    ]


def answer_shares(
    codebook: Codebook, comparison: Comparison, people: People, lacking: Offers = frozenset()
) -> list[tuple[Estimates | None, int, set[str]]]:
    """Of each of `questions` in one wave: the shares of its answers (0 to 1; None of nobody),
    how many answered, and the answers that were not offered."""
    asked = questions(codebook, comparison)
    people.count(columns_of(codebook, base) for base in asked)
    return [
        (*_shares(codebook, base, people), lacking_of(codebook, base, lacking)) for base in asked
    ]


def _shares(codebook: Codebook, base: Base, people: People) -> tuple[Estimates | None, int]:
    """As `figures.measure` has it: a subpopulation of a declared design, else a sample."""
    respondents, design = people.of(columns_of(codebook, base))
    inside = matches(codebook, respondents, base.where, base.item)
    inside &= answered(codebook, respondents, base.variable, base.item)
    inside = inside.to_numpy()
    if not inside.any():
        return None, 0
    chosen = np.column_stack([
        is_member(codebook, respondents, base.variable, base.item, category)
        for category in base.categories
    ]).astype(float)  # fmt: skip
    if design.declared:
        return means(design.subset(inside), chosen), design.count(inside)
    return means(design.counting_once(inside), chosen[inside]), design.count(inside)


def omnibus(
    codebook: Codebook,
    comparison: Comparison,
    shares: Mapping[str, list],
    waves: Mapping[str, Mapping],
    fixed: set[tuple[str, Cell]],
) -> pd.DataFrame:
    """A row a pair of waves, question and group: Rao and Scott's second-order F.

    shares  wave -> answer_shares, earliest first     waves  wave -> its entry in config/waves/
    fixed   what publications fix (fixed_cells)

    Columns: comparison, earlier, later, country, group, variable, item, answers (how many the
    question has), n_earlier, n_later, TESTS, family, basis, reason (one of REASONS where there
    is no test). P-values are not adjusted yet (pairs.adjust).
    """
    rows = []
    for first, second in pairs_of(list(shares)):
        for place, base in enumerate(questions(codebook, comparison)):
            sides = shares[first][place], shares[second][place]
            several = codebook[base.variable].type == "multiple"
            reason = SEVERAL if several else _reason(sides)
            tests = dict.fromkeys(TESTS, np.nan) if reason else _test(sides)
            if not reason and not np.isfinite(tests["p_value"]):
                reason = UNKNOWN
            stands = (_basis(codebook, base, wave, waves[wave], fixed) for wave in (first, second))
            rows.append({
                "comparison": comparison.name, "earlier": first, "later": second,
                "country": base.country, "group": base.group, "variable": base.variable,
                "item": base.item_key, "answers": len(base.categories),
                "n_earlier": sides[0][1], "n_later": sides[1][1], **tests,
                "family": comparison.family,
                "basis": NOT_ASKED if reason == NOBODY else max(stands, key=_WEAKER.index),
                "reason": reason,
            })  # fmt: skip
    return pd.DataFrame(rows)


_WEAKER = (DELIVERED, PUBLISHED, ASSUMED)


def _basis(codebook: Codebook, base: Base, wave: str, entry: Mapping, fixed: set) -> str:
    """Of a test on all answers: published only where publications fix each and its base."""
    if entry["source"] == DELIVERED:
        return DELIVERED
    known = all((wave, cell_of(codebook, base, answer)) in fixed for answer in base.categories)
    return PUBLISHED if known and not base_is_assumed(entry) else ASSUMED


def _reason(sides: tuple) -> str:
    """Why two waves' answers cannot be compared; "" where they can."""
    if any(shares is None for shares, *_ in sides):
        return NOBODY
    if any(lacking for *_, lacking in sides):
        return NOT_OFFERED
    given = sum(shares.values for shares, *_ in sides) > 0
    if given.sum() < 2:
        return ONE
    # Each answer that anybody gave needs an error in a wave at least.
    variances = sum(np.diag(shares.covariance) for shares, *_ in sides)
    return "" if (variances[given] > 0).all() else UNKNOWN


def _test(sides: tuple) -> dict[str, float]:
    estimates, people = [shares for shares, *_ in sides], [n for _, n, _ in sides]
    found = homogeneity(estimates, people)
    ndf, ddf = found.f_freedom
    return {"f": found.f, "ndf": ndf, "ddf": ddf, "p_value": found.f_p,
            "cramer_v": found.cramer_v}  # fmt: skip
