"""The whole audit: no false alarm on what was counted, and every row of the section."""

import json
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from random_respondents import random_respondents
from small_publication import ALARMS, NO_CONTRADICTIONS

from tsunagari.audit.source.audit import audit_source
from tsunagari.audit.source.findings import COLUMNS, VERDICT_OF, VERDICTS, summary
from tsunagari.audit.words import SOURCE
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.labels import figure_labels
from tsunagari.config.words import languages
from tsunagari.estimate.design import Design
from tsunagari.estimate.figures import estimate
from tsunagari.estimate.respondents import Held
from tsunagari.project import Project
from tsunagari.read.published import KEYS, load_published, typed

RESOURCES = Path(__file__).parents[4] / "resources"
TEXT = (RESOURCES / "source" / "section.txt").read_text(encoding="utf-8").split("\n")
OF_TITLES = (
    "title_against_scale",
    "title_against_countries",
    "caption",
    "printed_title",
    "printed_line",
)


def audit(
    project: Project,
    table: pd.DataFrame,
    contradictions: pd.DataFrame = NO_CONTRADICTIONS,
    text: Sequence[str] = TEXT,
) -> pd.DataFrame:
    config = project.codebook_config
    labels = {
        figure: figure_labels(config, figure, entry, project.waves)
        for figure, entry in project.figures.items()
    }
    names = {name: entry["label"] for name, entry in config["variables"].items()}
    return audit_source(
        project.codebook, table, project.figures, labels, names, text, contradictions
    )


@pytest.fixture(scope="module")
def published(project) -> pd.DataFrame:
    return load_published(RESOURCES / "published", project.codebook, project.group_names)


@pytest.fixture(scope="module")
def section(project, published) -> pd.DataFrame:
    return audit(project, published)


def verdicts(table: pd.DataFrame, check: str, figure: str) -> set[str]:
    return set(table.loc[(table["check"] == check) & (table["figure"] == figure), "verdict"])


# --- what was counted is never called wrong ----------------------------------------------
def counted(project: Project, wave: str, people: int, rng: np.random.Generator) -> pd.DataFrame:
    """All figures of a wave, counted on random respondents and printed with one decimal."""
    entry = project.waves[wave]
    respondents = random_respondents(project.codebook, entry, people, rng)
    respondents = derive(project.codebook, respondents).assign(wave=wave)
    design = Design(np.ones(people), weighted=False)
    frames = {}
    for figure, spec in project.figures.items():
        if wave not in spec.get("waves", ()) or "estimates" not in spec:
            continue
        cells = estimate(project.codebook, figure, spec["estimates"], Held(respondents, design))
        cells = cells[cells["n"] > 0].reset_index(drop=True)
        counts = (cells["percent"] * cells["n"] / 100).round().astype(int)
        shares = [
            str((Decimal(100 * k) / n).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))
            for k, n in zip(counts.to_list(), cells["n"].astype(int).to_list(), strict=True)
        ]
        rows = cells[list(KEYS)].astype(str).assign(n=cells["n"].astype(int).astype(str))
        rows = rows.assign(percent=shares, value="", unit="", provenance="secondary")
        frames[f"{figure}.csv"] = rows.assign(placement="printed", seed_line="", note="")
    return typed(frames)


@pytest.mark.parametrize(
    ("wave", "people", "kept"),
    [
        ("2017", 400, 1.0),
        ("2017", 20, 0.6),
        ("2008", 30, 1.0),
        ("2008", 700, 0.5),
    ],
)
def test_a_publication_that_was_counted_raises_no_alarm(project, wave, people, kept):
    rng = np.random.default_rng(people)
    table = counted(project, wave, people, rng)
    table = table[rng.random(len(table)) < kept].reset_index(drop=True)
    lost = rng.random(table["figure"].nunique()) < 0.4  # figures that print no base
    table.loc[table["figure"].isin(table["figure"].unique()[lost]), "n"] = pd.NA
    found = audit(project, table)
    found = found[~found["check"].isin(OF_TITLES)]
    assert found[found["verdict"].isin(ALARMS)].empty, found[found["verdict"].isin(ALARMS)]
    assert {"grim", "row_sum", "part_within_whole"} <= set(found["check"])


# --- the section --------------------------------------------------------------------------
def test_every_published_row_is_spoken_of(section, published):
    spoken = set(section[list(KEYS)].itertuples(index=False, name=None))
    for row in published[list(KEYS)].itertuples(index=False, name=None):
        assert row in spoken, row
    assert set(section["verdict"]) <= set(VERDICTS)
    assert list(section.columns) == list(COLUMNS)


