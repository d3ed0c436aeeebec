"""A small survey of several waves, from which comparisons are made in memory."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import yaml

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.differences import differences, joint_shares
from tsunagari.compare.families import (
    family_shares,
    of_change,
    of_difference,
    of_trend,
    tested_at_once,
)
from tsunagari.compare.least_base import with_least_base
from tsunagari.compare.pairs import CELL, compare, judge, measure_wave
from tsunagari.compare.plan import Comparison, base_factors
from tsunagari.compare.trends import trends
from tsunagari.estimate.design import Design
from tsunagari.estimate.respondents import Held

CODEBOOK = yaml.safe_load("""
lists:
  media: {label: {ja: メディア, en: Medium}, items: {letter: {ja: 手紙, en: Letter}, phone: {ja: 電話, en: Phone}}}
variables:
  country: {type: single, label: {ja: 国, en: Country}, categories: {here: {ja: 国内, en: Here}, there: {ja: 国外, en: There}}}
  sex: {type: single, label: {ja: 性別, en: Sex}, categories: {male: {ja: 男, en: Men}, female: {ja: 女, en: Women}}}
  answer: {type: single, label: {ja: 回答, en: Answer}, categories: {"yes": {ja: はい, en: "Yes"}, "no": {ja: いいえ, en: "No"}}}
  late: {type: single, label: {ja: 後の質問, en: Late question}, categories: {"yes": {ja: はい, en: "Yes"}, "no": {ja: いいえ, en: "No"}}}
  use:
    type: single
    each: media
    label: {ja: 利用, en: Use}
    categories: {used: {ja: 使う, en: Uses it}, not_used: {ja: 使わない, en: Does not}}
  uses: {type: number, label: {ja: 利用数, en: Media used}, derive: {count: [{use: [used]}]}}
  user:
    type: single
    label: {ja: 利用者, en: User}
    categories: {some: {ja: 使う, en: Some}, none: {ja: 使わない, en: None}}
    derive: {bands: uses, upper: {none: 0, some: 2}, lowest: 0}
""")
BOOK = Codebook.from_config(CODEBOOK)
SAME = {"wording": "same", "scale": "same", "base": "same"}


def wave_entry(year: int | None = None, **changes) -> dict:
    """A wave's file, as far as comparisons read it."""
    entry = {
        "title": {"ja": f"{year}年調査", "en": f"{year} survey"},
        "citation": {"ja": "架空の調査", "en": "An invented survey"},
        "source": "delivered",
        "sampling": "probability",
        "mode": "mail",
        "asked": SAME,
        "columns": {name: {"column": name} for name in ("sex", "answer", "late")}
        | {"use": {"column": "use_{item}", "items": {"letter": 1, "phone": 2}}},
    }
    return entry | ({"year": year} if year else {}) | changes


def respondents(wave: str, answers, sex=None, late=None) -> pd.DataFrame:
    """Respondents of one wave; `answers` and `late` as booleans, None where it was not asked."""
    n = len(answers)

    def column(variable: str, values) -> pd.Series:
        return pd.Series(values, dtype=object).astype(dtype_of(BOOK[variable]))

    asked = ["_not_asked"] * n if late is None else np.where(late, "yes", "no")
    sex = np.resize(["male", "female"], n) if sex is None else sex
    return pd.DataFrame({
        "respondent": [f"{wave}.{i}" for i in range(n)], "wave": wave,
        "country": column("country", ["here"] * n), "sex": column("sex", np.asarray(sex, object)),
        "answer": column("answer", np.where(answers, "yes", "no")), "late": column("late", asked),
    })  # fmt: skip


def yes(share: float, n: int) -> np.ndarray:
    """Of n answers so many as booleans that the share said yes, the first."""
    return np.arange(n) < round(share * n)


def people(**shares: tuple[float, int]) -> dict[str, pd.DataFrame]:
    """Wave -> respondents, of whom the share said yes."""
    return {wave: respondents(wave, yes(*given)) for wave, given in shares.items()}


ENTRY = {
    "title": {"ja": "回答の変化", "en": "Change of answers"},
    "waves": "all",
    "countries": ["here"],
    "indicators": [{"variable": "answer", "categories": ["yes"]}],
    "margin": 3,
    "family": "all",
}


def made_up(entry: Mapping) -> Comparison:
    return Comparison.from_config("made_up", entry)


def measured(
    entry: Mapping,
    people: Mapping[str, pd.DataFrame],
    designs: Mapping[str, Design] | None = None,
    source: str = "delivered",
    fixed: set = frozenset(),
) -> dict[str, pd.DataFrame]:
    found = {}
    for wave, frame in people.items():
        design = designs[wave] if designs else Design.unweighted(len(frame))
        found[wave] = measure_wave(BOOK, made_up(entry), Held(frame, design), source, fixed)
    return found


def compared(entry, people, waves, designs=None, **given) -> pd.DataFrame:
    """The finished table of one comparison, adjusted and judged."""
    own = measured(entry, people, designs, **given)
    changes = compare(BOOK, made_up(entry), own, waves)
    shares = shares_of_family(entry, people, designs)
    found = judge(tested_at_once(changes, "change", of_change, shares))
    sizes = {wave: len(frame) for wave, frame in people.items()}
    return with_least_base(found, shares, base_factors(waves, sizes))


def shares_of_family(entry, people, designs=None) -> dict:
    """Wave -> the shares of the comparison's family."""
    return {
        wave: family_shares(BOOK, [made_up(entry)], held(frame, designs and designs[wave]), set())
        for wave, frame in people.items()
    }


def held(frame: pd.DataFrame, design: Design | None) -> Held:
    return Held(frame, design or Design.unweighted(len(frame)))


def over_time(entry, people, waves, designs=None) -> pd.DataFrame:
    own = measured(entry, people, designs)
    changes = compare(BOOK, made_up(entry), own, waves)
    table = trends(made_up(entry), own, waves, changes)
    years = {wave: about.get("year") for wave, about in waves.items()}
    return tested_at_once(table, "slope", of_trend(years), shares_of_family(entry, people, designs))


def apart(entry, people, designs=None, waves=None) -> pd.DataFrame:
    """Differences of changes between groups."""
    own = measured(entry, people, designs)
    shares = {
        wave: joint_shares(BOOK, made_up(entry), held(frame, designs and designs[wave]))
        for wave, frame in people.items()
    }
    basis = {wave: table.set_index(list(CELL))["basis"].to_dict() for wave, table in own.items()}
    waves = waves or {wave: {} for wave in people}
    table = differences(made_up(entry), shares, basis, waves)
    family = shares_of_family(entry, people, designs)
    return tested_at_once(table, "difference", of_difference, family)
