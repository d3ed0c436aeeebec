"""All files of results/archive/ but the manifest, as texts, from what a run knows and made."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tsunagari.archive.citation import Citation
from tsunagari.archive.contents import ARCHIVE, ARCHIVE_FILES, Access, DataFile, data_files
from tsunagari.archive.crate import METADATA, CrateFile, crate
from tsunagari.archive.exhibits import ExhibitRow, exhibit_row
from tsunagari.archive.run_record import direct_packages, locked_versions, python_wanted
from tsunagari.archive.statement import (
    HEADER,
    Counts,
    Row,
    counts_by_figure,
    manifest_items,
    render,
)
from tsunagari.config.words import language_of_tables
from tsunagari.project import Project
from tsunagari.report.exhibits import Exhibit, exhibits
from tsunagari.report.provenance import Tracer

FOLDERS = {
    "config/": "The waves, the codebook, the figures and all else that a researcher edits.",
    "results/report/": "The report's pages.",
    "notebooks/": "One parameterised notebook a kind of figure.",
    "src/": "The functions that scripts and notebooks call.",
    "workflow/": "Rules, scripts, schemas and templates.",
}
DATA_COLUMNS = ("file", "wave", "kind", "access", "in_archive", "sha256")


@dataclass(frozen=True)
class RuleRow:
    """A rule: where it stands (`file:line`), what it runs, and its docstring."""

    name: str
    place: str
    runs: str
    says: str


@dataclass(frozen=True)
class HashedFile:
    """A file of the project: its SHA-256 and its size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True)
class Archive:
    """What the archive's files are made from.

    results, inputs    file -> hash and size, of what the run made and of what it read
    raw, respondents   wave -> its files with responses: as delivered, and made from them
    numbers            rows of the audit of numbers
    estimates          figure -> rows of its estimates
    lock, pyproject    the texts of these files
    """

    project: Project
    citation: Citation
    tracer: Tracer
    rules: Sequence[RuleRow]
    results: Mapping[str, HashedFile]
    inputs: Mapping[str, HashedFile]
    raw: Mapping[str, Sequence[str]]
    respondents: Mapping[str, Sequence[str]]
    numbers: Sequence[Row]
    estimates: Mapping[str, Sequence[Row]]
    lock: str
    pyproject: str

    @cached_property
    def exhibits(self) -> list[ExhibitRow]:
        """What makes each exhibit, in the order of the story."""
        return [
            exhibit_row(each, self.tracer.trace(each), self._read_by(each), self._pictures(each))
            for each in exhibits(self.project)
        ]

    @cached_property
    def data_files(self) -> list[DataFile]:
        return data_files(self.raw, self.respondents, self._access)

    @cached_property
    def counts(self) -> list[Counts]:
        return counts_by_figure(self.project.figures, self.numbers, self.estimates)

    @cached_property
    def locked(self) -> dict[str, str]:
        """Package -> version, of all that the lock names."""
        return locked_versions(self.lock)

    @cached_property
    def packages(self) -> dict[str, str]:
        """The packages that the pipeline names, with the versions of the lock."""
        return {name: self.locked[name] for name in direct_packages(self.pyproject)}

    @property
    def python(self) -> str:
        return python_wanted(self.pyproject)

    @property
    def seeds(self) -> dict[str, int]:
        return {key: self.project.settings[key] for key in ("seed", "seeds")}

    @property
    def waves(self) -> list[dict]:
        """The entry of each wave, with its name and who may have its responses."""
        return [
            {**self.project.waves[name], "name": name, **vars(access)}
            for name, access in self._access.items()
        ]

    @cached_property
    def _access(self) -> dict[str, Access]:
        declared, waves = self.project.archive.get("waves", {}), self.project.waves
        return {
            name: Access.from_config(waves[name]["source"], declared.get(name, {}))
            for name in self.project.wanted_waves
        }

    @cached_property
    def manifest_items(self) -> dict[str, str]:
        return manifest_items(self.exhibits, self.project.settings["formats"])

    def _read_by(self, exhibit: Exhibit) -> list[str]:
        """Responses as delivered, and the published numbers of a figure."""
        published = f"resources/published/{exhibit.key}.csv"
        printed = [published] if exhibit.kind == "figure" and published in self.inputs else []
        return [*(file for wave in exhibit.waves for file in self.raw.get(wave, ())), *printed]

    def _pictures(self, exhibit: Exhibit) -> list[str]:
        settings = self.project.settings
        return [
            f"results/figures/{stem}.{language}.{form}"
            for stem in exhibit.pictures
            for language in settings["languages"]
            for form in settings["formats"]
        ]

    def texts(self, templates: Path) -> dict[str, str]:
        """Name of each file of results/archive/ but the manifest -> what it holds."""
        context = {"archive": self, "language": language_of_tables()}
        records = [row.record for row in self.exhibits]
        return {
            "exhibits.csv": csv_text(tuple(records[0]), [list(row.values()) for row in records]),
            "data_files.csv": csv_text(DATA_COLUMNS, self._data_rows()),
            "reproducible.csv": csv_text(HEADER, [row.cells() for row in self.counts]),
            **{
                name: render(templates, name, context)
                for name in ("README_AEA.md", "data_statement.md", "codecheck.yml")
            },
            METADATA: _json(self._crate(templates)),
            "settings.json": _json(dict(self.project.settings)),
        }

    def _data_rows(self) -> Iterable[list[str]]:
        known = {**self.inputs, **self.results}
        for each in self.data_files:
            within = "yes" if each.in_archive else "no"
            yield [each.file, each.wave, each.kind, each.access, within, known[each.file].digest]

    def _crate(self, templates: Path) -> dict:
        closed = {each.file for each in self.data_files if not each.in_archive}
        hashed = {**self.inputs, **self.results}
        inside = [
            CrateFile(file, self.manifest_items.get(file, ""), each.digest, each.size)
            for file, each in sorted(hashed.items())
            if file not in closed and not file.startswith(tuple(FOLDERS))
        ]
        made = [ARCHIVE + name for name in ARCHIVE_FILES if name != METADATA]
        beside = ["LICENSE", "README.md", "codecheck.yml", *made]
        files = [*inside, *map(CrateFile, beside)]
        return crate(
            templates, self.citation, self.project.archive["data"], files, FOLDERS, self.packages
        )


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as the pipeline writes them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