def test_explanations_are_there_in_both_languages(section):
    for language in languages():
        assert section[f"explanation_{language}"].str.len().min() > 5
    assert not section["explanation_en"].str.contains("[\u3040-\u30ff]", regex=True).any()


def test_the_table_whose_base_cannot_be_right(section):
    assert verdicts(section, "row_sum", "4-3-2-4") == {"unattainable"}
    row = section[(section["check"] == "row_sum") & (section["figure"] == "4-3-2-4")].iloc[0]
    assert row["implied"] == "n=206"
    grim = section[(section["check"] == "grim") & (section["figure"] == "4-3-2-4")]
    assert grim.set_index("printed")["verdict"].eq("unattainable").pipe(
        lambda wrong: list(wrong.index[wrong])
    ) == ["9.2"]
    assert verdicts(section, "implied_count", "4-3-2-5") == {"inconsistent"}  # 110 of 208


def test_sums_of_rounded_classes(section):
    rounded = section[section["check"] == "rounded_classes"].set_index("item")
    assert rounded["printed"].to_dict() == {"twitter": "50.1", "bulletin_board": "63.7"}
    assert rounded["implied"].to_dict() == {"twitter": "46", "bulletin_board": "7"}
    assert set(rounded["verdict"]) == {"noted"}


def test_odd_sums_and_their_rounding(section):
    sums = section[(section["check"] == "row_sum") & (section["verdict"] == "noted")]
    odd = sums.set_index(["figure", "wave", "group"])["printed"]
    assert odd["4-3-5-1", "2008", "all"] == "100.3"
    assert set(odd["4-3-5-2"]) == {"100.1"}
    assert set(odd) == {"99.9", "100.1", "100.3"}
    bases = section[section["check"] == "possible_base"]["implied"].to_list()
    assert bases[0] == "1,333"  # the smallest that gives all shares of 2008


def test_two_bases_and_the_title_of_multiple_answers(section):
    pair = section[(section["printed"] == "36.6") & (section["check"] == "group_within_whole")]
    assert pair["verdict"].to_list() == ["noted"]
    assert pair["implied"].to_list() == ["39–40"]
    scales = section[section["check"] == "title_against_scale"]
    assert scales.loc[scales["verdict"] == "inconsistent", "figure"].to_list() == ["4-3-2-3"]


def test_numbers_that_hang_together_across_figures(section):
    posters = section[(section["check"] == "implied_count") & (section["figure"] == "4-2-2-1")]
    assert posters.set_index("printed")["implied"].to_dict() == {
        "5.3": "63",
        "7.7": "92",
        "3.9": "47",
        "17.0": "204",
    }
    assert verdicts(section, "total_against_groups", "4-3-2-2") == {"consistent"}
    mean = section[(section["check"] == "mean_against_classes") & (section["wave"] == "2017")]
    assert mean["verdict"].to_list() == ["consistent"]
    prose = section[section["printed"] == "65.3"]
    assert set(prose["check"]) == {"grim", "part_within_whole", "printed_sum", "printed_line"}
    assert not set(prose["verdict"]) & set(ALARMS)


def test_nothing_else_is_wrong(section):
    wrong = section[section["verdict"].isin(ALARMS)]
    found = set(wrong[["figure", "check", "printed"]].itertuples(index=False, name=None))
    title = "オフラインで会うかどうか（複数回答、日本）"
    assert found == {
        ("4-3-2-3", "title_against_scale", title),
        ("4-3-2-3", "grim", "50.1"),
        ("4-3-2-3", "grim", "63.7"),
        ("4-3-2-3", "row_sum", "100.1"),
        ("4-3-2-4", "grim", "9.2"),
        ("4-3-2-4", "row_sum", "100.0"),
        ("4-3-2-5", "implied_count", "110"),
    }


def test_numbers_printed_twice_and_out_of_order(section):
    twice = section[(section["check"] == "printed_line") & (section["verdict"] == "noted")]
    doubled = ["48.248.2", "31.831.8", "27.327.3", "22.722.7", "2.72.7"]
    assert twice["implied"].to_list() == [*doubled, "1.44.8", "1.44.8"]
    order = section[(section["check"] == "caption") & (section["verdict"] == "noted")]
    assert order["figure"].to_list() == ["4-3-2-4", "4-3-4-8"]


