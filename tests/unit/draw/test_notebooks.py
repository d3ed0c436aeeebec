"""The notebooks narrate: one call draws, parameters are the same in all, nothing is stored."""

import json

import pytest
from charts_tables import estimates
from conftest import ROOT

from tsunagari.draw.kinds import CHARTS, drawing
from tsunagari.run.notebook import declared_parameters, execute

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIGURE = ROOT / "notebooks" / "figure.ipynb"
PARAMETERS = ["figure", "waves", "languages", "formats", "config", "data", "results"]


def test_every_kind_of_chart_is_drawn_by_a_function_of_its_name():
    assert [drawing(kind).__name__ for kind in CHARTS] == list(CHARTS)


def test_every_kind_of_the_registry_is_there_and_no_other(project):
    assert {entry["notebook"] for entry in project.figures.values() if "notebook" in entry} == set(
        CHARTS
    )


def test_parameters_fit_by_default(project):
    declared = declared_parameters(FIGURE)
    assert list(declared) == PARAMETERS
    entry = project.figures[declared["figure"]]
    folder = f"indices/{entry['index']}" if "index" in entry else f"estimates/{declared['figure']}"
    assert declared["data"] == f"results/{folder}.csv"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_is_stored(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cells[0]["cell_type"] == "markdown"
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_a_notebook_draws_its_figure(project, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    estimates(project, "4-3-5-1", 1).to_csv(tmp_path / "table.csv", index=False)
    given = {
        "figure": "4-3-5-1",
        "waves": ["2017"],
        "languages": ["ja", "en"],
        "formats": ["svg"],
        "config": "config",
        "data": str(tmp_path / "table.csv"),
        "results": str(tmp_path / "figures"),
    }
    execute(FIGURE, tmp_path / "out.ipynb", given)
    names = sorted(path.name for path in (tmp_path / "figures").iterdir())
    assert names == ["4-3-5-1.en.svg", "4-3-5-1.ja.svg"]
    cells = json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))["cells"]
    shown = [output for cell in cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in shown) == 2
