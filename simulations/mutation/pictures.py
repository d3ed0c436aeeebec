"""The pictures of a project, drawn by the code of its notebooks."""

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from mutation.stages import ROOT, Crashed
from tsunagari.config.problems import ProblemsFound
from tsunagari.project import Project
from tsunagari.run.fingerprints import fingerprint

NOTEBOOKS = ROOT / "notebooks"


def code_of(notebook: str) -> str:
    """The code of a notebook's cells, without that of its parameters."""
    cells = json.loads((NOTEBOOKS / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    drawing = [cell for cell in code if "parameters" not in cell["metadata"].get("tags", [])]
    return "\n\n".join("".join(cell["source"]) for cell in drawing)


class Pictures(set):
    """What was drawn already, by all that a picture depends on."""

    def draw(self, project: Project) -> None:
        """Draw what was not drawn before; raises as `Memory.run` does."""
        for notebook, parameters, about in drawings(project):
            table = Path(parameters.get("data", ""))
            data = sorted(table.rglob("*.csv")) if table.is_dir() else [table]
            bytes_of = [path.read_bytes().hex() for path in data if path.is_file()]
            key = fingerprint(notebook, parameters, about, bytes_of)
            if key not in self:
                _draw(notebook, parameters)
                self.add(key)


def _draw(notebook: str, parameters: Mapping) -> None:
    import matplotlib.pyplot as plt

    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            exec(compile(code_of(notebook), notebook, "exec"), {**parameters, "__name__": "cells"})
    except ProblemsFound:
        raise
    except Exception as error:
        raise Crashed(f"{notebook}.ipynb: {type(error).__name__}: {error}") from error
    finally:
        plt.close("all")


def drawings(project: Project) -> Iterator[tuple[str, dict, object]]:
    """Notebook, its parameters, and the configuration that the picture depends on.

    Words of the codebook and of waves stand in every picture; they are looked at in that of
    what was asked, which has nearly all of them.
    """
    waves = project.wanted_waves
    common = {"languages": ["ja", "en"], "formats": ["svg"], "config": "config"}
    common["results"] = "results/figures"
    words = [project.codebook_config, list(project.waves.items())]
    table = "results/audit/availability.csv"
    yield "availability", {**common, "waves": waves, "data": table}, words
    for number in project.wanted_figures:
        entry = project.figures[number]
        if "notebook" in entry:
            data = f"results/estimates/{number}.csv" if "estimates" in entry else ""
            given = {**common, "figure": number, "waves": entry.get("waves", []), "data": data}
            yield "figure", given, entry
    for name, entry in project.indices.get("figures", {}).items():
        if set(entry["waves"]) <= set(waves):
            yield "index", {**common, "picture": name, "data": "results/indices"}, entry
    changes = {**common, "data": "results/comparisons"}
    for name, entry in project.comparisons["comparisons"].items():
        named = waves if entry["waves"] == "all" else entry["waves"]
        if set(named) <= set(waves):
            about = [entry, project.comparisons.get("families")]
            yield "change", {**changes, "kind": "comparison", "name": name, "waves": named}, about
    for section, kind in (("decompositions", "decomposition"), ("age_curves", "age_curves")):
        for name, entry in project.decompositions.get(section, {}).items():
            if set(entry["waves"]) <= set(waves):
                yield "change", {**changes, "kind": kind, "name": name, "waves": []}, entry
    for name, entry in project.models.items():
        if set(entry["waves"]) <= set(waves):
            yield "model", {**common, "model": name, "data": "results/models"}, entry
