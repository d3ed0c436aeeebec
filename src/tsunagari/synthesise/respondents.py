"""Respondents who agree with every published number at once."""

from collections.abc import Mapping, Sequence

import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.read.reading import Row, read_rows, tabulated
from tsunagari.synthesise.counts.findings import COLUMNS, findings_table, two_bases
from tsunagari.synthesise.counts.model import Model
from tsunagari.synthesise.counts.priors import prior_counts
from tsunagari.synthesise.counts.settling import settle_counts
from tsunagari.synthesise.people.people import draw_people, harmonised
from tsunagari.synthesise.people.placing import place_people
from tsunagari.synthesise.statements.numbers import constraints_of
from tsunagari.synthesise.statements.sample import Sample, samples_of
from tsunagari.synthesise.statements.statements import statements
from tsunagari.synthesise.traits import Inclination, generator


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
    rows = read_rows(published, tabulated(codebook, figures), assumptions.get("placements", ()))
    built = [
        _build(codebook, rows, assumptions, sample, seed, scale)
        for sample in samples_of(codebook, assumptions["samples"], wave, scale)
    ]
    respondents = pd.concat([people for people, _ in built], ignore_index=True)
    findings = [table for _, table in built if len(table)]
    none = pd.DataFrame(columns=list(COLUMNS))
    return respondents, pd.concat(findings, ignore_index=True) if findings else none


def _build(
    codebook: Codebook,
    rows: Sequence[Row],
    assumptions: Mapping,
    sample: Sample,
    seed: int,
    scale: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    claims = statements(codebook, rows, sample)
    constraints = constraints_of(codebook, rows, assumptions, sample, claims, scale)
    people, quota_cells = draw_people(codebook, sample, seed)
    inclination = Inclination(assumptions, sample, people, seed)
    means = inclination.means(quota_cells)
    random = generator(seed, sample.wave, sample.country, "shares")
    prior = prior_counts(codebook, constraints.layout, assumptions, means, random)
    model = Model(codebook, constraints.layout)
    settled = settle_counts(model, constraints.numbers, prior, assumptions.get("relaxations", ()))
    answers = place_people(codebook, model, settled, prior, quota_cells, inclination)
    pairs = two_bases(model, settled.kept)
    table = findings_table(settled.contradictions, settled.attained, settled.splits, pairs)
    return harmonised(codebook, people, constraints.layout, answers), table
