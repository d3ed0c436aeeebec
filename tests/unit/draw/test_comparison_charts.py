"""Pictures of comparisons, and intervals below stacked bars, whatever the numbers are."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from charts_tables import picture
from conftest import ROOT
from matplotlib.lines import Line2D
from matplotlib.text import Text
from words_of_figures import assert_nothing_overlaps

from tsunagari.compare.change import VERDICTS
from tsunagari.compare.labels import comparison_labels
from tsunagari.compare.pairs import CELL
from tsunagari.compare.plan import Comparison, compared_waves, pairs_of
from tsunagari.config.problems import ProblemsFound
from tsunagari.draw.charts.comparison import comparison
from tsunagari.draw.charts.comparison_notes import comparison_alt
from tsunagari.draw.charts.comparison_rows import blocks
from tsunagari.draw.paper import style
from tsunagari.draw.paper.intervals import lanes
from tsunagari.draw.paper.save import save_figure
from tsunagari.draw.words import WORDS, Wording
from tsunagari.project import load_project
from tsunagari.read.tables import read_table
from tsunagari.run.notebook import declared_parameters, execute
from tsunagari.waves.comparability import ASPECTS, grade, relations

say = WORDS.part("comparison").say

NAMES = list(load_project(ROOT / "config").comparisons["comparisons"])
LANGUAGES = ("ja", "en")
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def table(project, name: str, seed: int = 1, entry=None) -> pd.DataFrame:
    """A comparison's table of random numbers, in the shape that the pipeline gives."""
    random = np.random.default_rng(seed)
    entry = entry or project.comparisons["comparisons"][name]
    rows = []
    for first, second in pairs_of(compared_waves(entry, project.waves)):
        for base in Comparison.from_config(name, entry).bases(project.codebook):
            keys = (base.country, base.group, base.variable, base.item_key)
            states = relations(
                project.codebook, base.variable, project.waves[first], project.waves[second]
            )
            for category in base.categories:
                row = dict(zip(CELL, (*keys, category), strict=True))
                row |= {"comparison": name, "earlier": first, "later": second, **states}
                rows.append(row | numbers(random) | {"grade": grade(states)})
    return pd.DataFrame(rows).assign(margin=entry["margin"], family=entry["family"])


def omnibus(project, name: str) -> pd.DataFrame:
    """The tests of the comparison's questions, of which every other one is shown to change."""
    asked = table(project, name).drop_duplicates(["country", "group", "variable", "item"])
    asked = asked[["comparison", "country", "group", "variable", "item"]].reset_index(drop=True)
    return asked.assign(p_holm=[0.01 if place % 2 else 0.2 for place in asked.index])


def numbers(random) -> dict:
    row = {}
    for side in ("earlier", "later"):
        percent = float(random.uniform(0, 100))
        row |= {f"percent_{side}": percent, f"n_{side}": int(random.integers(90, 2400)),
                f"ci_low_{side}": percent * 0.9, f"ci_high_{side}": 100 - (100 - percent) * 0.9,
                f"basis_{side}": str(random.choice(["published", "assumed"]))}  # fmt: skip
    change = row["percent_later"] - row["percent_earlier"]
    stands = {row["basis_earlier"], row["basis_later"]}
    basis = "assumed" if "assumed" in stands else "published"
    ends = {"ci_low_adjusted": change - 8, "ci_high_adjusted": change + 8}
    verdicts = {key: str(random.choice(VERDICTS)) for key in ("verdict", "verdict_least_base")}
    return row | {"change": change, "ci_low": change - 5, "ci_high": change + 5, "basis": basis,
                  "tests": 12, "same_as": "", **ends, **verdicts}  # fmt: skip


def labels_of(project, name: str, comparisons=None):
    comparisons = comparisons or project.comparisons
    return comparison_labels(project.codebook_config, name, comparisons, project.waves)


def drawn(project, name: str, language: str, seed: int = 1):
    numbers, entry = table(project, name, seed), project.comparisons["comparisons"][name]
    labels = labels_of(project, name)
    figure = comparison(numbers, entry, labels, language, omnibus=omnibus(project, name))
    return figure, numbers, entry, labels


def texts(figure) -> list[str]:
    return [artist.get_text() for artist in figure.findobj(Text) if artist.get_text()]


def all_words(figure) -> str:
    return squeezed("|".join(artist.get_label() for artist in figure.findobj(Text)))


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


