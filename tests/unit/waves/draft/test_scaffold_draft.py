"""A draft is valid, marks whatever it proposes, and once accepted is the hand-written wave."""

import re

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from labelled_waves import accepted, as_sav, drafted, labelled, write_sav

from tsunagari.codebook.checks import Survey
from tsunagari.config.checker import Checker
from tsunagari.config.schema import Validated
from tsunagari.config.words import languages
from tsunagari.config.yaml_lines import load_yaml
from tsunagari.harmonise.file_labels import label_problems, label_table
from tsunagari.harmonise.respondents import harmonise
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.read import read_delivered
from tsunagari.waves.checks import check_wave

CERTAIN = {"source", "path", "reader", "encoding"}  # what the files themselves leave no doubt of


def loaded(text: str, folder):
    path = folder / "draft.yaml"
    path.write_text(text, encoding="utf-8")
    return load_yaml(path, "draft.yaml")


def problems_of(text: str, folder, project, root) -> list[str]:
    wave, lines = loaded(text, folder)
    schema = root / "workflow/schemas/wave.schema.yaml"
    rules, _ = load_yaml(schema, "schema")
    found = Validated(wave, rules, languages()).problems(lines, "draft.yaml")
    checker = Checker("config/waves/x.yaml", lines)
    if not found:
        check_wave(checker, wave, Survey(project.codebook, {}))
    return [str(problem) for problem in found or checker.problems]


def unmarked(value, marks, path=()):
    """Paths of values below which, and above which, stands no mark."""
    if path in marks:
        return []
    if isinstance(value, dict) and value:
        return [p for key, each in value.items() for p in unmarked(each, marks, (*path, str(key)))]
    if isinstance(value, list) and value:
        return [p for at, each in enumerate(value) for p in unmarked(each, marks, (*path, at))]
    return [path]


@pytest.fixture(scope="module")
def root():
    from pipeline import ROOT

    return ROOT


