"""Slips in the digits of the published numbers, before the audit of the publication."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from mutation.benches import UNNOTICED, Row
from mutation.stages import ROOT
from mutation.verdicts import LINE
from tsunagari.audit.source.audit import audit_source
from tsunagari.audit.source.findings import ALARMS
from tsunagari.codebook.labels import figure_labels
from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.project import Project, load_project
from tsunagari.read.published import load_published

BY_AUDIT = "found by the audit"


def slips_of_published(folder: Path, seed: str, count: range) -> Iterator[Row]:
    """Digits of the section's transcribed numbers, and whether the audit of the source tells."""
    project = load_project(ROOT / "config")
    tables = ROOT / "resources" / "published"
    shutil.copytree(tables, folder)
    lines = (ROOT / "resources" / "source" / "section.txt").read_text(encoding="utf-8").split("\n")
    audit = _auditor(project, lines)
    usual = audit(folder)
    files = [path for path in sorted(folder.glob("*.csv")) if path.stem != "not_statistics"]
    for number in count:
        rng = random.Random(f"{seed} {number}")
        path, row, column = rng.choice(list(_printed(files)))
        text = path.read_text(encoding="utf-8")
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        before = table.at[row, column]
        digits = [place for place, letter in enumerate(before) if letter.isdigit()]
        place = rng.choice(digits)
        digit = rng.choice([d for d in "0123456789" if d != before[place]])
        after = before[:place] + digit + before[place + 1 :]
        table.at[row, column] = after
        table.to_csv(path, index=False)
        try:
            new = audit(folder) - usual
            told = next((text for _, text in sorted(new)), "")
            outcome = BY_AUDIT if new else UNNOTICED
            told = told or table.at[row, "provenance"]
        except ProblemsFound as found:
            outcome, told = LINE, str(found.problems[0])
        path.write_text(text, encoding="utf-8")
        where = f"row {row + 1}, column {column}"
        yield Row("published", path.name, where, "digit", before, after, outcome, told)


def _printed(files: list[Path]) -> Iterator[tuple[Path, int, str]]:
    for path in files:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in ("n", "percent", "value"):
            yield from ((path, row, column) for row in table.index[table[column] != ""])


def _auditor(project: Project, lines: list[str]) -> Callable[[Path], set[tuple[str, str]]]:
    """A function: folder of published numbers -> what contradicts what, in words."""
    config, codebook = project.codebook_config, Codebook.from_config(project.codebook_config)
    labels = {
        figure: figure_labels(config, figure, entry, project.waves)
        for figure, entry in project.figures.items()
    }
    names = {name: entry["label"] for name, entry in config["variables"].items()}
    none = pd.DataFrame(columns=[*KEYS, "printed"])

    def audit(folder: Path) -> set[tuple[str, str]]:
        published = load_published(folder, codebook, project.group_names)
        checks = audit_source(codebook, published, project.figures, labels, names, lines, none)
        wrong = checks[checks["verdict"].isin(ALARMS)]
        return {(row.check, row.explanation_en) for row in wrong.itertuples()}

    return audit
