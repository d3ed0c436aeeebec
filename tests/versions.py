"""The toy project, or the section, under every other Python of this machine: the same results?

usage: versions.py [--section]
Each of Python 3.11 to 3.14 that is on the PATH, or that pyenv has, gets an environment of its own
from requirements.lock (`.venv-3.13`, say) and runs the project in a folder of its own; its results
are compared with those of the Python that runs this, to the byte. Ends with 1 if any differs.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from same_results import compare

ROOT = Path(__file__).parents[1]
MINI = ROOT / "tests" / "mini"
VERSIONS = tuple(f"3.{minor}" for minor in range(11, 15))
OURS = f"3.{sys.version_info.minor}"


def pythons() -> Iterator[tuple[str, Path]]:
    """Each other version that is here, with its program."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in VERSIONS:
        places = [shutil.which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python"))]
        for python in filter(None, places):
            if version != OURS and _is(python, version):
                yield version, Path(python)
                break


def _is(python: str | Path, version: str) -> bool:
    """Whether a program is that Python, and not a stand-in that only says where it would be."""
    ask = [python, "-c", "import sys; print('3.%d' % sys.version_info.minor)"]
    return subprocess.run(ask, capture_output=True, text=True).stdout.strip() == version


def environment(version: str, python: Path) -> Path:
    """The Python of an environment from the lock, set up as `make` does; made once."""
    folder = f".venv-{version}"
    subprocess.run(
        ["make", "--silent", "setup", f"VENV={folder}", f"PYTHON={python}"], cwd=ROOT, check=True
    )
    return ROOT / folder / "bin" / "python"


def results(python: Path, where: Path, section: bool) -> Path:
    """The results of a whole run under one Python."""
    parts = ("config", "resources") if section else (".",)
    for part in parts:
        source = (ROOT if section else MINI) / part
        shutil.copytree(source, where / part, dirs_exist_ok=True)
    command = [python, "-m", "snakemake", "--cores", "2", "--snakefile", ROOT / "Snakefile"]
    run = subprocess.run(list(map(str, command)), cwd=where, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(run.stdout + run.stderr)
    return where / "results"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="versions.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("--section", action="store_true", help="the section, not the toy project")
    given = parser.parse_args(arguments)
    others = list(pythons())
    print(f"Python {OURS} and {', '.join(version for version, _ in others) or 'no other'}")
    differing = 0
    with tempfile.TemporaryDirectory() as folder:
        ours = others and results(Path(sys.executable), Path(folder) / OURS, given.section)
        for version, python in others:
            theirs = results(environment(version, python), Path(folder) / version, given.section)
            found = compare(ours, theirs)
            differing += len(found.differ)
            print(f"Python {version}:", *list(found.lines())[-1 - len(found.differ) :], sep="\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
