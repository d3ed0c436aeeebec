"""Execute one parameterised notebook through papermill.

The executed notebook is a result like any other: it is written whole or not at all, and
its bytes depend on the notebook, the parameters and the data only. What cells say on
standard error goes to the log and not into the notebook, since warnings name paths.
"""

import ast
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from tsunagari.config.problems import Complaints, Problem, ProblemsFound, nearest
from tsunagari.run.engines import ENGINES
from tsunagari.run.job import whole


def execute(
    notebook: Path,
    output: Path,
    parameters: Mapping[str, Any],
    engine: str = "in_process",
    *,
    failed: Path | None = None,
    timeout: int = 600,
) -> None:
    """Execute `notebook` with `parameters` and write the executed notebook to `output`.

    engine   a name of `engines.ENGINES`; all leave the same outputs
    failed   where a notebook that failed is kept (default: beside `output`, which is
             never touched by a failure)
    timeout  seconds that one cell may take

    Raises ProblemsFound for parameters that do not fit the notebook, and for a cell that
    fails; the problem then names the cell and its exception.
    """
    check_parameters(notebook, parameters)
    if engine not in ENGINES:
        remedy = nearest(engine, ENGINES)
        raise ProblemsFound([Problem(str(notebook), "engine", engine, "no such engine", remedy)])
    failed = failed or output.with_suffix(".failed.ipynb")
    with tempfile.TemporaryDirectory(prefix="notebook-") as private:
        executed = Path(private, "executed.ipynb")
        try:
            papermill.execute_notebook(
                str(notebook).replace("{", "{{").replace("}", "}}"),  # papermill formats paths
                executed,
                parameters=dict(parameters),
                engine_name=engine,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                execution_timeout=timeout,
                private=Path(private),
            )
        except (PapermillExecutionError, CellTimeoutError, DeadKernelError) as error:
            failed.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(executed, failed)
            raise ProblemsFound([_failure(notebook, executed, failed, error)]) from error
        finished = _reproducible(nbformat.read(executed, as_version=4))
    with whole(output) as partial:
        partial.write_text(nbformat.writes(finished) + "\n", encoding="utf-8")
    failed.unlink(missing_ok=True)


def declared_parameters(notebook: Path) -> dict[str, Any]:
    """Names and default values that the notebook's own `parameters` cell assigns."""
    cells = nbformat.read(notebook, as_version=4).cells
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        remedy, found = "Tag exactly one code cell 'parameters'.", f"{len(tagged)} cells"
        raise ProblemsFound([Problem(str(notebook), "tags", found, "no single cell", remedy)])
    declared: dict[str, Any] = {}
    for line in ast.parse(tagged[0].source).body:
        try:
            declared[line.targets[0].id] = ast.literal_eval(line.value)
        except (AttributeError, ValueError):
            where, code = f"parameters cell, line {line.lineno}", ast.unparse(line)
            remedy = "Write one `name = literal` a line."
            raise ProblemsFound(
                [Problem(str(notebook), where, code, "is not a parameter", remedy)]
            ) from None
    return declared


def check_parameters(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Refuse parameters that the notebook does not declare, lacks, or types differently.

    papermill itself only warns of an unknown name and then renders the default. A default
    is for the reader who opens the notebook by hand, so all parameters must be given.
    """
    declared = declared_parameters(notebook)
    complaints = Complaints(str(notebook), "parameters")
    for name in [name for name in parameters if name not in declared]:
        complaints.add(name, "unknown parameter", nearest(name, declared))
    for name, default in declared.items():
        kind = type(default).__name__
        if name not in parameters:
            complaints.add(name, "parameter not given", f"Give a {kind}.")
        elif default is not None and type(parameters[name]) is not type(default):
            message = f"parameter '{name}' is of type {type(parameters[name]).__name__}"
            complaints.add(repr(parameters[name]), message, f"Give a {kind}, such as {default!r}.")
    complaints.raise_any()


def _failure(notebook: Path, executed: Path, failed: Path, error: Exception) -> Problem:
    """The cell at which the execution stopped, counted as in the source notebook."""
    cells = nbformat.read(executed, as_version=4).cells
    started = [cell for cell in cells if cell.metadata.get("papermill", {}).get("start_time")]
    last = started[-1]
    ours = {"injected-parameters", "papermill-error-cell-tag"}
    number = sum(not ours & set(cell.metadata.tags) for cell in cells[: cells.index(last) + 1])
    first_line = last.source.strip().partition("\n")[0]
    if isinstance(error, PapermillExecutionError):
        message = f"{error.ename}: {error.evalue}"
    else:
        message = f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"
    remedy = f"See it as far as it came: {failed}"
    return Problem(str(notebook), f"cell {number}", first_line, message, remedy)


def _reproducible(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """`notebook` without times, paths, random ids and the version of the interpreter."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.outputs = [shown for shown in cell.outputs if shown.get("name") != "stderr"]
    return notebook
