"""Runs the one Snakefile on a project in another folder."""

import hashlib
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
MINI = ROOT / "tests" / "mini"


def script(name: str) -> ModuleType:
    """A script of the workflow, for the functions that stand above what it does as a job."""
    spec = importlib.util.spec_from_file_location(
        f"script_{name}", ROOT / "workflow" / "scripts" / f"{name}.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def snakemake(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Snakemake on the project in `folder` with two cores."""
    command = [sys.executable, "-m", "snakemake", "--cores", "2", "--snakefile", ROOT / "Snakefile"]
    return subprocess.run(
        [*map(str, command), *arguments], cwd=folder, capture_output=True, text=True, timeout=600
    )


def succeeded(run: subprocess.CompletedProcess[str]) -> str:
    """The run's messages; fails with them where the run failed."""
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr


def jobs_done(messages: str) -> list[str]:
    """The rules of the jobs that a run finished, in order, as its lines of progress say."""
    return [match[1] for match in re.finditer(r"^\d+ of \d+  (\w+).*: [\d.]+ s", messages, re.M)]


def digests(folder: Path) -> dict[str, str]:
    """File below `folder` -> SHA-256 of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
