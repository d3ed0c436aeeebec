"""Draw one figure your own way, or open its notebook in Jupyter.

Everything goes to own/<figure>/, so that results/ stays as the pipeline made it. The tables
that the figure is drawn from have to be there: `make figure` and `make notebook` see to it.
"""

import argparse
import logging
import os
import sys
from pathlib import Path

from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.project import Project, load_project

FORMATS = ("svg", "png", "pdf")
NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "figure.ipynb"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="one_figure.py", description=__doc__)
    parser.add_argument("figure", help="the printed number, e.g. 4-3-2-2")
    parser.add_argument("--language", action="append", choices=("ja", "en"), help="default: both")
    parser.add_argument("--wave", action="append", help="one of the figure's (default: all)")
    parser.add_argument("--format", action="append", choices=FORMATS, help="default: all three")
    parser.add_argument("--style", type=Path, help="a matplotlib style sheet laid over the house's")
    parser.add_argument("--exists", action="store_true", help="only check that it can be drawn")
    parser.add_argument("--prepare", action="store_true", help="only write the notebook, to open")
    given = parser.parse_args(arguments)

    folder = Path("own", given.figure)
    try:
        project = load_project()
        notebook, parameters = _asked_for(project, given, folder)
        if given.exists:
            return
        # Imported only where it is drawn: a second that nobody waits for who asks if it exists.
        import papermill

        from tsunagari.run.notebook import check_parameters, execute

        check_parameters(notebook, parameters)
        folder.mkdir(parents=True, exist_ok=True)
        output = folder / f"{given.figure}.ipynb"
        if given.prepare:
            options = {"prepare_only": True, "progress_bar": False, "kernel_name": "python3"}
            papermill.execute_notebook(notebook, output, parameters, **options)
        else:
            execute(notebook, output, parameters)
    except ProblemsFound as found:
        sys.exit(str(found))
    print(*sorted(str(path) for path in folder.iterdir()), sep="\n")


def _asked_for(
    project: Project, given: argparse.Namespace, folder: Path
) -> tuple[Path, dict[str, object]]:
    """The figure's notebook and its parameters; raises ProblemsFound for what does not exist."""
    figures = {number: entry for number, entry in project.figures.items() if "notebook" in entry}
    if given.figure not in figures:
        remedy = nearest(given.figure, figures)
        message = "no figure that can be drawn"
        raise ProblemsFound([Problem("config/figures.yaml", "", given.figure, message, remedy)])
    entry = figures[given.figure]
    waves = entry.get("waves", [])
    if unknown := [wave for wave in given.wave or () if wave not in waves]:
        raise ProblemsFound(
            Problem(
                "config/figures.yaml", given.figure, wave, "no wave of it", nearest(wave, waves)
            )
            for wave in unknown
        )
    if given.style:
        from tsunagari.draw.paper.style import OWN_STYLE

        _check_style(given.style)
        os.environ[OWN_STYLE] = str(given.style.resolve())
    table = f"indices/{entry['index']}" if "index" in entry else f"estimates/{given.figure}"
    parameters = {
        "figure": given.figure,
        "waves": [wave for wave in waves if wave in (given.wave or waves)],
        "languages": given.language or list(project.settings["languages"]),
        "formats": given.format or list(FORMATS),
        # Jupyter starts a notebook in its own folder, so paths are whole.
        "config": str(Path("config").resolve()),
        "data": str(Path("results", f"{table}.csv").resolve()),
        "results": str(folder.resolve()),
    }
    return NOTEBOOK, parameters


def _check_style(path: Path) -> None:
    """Raises ProblemsFound for a style sheet that is not there, and for each line of it that
    matplotlib would pass over with a word in its log."""
    if not path.is_file():
        remedy = "Name a matplotlib style sheet (.mplstyle)."
        raise ProblemsFound([Problem(str(path), "", "", "there is no such file", remedy)])
    import matplotlib

    said: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: said.append(record.getMessage())
    logger = logging.getLogger("matplotlib")
    logger.addHandler(listener)
    matplotlib.rc_params_from_file(path, use_default_template=False)
    logger.removeHandler(listener)
    remedy = "Write `key: value`; colours without #, which begins a comment."
    if said:
        raise ProblemsFound(
            Problem(str(path), "", "", " ".join(text.split()), remedy) for text in said
        )


if __name__ == "__main__":
    main(sys.argv[1:])
