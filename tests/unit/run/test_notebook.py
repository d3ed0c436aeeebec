"""One notebook is executed right or not at all, in this process and in a kernel."""

import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tsunagari.config.problems import ProblemsFound
from tsunagari.run.notebook import check_parameters, execute

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "workflow" / "scripts"
GIVEN = {"figure": "4-3-2-2", "waves": ["2017", "2008"]}
PARAMETERS = 'figure = "4-3-2-1"\nwaves = ["2017"]'
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


def write(path, *sources, parameters=PARAMETERS):
    cell = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    cells = [new_markdown_cell("# 図"), cell, *map(new_code_cell, sources)]
    spec = {"name": "elsewhere", "display_name": "Elsewhere", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), path)
    return path


def outputs(path):
    cells = nbformat.read(path, as_version=4).cells
    return [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]


# ---- parameters --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (GIVEN | {"wavse": ["2017"]}, "[wavse]. Did you mean 'waves'?"),
        ({"figure": "4-3-2-2"}, "parameter not given [waves]"),
        (GIVEN | {"waves": "2017"}, "parameter 'waves' is of type str ['2017']. Give a list"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(tmp_path, given, said):
    notebook = write(tmp_path / "n.ipynb", "raise SystemError('must not run')")
    with pytest.raises(ProblemsFound) as refused:
        execute(notebook, tmp_path / "out.ipynb", given)
    assert said in str(refused.value)
    assert list(tmp_path.iterdir()) == [notebook]


def test_all_problems_of_the_parameters_are_told_at_once(tmp_path):
    with pytest.raises(ProblemsFound) as refused:
        check_parameters(write(tmp_path / "n.ipynb"), {"figur": "4-3-2-2", "waves": 2017})
    assert len(refused.value.problems) == 3


def test_a_parameters_cell_that_computes_is_refused(tmp_path):
    notebook = write(tmp_path / "n.ipynb", parameters="figure = 'a'\nwaves = list('ab')")
    with pytest.raises(ProblemsFound, match=r"line 2.*is not a parameter.*list"):
        check_parameters(notebook, GIVEN)


# ---- execution ---------------------------------------------------------------------------

RICH = f"""
import base64, sys, warnings
from IPython.display import HTML, Image, display
print("one"); print("警告", file=sys.stderr); warnings.warn("a path of the machine")
display(Image(base64.b64decode("{DOT}")))
print(figure, waves)
display({{"b": 1}}, metadata={{"text/plain": {{"k": (1, 2)}}}})
HTML("<b>太字</b>")
"""


def test_both_engines_leave_the_same_notebook(tmp_path):
    notebook = write(tmp_path / "n.ipynb", RICH, "", "_ is None, 1 + 1", "display(Out[4]);")
    for engine in ("in_process", "kernel"):
        execute(notebook, tmp_path / f"{engine}.ipynb", GIVEN, engine)
    one, other = (tmp_path / f"{engine}.ipynb" for engine in ("in_process", "kernel"))
    assert one.read_bytes() == other.read_bytes()
    kinds = [output.output_type for output in outputs(one)]
    assert kinds[:5] == ["stream", "display_data", "stream", "display_data", "execute_result"]
    assert outputs(one)[1].data["image/png"].strip() == DOT
    assert outputs(one)[2].text == "4-3-2-2 ['2017', '2008']\n"


def test_two_folders_give_the_same_bytes_and_name_no_path(tmp_path, monkeypatch):
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        execute(write(Path("n.ipynb"), RICH), Path("results/out.ipynb"), GIVEN)
    here, there = (tmp_path / name / "results/out.ipynb" for name in ("here", "there"))
    assert here.read_bytes() == there.read_bytes()
    assert str(tmp_path) not in here.read_text()
    assert [path.name for path in here.parent.iterdir()] == ["out.ipynb"]


def test_a_failing_cell_is_named_and_the_previous_output_stays(tmp_path):
    output, failed = tmp_path / "out.ipynb", tmp_path / "logs/out.failed.ipynb"
    output.write_text("previous")
    notebook = write(tmp_path / "n.ipynb", "reached = 1", "percent = 1 / 0", "reached = 2")
    with pytest.raises(ProblemsFound) as failure:
        execute(notebook, output, GIVEN, failed=failed)
    problem = str(failure.value.problems[0])
    assert problem.startswith(f"{notebook}: cell 4: ZeroDivisionError: division by zero")
    assert "[percent = 1 / 0]" in problem and str(failed) in problem
    assert output.read_text() == "previous"
    assert outputs(failed)[-1].ename == "ZeroDivisionError"
    execute(write(notebook, "reached = 1"), output, GIVEN, failed=failed)
    assert not failed.exists()


@pytest.mark.parametrize("engine", ["in_process", "kernel"])
def test_a_cell_that_takes_too_long_is_stopped_and_named(tmp_path, engine):
    notebook = write(tmp_path / "n.ipynb", "while True:\n    pass")
    with pytest.raises(ProblemsFound, match="cell 3: CellTimeoutError"):
        execute(notebook, tmp_path / "out.ipynb", GIVEN, engine, timeout=1)


def test_a_notebook_leaves_nothing_behind_for_the_next(tmp_path):
    before = list(sys.path), dict(os.environ), Path.cwd(), sys.modules["__main__"], sys.stdout
    left = "import os, sys; sys.path.append('x'); os.environ['X'] = 'x'; os.chdir('/'); seen = 1"
    for output in ("one.ipynb", "two.ipynb"):
        execute(write(tmp_path / "n.ipynb", "'seen' in dir()", left), tmp_path / output, GIVEN)
    after = list(sys.path), dict(os.environ), Path.cwd(), sys.modules["__main__"], sys.stdout
    assert after == before
    assert outputs(tmp_path / "two.ipynb")[0].data["text/plain"] == "False"
