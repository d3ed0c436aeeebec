"""Draw a figure: execute its notebook with the parameters that the rule gives."""

import os

# Before numpy is imported: jobs share the cores, so each keeps to one.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import argparse
import json
import sys
from contextlib import redirect_stderr
from pathlib import Path

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.run.engines import ENGINES
from tsunagari.run.job import job
from tsunagari.run.notebook import execute


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="render_notebook.py", description=__doc__)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("output", type=Path, help="the executed notebook")
    parser.add_argument("pictures", type=Path, nargs="*", help="what the notebook has to draw")
    parser.add_argument("--parameters", type=json.loads, required=True, help="as JSON")
    parser.add_argument("--engine", default="in_process", choices=ENGINES)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--timeout", type=int, default=600, help="seconds a cell")
    given = parser.parse_args(arguments)

    with job(given.log, [given.output, *given.pictures]):
        before = {picture: _version(picture) for picture in given.pictures}
        with given.log.open("a", encoding="utf-8") as log, redirect_stderr(log):
            execute(
                given.notebook,
                given.output,
                given.parameters,
                given.engine,
                failed=given.log.with_suffix(".failed.ipynb"),
                timeout=given.timeout,
            )
        # Pictures of an earlier run must not pass for those of this one.
        remedy = "Draw every language in every format with save_figure."
        undrawn = [path for path, version in before.items() if _version(path) in (version, None)]
        if undrawn:
            raise ProblemsFound(
                Problem(str(given.notebook), "", str(path), "did not draw", remedy)
                for path in undrawn
            )


def _version(path: Path) -> tuple[int, int] | None:
    """What tells a file from the one that was there under its name before."""
    if not path.exists():
        return None
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


if __name__ == "__main__":
    main(sys.argv[1:])
