"""A wave of a few hand-written cells, so that a test shows all that it stands on."""

import pandas as pd
import yaml

from tsunagari.codebook.checks import Survey
from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.problems import ProblemsFound
from tsunagari.config.yaml_lines import Lines
from tsunagari.harmonise.respondents import harmonise
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.waves.checks import check_wave

TEXTS = yaml.safe_load("""
lists:
  media:
    label: {ja: メディア, en: Medium}
    items: {letter: {ja: 手紙, en: Letter}, phone: {ja: 電話, en: Phone}, radio: {ja: 無線, en: Radio}}
variables:
  age: {type: number, label: {ja: 年齢, en: Age}}
  trust:
    type: single
    ordered: true
    label: {ja: 信頼, en: Trust}
    categories: {agree: {ja: そう思う, en: Agree}, so_so: {ja: どちらともいえない, en: So-so}, disagree: {ja: そう思わない, en: Disagree}}
  online:
    type: single
    label: {ja: ネット利用, en: Online}
    categories: {user: {ja: 利用, en: User}, non_user: {ja: 非利用, en: Does not use it}}
  use:
    type: single
    each: media
    label: {ja: 利用, en: Use}
    base: {online: user}
    categories: {daily: {ja: 毎日, en: Daily}, never: {ja: 使わない, en: Never}}
  reasons:
    type: multiple
    label: {ja: 理由, en: Reasons}
    base: {online: user}
    categories: {cheap: {ja: 安い, en: Cheap}, fast: {ja: 速い, en: Fast}, nothing: {ja: 特になし, en: Nothing in particular, exclusive: true}}
""")
CODEBOOK = Codebook.from_config(TEXTS)
NAMES = tuple(TEXTS["variables"])


def wave_of(columns: str, **keys) -> dict:
    """A wave with these `columns:` (as YAML); all other variables are not asked."""
    mapped = yaml.safe_load(columns)
    absent = [name for name in NAMES if name not in mapped]
    return {
        "source": "delivered",
        "files": [{"path": "a.csv", "reader": "csv", "encoding": "utf-8", "not_asked": absent}],
        "respondent": "id",
        "design": {},
        "missing": {"no_answer": ["9"]},
        "exclude": [],
        "columns": mapped,
        **keys,
    }


def delivered(cells: dict[str, list[str]], labels=None, titles=None) -> dict[str, DeliveredFile]:
    """The wave's one file, respondents numbered from 1."""
    rows = range(1, len(next(iter(cells.values()))) + 1)
    frame = pd.DataFrame({"id": [str(row) for row in rows], **cells}, dtype=str)
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    return {"a.csv": DeliveredFile(frame.astype("category"), labels or {}, titles or {})}


def harmonised(columns: str, cells: dict[str, list[str]], **keys) -> pd.DataFrame:
    """Respondents of a wave that the checks let pass."""
    wave = wave_of(columns, **keys)
    slips = wave_problems(wave)
    assert not slips, slips
    people, _ = harmonise(CODEBOOK, "w", wave, delivered(cells))
    return people


def answers(columns: str, cells: dict[str, list[str]], wanted: str, **keys) -> list:
    """One harmonised column."""
    return harmonised(columns, cells, **keys)[wanted].to_list()


def problems(columns: str, cells: dict[str, list[str]], **keys) -> list[str]:
    """What harmonising finds wrong."""
    try:
        harmonised(columns, cells, **keys)
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems]
    raise AssertionError("no problem was found")


def slips(columns: str, **keys) -> list[str]:
    """What the checks find wrong, before any data is read."""
    return wave_problems(wave_of(columns, **keys))


def wave_problems(wave: dict, lines: Lines | None = None) -> list[str]:
    """What the checks find wrong with the file of a wave `w`, beyond its schema."""
    checker = Checker("config/waves/w.yaml", lines or Lines())
    check_wave(checker, wave, Survey(CODEBOOK, {}))
    return [str(problem) for problem in checker.problems]
