"""Figures of the indices' tables: what must hold whatever the numbers are."""

import json
import re
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from matplotlib.lines import Line2D
from matplotlib.text import Text
from words_of_figures import assert_nothing_overlaps

from tsunagari.config.problems import ProblemsFound
from tsunagari.draw.alt import index_alt
from tsunagari.draw.charts.dot_columns import dot_columns
from tsunagari.draw.charts.histograms import histograms
from tsunagari.index.labels import index_labels
from tsunagari.read.tables import read_picture
from tsunagari.run.notebook import declared_parameters, execute

LANGUAGES = ("ja", "en")
PICTURES = (
    "ties_bonds", "ties_distribution", "ties_loadings", "ties_comparability", "ties_counting",
)  # fmt: skip
DRAW = {"dot_columns": dot_columns, "histograms": histograms}
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
NO_FINDINGS = {"ja": "知見ではない", "en": "they are no findings"}
PARAGRAPH = {"ja": "参加数をそろえると差は残らない。", "en": "Nothing remains at the same number."}


def keys_of(project, spec) -> list[dict[str, str]]:
    """Every combination of keys that the figure's rows can have."""
    ties, codebook = project.indices["ties"], project.codebook
    table = spec["table"].partition("_")[0]
    if table == "bonds":
        return [{"side": side, "community": item} for side, entry in ties["communities"].items()
                for item in codebook[entry["variable"]].items]  # fmt: skip
    if table == "loadings":
        return [{"side": side, "item": item, "method": method} for method in ties["scores"]
                for side, items in ties["consciousness"].items() for item in items]  # fmt: skip
    labels = spec["labels"]
    if "scoring" in labels:
        return [{"group": kind, "scoring": scoring} for scoring in labels["scoring"]
                for kind in codebook["participation"].categories]  # fmt: skip
    return [{"against": against, "measure": measure} for against in labels["against"]
            for measure in labels["measure"]]  # fmt: skip


def random_table(project, picture: str, seed: int, basis: str = "assumed") -> pd.DataFrame:
    """Random numbers in the shape of the stage's table."""
    rng, spec, rows = np.random.default_rng(seed), project.indices["figures"][picture], []
    value, n = (spec["chart"].get(name, name) for name in ("value", "n"))
    for wave in spec["waves"]:
        if spec["notebook"] == "histograms":
            rows += distribution(rng, wave, project.codebook["participation"].categories)
            continue
        for keys in keys_of(project, spec):
            middle, half = float(rng.normal(0, 2)), float(rng.uniform(0.05, 3))
            rows.append({"wave": wave, **keys, value: middle, n: int(rng.integers(5, 2400)),
                         "ci_low": middle - half, "ci_high": middle + half})  # fmt: skip
    return pd.DataFrame(rows).assign(country="japan", basis=basis)


def distribution(rng: np.random.Generator, wave: str, kinds) -> list[dict]:
    rows = []
    for place, kind in enumerate(kinds):
        shares = np.eye(14)[4] if place == 0 else rng.dirichlet(np.full(14, 0.8))
        keys = {"wave": wave, "group": kind, "n": int(rng.integers(50, 2400))}
        rows += [{**keys, "measure": "share", "low": float(at), "high": at + 1.0,
                  "value": 100 * share} for at, share in enumerate(shares)]  # fmt: skip
        rows.append({**keys, "measure": "quantile_50", "value": float(rng.uniform(1, 13))})
    return rows


def drawn(project, tmp_path, picture: str, language: str, seed: int = 1, basis: str = "assumed"):
    """A picture, from a table that was saved and loaded as the notebook does."""
    spec = project.indices["figures"][picture]
    labels = index_labels(project.codebook_config, picture, spec, "participation", project.waves)
    table = random_table(project, picture, seed, basis)
    for wave in spec["waves"]:
        name = spec["table"].format(wave=wave)
        shown = table if name == spec["table"] else table[table["wave"] == wave]
        shown.to_csv(tmp_path / f"{name}.csv", index=False)
    loaded = read_picture(tmp_path, spec, labels)
    words = PARAGRAPH[language] if "paragraph" in spec else ""
    return (
        DRAW[spec["notebook"]](loaded, spec, labels, language, words),
        loaded,
        spec,
        labels,
        words,
    )


