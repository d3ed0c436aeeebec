"""The right variable comes first, whatever the language, the wording and the place."""

from dataclasses import replace
from functools import cache

import pytest
from labelled_waves import STYLES, found_in, labelled, right_columns

from tsunagari.waves.draft.entries import Entry

pytestmark = pytest.mark.xdist_group("draft")

# 2008 has a scale that runs the other way; 2017 every kind of question that there is.
CASES = [(w, lang, s) for w in ("2008", "2017") for lang in ("ja", "en") for s in STYLES]
LEAST = 0.9  # of the variables of a wave, for each way of wording it


@pytest.fixture(scope="module")
def found_as_labelled(project):
    """What is found in a wave's files as they are; to be looked at, not to be changed."""

    @cache
    def found(wave: str, language: str, style: str = "plain"):
        return found_in(project, labelled(project, wave, language, style))

    return found


def proposed(found) -> dict[str, dict[tuple, str]]:
    """Variable -> (item, category) -> raw column, as the draft proposes it."""
    proposals = [entry.proposal for entry in found.entries]
    return {
        proposal.target.variable.name: {m.cell[1:]: m.column.name for m in proposal.matches}
        for proposal in proposals
    }


def entry_named(found, name: str) -> Entry | None:
    return next((e for e in found.entries if e.proposal.target.variable.name == name), None)


@pytest.mark.parametrize(("wave", "language", "style"), CASES)
def test_the_right_variable_is_the_first_proposal(
    project, found_as_labelled, wave, language, style
):
    found = found_as_labelled(wave, language, style)
    right, given = right_columns(project, wave), proposed(found)
    hits = [name for name, columns in right.items() if given.get(name) == columns]
    share = len(hits) / len(right)
    assert share >= LEAST, set(right) - set(hits)


def test_titles_that_are_the_same_are_said_to_be_as_likely(found_as_labelled):
    found = found_as_labelled("2017", "en")
    for one, other in (
        ("need_intention", "help_intention"),
        ("help_intention", "need_intention"),
    ):
        assert other in dict(entry_named(found, one).proposal.rivals)


@pytest.mark.parametrize("wave", ["2008", "2017"])
def test_where_a_column_stands_does_not_matter(project, found_as_labelled, wave):
    files = labelled(project, wave, "en")
    turned = {
        path: replace(file, frame=file.frame[[file.frame.columns[0], *file.frame.columns[:0:-1]]])
        for path, file in files.items()
    }
    as_they_are = proposed(found_as_labelled(wave, "en"))
    assert proposed(found_in(project, turned)) == as_they_are


def test_names_that_say_nothing(project):
    """Titles and labels alone: the same columns under names in no order."""
    files = labelled(project, "2017", "ja")
    names = {name for file in files.values() for name in file.frame.columns[1:]}
    opaque = {name: f"V{(37 * place) % 1009:04d}" for place, name in enumerate(sorted(names))}

    def renamed(of_column):
        return {opaque.get(name, name): value for name, value in of_column.items()}

    other = {
        path: replace(
            file,
            frame=file.frame.rename(columns=opaque),
            labels=renamed(file.labels),
            titles=renamed(file.titles),
        )
        for path, file in files.items()
    }
    found, right = found_in(project, other), right_columns(project, "2017")
    for proposal in found.assignment.proposals:
        name = proposal.target.variable.name
        if name not in ("need_intention", "help_intention"):  # the same words: bases tell them
            expected = {cell: opaque[raw] for cell, raw in right[name].items()}
            assert {m.cell[1:]: m.column.name for m in proposal.matches} == expected, name


@pytest.mark.parametrize("language", ["ja", "en"])
def test_codes_follow_the_labels_and_not_the_order(found_as_labelled, language):
    for wave, agree in (("2008", "4"), ("2017", "1")):
        found = found_as_labelled(wave, language)
        ways = entry_named(found, "trust_online").ways
        assert len(ways) == 1
        assert ways[0][agree] == "agree"


def test_two_questions_of_the_same_words_are_told_apart_by_their_bases(project):
    """Intention to use social media: of people in need, and of people who would help."""
    files = labelled(project, "2017", "ja")
    for file in files.values():
        for name in [name for name in file.frame if name.startswith(("Q12_", "Q14_"))]:
            other = name.replace("Q12_", "Q14_") if "Q12_" in name else name.replace("Q14", "Q12")
            if name < other:
                file.frame[[name, other]] = file.frame[[other, name]].to_numpy()
    for file in files.values():
        for name in file.frame:
            file.frame[name] = file.frame[name].astype("category")
    found = found_in(project, files)
    assert entry_named(found, "need_intention").column == "Q14_{item}"
    assert entry_named(found, "help_intention").column == "Q12_{item}"
    assert found.agreement["need_intention"] == found.agreement["help_intention"] == 1.0


def test_without_labels_no_column_of_a_battery_is_mapped(project):
    """The section's own CSV: names such as Q1_1 say nothing, so only sex and age are proposed."""
    files = {
        path: replace(file, labels={}, titles={})
        for path, file in labelled(project, "2017", "ja").items()
    }
    found = found_in(project, files, dict(project.waves))
    assert {e.proposal.target.variable.name for e in found.entries} == {"sex", "age"}
    assert len(entry_named(found, "sex").ways) == 2


def test_yes_and_no_are_answers_of_a_question_with_two(project):
    """Community, yes or no: the category that is not negated is yes."""
    files = labelled(project, "2017", "en")
    for file in files.values():
        said = {name: {"1": "Yes", "0": "No"} for name in file.labels if name.startswith("Q9_")}
        file.labels.update(said)
    entry = entry_named(found_in(project, files), "membership")
    assert entry.ways == ({"1": "member", "0": "not_member"},)
    assert any("yes is taken for member" in doubt.casefold() for doubt in entry.doubts)
