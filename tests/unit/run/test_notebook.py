"""One notebook is executed right or not at all, in this process, in a kernel and by the server."""

import json
import os
import signal
import subprocess
import sys
import time
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


# ---- server and client -------------------------------------------------------------------

WAITS = """
import os, time
from pathlib import Path
Path(f"{figure}.pid").write_text(str(os.getpid()))
while not Path("go").exists():
    time.sleep(0.01)
"""
PARENT = """
import sys, time
sys.path.insert(0, sys.argv[1])
import notebook_server as server
server.start([])
server.announce()
print(server.STARTED[0].pid, server.os.environ[server.VARIABLE], flush=True)
time.sleep(60)
"""


@pytest.fixture
def parent(tmp_path, monkeypatch):
    """A process that has started a server, as Snakemake does; the clients know the server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(SCRIPTS)], stdout=subprocess.PIPE, text=True
    )
    process.server, socket = process.stdout.readline().split()
    monkeypatch.setenv("TSUNAGARI_NOTEBOOK_SERVER", socket)
    yield process
    process.kill()
    process.wait()
    assert eventually(lambda: not running(process.server) and not Path(socket).parent.exists())


def client(figure, name="n.ipynb"):
    """A job that renders, as the rule's shell command starts it."""
    parameters = json.dumps(GIVEN | {"figure": figure})
    command = [sys.executable, "-SEI", SCRIPTS / "notebook_client.py"]
    command += [SCRIPTS / "render_notebook.py", name, f"{figure}.ipynb", "--log", f"{figure}.log"]
    return subprocess.Popen(
        [*command, "--parameters", parameters], stderr=subprocess.PIPE, text=True
    )


def running(pid):
    """Whether a process is there and is no zombie."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return state.stdout.strip()[:1] not in ("", "Z")


def children_of(pid):
    listing = subprocess.run(["ps", "-o", "pid=", "--ppid", pid], capture_output=True, text=True)
    return listing.stdout.split()


def eventually(condition, seconds=10):
    end = time.monotonic() + seconds
    while not (held := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return held


def working(figure):
    """The process that renders `figure`, once it is at it."""
    pid = Path(f"{figure}.pid")
    assert eventually(lambda: pid.exists() and pid.read_text() != "")
    return pid.read_text()


def test_the_server_renders_several_at_once_and_as_a_process_alone(parent, tmp_path, monkeypatch):
    write(tmp_path / "n.ipynb", WAITS, "print('済', figure, waves)")
    jobs = [client("a"), client("b")]
    assert {working("a"), working("b")} == set(children_of(parent.server))
    Path("go").touch()
    assert [job.wait() for job in jobs] == [0, 0]
    assert eventually(lambda: children_of(parent.server) == [])  # no zombies either
    served = Path("a.ipynb").read_bytes()
    monkeypatch.delenv("TSUNAGARI_NOTEBOOK_SERVER")
    assert client("a").wait() == 0
    assert Path("a.ipynb").read_bytes() == served


def test_problems_and_crashes_fail_the_job(parent, tmp_path):
    write(tmp_path / "n.ipynb", "1 / 0")
    write(tmp_path / "crash.ipynb", "import os; os._exit(0)")
    failing, crashing = client("a"), client("b", "crash.ipynb")
    assert "cell 3: ZeroDivisionError" in failing.communicate()[1]
    assert "crashed or was killed" in crashing.communicate()[1]
    assert (failing.returncode, crashing.returncode) == (1, 1)
    assert Path("a.failed.ipynb").exists() and not Path("a.ipynb").exists()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_client_that_ends_takes_its_renderer_along(parent, tmp_path, ending):
    write(tmp_path / "n.ipynb", WAITS)
    ended, other = client("a"), client("b")
    pid, survivor = working("a"), working("b")
    ended.send_signal(ending)
    assert ended.wait() == -ending
    assert eventually(lambda: not running(pid))
    assert running(survivor)
    Path("go").touch()
    assert other.wait() == 0
    assert not Path("a.ipynb").exists()


def test_a_parent_that_is_killed_takes_server_renderers_and_jobs_along(parent, tmp_path):
    write(tmp_path / "n.ipynb", WAITS)
    job = client("a")
    pid = working("a")
    parent.kill()
    assert job.wait(10) == 1
    assert eventually(lambda: not running(pid) and not running(parent.server))
    Path("go").touch()
    assert not Path("a.ipynb").exists()
