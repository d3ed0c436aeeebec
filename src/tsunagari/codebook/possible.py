"""Which answers can stand together: what the bases and derivations of the codebook leave possible.

Every kind of respondent is made once, answers that no rule tells apart taken for one another, and
the codebook's own bases and derivations are applied to them. Items of a list that nothing names
are alike, so that only how many of them are of each kind matters.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations_with_replacement, product
from math import comb, prod

import pandas as pd

from tsunagari.codebook.answers import dtype_of, matches
from tsunagari.codebook.derivation import derive, used_by
from tsunagari.codebook.variables import (
    NO_ANSWER,
    NOT_APPLICABLE,
    NOT_SELECTED,
    SELECTED,
    Codebook,
    Variable,
)

MOST = 500_000  # kinds of respondents

Told = Mapping[str, Sequence[Collection[Hashable]]]
Stem = tuple[str, str | None]  # a variable, and its item if it is repeated


class TooManyKinds(ValueError):
    """More kinds of respondents than can be looked at."""


def linked(codebook: Codebook, columns: Iterable[str]) -> list[list[str]]:
    """The columns in groups that hang on common questions, by derivation or by base."""
    groups: list[tuple[set[Stem], list[str]]] = []
    for column in columns:
        behind, own = set(_closure(codebook, [_stem(codebook, column)])), [column]
        apart = [group for group in groups if not group[0] & behind]
        for stems, others in (group for group in groups if group[0] & behind):
            behind, own = behind | stems, others + own
        groups = [*apart, (behind, own)]
    return [own for _, own in groups]


def possible(codebook: Codebook, told: Told) -> pd.DataFrame:
    """Kinds of respondents, a row each: every combination of answers to the columns that one
    respondent can give.

    told  column -> the groups of its answers that are to be told apart; of a number one group of
          the values that are looked at. Answers in no group are one of their own. Nobody leaves a
          question unanswered, unless a group says so.

    Columns: those of `told` and all that they hang on. Raises TooManyKinds beyond MOST.
    """
    kinds = _Kinds(codebook, told)
    respondents = kinds.asked()
    for variable in codebook.variables.values():
        if variable.name not in kinds.names:
            continue
        if variable.derive and "index" not in variable.derive:
            respondents = derive(codebook, respondents, [variable.name])
            continue
        for item in kinds.items(variable):
            if variable.base:
                outside = ~matches(codebook, respondents, variable.base, item)
                for column in variable.columns(item):
                    respondents[column] = respondents[column].mask(outside, NOT_APPLICABLE)
    return respondents


# ---- What hangs on what ------------------------------------------------------------------


def _stem(codebook: Codebook, column: str) -> Stem:
    name, _, rest = column.partition(".")
    return name, rest.partition(".")[0] if codebook[name].items else None


def _parents(codebook: Codebook, stem: Stem) -> Iterator[Stem]:
    """What a stem is derived from, at all items, and what its base is told by."""
    variable, item = codebook[stem[0]], stem[1]
    for name, _ in used_by(variable.derive or {}):
        yield from ((name, each) for each in codebook[name].items or (None,))
    for key in variable.base or {}:
        name, _, own = key.partition(".")
        yield name, own or (item if codebook[name].items else None)


def _closure(codebook: Codebook, stems: Iterable[Stem]) -> list[Stem]:
    """The stems and all that they hang on."""
    found: dict[Stem, None] = {}
    waiting = list(stems)
    while waiting:
        stem = waiting.pop()
        if stem not in found:
            found[stem] = None
            waiting += _parents(codebook, stem)
    return list(found)


# ---- Kinds of answers, items and respondents ---------------------------------------------


@dataclass(frozen=True)
class _Kinds:
    codebook: Codebook
    told: Told

    def __post_init__(self) -> None:
        stems = _closure(self.codebook, [_stem(self.codebook, column) for column in self.told])
        answers = chain.from_iterable(chain.from_iterable(self.told.values()))
        object.__setattr__(self, "stems", stems)
        object.__setattr__(self, "names", {name for name, _ in stems})
        object.__setattr__(self, "silent", NO_ANSWER in set(answers))

    def items(self, variable: Variable) -> list[str | None]:
        """The items of a variable that are looked at; [None] of one asked once."""
        return [item for item in variable.items or (None,) if (variable.name, item) in self.stems]

    def asked(self) -> pd.DataFrame:
        """All kinds of respondents, as if everybody were asked everything."""
        blocks: list[list[dict]] = []  # of each, the answers that one of its kinds gives
        for each in dict.fromkeys(variable.each for variable in self._asked()):
            here = [variable for variable in self._asked() if variable.each == each]
            if each is None:
                blocks += [[*self._answers(variable, None)] for variable in here]
            else:
                blocks += self._of_list(here)
        if prod(len(block) for block in blocks) > MOST:
            raise TooManyKinds
        rows = [dict(chain.from_iterable(part.items() for part in parts))
                for parts in product(*blocks)]  # fmt: skip
        frame = pd.DataFrame(rows)
        types = {column: dtype_of(self.codebook[column.partition(".")[0]]) for column in frame}
        return frame.astype(types)

    def _asked(self) -> list[Variable]:
        """Those that are asked, or computed by another stage."""
        variables = (self.codebook[name] for name in self.codebook.variables if name in self.names)
        return [each for each in variables if not each.derive or "index" in each.derive]

    def _of_list(self, variables: Sequence[Variable]) -> list[list[dict]]:
        """Items that are named are blocks of their own, the others one of how many are alike."""
        named = {item for _, item in (_stem(self.codebook, column) for column in self.told)}
        keys = (key for name in self.names for key in self.codebook[name].base or {})
        named |= {key.partition(".")[2] for key in keys}
        items = [item for item in variables[0].items
                 if any((variable.name, item) in self.stems for variable in variables)]  # fmt: skip
        of_item = {item: self._item(variables, item) for item in items}
        alike = [item for item in items if item not in named]
        blocks = [of_item[item] for item in items if item in named]
        if not alike:
            return blocks
        first = of_item[alike[0]]
        if comb(len(first) + len(alike) - 1, len(alike)) > MOST:
            raise TooManyKinds
        return [*blocks, [
            dict(chain.from_iterable(of_item[item][kind].items()
                                     for item, kind in zip(alike, chosen, strict=True)))
            for chosen in combinations_with_replacement(range(len(first)), len(alike))
        ]]  # fmt: skip

    def _item(self, variables: Sequence[Variable], item: str) -> list[dict]:
        """What can be said of one item; what is outside a base is said once."""
        here = [each for each in variables if (each.name, item) in self.stems]
        kinds: list[dict] = [{}]
        for variable in here:
            given = [*self._answers(variable, item)]
            kinds = [
                {**kind, **answer}
                for kind in kinds
                for answer in (given if self._inside(variable, item, kind) else given[:1])
            ]
        return kinds

    def _inside(self, variable: Variable, item: str, kind: Mapping[str, str]) -> bool:
        """Whether the answers of an item leave the base of a further question open."""
        for key, wanted in (variable.base or {}).items():
            name, _, own = key.partition(".")
            answer = kind.get(f"{name}.{own or item}")
            if answer is not None and answer not in self.codebook[name].meeting(wanted):
                return False
        return True

    def _answers(self, variable: Variable, item: str | None) -> Iterator[dict]:
        """The answers to one question, one of each kind that is told apart."""
        columns = variable.columns(item)
        if variable.type == "number":
            yield from ({columns[0]: number} for number in self._numbers(variable, columns[0]))
        elif variable.type == "multiple":
            yield from self._selections(variable, columns)
        else:
            groups = [*self.told.get(columns[0], ()), *self._wanted(variable)]
            yield from ({columns[0]: answer} for answer in _firsts(variable.categories, groups))
        if self.silent and variable.type != "number":
            yield dict.fromkeys(columns, NO_ANSWER)

    def _selections(self, variable: Variable, columns: Sequence[str]) -> Iterator[dict]:
        """Any of the answers that are told apart, an exclusive one alone."""
        of = dict(zip(variable.categories, columns, strict=True))
        groups = [(category,) for category, column in of.items() if column in self.told]
        groups += [(category,) for category in variable.exclusive]
        shown = _firsts(variable.categories, [*groups, *self._wanted(variable)])
        for chosen in product((False, True), repeat=len(shown)):
            those = [category for category, yes in zip(shown, chosen, strict=True) if yes]
            if len(those) < 2 or not set(those) & set(variable.exclusive):
                yield {column: SELECTED if category in those else NOT_SELECTED
                       for category, column in of.items()}  # fmt: skip

    def _numbers(self, variable: Variable, column: str) -> list:
        """Those that are looked at, and one of each band."""
        rules = [self.codebook[name].derive or {} for name in self.names]
        bands = [rule["upper"].values() for rule in rules if rule.get("bands") == variable.name]
        values = {*chain.from_iterable(self.told.get(column, ())), *chain.from_iterable(bands)}
        return sorted(values) or [(variable.range or (0, 0))[0]]

    def _wanted(self, variable: Variable) -> list[frozenset[str]]:
        """The groups of its answers that derivations and bases look for."""
        others = [self.codebook[name] for name in self.names]
        used = [pair for other in others for pair in used_by(other.derive or {})]
        used += [(key.partition(".")[0], wanted) for other in others
                 for key, wanted in (other.base or {}).items()]  # fmt: skip
        return [variable.meeting(wanted) for name, wanted in used
                if name == variable.name and wanted is not None]  # fmt: skip


def _firsts(answers: Sequence[str], groups: Sequence[Collection[Hashable]]) -> list[str]:
    """Of the answers that stand in the same groups the first."""
    first: dict[tuple[bool, ...], str] = {}
    for answer in answers:
        first.setdefault(tuple(answer in group for group in groups), answer)
    return list(first.values())
