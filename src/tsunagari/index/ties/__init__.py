"""Tsunagari power (appendix 4): consciousness, bonds of communities, their sum a respondent."""

from tsunagari.index.ties.counting_table import counting_table
from tsunagari.index.ties.paragraph import paragraph
from tsunagari.index.ties.quantities import Replicated, replicate
from tsunagari.index.ties.regression import with_chain
from tsunagari.index.ties.sample import Sample, columns_read, read_sample, read_wave
from tsunagari.index.ties.tables import (
    FEW_MEMBERS,
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
    "FEW_MEMBERS", "Replicated", "Sample", "bonds_table", "columns_read", "comparability_table",
    "congruence_table", "counting_table", "differences_table", "distribution_table",
    "loadings_table", "means_table", "paragraph", "read_sample", "read_wave",
    "reliability_table", "replicate", "respondents_table", "with_chain", "with_keys",
]  # fmt: skip
