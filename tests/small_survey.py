"""A survey of a few people in a folder of its own, read as a run reads it: numbers, or why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyreadstat
import yaml
from pipeline import ROOT, script

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.declared import wave_design
from tsunagari.estimate.figures import measure
from tsunagari.estimate.respondents import Held
from tsunagari.waves.asked import not_offered
from tsunagari.waves.draft.known import described

SCHEMAS = ROOT / "workflow" / "schemas"
harmonised = script("harmonise").harmonised
HEAD = {
    "title": {"ja": "調査", "en": "Survey"},
    "citation": {"ja": "調査", "en": "Survey"},
    "source": "delivered",
    "sampling": "probability",
    "design": {},
    "respondent": "id",
    "missing": {},
    "exclude": [],
}
COUNTRY = {"type": "single", "categories": {"here": {"ja": "国内", "en": "Here"}}}
Write = Callable[[Path], object]


@dataclass
class Survey:
    """Variables of a codebook, what a wave's file says, and how its data file is written."""

    folder: Path
    variables: Mapping
    lists: Mapping = field(default_factory=dict)
    waves: dict[str, Mapping] = field(default_factory=dict)

    def wave(self, name: str, columns: str | Mapping, write: Write, file: Mapping, **keys) -> None:
        """Add a wave of one data file."""
        columns = yaml.safe_load(columns) if isinstance(columns, str) else columns
        path = self.folder / "data" / name / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
        file = {"constants": {"country": "here"}, **file}
        self.waves[name] = {**HEAD, "files": [file], "columns": columns, **keys}

    def described(self) -> tuple:
        """The codebook as written and as read, and the waves, once they pass all checks."""
        config = self.folder / "config"
        (config / "waves").mkdir(parents=True, exist_ok=True)
        variables = {"country": {"label": {"ja": "国", "en": "Country"}, **COUNTRY}}
        labelled = {
            name: {"label": {"ja": name, "en": name}, **entry}
            for name, entry in self.variables.items()
        }
        texts = {"lists": dict(self.lists), "variables": {**variables, **labelled}}
        (config / "codebook.yaml").write_text(_yaml(texts), encoding="utf-8")
        for name, wave in self.waves.items():
            (config / "waves" / f"{name}.yaml").write_text(_yaml(wave), encoding="utf-8")
        return described(config, SCHEMAS, "")

    def respondents(self, name: str = "w") -> pd.DataFrame:
        """Harmonised respondents of a wave; ProblemsFound where it stops."""
        texts, codebook, waves = self.described()
        return self._harmonised(codebook, texts, name, waves[name])

    def _harmonised(self, codebook, texts, name, wave) -> pd.DataFrame:
        harmonised(codebook, texts, name, wave, self.folder / "data" / name, self.folder)
        return pd.read_parquet(self.folder / f"{name}.parquet")

    def shares(self, name: str = "w", **query) -> dict[str, tuple[int, float]]:
        """item/category -> people and percent of a variable's answers, one decimal."""
        texts, codebook, waves = self.described()
        people = self._harmonised(codebook, texts, name, waves[name])
        design = wave_design(name, waves[name], people)
        lacking = not_offered(codebook, waves[name])
        cells = measure(codebook, "1-1", [query], Held(people, design), lacking)
        return {
            f"{row.item}/{row.category}": (row.n, round(row.percent, 1))
            for row in cells.itertuples()
        }

    def stops(self, name: str = "w") -> str:
        """All that is said where a wave stops; fails where it does not."""
        try:
            self.respondents(name)
        except ProblemsFound as found:
            return str(found)
        raise AssertionError("the wave was read without a word")


def _yaml(data: Mapping) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def csv(text: str, encoding: str = "utf-8") -> tuple[Write, dict]:
    """A text file: how it is written, and its entry in the wave's file."""
    entry = {"path": "a.csv", "reader": "csv", "encoding": encoding}
    return lambda path: path.write_bytes(text.encode(encoding)), entry


def spss(frame: Mapping, **keys) -> tuple[Write, dict]:
    """An SPSS file; keys as of pyreadstat.write_sav."""
    entry = {"path": "a.sav", "reader": "spss"}
    return lambda path: pyreadstat.write_sav(pd.DataFrame(frame), path, **keys), entry


def stata(frame: Mapping, **keys) -> tuple[Write, dict]:
    """A Stata file; keys as of pyreadstat.write_dta."""
    entry = {"path": "a.dta", "reader": "stata"}
    return lambda path: pyreadstat.write_dta(pd.DataFrame(frame), path, **keys), entry


def single(*categories: str, **keys) -> dict:
    """A question with one answer, each category called by its key."""
    return {"type": "single", "categories": _called(categories), **keys}


def multiple(*categories: str, **keys) -> dict:
    return {"type": "multiple", "categories": _called(categories), **keys}


def _called(names: tuple[str, ...]) -> dict:
    return {name: {"ja": name, "en": name.replace("_", " ").capitalize()} for name in names}
