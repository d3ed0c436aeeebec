"""The prose of the text: its sentences, where quotes stand, and what no claim covers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from tsunagari.audit.claims.cells import FILE
from tsunagari.config.problems import Problem
from tsunagari.config.yaml_lines import Lines

SPACE = re.compile(r"\s+")
END = "。"


@dataclass(frozen=True)
class Sentence:
    """A sentence without line breaks and spaces, and the line (from 1) on which it begins."""

    text: str
    line: int


@dataclass(frozen=True)
class Passage:
    """Lines that read on, joined without line breaks and spaces.

    starts  place in `text` at which each of `lines` begins
    """

    text: str
    lines: tuple[int, ...]
    starts: tuple[int, ...]

    def line_of(self, place: int) -> int:
        """The line on which a place of the text stands."""
        return self.lines[bisect_right(self.starts, place) - 1]

    def sentences(self) -> list[Sentence]:
        found, start = [], 0
        for part in re.findall(f"[^{END}]+{END}?", self.text):
            found.append(Sentence(part, self.line_of(start)))
            start += len(part)
        return found


def close_up(text: str) -> str:
    """The text as the page shows it: the text layer's breaks and spaces are not its own."""
    return SPACE.sub("", text)


def passage(lines: Sequence[str], ranges: Iterable[Sequence[int]]) -> Passage:
    """The lines of these ranges (first and last, from 1), joined."""
    numbers = [n for first, last in ranges for n in range(first, last + 1)]
    parts = [(number, close_up(lines[number - 1])) for number in numbers]
    parts = [(number, part) for number, part in parts if part]
    starts = [0, *accumulate(len(part) for _, part in parts)][:-1]
    text = "".join(part for _, part in parts)
    return Passage(text, tuple(number for number, _ in parts), tuple(starts))


def quote_problems(
    entries: Mapping[str, Mapping],
    part: str,
    passages: Sequence[Passage],
    keys: Lines,
) -> list[Problem]:
    """Quotes that the text does not hold, or not on their line.

    entries   name -> entry with `quote` and `line`
    part      where in the file they stand
    passages  the prose, and the whole text
    keys      the line of each key of the file
    """
    problems = []
    for name, entry in entries.items():
        places = list(_places(close_up(entry["quote"]), passages))
        if entry["line"] in places:
            continue
        if places:
            key, remedy = "line", f"It begins on line {places[0]}."
            message = "the quote does not begin on this line of the text"
        else:
            key, remedy = "quote", "Copy it from the text, without its line breaks."
            message = "the text does not hold this quote"
        where = f"line {keys.of((part, name, key))}, {part}.{name}.{key}"
        problems.append(Problem(FILE, where, str(entry[key]), message, remedy))
    return problems


def sentence_lines(prose: Sequence[Passage], quote: str, line: int) -> set[int]:
    """The lines on which the sentence stands that holds a quote; without prose its own line."""
    wanted = close_up(quote)
    for part in prose:
        for match in re.finditer(re.escape(wanted), part.text):
            if part.line_of(match.start()) == line:
                start = part.text.rfind(END, 0, match.start()) + 1
                end = part.text.find(END, match.end() - 1)
                last = len(part.text) - 1 if end < 0 else end
                return {n for n in part.lines if part.line_of(start) <= n <= part.line_of(last)}
    return {line}


def _places(quote: str, passages: Iterable[Passage]) -> Iterable[int]:
    """The lines on which a quote begins, wherever it occurs."""
    pattern = re.compile(re.escape(quote))
    for part in passages:
        for match in pattern.finditer(part.text):
            yield part.line_of(match.start())


def uncovered(
    prose: Sequence[Passage], signs: Iterable[str], not_signs: Iterable[str], quotes: Iterable[str]
) -> list[Sentence]:
    """Sentences with a sign of an assertion, none of whose words is quoted.

    signs      patterns of numbers, quantities and comparisons
    not_signs  patterns of what only looks like one, such as the number of a figure
    """
    pattern = re.compile("|".join(signs))
    ignored = re.compile("|".join(not_signs) or r"(?!)")
    quoted = [re.compile(re.escape(close_up(quote))) for quote in quotes]
    found = []
    for part in prose:
        covered = [m.span() for quote in quoted for m in quote.finditer(part.text)]
        start = 0
        for sentence in part.sentences():
            end = start + len(sentence.text)
            asserts = pattern.search(ignored.sub("", sentence.text))
            if asserts and not any(a < end and b > start for a, b in covered):
                found.append(sentence)
            start = end
    return found


def problems_with_text(config: Mapping, keys: Lines, path: Path) -> list[Problem]:
    """As text_problems, of a file that holds the text; only that it is there without claims."""
    if not path.is_file():
        remedy = "Put the text there that claims quote and audits read; without any, an empty file."
        return [Problem(path.as_posix(), "", "", "no such file", remedy)]
    if not config["claims"]:
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return text_problems(config, lines, keys)


def text_problems(config: Mapping, lines: Sequence[str], keys: Lines) -> list[Problem]:
    """All that config/claims.yaml and the text do not agree in: quotes and what they cover.

    lines  of the text        keys  the line of each key of config/claims.yaml
    """
    prose = [passage(lines, ranges) for ranges in config.get("prose", ())]
    listed = {str(place): entry for place, entry in enumerate(config.get("not_claims", ()))}
    parts = {"claims": config["claims"], "slips": config.get("slips", {}), "not_claims": listed}
    problems = [
        problem
        for part, entries in parts.items()
        for problem in quote_problems(
            entries, part, [*prose, passage(lines, [(1, len(lines))])], keys
        )
    ]
    quotes = [entry["quote"] for entry in (*config["claims"].values(), *listed.values())]
    signs, not_signs = config.get("signs", {}).values(), config.get("not_signs", ())
    remedy = "Quote it in a claim, or list it under `not_claims` with the reason."
    for sentence in uncovered(prose, signs, not_signs, quotes) if signs else ():
        where, message = f"text, line {sentence.line}", "no claim quotes this sentence"
        problems.append(Problem(FILE, where, sentence.text, message, remedy))
    return problems