@pytest.mark.parametrize(
    ("figure", "category", "printed"),
    [("4-3-2-2", "photo", "15.4"), ("4-3-5-2", "none", "11.8"), ("4-3-4-2", "eager", "18.2")],
)
def test_a_slip_of_the_pen_is_found(project, published, section, figure, category, printed):
    table = published.copy()
    at = table.index[(table["file"] == figure) & (table["category"] == category)][-1]
    table.loc[at, "printed"] = printed
    found = audit(project, table)
    assert found["verdict"].isin(ALARMS).sum() > section["verdict"].isin(ALARMS).sum()


@pytest.mark.parametrize(
    ("line", "old", "new", "figure"),
    [
        (95, "（複数回答）", "", "4-3-2-2"),
        (200, "（複数回答、日本）", "（日本）", "4-3-2-3"),
        (314, "日本", "ドイツ", "4-3-3-1"),
        (494, "困っている人", "助けたい人", "4-3-4-2"),
        (1107, "合計", "平均", "4-3-5-1"),
    ],
)
def test_another_title_in_the_text_is_found(project, published, line, old, new, figure):
    text = list(TEXT)
    assert old in text[line - 1]
    text[line - 1] = text[line - 1].replace(old, new)
    found = audit(project, published, text=text)
    titles = found[(found["check"] == "printed_title") & found["verdict"].isin(ALARMS)]
    assert titles["figure"].to_list() == [figure]


BASE_OF_208 = ["4-3-2-4", "2017", "japan", "all", "trust_change", "", "n", "208"]
MUCH = ["4-3-2-4", "2017", "japan", "all", "trust_change", "rose_much", "percent", "9.2"]
TWITTER = ["4-3-2-3", "2017", "japan", "all", "twitter", "met", "percent", "50.1"]
POSTERS = ["4-3-2-3", "2017", "japan", "all", "twitter", "", "n", "92"]


def contradiction(kind: str, members: list, n: int, percent: float, classes: str = "") -> dict:
    first = dict(zip((*KEYS, "number", "printed"), members[0], strict=True))
    row = first | {"kind": kind, "members": json.dumps(members), "attained_n": n}
    return row | {"attained_percent": percent, "rounded_classes": classes}


def test_contradictions_of_all_numbers_at_once_are_told_in_each_language(project, published):
    rows = [
        contradiction("contradiction", [BASE_OF_208, MUCH], 206, np.nan),
        contradiction("further_contradiction", [TWITTER, POSTERS], 92, 50.0, "9.8 + 28.3 + 12.0"),
        contradiction("contradiction", [TWITTER], 92, 50.0),
    ]
    found = audit(project, published, pd.DataFrame(rows)).tail(3)
    assert found["verdict"].to_list() == ["inconsistent", "inconsistent", "unattainable"]
    assert found["implied"].to_list() == ["n=206", "50.00% (n=92)", "50.00% (n=92)"]
    base, further, alone = found["explanation_ja"]
    assert base == (
        "次の数値は同時には成り立たず、どれか一つを除けば残りは成り立つ：図表4-3-2-4 n=208、"
        "図表4-3-2-4 信頼度がとても高まった 9.2%。合成データでは図表4-3-2-4 n=208を譲る。"
        "他のすべてと両立する最も近い母数は206人。"
    )
    assert further.startswith("前の矛盾の他の数値を誤りとしても、")
    assert (
        further.endswith("50.1%になる（9.8 + 28.3 + 12.0）。") and "92人中46人、50.00%" in further
    )
    assert alone.startswith("他の数値がどうであっても、図表4-3-2-3 Twitter ")
    for words in found["explanation_ja"]:
        assert not re.search(r"japan|twitter|_|gives way", words)
    assert "46 of 92, 50.00%" in found["explanation_en"].iloc[1]


def test_the_summary_counts_every_check(section, published):
    table = summary(section)
    assert table[list(VERDICTS)].to_numpy().sum() == len(section)
    assert not table.duplicated(["figure", "check"]).any()
    assert set(published["figure"]) - {""} <= set(table["figure"])


def test_every_explanation_has_words_and_one_verdict():
    folder = ROOT / "src" / "tsunagari" / "audit" / "source"
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    named = set(re.findall(r'\bfinding\(\s*"\w+",\s*"(\w+)"', code))
    assert len(named) > 20 and named <= VERDICT_OF.keys() <= SOURCE.keys()
    assert set(VERDICT_OF.values()) == set(VERDICTS)
