"""Draw a figure: execute its notebook with the parameters that the rule gives."""

from contextlib import redirect_stderr
from pathlib import Path

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.run.job import job
from tsunagari.run.notebook import execute


def version(path: Path) -> tuple[int, int] | None:
    """What tells a file from the one that was there under its name before."""
    if not path.exists():
        return None
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        notebook, output = Path(snakemake.input.notebook), snakemake.output
        messages = Path(snakemake.log[0])
        before = {path: version(path) for path in map(Path, output.pictures)}
        with messages.open("a", encoding="utf-8") as log, redirect_stderr(log):
            execute(
                notebook,
                Path(output.notebook),
                snakemake.params.parameters,
                snakemake.params.engine,
                failed=messages.with_suffix(".failed.ipynb"),
            )
        # Pictures of an earlier run must not pass for those of this one.
        remedy = "Draw every language in every format with save_figure."
        undrawn = [path for path, drawn in before.items() if version(path) in (drawn, None)]
        if undrawn:
            raise ProblemsFound(
                Problem(str(notebook), "", str(path), "did not draw", remedy) for path in undrawn
            )
