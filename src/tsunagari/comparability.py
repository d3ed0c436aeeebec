"""How far two surveys' numbers may be compared: what of the question is the same.

A survey states of each question how it relates to the reference wording: `same`, `unknown`,
or in words what differs. Two statements give the relation of the two surveys, four
relations a grade.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

SAME, UNKNOWN, DIFFERS = "same", "unknown", "differs"
STATES = (SAME, UNKNOWN, DIFFERS)  # best first
QUESTION = ("wording", "scale", "base")
ASPECTS = (*QUESTION, "mode")
GRADES = ("A", "B", "C", "D")

Statement = str | Mapping[str, str]  # same, unknown, or what differs, by language


def relation(earlier: Statement, later: Statement) -> str:
    """Whether two surveys are the same in an aspect, by their statements on a reference.

    ASSUME: of two surveys that differ from the reference, those that state the same words
    differ from it in the same way. What is unknown of either is unknown of the pair.
    """
    if UNKNOWN in (earlier, later):
        return UNKNOWN
    return SAME if earlier == later else DIFFERS


def worst(relations: Iterable[str]) -> str:
    """The worst of several relations, e.g. of the questions that a count is made of."""
    return max(relations, key=STATES.index, default=SAME)


def grade(relations: Mapping[str, str]) -> str:
    """The letter of a comparison, from the relation of each of ASPECTS.

    A  wording, scale, base and mode are all the same
    B  wording, scale and base are the same; the mode is not, or is not known to be
    C  wording, scale or base is not known to be the same, and none is known to differ
    D  wording, scale or base is known to differ: a change may be one of the question

    Raises KeyError for an aspect that is missing.
    """
    question = worst(relations[aspect] for aspect in QUESTION)
    if question != SAME:
        return {UNKNOWN: "C", DIFFERS: "D"}[question]
    return "A" if relations["mode"] == SAME else "B"
