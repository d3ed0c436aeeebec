"""The one front door: all that config/ says, read and checked once a run.

Reading and checking take longer than many a job. So the process that has done it keeps what it
read (`run.kept`), by a key of the content of all that it depends on, and jobs and later runs
take it from there. Nothing of what checks the configuration is imported then.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import yaml

from tsunagari.codebook.variables import Codebook
from tsunagari.config.words import RESOURCES
from tsunagari.config.yaml_lines import Lines
from tsunagari.run.fingerprints import PACKAGE, modules_of
from tsunagari.run.kept import keep, kept, key_of

KEPT = Path(".snakemake") / "tsunagari_config.json"
CHECKED = Path(__file__).with_name("checked.py")
SCHEMAS = PACKAGE.parents[1] / "workflow" / "schemas"


@dataclass(frozen=True)
class Project:
    """Everything that the files in config/ say, checked.

    settings   config.yaml       codebook_config   codebook.yaml, as written
    figures    printed number -> entry of figures.yaml
    indices    indices.yaml      assumptions       synthetic.yaml
    models, families, curves      models.yaml
    comparisons                   comparisons.yaml
    decompositions                decompositions.yaml
    claims, claim_lines           claims.yaml, and the line of each of its keys
    report                        report.yaml
    archive                       archive.yaml
    waves      name -> config/waves/<name>.yaml
    """

    folder: Path
    settings: Mapping
    codebook_config: Mapping
    figures: Mapping[str, Mapping]
    indices: Mapping
    assumptions: Mapping
    models: Mapping[str, Mapping]
    families: Mapping[str, Mapping]
    curves: Mapping[str, Mapping]
    comparisons: Mapping
    decompositions: Mapping
    claims: Mapping
    claim_lines: Lines
    report: Mapping
    archive: Mapping
    waves: Mapping[str, Mapping]

    @cached_property
    def codebook(self) -> Codebook:
        return Codebook.from_config(self.codebook_config)

    def curve(self, name: str) -> Mapping:
        """The entry of the model that a specification curve varies, with the curve's title."""
        curve = self.curves[name]
        model = self.models[curve["model"]]
        return {**model, "title": curve["title"], "specifications": curve}

    @property
    def group_names(self) -> set[str]:
        """The named groups of all figures."""
        queries = [query for entry in self.figures.values() for query in entry.get("estimates", ())]
        return {name for query in queries for name in query.get("groups", ())}

    @property
    def wanted_waves(self) -> list[str]:
        """The waves of this run, oldest name first."""
        wanted = self.settings["waves"]
        return sorted(self.waves) if wanted == "all" else list(wanted)

    @property
    def wanted_figures(self) -> list[str]:
        """The figures of this run that have all their waves in it, in printed order.

        Registry entries that cannot be drawn and supporting ones are included.
        """
        wanted = self.settings["figures"]
        numbers = list(self.figures) if wanted == "all" else list(wanted)
        waves = set(self.wanted_waves)
        return [number for number in numbers if set(self.figures[number].get("waves", ())) <= waves]


def load_project(
    folder: str | Path = "config",
    schemas: str | Path | None = None,
    overrides: Mapping | None = None,
    *,
    keeps: bool = False,
) -> Project:
    """What config/ says; raises ProblemsFound with every problem of every file.

    schemas    the workflow's folder with the JSON schemas; without it only the syntax is
               checked (a run checks everything once, before its first job)
    overrides  settings that take the place of config.yaml's (`snakemake --config`)
    keeps      whether what was read and checked is kept in .snakemake/ beside the folder, for
               jobs and later runs
    """
    folder, overrides = Path(folder), overrides or {}
    schemas = Path(schemas) if schemas else None
    key, file = _key(folder, schemas), folder.parent / KEPT
    found = kept(file, key)
    if found is None or (schemas and found["checked"] != _checks(found["data"], overrides)):
        # Imported only where it is needed: it brings the checks of every stage.
        from tsunagari.project.checked import checked

        data, lines = checked(folder, schemas, overrides)
        found = {"data": data, "lines": list(lines), "checked": _checks(data, overrides)}
        if keeps and schemas and key == _key(folder, schemas):
            keep(file, key, found)
    return _project(folder, found["data"], Lines(found["lines"]), overrides)


def _key(folder: Path, schemas: Path | None) -> str:
    """A key of all that decides what the configuration says: its files, the schemas, the code."""
    folders = folder, schemas or SCHEMAS, RESOURCES
    files = [path for each in folders for path in sorted(each.rglob("*.yaml"))]
    code = [CHECKED, *map(Path, modules_of(CHECKED))]
    return key_of([*files, *code], sys.version, yaml.__version__)


def _checks(data: Mapping, overrides: Mapping) -> dict:
    """What a check was of, beside the files: the settings as they then were, the library."""
    return {"settings": {**data["config"], **overrides}, "jsonschema": version("jsonschema")}


def _project(folder: Path, data: Mapping, lines: Lines, overrides: Mapping) -> Project:
    return Project(
        folder=folder,
        settings={**data["config"], **overrides},
        codebook_config=data["codebook"],
        figures=data["figures"]["figures"],
        indices=data["indices"],
        assumptions=data["synthetic"],
        models=data["models"]["models"],
        families=data["models"].get("families", {}),
        curves=data["models"].get("curves", {}),
        comparisons=data["comparisons"],
        decompositions=data["decompositions"],
        claims=data["claims"],
        claim_lines=lines,
        report=data["report"],
        archive=data["archive"],
        waves=data["waves"],
    )
