"""Checks of answers that follow from the same questions: number of communities, kind of
participation, who has met anybody.

What the other numbers allow for one is its least and its greatest value in a small linear
programme (see combinations).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from tsunagari.audit.source.combinations import (
    Group,
    answer_of,
    groups_of,
    items_of,
    programme_of,
    range_of,
)
from tsunagari.audit.source.counts import PEOPLE, Count, Ledger
from tsunagari.audit.source.findings import Finding, finding
from tsunagari.audit.source.places import Places, Text
from tsunagari.codebook.variables import Codebook
from tsunagari.read.reading import Row
from tsunagari.read.rounding import Span, total
from tsunagari.synthesise.linear import System
from tsunagari.synthesise.statements.counting import Counting

TOLERANCE = Fraction(1, 10**6)  # of the solver, in people or percent


def check_derivations(
    ledger: Ledger, combined: Sequence[Counting], means: Sequence[Row], places: Places
) -> Iterator[Finding]:
    """All checks of derived answers of one wave and country.

    means  published rows that state the mean of a derived number
    """
    for counting in combined:
        for group in groups_of(counting, ledger):
            yield from _answers(counting, group)
            yield from _items(counting, group)
            yield from _totals(counting, group, means, places)


# --- the checks -----------------------------------------------------------------------
def _answers(counting: Counting, group: Group) -> Iterator[Finding]:
    """`derived_answers`: each derived answer against what the others and the items allow."""
    for count in group.answers:
        variable, members = answer_of(counting, count)
        others = [c for c in group.answers if answer_of(counting, c)[0] != variable]
        if not others and not any(group.known.values()):
            continue
        programme = programme_of(counting, group, without=variable)
        chosen = np.flatnonzero(np.isin(counting.labels[variable], members))
        yield _judged(programme, chosen, count, group)


def _items(counting: Counting, group: Group) -> Iterator[Finding]:
    """`derived_answers`: each item against what the derived answers allow."""
    if not group.answers:
        return
    programme = programme_of(counting, group, items=False)
    for place, (variable, item) in enumerate(items_of(counting)):
        if count := group.known[variable].get(item):
            column = np.array([len(counting.grid) + place])
            yield _judged(programme, column, count, group)


def _judged(programme: System, columns: np.ndarray, count: Count, group: Group) -> Finding:
    about = {**count.about, "against": _tables(group, count), "own": count.text}
    allowed = range_of(programme, columns)
    if allowed is None:
        return finding("derived_answers", "derived_impossible", **about)
    near = Span(allowed.low - TOLERANCE, allowed.high + TOLERANCE)
    template = "derived_agrees" if near.meets(count.span) else "derived_disagrees"
    return finding("derived_answers", template, implied=_rounded(allowed, count), **about)


def _rounded(allowed: Span, count: Count) -> str:
    """Whole people, or percentages with the decimals of what is printed."""
    if count.unit == PEOPLE:
        low, high = -(-(allowed.low - TOLERANCE) // 1), (allowed.high + TOLERANCE) // 1
        return Span(int(low), int(high)).text
    decimals = count.row.decimals
    return f"{float(allowed.low):.{decimals}f}–{float(allowed.high):.{decimals}f}%"


def _tables(group: Group, count: Count) -> str:
    """The figures that speak of the other numbers."""
    known = [c for counts in group.known.values() for c in counts.values()]
    others = [c for c in [*group.answers, *known] if c.base.variable != count.base.variable]
    return "; ".join(dict.fromkeys(c.keys[0] for c in others))


# --- totals and means ---------------------------------------------------------------------
def _totals(
    counting: Counting, group: Group, means: Sequence[Row], places: Places
) -> Iterator[Finding]:
    """`mean_against_classes`: the mean number of items against classes of that number."""
    codebook = places.codebook
    for variable in codebook.derived:
        parts = _counted(codebook, variable.derive)
        classes = [c for c in group.answers if _bands(codebook, c) == variable.name]
        if not parts or not classes or not set(parts) <= {p.variable for p in counting.parts}:
            continue
        counted = [place for place, p in enumerate(counting.parts) if p.variable in parts]
        numbers = counting.grid[:, counted].sum(axis=1).astype(float)
        only = replace(group, answers=classes)
        programme = programme_of(counting, only, items=False)
        allowed = range_of(programme, np.arange(len(counting.grid)), numbers)
        label = places.label(variable.name)
        if allowed is None:
            continue  # the row's own sum says so
        mean = Span(allowed.low / group.whole.high, allowed.high / group.whole.low)
        yield _total(classes, mean, parts, group, label)
        for row in means:
            if row.item == variable.name and not group.people.conditions:
                yield _mean(row, mean, label)


def _counted(codebook: Codebook, rule: Mapping) -> list[str]:
    """The repeated questions of which a derived number counts the items."""
    return [name for term in rule.get("count", ()) for name in term]


def _bands(codebook: Codebook, count: Count) -> str:
    """The number of which a derived answer is a class."""
    return str((codebook[count.base.variable].derive or {}).get("bands", ""))


def _total(
    classes: Sequence[Count], mean: Span, parts: Iterable[str], group: Group, label: Text
) -> Finding:
    first = classes[0]
    about = {"keys": (*first.table_row, ""), "implied": _mean_text(mean), "label": label}
    about |= {"seed_line": first.row.seed_line}
    if not any(group.known[part] for part in parts):
        return finding("mean_against_classes", "total_open", **about)
    every = total(span for part in parts for span in group.items[part].values())
    own = Span(every.low / group.whole.high, every.high / group.whole.low)
    figures = dict.fromkeys(c.keys[0] for part in parts for c in group.known[part].values())
    about |= {"own": _mean_text(own), "against": "; ".join(figures)}
    agrees = own.meets(Span(mean.low - TOLERANCE, mean.high + TOLERANCE))
    return finding("mean_against_classes", "total_agrees" if agrees else "total_disagrees", **about)


def _mean(row: Row, mean: Span, label: Text) -> Finding:
    """A printed mean, which is rounded to its last digit."""
    template = "mean_agrees" if row.span.meets(mean) else "mean_disagrees"
    about = {**row.about, "implied": _mean_text(mean), "label": label}
    return finding("mean_against_classes", template, **about)


def _mean_text(mean: Span) -> str:
    low, high = f"{float(mean.low):.2f}", f"{float(mean.high):.2f}"
    return low if low == high else f"{low}–{high}"
