"""Changes between waves that counted over lists that differ: what a common list would show.

Who takes part in any of the media asked about is another matter where a wave asked about other
media. On the items that both asked about, people move to the kinds that are left without the
others; printed numbers bound how many, and with them the change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import fsum

import numpy as np
from scipy.optimize import linprog

from tsunagari.audit.claims.cells import Cell
from tsunagari.audit.claims.one_person import Counted
from tsunagari.audit.claims.patterns import Pattern, Terms, patterns_of, terms_of, without
from tsunagari.audit.claims.printed_numbers import PrintedNumbers
from tsunagari.audit.claims.same_people import everybody, rows_of_same_people
from tsunagari.audit.claims.tree import Contrast, Ends, Judgement
from tsunagari.waves.comparability import items_asked, lists_that_differ

OTHER_LIST = "other_list"  # kind of reason
Waves = tuple[str, ...]


class CommonList:
    """Which contrasts compare lists that differ, and the ends of their margins on a common one.

    printed  numbers that bound how many would be left      waves  the files of config/waves/
    """

    def __init__(self, printed: PrintedNumbers, waves: Mapping[str, Mapping]) -> None:
        self.printed, self.registry, self.waves = printed, printed.registry, waves
        self.ends, self.items = cache(self._ends), cache(self._items)

    def _items(self, waves: Waves) -> dict[str, tuple[str, ...]]:
        """Repeated variable -> the items that all these waves asked about, where these differ."""
        found, codebook = {}, self.registry.codebook
        for variable in codebook.asked:
            lists = {items_asked(codebook, self.waves[wave], variable.name) for wave in waves}
            if len(lists) > 1:
                common = frozenset.intersection(*lists)
                found[variable.name] = tuple(item for item in variable.items if item in common)
        return found

    def differing(self, contrast: Contrast) -> list[Cell]:
        """The cells of a contrast of waves that count over lists that differ."""
        cells, codebook = [c for c in contrast.cells if c.table == "figure"], self.registry.codebook
        found = []
        for cell in cells:
            name = self.registry.variable(cell).name
            own, others = self.waves[cell.wave], {other.wave for other in cells} - {cell.wave}
            if any(lists_that_differ(codebook, name, own, self.waves[wave]) for wave in others):
                found.append(cell)
        return found

    def _ends(self, contrast: Contrast) -> Ends | None:
        """The least and the greatest margin, in points; None where print does not bound it.

        ASSUME: waves are independent, so that the ends of their parts add up.
        """
        weights = dict.fromkeys(contrast.cells, 0.0)
        for sign, term in contrast.terms:
            for cell, share in term.shares(self.printed.base).items():
                weights[cell] += sign * (share or 0.0)
        waves = waves_of(contrast)
        parts = [
            self._ends_of_wave({c: w for c, w in weights.items() if c.wave == wave}, waves)
            for wave in waves
        ]
        if None in parts:
            return None
        low, high = (contrast.constant + fsum(side) for side in zip(*parts, strict=True))
        return low, high

    def _ends_of_wave(self, weights: Mapping[Cell, float], waves: Waves) -> Ends | None:
        """Of a weighted sum of one wave's cells, by linear programming.

        Variables are y[p, q], percent of all people: those of pattern p who on the common list
        are of q, which is p without some of the terms that lose items. Those of p are as many
        as printed; those left in a term no fewer than the most frequent item that stays, and no
        more than all items that stay have together.
        """
        first = next(iter(weights))
        terms, codebook = self._terms(first), self.registry.codebook
        patterns = {cell: self._patterns(cell, terms) for cell in weights}
        kinds = self._kinds(first, terms)
        if kinds is None or None in patterns.values():
            return None
        common = self.items(waves)
        asked = {name: items_asked(codebook, self.waves[first.wave], name) for name in common}
        losing = [
            name for name in terms if asked.get(name, frozenset()) - set(common.get(name, ()))
        ]
        places = {name: place for place, name in enumerate(terms)}
        moves = [(p, q) for p in kinds for q in without(p, [places[name] for name in losing])]
        rows = [([p == kind for p, _ in moves], ends) for kind, ends in kinds.items()]
        for name in losing:
            left = self._left(first, name, terms[name], common[name])
            rows.append(([q[places[name]] for _, q in moves], left))
        weighed = [(weight, patterns[cell]) for cell, weight in weights.items()]
        return _least_and_greatest([fsum(w * (q in p) for w, p in weighed) for _, q in moves], rows)

    def _terms(self, cell: Cell) -> Terms:
        return terms_of(self.registry.codebook, self.registry.variable(cell))

    def _patterns(self, cell: Cell, terms: Terms) -> set[Pattern] | None:
        """What a cell counts, in the patterns of these terms."""
        if cell.table != "figure" or self._terms(cell) != terms:
            return None
        return patterns_of(self.registry.variable(cell), terms, set(self.registry.members(cell)))

    def _kinds(self, cell: Cell, terms: Terms) -> dict[Pattern, Ends] | None:
        """Pattern -> what rounds to its printed percentage, of a figure of the same people."""
        for row, base in rows_of_same_people(self.registry, cell):
            variable, found = self.registry.codebook[base.variable], {}
            for category in variable.categories:
                own = row.with_category(category)
                patterns, value = self._patterns(own, terms), self.printed.value(own)
                if value is not None and patterns is not None and len(patterns) == 1:
                    found[patterns.pop()] = max(0.0, value.low), min(100.0, value.high)
            if len(found) == 2 ** len(terms):
                return found
        return None

    def _left(self, cell: Cell, name: str, wanted: object, items: tuple[str, ...]) -> Ends:
        """Percent of people who are left in a term, in any of the items that stay.

        How many an item has is the printed base of what only they were asked; what is not
        printed bounds nothing.
        """
        codebook, n = self.registry.codebook, everybody(self.printed, cell)
        users = {}
        for row, base in rows_of_same_people(self.registry, cell):
            asked = codebook[base.variable].base or {}
            if dict(asked) == {name: wanted} and (own := self.printed.base(row)):
                users[base.item] = own
        shares = [100 * users[item] / n for item in items if n and item in users]
        most = fsum(shares) if len(shares) == len(items) else 100.0
        return max(shares, default=0.0), min(100.0, most)


def waves_of(contrast: Contrast) -> Waves:
    return tuple(dict.fromkeys(cell.wave for cell in contrast.cells))


def _least_and_greatest(objective: list[float], rows: list[tuple[list[bool], Ends]]) -> Ends | None:
    """Ends of a sum over moves that add up to 100, each row of them between two ends."""
    left = np.array([row for row, _ in rows], dtype=float)
    low, high = np.array([ends for _, ends in rows]).T
    given = {"A_ub": np.vstack([left, -left]), "b_ub": np.concatenate([high, -low])}
    whole = {"A_eq": np.ones((1, len(objective))), "b_eq": [100.0]}
    found = [linprog(sign * np.array(objective), **given, **whole) for sign in (1, -1)]
    if not all(each.success for each in found):
        return None  # printed numbers that cannot hold together
    return float(found[0].fun), float(-found[1].fun)


@dataclass(frozen=True)
class OnCommonList:
    """Numbers that decide a change over lists that differ only where a common list does.

    bounded  whether printed numbers are about the people whom these are about
    narrow   waves -> the same numbers counted over their common list alone
    """

    numbers: Counted
    common: CommonList
    bounded: bool = True
    narrow: Callable[[Waves], Counted | None] = lambda waves: None

    def people(self, cell: Cell) -> tuple[float, int] | None:
        return self.numbers.people(cell)

    def judge(self, contrast: Contrast, low: float, high: float) -> Judgement:
        judged, cells = self.numbers.judge(contrast, low, high), self.common.differing(contrast)
        if not cells:
            return judged
        if narrow := self.narrow(waves_of(contrast)):
            return narrow.judge(contrast, low, high)
        ends = self.common.ends(contrast) if self.bounded else None
        sides = {contrast.holds(end) for end in ends or ()}
        if judged.verdict is None or len(sides) == 1:
            verdict = None if judged.verdict is None else sides.pop()
            return replace(judged, verdict=verdict, ends=ends)
        reasons = tuple((OTHER_LIST, cell) for cell in cells)
        return replace(judged, verdict=None, ends=ends, reasons=reasons)
