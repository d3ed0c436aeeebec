"""From columns taken for a variable to the entry of the wave's file, as far as it can be said."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tsunagari.waves.draft.answers import Codes
from tsunagari.waves.draft.assign import Proposal, shared_start
from tsunagari.waves.draft.habits import likely_missing
from tsunagari.waves.draft.match import Match
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
    def name(self) -> str:
        """That of the variable."""
        return self.proposal.name

    @property
    def answers(self) -> set[str]:
        """All codes that stand for an answer."""
        return {code for way in self.ways for code in way}

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
        column = self.proposal.matches[0].column
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
    matches, ways = _one_coding(proposal)
    why = "its codes mean something else than those of the others"
    left_out = [(m.column.name, why) for m in proposal.matches if m not in matches]
    if variable.type != "number" and not ways:
        return Refused(proposal, "nothing says what its codes mean")
    if variable.type == "multiple":
        complete = _complete(proposal, matches)
        why = "a category of its item has no column"
        left_out += [(m.column.name, why) for m in matches if m not in complete]
        matches = complete
        if not matches:
            return Refused(proposal, "not every category of it has a column")
    pattern = _pattern(matches)
    if pattern is None:
        why = "the names of its columns follow no rule that {item} and {category} can say"
        return Refused(proposal, why)
    doubts = dict.fromkeys(doubt for match in matches for doubt in match.answers.doubts)
    return Entry(proposal, *pattern, ways, tuple(doubts), tuple(left_out))


def _one_coding(proposal: Proposal) -> tuple[list[Match], tuple[Codes, ...]]:
    """The columns whose codes mean the same as those of most, and what they mean."""
    codings = Counter(
        tuple(tuple(sorted(way.items())) for way in match.answers.ways)
        for match in proposal.matches
    )
    most = [dict(way) for way in codings.most_common(1)[0][0]]
    matches = [match for match in proposal.matches if _fits(match.answers.ways, most)]
    longest = max(matches, key=lambda match: sum(map(len, match.answers.ways)))
    return matches, longest.answers.ways


def _fits(ways: Sequence[Codes], coding: Sequence[Codes]) -> bool:
    """Whether a column's codes contradict a coding nowhere (a code may be absent)."""
    return len(ways) == len(coding) and all(
        meant.get(code, answer) == answer
        for way, meant in zip(ways, coding, strict=True)
        for code, answer in way.items()
    )


def _complete(proposal: Proposal, matches: list[Match]) -> list[Match]:
    """Of a multiple question the items that have a column for every category."""
    by_item: dict[str | None, list[Match]] = defaultdict(list)
    for match in matches:
        by_item[match.cell[1]].append(match)
    wanted = len(proposal.target.categories)
    return [match for group in by_item.values() if len(group) == wanted for match in group]


Pattern = tuple[str, dict[str, str], dict[str, str]]


def _pattern(matches: Sequence[Match]) -> Pattern | None:
    """The names as one name with {item} and {category}, and the mark of each."""
    names = [match.column.name for match in matches]
    places = [place for place in (1, 2) if matches[0].cell[place]]
    if not places:
        return escaped(names[0]), {}, {}
    if len(places) == 2:
        return _two_marks(matches)
    start, end = _shared_ends(names)
    marks = {m.cell[places[0]]: m.column.name[start : len(m.column.name) - end] for m in matches}
    head, tail = names[0][:start], names[0][len(names[0]) - end :]
    by_item = places[0] == 1
    column = f"{escaped(head)}{'{item}' if by_item else '{category}'}{escaped(tail)}"
    return column, marks if by_item else {}, {} if by_item else marks


def _shared_ends(names: Sequence[str]) -> tuple[int, int]:
    """Letters that all names begin and end with, cut where a piece of a name begins or ends."""
    cut = [pieces(name) for name in names]
    alone = len(cut) == 1  # then all but its last piece
    start = shared_start(cut) - alone
    end = max(shared_start([parts[start:][::-1] for parts in cut]) - alone, 0)
    if any(len(parts) <= start + end for parts in cut):
        start, end = max(start - 1, 0), 0
    first = cut[0]
    return sum(map(len, first[:start])), sum(map(len, first[len(first) - end :])) if end else 0


def _two_marks(matches: Sequence[Match]) -> Pattern | None:
    """Names such as Q2_1_11, of which one piece goes with the item, one with the category."""
    cut = [pieces(match.column.name) for match in matches]
    if len({len(parts) for parts in cut}) > 1:
        return None
    column, marks = "", ({}, {})
    for spoken in zip(*cut, strict=True):
        if len(set(spoken)) == 1:
            column += escaped(spoken[0])
            continue
        for which, key in enumerate(("{item}", "{category}")):
            pairs = {(m.cell[which + 1], piece) for m, piece in zip(matches, spoken, strict=True)}
            if len(pairs) == len({cell for cell, _ in pairs}):
                column += key
                marks[which].update(
                    (m.cell[which + 1], p) for m, p in zip(matches, spoken, strict=True)
                )
                break
        else:
            return None
    if column.count("{item}") != 1 or column.count("{category}") != 1:
        return None
    return column, *marks


def escaped(name: str) -> str:
    """Braces of a raw name doubled, so that they are not read as a placeholder."""
    return name.replace("{", "{{").replace("}", "}}")
