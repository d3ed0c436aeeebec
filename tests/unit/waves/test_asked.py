"""Which waves asked a question, from what their files declare."""

import pytest

from tsunagari.codebook.checks import Survey
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import Lines
from tsunagari.waves.asked import asks, check_asked

USE = {"column": "u_{item}", "items": {"letter": 1}, "codes": {1: "daily"}}
WAVES = {
    "old": {
        "columns": {"age": {"column": "a"}, "use": USE},
        "files": [{"path": "a", "constants": {"country": "here"}, "not_asked": ["reasons"]}],
    },
    "new": {
        "columns": {"age": {"column": "a"}, "use": USE, "reasons": {"column": "r"}},
        "files": [
            {"path": "b", "constants": {"country": "here"}},
            {"path": "c", "constants": {"country": "there"}, "not_asked": ["use", "reasons"]},
        ],
    },
    "short": {"columns": {"age": {"column": "a"}}, "files": [{"path": "d", "not_asked": ["use"]}]},
}


@pytest.mark.parametrize(
    ("wave", "name", "expected"),
    [
        ("old", "reasons", False),
        ("new", "reasons", True),  # in one of two files
        ("new", "country", True),  # a constant is known
        ("short", "country", False),
        ("short", "age_band", True),  # derived from age
        ("short", "uses", False),  # counts over use
        ("old", "user", True),
    ],
)
def test_asked_if_any_file_has_it_or_what_it_is_derived_from(small, wave, name, expected):
    assert asks(small, WAVES[wave], name) is expected


def test_an_item_is_asked_if_it_is_listed_or_nothing_is(small):
    for items, expected in (({"letter": 1}, False), (["letter", "phone"], True)):
        wave = {**WAVES["old"], "columns": {"use": {"column": "u_{item}", "items": items}}}
        assert asks(small, wave, "use", "phone") is expected
    spans = {**WAVES["old"], "columns": {"use": {"column": "u_{item}", "item_marks": "1..2"}}}
    assert asks(small, spans, "use", "phone")


def test_an_item_without_a_mark_is_not_asked(small):
    assert asks(small, WAVES["old"], "use", "letter")
    assert not asks(small, WAVES["old"], "use", "phone")


def test_a_problem_names_wave_variable_and_the_waves_that_have_it(small):
    terms = ["age_band*use.letter[users]", "reasons", "wave"]
    lines = Lines()
    for path in (("models",), ("models", "m")):
        lines.add(path, len(path) + 1)
    checker = Checker("config/models.yaml", lines)
    check_asked(checker, ("models", "m"), Survey(small, WAVES), ["old", "short"], terms)
    found = checker.problems
    assert [(problem.value, problem.message[:10]) for problem in found] == [
        ("use.letter", "wave short"),
        ("reasons", "wave old, "),
        ("reasons", "wave short"),
    ]
    assert str(found[1]) == (
        "config/models.yaml: line 3, models.m: wave old, which `waves` names, did not ask it"
        " [reasons]. Name only waves that did (new), or leave it out."
    )


def test_what_takes_waves_together_takes_answers_that_all_offered(small):
    short = {
        **WAVES["old"],
        "columns": {**WAVES["old"]["columns"], "use": {**USE, "not_offered": ["rarely"]}},
    }
    checker = Checker("config/models.yaml", Lines())
    survey = Survey(small, {"old": WAVES["old"], "new": short})
    check_asked(checker, ("models", "m"), survey, ["old", "new"], ["use.letter", "age"])
    (problem,) = checker.problems
    assert (problem.value, problem.message) == (
        "use.rarely", "an answer that new did not offer, and the others did"
    )  # fmt: skip
    alone = Checker("config/models.yaml", Lines())
    check_asked(alone, ("models", "m"), survey, ["new"], ["use.letter"])
    assert not alone.problems
