"""A claim as config/claims.yaml has it, and other choices under which it is judged again.

A choice that leaves a claim's predicate and cells as they are is not tried on it, nor one whose
verdict the usual one entails: it could only add to the count of choices that agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from tsunagari.audit.claims.answers_of_cells import USUAL, Choice, conditions
from tsunagari.audit.claims.cells import Cell, Registry
from tsunagari.audit.claims.tree import Judgement, Node, contrasts
from tsunagari.config.words import Text
from tsunagari.read.reading import added_up

COMPUTED, PRINTED, COMPUTED_ELSE_PRINTED = "computed", "printed", "computed_else_printed"
ROUNDED = Choice(printed=True)
ENTAILED = {("lenient", True), ("strict", False)}  # level of words, and the usual verdict


@dataclass(frozen=True)
class Specification:
    """One choice.

    level    of vagueness: usual, strict, lenient
    certain  whether a claim must hold at both ends of its interval
    numbers  computed or printed; computed, and printed ones where those decide nothing
    figures  those whose claims it is tried on; () is all
    own_lists  whether waves are compared that counted over lists that differ
    label    what it is called
    """

    name: str
    level: str = "usual"
    certain: bool = False
    numbers: str = COMPUTED_ELSE_PRINTED
    choice: Choice = USUAL
    figures: tuple[str, ...] = ()
    own_lists: bool = False
    label: Text = field(default_factory=dict, compare=False)

    @classmethod
    def from_config(cls, name: str, entry: Mapping) -> Self:
        choice = Choice(
            where=entry.get("where", {}),
            without=tuple(entry.get("without", ())),
            weights=entry.get("weights"),
            sets=entry.get("sets", {}),
            printed=entry.get("round", False),
        )
        numbers = COMPUTED_ELSE_PRINTED if choice == Choice() else COMPUTED
        return cls(
            name=name,
            level=entry.get("vagueness", "usual"),
            certain=entry.get("certain", False),
            numbers=entry.get("numbers", numbers),
            choice=choice,
            figures=tuple(entry.get("figures", ())),
            own_lists=entry.get("own_lists", False),
            label=entry["label"],
        )

    def changes(self, registry: Registry, usual: Node, node: Node, figure: str | None) -> bool:
        """Whether it makes any difference to how a claim is judged."""
        if self.figures and figure not in self.figures:
            return False
        cells = [cell for contrast in contrasts(node) for cell in contrast.cells]
        of_figures = [cell for cell in cells if cell.table == "figure"]
        if not of_figures:
            return node != usual
        if self.choice.printed or self.certain or self.numbers != COMPUTED_ELSE_PRINTED:
            return len(of_figures) == len(cells) and self._touches(registry, of_figures)
        return node != usual

    def entailed_by(self, usual: Judgement) -> bool:
        """Whether the usual verdict leaves this choice none but the same.

        What holds as usual holds leniently, and what fails as usual fails strictly. Respondents
        who were made to agree with printed numbers round to them. Where it is another choice
        besides, nothing follows.
        """
        plain = Specification(self.name, figures=self.figures)
        if self == replace(plain, numbers=COMPUTED, choice=ROUNDED):
            return usual.basis == "published"
        return self == replace(plain, level=self.level) and (self.level, usual.verdict) in ENTAILED

    def _touches(self, registry: Registry, cells: list[Cell]) -> bool:
        """Whether the choice is another one for any of the cells."""
        return self.choice.same_people or any(self._touches_cell(registry, cell) for cell in cells)

    def _touches_cell(self, registry: Registry, cell: Cell) -> bool:
        base, choice, codebook = registry.base(cell), self.choice, registry.codebook
        before = conditions(codebook, base.where)
        if before != conditions(codebook, choice.base(codebook, base).where):
            return True
        if choice.sets and _uses_sets(registry, cell, choice.sets):
            return True
        if not choice.weights:
            return False
        own, weighted = dict(before), dict(conditions(codebook, choice.weights.get("where")))
        # Within one group of the weights all people weigh the same.
        several = len(own.get(choice.weights["by"], "all")) > 1
        return several and all(own.get(key, names) & names for key, names in weighted.items())

    def verdict(self, judged: Judgement) -> bool | None:
        """The judgement as this choice sees it."""
        return judged.certain if self.certain and judged.verdict else judged.verdict


@dataclass(frozen=True)
class Claim:
    """One assertion of the text.

    line, quote   where it stands, and its words     says  the same in words of a reader
    predicate     what the numbers must be           figure  of cells that name none
    alternatives  other readings of it, with their predicates
    reason        why it is read so, where that needs a word
    """

    name: str
    line: int
    quote: str
    says: Text
    predicate: Mapping
    figure: str | None
    kind: str
    alternatives: tuple[tuple[Specification, Mapping], ...]
    reason: Text | None = None

    @classmethod
    def from_config(cls, name: str, entry: Mapping) -> Self:
        return cls(
            name=name,
            line=entry["line"],
            quote=entry["quote"],
            says=entry["says"],
            predicate=entry["predicate"],
            figure=entry.get("figure"),
            kind=entry.get("kind", "empirical"),
            alternatives=tuple(
                (Specification(other, label=each["label"]), each["predicate"])
                for other, each in entry.get("alternatives", {}).items()
            ),
            reason=entry.get("reason"),
        )


def _uses_sets(registry: Registry, cell: Cell, sets: Mapping[str, Mapping]) -> bool:
    """Whether a cell's answers, base or derivation use one of the sets."""
    variable = registry.variable(cell)
    own = any(part in sets.get(variable.name, {}) for part in added_up(cell.category))
    return own or _mentions(variable.base or {}, sets) or _mentions(_uses(registry, variable), sets)


def _uses(registry: Registry, variable) -> dict[str, object]:
    """variable -> answers that a derivation uses, also through other derived variables."""
    rule = variable.derive or {}
    found = {key: value for term in rule.get("count", ()) for key, value in term.items()}
    for case in rule.get("cases", {}).values():
        if case != "otherwise":
            found |= case["any"]
    if "bands" in rule:
        found |= _uses(registry, registry.codebook[rule["bands"]])
    return found


def _mentions(uses: Mapping[str, object], sets: Mapping[str, Mapping]) -> bool:
    named = [(name, answers) for name, answers in uses.items() if isinstance(answers, str)]
    return any(answers in sets.get(name, {}) for name, answers in named)
