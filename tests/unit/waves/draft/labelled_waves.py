"""Files of the section's waves with titles and labels, as an institute would word them."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
from random_respondents import random_respondents

from tsunagari.project import Project
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.synthesise.delivery.rows import deliver
from tsunagari.waves.draft.draft import draft
from tsunagari.waves.draft.findings import Findings, findings
from tsunagari.waves.draft.sources import Source
from tsunagari.waves.mapping import ColumnMap, column_maps

BRACKETS = re.compile(r"[（(].*?[)）]")
TICKED = {"ja": {"1": "はい", "0": "いいえ"}, "en": {"1": "Yes", "0": "No"}}
MESS = {"seed": 5, "rows": {"delivered_twice": {"share": 0.05}}}


def plain(column: str, parts: list[str], question: str) -> str:
    return ": ".join([*parts, question])


def numbered(column: str, parts: list[str], question: str) -> str:
    """The question first, with its number before and a note behind."""
    return f"{column}. {' - '.join([question, *parts])}（ＳＡ）"


def shortened(column: str, parts: list[str], question: str) -> str:
    """Cut to 40 letters, without brackets, in capitals."""
    cut = [BRACKETS.sub("", part) for part in [question[:40], *parts]]
    return f"[{column}] {' '.join(cut)}".upper()


def item_alone(column: str, parts: list[str], question: str) -> str:
    """The question only where there is no item: a battery whose stem got lost."""
    return " / ".join(parts) or question


STYLES: Mapping[str, Callable[[str, list[str], str], str]] = {
    "plain": plain,
    "numbered": numbered,
    "shortened": shortened,
    "item_alone": item_alone,
}


def title(entry: ColumnMap, texts: Mapping, language: str, style: str) -> str:
    variable = texts["variables"][entry.variable.name]
    parts = []
    if entry.item:
        parts.append(texts["lists"][entry.variable.each]["items"][entry.item][language])
    if entry.category:
        parts.append(variable["categories"][entry.category][language])
    question = variable.get("question", variable["label"])[language]
    return STYLES[style](entry.raw, parts, question)


def labels(entry: ColumnMap, texts: Mapping, language: str) -> dict[str, str]:
    if entry.variable.type == "multiple":
        return TICKED[language]
    words = texts["variables"][entry.variable.name].get("categories", {})
    return {c: words[answer][language] for c, answer in entry.codes.items() if answer in words}


def as_sav(path: str) -> str:
    return str(Path(path).with_suffix(".sav"))


def labelled(
    project: Project, wave_name: str, language: str, style: str = "plain", mess: Mapping = MESS
) -> dict[str, DeliveredFile]:
    """400 respondents of the wave, in memory, labelled in one language."""
    wave, texts = project.waves[wave_name], project.codebook_config
    sent = random_respondents(project.codebook, wave, 400, np.random.default_rng(11))
    maps = {entry.raw: entry for entry in column_maps(project.codebook, wave)}
    files = {}
    for path, frame in deliver(project.codebook, wave_name, wave, sent, mess).items():
        rows = pd.RangeIndex(1, len(frame) + 1, name="row")
        known = [name for name in frame if name in maps]
        files[as_sav(path)] = DeliveredFile(
            frame.astype("category").set_axis(rows),
            {name: labels(maps[name], texts, language) for name in known},
            {name: title(maps[name], texts, language, style) for name in known},
        )
    return files


def write_sav(file: DeliveredFile, path: Path) -> None:
    """One of these files as SPSS would have it, the first column text and the rest numbers."""
    frame = file.frame.astype(str)
    frame[frame.columns[1:]] = frame[frame.columns[1:]].apply(pd.to_numeric)
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels=dict(file.titles),
        variable_value_labels={
            name: {float(code): label for code, label in said.items()}
            for name, said in file.labels.items()
            if said
        },
    )


def found_in(project: Project, files: Mapping[str, DeliveredFile], waves=None) -> Findings:
    """What the scaffold finds in files, without looking at how other waves name columns."""
    sources = [Source(Path(path), {"path": path, "reader": "spss"}) for path in files]
    texts = project.codebook_config
    return findings("2021", sources, files, project.codebook, texts, waves or {})


def right_columns(project: Project, wave_name: str) -> dict[str, dict[tuple, str]]:
    """Variable -> (item, category) -> raw column, as the wave's hand-written file says."""
    right: dict[str, dict[tuple, str]] = {}
    for entry in column_maps(project.codebook, project.waves[wave_name]):
        right.setdefault(entry.variable.name, {})[entry.item, entry.category] = entry.raw
    return right


def drafted(project: Project, files: Mapping[str, DeliveredFile], waves=None) -> str:
    return draft(found_in(project, files, waves))


EITHER = re.compile(r"(\S+): !DECIDE_EITHER\n((?: +- .*\n)+)")


def accepted(text: str, choices: Mapping[str, str] | None = None) -> str:
    """A draft from which a person took all marks; of several values the one that has a word."""

    def choose(match: re.Match) -> str:
        ways = [line.strip().removeprefix("- ") for line in match[2].splitlines()]
        word = (choices or {}).get(match[1], "")
        return f"{match[1]}: {next(way for way in ways if word in way)}\n"

    return EITHER.sub(choose, text).replace("!DECIDE ", "").replace("!DECIDE\n", "\n")
