"""What archives and editors ask for: exhibits, statements, crate, hashes of inputs and outputs."""

import csv
import json
from pathlib import Path

import yaml

from tsunagari.archive.build import Archive, HashedFile, RuleRow
from tsunagari.archive.citation import FILE, read_citation
from tsunagari.archive.contents import ARCHIVE, place
from tsunagari.archive.manifest import edited, manifest_text
from tsunagari.archive.run_record import (
    locked_versions,
    run_record,
    running_versions,
    times_of_rules,
)
from tsunagari.config.problems import ProblemsFound
from tsunagari.config.yaml_lines import load_yaml
from tsunagari.project import load_project
from tsunagari.report.code_pages import rule_place
from tsunagari.report.provenance import Tracer
from tsunagari.run.job import job, whole
from tsunagari.run.made import files_below, hashes_as_made, read_made, sha256


def rows_of(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hashed(files):
    return {file: HashedFile(sha256(path), path.stat().st_size) for file, path in files.items()}


def described(name, file, runs, says):
    line = rule_place((root / file).read_text(encoding="utf-8"), file, name).line
    return RuleRow(name, f"{file}:{line}", runs, says)


with job(snakemake.log[0], snakemake.output):
    given, params = snakemake.input, snakemake.params
    root = Path(params.root)
    made = [*given.results, *params.folders]
    results = hashed({path.as_posix(): path for path in files_below(made)})
    notes = read_made()
    digests = {file: each.digest for file, each in results.items()}
    if changed := edited(hashes_as_made(notes), digests):
        raise ProblemsFound(changed)
    project = load_project(overrides=params.settings)
    config = sorted(Path("config").rglob("*.yaml"))
    names = {path.relative_to("config").with_suffix("").as_posix(): path for path in config}
    lines = {name: load_yaml(path, f"config/{name}.yaml")[1] for name, path in names.items()}
    archive = Archive(
        project=project,
        citation=read_citation(yaml.safe_load((root / FILE).read_text(encoding="utf-8"))),
        tracer=Tracer(project, root, params.makers, lines),
        rules=[described(*rule) for rule in params.rules],
        results=results,
        inputs=hashed({file: place(file, Path(), root) for file in params.inputs}),
        raw=params.raw,
        respondents=params.respondents,
        numbers=rows_of(given.numbers),
        estimates={Path(path).stem: rows_of(path) for path in given.estimates},
        lock=(root / "requirements.lock").read_text(encoding="utf-8"),
        pyproject=(root / "pyproject.toml").read_text(encoding="utf-8"),
    )
    texts = archive.texts(root / "workflow" / "archive")
    folder = Path(ARCHIVE)
    for name, text in texts.items():
        with whole(folder / name) as path:
            path.write_text(text, encoding="utf-8")
    known = {**results, **archive.inputs}
    hashes = {file: each.digest for file, each in known.items()}
    hashes |= {ARCHIVE + name: sha256(folder / name) for name in texts}
    with whole(folder / "manifest.sha256") as path:
        path.write_text(manifest_text(hashes), encoding="utf-8")
    locked = locked_versions(archive.lock)
    times = times_of_rules(notes, lambda file: params.makers.get(file, ("",))[0])
    record = run_record(times, running_versions(list(archive.packages)), locked, archive.seeds)
    Path(snakemake.log.run).write_text(
        json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
