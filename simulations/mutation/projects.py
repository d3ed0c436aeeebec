"""The projects whose files are mutated: the toy project, and the section cut down.

The section keeps its codebook, both waves and some entries of each other file. Its waves count
as delivered: the files are made once, of fewer people, and stay as they are.
"""

import re
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from mutation.stages import ROOT
from tsunagari.project import load_project
from tsunagari.read.published import COLUMNS, typed
from tsunagari.synthesise.delivery.files import write_delivered
from tsunagari.synthesise.delivery.rows import deliver
from tsunagari.synthesise.respondents import build_respondents

MINI = ROOT / "tests" / "mini"
EACH = 60  # people in a cell of the section's quotas
KEPT = {
    "figures": {"figures": ("4-3-2-1", "4-3-4-2", "4-3-5-1")},
    "models": {
        "models": ("trust_online_by_country", "discernment_online_by_country"),
        "families": ("countries",),
    },
    "comparisons": {"comparisons": ("trust",), "families": ("headline",)},
    "decompositions": {"decompositions": ("trust_offline_by_group",)},
}
MUTATED = (
    "codebook.yaml",
    "figures.yaml",
    "models.yaml",
    "comparisons.yaml",
    "decompositions.yaml",
    "waves/2008.yaml",
    "waves/2017.yaml",
)
EMPTY = {
    "claims": "claims: {}\n",
    "indices": "{}\n",
    "synthetic": "samples: [{name: none, reason: None is made., wave: '2008', country: japan, "
    "quota: {cross: {sex: [male]}, each: 1}, asked: [sex]}]\ndelivery: {}\n",
    "report": "title: {ja: 縮約, en: Cut down}\nparts:\n"
    "  '2': {ja: つながり, en: Ties}\n  '4': {ja: 地域, en: Areas}\n  '5': {ja: 補完, en: Both}\n",
}


def mini(folder: Path) -> Path:
    """A copy of the toy project."""
    return Path(shutil.copytree(MINI, folder))


def files_of(folder: Path) -> list[Path]:
    """The files of a project's configuration."""
    return sorted((folder / "config").rglob("*.yaml"))


def section(folder: Path) -> Path:
    """The section cut down, with files as if delivered."""
    config = folder / "config"
    shutil.copytree(ROOT / "config", config)
    for name, kept in KEPT.items():
        path = config / f"{name}.yaml"
        path.write_text(cut_down(path.read_text(encoding="utf-8"), kept), encoding="utf-8")
    for name, text in EMPTY.items():
        (config / f"{name}.yaml").write_text(text, encoding="utf-8")
    for path in (config / "waves").glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("source: synthetic", "source: delivered")
        path.write_text(text, encoding="utf-8")
    published = folder / "resources" / "published"
    published.mkdir(parents=True)
    pd.DataFrame(columns=list(COLUMNS)).to_csv(published / "none.csv", index=False)
    (folder / "resources" / "source").mkdir()
    shutil.copy(ROOT / "resources" / "source" / "section.txt", folder / "resources" / "source")
    _deliver(folder / "data" / "raw")
    return folder


def cut_down(text: str, kept: Mapping[str, Collection[str]]) -> str:
    """A file with only some of its keys, and of these only some entries."""
    lines, key, keep = [], "", False
    for line in text.splitlines(keepends=True):
        if not line.startswith((" ", "#", "\n")):
            key = line.partition(":")[0]
            keep = key in kept
        elif key in kept and (entry := re.match(r"  (\S+):", line)):
            keep = entry[1].strip("\"'") in kept[key]
        if keep:
            lines.append(line)
    return "".join(lines)


def _deliver(raw: Path) -> None:
    """Files of both waves, of respondents who agree with the assumptions alone."""
    project = load_project(ROOT / "config")
    samples = [
        {**sample, "quota": {**sample["quota"], "each": EACH}}
        for sample in project.assumptions["samples"]
    ]
    assumptions = {**project.assumptions, "samples": samples, "placements": []}
    none = typed({"none.csv": pd.DataFrame(columns=list(COLUMNS), dtype=str)})
    for name, wave in project.waves.items():
        people, _ = build_respondents(
            project.codebook, none, project.figures, assumptions, name, seed=1
        )
        mess = project.assumptions["delivery"][name]
        frames = deliver(project.codebook, name, wave, people, mess)
        (raw / name).mkdir(parents=True)
        for file in wave["files"]:
            path = raw / name / file["path"]
            texts = project.codebook_config
            write_delivered(path, frames[file["path"]], file, wave, project.codebook, texts)