# --- comparisons ------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [1, 2])
def test_no_words_overlap_or_leave_the_picture(project, name, language, seed):
    figure, *_ = drawn(project, name, language, seed)
    assert_nothing_overlaps(figure)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_fits_a_page_of_a4(project, name, language):
    numbers, entry = table(project, name), project.comparisons["comparisons"][name]
    shared, tests = numbers.assign(n_earlier=400, n_later=200), omnibus(project, name)
    labels = labels_of(project, name)
    figure = comparison(shared, entry, labels, language, omnibus=tests)
    wide, tall = figure.get_size_inches()
    assert wide < 8.27 and tall < 11.69 - 2 * 0.4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_what_a_reader_needs_is_written(project, name, language):
    figure, numbers, entry, labels = drawn(project, name, language)
    written = all_words(figure)
    wanted = [entry["title"][language], entry["base"][language]]
    wanted += [project.waves[wave]["citation"][language] for wave in entry["waves"]]
    wanted += [note[language] for note in entry["notes"]]
    wanted += [project.comparisons["families"][entry["family"]][language]]
    wanted += [say(f"grade_{letter}", language) for letter in set(numbers["grade"])]
    wanted += [text[language] for text in labels.texts["differs"].values()]
    wanted += [
        label for block in blocks(numbers, Wording(labels, language)) for label, _ in block.rows
    ]
    assert [words for words in wanted if squeezed(words) not in written] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_row_has_its_numbers_verdict_and_grade(project, name):
    figure, numbers, *_ = drawn(project, name, "en")
    found = texts(figure)
    for row in numbers.itertuples():
        star = "*" * (row.basis == "assumed")
        assert say(row.verdict, "en") + star in found
        change = f"{row.change:.1f}".replace("-", "\u2212") + star
        assert change in found or row.change == pytest.approx(0, abs=0.06)
    assert sum(word in "ABCD" for word in found if len(word) == 1) == len(numbers)
    hollow = sum(
        line.get_marker() == "o" and line.get_markerfacecolor() != line.get_markeredgecolor()
        for line in figure.findobj(Line2D)
    )
    assumed = numbers[["basis", "basis_earlier", "basis_later"]].eq("assumed").to_numpy().sum()
    assert hollow == assumed + 1  # and the key to what hollow means


@pytest.mark.parametrize("name", NAMES)
def test_english_pictures_and_alt_texts_hold_no_japanese(project, name):
    figure, numbers, entry, labels = drawn(project, name, "en")
    assert [word for word in texts(figure) if JAPANESE.search(word)] == []
    assert not JAPANESE.search(comparison_alt(numbers, entry, labels, "en"))


def test_alt_text_tells_the_largest_change_that_is_not_assumed(project):
    numbers, entry = table(project, "trust"), project.comparisons["comparisons"]["trust"]
    numbers = numbers.assign(change=[-5.0, -50.0, 2.0, 7.25], ci_low_adjusted=-9.0)
    numbers["ci_high_adjusted"] = 9.04
    numbers["basis"] = ["published", "assumed", "published", "published"]
    numbers["verdict"] = ["changed", "changed", "equivalent", "undecided"]
    words = comparison_alt(numbers, entry, labels_of(project, "trust"), "en")
    assert "Of 3 changes that stand on published or delivered numbers: 1 changed, 1 equiv" in words
    assert (
        "I can tell whom to trust online, 7.3 points (simultaneous 95 per cent interval ["
        "\u22129.0, 9.0]" in words
    )
    assert "1 changes stand on assumptions" in words
    alone = comparison_alt(
        numbers.assign(basis="assumed"), entry, labels_of(project, "trust"), "en"
    )
    assert "The largest" not in alone and "4 changes stand on assumptions" in alone


def test_what_a_wave_did_not_ask_is_said_so_and_not_drawn(project):
    numbers, entry = table(project, "trust"), project.comparisons["comparisons"]["trust"]
    gaps = ["percent_later", "ci_low_later", "ci_high_later", "change", "ci_low", "ci_high"]
    numbers.loc[1, gaps] = np.nan
    numbers.loc[1, ["n_later", "basis", "basis_later", "verdict", "grade", *ASPECTS]] = [
        0, "not_asked", "not_asked", "", "", *[""] * 4,
    ]  # fmt: skip
    figure = comparison(numbers, entry, labels_of(project, "trust"), "en")
    assert sum(words.startswith("Not asked") for words in texts(figure)) == 1
    assert "nan" not in "".join(texts(figure))
    assert_nothing_overlaps(figure)


