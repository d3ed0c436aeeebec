"""Pictures of models, in both languages: what must hold whatever the numbers are."""

import math
import re
import time
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text
from model_results import ENTRIES, coefficients, effects, labels_of, shares, specifications
from words_of_figures import assert_nothing_overlaps

from tsunagari.config.problems import ProblemsFound
from tsunagari.draw.charts.forest import forest, forest_alt
from tsunagari.draw.charts.predicted_shares import predicted_shares, shares_alt
from tsunagari.draw.charts.specification_curve import curve_alt, specification_curve
from tsunagari.draw.paper.save import save_figure
from tsunagari.draw.rows import level_words
from tsunagari.draw.words import Wording
from tsunagari.models.labels import expanded, level_role

LANGUAGES = ("ja", "en")
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
NO_FINDINGS = {
    "ja": "合成データの連関は仮定によるもので、知見ではない",
    "en": "Associations in synthetic data were put in by assumption; they are no findings",
}
POINTS = ENTRIES["four_countries"]["specifications"] | {"share": "affirmative"}
CASES = [
    *((kind, model) for kind in ("forest", "shares") for model in ENTRIES),
    ("curve", "four_countries"),
    ("points", "four_countries"),
]


def drawn(project, kind: str, model: str, language: str, seed: int = 1, **changes):
    """A picture with the table, entry and labels that it was drawn from."""
    entry, labels = ENTRIES[model] | changes, labels_of(project, model)
    if kind == "points":
        entry |= {"specifications": POINTS}
    makers = {"forest": coefficients, "shares": shares}
    table = makers[kind](project, model, seed) if kind in makers else specifications(model, seed)
    draw = {"forest": forest, "shares": predicted_shares}.get(kind, specification_curve)
    return draw(table, entry, labels, language), table, entry, labels


def texts(figure) -> list[str]:
    return [artist.get_text() for artist in figure.findobj(Text) if artist.get_text()]


def all_words(figure) -> str:
    return squeezed("|".join(artist.get_label() for artist in figure.findobj(Text)))


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def rounded(value: float, decimals: int) -> str:
    """Half up on the decimal value, with a minus sign; computed without the package."""
    exact = Decimal(repr(round(float(value), 9))).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    return str(abs(exact) if exact == 0 else exact).replace("-", "\u2212")


def in_brackets(low: float, high: float, decimals: int) -> str:
    return f"[{rounded(low, decimals)}, {rounded(high, decimals)}]"


# --- every picture ----------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "model"), CASES)
@pytest.mark.parametrize("seed", [1, 2])
def test_no_words_overlap_or_leave_the_picture(project, kind, model, language, seed):
    figure, *_ = drawn(project, kind, model, language, seed)
    assert_nothing_overlaps(figure)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "model"), CASES)
def test_title_base_source_and_what_is_synthetic_are_written(project, kind, model, language):
    figure, _, entry, _ = drawn(project, kind, model, language)
    wanted = [entry["title"][language], NO_FINDINGS[language]]
    wanted += [project.waves[wave]["citation"][language] for wave in entry["waves"]]
    wanted += [entry["base"][language]] if "base" in entry else []
    wanted += [note[language] for note in entry.get("notes", ())]
    wanted += [{"ja": "合成データ／", "en": "SYNTHETIC DATA"}[language]]
    written = all_words(figure)
    assert [words for words in wanted if squeezed(words) not in written] == []


@pytest.mark.parametrize(("kind", "model"), CASES)
def test_english_pictures_and_alt_texts_hold_no_japanese(project, kind, model):
    figure, table, entry, labels = drawn(project, kind, model, "en")
    assert [word for word in texts(figure) if JAPANESE.search(word)] == []
    describe = {"forest": forest_alt, "shares": shares_alt}.get(kind, curve_alt)
    words = describe(table, entry, labels, "en")
    assert NO_FINDINGS["en"] in words and not JAPANESE.search(words)


@pytest.mark.parametrize(("kind", "model"), [("forest", "pooled"), ("curve", "four_countries")])
def test_bytes_repeat_and_do_not_depend_on_the_order_of_rows(project, tmp_path, kind, model):
    _, table, entry, labels = drawn(project, kind, model, "ja")
    draw = {"forest": forest, "curve": specification_curve}[kind]
    found = []
    for number in (1, 2):
        figure = draw(table.sample(frac=1, random_state=number), entry, labels, "ja")
        save_figure(figure, tmp_path, "picture", ["svg", "png", "pdf"], "alt")
        found.append(
            [(tmp_path / f"picture.{name}").read_bytes() for name in ("svg", "png", "pdf")]
        )
    assert found[0] == found[1]


