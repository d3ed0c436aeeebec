"""Shares by age and by birth cohort, wave by wave, and what they allow a period to have done.

A share may differ between people by their age, their cohort and the year they were asked in,
and any two of these fix the third: two waves cannot separate age, period and cohort. Nothing
here estimates their effects. Under an assumption about one or two of them, stated in points,
the observed changes bound what the period may have added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import matches
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.change import error_of_none_or_all
from tsunagari.compare.decompose.cells import Sample, Sums, build_sample, level_codes
from tsunagari.compare.decompose.delta import Computed, compute, satterthwaite
from tsunagari.compare.decompose.spec import AgeCurve, Bound
from tsunagari.estimate.design import Design
from tsunagari.estimate.intervals import CONFIDENCE
from tsunagari.estimate.percentages import percentages

COLUMNS = ("view", "wave", "category", "low", "high", "age_low", "age_high", "whole", "n",
           "n_effective", "percent", "std_error", "ci_low", "ci_high")  # fmt: skip
BOUNDS = ("bound", "view", "category", "change", "low", "high", "ci_low", "ci_high",
          "verdict", "n")  # fmt: skip
AGE, COHORT, ALL = "age", "cohort", "all"
POSSIBLE, WITHIN_ERROR, CONTRADICTED = "possible", "within_error", "contradicted"


@dataclass(frozen=True)
class Band:
    """Ages or birth years, from `low` to `high`."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, eq=False)
class Banded:
    """One wave's respondents in bands.

    sample  a cell is a band       ages  (b, 2) least and greatest age seen in each band
    whole   (b,) whether the wave sampled all ages of the band
    """

    bands: tuple[Band, ...]
    sample: Sample
    ages: np.ndarray
    whole: np.ndarray


