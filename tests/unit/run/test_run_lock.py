"""Only the locks of runs that are no longer alive are removed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tsunagari.run.job import clear_stale_locks

RUN = """
import sys, time
from pathlib import Path
from tsunagari.run.job import clear_stale_locks
kept = clear_stale_locks(Path(sys.argv[1]))
print("running", flush=True)
time.sleep(60)
"""


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3] / "src"))
    return tmp_path / ".snakemake"


def start_run(state):
    run = subprocess.Popen([sys.executable, "-c", RUN, state], stdout=subprocess.PIPE, text=True)
    assert run.stdout.readline() == "running\n"
    return run


def lock(state):
    (state / "locks").mkdir(exist_ok=True)
    path = state / "locks" / "0.output.lock"
    path.write_text("results/figures/4-3-2-2.ja.svg\n")
    return path


def test_locks_of_a_killed_run_are_removed_and_those_of_a_live_run_stay(state):
    run = start_run(state)
    held = lock(state)
    with clear_stale_locks(state):
        assert held.exists()
        run.kill()
        run.wait()
    with clear_stale_locks(state):
        assert not held.exists()


def test_a_run_that_began_beside_another_is_seen_after_that_one_ended(state):
    first = start_run(state)
    second = start_run(state)
    held = lock(state)
    first.kill()
    first.wait()
    with clear_stale_locks(state):
        assert held.exists()
    second.kill()
    second.wait()
