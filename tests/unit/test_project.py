"""One misspelt key or value anywhere in config/ is named with its line and the nearest."""

import re
import shutil
from pathlib import Path

import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.project import load_project

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config(tmp_path) -> Path:
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


def problems_after(config: Path, *edits: tuple[str, str, str]) -> list[str]:
    """Make each edit (file, old, new) once, and return the problems found."""
    for name, old, new in edits:
        path = config / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_project(config, ROOT / "workflow" / "schemas")
    return [str(problem) for problem in found.value.problems]


# file, text, slip, what the problem must say
CASES = [
    (
        "config.yaml",
        "languages:",
        "langauges:",
        "unknown key [langauges]. Did you mean 'languages'?",
    ),
    ("config.yaml", "[ja, en]", "[ja, German]", "Expected: "),
    (
        "config.yaml",
        "waves: all",
        'waves: ["2018"]',
        "no file in config/waves/ for the wave [2018]. Did you mean",
    ),
    ("config.yaml", "scale: 1 ", "scale: 0 ", "Expected: multiplies the bases"),
    ("codebook.yaml", "type: single", "type: singel", "[singel]. Did you mean 'single'?"),
    ("codebook.yaml", "{media_use: users}", "{media_use: user}", "[user]. Did you mean 'users'?"),
    ("codebook.yaml", "each: media", "each: medium", "no list of the codebook [medium]"),
    (
        "codebook.yaml",
        "[posts_actively, reads_more_than_posts",
        "[posts_actively, reads_more",
        "[reads_more]",
    ),
    ("waves/2017.yaml", "1: male", "1: man", "no category [man]. Valid are: male, female."),
    ("waves/2017.yaml", "trust_change:", "trust_chance:", "Did you mean 'trust_change'?"),
    ("waves/2017.yaml", "Q3_{item}", "Q3_item", "a single variable's column needs {item}"),
    ("waves/2017.yaml", "    encoding: cp932\n", "", "a CSV without encoding [japan.csv]"),
    (
        "waves/2008.yaml",
        "  sex: {column: f1_sex, codes: {0: male, 1: female}}\n",
        "",
        "variable without a column [sex]",
    ),
    (
        "figures.yaml",
        "variable: trust_criteria",
        "variable: trust_criterion",
        "Did you mean 'trust_criteria'?",
    ),
    ("figures.yaml", 'waves: ["2017"]', 'waves: ["2016"]', "[2016]. Did you mean '2017'?"),
    ("figures.yaml", "status: drawable\n", "status: drawabel\n", "Did you mean 'drawable'?"),
    (
        "models.yaml",
        "outcome: discernment_online\n",
        "outcome: discernment_onlin\n",
        "Did you mean 'discernment_online'?",
    ),
    (
        "models.yaml",
        "terms: [country, sex, age_band]",
        "terms: [country, sex, age_bond]",
        "Did you mean 'age_band'?",
    ),
    (
        "waves/2008.yaml",
        "design: {}",
        "design: {weight: w, calibrate: {margins: {sexe: {male: 1}}}}",
        "Did you mean 'sex'?",
    ),
    (
        "waves/2008.yaml",
        "design: {}",
        "design: {wieght: w}",
        "unknown key [wieght]. Did you mean 'weight'?",
    ),
    ("synthetic.yaml", "variables: [need]", "variables: [needs]", "Did you mean 'need'?"),
    ("indices.yaml", "numerator: near", "numerator: nera", "[nera]. Did you mean 'near'?"),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), CASES)
def test_a_slip_is_named(config, name, old, new, expected):
    text = (config / name).read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    shown = [text for text in problems_after(config, (name, old, new)) if expected in text]
    assert shown
    assert shown[0].startswith(f"config/{name}: line ")
    if new:  # what is missing has no line of its own
        assert (
            abs(int(shown[0].split("line ")[1].split(",")[0]) - line) <= 4
        )  # the key, or the model that it is in


def test_all_slips_of_all_files_at_once(config):
    shown = problems_after(
        config,
        ("config.yaml", "seed:", "sead:"),
        ("config.yaml", "[ja, en]", "[ja, French]"),
        ("figures.yaml", "status: drawable\n", "status: drawabel\n"),
    )
    assert len(shown) >= 3
    assert {text.split(":")[0] for text in shown} == {"config/config.yaml", "config/figures.yaml"}


def test_a_key_given_twice(config):
    shown = problems_after(config, ("config.yaml", "seed: 2018", "seed: 2018\nscale: 2\nseed: 7"))
    assert any("key given twice (first on line" in text for text in shown)


def test_yaml_that_is_not(config):
    shown = problems_after(config, ("config.yaml", "[ja, en]", "[ja, en"))
    assert shown[0].startswith("config/config.yaml: line ")
    assert "not valid YAML" in shown[0]


