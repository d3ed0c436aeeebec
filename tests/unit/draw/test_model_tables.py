"""What pictures of models are drawn from: labels, tables, scales, notebooks."""

import json
import math
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from model_results import ENTRIES, coefficients, effects, labels_of, shares, specifications

from tsunagari.config.problems import ProblemsFound
from tsunagari.draw.charts.forest import p_words
from tsunagari.draw.paper.axis import MOST, log_ticks, signed
from tsunagari.draw.rows import level_words
from tsunagari.draw.words import Wording
from tsunagari.models.labels import expanded, level_role, model_labels
from tsunagari.read.tables import COEFFICIENTS, read_specifications, read_table
from tsunagari.run.notebook import declared_parameters, execute

NOTEBOOKS = [ROOT / "notebooks" / f"{name}.ipynb" for name in ("model", "specification_curve")]
LANGUAGES = ("ja", "en")


# --- labels -----------------------------------------------------------------------
def test_labels_of_every_kind_of_term(project):
    labels = labels_of(project, "pooled")
    assert labels.text("term", "media_use.facebook", "en") == "Use of the medium: Facebook"
    assert labels.text("term", "wave:sex", "ja") == "調査 × 性別"
    assert labels.text(level_role("wave:sex"), "2017:female", "en") == "2017 survey × Women"
    line = level_role("media_use.line[users]")
    assert labels.text(line, "not_users", "en") == "Does not use it at all"
    assert labels.text(line, "users", "en") == "Other answers"
    assert labels.text("outcome", "trust_offline", "en").endswith(": Agree + Somewhat agree")
    assert level_words("age", "", Wording(labels, "ja")) == "1歳増えるごと"
    assert level_words("age", "30", Wording(labels, "en")) == "30 years"
    own = labels_of(project, "power")
    assert own.text(level_role("posts"), "no", "en") == "Does not post"
    assert own.text("term", "wave:participation", "en") == "Survey × Kind of participation"


def test_levels_that_a_model_makes_read_as_their_answers(project):
    levels = {"yes": "affirmative", "hardly": "somewhat_disagree", "no": "disagree"}
    entry = ENTRIES["four_countries"] | {"outcome": {"variable": "trust_online", "levels": levels}}
    labels = model_labels(project.codebook_config, "m", entry, project.waves)
    assert labels.text("category", "yes", "en") == "Agree + Somewhat agree"
    assert labels.text("category", "no", "en") == "Disagree"


def test_a_model_that_names_unknown_variables_is_refused_with_all_of_them(project):
    entry = ENTRIES["pooled"] | {"terms": ["sexx", "media_use.facebok"]}
    with pytest.raises(ProblemsFound, match="2 problems") as found:
        model_labels(project.codebook_config, "pooled", entry, project.waves)
    assert {problem.value for problem in found.value.problems} == {"sexx", "media_use.facebok"}


def test_short_interactions_are_written_out():
    assert expanded(["wave*sex", "age"]) == ["wave", "sex", "age", "wave:sex"]
    assert expanded(["a*b*c"])[-1] == "a:b:c"


# --- scales -----------------------------------------------------------------------
@given(st.floats(-6, 6), st.floats(0, 6))
def test_log_ticks_enclose_and_rise_and_are_few(low, span):
    low, high = math.exp(low), math.exp(low + span)
    ticks = log_ticks(low, high)
    assert ticks[0] <= low and ticks[-1] >= high
    assert all(a < b for a, b in pairwise(ticks)) and 2 <= len(ticks) <= MOST


@given(st.floats(-1000, 1000), st.integers(1, 3))
def test_signed_numbers_round_half_up_and_know_no_minus_zero(value, decimals):
    words = signed(value, decimals)
    number = float(words.replace("\u2212", "-"))
    assert abs(number - value) <= 0.5 * 10**-decimals + 1e-8
    assert not (number == 0 and words.startswith("\u2212")) and "-" not in words


@pytest.mark.parametrize(
    ("p", "words"),
    [(0.0, "<0.001"), (0.00049, "<0.001"), (0.0005, "0.001"), (0.04949, "0.049"), (1.0, "1.000")],
)
def test_p_to_three_decimals(p, words):
    assert p_words(p) == words


# --- tables and notebooks ---------------------------------------------------------
def test_keys_stay_words(project, tmp_path):
    coefficients(project, "pooled").to_csv(tmp_path / "pooled.csv", index=False)
    table = read_table(tmp_path / "pooled.csv", COEFFICIENTS)
    assert set(table.loc[table["term"] == "wave", "level"]) == {"2017"}
    assert "" in set(table.loc[table["term"] == "age", "level"])
    pd.testing.assert_frame_equal(table, coefficients(project, "pooled"), check_dtype=False)


def test_tables_that_cannot_be_drawn_are_refused(project, tmp_path):
    with pytest.raises(ProblemsFound, match="the table is missing"):
        read_table(tmp_path / "pooled.csv", COEFFICIENTS)
    table = coefficients(project, "pooled")
    table.loc[1, "estimate"] = float("nan")
    pd.concat([table, table.tail(1)]).to_csv(tmp_path / "pooled.csv", index=False)
    with pytest.raises(ProblemsFound, match="2 problems") as found:
        read_table(tmp_path / "pooled.csv", COEFFICIENTS)
    wheres = {problem.where for problem in found.value.problems}
    assert wheres == {"row 3", f"row {len(table) + 2}"}


def test_a_curve_has_one_headline(tmp_path):
    specifications().assign(headline=True).to_csv(tmp_path / "m.specifications.csv", index=False)
    with pytest.raises(ProblemsFound, match="exactly one"):
        read_specifications(tmp_path / "m.specifications.csv")


CURVE_TEST = pd.DataFrame({
    "measure": ["median_effect", "significant_same_sign"], "permutations": 99,
    "distinct_estimates": 12, "p_value": [0.01, 0.02], "taken_out": "",
})  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_store_nothing_and_share_their_parameters(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cells[0]["cell_type"] == "markdown"
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    names = ["model", "languages", "formats", "config", "data", "results"]
    assert list(declared_parameters(path)) == names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_draw_their_pictures(project, path, tmp_path, monkeypatch):
    found = SimpleNamespace(
        models=ENTRIES,
        curve=lambda name: ENTRIES[name],
        codebook_config=project.codebook_config,
        waves=project.waves,
    )
    monkeypatch.setattr("tsunagari.project.load_project", lambda folder: found)
    name = "four_countries"
    coefficients(project, name).to_csv(tmp_path / f"{name}.csv", index=False)
    effects(name).to_csv(tmp_path / f"{name}.effects.csv", index=False)
    shares(project, name).to_csv(tmp_path / f"{name}.shares.csv", index=False)
    specifications(name).to_csv(tmp_path / f"{name}.specifications.csv", index=False)
    CURVE_TEST.to_csv(tmp_path / f"{name}.curve_test.csv", index=False)
    (tmp_path / f"{name}.second.txt").write_text("what statsmodels makes of it", encoding="utf-8")
    given = {"model": name, "languages": ["ja", "en"], "formats": ["svg"], "config": "config"}
    given |= {"data": str(tmp_path), "results": str(tmp_path / "figures")}
    execute(path, tmp_path / "out.ipynb", given)
    kinds = ["forest", "shares"] if path.stem == "model" else ["specifications"]
    expected = {f"model_{name}_{kind}.{language}.svg" for kind in kinds for language in LANGUAGES}
    assert {file.name for file in (tmp_path / "figures").iterdir()} == expected
    shown = (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert ("what statsmodels makes of it" in shown) == (path.stem == "model")
