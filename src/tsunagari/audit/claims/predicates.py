"""The language of predicates: what stands under `predicate:` as a tree of contrasts.

A predicate is one kind with its body: `{at_least: {cell: {...}, value: 50}}`. A cell's
selection may name several cells, and each of them has to meet the predicate unless `share`
says how many or `some` that one is enough. `{sum: selection}` adds cells up, and
`{pool: selection}` is their mean with each counting as often as its base. A number may be a
word of `vagueness`, or {value, plus|less}.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from math import ceil

from tsunagari.audit.claims.cells import Cell, Registry, claim_problem
from tsunagari.audit.claims.tree import AtLeast, Contrast, Node, Term
from tsunagari.config.problems import nearest

LEVELS = ("usual", "strict", "lenient")
HALF_UNIT = 0.05  # of numbers printed with one decimal


@dataclass(frozen=True)
class Context:
    """What a predicate is read with.

    words   word of `vagueness` -> its number at the level that is asked for
    figure  the figure of cells that name none
    """

    registry: Registry
    words: Mapping[str, float]
    figure: str | None = None

    def cells(self, selection: Mapping) -> tuple[Cell, ...]:
        return self.registry.select(selection, self.figure)

    def number(self, quantity: object) -> float:
        """A number, a word of `vagueness`, or {value, plus|less} of them."""
        if isinstance(quantity, Mapping):
            added, taken = quantity.get("plus", 0), quantity.get("less", 0)
            return self.number(quantity["value"]) + self.number(added) - self.number(taken)
        if isinstance(quantity, str):
            if quantity not in self.words:
                message = "no word of `vagueness`"
                raise claim_problem(quantity, message, nearest(quantity, self.words))
            return self.words[quantity]
        return float(quantity)

    def terms(self, selection: Mapping) -> list[tuple[Term, Cell | None]]:
        """The quantities of a selection; of a single cell, the cell as well."""
        for key in ("sum", "pool"):
            if key in selection:
                return [(Term(self.cells(selection[key]), key == "pool"), None)]
        return [(Term((cell,)), cell) for cell in self.cells(selection)]


def words_at(vagueness: Mapping[str, Mapping], level: str) -> dict[str, float]:
    """The number of every word at a level: usual, strict or lenient."""
    return {word: float(entry[level]) for word, entry in vagueness.items()}


def read_predicate(predicate: Mapping, context: Context) -> Node | None:
    """The tree of a predicate; None for one that no number can decide.

    Raises ProblemsFound for unknown kinds, cells and words.
    """
    (kind, body), *more = predicate.items()
    if more or kind not in {**KINDS, "undecidable": None}:
        shown = ", ".join(predicate)
        raise claim_problem(shown, "not one kind of predicate", nearest(shown, KINDS))
    return None if kind == "undecidable" else KINDS[kind](body, context)


def _shared(parts: Sequence[Node], body: Mapping, context: Context) -> Node:
    """All parts, the share of them (in percent) that the body asks for, or some one."""
    share = 0 if body.get("some") else context.number(body.get("share", 100))
    least = max(1, ceil(share * len(parts) / 100 - 1e-9))
    return parts[0] if len(parts) == 1 else AtLeast(least, tuple(parts))


# --- one cell and a number --------------------------------------------------------
def _bounded(operator: str, body: Mapping, context: Context) -> Node:
    """Each cell on one side of a number, or (`=`) the number that the text states."""
    value = context.number(body["value"])
    slack = HALF_UNIT if operator == "=" else 0.0
    parts = [Contrast(term, operator, value, slack) for term, _ in context.terms(body["cell"])]
    return _shared(parts, body, context)


def _between(body: Mapping, context: Context) -> Node:
    low, high = context.number(body["low"]), context.number(body["high"])
    parts = [
        AtLeast(2, (Contrast(term, ">=", low), Contrast(term, "<=", high)))
        for term, _ in context.terms(body["cell"])
    ]
    return _shared(parts, body, context)


def _about(body: Mapping, context: Context) -> Node:
    value, within = context.number(body["value"]), context.number(body["within"])
    return _between({**body, "low": value - within, "high": value + within}, context)


# --- cells and cells --------------------------------------------------------------
def _compared(operator: str, body: Mapping, context: Context) -> Node:
    """Each cell with each of `than`, which differs from it in the keys that it names."""
    plus = _signed(operator, context.number(body.get("by", 0)))
    parts: list[Node] = []
    for term, cell in context.terms(body["cell"]):
        than = body["than"] if cell is None else {**cell.keys, **body["than"]}
        others = [other for other, _ in context.terms(than) if other != term]
        parts += [Contrast(term, operator, other, plus) for other in others]
    return _shared(parts, body, context)


def _signed(operator: str, by: float) -> float:
    return by if operator == ">" else -by


def _among(operator: str, body: Mapping, context: Context) -> Node:
    """Each chosen cell is one of the k highest (lowest) of all: k is that of the chosen."""
    chosen, everything = context.cells(body["cell"]), context.cells(body["of"])
    outside = [cell for cell in chosen if cell not in everything]
    if outside:
        raise claim_problem(outside[0].keys, "is not one of `of`", "Add it there.")
    least = len(everything) - body.get("k", len(chosen))
    parts = []
    for cell in chosen:
        others = [Term((other,)) for other in everything if other != cell]
        ranks = tuple(Contrast(Term((cell,)), operator, other) for other in others)
        parts.append(AtLeast(least, ranks))
    return _shared(parts, body, context)


def _along(operator: str, body: Mapping, context: Context) -> Node:
    """No later cell is against the order by more than `tolerance`, and the ends keep it.

    Of the steps alone a series that goes the other way by the tolerance at each of them
    would be in order.
    """
    tolerance = context.number(body.get("tolerance", 0))
    slack = tolerance if operator == "<=" else -tolerance
    terms = [Term((cell,)) for cell in context.cells(body["cell"])]
    parts = [Contrast(b, operator, a, slack) for a, b in combinations(terms, 2)]
    ends = Contrast(terms[-1], operator[0], terms[0])
    return AtLeast(len(parts) + 1, (*parts, ends))


def _changed(operator: str, body: Mapping, context: Context) -> Node:
    """From the first to the last wave that is meant, with the numbers stated."""
    by = _signed(operator, context.number(body.get("by", 0)))
    parts: list[Node] = []
    for before, after in _first_and_last(body["cell"], context):
        parts.append(Contrast(after, operator, before, by))
        parts += [
            Contrast(term, "=", context.number(body[key]), HALF_UNIT)
            for key, term in (("from", before), ("to", after))
            if key in body
        ]
    return parts[0] if len(parts) == 1 else AtLeast(len(parts), tuple(parts))


def _first_and_last(selection: Mapping, context: Context) -> list[tuple[Term, Term]]:
    """The quantities of the first and the last wave, in pairs."""
    waves = [with_wave(selection, wave) for wave in ends_of(selection, context)]
    sides = [[term for term, _ in context.terms(each)] for each in waves]
    return list(zip(*sides, strict=True))


def ends_of(selection: Mapping, context: Context) -> tuple[str, str]:
    """The waves from and to which a selection changes: those it names, else its figure's.

    Raises ProblemsFound where it names other than two.
    """
    inner = selection.get("sum", selection.get("pool", selection))
    if "wave" not in inner:
        waves = context.registry.figures[str(inner.get("figure", context.figure))]["waves"]
        return waves[0], waves[-1]
    named = inner["wave"]
    if not isinstance(named, list) or len(named) != 2:
        remedy = "Name the earlier and the later one, or none for the figure's first and last."
        raise claim_problem(named, "a change is one between two waves", remedy)
    return named[0], named[1]


def with_wave(selection: Mapping, wave: str | None) -> dict:
    """The selection in one wave, or without a wave."""
    for key in ("sum", "pool"):
        if key in selection:
            return {key: with_wave(selection[key], wave)}
    kept = {key: name for key, name in selection.items() if key != "wave"}
    return kept if wave is None else {**kept, "wave": wave}


# --- predicates of predicates -----------------------------------------------------
def _combined(every: bool, body: Sequence[Mapping], context: Context) -> Node:
    parts = tuple(read_predicate(part, context) for part in body)
    return AtLeast(len(parts) if every else 1, parts)


KINDS: dict[str, Callable[..., Node]] = {
    "at_least": partial(_bounded, ">="),
    "at_most": partial(_bounded, "<="),
    "about": _about,
    "between": _between,
    "stated": partial(_bounded, "="),
    "lower_than": partial(_compared, "<"),
    "higher_than": partial(_compared, ">"),
    "among_the_highest": partial(_among, ">"),
    "among_the_lowest": partial(_among, "<"),
    "falling_along": partial(_along, "<="),
    "rising_along": partial(_along, ">="),
    "fell": partial(_changed, "<"),
    "rose": partial(_changed, ">"),
    "all": partial(_combined, True),
    "any": partial(_combined, False),
}
