"""What an estimate stands on: delivered responses, a published number, or an assumption."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED, NOBODY, NOT_ASKED, PUBLISHED
from tsunagari.codebook.queries import KEYS


def mark_basis(
    estimates: pd.DataFrame, sources: Mapping[str, str], fixed: pd.DataFrame
) -> pd.DataFrame:
    """Add `basis` to estimates.

    estimates  as `estimates.estimate` gives them; its column `not_asked` goes into the basis
    sources    wave -> delivered or synthetic
    fixed      KEYS of the cells that publications fix for synthetic respondents
    """
    keys = pd.MultiIndex.from_frame(estimates[list(KEYS)])
    of_publication = keys.isin(pd.MultiIndex.from_frame(fixed[list(KEYS)]))
    synthetic = estimates["wave"].map(sources).eq("synthetic")
    basis = pd.Series(DELIVERED, index=estimates.index)
    basis = basis.mask(synthetic, ASSUMED).mask(synthetic & of_publication, PUBLISHED)
    basis = without_people(basis, estimates)
    return estimates.drop(columns="not_asked").assign(basis=basis)


def without_people(basis: pd.Series, cells: pd.DataFrame) -> pd.Series:
    """The basis, where a cell has no number why it has none; cells with n and not_asked."""
    empty = cells["n"] == 0
    return basis.mask(empty, NOBODY).mask(empty & cells["not_asked"], NOT_ASKED)
