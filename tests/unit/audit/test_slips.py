"""A slip that makes another file, just as valid YAML, is named where it is."""

import shutil

import pytest
from conftest import ROOT

from tsunagari.config.problems import ProblemsFound
from tsunagari.project import load_project

# file of the toy project, text, slip, what the problem must say
SLIPS = [
    # codebook
    ("codebook", "  country:\n", "  county:\n", "the variable is missing [country]. Did you mean 'county'?"),
    ("codebook", "[18, 99]", "[18, 9]", "runs backwards [18, 9]"),
    ("codebook", "young: 39", "young: 3", "a band that ends before it begins [3]. It begins at 20"),
    ("codebook", "old: 79}", "old: 7}", "a band that ends before it begins [7]. It begins at 40"),
    ("codebook", "young: 39", "young: 38", "the label is not that of the band from 20 to 38 [20～39歳]"),
    ("codebook", "20-39}", "20-29}", "the label is not that of the band from 20 to 39 [20-29]"),
    ("codebook", "lowest: 20", "lowest: 30", "the label is not that of the band from 30 to 39"),
    ("codebook", "upper: {young: 39, old: 79}", "upper: {young: 39}", "category without an upper bound [old]"),
    ("codebook", "upper: {young: 39, old: 79}", "upper: {old: 79, young: 39}", "not in the order of the categories"),
    ("codebook", "bands: age,", "bands: sex,", "no number that stands above this one [sex]. Valid are: age."),
    ("codebook", "{users: [daily, rarely]}", "{daily: [daily, rarely]}", "also a category of use [daily]"),
    ("codebook", "fast: {ja: 速い", "Fast: {ja: 速い", "not a name [Fast]. Write a name of small letters"),
    # figures
    ("figures", "segment: category}", "sgment: category}", "no role of this chart [sgment]. Did you mean 'segment'?"),
    ("figures", "segment: category}", "sgment: category}", "the chart has no such role [segment]"),
    ("figures", "row: wave", "row: wve", "no key of a figure's table [wve]. Did you mean 'wave'?"),
    ("figures", "bracket: users", "bracket: user", "nothing that the figure shows [user]. Did you mean 'users'?"),
    ("figures", "notebook: shaded_table", "notebook: shade_table", "no such kind of chart [shade_table]"),
    ("figures", "groups: {all: {}", "groups: {al: {}", "a group without a label [al]"),
    ("figures", "where: {age_band: young}", "where: {age_band: 1}", "a category, a set, a list of them"),
    ("figures", 'part: "1"', 'part: "2"', "no part of config/report.yaml [2]"),
    # indices
    ("indices", 'table: "bonds_{wave}"', 'table: "bond_{wave}"', "Did you mean 'bonds_{wave}'?"),
    ("indices", "row: community", "row: comunity", "no column of bonds_{wave} [comunity]. Did you mean 'community'?"),
    ("indices", "value: bond", "value: bnd", "no column of bonds_{wave} [bnd]. Did you mean 'bond'?"),
    ("indices", "{section: side, ", "{", "the chart has no such role [section]"),
    ("indices", "side: {all:", "side: {al:", "no side of the table [al]. Did you mean 'all'?"),
    ("indices", "の差は{difference}", "の差は{difference", "a brace without its other one"),
    # claims
    ("claims", "from: 33.3", "from: 33.4", "a number that neither `quote` nor `says` has [33.4]"),
    ("claims", "value: 60.0}", "value: 60.1}", "a number that neither `quote` nor `says` has [60.1]"),
    ("claims", "group: young, category: mean", "group: youn, category: mean", "no group of an index [youn]"),
    ("claims", "index: ties_by_", "index: tie_by_", "not one of `indices` [tie_by_participation]"),
    # synthetic
    ("synthetic", "daily: 0.3", "daily: 0.8", "the shares do not sum to 1 [1.5]"),
    ("synthetic", "number: n, reason", "number: n, figure: 1-5, reason", "no figure of figures.yaml [1-5]"),
    ("synthetic", "number: age, reason", "number: ag, reason", "no number [ag]. Did you mean 'age'?"),
    ("synthetic", '"2031":\n    seed', '"2032":\n    seed', "no file in config/waves/ for the wave [2032]"),
    ("synthetic", '"2031":\n    seed', '"2032":\n    seed', "a synthetic wave without an entry [2031]"),
    # waves
    ("waves/1999", "reader: csv", "reader: cvs", "no reader of such files [cvs]. Did you mean 'csv'?"),
    ("waves/1999", "year: 1999", "year: 1989", "not the year that the wave is named by (1999) [1989]"),
    ("waves/1999", "year: 1999", "year: 199", "[199]"),
    ("waves/1999", "[20, 79]", "[20, 7]", "the least number that is kept is above the greatest [20, 7]"),
    ("waves/1999", "理由_{item}_{category}", "理由_{item}_{category", "a multiple variable's column needs"),
    ("waves/1999", "2: rarely, 3: never", "2: rarely, 3: rarely", "category that no cell stands for [never]"),
    (
        "waves/1999",
        "design: {}",
        "design: {calibrate: {margins: {sex: {man: 0.49, woman: 0.41}}}}",
        "the margin does not add up to 1 [0.9]",
    ),
    (
        "waves/1999",
        "design: {}",
        "design: {calibrate: {margins: {sex: {man: 49, woman: 51}, age_band: {young: 30, old: 60}}}}",
        "the margin does not add up to 100 [90]",
    ),
    (
        "waves/1999",
        "design: {}",
        "design: {calibrate: {margins: {sex: {man: 0.49, woman: 0.51}}, trim: [3, 0.3]}}",
        "on one side of the mean [3, 0.3]",
    ),
    ("waves/1999", "reader: csv,", "reader: csv, sha256: abc,", "SHA-256 of the delivered file"),
    # decompositions and comparisons: the line of the key, not that of the entry
    ("decompositions", "crossed: [sex,", "crossed: [six,", "no variable of the codebook [six]. Did you mean 'sex'?"),
    ("comparisons", "groups: {all: {}", "groups: {al: {}", "a group without a label [al]"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "expected"), SLIPS)
def test_a_slip_is_named_on_its_line(tmp_path, name, old, new, expected):
    config = shutil.copytree(ROOT / "tests" / "mini" / "config", tmp_path / "config")
    path = config / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(ProblemsFound) as found:
        load_project(config, ROOT / "workflow" / "schemas")
    shown = [str(problem) for problem in found.value.problems if expected in str(problem)]
    assert shown, found.value
    assert shown[0].startswith(f"config/{name}.yaml: line ")
    named = int(shown[0].split("line ")[1].split(",")[0])
    # What is missing, or derived from another key, is named at its entry or at that key.
    least = 8 if "missing" in expected or "without" in expected or "label" in expected else 1
    assert abs(named - line) <= least


def test_a_scale_that_offered_less_may_give_two_codes_one_category(tmp_path):
    config = shutil.copytree(ROOT / "tests" / "mini" / "config", tmp_path / "config")
    path = config / "waves" / "1999.yaml"
    text = path.read_text(encoding="utf-8")
    assert "2: rarely, 3: never}" in text
    said = text.replace("2: rarely, 3: never}", "2: rarely, 3: rarely}, not_offered: [never]")
    path.write_text(said, encoding="utf-8")
    load_project(config, ROOT / "workflow" / "schemas")