def test_delivered_results_are_neither_marked_nor_hollow_nor_denied(project):
    labels = labels_of(project, "pooled")
    waves = {name: wave | {"source": "delivered"} for name, wave in labels.waves.items()}
    labels = replace(labels, waves=waves)
    table = coefficients(project, "pooled", basis="delivered")
    figure = forest(table, ENTRIES["pooled"], labels, "en")
    written = all_words(figure)
    assert "SYNTHETIC" not in written and "nofindings" not in written and "*" not in written
    dots = [line for line in figure.findobj(Line2D) if line.get_marker() == "o"]
    assert dots and all(dot.get_markerfacecolor() == dot.get_markeredgecolor() for dot in dots)


def test_an_assumed_coefficient_among_others_is_hollow_and_marked(project):
    table = coefficients(project, "four_countries", basis="published")
    place = table.index[table["level"] == "germany"][0]
    table.loc[place, "basis"] = "assumed"
    figure = forest(table, ENTRIES["four_countries"], labels_of(project, "four_countries"), "en")
    starred = [words for words in texts(figure) if re.fullmatch(r"\S*\d\*", words)]
    estimate = table.loc[place, "estimate"]
    assert starred == [rounded(math.exp(estimate), 2) + "*", rounded(estimate, 2) + "*"]
    dots = [line for line in figure.findobj(Line2D) if line.get_marker() == "o"]
    hollow = [dot for dot in dots if dot.get_markerfacecolor() != dot.get_markeredgecolor()]
    assert len(hollow) == 2  # the coefficient and the key below


# --- coefficients -----------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", ENTRIES)
def test_numbers_of_each_row_are_those_of_the_table(project, model, language):
    """Level by level, from top to bottom, in the order of the configuration."""
    figure, table, entry, labels = drawn(project, "forest", model, language)
    found = [words for words in texts(figure) if words.startswith("[") or words.endswith("*")]
    records, expected = table.set_index(["term", "level"]), []
    for term in expanded(entry["terms"]):
        for level in labels.texts[level_role(term)]:
            if (term, level) not in records.index:
                continue
            row = records.loc[(term, level)]
            ends = row["ci_low"], row["ci_high"]
            if entry["family"] != "linear":
                expected.append(rounded(math.exp(row["estimate"]), 2) + "*")
                expected.append(in_brackets(*map(math.exp, ends), 2))
            expected += [rounded(row["estimate"], 2) + "*", in_brackets(*ends, 2)]
    assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", ENTRIES)
@pytest.mark.parametrize("kind", ["forest", "shares"])
def test_every_term_and_level_is_labelled(project, kind, model, language):
    figure, table, _, labels = drawn(project, kind, model, language)
    written = all_words(figure)
    shown = table[table["term"] != "threshold"]
    for term, level in set(zip(shown["term"], shown["level"], strict=True)):
        assert squeezed(labels.text("term", term, language)) in written
        words = level_words(term, level, Wording(labels, language), observed=kind == "shares")
        assert words and squeezed(words) in written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_factor_has_its_reference_row(project, language):
    figure, _, entry, labels = drawn(project, "forest", "pooled", language)
    word = {"ja": "基準", "en": "reference"}[language]
    assert texts(figure).count(word) == len(entry["reference"])
    written = all_words(figure)
    for term, level in entry["reference"].items():
        assert squeezed(labels.text(level_role(term), level, language)) in written


def test_thresholds_are_not_drawn(project):
    figure, table, *_ = drawn(project, "forest", "four_countries", "en")
    dots = [line for line in figure.findobj(Line2D) if line.get_marker() == "o"]
    assert len(dots) == (table["term"] != "threshold").sum() + 1  # and the key below


def test_p_is_adjusted_where_it_can_be_and_never_starred(project):
    table = coefficients(project, "four_countries").assign(p_adjusted=0.25)
    labels, entry = labels_of(project, "four_countries"), ENTRIES["four_countries"]
    written = texts(forest(table, entry, labels, "en"))
    assert written.count("0.250") == (table["term"] != "threshold").sum()
    assert "adjusted p" in written
    table = table.assign(p_adjusted=float("nan"), p_value=0.0031)
    written = texts(forest(table, entry, labels, "en"))
    assert "adjusted p" not in written and "0.003" in written


