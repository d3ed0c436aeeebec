"""All numbers that claims are judged on, made ready once."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cache, cached_property

import pandas as pd

from tsunagari.audit.claims.answers_of_cells import USUAL, AnswersOfWave, Choice
from tsunagari.audit.claims.basis_of_cells import BasisOfCells
from tsunagari.audit.claims.cells import Cell, Registry
from tsunagari.audit.claims.common_list import CommonList, OnCommonList, Waves
from tsunagari.audit.claims.computed_numbers import ComputedNumbers
from tsunagari.audit.claims.index_tables import IndexTables
from tsunagari.audit.claims.predicates import Context, words_at
from tsunagari.audit.claims.printed_numbers import PrintedNumbers
from tsunagari.audit.claims.sentences import Sentences
from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.config.yaml_lines import Lines
from tsunagari.estimate.respondents import People

BOUNDS = ["bound_low", "bound_high"]  # of an assumed percentage


@dataclass(frozen=True, eq=False)
class Evidence:
    """The numbers at hand.

    codebook, figures, waves, claims   the files of config/ of these names
    claim_lines      where the keys of claims.yaml stand
    published        as tsunagari.read.published reads it
    estimates        of all figures, for their basis and bounds
    people           wave -> harmonised respondents
    indices          index, and table of its differences -> rows, from respondents
    printed_indices  index -> its table from printed numbers alone
    """

    codebook: Mapping
    figures: Mapping[str, Mapping]
    waves: Mapping[str, Mapping]
    claims: Mapping
    claim_lines: Lines
    published: pd.DataFrame
    estimates: pd.DataFrame
    people: Mapping[str, People]
    indices: Mapping[str, pd.DataFrame]
    printed_indices: Mapping[str, pd.DataFrame]

    @cached_property
    def registry(self) -> Registry:
        return Registry(Codebook.from_config(self.codebook), self.figures)

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(
            self.registry, self.codebook, self.figures, self.waves,
            columns=self.claims.get("columns", {}),
            short_names=self.claims.get("short_names", {}),
        )  # fmt: skip

    @cached_property
    def basis(self) -> BasisOfCells:
        sources = {name: wave["source"] for name, wave in self.waves.items()}
        return BasisOfCells(self.registry, self.estimates, sources)

    @cached_property
    def printed(self) -> PrintedNumbers:
        return self._printed(self._bounds())

    @cached_property
    def of_any_respondents(self) -> OnCommonList:
        """Printed numbers, and the bounds of what is assumed: what holds at all ends of them holds
        of all respondents who agree with print."""
        return OnCommonList(self._printed(self._bounds_of_assumed() | self._bounds()), self.common)

    def _printed(self, bounds: Mapping[Cell, tuple[float, float]]) -> PrintedNumbers:
        indices = IndexTables(self.printed_indices, self.claims.get("indices", {}))
        return PrintedNumbers(self.registry, self.published, indices, bounds)

    def _bounds_of_assumed(self) -> dict[Cell, tuple[float, float]]:
        """Cells of the figures' estimates that have bounds (`synthesise.counts.bounds`)."""
        if not set(BOUNDS) <= set(self.estimates):
            return {}
        known = self.estimates.dropna(subset=BOUNDS)
        return {
            Cell("figure", *keys): (low, high)
            for *keys, low, high in known[[*KEYS, *BOUNDS]].itertuples(index=False, name=None)
        }

    def _bounds(self) -> dict[Cell, tuple[float, float]]:
        """Cells that a publication bounds in words."""
        return {
            cell: (float(entry.get("low", 0)), float(entry.get("high", 100)))
            for entry in self.claims.get("bounds", {}).values()
            for cell in self.registry.select(entry["cell"])
        }

    def computed(self, choice: Choice = USUAL) -> ComputedNumbers:
        """The respondents' numbers under a choice."""
        return ComputedNumbers(
            self._answers if choice.same_people else self._answers_under(choice),
            IndexTables(self.indices, self.claims.get("indices", {})),
            lambda cell: self.basis.of(cell, choice),
            choice,
        )

    @cached_property
    def common(self) -> CommonList:
        return CommonList(self.printed, self.waves)

    @cached_property
    def printed_alike(self) -> OnCommonList:
        """Printed numbers that decide changes on a common list only."""
        return OnCommonList(self.printed, self.common)

    def computed_alike(self, choice: Choice = USUAL) -> OnCommonList:
        """The respondents' numbers likewise: counted over that list where responses are at hand."""

        def narrow(waves: Waves) -> ComputedNumbers | None:
            delivered = all(self.waves[wave]["source"] == "delivered" for wave in waves)
            items = self.common.items(waves)
            return self.computed(replace(choice, items=items)) if delivered else None

        return OnCommonList(self.computed(choice), self.common, choice.same_people, cache(narrow))

    @cached_property
    def _answers(self) -> dict[str, AnswersOfWave]:
        return self._answers_under(USUAL)

    def _answers_under(self, choice: Choice) -> dict[str, AnswersOfWave]:
        registry = self.registry
        if choice.derives:
            codebook = with_items(with_sets(self.codebook, choice.sets), choice.items)
            registry = Registry(codebook, self.figures)
        return {
            wave: AnswersOfWave(registry, people, choice) for wave, people in self.people.items()
        }

    def place(self, part: str, name: str) -> str:
        """Where an entry of config/claims.yaml stands, for what is wrong with it."""
        return f"line {self.claim_lines.of((part, name))}, {part}.{name}"

    def context(self, figure: str | None, level: str = "usual") -> Context:
        """What a claim's predicate is read with."""
        words = words_at(self.claims.get("vagueness", {}), level)
        return Context(self.registry, words, figure)


def with_sets(config: Mapping, sets: Mapping[str, Mapping]) -> Codebook:
    """The codebook with other categories in some sets."""
    variables = {
        name: {**entry, "sets": {**entry.get("sets", {}), **sets.get(name, {})}}
        for name, entry in config["variables"].items()
    }
    return Codebook.from_config({**config, "variables": variables})


def with_items(codebook: Codebook, items: Mapping[str, tuple[str, ...]]) -> Codebook:
    """The codebook with fewer items of some repeated variables."""
    narrow = {name: replace(codebook[name], items=tuple(kept)) for name, kept in items.items()}
    found = copy(codebook)
    found.variables = {**codebook.variables, **narrow}
    return found
