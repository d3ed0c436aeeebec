"""Whether a share changed more in one group than in another: differences of changes.

Groups of one wave share its strata and clusters, and may share people (those of 60 and over
are among all), so their shares are correlated; the covariance is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import answered, is_member, matches
from tsunagari.codebook.basis import ASSUMED, weakest
from tsunagari.codebook.queries import Base, columns_of
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.change import error_of_none_or_all, summary
from tsunagari.compare.pairs import CELL
from tsunagari.compare.plan import Comparison, base_is_assumed, pairs_of
from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import Estimates, independent_difference, ratios
from tsunagari.estimate.figures import lacking_of
from tsunagari.estimate.respondents import People
from tsunagari.waves.asked import Offers

COLUMNS = (
    "comparison", "earlier", "later", "country", "group", "reference", "variable", "item",
    "category", "difference", "std_error", "ci_low", "ci_high", "df", "statistic", "p_value",
    "family", "basis",
)  # fmt: skip


def joint_shares(
    codebook: Codebook, comparison: Comparison, people: People, lacking: Offers = frozenset()
) -> dict[tuple, Estimates]:
    """Cell -> the shares of its question in all groups of its country, with their covariance.

    Cells are tuples as CELL, those of a comparison that a wave asked, in their order; shares in
    percent. Groups are subpopulations of the whole design (`svyby`); a share of none or all of
    a group has the error that its change has (`change.side`).
    """
    questions: dict[tuple, list[Base]] = {}
    for base in comparison.bases(codebook):
        questions.setdefault((base.country, base.variable, base.item), []).append(base)
    people.count(_columns(codebook, of_it) for of_it in questions.values())
    found = {}
    for of_it in questions.values():
        shares = shares_of(codebook, of_it, people, lacking)
        found |= dict.fromkeys(shares.names, shares)
    cells = (cell_key(base, category) for base, category in comparison.cells(codebook))
    return {cell: found[cell] for cell in cells if cell in found}


def cell_key(base: Base, category: str) -> tuple:
    """The keys CELL of one category of a base."""
    return base.country, base.group, base.variable, base.item_key, category


def _columns(codebook: Codebook, bases: Iterable[Base]) -> set[str]:
    return {name for base in bases for name in columns_of(codebook, base)}


def shares_of(
    codebook: Codebook, bases: Sequence[Base], people: People, lacking: Offers, key=cell_key
) -> Estimates:
    """The shares of several bases in one wave, in percent, with all their covariances.

    key  (base, category) -> the name of its share. Bases that nobody answered, and answers
         that were not offered, have no share.
    """
    respondents, design = people.of(_columns(codebook, bases))
    names, chosen, asked = [], [], []
    for base in bases:
        inside = matches(codebook, respondents, base.where, base.item)
        inside &= answered(codebook, respondents, base.variable, base.item)
        if not inside.any():
            continue
        without = lacking_of(codebook, base, lacking)
        for category in [name for name in base.categories if name not in without]:
            member = is_member(codebook, respondents, base.variable, base.item, category)
            names.append(key(base, category))
            chosen.append(100.0 * (member & inside).to_numpy())
            asked.append(inside.to_numpy(float))
    if not names:
        return Estimates((), np.empty(0), np.empty((0, 0)), design.degrees_of_freedom)
    people = np.column_stack(asked)
    shares = ratios(design, np.column_stack(chosen), people, names)
    return replace(_with_errors(shares, design, people),
                   degrees_of_freedom=_freedoms(design, names, people))  # fmt: skip


def _freedoms(design: Design, names: Sequence[tuple], asked: np.ndarray) -> np.ndarray:
    """(k,) degrees of freedom of each cell's difference from its reference: those of the people
    of both groups, as `degf` of R's survey has it of their subset; none where either has none.
    Of a reference its own."""
    found: dict[bytes, int] = {}

    def of(people: np.ndarray) -> int:
        key = np.packbits(people).tobytes()
        if key not in found:
            found[key] = design.subset(people).degrees_of_freedom
        return found[key]

    domains = dict(zip(names, (asked > 0).T, strict=True))
    own = {name: of(people) for name, people in domains.items()}
    joint = {
        cell: of(domains[cell] | domains[reference]) if own[cell] and own[reference] else 0
        for cell, reference in _with_references(names)
    }
    return np.array([(own | joint)[name] for name in names], dtype=float)


def _with_errors(shares: Estimates, design: Design, asked: np.ndarray) -> Estimates:
    """Shares of none or all with an error of their own, as of Kish's effective people."""
    people = (design.weights @ asked) ** 2 / (design.squares @ asked)
    covariance = shares.covariance.copy()
    for place, percent in enumerate(shares.values):
        if np.isclose(percent, 0, atol=1e-10) or np.isclose(percent, 100, rtol=1e-12):
            covariance[place, place] = error_of_none_or_all(percent, people[place]) ** 2
    return replace(shares, covariance=covariance)


def differences(
    comparison: Comparison,
    shares: Mapping[str, Mapping[tuple, Estimates]],
    basis: Mapping[str, Mapping[tuple, str]],
    waves: Mapping[str, Mapping],
) -> pd.DataFrame:
    """The change in each group less that in the first group, in points; columns COLUMNS.

    shares  wave -> joint_shares, earliest first     basis  wave -> cell -> basis
    waves   wave -> its entry in config/waves/; an assumed number of people makes it assumed

    Cells that one of the waves did not ask in both groups have no row.
    """
    rows = []
    for first, second in pairs_of(list(shares)):
        before, after = shares[first], shares[second]
        both = [cell for cell in before if cell in after]
        for cell, reference in _with_references(both):
            later, earlier = (_difference(wave[cell], cell, reference) for wave in (after, before))
            tests = summary(independent_difference(later, earlier))
            stands = [basis[wave][key] for wave in (first, second) for key in (cell, reference)]
            stands += [ASSUMED for w in (first, second) if base_is_assumed(waves[w])]
            rows.append({
                "comparison": comparison.name, "earlier": first, "later": second,
                **dict(zip(CELL, cell, strict=True)), "reference": reference[1],
                "difference": tests.pop("change"), **tests,
                "family": comparison.family, "basis": weakest(stands),
            })  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _difference(shares: Estimates, cell: tuple, reference: tuple) -> Estimates:
    """Of one wave the cell less its reference, with the degrees of freedom of both groups."""
    freedom = shares.freedoms[shares.names.index(cell)]
    return replace(shares.difference(cell, reference), degrees_of_freedom=freedom)


def _with_references(cells: Sequence[tuple]) -> list[tuple[tuple, tuple]]:
    """Each cell with the same cell of the first group that has it."""
    first: dict[tuple, tuple] = {}
    pairs = []
    for cell in cells:
        country, _, *rest = cell
        reference = first.setdefault((country, *rest), cell)
        if reference is not cell:
            pairs.append((cell, reference))
    return pairs
