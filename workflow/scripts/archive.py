"""What archives and editors ask for: exhibits, statements, crate, hashes of inputs and outputs."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import yaml

from tsunagari.archive.build import Archive, HashedFile, RuleRow
from tsunagari.archive.citation import FILE, read_citation
from tsunagari.archive.contents import ARCHIVE, place
from tsunagari.archive.manifest import edited, manifest_text
from tsunagari.archive.run_record import (
    run_record,
    running_versions,
    times_of_rules,
)
from tsunagari.config.problems import ProblemsFound
from tsunagari.project import load_project
from tsunagari.read.checksums import sha256_of
from tsunagari.report.code_pages import rule_place
from tsunagari.report.load import read_lines
from tsunagari.report.provenance import Tracer
from tsunagari.run.job import files_below, hashes_as_made, job, read_made, whole


def rows_of(path: str) -> list[dict[str, str]]:
    """The rows of a table, as text."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hashed(files: Mapping[str, Path]) -> dict[str, HashedFile]:
    """Hash and size of each file, by its name."""
    return {file: HashedFile(sha256_of(path), path.stat().st_size) for file, path in files.items()}


def described(root: Path, name: str, file: str, runs: str, says: str) -> RuleRow:
    """A rule and its line in its file, which is named as from the folder of the code."""
    line = rule_place((root / file).read_text(encoding="utf-8"), file, name).line
    return RuleRow(name, f"{file}:{line}", runs, says)


def write(texts: Mapping[str, str], others: Mapping[str, HashedFile]) -> None:
    """Write the files of the archive, and the manifest of them and of all others."""
    folder = Path(ARCHIVE)
    for name, text in texts.items():
        with whole(folder / name) as path:
            path.write_text(text, encoding="utf-8")
    hashes = {file: each.digest for file, each in others.items()}
    hashes |= {ARCHIVE + name: sha256_of(folder / name) for name in texts}
    with whole(folder / "manifest.sha256") as path:
        path.write_text(manifest_text(hashes), encoding="utf-8")


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        given, params, root = snakemake.input, snakemake.params, Path(snakemake.params.root)
        made = files_below([*given.results, *params.folders])
        results = hashed({path.as_posix(): path for path in made})
        notes = read_made()
        digests = {file: each.digest for file, each in results.items()}
        if changed := edited(hashes_as_made(notes), digests):
            raise ProblemsFound(changed)
        project = load_project(overrides=params.settings)
        archive = Archive(
            project=project,
            citation=read_citation(yaml.safe_load((root / FILE).read_text(encoding="utf-8"))),
            tracer=Tracer(project, root, params.makers, read_lines(Path("config"))),
            rules=[described(root, *rule) for rule in params.rules],
            results=results,
            inputs=hashed({file: place(file, Path(), root) for file in params.inputs}),
            raw=params.raw,
            respondents=params.respondents,
            numbers=rows_of(given.numbers),
            estimates={Path(path).stem: rows_of(path) for path in given.estimates},
            lock=(root / "requirements.lock").read_text(encoding="utf-8"),
            pyproject=(root / "pyproject.toml").read_text(encoding="utf-8"),
        )
        write(archive.texts(root / "workflow" / "archive"), {**results, **archive.inputs})
        times = times_of_rules(notes, lambda file: params.makers.get(file, ("",))[0])
        versions = running_versions(list(archive.packages))
        record = run_record(times, versions, archive.locked, archive.seeds)
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        Path(snakemake.log.run).write_text(text, encoding="utf-8")