def test_a_small_effect_is_printed_with_the_decimals_that_its_interval_needs(project):
    table = coefficients(project, "pooled")
    small = {"estimate": -0.0081, "ci_low": -0.0132, "ci_high": -0.003}
    table.loc[table["term"] == "age", list(small)] = list(small.values())
    written = texts(forest(table, ENTRIES["pooled"], labels_of(project, "pooled"), "en"))
    at = written.index("0.992*")
    assert written[at + 1 : at + 4] == ["[0.987, 0.997]", "−0.008*", "[−0.013, −0.003]"]


def test_a_term_or_level_without_a_label_is_refused(project):
    table, labels = coefficients(project, "pooled"), labels_of(project, "pooled")
    with pytest.raises(ProblemsFound, match="Did you mean 'sex'"):
        forest(table.replace({"term": {"sex": "sexx"}}), ENTRIES["pooled"], labels, "en")
    with pytest.raises(ProblemsFound, match="Did you mean 'female'"):
        forest(table.replace({"level": {"female": "femal"}}), ENTRIES["pooled"], labels, "en")


# --- predicted shares -------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", ENTRIES)
def test_predictions_of_each_row_are_those_of_the_table(project, model, language):
    figure, table, entry, _ = drawn(project, "shares", model, language)
    decimals = 2 if entry["family"] == "linear" else 1
    marked = [word for word in texts(figure) if re.fullmatch(r"[\u2212\d.]+\*", word)]
    assert sorted(marked) == sorted(rounded(value, decimals) + "*" for value in table["percent"])
    with_interval = table[table["category"].isin(["", "affirmative"])]
    expected = [
        in_brackets(low, high, decimals)
        for low, high in zip(with_interval["ci_low"], with_interval["ci_high"], strict=True)
    ]
    assert sorted(word for word in texts(figure) if word.startswith("[")) == sorted(expected)


# --- specification curves ---------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_three_hundred_specifications_take_less_than_two_seconds(project, tmp_path, language):
    table, labels = specifications(most=300), labels_of(project, "four_countries")
    start = time.process_time()
    figure = specification_curve(table, ENTRIES["four_countries"], labels, language)
    save_figure(figure, tmp_path, "curve", ["svg", "png", "pdf"], "alt")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(("kind", "decimals"), [("curve", 2), ("points", 1)])
def test_headline_medians_and_options_are_those_of_the_table(project, kind, decimals):
    figure, table, entry, _ = drawn(project, kind, "four_countries", "en")

    def shown(value: float) -> str:
        return rounded(math.exp(value) if kind == "curve" else value, decimals)

    head = table[table["headline"]].iloc[0]
    interval = f"[{shown(head['ci_low'])}, {shown(head['ci_high'])}]"
    written = texts(figure)
    assert f"Model as shipped: {shown(head['estimate'])}* {interval}" in written
    medians, labelled = [], all_words(figure)
    for name, about in entry["specifications"]["choices"].items():
        assert squeezed(about["label"]["en"]) in labelled
        for option, each in about["options"].items():
            chosen = table[table[f"choice.{name}"] == option]
            medians.append(shown(chosen["estimate"].median()) + "*")
            assert squeezed(each["label"]["en"]) in labelled
    assert [word for word in written if re.fullmatch(r"[\u2212\d.]+\*", word)] == medians
    clear = sum(
        low > 0 or high < 0 for low, high in zip(table["ci_low"], table["ci_high"], strict=True)
    )
    assert f"{clear}intervalslie" in labelled and "300specifications" in labelled


def test_every_specification_has_its_strokes_in_the_order_of_the_estimates(project):
    figure, table, entry, _ = drawn(project, "curve", "four_countries", "en")
    lines = [np.array(line.get_xydata(), float) for line in figure.findobj(Line2D)]
    broken = [line for line in lines if np.isnan(line).any()]
    choices = len(entry["specifications"]["choices"])
    strokes = sum(int(np.isnan(line[:, 0]).sum()) for line in broken)
    assert strokes == (2 + choices) * len(table)  # interval, estimate, and one a kind of choice
    (estimates,) = [line for line in broken if len(line) == 3 * len(table)]
    assert (np.diff(estimates[::3, 0]) > 0).all()
    assert (np.diff(estimates[::3, 1]) <= 1e-9).all()  # upwards: y runs down the page