def test_a_missing_file(config):
    (config / "codebook.yaml").unlink()
    with pytest.raises(ProblemsFound, match=r"config/codebook.yaml: the file is missing"):
        load_project(config, ROOT / "workflow" / "schemas")


def test_settings_can_be_overridden_and_are_checked(config):
    schemas = ROOT / "workflow" / "schemas"
    assert load_project(config, schemas, {"waves": ["2008"]}).wanted_waves == ["2008"]
    with pytest.raises(ProblemsFound, match="unknown key"):
        load_project(config, schemas, {"sede": 3})


def test_figures_need_all_their_waves(config):
    project = load_project(config, overrides={"waves": ["2017"]})
    assert "4-3-2-2" in project.wanted_figures
    assert "4-3-5-1" not in project.wanted_figures


def test_the_registry_has_every_figure_of_the_section_and_says_why_some_are_not_drawn(project):
    text = (ROOT / "resources" / "source" / "section.txt").read_text(encoding="utf-8")
    named = {re.sub(r"\s", "", number) for number in re.findall(r"4-\s*3-\d-\d", text)}
    registered = {n: e for n, e in project.figures.items() if e["status"] != "supporting"}
    assert len(named) == 22
    assert set(registered) == named
    assert list(registered) == sorted(registered)
    not_drawn = {n for n, entry in registered.items() if entry["status"] == "not_drawable"}
    assert not_drawn == {"4-3-4-5", "4-3-4-6", "4-3-4-8"}


# --- waves ----------------------------------------------------------------------
def edited(config: Path, *edits: tuple[str, str, str]) -> Path:
    for name, old, new in edits:
        text = (config / name).read_text(encoding="utf-8")
        assert old in text
        (config / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return config


ALL = (
    ("figures.yaml", 'waves: ["2017"]', "waves: all"),
    ("models.yaml", 'waves: ["2017"]', "waves: all"),
    ("indices.yaml", 'waves: ["2008", "2017"]', "waves: all"),
)


def test_all_waves_are_named_by_year_and_a_new_file_is_one_of_them(config):
    edited(config, *ALL)
    new = (config / "waves/2008.yaml").read_text(encoding="utf-8")
    # By name it would come last.
    new = new.replace("year: 2008", "year: 1999").replace("source: synthetic", "source: delivered")
    (config / "waves/before.yaml").write_text(new, encoding="utf-8")
    given = load_project(config, ROOT / "workflow" / "schemas")
    order = ["before", "2008", "2017"]
    assert given.figures["4-3-1-2"]["waves"] == order
    assert next(iter(given.models.values()))["waves"] == order
    assert given.indices["ties"]["waves"] == order
    assert "4-3-1-2" in given.wanted_figures


def test_all_waves_are_those_that_the_settings_file_runs(config):
    edited(config, *ALL, ("config.yaml", "waves: all", 'waves: ["2017"]'))
    schemas = ROOT / "workflow" / "schemas"
    assert load_project(config, schemas).figures["4-3-1-2"]["waves"] == ["2017"]
    # A job knows nothing of `--config`: the figure is the same for it, and left out of the run.
    narrowed = load_project(config, schemas, {"waves": ["2008"]})
    assert narrowed.figures["4-3-1-2"]["waves"] == ["2017"]
    assert "4-3-1-2" not in narrowed.wanted_figures


def test_a_word_that_is_no_wave_is_refused(config):
    shown = problems_after(config, ("figures.yaml", 'waves: ["2017"]', "waves: every"))
    assert any("[every]" in text and "`all`" in text for text in shown)


LACKING = [
    (
        "models.yaml",
        'waves: ["2017"]',
        'waves: ["2008", "2017"]',
        "outcome: trust_online\n",
        "outcome: trust_change\n",
        "wave 2008, which `waves` names, did not ask it [trust_change]."
        " Name only waves that did (2017)",
    ),
    (
        "decompositions.yaml",
        "factors: &factors [age_band, sex, participation]",
        "factors: &factors [age_band, sex, has_met_offline]",
        "title",
        "title",
        "wave 2008, which `waves` names, did not ask it [has_met_offline]",
    ),
    (
        "indices.yaml",
        "group: participation",
        "group: posting",
        "title",
        "title",
        "wave 2008, which `waves` names, did not ask it [posting]",
    ),
    (
        "indices.yaml",
        'wave: "2017"',
        'wave: "2008"',
        "title",
        "title",
        "wave 2008, which `waves` names, did not ask it [reading]",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "old_too", "new_too", "expected"), LACKING)
def test_a_wave_that_lacks_what_it_is_needed_for_is_named(
    config, name, old, new, old_too, new_too, expected
):
    shown = problems_after(config, (name, old, new), (name, old_too, new_too))
    found = [text for text in shown if expected in text]
    assert found
    assert all(text.startswith(f"config/{name}: line ") for text in found)