def test_three_waves_have_a_block_a_pair(project):
    waves = {**project.waves, "2012": project.waves["2017"] | {"year": 2012}}
    entry = project.comparisons["comparisons"]["trust"] | {"waves": "all"}
    comparisons = {**project.comparisons, "comparisons": {"trust": entry}}
    changed = replace(project, waves=waves, comparisons=comparisons)
    numbers, labels = table(changed, "trust"), labels_of(changed, "trust", comparisons)
    found = blocks(numbers, Wording(labels, "en"))
    pairs = [("2008", "2012"), ("2008", "2017"), ("2012", "2017")]
    assert [(block.earlier, block.later) for block in found] == pairs
    figure = comparison(numbers, entry, labels, "en")
    assert_nothing_overlaps(figure)
    assert sum("(upper dot)" in word for word in texts(figure)) == 3


def test_bytes_repeat_and_do_not_depend_on_the_order_of_rows(project, tmp_path):
    _, numbers, entry, labels = drawn(project, "trust_by_sex", "ja")
    found = []
    for seed in (1, 2):
        shuffled = numbers.sample(frac=1, random_state=seed)
        figure = comparison(shuffled, entry, labels, "ja")
        save_figure(figure, tmp_path, "picture", ["svg", "png"], "alt")
        found.append([(tmp_path / f"picture.{kind}").read_bytes() for kind in ("svg", "png")])
    assert found[0] == found[1]


def test_a_missing_table_says_what_to_run(tmp_path):
    with pytest.raises(ProblemsFound, match="the table is missing"):
        read_table(tmp_path / "trust.csv")


def test_the_notebook_draws_and_its_defaults_fit(project, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    path = ROOT / "notebooks" / "change.ipynb"
    defaults = declared_parameters(path)
    entry = project.comparisons["comparisons"][defaults["name"]]
    assert defaults["waves"] == entry["waves"]
    table(project, defaults["name"]).to_csv(tmp_path / "trust.csv", index=False)
    omnibus(project, defaults["name"]).to_csv(tmp_path / "trust.omnibus.csv", index=False)
    given = defaults | {"formats": ["svg"], "data": str(tmp_path), "results": str(tmp_path)}
    execute(path, tmp_path / "out.ipynb", given)
    names = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert names == ["comparison_trust.en.svg", "comparison_trust.ja.svg"]
    cells = json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))["cells"]
    shown = [output for cell in cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in shown) == 2


# --- intervals below stacked bars -------------------------------------------------
@pytest.mark.parametrize("figure", ["4-3-5-1", "4-3-5-2", "4-3-5-3"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_bars_show_the_interval_of_every_segment_and_sum(project, figure, language):
    drawing, numbers, spec, labels = picture(project, figure, language)
    without = {key: part for key, part in spec["chart"].items() if key != "intervals"}
    plain, *_ = picture(project, figure, language, chart=without)
    shown = numbers[(numbers["percent"] > 0)]
    # Each interval is a line, two caps and what hangs it to its edge.
    lines = [len(one.findobj(Line2D)) for one in (drawing, plain)]
    assert lines[0] - lines[1] == 4 * len(shown)
    words = {"ja": "棒の下の", "en": "Beloweachbar"}[language]
    assert words in all_words(drawing) and words not in all_words(plain)
    ends = [word for word in texts(drawing) if re.fullmatch(r"\[\d+\.\d, \d+\.\d\]", word)]
    assert len(ends) == (shown["category"].isin(labels.sets)).sum()


def level(line: Line2D, least: float) -> bool:
    """Whether a line is level and at least so long."""
    return np.ptp(line.get_ydata()) == 0 and np.ptp(line.get_xdata()) >= least


def test_an_interval_is_as_wide_on_the_scale_as_in_the_table(project):
    drawing, numbers, *_ = picture(project, "4-3-5-2", "en")
    first = numbers[(numbers["wave"] == "2008") & (numbers["group"] == "all")].iloc[0]
    # The scale's line reaches from 0 to 100; the first segment begins at 0.
    lines = [line for line in drawing.findobj(Line2D) if len(line.get_xdata()) == 2]
    (axis,) = [line for line in lines if line.get_color() == style.FAINT and level(line, 300)]
    low, high = axis.get_xdata()
    wanted = [low + (high - low) * first[end] / 100 for end in ("ci_low", "ci_high")]
    spans = [tuple(line.get_xdata()) for line in lines if level(line, 1)]
    assert any(span == pytest.approx(tuple(wanted)) for span in spans)


def test_lanes_keep_intervals_apart():
    spans = [(0, 4), (3, 6), (8, 9), (8.5, 10), (9.2, 12)]
    found = lanes(spans, gap=1)
    assert found == [0, 1, 0, 1, 2]
    for lane in set(found):
        inside = [span for span, own in zip(spans, found, strict=True) if own == lane]
        assert all(second[0] >= first[1] + 1 for first, second in pairwise(inside))
