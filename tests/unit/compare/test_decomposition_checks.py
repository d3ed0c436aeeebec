"""config/decompositions.yaml: every slip is found, with its line and the nearest name."""

import copy

import pytest
from conftest import ROOT

from tsunagari.codebook.checks import Survey
from tsunagari.codebook.names import names_of_codebook
from tsunagari.compare.checks import check_decompositions
from tsunagari.config.checker import Checker
from tsunagari.config.references import check_references, names
from tsunagari.config.schema import Validated
from tsunagari.config.words import languages
from tsunagari.config.yaml_lines import load_yaml

PATH = ROOT / "config" / "decompositions.yaml"
SCHEMA = ROOT / "workflow" / "schemas" / "decompositions.schema.yaml"
D, C = ("decompositions", "trust_offline_by_group"), ("age_curves", "trust_offline")
S = ("standardizations", "trust_offline")
M = ("decompositions", "trust_offline_by_model")

SLIPS = [
    ((*D, "waves"), ["2008", "2071"], "[2071]. Did you mean '2017'?"),
    ((*D, "where"), {"cuntry": "japan"}, "[cuntry]. Did you mean 'country'?"),
    ((*D, "where"), {"country": "japn"}, "[japn]. Did you mean 'japan'?"),
    ((*D, "factors"), ["age_bend"], "[age_bend]. Did you mean 'age_band'?"),
    ((*D, "factors"), ["age"], "is a number and has no levels [age]. Name its bands."),
    ((*D, "factors"), ["sex*age_band"], "is no variable [sex:age_band]"),
    ((*D, "factors"), ["media_use"], "one item or answer must be named of media_use"),
    ((*D, "crossed"), ["sex", "partisipation"], "[partisipation]. Did you mean 'participation'?"),
    ((*D, "empty"), "ignore", "is not a choice [ignore]"),
    ((*D, "terms"), ["sex"], "is not a part of kitagawa [terms]"),
    ((*D, "outcome"), {"variable": "trust_ofline", "answers": "affirmative"}, "Did you mean 'trust_offline'?"),
    ((*D, "outcome"), {"variable": "trust_offline", "answers": "afirmative"}, "Did you mean 'affirmative'?"),
    ((*D, "outcome"), {"variable": "trust_offline"}, "an outcome needs `answers`"),
    ((*M, "fold"), "three", "is not defined by term for a logit [three]"),
    ((*M, "reference"), "pooled", "is not a choice [pooled]"),
    ((*S, "populations"), ["of_2007"], "no population [of_2007]. Did you mean 'of_2008'?"),
    (("populations", "of_2008", "wave"), "2080", "[2080]. Did you mean '2008'?"),
    (("populations", "equal_quotas"), {"title": {}, "by": ["sex"], "counts": {"male": 1, "femal": 2}},
     "is no cell [femal]. Did you mean 'female'?"),
    (("populations", "equal_quotas"), {"title": {}, "by": ["sex"], "counts": {"male": 1}},
     "the cell has no count [female]"),
    ((*C, "age"), "age_band", "is not a number [age_band]"),
    ((*C, "bands"), "age", "is a number and has no levels [age]"),
    ((*C, "bands"), "sex", "is not derived by bands of age [sex]"),
    ((*C, "waves"), ["2017", "2008"], "the later wave comes first [2017 and 2008]"),
    ((*C, "bounds"), {"b": {"title": {}, "ageing": {"least": 3, "most": 1}}}, "the least is above the most [3 to 1]"),
]  # fmt: skip


@pytest.fixture
def loaded():
    config, lines = load_yaml(PATH, "config/decompositions.yaml")
    return copy.deepcopy(config), lines


def problems_of(config, lines, project, waves) -> list:
    """What the names and the check find wrong with the file, its schema aside."""
    checker, rules = Checker("config/decompositions.yaml", lines), load_yaml(SCHEMA, "")[0]
    kinds = {
        **names_of_codebook(project.codebook_config),
        "waves": names(waves, "no file in config/waves/ for the wave"),
    }
    places = Validated(config, rules, ("ja", "en")).references
    check_references(checker, places, config, kinds)
    check_decompositions(checker, config, Survey(project.codebook, waves))
    return checker.problems


def test_as_shipped_it_has_no_problem(project, loaded):
    assert problems_of(*loaded, project, project.waves) == []


@pytest.mark.parametrize(("path", "value", "message"), SLIPS, ids=[slip[2][:40] for slip in SLIPS])
def test_a_slip_is_found_with_its_line(project, loaded, path, value, message):
    config, lines = loaded
    place = config
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    problems = problems_of(config, lines, project, project.waves)
    shown = [str(problem) for problem in problems if message in str(problem)]
    assert shown, [str(problem) for problem in problems]
    assert shown[0].startswith("config/decompositions.yaml: line ")
    number = int(shown[0].split("line ")[1].split(",")[0])
    assert 1 < number <= len(PATH.read_text(encoding="utf-8").splitlines())


def test_age_curves_need_years(project, loaded):
    waves = {name: {**wave} for name, wave in project.waves.items()}
    del waves["2008"]["year"]
    problems = problems_of(*loaded, project, waves)
    assert {problem.file for problem in problems} == {"config/waves/2008.yaml"}
    assert all("birth cohorts need the year" in str(problem) for problem in problems)


BAD_KEYS = [
    ("method", "kitagowa"),
    ("factors", []),
    ("waves", ["2008"]),
    ("wieghts", "none"),
]


@pytest.mark.parametrize(("key", "value"), BAD_KEYS)
def test_the_schema_refuses(loaded, key, value):
    config, lines = loaded
    config["decompositions"]["trust_offline_by_group"][key] = value
    rules, _ = load_yaml(SCHEMA, "decompositions.schema.yaml")
    problems = Validated(config, rules, languages()).problems(lines, "config/decompositions.yaml")
    assert len(problems) == 1
    assert key in str(problems[0]) or str(value) in str(problems[0])


def test_a_population_is_declared_in_one_way(loaded):
    config, lines = loaded
    config["populations"]["of_2008"]["composition"] = "equal"
    rules, _ = load_yaml(SCHEMA, "decompositions.schema.yaml")
    assert Validated(config, rules, languages()).problems(lines, "config/decompositions.yaml")
