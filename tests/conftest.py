"""What tests share: the project's root, its configuration, and a small codebook, the toy
project."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml
from pipeline import MINI, snakemake, succeeded

from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import Codebook
from tsunagari.project import load_project

ROOT = Path(__file__).parents[1]
collect_ignore = ["browser"]  # packages of their own: make test-browser

SMALL = yaml.safe_load("""
lists:
  media:
    label: {ja: メディア, en: Medium}
    items: {letter: {ja: 手紙, en: Letter}, phone: {ja: 電話, en: Phone}}
variables:
  country:
    type: single
    label: {ja: 国, en: Country}
    categories: {here: {ja: 国内, en: Here}, there: {ja: 国外, en: There}}
  age: {type: number, label: {ja: 年齢, en: Age}}
  age_band:
    type: single
    label: {ja: 年代, en: Age band}
    categories: {young: {ja: 若い, en: Young}, old: {ja: 年配, en: Old}}
    derive: {bands: age, upper: {young: 39, old: 79}, lowest: 20}
  use:
    type: single
    each: media
    label: {ja: 利用, en: Use}
    categories: {daily: {ja: 毎日, en: Daily}, rarely: {ja: まれ, en: Rarely}, never: {ja: なし, en: Never}}
    sets: {users: [daily, rarely]}
  reasons:
    type: multiple
    each: media
    label: {ja: 理由, en: Reasons}
    base: {use: users}
    categories: {cheap: {ja: 安い, en: Cheap}, fast: {ja: 速い, en: Fast}, no_reason: {ja: 特になし, en: None, exclusive: true}}
  uses: {type: number, label: {ja: 利用数, en: Media used}, derive: {count: [{use: users}]}}
  user:
    type: single
    label: {ja: 利用者, en: User}
    categories: {both: {ja: はい, en: "Yes"}, neither: {ja: いいえ, en: "No"}}
    derive: {cases: {both: {any: {use: users}}, neither: otherwise}}
""")


@pytest.fixture(scope="session")
def small() -> Codebook:
    return Codebook.from_config(SMALL)


@pytest.fixture(scope="session")
def project():
    return load_project(ROOT / "config", ROOT / "workflow" / "schemas")


@pytest.fixture
def people(small) -> pd.DataFrame:
    """Four respondents of the small codebook, as harmonised and derived."""
    frame = pd.DataFrame(
        {
            "respondent": ["a", "b", "c", "d"],
            "wave": "w",
            "country": ["here", "here", "there", "here"],
            "age": pd.array([20, 39, 40, 79], dtype="Int64"),
            "use.letter": ["daily", "never", "rarely", "never"],
            "use.phone": ["rarely", "never", "_not_asked", "daily"],
            "reasons.letter.cheap": [
                "selected",
                "_not_applicable",
                "not_selected",
                "_not_applicable",
            ],
            "reasons.letter.fast": [
                "selected",
                "_not_applicable",
                "not_selected",
                "_not_applicable",
            ],
            "reasons.letter.no_reason": [
                "not_selected",
                "_not_applicable",
                "selected",
                "_not_applicable",
            ],
        }
    )
    return derive(small, frame)


@pytest.fixture(scope="session")
def finished_mini(tmp_path_factory) -> Path:
    """The toy project, run to its end; its tests are a group, and so share it."""
    folder = shutil.copytree(MINI, tmp_path_factory.mktemp("first") / "mini")
    succeeded(snakemake(folder))
    return folder


@pytest.fixture
def copy(finished_mini, tmp_path) -> Path:
    """A copy of the finished toy project, with the times of its files."""
    return Path(shutil.copytree(finished_mini, tmp_path / "mini"))


NARROWED = ('waves=["2031"]', 'figures=["1-1","1-4"]', 'languages=["en"]', 'formats=["svg"]')


@pytest.fixture(scope="session")
def narrowed_mini(tmp_path_factory) -> Path:
    """The toy project run with other settings than those of its file."""
    folder = shutil.copytree(MINI, tmp_path_factory.mktemp("narrowed") / "mini")
    succeeded(snakemake(folder, "--config", *NARROWED, "seed=7"))
    return folder
