"""Respondents built once for all tests, and the published rows they must agree with."""

import pandas as pd
import pytest
import yaml
from unit.synthesise.recount import ROOT

from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.synthesise.respondents import build_respondents

KEYS = dict.fromkeys(("figure", "wave", "country", "group", "item", "category"), str)


class Survey:
    """All that a build needs; `published` is what the recount reads, with nothing of the package."""

    def __init__(self):
        project = load_project(ROOT / "config")
        self.codebook, self.figures = project.codebook, project.figures
        text = (ROOT / "config" / "synthetic.yaml").read_text(encoding="utf-8")
        self.assumptions = yaml.safe_load(text)
        files = sorted((ROOT / "resources" / "published").glob("*.csv"))
        frames = [pd.read_csv(path, dtype=KEYS) for path in files if path.stem != "not_statistics"]
        self.published = pd.concat(frames, ignore_index=True)
        self.published[list(KEYS)] = self.published[list(KEYS)].fillna("")
        folder = ROOT / "resources" / "published"
        self.loaded = load_published(folder, project.codebook, project.group_names)

    def build(self, wave, seed=1, scale=1, assumptions=None):
        given = assumptions or self.assumptions
        return build_respondents(self.codebook, self.loaded, self.figures, given, wave, seed, scale)


@pytest.fixture(scope="session")
def survey():
    return Survey()


@pytest.fixture(scope="session")
def built(survey):
    return {wave: survey.build(wave, seed=2018) for wave in ("2008", "2017")}
