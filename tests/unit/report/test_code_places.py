"""From results to lines of code, configuration and raw columns."""

import html
import json
import re

import pytest
from conftest import ROOT

from tsunagari.report.code_pages import (
    functions_imported,
    highlighted,
    notebook_cells,
    rule_place,
)
from tsunagari.report.raw_columns import raw_columns, sources_of, variables_named, with_sources
from tsunagari.run.fingerprints import code_of

FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in (
        "src/tsunagari/**/*.py",
        "workflow/**/*.smk",
        "workflow/scripts/*.py",
        "config/**/*.yaml",
    )
    for path in ROOT.glob(pattern)
)


def line_of(place) -> str:
    return (ROOT / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]


def test_a_function_is_found_where_it_is_defined():
    code = (ROOT / "workflow/scripts/estimate.py").read_text(encoding="utf-8")
    found = {place.name: place for place in functions_imported(code, ROOT)}
    assert line_of(found["tsunagari.estimate.figures.estimate"]).startswith("def estimate(")
    assert "tsunagari.codebook.basis.PUBLISHED" not in found  # a constant


def test_a_function_that_a_package_passes_on_is_found_in_its_module(tmp_path):
    room = tmp_path / "src" / "tsunagari" / "room"
    room.mkdir(parents=True)
    (room / "__init__.py").write_text("from tsunagari.room.door import open_door\n")
    (room / "door.py").write_text("def open_door():\n    pass\n")
    found = functions_imported("from tsunagari.room import open_door", tmp_path)
    assert [place.file for place in found] == ["src/tsunagari/room/door.py"]


def test_a_notebook_leads_to_what_it_draws_with():
    code = code_of(ROOT / "notebooks/model.ipynb")
    places = {place.name: line_of(place) for place in functions_imported(code, ROOT)}
    assert places["tsunagari.draw.charts.forest.forest"].startswith("def forest(")


def test_a_rule_is_found_and_one_that_is_not_there_is_an_error():
    text = "x = 1\n\nif x:\n\n    rule first:\n        input: []\n\nrule first_of_all:\n"
    assert rule_place(text, "a.smk", "first").line == 5
    assert rule_place(text, "a.smk", "first_of_all").line == 8
    with pytest.raises(ValueError, match=r"a\.smk has no rule second"):
        rule_place(text, "a.smk", "second")


# --- code as pages ---------------------------------------------------------------
@pytest.mark.parametrize("file", FILES)
def test_a_page_of_code_says_the_code_and_nothing_else(file):
    code = (ROOT / file).read_text(encoding="utf-8")
    lines = [html.unescape(re.sub(r"</?[ib]>", "", line)) for line in highlighted(code, file)]
    assert lines == code.splitlines()


def test_comments_and_keywords_stand_out_and_strings_are_left_alone():
    lines = highlighted(
        'def f(x):\n    """Two\n    lines."""\n    return "if # no"  # why\n', "a.py"
    )
    assert lines == (
        "<b>def</b> f(x):", '<i>    """Two</i>', '<i>    lines."""</i>',
        '    <b>return</b> "if # no"  <i># why</i>',
    )  # fmt: skip
    assert highlighted("a: {b: 'c: d'}  # e\n", "a.yaml") == (
        "<b>a</b>: {<b>b</b>: 'c: d'}  <i># e</i>",
    )


def test_a_notebook_as_a_page():
    output = {"output_type": "display_data", "data": {"image/png": "x", "text/plain": "<Image>"}}
    said = {"output_type": "display_data", "data": {"text/markdown": "So it is."}}
    cells = [
        {"cell_type": "markdown", "source": ["# Head\n", "\n", "One\n", "`<two>`."]},
        {"cell_type": "code", "source": ["x = 1\n", "show(x)"], "outputs": [said, output]},
        {"cell_type": "code", "source": [], "outputs": []},
    ]
    words, code = notebook_cells(json.dumps({"cells": cells}))
    assert words.paragraphs == ((True, "Head"), (False, "One <code>&lt;two&gt;</code>."))
    assert code.lines == ("x = 1", "show(x)") and code.said == ("So it is.",) and code.pictures == 1


def test_the_notebook_of_figures_uses_headings_and_paragraphs_only():
    marks = re.compile(r"^(?:[-*>|]|\d+\. |##)|[*_\[<]|\$", re.MULTILINE)
    notebook = json.loads((ROOT / "notebooks/figure.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            assert not marks.search("".join(cell["source"]))


# --- raw columns -----------------------------------------------------------------
def test_words_for_people_name_no_variable(project):
    entry = {
        "variable": "trust_online", "where": {"age_band": "under_70"}, "by": ["sex"],
        "title": {"en": "reading by country"}, "chart": {"row": "country"},
    }  # fmt: skip
    assert variables_named(entry, project.codebook) == ["trust_online", "age_band", "sex"]


def test_an_item_or_a_set_of_a_variable_names_it(project):
    named = variables_named(["media_use.facebook[users]:sex"], project.codebook)
    assert named == ["media_use", "sex"]


def test_a_derived_variable_brings_what_it_is_made_from(project):
    assert sources_of("age_band", project.codebook) == ["age"]
    assert with_sources(["participation"], project.codebook)[0] == "participation"
    assert {"membership", "media_use"} <= set(with_sources(["participation"], project.codebook))


def test_raw_columns_are_those_of_the_waves_file(project):
    waves = {wave: project.waves[wave] for wave in ("2008", "2017")}
    found = {(each.variable, each.wave): each for each in raw_columns(
        ["sex", "reading", "country"], project.codebook, waves)}  # fmt: skip
    assert found["sex", "2008"].column == "f1_sex" and found["sex", "2008"].codes["1"] == "female"
    assert ("reading", "2008") not in found  # that survey did not ask
    reading = found["reading", "2017"]
    assert (reading.column, reading.first, reading.number) == (
        "Q2_{item}_{category}",
        "Q2_1_1",
        121,
    )
    assert reading.files == ("japan.csv",) and reading.marks["category"]["parents"] == 2
    assert found["country", "2017"].codes["germany.csv"] == "germany"
