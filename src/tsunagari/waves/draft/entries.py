"""From columns taken for a variable to the entry of the wave's file, as far as it can be said."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tsunagari.waves.draft.assign import Proposal
from tsunagari.waves.draft.match import Match
from tsunagari.waves.draft.missing import likely_missing
from tsunagari.waves.draft.profile import is_number, pieces


@dataclass(frozen=True)
class Entry:
    """One variable's keys under `columns`, and what is left to a person.

    column      raw column with {item} and {category}
    ways        codes; two or more where one has to be chosen
    left_out    columns taken for the variable that the entry cannot read, and why
    """

    proposal: Proposal
    column: str
    items: Mapping[str, str]
    categories: Mapping[str, str]
    ways: tuple[Mapping[str, str], ...]
    doubts: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The raw columns that the entry reads."""
        skipped = {name for name, _ in self.left_out}
        return tuple(name for name in self.proposal.columns if name not in skipped)

    @property
    def numbers(self) -> dict[str, tuple[int, str]]:
        """Of a number: cells with a label or words, the number that they begin with, the words."""
        if self.proposal.target.variable.type != "number":
            return {}
        column = self.proposal.found[0].column
        missing = likely_missing(column)
        said = {code: text for code, text in column.texts.items() if code not in missing}
        begins = {code: re.match(r"\d+", code if is_number(code) else said[code]) for code in said}
        return {code: (int(n.group()), said[code]) for code, n in begins.items() if n}


@dataclass(frozen=True)
class Refused:
    """A variable that has likely columns and for which no entry can be written, and why."""

    proposal: Proposal
    why: str


def entry_of(proposal: Proposal) -> Entry | Refused:
    """The entry, or why there is none."""
    variable = proposal.target.variable
    found, ways, left_out = _one_coding(proposal)
    if variable.type != "number" and not ways:
        return Refused(proposal, "nothing says what its codes mean")
    if variable.type == "multiple":
        found, more = _complete(proposal, found)
        left_out += more
        if not found:
            return Refused(proposal, "not every category of it has a column")
    pattern = _pattern(found)
    if pattern is None:
        return Refused(
            proposal, "the names of its columns follow no rule that {item} and {category} can say"
        )
    column, items, categories = pattern
    doubts = dict.fromkeys(doubt for match in found for doubt in match.answers.doubts)
    return Entry(proposal, column, items, categories, ways, tuple(doubts), tuple(left_out))


def _one_coding(proposal: Proposal) -> tuple[list[Match], tuple, list[tuple[str, str]]]:
    """The columns whose codes mean the same as those of most; the others are left out."""
    codings = Counter(_coding(match) for match in proposal.found)
    kept = codings.most_common(1)[0][0]
    found = [match for match in proposal.found if _fits(match, kept)]
    why = "its codes mean something else than those of the others"
    left_out = [(m.column.name, why) for m in proposal.found if not _fits(m, kept)]
    longest = max(found, key=lambda match: sum(map(len, match.answers.ways)))
    return found, longest.answers.ways, left_out


def _coding(match: Match) -> tuple:
    return tuple(tuple(sorted(way.items())) for way in match.answers.ways)


def _fits(match: Match, coding: tuple) -> bool:
    """Whether a column's codes contradict a coding nowhere (a code may be absent)."""
    own = _coding(match)
    if len(own) != len(coding):
        return False
    for one, other in zip(own, coding, strict=True):
        known, meant = dict(one), dict(other)
        if any(meant.get(code, answer) != answer for code, answer in known.items()):
            return False
    return True


def _complete(proposal: Proposal, found: list[Match]) -> tuple[list[Match], list[tuple[str, str]]]:
    """Of a multiple question the items that have a column for every category."""
    by_item: dict[str | None, list[Match]] = defaultdict(list)
    for match in found:
        by_item[match.cell[1]].append(match)
    wanted = len(proposal.target.categories)
    kept = [match for group in by_item.values() if len(group) == wanted for match in group]
    why = "a category of its item has no column"
    return kept, [(m.column.name, why) for m in found if m not in kept]


def _pattern(found: Sequence[Match]) -> tuple[str, dict[str, str], dict[str, str]] | None:
    """The names as one name with {item} and {category}, and the mark of each."""
    names = [match.column.name for match in found]
    places = [place for place, key in ((1, "item"), (2, "category")) if found[0].cell[place]]
    if not places:
        return escaped(names[0]), {}, {}
    if len(places) == 1:
        start, end = _shared_ends(names)
        marks = {m.cell[places[0]]: m.column.name[start : len(m.column.name) - end] for m in found}
        head, tail = names[0][:start], names[0][len(names[0]) - end :]
        key = "item" if places[0] == 1 else "category"
        column = f"{escaped(head)}{{{key}}}{escaped(tail)}"
        return (column, marks, {}) if key == "item" else (column, {}, marks)
    return _two_marks(found)


def _shared_ends(names: Sequence[str]) -> tuple[int, int]:
    """Letters that all names begin and end with, cut where a piece of a name begins or ends."""
    cut = [pieces(name) for name in names]
    start = _shared_pieces(cut)
    end = _shared_pieces([list(reversed(parts[start:])) for parts in cut])
    if any(len(parts) <= start + end for parts in cut):
        start, end = max(start - 1, 0), 0
    first = cut[0]
    return sum(map(len, first[:start])), sum(map(len, first[len(first) - end :])) if end else 0


def _shared_pieces(cut: Sequence[Sequence[str]]) -> int:
    count = 0
    for parts in zip(*cut, strict=False):
        if len(set(parts)) > 1:
            break
        count += 1
    return count if len(cut) > 1 else max(count - 1, 0)


def _two_marks(found: Sequence[Match]) -> tuple[str, dict[str, str], dict[str, str]] | None:
    """Names such as Q2_1_11, of which one piece goes with the item, one with the category."""
    cut = [pieces(match.column.name) for match in found]
    if len({len(parts) for parts in cut}) > 1:
        return None
    column, marks = [], ({}, {})
    for place, spoken in enumerate(zip(*cut, strict=True)):
        if len(set(spoken)) == 1:
            column.append(escaped(spoken[0]))
            continue
        for which, key in enumerate(("{item}", "{category}")):
            said: dict[str, set[str]] = defaultdict(set)
            for match, parts in zip(found, cut, strict=True):
                said[match.cell[which + 1]].add(parts[place])
            if all(len(all_) == 1 for all_ in said.values()):
                column.append(key)
                marks[which].update({cell: all_.pop() for cell, all_ in said.items()})
                break
        else:
            return None
    name = "".join(column)
    if name.count("{item}") != 1 or name.count("{category}") != 1:
        return None
    return name, *marks


def escaped(name: str) -> str:
    """Braces of a raw name doubled, so that they are not read as a placeholder."""
    return name.replace("{", "{{").replace("}", "}}")
