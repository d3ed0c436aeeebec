"""What a cell stands on, also under another choice of people, weights or sets."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import pandas as pd

from tsunagari.audit.claims.answers_of_cells import Choice, conditions
from tsunagari.audit.claims.cells import Cell, Registry, sets_around
from tsunagari.codebook.basis import ASSUMED, DELIVERED, weakest
from tsunagari.codebook.queries import KEYS, Base
from tsunagari.read.reading import added_up


class BasisOfCells:
    """Basis of cells from the basis of all estimates.

    estimates  of all figures, with KEYS and basis
    sources    wave -> delivered or synthetic
    """

    def __init__(
        self, registry: Registry, estimates: pd.DataFrame, sources: Mapping[str, str]
    ) -> None:
        self.registry, self.sources = registry, sources
        rows = estimates[[*KEYS, "basis"]].itertuples(index=False, name=None)
        # The same people may be a cell of several figures, and fixed in one of them.
        self.same: dict[tuple, str] = {}
        for *keys, basis in rows:
            cell = Cell("figure", *keys)
            base = registry.base(cell)
            key = self._key(cell.wave, base, registry.members(cell))
            self.same[key] = min(self.same.get(key, basis), basis, key=lambda b: b == ASSUMED)

    def _key(self, wave: str, base: Base, members: Iterable[str]) -> tuple:
        where = conditions(self.registry.codebook, base.where)
        return wave, base.variable, base.item, where, frozenset(members)

    def of(self, cell: Cell, choice: Choice) -> str:
        """What the cell stands on under the choice."""
        if self.sources[cell.wave] == "delivered":
            return DELIVERED
        base = choice.base(self.registry.codebook, self.registry.base(cell))
        variable = self.registry.codebook[base.variable]
        members = variable.members(added_up(cell.category))
        if choice.sets:
            if variable.derive or set(variable.base or {}) & set(choice.sets):
                return ASSUMED
            changed = choice.sets.get(variable.name, {})
            sets = (changed.get(part, variable.members(part)) for part in added_up(cell.category))
            members = tuple(chain.from_iterable(sets))
        if choice.weights and not self._apart(base, choice.weights.get("where", {})):
            return self._by_groups(cell, base, members, [choice.weights["by"]])
        found = self._of_members(cell, base, members)
        if found == ASSUMED and choice.where:
            return self._by_groups(cell, base, members, list(choice.where))
        return found

    def _of_members(self, cell: Cell, base: Base, members: tuple[str, ...]) -> str:
        """Of the cell as a whole, else of the categories or parts that it is made of."""
        whole = self._same(cell.wave, base, members)
        if whole != ASSUMED:
            return whole
        parts = [(part,) for part in members]
        if len(added_up(cell.category)) > 1:
            variable = self.registry.codebook[base.variable]
            parts = [variable.members(part) for part in added_up(cell.category)]
        found = weakest(self._same(cell.wave, base, part) for part in parts)
        return self._rest(cell.wave, base, members) if found == ASSUMED else found

    def _same(self, wave: str, base: Base, members: Iterable[str]) -> str:
        return self.same.get(self._key(wave, base, members), ASSUMED)

    def _rest(self, wave: str, base: Base, members: tuple[str, ...]) -> str:
        """Of a set less its categories besides these, where that is fixed."""
        variable = self.registry.codebook[base.variable]
        for key, others in sets_around(variable, members):
            parts = [variable.sets[key], *([name] for name in others)]
            basis = weakest(self._same(wave, base, part) for part in parts)
            if basis != ASSUMED:
                return basis
        return ASSUMED

    def _apart(self, base: Base, where: Mapping) -> bool:
        """Whether nobody in the base meets the conditions."""
        own = dict(conditions(self.registry.codebook, base.where))
        other = conditions(self.registry.codebook, where)
        return any(name in own and not own[name] & names for name, names in other)

    def _by_groups(
        self, cell: Cell, base: Base, members: tuple[str, ...], variables: list[str]
    ) -> str:
        """Of the figure's groups by these variables that make up the base; assumed if none."""
        groups = list(self._groups(cell, base, variables))
        target = dict(conditions(self.registry.codebook, base.where))
        for name in variables:
            wanted = target.get(name, frozenset(self.registry.codebook[name].categories))
            if {category for _, own in groups for category in own[name]} != wanted:
                return ASSUMED
        return weakest(self._of_members(cell, group, members) for group, _ in groups)

    def _groups(
        self, cell: Cell, base: Base, variables: list[str]
    ) -> Iterator[tuple[Base, dict[str, frozenset]]]:
        """Groups of the figure inside the base, each of one category of every variable."""
        target = dict(conditions(self.registry.codebook, base.where))
        for group in self.registry.bases[cell.name].values():
            own = dict(conditions(self.registry.codebook, group.where))
            same = (group.country, group.item_key) == (base.country, base.item_key)
            within = all(own.get(name, names) <= names for name, names in target.items()
                         if name in variables or name in own)  # fmt: skip
            if same and within and all(len(own.get(name, ())) == 1 for name in variables):
                yield group, own
