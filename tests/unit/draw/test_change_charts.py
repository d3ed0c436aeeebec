"""Pictures of changes, in both languages: what must hold whatever the numbers are."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from change_results import curve_entry, curve_tables, entry_of, labels_of, parts_table
from conftest import ROOT
from matplotlib.lines import Line2D
from matplotlib.text import Text
from words_of_figures import assert_nothing_overlaps

from tsunagari.config.problems import ProblemsFound
from tsunagari.draw.charts.age_curves import age_curves, age_curves_alt, range_words
from tsunagari.draw.charts.decomposition import decomposition, decomposition_alt
from tsunagari.draw.paper.save import save_figure
from tsunagari.draw.words import Wording
from tsunagari.read.tables import BOUNDS, CURVE, PARTS, read_table
from tsunagari.run.notebook import execute

LANGUAGES = ("ja", "en")
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
CANNOT = {
    "ja": "2回の調査では、加齢・時代・世代の効果を分けることはできない。",
    "en": "Two waves cannot separate age, period and cohort.",
}
NO_FINDINGS = {
    "ja": "合成データの連関は仮定によるもので、知見ではない",
    "en": "Associations in synthetic data were put in by assumption; they are no findings",
}
THREE = {"method": "oaxaca_blinder", "family": "linear", "fold": "three"}
CASES = {
    "kitagawa": ("trust_offline_by_group", {}),
    "das_gupta": ("discernment_offline_by_factor", {}),
    "oaxaca_blinder": ("trust_offline_by_model", {}),
    "three": ("discernment_offline_by_model", THREE),
    "curve": ("trust_offline", {}),
}


def drawn(project, case: str, language: str, seed: int = 1, basis: str = "assumed"):
    """A picture, its alt text, its tables, entry and labels."""
    name, changes = CASES[case]
    if case == "curve":
        entry = curve_entry(project, name)
        tables, draw, describe = (
            curve_tables(project, entry, seed, basis),
            age_curves,
            age_curves_alt,
        )
    else:
        entry = entry_of(project, name, **changes)
        tables, draw, describe = (
            (parts_table(project, entry, seed, basis),),
            decomposition,
            decomposition_alt,
        )
    labels = labels_of(project, name, entry)
    if basis == "delivered":
        waves = {key: wave | {"source": "delivered"} for key, wave in labels.waves.items()}
        labels = replace(labels, waves=waves)
    table, *more = tables
    figure = draw(table, entry, labels, language, *more)
    return figure, describe(table, entry, labels, language, *more), tables, entry, labels


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def all_words(figure) -> str:
    return squeezed("|".join(artist.get_label() for artist in figure.findobj(Text)))


def texts(figure) -> list[str]:
    return [artist.get_text() for artist in figure.findobj(Text) if artist.get_text()]


def rounded(value: float, decimals: int = 1) -> str:
    """Half up on the decimal value, with a minus sign; computed without the package."""
    exact = Decimal(repr(round(float(value), 9))).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    return str(abs(exact) if exact == 0 else exact).replace("-", "\u2212")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_words_overlap_or_leave_the_picture(project, case, language, seed):
    figure, *_ = drawn(project, case, language, seed)
    assert_nothing_overlaps(figure)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_title_base_source_and_what_is_synthetic_are_written(project, case, language):
    figure, alt, _, entry, _ = drawn(project, case, language)
    wanted = [entry["title"][language], entry["base"][language], NO_FINDINGS[language]]
    wanted += [project.waves[wave]["citation"][language] for wave in entry["waves"]]
    wanted += [note[language] for note in entry.get("notes", ())]
    wanted += [{"ja": "合成データ／", "en": "SYNTHETIC DATA"}[language]]
    written = all_words(figure)
    assert [words for words in wanted if squeezed(words) not in written] == []
    assert NO_FINDINGS[language] in alt


@pytest.mark.parametrize("case", CASES)
def test_english_pictures_and_alt_texts_hold_no_japanese(project, case):
    figure, alt, *_ = drawn(project, case, "en")
    assert [words for words in texts(figure) if JAPANESE.search(words)] == []
    assert not JAPANESE.search(alt)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["kitagawa", "das_gupta", "oaxaca_blinder", "three"])
def test_every_part_is_written_with_its_interval(project, case, language):
    figure, alt, (table,), *_ = drawn(project, case, language)
    written = texts(figure)
    shown = table[~table["component"].isin(["earlier", "later"])]
    shown = shown[~(shown["factor"].str.contains(":") & (shown["category"] != ""))]
    for row in shown.itertuples():
        assert rounded(row.points) + "*" in written
        assert f"[{rounded(row.ci_low)}, {rounded(row.ci_high)}]" in written
    in_all = shown[(shown["category"] == "") & (shown["factor"] != "intercept")]
    assert [row.points for row in in_all.itertuples() if rounded(row.points) not in alt] == []


def test_bars_are_as_long_as_their_parts(project):
    """Lengths of all bars stand in one proportion to the points, whatever the sign."""
    figure, _, (table,), *_ = drawn(project, "das_gupta", "en")
    bars = [
        patch.get_width()
        for patch in figure.patches + [a for a in figure.artists if hasattr(a, "get_width")]
        if getattr(patch, "get_height", lambda: 0)() == 6.0 and patch.get_width() != 8
    ]
    shown = table[~table["component"].isin(["earlier", "later"])]["points"].abs().to_numpy()
    ratios = np.sort(bars) / np.sort(shown)
    assert len(bars) == len(shown)
    assert ratios == pytest.approx(np.full(len(shown), ratios[0]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_curve_says_what_cannot_be_separated_and_the_bounds(project, language):
    figure, alt, (curve, bounds), entry, _ = drawn(project, "curve", language)
    assert squeezed(CANNOT[language]) in all_words(figure) and CANNOT[language] in alt
    for bound in entry["bounds"].values():
        assert squeezed(bound["title"][language]) in all_words(figure)
        assert bound["title"][language] in alt
    written = texts(figure)
    for row in curve[curve["whole"]].itertuples():
        assert rounded(row.percent) + "*" in written
    left_out = curve[~curve["whole"]]
    assert len(left_out) and not any(
        rounded(row.percent) + "*" in written for row in left_out.itertuples()
    )
    for row in bounds[bounds["view"] == "all"].itertuples():
        assert range_words(row.low, row.high, Wording(None, language)) + "*" in written


def test_the_curve_says_of_how_many_in_each_wave_and_what_a_range_is(project):
    name = CASES["curve"][0]
    entry = curve_entry(project, name)
    curve, bounds = curve_tables(project, entry)
    curve["n"] = np.where(curve["wave"] == "2008", 400, 200)
    written = all_words(age_curves(curve, entry, labels_of(project, name, entry), "en", bounds))
    assert "2008survey(n=400):" in written and "2017survey(n=200):" in written
    assert squeezed("if age, period and cohort add up and the period added the same") in written
    alone = age_curves(curve, entry, labels_of(project, name, entry), "en", bounds[:0])
    assert "addup" not in all_words(alone)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["kitagawa", "das_gupta", "oaxaca_blinder"])
def test_parts_by_a_factor_whose_question_differs_say_so(project, case, language):
    """The waves asked about other media, of which participation is made."""
    figure, *_, labels = drawn(project, case, language)
    grades = {name: text[language] for name, text in labels.texts["grade"].items()}
    assert grades.pop("participation") == "D"
    assert set(grades.values()) == {"C"} and {"sex", "age_band"} < set(grades)
    written = all_words(figure)
    wanted = {"ja": "D：コミュニティへの参加状況", "en": "D: Kind of participation"}[language]
    assert squeezed(wanted) in written
    listed = {"ja": "2008年度調査は7、2017年度調査は11項目", "en": "7 (2008 survey) and 11"}
    assert squeezed(listed[language]) in written


def test_a_curve_by_age_says_how_far_its_question_compares(project):
    figure, *_ = drawn(project, "curve", "en")
    assert squeezed("C: Most people can be trusted (offline), Age band") in all_words(figure)


def test_levels_are_counted_from_the_mean_of_people_or_of_levels_as_the_method_does(project):
    def said(case):
        return all_words(drawn(project, case, "en")[0])

    of_people, of_levels = squeezed("differ from the mean"), squeezed("plain mean of all levels")
    assert of_people in said("kitagawa") and of_levels not in said("kitagawa")
    for case in ("oaxaca_blinder", "three"):
        assert of_levels in said(case) and of_people not in said(case)


def test_ranges_read_as_limits():
    assert range_words(-np.inf, -3.25, Wording(None, "en")) == "\u22123.3 or less"
    assert range_words(1.0, np.inf, Wording(None, "ja")) == "1.0以上"
    assert range_words(-8, 6.5, Wording(None, "en")) == "\u22128.0 to 6.5"
    assert range_words(2, 1, Wording(None, "en")) == "no one period effect fits all bands"


@pytest.mark.parametrize("case", CASES)
def test_delivered_results_are_neither_marked_nor_hollow_nor_denied(project, case):
    figure, alt, *_ = drawn(project, case, "en", basis="delivered")
    written = all_words(figure)
    assert "SYNTHETIC" not in written and "nofindings" not in written and "*" not in written
    assert "assumed" not in alt
    dots = [line for line in figure.findobj(Line2D) if line.get_marker() == "o"]
    assert all(dot.get_markerfacecolor() == dot.get_markeredgecolor() for dot in dots)


@pytest.mark.parametrize("case", ["kitagawa", "curve"])
def test_bytes_repeat_and_do_not_depend_on_the_order_of_rows(project, tmp_path, case):
    *_, tables, entry, labels = drawn(project, case, "ja")
    draw = age_curves if case == "curve" else decomposition
    found = []
    for number in (1, 2):
        first = tables[0].sample(frac=1, random_state=number)
        save_figure(
            draw(first, entry, labels, "ja", *tables[1:]),
            tmp_path,
            "picture",
            ["svg", "png"],
            "alt",
        )
        found.append([(tmp_path / f"picture.{name}").read_bytes() for name in ("svg", "png")])
    assert found[0] == found[1]


# --- tables and notebooks -------------------------------------------------------
def test_tables_keep_words_and_infinities(project, tmp_path):
    entry = entry_of(project, "trust_offline_by_group")
    parts_table(project, entry).to_csv(tmp_path / "decomposition_x.csv", index=False)
    table = read_table(tmp_path / "decomposition_x.csv", PARTS)
    assert "none" in set(table["category"]) and "" in set(table["category"])
    curve, bounds = curve_tables(project, curve_entry(project, "trust_offline"))
    curve.to_csv(tmp_path / "age_curves_x.csv", index=False)
    bounds.to_csv(tmp_path / "age_curves_x.bounds.csv", index=False)
    pd.testing.assert_series_equal(
        read_table(tmp_path / "age_curves_x.bounds.csv", BOUNDS)["low"], bounds["low"]
    )
    assert set(read_table(tmp_path / "age_curves_x.csv", CURVE)["wave"]) == {"2008", "2017"}


def test_tables_that_cannot_be_drawn_say_why(project, tmp_path):
    with pytest.raises(ProblemsFound, match="the table is missing"):
        read_table(tmp_path / "decomposition_x.csv", PARTS)
    table = parts_table(project, entry_of(project, "trust_offline_by_group"))
    table.loc[4, "ci_low"] = np.nan
    pd.concat([table, table.tail(1)]).to_csv(tmp_path / "decomposition_x.csv", index=False)
    with pytest.raises(ProblemsFound) as found:
        read_table(tmp_path / "decomposition_x.csv", PARTS)
    assert "stands twice" in str(found.value) and "row 6" in str(found.value)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("decomposition", "trust_offline_by_group"), ("age_curves", "trust_offline")],
)
def test_the_notebook_draws_its_figures(project, tmp_path, monkeypatch, kind, name):
    monkeypatch.chdir(ROOT)
    path = ROOT / "notebooks" / "change.ipynb"
    if kind == "decomposition":
        table = parts_table(project, entry_of(project, name))
        table.to_csv(tmp_path / f"decomposition_{name}.csv", index=False)
    else:
        curve, bounds = curve_tables(project, curve_entry(project, name))
        curve.to_csv(tmp_path / f"age_curves_{name}.csv", index=False)
        bounds.to_csv(tmp_path / f"age_curves_{name}.bounds.csv", index=False)
    given = {
        "kind": kind,
        "name": name,
        "waves": [],
        "languages": ["ja", "en"],
        "formats": ["svg"],
        "config": "config",
        "data": str(tmp_path),
        "results": str(tmp_path / "figures"),
    }
    execute(path, tmp_path / "out.ipynb", given)
    names = sorted(found.name for found in (tmp_path / "figures").iterdir())
    assert names == [f"{kind}_{name}.{language}.svg" for language in ("en", "ja")]