def all_words(figure) -> str:
    return squeezed("|".join(artist.get_label() for artist in figure.findobj(Text)))


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def rounded(value: float) -> str:
    exact = Decimal(repr(round(float(value), 9))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(abs(exact) if exact == 0 else exact).replace("-", "\u2212")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_words_overlap_or_leave_the_picture(project, tmp_path, picture, language, seed):
    figure, *_ = drawn(project, tmp_path, picture, language, seed)
    assert_nothing_overlaps(figure)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("picture", PICTURES)
def test_every_number_label_and_remark_is_written(project, tmp_path, picture, language):
    figure, table, spec, labels, words = drawn(project, tmp_path, picture, language)
    shown = table[table["measure"] == "quantile_50"] if "low" in table else table
    wanted = [rounded(value) + "*" for value in shown["value"]]
    wanted += [spec["title"][language], words, NO_FINDINGS[language], spec["axis"][language]]
    wanted += [note[language] for note in spec["notes"]]
    wanted += [{"ja": "合成データ／", "en": "SYNTHETIC DATA"}[language]]
    for role in ("section", "row", "column", "series"):
        if role in spec["chart"]:
            column = spec["chart"][role]
            wanted += [labels.text(column, key, language) for key in table[column].unique()]
    written = all_words(figure)
    assert [word for word in wanted if squeezed(word) not in written] == []


@pytest.mark.parametrize("picture", PICTURES)
def test_english_pictures_and_alt_texts_hold_no_japanese(project, tmp_path, picture):
    figure, table, spec, labels, words = drawn(project, tmp_path, picture, "en")
    texts = [artist.get_text() for artist in figure.findobj(Text)]
    assert [word for word in texts if JAPANESE.search(word)] == []
    alt = index_alt(table, spec, labels, "en", words)
    assert not JAPANESE.search(alt)
    assert alt.startswith(spec["title"]["en"]) and "Synthetic data" in alt


@pytest.mark.parametrize("picture", ["ties_bonds", "ties_loadings"])
def test_dots_and_intervals_stand_where_the_scale_says(project, tmp_path, picture):
    figure, table, *_ = drawn(project, tmp_path, picture, "ja")
    lines = figure.findobj(Line2D)
    dots = [line.get_xdata()[0] for line in lines if line.get_marker() == "o"][-len(table) - 1 :]
    bars = [line.get_xdata() for line in lines if line.get_linewidth() == 1.4]
    assert len(bars) == len(table)
    # Within a column, places are linear in the numbers: interval's middle is its dot.
    middles = sorted(round(float(np.mean(bar)), 6) for bar in bars)
    assert set(middles) <= {round(float(dot), 6) for dot in dots}
    widths = sorted(bar[1] - bar[0] for bar in bars)
    wanted = np.sort((table["ci_high"] - table["ci_low"]).to_numpy())
    np.testing.assert_allclose(np.array(widths) / widths[-1], wanted / wanted[-1], rtol=1e-6)


@pytest.mark.parametrize("picture", PICTURES)
def test_delivered_numbers_carry_no_mark_of_assumption(project, tmp_path, picture):
    figure, *_ = drawn(project, tmp_path, picture, "en", basis="delivered")
    words = all_words(figure)
    assert "*" not in words
    assert squeezed(NO_FINDINGS["en"]) not in words


def test_alt_texts_say_what_is_largest_smallest_and_in_the_middle(project, tmp_path):
    _, table, spec, labels, _ = drawn(project, tmp_path, "ties_bonds", "en")
    words = index_alt(table, spec, labels, "en")
    for wave in spec["waves"]:
        here = table[table["wave"] == wave]
        for row in (here["value"].idxmax(), here["value"].idxmin()):
            assert labels.text("community", table.loc[row, "community"], "en") in words
            assert rounded(table.loc[row, "value"]) + " (assumed)" in words
    _, table, spec, labels, _ = drawn(project, tmp_path, "ties_distribution", "en")
    words = index_alt(table, spec, labels, "en")
    for value in table.loc[table["measure"] == "quantile_50", "value"]:
        assert rounded(value) in words


def test_only_the_measures_that_the_figure_names_are_shown(project, tmp_path):
    spec = project.indices["figures"]["ties_counting"]
    labels = index_labels(project.codebook_config, "x", spec, "participation", project.waves)
    table = random_table(project, "ties_counting", 1)
    more = table.assign(measure="covered")
    pd.concat([table, more]).to_csv(tmp_path / "counting.csv", index=False)
    assert set(read_picture(tmp_path, spec, labels)["measure"]) == set(spec["labels"]["measure"])


def test_a_table_that_is_missing_is_named(project, tmp_path):
    spec = project.indices["figures"]["ties_counting"]
    labels = index_labels(project.codebook_config, "x", spec, "participation", project.waves)
    with pytest.raises(ProblemsFound, match="the table is missing"):
        read_picture(tmp_path, spec, labels)


def test_the_notebook_draws_every_figure_of_the_indices(project, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    path = ROOT / "notebooks" / "index.ipynb"
    assert set(project.indices["figures"]) == set(PICTURES)
    assert declared_parameters(path)["picture"] in PICTURES
    drawn(project, tmp_path, "ties_counting", "ja")
    for language, words in PARAGRAPH.items():
        (tmp_path / f"counting.{language}.txt").write_text(words, encoding="utf-8")
    given = {"picture": "ties_counting", "languages": ["ja", "en"], "formats": ["svg"],
             "config": "config", "data": str(tmp_path), "results": str(tmp_path / "figures")}  # fmt: skip
    execute(path, tmp_path / "out.ipynb", given)
    for language in LANGUAGES:
        picture = (tmp_path / f"figures/ties_counting.{language}.svg").read_text(encoding="utf-8")
        assert PARAGRAPH[language] in picture  # the description; glyphs are paths
    cells = json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))["cells"]
    assert PARAGRAPH["ja"] in json.dumps(cells, ensure_ascii=False)
    stored = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in stored)
