"""What an estimate stands on: delivered responses, a published number, or an assumption."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tsunagari.queries import KEYS

DELIVERED, PUBLISHED, ASSUMED, NOT_ASKED = "delivered", "published", "assumed", "not_asked"


def mark_basis(
    estimates: pd.DataFrame, sources: Mapping[str, str], fixed: pd.DataFrame
) -> pd.DataFrame:
    """Add `basis` to estimates.

    sources  wave -> delivered or synthetic
    fixed    KEYS of the cells that publications fix for synthetic respondents
    """
    keys = pd.MultiIndex.from_frame(estimates[list(KEYS)])
    of_publication = keys.isin(pd.MultiIndex.from_frame(fixed[list(KEYS)]))
    synthetic = estimates["wave"].map(sources).eq("synthetic")
    basis = pd.Series(DELIVERED, index=estimates.index)
    basis = basis.mask(synthetic, ASSUMED).mask(synthetic & of_publication, PUBLISHED)
    return estimates.assign(basis=basis.mask(estimates["n"] == 0, NOT_ASKED))
