"""Which variable of the codebook a raw column may be: a score, and what it stands on.

Three kinds of evidence, each 0 to 1 or absent: the text (the column's title, or where the file
has none its name) against questions, items and categories in either language; the answer set
against the categories; whether the values are such as the variable's type needs.
Never evidence: where a column stands.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

from tsunagari.codebook.variables import Codebook, Variable
from tsunagari.config.words import words_of
from tsunagari.waves.draft.answers import Answers, read_answers
from tsunagari.waves.draft.profile import Column
from tsunagari.waves.draft.text import coverage, differ_in_negation, explained, folded, similarity

# ASSUME: a title that says it all weighs twice as much as the answers; a name says less.
TEXT, ANSWERS = 0.65, 0.35
NAME_ALONE = 0.6  # the most that a name can say where there is no title
UNFIT = 0.6  # what is left of a score where the answers do not fit at all
NAME_BESIDE, SURE_OF_NAME = 0.8, 0.8  # a name beside a title that says something else
ITEM_ALONE = 0.5  # a title that says no more than the item does not deny the question
SAID_BY_PARTS, SAID_BY_ALL = 0.8, 0.95
EXPLAINED = 0.3  # the part of the text's score that needs the whole title to be explained

BRACKETS = re.compile(r"[（(][^（）()]*[）)]")

Cell = tuple[str, str | None, str | None]  # variable, item, category


@dataclass(frozen=True)
class Target:
    """What a variable's questions, items and categories are called, key words first."""

    variable: Variable
    questions: tuple[str, ...]
    items: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """That of the variable."""
        return self.variable.name

    @property
    def marked(self) -> Mapping[str, tuple[str, ...]]:
        """The categories that have columns of their own."""
        return self.categories if self.variable.type == "multiple" else {}

    def cells(self) -> Iterator[Cell]:
        """Every column that the variable can have."""
        for item in self.items or (None,):
            for category in self.marked or (None,):
                yield self.name, item, category


@dataclass(frozen=True)
class Match:
    """A column taken for a cell of the codebook, and the evidence."""

    column: Column
    target: Target
    cell: Cell
    score: float
    text: float
    answers: Answers

    @property
    def evidence(self) -> str:
        """The scores in words, as a comment shows them."""
        text = "text" if self.column.title else "name alone"
        return f"score {self.score:.2f} ({text} {self.text:.2f}, {self.answers.why})"


def targets(codebook: Codebook, texts: Mapping) -> list[Target]:
    """All variables that a wave's columns can give.

    texts  the codebook as written, with its labels and questions
    """
    found = []
    for variable in codebook.asked:
        entry = texts["variables"][variable.name]
        questions = (*entry.get("question", {}).values(), *entry["label"].values())
        items = texts["lists"][variable.each]["items"] if variable.each else {}
        found.append(Target(variable, questions, _said(items), _said(entry.get("categories", {}))))
    return found


def _said(texts: Mapping[str, Mapping]) -> dict[str, tuple[str, ...]]:
    """Of each: key words, both languages, and these without what stands in brackets."""
    found = {}
    for key, text in texts.items():
        words = list(words_of(text).values())
        bare = [BRACKETS.sub("", each).strip() for each in words]
        found[key] = tuple(dict.fromkeys([key.replace("_", " "), *words, *filter(None, bare)]))
    return found


def matches(column: Column, target: Target, own: str) -> list[Match]:
    """The column as every cell of a variable, best first.

    own  what the title says that the titles of columns of the same stem do not ("" for none)
    """
    answers = read_answers(column, target.variable, target.categories)
    question = max(coverage(question, column.title) for question in target.questions)
    items = {key: _part(column, own, words) for key, words in target.items.items()}
    ticks = {key: _part(column, own, words) for key, words in target.marked.items()}
    every = []
    for cell in target.cells():
        _, item, category = cell
        parts = [score for score in (items.get(item), ticks.get(category)) if score is not None]
        if column.title and parts:
            words = [*target.items.get(item, ()), *target.categories.get(category or "", ())]
            text = _text_score(column.title, target, [question, *parts], words)
        else:
            text = _name_score(column, target, parts)
            if column.title:
                titled = max(_plain(text, column.title, own) for text in target.questions)
                text = max(titled, NAME_BESIDE * text if text >= SURE_OF_NAME else 0.0)
        score = (TEXT if column.title else TEXT * NAME_ALONE) * text + ANSWERS * answers.score
        score = score if answers.score else UNFIT * score
        every.append(Match(column, target, cell, score, text, answers))
    return sorted(every, key=lambda match: -match.score)


def _part(column: Column, own: str, words: tuple[str, ...]) -> float:
    """How well a column speaks of an item or category: in its title, or in its name."""
    named = max(similarity(piece, words[0]) for piece in [column.name, *column.name.split("_")])
    titled = max(coverage(text, column.title) for text in words)
    alone = max(similarity(own, text) for text in words) if own else 0.0
    return max(named if named >= SURE_OF_NAME else 0.0, titled, alone)


def _text_score(title: str, target: Target, scores: list[float], words: list[str]) -> float:
    """The geometric mean of question, item and category, less where the title says more.

    words  what the item and the category are called
    """
    question, *parts = scores
    whole = explained(title, [*words, *target.questions])
    if explained(title, words) >= SAID_BY_PARTS or whole >= SAID_BY_ALL:
        question = max(question, ITEM_ALONE)
    recall = prod([question, *parts]) ** (1 / (1 + len(parts)))
    return recall * (1 - EXPLAINED + EXPLAINED * whole)


def _plain(text: str, title: str, own: str) -> float:
    """A title against one question: alike, or the question within the title."""
    alike = max(similarity(text, title), similarity(text, own) if own else 0.0)
    held = coverage(text, title)
    if held and differ_in_negation(folded(text), folded(title)):
        held /= 2
    return max(alike, held * (1 - EXPLAINED + EXPLAINED * explained(title, [text])))


def _name_score(column: Column, target: Target, parts: list[float]) -> float:
    """A name against the variable's own, or its items and categories."""
    key = target.name.replace("_", " ")
    named = max(similarity(column.name, text) for text in (key, *target.questions))
    pieces = column.name.replace("_", " ").split()
    named = max([named, *(0.9 * similarity(piece, key) for piece in pieces)])
    scores = [named, *parts]
    return sum(scores) / len(scores)
