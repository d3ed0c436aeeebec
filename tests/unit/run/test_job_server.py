"""Jobs forked from the warm server do as processes of their own would, and none outlives a run."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[3] / "workflow" / "scripts"
PARENT = """
import shlex, sys, time
sys.path.insert(0, "workflow/scripts")
import job_server as server
print(shlex.split(server.prefix(["probe"]))[-1], flush=True)
print(server.STARTED[0].pid, flush=True)
time.sleep(60)
"""
WAITS = """
import os, sys, time
from pathlib import Path
import probe
name = sys.argv[1]
Path(f"{name}.pid").write_text(str(os.getpid()))
while not Path("go").exists():
    time.sleep(0.01)
Path(f"{name}.made").write_text(probe.VALUE)
"""


@pytest.fixture
def parent(tmp_path, monkeypatch):
    """A process that has started a server, as Snakemake does, on a project with one module."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "src"))
    for part in ("src", "workflow/scripts"):
        Path(part).mkdir(parents=True)
    for script in SCRIPTS.glob("job_*.py"):
        shutil.copy(script, "workflow/scripts")
    Path("config").mkdir()
    Path("config/config.yaml").write_text("first")
    Path("src/probe.py").write_text(
        "from pathlib import Path\nVALUE = 'first of ' + Path('config/config.yaml').read_text()"
    )
    Path("waits.py").write_text(WAITS)
    process = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    process.socket = process.stdout.readline().strip()
    process.server = process.stdout.readline().strip()
    yield process
    process.kill()
    process.wait()
    assert eventually(lambda: not running(process.server))
    shutil.rmtree(Path(process.socket).parent, ignore_errors=True)  # of a server that was killed


def command(server, *script):
    """A job's command as Snakemake starts it; without a server if that is empty."""
    client = ["-SEI", "workflow/scripts/job_client.py", server]
    return [sys.executable, *client, sys.executable, *script]


def client(parent, name):
    return subprocess.Popen(command(parent.socket, "waits.py", name), stderr=subprocess.PIPE)


def running(pid):
    """Whether a process is there and is no zombie."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return state.stdout.strip()[:1] not in ("", "Z")


def children_of(pid):
    listing = subprocess.run(["ps", "-o", "pid=", "--ppid", pid], capture_output=True, text=True)
    return listing.stdout.split()


def eventually(condition, seconds=20):
    end = time.monotonic() + seconds
    while not (held := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return held


def working(name):
    """The process that does a job, once it is at it."""
    pid = Path(f"{name}.pid")
    assert eventually(lambda: pid.exists() and pid.read_text() != "")
    return pid.read_text()


def test_the_server_does_several_jobs_at_once(parent):
    jobs = [client(parent, "a"), client(parent, "b")]
    assert {working("a"), working("b")} == set(children_of(parent.server))
    Path("go").touch()
    assert [job.wait() for job in jobs] == [0, 0]
    assert eventually(lambda: children_of(parent.server) == [])  # no zombies either


@pytest.mark.parametrize(
    "script",
    [
        "import os, sys; print(os.getcwd(), sys.argv, sys.path[0], __file__, __name__)",
        "import sys; print('before'); sys.exit(3)",
        "import sys; sys.exit('in words')",
        "import sys; sys.exit()",
        "def broken():\n    raise ValueError('says why')\n\nbroken()",
        "import nothing_of_this_name",
        "if True print('no syntax')",
        "import os; print(os.environ['HERE'], os.environ['OMP_NUM_THREADS'], flush=True)",
    ],
)
def test_a_job_says_and_returns_what_a_process_of_its_own_does(parent, monkeypatch, script):
    Path("script.py").write_text(script)
    monkeypatch.setenv("HERE", "after the server began")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    served, alone = (
        subprocess.run(command(server, "script.py", "--x"), capture_output=True, text=True)
        for server in (parent.socket, "")
    )
    assert (served.returncode, served.stdout) == (alone.returncode, alone.stdout)
    assert served.stderr == alone.stderr


def test_a_job_is_run_from_the_server_and_not_beside_it(parent):
    Path("script.py").write_text("import os; print(os.getppid())")
    run = subprocess.run(command(parent.socket, "script.py"), capture_output=True, text=True)
    assert run.stdout.strip() == parent.server


@pytest.mark.parametrize("source", ["src/probe.py", "config/config.yaml"])
def test_a_source_that_was_edited_since_the_server_began_is_run_as_it_is_now(parent, source):
    Path("go").touch()
    assert client(parent, "a").wait() == 0
    Path(source).write_text(Path(source).read_text().replace("first", "second"))
    assert client(parent, "b").wait() == 0
    second = {"src/probe.py": "second of first", "config/config.yaml": "first of second"}
    assert Path("a.made").read_text() == "first of first"
    assert Path("b.made").read_text() == second[source]


def test_another_python_is_left_to_itself(parent):
    python = Path("python")
    python.write_text(f'#!/bin/sh\necho another; exec {sys.executable} "$@"')
    python.chmod(0o755)
    Path("script.py").write_text("import os; print(os.getppid())")
    other = command(parent.socket, "script.py")
    other[-2] = str(python.resolve())
    run = subprocess.run(other, capture_output=True, text=True)
    assert run.stdout.split() == ["another", str(os.getpid())]


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_client_that_ends_takes_its_job_along(parent, ending):
    ended, other = client(parent, "a"), client(parent, "b")
    pid, survivor = working("a"), working("b")
    ended.send_signal(ending)
    assert ended.wait() == -ending
    assert eventually(lambda: not running(pid))
    assert running(survivor)
    Path("go").touch()
    assert other.wait() == 0
    assert not Path("a.made").exists()


def test_a_job_that_is_killed_fails(parent):
    job = client(parent, "a")
    os.kill(int(working("a")), signal.SIGKILL)
    assert "crashed or was killed" in job.communicate()[1].decode()
    assert job.returncode == 1
    assert running(parent.server)


@pytest.mark.parametrize("killed", ["parent", "server"])
def test_parent_or_server_that_is_killed_takes_all_others_along(parent, killed):
    job = client(parent, "a")
    pid = working("a")
    os.kill(parent.pid if killed == "parent" else int(parent.server), signal.SIGKILL)
    assert job.wait(10) == 1
    assert eventually(lambda: not running(pid) and not running(parent.server))
    assert Path(parent.socket).parent.exists() == (killed == "server")
    Path("go").touch()
    assert not Path("a.made").exists()