def test_choices_without_labels_are_refused_all_at_once(project):
    table, labels = specifications(), labels_of(project, "four_countries")
    table = table.replace({"choice.weights": {"raked": "rakd"}}).rename(
        columns={"choice.ages": "choice.agess"}
    )
    with pytest.raises(ProblemsFound, match="3 problems") as found:
        specification_curve(table, ENTRIES["four_countries"], labels, "en")
    assert {problem.value for problem in found.value.problems} == {"agess", "ages", "rakd"}


# --- what a model rests on ---------------------------------------------------------
ODDS = {
    "ja": ("部分比例オッズモデル", "比例オッズは検定で棄却", "‡ 棄却された比例オッズモデル"),
    "en": ("partial proportional odds", "Proportional odds are rejected", "‡ proportional odds"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_say_by_which_odds_they_are(project, language):
    """In the heading, in a line below it and in the text for those who do not see it."""
    table, labels = shares(project, "four_countries"), labels_of(project, "four_countries")
    entry = ENTRIES["four_countries"]
    partial, because, kept = (squeezed(words) for words in ODDS[language])
    words = all_words(predicted_shares(table, entry, labels, language))
    assert partial in words and because in words and kept not in words
    assert partial in squeezed(shares_alt(table, entry, labels, language))
    for why in ("declared", "no_maximum", "negative_share"):
        stays = table.assign(odds="rejected", free="", odds_reason=why)
        figure = predicted_shares(stays, entry, labels, language)
        assert_nothing_overlaps(figure)
        reason = squeezed(Wording(labels, language).say(f"stays_{why}"))
        assert kept in all_words(figure) and reason in all_words(figure)
        assert kept in squeezed(shares_alt(stays, entry, labels, language))


def test_the_observed_share_is_a_stroke(project):
    """One between each two answers; of people who are at no such level none."""
    table, labels = shares(project, "four_countries"), labels_of(project, "four_countries")
    entry = ENTRIES["four_countries"]

    def strokes(given):
        figure = predicted_shares(given, entry, labels, "en")
        return sum(line.get_linewidth() == 1.1 for line in figure.findobj(Line2D))

    levels = table.groupby(["term", "level"]).ngroups
    assert strokes(table) - strokes(table.drop(columns="observed")) == 3 * levels
    nobody = table.assign(observed=table["observed"].mask(table["level"] == "female"))
    assert strokes(table) - strokes(nobody) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_was_left_out_of_a_level_is_counted(project, language):
    table, labels = shares(project, "pooled"), labels_of(project, "pooled")
    words = all_words(predicted_shares(table, ENTRIES["pooled"], labels, language))
    said = squeezed(Wording(labels, language).say("impossible", n=12))
    assert said in words
    none = predicted_shares(table.assign(impossible=0), ENTRIES["pooled"], labels, language)
    assert said not in all_words(none)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", ["pooled", "power"])
def test_several_waves_begin_with_the_average_change(project, model, language):
    entry, labels = ENTRIES[model], labels_of(project, model)
    table, change = coefficients(project, model), effects(model)
    figure = forest(table, entry, labels, language, change)
    assert_nothing_overlaps(figure)
    printed = "+4.25*[1.25,7.25]" if model == "power" else "[1.3,7.3]"
    head = squeezed(Wording(labels, language).say("average_change", level="", reference=""))[:4]
    for words in (all_words(figure), squeezed(forest_alt(table, entry, labels, language, change))):
        assert head in words and printed in words
    assert head not in all_words(forest(table, entry, labels, language))
    single = effects("four_countries")
    assert head not in all_words(
        forest(coefficients(project, "four_countries"), ENTRIES["four_countries"],
               labels_of(project, "four_countries"), language, single)
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_coefficients_say_where_proportional_odds_fail(project, language):
    entry, labels = ENTRIES["four_countries"], labels_of(project, "four_countries")
    table = coefficients(project, "four_countries")
    said = squeezed(Wording(labels, language).say("odds_of_coefficients"))
    assert said in all_words(forest(table.assign(odds="partial"), entry, labels, language))
    assert said not in all_words(forest(table.assign(odds="proportional"), entry, labels, language))
