"""Tables of the pages: what numbers read as, what stands beside what, what is counted."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tsunagari.audit.words import SOURCE
from tsunagari.codebook.labels import Labels
from tsunagari.codebook.queries import KEYS
from tsunagari.read.tables import read_filled
from tsunagari.report.audit_tables import Guide, numbers_table, source_score, source_table
from tsunagari.report.captions import text_of
from tsunagari.report.exhibits import Exhibit, chapters, exhibits
from tsunagari.report.figure_tables import main_columns, variable_of, with_published
from tsunagari.report.front import availability_table, claims_score, score
from tsunagari.report.site import search_index
from tsunagari.report.tables import csv_for_excel, interval, number, plain_table, with_words
from tsunagari.report.words import VALUES

ROOT = Path(__file__).parents[3]


def estimates(**columns) -> pd.DataFrame:
    given = {"figure": "1", "wave": "a", "country": "here", "group": "all", "item": "trust",
             "category": ["agree", "disagree"], "n": 8, "percent": [62.5, 37.5],
             "ci_low": [30.0, 10.0], "ci_high": [90.0, 70.0], "basis": ["published", "assumed"]}  # fmt: skip
    return pd.DataFrame({**given, **columns})


def published(**columns) -> pd.DataFrame:
    given = {"figure": "1", "wave": "a", "country": "here", "group": "all", "item": "trust",
             "category": "agree", "n": 8, "printed": "62.5", "computed_n": 8, "computed_percent": 62.5,
             "computed_printed": "62.5", "basis": "published", "verdict": "attained",
             "reason_ja": "", "reason_en": "", "provenance": "seed", "seed_line": 7}  # fmt: skip
    return pd.DataFrame([{**given, **columns}])


GUIDE = Guide({}, (), {"1": "figures/1"}, "source/text")


@pytest.mark.parametrize(
    ("value", "column", "said"),
    [(62.45, "percent", "62.5"), (-0.649, "estimate", "−0.65"), (1234.0, "n", "1,234"),
     (0.0004, "p_value", "<0.001"), (0.0455, "p_value", "0.046"), (np.nan, "percent", ""),
     (-np.inf, "low", "−∞"), ("", "n", "")],
)  # fmt: skip
def test_numbers_read_as_their_column_shows_them(value, column, said):
    assert number(value, column) == said


def test_an_interval_has_the_decimals_of_its_number():
    row = {"ci_low": 1.234, "ci_high": 5.678}
    assert (interval(row, "percent"), interval(row, "estimate")) == ("1.2 – 5.7", "1.23 – 5.68")
    assert interval({"ci_low": np.nan, "ci_high": np.nan}, "percent") == ""


def test_an_assumed_number_is_marked_and_leads_somewhere():
    columns = ["category", "n", "percent", "interval", "basis"]
    table = plain_table(
        estimates(), columns, lambda column, row: row[column], "percent", lambda row: "#there"
    )
    assert table.classes == "n2 n3 n4"
    (_, first), (_, second) = table.rows
    assert [cell.words for cell in first] == ["agree", "8", "62.5", "30.0 – 90.0", "published"]
    assert not first[2].assumed and second[2].assumed and second[2].href == "#there"


def test_a_key_that_has_one_value_only_is_no_column(project):
    exhibit = Exhibit("1", "figure", "part_1", "1", {}, ("figures", ()))
    assert main_columns(exhibit, estimates())[0] == [
        "category",
        "n",
        "percent",
        "interval",
        "basis",
    ]
    assert "group" in main_columns(exhibit, estimates(group=["all", "young"]))[0]


def test_published_numbers_stand_beside_their_cells_and_the_rest_is_left_over():
    numbers = pd.concat(
        [
            published(),
            published(printed="63"),  # the prose rounds it
            published(category="disagree", printed="37.4", verdict="unattainable"),
            published(category="agree+disagree", printed="100.0"),
        ],
        ignore_index=True,
    )
    beside, left = with_published(estimates(), numbers)
    assert beside["printed"].to_list() == ["62.5 / 63", "37.4"]
    assert beside["verdict"].to_list() == ["attained", "unattainable"]
    assert left["printed"].to_list() == ["37.4", "100.0"]
    assert len(with_published(estimates(), numbers[:0])[0].columns) == len(estimates().columns)


def test_excel_opens_it_as_unicode_and_japanese_stands_beside_keys(tmp_path):
    said = {"agree": {"ja": "そう思う", "en": "Agree"}, "disagree": "同じ"}
    table = with_words(estimates(), lambda column, row: said[row[column]])
    written = csv_for_excel(table)
    assert written.startswith(b"\xef\xbb\xbf") and b"\r\n" in written
    (tmp_path / "x.csv").write_bytes(written)
    again = pd.read_csv(tmp_path / "x.csv")
    assert again["category_ja"].to_list() == ["そう思う", "同じ"]
    assert again["percent"].to_list() == [62.5, 37.5]


def test_tables_are_read_with_keys_as_words_and_blanks_told_apart(tmp_path):
    (tmp_path / "x.csv").write_text(
        "wave,item,n,percent,reason,printed\n2017,none,8,,,5.0\n2017,NA,9,1.5,why,\n"
    )
    table = read_filled(tmp_path / "x.csv")
    assert table["wave"].to_list() == ["2017"] * 2 and table["item"].to_list() == ["none", "NA"]
    assert np.isnan(table["percent"][0]) and table["reason"].to_list() == ["", "why"]
    assert table["printed"].to_list() == ["5.0", ""]


# --- audits ----------------------------------------------------------------------
def test_the_score_counts_verdicts():
    verdicts = ["attained"] * 5 + ["unattainable"] * 2 + ["not computable"]
    said = score(pd.DataFrame({"verdict": verdicts}))
    assert said["en"] == (
        "Of 8 published numbers 5 are attained by synthetic respondents, 0 are reproduced from responses, 0 differ, 2 are unattainable"
        " and 1 cannot be computed."
    )
    claims = pd.DataFrame(
        {
            "published_verdict": ["holds", "holds", "fails", "not shown here"],
            "computed_verdict": ["holds", "undecidable", "fails", "not shown here"],
        }
    )
    assert claims_score(claims)["ja"].startswith("本文の主張4件のうち、公表値で成り立つもの2件、")
    assert "ここでは示されていないもの1件（" in claims_score(claims)["ja"]
    assert "（計算値では順に1、0、0、1、1、1件）" in claims_score(claims)["ja"]


def test_audits_are_filtered_by_figure_and_verdict():
    numbers = pd.concat([published(), published(figure="prose", verdict="differs")])
    table = numbers_table(numbers, GUIDE, {0: "columns#trust"})
    assert [(name, place) for name, place, _ in table.filters] == [("figure", 0), ("verdict", 6)]
    assert table.filters[0][2] == ["1", "prose"]
    assert [said["en"] for said in table.filters[1][2]] == ["attained", "differs"]
    first, second = (cells for _, cells in table.rows)
    assert first[0].href == "figures/1" and first[5].href == "columns#trust"
    assert first[10].href == "source/text#L7" and second[0].href == ""


def test_the_audit_of_the_source_shows_what_was_found_and_counts_the_rest():
    row = {**dict.fromkeys(KEYS, ""), "check": "row_sum", "printed": "100.1", "implied": "100.0",
           "explanation_ja": "和", "explanation_en": "sum", "seed_line": ""}  # fmt: skip
    kinds = ("cannot_be_checked", "noted", "consistent", "unattainable", "noted", "inconsistent")
    checks = pd.DataFrame([{**row, "verdict": kind} for kind in kinds])
    rows = source_table(checks, GUIDE).rows
    assert rows[0][1][2].words["ja"] == "行の合計"
    shown = [cells[5].words["en"] for _, cells in rows]
    worst_first = ("inconsistent", "unattainable", "noted", "noted")
    assert shown == [VALUES.part("verdict")[kind]["en"] for kind in worst_first]
    said = source_score(checks)
    assert said["en"].startswith("2 checks found")
    assert "2 that are noted follow. The 1 consistent ones and 1 that" in said["en"]
    assert "整合した1件と、照合する相手のない1件" in said["ja"]


def test_every_check_of_the_source_has_words():
    folder = ROOT / "src" / "tsunagari" / "audit" / "source"
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    named = set(re.findall(r'\bfinding\(\s*"(\w+)"', code))
    assert len(named) > 10 and named <= SOURCE.part("checks").keys()


def test_numbers_are_found_by_where_they_stand():
    index = search_index(
        [("figures/1.html", {"ja": "図表1", "en": "Figure 1"})], published(), GUIDE
    )
    assert index == (
        'window.SEARCH={"pages":[["figures/1.html","図表1","Figure 1"]],'
        '"words":[["a","a"],["here","here"],["trust","trust"],["agree","agree"]],'
        '"numbers":[["1",[0,1,2,3],"62.5","62.5"]]}\n'
    )


def test_what_was_asked_is_counted_over_items():
    columns = ["wave", "country", "variable", "item", "state", "grade_with_earlier"]
    rows = [("a", "here", "media", "x", "asked", ""), ("a", "here", "media", "y", "not_asked", ""),
            ("b", "here", "media", "x", "asked", "B"), ("b", "here", "media", "y", "asked", "C"),
            ("a", "here", "country", "country", "constant", ""),
            ("b", "here", "country", "country", "not_asked", "")]  # fmt: skip
    texts = {role: {key: {"ja": key, "en": key} for key in keys} for role, keys in
             (("wave", "ab"), ("country", ["here"]), ("variable", ["media", "country"]))}  # fmt: skip
    labels = Labels("availability", texts, {}, False, {})
    table = availability_table(pd.DataFrame(rows, columns=columns), labels)
    shown = [[cell.words for cell in cells[1:]] for _, cells in table.rows]
    assert shown == [["◐ 1/2", "● BC"], ["–", ""]]


# --- exhibits of the section -----------------------------------------------------
def test_every_entry_of_the_configuration_is_shown_once(project):
    shown = exhibits(project)
    names = [each.name for each in shown]
    assert len(names) == len(set(names)) and set(project.figures) <= set(names)
    for kind, entries in (
        ("model", project.models), ("curve", project.curves),
        ("comparison", project.comparisons["comparisons"]),
        ("decomposition", project.decompositions["decompositions"]),
        ("age_curve", project.decompositions["age_curves"]), ("index", project.indices["figures"]),
    ):  # fmt: skip
        assert {each.key for each in shown if each.kind == kind} == set(entries)
    parts = chapters(shown, project.report["parts"])
    assert list(parts)[:5] == [f"part_{number}" for number in "12345"]
    assert parts["part_4"]["ja"] == "4　ICTによる地域のつながり構築"


def test_a_number_leads_to_the_variable_that_it_counts(project):
    figure = next(each for each in exhibits(project) if each.name == "4-3-4-3")
    row = {"item": "shopping", "category": "eager"}
    assert variable_of(row, figure, project.codebook) == "help_intention"
    assert variable_of({"item": "nowhere", "category": "x"}, figure, project.codebook) == ""


def test_keys_read_as_the_pictures_label_them(project):
    shown = {each.name: each for each in exhibits(project)}
    read = text_of(shown["model_trust_online_by_country"], project)
    row = {"term": "country", "level": "germany", "reference": "japan"}
    assert read("level", row) == {"ja": "ドイツ", "en": "Germany"}
    cut = {"term": "threshold", "level": "agree|somewhat_agree"}
    assert read("level", cut)["en"] == "Agree | Somewhat agree"
    change = text_of(shown["standardized_trust_offline"], project)
    assert change("wave", {"wave": "change"}) == {"ja": "変化", "en": "Change"}
    crude = change("population", {"population": "crude"})
    assert crude == {"ja": "標準化しない割合", "en": "Not standardized"}


def test_a_column_is_of_numbers_only_where_all_that_it_shows_is():
    checks = {**dict.fromkeys(KEYS, ""), "check": "row_sum", "printed": "100.1", "implied": "",
              "verdict": "noted", "explanation_ja": "", "explanation_en": "", "seed_line": 7}  # fmt: skip
    aligned = source_table(pd.DataFrame([checks]), GUIDE).numeric
    assert aligned[3] and aligned[7]
    titled = pd.DataFrame([checks, {**checks, "printed": "会うかどうか（複数回答）"}])
    assert not source_table(titled, GUIDE).numeric[3]
