"""Titles, captions and numbers on their lines."""

import pandas as pd
import pytest
from small_publication import CONFIG, FIGURES, codebook, publication

from tsunagari.audit.source.printing import (
    captions,
    check_captions,
    check_decimals,
    check_lines,
    check_titles,
)
from tsunagari.codebook.labels import figure_labels
from tsunagari.read.reading import read_rows

TEXT = [
    "図表9-1は、気分を示す。",
    "\u3000図表9-1\u3000気分",
    " 38.0 12.5 n=1,200",
    " 48.248.2",
    " 1.44.8",
    "図表9-3 利用",
    "図表9-2",
    "（図表9-4）。",
    "",
]


def titles(variable: str, title: str, **query) -> dict[str, str]:
    entry = {"title": {"ja": title, "en": "Title"}, "status": "drawable"}
    entry["estimates"] = [{"variable": variable, **query}]
    labels = {"9-1": figure_labels(CONFIG, "9-1", entry, {})}
    found = check_titles(codebook(), {"9-1": entry}, labels)
    return {finding.check: finding.verdict for finding in found}


@pytest.mark.parametrize(
    ("variable", "title", "verdict"),
    [
        ("why", "理由（複数回答）", "consistent"),
        ("why", "理由", "inconsistent"),
        ("mood", "気分", "consistent"),
        ("mood", "気分（複数回答、日本）", "inconsistent"),
    ],
)
def test_titles_say_multiple_answers_just_when_the_question_takes_them(variable, title, verdict):
    assert titles(variable, title)["title_against_scale"] == verdict


def test_titles_name_the_countries_that_are_shown():
    check = "title_against_countries"
    assert titles("mood", "気分（国内）", countries=["here"])[check] == "consistent"
    assert titles("mood", "気分（国内）", countries=["there"])[check] == "inconsistent"
    assert titles("mood", "気分（国内）")[check] == "inconsistent"
    assert titles("mood", "気分（国内・国外）")[check] == "consistent"
    assert titles("mood", "気分")[check] == "cannot_be_checked"


def test_captions_are_told_from_sentences():
    assert captions(TEXT) == [(2, "9-1"), (6, "9-3"), (7, "9-2")]


def test_captions_once_and_in_order():
    figures = {key: FIGURES[key] for key in ("9-1", "9-2", "9-3", "9-4")}
    checks = [f for f in check_captions(figures, TEXT) if f.check == "caption"]
    found = {finding.keys[0]: finding for finding in checks}
    assert {figure: finding.verdict for figure, finding in found.items()} == {
        "9-1": "consistent",
        "9-2": "noted",
        "9-3": "consistent",
        "9-4": "inconsistent",
    }
    assert found["9-2"].words["en"] == "Captioned on line 7, after 9-3."
    twice = check_captions({"9-3": FIGURES["9-3"]}, [*TEXT, "図表9-3 再び"])
    assert [finding.verdict for finding in twice] == ["inconsistent"]
    elsewhere = {"9-4": {**FIGURES["9-4"], "status": "supporting"}}
    assert [f.verdict for f in check_captions(elsewhere, TEXT)] == ["cannot_be_checked"]


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        (["図表9-1　気分と理由（複数回答）"], "consistent"),
        (["図表9-1　気分と", "", " 理由（複数", "回答）（n=1,200）", "38.0"], "consistent"),
        (["図表9-1　気分と", "理由（複数回答）", "（国内）"], "consistent"),  # a line of its own
        (["図表9-1　気分と理由"], "inconsistent"),
        (["図表9-1　気分と理由（単一回答）"], "inconsistent"),
        (["図表9-1　気分と理由（複数回答）別"], "inconsistent"),
        (["図表9-1　", "気分と結果（複数回答）"], "inconsistent"),
    ],
)
def test_titles_are_those_of_the_text(lines, verdict):
    figures = {"9-1": {"title": {"ja": "気分と理由（複数回答）"}, "status": "drawable"}}
    (found,) = (f for f in check_captions(figures, lines) if f.check == "printed_title")
    assert (found.verdict, found.seed_line) == (verdict, 1)


def on_line(line: int, n: str, percent: str) -> list[str]:
    frame = publication(f"9-1 all mood good {n} {percent}")
    frame["seed_line"] = pd.array([line], dtype="Int64")
    return [finding.verdict for finding in check_lines(read_rows(frame), TEXT)]


@pytest.mark.parametrize(
    ("line", "n", "percent", "verdict"),
    [
        (3, "-", "38.0", "consistent"),
        (3, "-", "12.5", "consistent"),
        (3, "-", "8.0", "noted"),  # only as the end of 38.0
        (4, "-", "48.2", "noted"),  # twice over
        (5, "-", "1.4", "noted"),
        (5, "-", "4.8", "noted"),
        (3, "-", "2.6", "inconsistent"),
        (99, "-", "38.0", "inconsistent"),
        (3, "1200", "-", "consistent"),
        (3, "120", "-", "inconsistent"),
    ],
)
def test_numbers_stand_on_their_lines(line, n, percent, verdict):
    assert on_line(line, n, percent) == [verdict]


def test_decimals_of_a_table():
    alike = check_decimals(
        read_rows(publication("9-1 all mood good 4 25.0\n9-1 all mood bad 4 50.0"))
    )
    assert [(f.verdict, f.implied) for f in alike] == [("consistent", "1")]
    mixed = check_decimals(
        read_rows(publication("9-1 all mood good 4 25.0\n9-1 all mood bad 4 50"))
    )
    assert [(f.verdict, f.implied) for f in mixed] == [("noted", "0, 1")]