def age_curve(
    codebook: Codebook,
    spec: AgeCurve,
    respondents: Mapping[str, pd.DataFrame],
    designs: Mapping[str, Design],
    years: Mapping[str, float],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The share by age and by cohort (columns COLUMNS), and the bounds (columns BOUNDS).

    years  the year of each wave

    First table, in percent: `view` is age or cohort, `category` a band, `low` and `high` its
    ages or birth years, `age_low` and `age_high` the ages seen in it, `whole` whether the
    wave sampled all of the band's ages. A band that a wave did not sample has no row.
    Second table: see `period_bounds`.

    ASSUME: the year of birth is that of the wave less age; it may be a year less.
    """
    births = {wave: int(np.floor(years[wave])) for wave in spec.waves}
    bands = {AGE: age_bands(codebook, spec)}
    ages = {wave: level_codes(spec.age, respondents[wave]) for wave in spec.waves}
    latest = max(births[wave] - np.nanmin(ages[wave]) for wave in spec.waves)
    bands[COHORT] = cohort_bands(spec, int(latest))
    views = {
        view: [
            _banded(codebook, spec, wave, respondents[wave], designs[wave], bands[view],
                    births[wave] if view == COHORT else None)
            for wave in spec.waves
        ]
        for view in (AGE, COHORT)
    }  # fmt: skip
    shares = [_shares(view, banded) for view, waves in views.items() for banded in waves]
    curve = pd.concat(shares, ignore_index=True)[list(COLUMNS)]
    return curve, period_bounds(spec.bounds, views)


# --- bands --------------------------------------------------------------------
def age_bands(codebook: Codebook, spec: AgeCurve) -> tuple[Band, ...]:
    """The bands of ages, as the codebook derives them."""
    rule = codebook[spec.bands.text].derive
    low, bands = rule["lowest"], []
    for name, high in rule["upper"].items():
        if name in spec.bands.levels:
            bands.append(Band(name, low, high))
        low = high + 1
    return tuple(bands)


def cohort_bands(spec: AgeCurve, latest: int) -> tuple[Band, ...]:
    """Bands of birth years from the first to the one that holds the latest."""
    starts = range(spec.first, latest + 1, spec.width)
    return tuple(Band(f"{low}_{low + spec.width - 1}", low, low + spec.width - 1) for low in starts)


def _banded(
    codebook: Codebook,
    spec: AgeCurve,
    wave: str,
    people: pd.DataFrame,
    design: Design,
    bands: Sequence[Band],
    year: int | None,
) -> Banded:
    """In bands of age, or (with the wave's year) of birth year.

    ASSUME: a wave sampled all ages between its youngest and its oldest respondent.
    """
    ages = level_codes(spec.age, people)
    values = ages if year is None else year - ages
    cell = np.full(len(people), -1)
    for place, band in enumerate(bands):
        cell[(values >= band.low) & (values <= band.high)] = place
    sample = build_sample(
        codebook, wave, spec.where, spec.outcome, cell, len(bands), people, design
    )
    population = matches(codebook, people, spec.where).to_numpy() & np.isfinite(ages)
    low, high = ages[population].min(), ages[population].max()
    seen, whole = [], []
    for place, band in enumerate(bands):
        of_band = ages[population & (cell == place)]
        seen.append((of_band.min(), of_band.max()) if len(of_band) else (-1, -1))
        ends = (band.low, band.high) if year is None else (year - band.high, year - band.low)
        whole.append(low <= ends[0] and ends[1] <= high)
    return Banded(tuple(bands), sample, np.array(seen, dtype=int), np.array(whole))


def _shares(view: str, banded: Banded) -> pd.DataFrame:
    sample, bands = banded.sample, banded.bands
    table = percentages(sample.design, sample.outcome == 1, sample.cell, len(bands))
    keys = pd.DataFrame({
        "view": view, "wave": sample.wave, "category": [band.name for band in bands],
        "low": [band.low for band in bands], "high": [band.high for band in bands],
        "age_low": banded.ages[:, 0], "age_high": banded.ages[:, 1], "whole": banded.whole,
    })  # fmt: skip
    together = pd.concat([keys, table.drop(columns=["group", "category"])], axis=1)
    return together[together["n"] > 0]


# --- bounds -------------------------------------------------------------------
def period_bounds(bounds: Sequence[Bound], views: Mapping[str, Sequence[Banded]]) -> pd.DataFrame:
    """Between what and what the period may have added to the share, in points; columns BOUNDS.

    bounds  assumptions      views  view -> the earlier and the later wave in bands

    The change of one cohort is ageing and period, the change at one age later birth and
    period. What is assumed of ageing, or of later birth, so bounds the period by each band
    that both waves sampled whole: `change` less the most, to `change` less the least. No
    limit is infinite. The row `all` is what is left if one period is to explain all bands:

    verdict  possible; within_error, if the bands leave nothing but their intervals do;
             contradicted, if not even these. It is about the assumption with one period.
    ci_low, ci_high  hold the bounds in 95 of 100 surveys: of `all` for all bands at once

    ASSUME: age, period and cohort add up. Intervals of `all` are Bonferroni's.
    """
    changes = {view: _changes(*waves) for view, waves in views.items()}
    rows = []
    for bound in bounds:
        limits = [(COHORT, bound.ageing), (AGE, bound.cohort)]
        used = [(view, limit, *changes[view]) for view, limit in limits if limit is not None]
        count = sum(len(names) for _, _, names, *_ in used)
        if count == 0:
            continue
        single, simultaneous = [], []
        for view, limit, names, people, change in used:
            for level, table in (
                (CONFIDENCE, single),
                (1 - (1 - CONFIDENCE) / count, simultaneous),
            ):
                table += _limited(bound.name, view, limit, names, people, change, level)
        rows += [*single, _intersected(bound.name, single, simultaneous)]
    return pd.DataFrame(rows, columns=list(BOUNDS))


def _changes(earlier: Banded, later: Banded) -> tuple[list[str], np.ndarray, Computed]:
    """Bands that both waves sampled whole: names, respondents, change of the share."""
    samples = (earlier.sample, later.sample)
    counts = [sample.count for sample in samples]
    both = np.flatnonzero(earlier.whole & later.whole & (counts[0] > 0) & (counts[1] > 0))

    def quantity(first: Sums, second: Sums) -> np.ndarray:
        return 100 * (second.rate() - first.rate())[both]

    names = [earlier.bands[place].name for place in both]
    changes = _with_errors(compute(quantity, samples), samples, both)
    return names, (counts[0] + counts[1])[both], changes


def _with_errors(changes: Computed, samples: Sequence[Sample], bands: np.ndarray) -> Computed:
    """The changes; where none or all of a band agree, with the error that comparisons give it."""
    variances = changes.variances.copy()
    for wave, sample in enumerate(samples):
        for place, rate in enumerate(sample.sums.rate()[bands]):
            if np.isclose(rate, round(rate), rtol=0, atol=1e-12):
                here, design = sample.cell == bands[place], sample.design
                people = design.weights[here].sum() ** 2 / design.squares[here].sum()
                variances[wave, place] = error_of_none_or_all(100 * rate, people) ** 2
    freedom = np.array([sample.design.degrees_of_freedom for sample in samples], dtype=float)
    return Computed(changes.values, variances, satterthwaite(variances, freedom))


def _limited(name, view, limit, names, people, changes: Computed, confidence: float) -> list[dict]:
    least = -np.inf if limit[0] is None else limit[0]
    most = np.inf if limit[1] is None else limit[1]
    rows = zip(names, people, changes.values, *changes.interval(confidence), strict=True)
    return [
        {"bound": name, "view": view, "category": category, "change": change,
         "low": change - most, "high": change - least, "ci_low": lower - most,
         "ci_high": upper - least, "verdict": POSSIBLE, "n": int(n)}
        for category, n, change, lower, upper in rows
    ]  # fmt: skip


def _intersected(name: str, single: Sequence[dict], simultaneous: Sequence[dict]) -> dict:
    """What all bands leave."""
    low, high = max(row["low"] for row in single), min(row["high"] for row in single)
    ci_low = max(row["ci_low"] for row in simultaneous)
    ci_high = min(row["ci_high"] for row in simultaneous)
    verdict = POSSIBLE if low <= high else WITHIN_ERROR if ci_low <= ci_high else CONTRADICTED
    return {"bound": name, "view": ALL, "category": ALL, "change": np.nan, "low": low,
            "high": high, "ci_low": ci_low, "ci_high": ci_high, "verdict": verdict,
            "n": sum(row["n"] for row in single)}  # fmt: skip