@pytest.mark.parametrize("wave", ["2008", "2017"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_draft_is_valid_and_no_proposal_is_without_a_mark(
    project, tmp_path, root, wave, language
):
    text = drafted(project, labelled(project, wave, language))
    assert problems_of(text, tmp_path, project, root) == []
    data, lines = loaded(text, tmp_path)
    marks = {mark.path for mark in lines.marks}
    assert [path for path in unmarked(data, marks) if path[-1] not in CERTAIN] == []


def answers(frame: pd.DataFrame) -> pd.DataFrame:
    kept = [name for name in frame.columns if name not in ("wave", "respondent")]
    return frame.sort_values("respondent")[kept].reset_index(drop=True)


@pytest.mark.parametrize("wave", ["2008", "2017"])
def test_an_accepted_draft_gives_the_respondents_of_the_hand_written_file(project, tmp_path, wave):
    """Through real .sav files; a person only takes marks away and chooses the country."""
    written = project.waves[wave]
    files, raw = labelled(project, wave, "ja"), {}
    for path, file in files.items():
        write_sav(file, tmp_path / path)
        raw[path] = read_delivered(tmp_path / path, {"path": path, "reader": "spss"})
    others = {name: each for name, each in project.waves.items() if name != wave}
    text = accepted(drafted(project, raw, others), {"constants": "japan", "sampling": "opt_in"})
    data, lines = loaded(text, tmp_path)
    assert lines.marks == []
    labels = label_table(project.codebook, project.codebook_config, data, raw)
    found, _ = harmonise(project.codebook, "w", data, raw, label_problems(labels))
    by_hand = {
        **written,
        "files": [{**file, "path": as_sav(file["path"])} for file in written["files"]],
        "exclude": [rule for rule in written["exclude"] if "duplicated" in rule],
    }
    expected, _ = harmonise(project.codebook, "w", by_hand, raw)
    assert len(found) == 400
    pd.testing.assert_frame_equal(answers(found), answers(expected), check_like=True)


def frame_of(**columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(columns).astype("category")
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="row"))


def entries_of(text: str, name: str) -> str:
    """The lines of one variable, its comments included."""
    block = re.search(rf"  # --- {name}:.*?(?=\n\n|\Z)", text, re.DOTALL)
    return block[0] if block else ""


def test_a_scale_without_labels_shows_both_ways(project, tmp_path):
    title = project.codebook_config["variables"]["trust_online"]["question"]["en"]
    rng = np.random.default_rng(0)
    frame = frame_of(
        ID=[str(n) for n in range(200)],
        T=[*rng.integers(1, 5, 197).astype(str), "9", "9", ""],
    )
    text = drafted(project, {"a.sav": DeliveredFile(frame, {}, {"T": title})})
    block = entries_of(text, "trust_online")
    ways = yaml.safe_load(block.split("codes: !DECIDE_EITHER")[1])
    assert [way[1] for way in ways] == ["agree", "disagree"]
    assert [list(way.values()) for way in ways] == [
        [*project.codebook["trust_online"].categories],
        [*project.codebook["trust_online"].categories],
    ]
    data, _ = loaded(text, tmp_path)
    assert data["missing"] == {"no_answer": ["", "9"]}
    # Taking the tag away is no choice: what is left is not valid.
    rest = text.replace("codes: !DECIDE_EITHER", "codes:")
    schema = load_yaml(project.folder.parent / "workflow/schemas/wave.schema.yaml", "s")[0]
    data, lines = loaded(rest, tmp_path)
    assert Validated(data, schema, languages()).problems(lines, "draft.yaml")


def test_likely_design_and_id_are_proposed_with_their_evidence(project, tmp_path):
    rng = np.random.default_rng(0)
    count = 150
    frame = frame_of(
        caseid=[f"{n:04d}" for n in range(count)],
        age=rng.integers(18, 90, count).astype(str).tolist(),
        wtssall=(rng.integers(1, 9, count) / 4 + 0.1).round(3).astype(str).tolist(),
        vstrat=rng.integers(1, 9, count).astype(str).tolist(),
        vpsu=rng.integers(1, 3, count).astype(str).tolist(),
    )
    text = drafted(project, {"a.csv": DeliveredFile(frame, {}, {})})
    data, _ = loaded(text, tmp_path)
    assert data["design"] == {"weight": "wtssall", "strata": ["vstrat"], "clusters": ["vpsu"]}
    assert "respondent: !DECIDE caseid" in text
    assert "caseid: a value of its own in each of 150 rows" in text
    assert data["columns"]["age"] == {"column": "age"}
    twice = pd.concat([frame, frame.iloc[:2]]).set_axis(pd.RangeIndex(1, count + 3))
    twice["age"] = twice["age"].cat.add_categories("7").where(twice.index != count + 2, "7")
    text = drafted(project, {"a.csv": DeliveredFile(twice, {}, {})})
    assert "1 rows repeat a respondent with other answers" in text
    assert "1 rows repeat a respondent with the same answers" in text


LABELS = st.text(max_size=12)
NAMES = st.text(min_size=1, max_size=8).filter(lambda name: name.strip())


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_delivered_the_draft_can_be_read(project, tmp_path_factory, root, data):
    """Names and labels of any letters; codes that are numbers, words, or tagged missing."""
    names = data.draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    code = st.sampled_from(["", "0", "1", "2", "5", "9", "-1", ".d", "yes", "No", "1.5", "é: #"])
    rows = data.draw(st.integers(1, 6))
    cells = {name: data.draw(st.lists(code, min_size=rows, max_size=rows)) for name in names}
    labels = {name: data.draw(st.dictionaries(code, LABELS, max_size=3)) for name in names}
    question = project.codebook_config["variables"]["sex"]["question"]["ja"]
    titles = {name: data.draw(st.one_of(LABELS, st.just(question))) for name in names}
    frame = frame_of(**cells, age=[str(20 + n) for n in range(rows)])
    files = {"a.sav": DeliveredFile(frame, labels, titles)}
    text = drafted(project, files)
    assert problems_of(text, tmp_path_factory.mktemp("draft"), project, root) == []
