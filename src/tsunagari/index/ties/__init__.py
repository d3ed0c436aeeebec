"""Tsunagari power (appendix 4): consciousness, bonds of communities, their sum a respondent."""

from tsunagari.index.ties.categorical import omega_categorical
from tsunagari.index.ties.components import congruence, first_component, scoring
from tsunagari.index.ties.counting_table import counting_table
from tsunagari.index.ties.paragraph import paragraph
from tsunagari.index.ties.polychoric import polychoric
from tsunagari.index.ties.quantities import Replicated, replicate
from tsunagari.index.ties.reliability import alpha, omega_total, one_factor
from tsunagari.index.ties.sample import Sample, item_scores, read_sample
from tsunagari.index.ties.tables import (
    bonds_table,
    comparability_table,
    congruence_table,
    differences_table,
    distribution_table,
    loadings_table,
    means_table,
    reliability_table,
    respondents_table,
    with_keys,
)

__all__ = [
    "Replicated",
    "Sample",
    "alpha",
    "bonds_table",
    "comparability_table",
    "congruence",
    "congruence_table",
    "counting_table",
    "differences_table",
    "distribution_table",
    "first_component",
    "item_scores",
    "loadings_table",
    "means_table",
    "omega_categorical",
    "omega_total",
    "one_factor",
    "paragraph",
    "polychoric",
    "read_sample",
    "reliability_table",
    "replicate",
    "respondents_table",
    "scoring",
    "with_keys",
]
