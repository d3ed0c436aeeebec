"""Respondents who agree with every published number at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook import NOT_APPLICABLE, Codebook
from tsunagari.synthetic.counts import Model
from tsunagari.synthetic.findings import COLUMNS, findings_table
from tsunagari.synthetic.layout import Layout, make_layout
from tsunagari.synthetic.moments import Moments, moments_of
from tsunagari.synthetic.numbers import BASE, Number, numbers_of
from tsunagari.synthetic.placement import Placement, check_placement, place_answers
from tsunagari.synthetic.printed import Statement, statements
from tsunagari.synthetic.priors import loadings_of, prior_counts
from tsunagari.synthetic.sample import Sample, blank_respondents, samples_of, spans
from tsunagari.synthetic.settling import settle_counts
from tsunagari.synthetic.traits import draw_traits, generator, means_by, score
from tsunagari.synthetic.two_bases import two_bases

PROVENANCES = ("seed", "secondary", "derived")  # the first is blamed for a contradiction first


def build_respondents(
    codebook: Codebook,
    published: pd.DataFrame,
    figures: Mapping,
    assumptions: Mapping,
    wave: str,
    seed: int,
    scale: int = 1,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Respondents of a wave in the harmonised layout, and the contradictions found.

    published    all published rows             figures  figure -> its entry in figures.yaml
    assumptions  config/synthetic.yaml
    scale        multiplies all bases; percentages stay as printed

    Everything published holds exactly, but for the numbers that the findings name. What no
    publication fixes follows the assumptions. Raises ProblemsFound for published rows that
    no query of a figure gives a meaning.
    """
    built = [
        _build(codebook, published, figures, assumptions, sample, seed, scale)
        for sample in samples_of(codebook, assumptions["samples"], wave, scale)
    ]
    respondents = pd.concat([people for people, _ in built], ignore_index=True)
    findings = [table for _, table in built if len(table)]
    none = pd.DataFrame(columns=COLUMNS)
    return respondents, pd.concat(findings, ignore_index=True) if findings else none


def read_numbers(
    codebook: Codebook,
    published: pd.DataFrame,
    assumptions: Mapping,
    layout: Layout,
    claims: list[Statement],
    scale: int = 1,
) -> list[Number | Moments]:
    """All published numbers: printed before derived ones, bases before percentages."""
    numbers = [
        *numbers_of(codebook, layout, claims, scale),
        *moments_of(layout, published, assumptions, layout.sample),
    ]
    order = {provenance: place for place, provenance in enumerate(PROVENANCES)}
    return sorted(numbers, key=lambda n: (order[n.statement.provenance], n.kind != BASE))


def _build(
    codebook: Codebook,
    published: pd.DataFrame,
    figures: Mapping,
    assumptions: Mapping,
    sample: Sample,
    seed: int,
    scale: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    claims = statements(codebook, published, figures, assumptions.get("placements", ()), sample)
    layout = make_layout(codebook, sample, claims)
    numbers = read_numbers(codebook, published, assumptions, layout, claims, scale)
    people = draw_people(codebook, sample, seed)
    quota_cells = people.pop("quota_cell").to_numpy()
    names = (sample.wave, sample.country)
    entries = assumptions.get("traits", ())
    traits = draw_traits(people, entries, generator(seed, *names, "traits"))
    means = means_by(quota_cells, traits)
    prior = prior_counts(codebook, layout, assumptions, means, generator(seed, *names, "shares"))
    model = Model(codebook, layout)
    settled = settle_counts(model, numbers, prior, assumptions.get("relaxations", ()))

    def inclination(variable: str, item: str | None, *further: str) -> np.ndarray:
        loadings = loadings_of(assumptions, sample, variable, item)
        return score(len(people), traits, loadings, generator(seed, *names, variable, item or "", *further))

    placement = Placement(layout, settled.counts, quota_cells, inclination)
    place_answers(codebook, placement)
    check_placement(placement)
    pairs = two_bases(model, settled.kept)
    table = findings_table(settled.contradictions, settled.attained, settled.splits, pairs)
    return harmonised(codebook, people, placement), table


def draw_people(codebook: Codebook, sample: Sample, seed: int) -> pd.DataFrame:
    """The people of the sample, in random order, with what the quotas settle.

    ASSUME: within a band of numbers (ages) every number is equally frequent.
    """
    cells = np.repeat(np.arange(len(sample.sizes)), sample.sizes)
    within = np.concatenate([np.arange(size) for size in sample.sizes])
    order = generator(seed, sample.wave, sample.country, "order").permutation(len(cells))
    people = sample.quotas.iloc[cells].reset_index(drop=True)
    for name in people:
        if codebook[name].derive:
            wide = {key: high - low + 1 for key, (low, high) in spans(codebook[name]).items()}
            width = people[name].astype(str).map(wide).to_numpy(dtype=np.int64)
            people[codebook[name].derive["bands"]] += within % width
    people["quota_cell"] = cells
    return people.iloc[order].reset_index(drop=True)


def harmonised(codebook: Codebook, people: pd.DataFrame, placement: Placement) -> pd.DataFrame:
    """Respondents in the codebook's layout, without derived variables."""
    sample = placement.layout.sample
    table = blank_respondents(codebook, len(people))
    for name in people:
        if not codebook[name].derive:
            table[name] = people[name]
    for column, places in placement.answers.items():
        names = [*placement.layout.tables[column].answers, NOT_APPLICABLE]
        dtype = table[column].dtype
        codes = np.array([dtype.categories.get_loc(name) for name in names])
        table[column] = pd.Categorical.from_codes(codes[places], dtype=dtype)
    digits = len(str(len(people)))
    numbers = range(1, len(people) + 1)
    table.insert(0, "respondent", [f"{sample.country}-{number:0{digits}d}" for number in numbers])
    table.insert(1, "wave", sample.wave)
    return table
