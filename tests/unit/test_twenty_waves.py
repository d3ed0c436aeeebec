"""Twenty generated waves, each with a mess of its own, read cell by cell as their maker knows."""

from pathlib import Path

import pytest
import yaml
from twenty.compare import deliver, wrong_cells
from twenty.truth import CONFIG

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.harmonise.file_labels import label_problems, label_table
from tsunagari.harmonise.respondents import columns_read, harmonise
from tsunagari.project import load_project
from tsunagari.read.read import read_delivered

ROOT = Path(__file__).parents[2]
WAVES = sorted((ROOT / "simulations" / "twenty" / "waves").glob("*.yaml"))
YEARS = [int(path.stem) for path in WAVES]
CODEBOOK = Codebook.from_config(CONFIG)


def harmonised(year: int, folder: Path, text: str):
    """What is known of a wave, and what its file makes of it."""
    wave = yaml.safe_load(text)
    known = deliver(year, folder / "raw")
    raw = {
        file["path"]: read_delivered(
            folder / "raw" / file["path"], file, columns_read(CODEBOOK, wave, file)
        )
        for file in wave["files"]
    }
    labels = label_problems(label_table(CODEBOOK, CONFIG, wave, raw))
    return known, harmonise(CODEBOOK, str(year), wave, raw, labels)[0]


@pytest.mark.parametrize("year", YEARS)
def test_every_cell_is_as_known(year, tmp_path):
    text = (WAVES[0].parent / f"{year}.yaml").read_text("utf-8")
    wrong, compared = wrong_cells(*harmonised(year, tmp_path, text))
    assert wrong == 0
    assert compared > 12_000


SLIPS = {  # what a slip in a wave's file does: the number of wrong cells, or what it says
    2002: (", reverse: true", "", None),
    2006: ("weight: wt", "weight: q3", None),
    2014: ("{1: cheap, 2: fast", "{2: cheap, 1: fast", None),
    2017: ("somewhat_agree: [5, 7], somewhat_disagree: [3, 4]", "somewhat_agree: [4, 7], somewhat_disagree: [3, 3]", None),
    2019: ("  - {name: without_consent, blank: consent}\n", "", "unknown code [?]"),
    2005: ("codes: {1: man, 2: woman}", "codes: {2: man, 1: woman}", "it reads like"),
    2007: ("values: [A, B], others: [C]", "values: [A], others: [B, C]", "says that it was not asked"),
    2012: (", ids: numbers, partial: true", ", partial: true", "no such id in main.csv"),
    2018: ("2-Jan: 1-2, ", "", "a date in a column of codes"),
}  # fmt: skip


@pytest.mark.parametrize("year", SLIPS)
def test_a_slip_in_a_file_is_noticed(year, tmp_path):
    old, new, message = SLIPS[year]
    text = (WAVES[0].parent / f"{year}.yaml").read_text("utf-8")
    assert old in text
    if message is None:
        wrong, _ = wrong_cells(*harmonised(year, tmp_path, text.replace(old, new, 1)))
        assert wrong > 0
        return
    with pytest.raises(ProblemsFound) as raised:
        harmonised(year, tmp_path, text.replace(old, new, 1))
    assert message in str(raised.value)


def test_the_files_hold_against_the_schema_and_the_codebook(tmp_path):
    folder = tmp_path / "config"
    folder.mkdir()
    for path in WAVES[0].parents[1].glob("config/*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "waves").mkdir()
    for path in WAVES:
        (folder / "waves" / path.name).write_bytes(path.read_bytes())
    project = load_project(folder, ROOT / "workflow" / "schemas")
    assert project.figures["1-1"]["waves"] == [str(year) for year in YEARS]
