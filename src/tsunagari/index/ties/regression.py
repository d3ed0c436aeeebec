"""Regressions on tsunagari power whose errors carry the whole chain.

Power is made of bonds that were themselves estimated, and all who share a community share its
error, so that errors from the residuals are far too small. Here the model is fitted anew in each
replicate: people drawn anew, and scored by the components and bonds of that replicate.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from scipy import sparse

from tsunagari.config.problems import refusal
from tsunagari.index.ties.bootstrap import block_size, blocks, generator
from tsunagari.index.ties.chain import PEARSON, POLYCHORIC, SHRUNKEN, consciousness, index
from tsunagari.index.ties.collapse import collapse, sums
from tsunagari.index.ties.sample import Sample
from tsunagari.models.families import with_intercept
from tsunagari.models.model import Fitted, Given

FROM_NONE = "ties_from_none"
TINY = 1e-10  # least eigenvalue of the weighted products of columns, of the largest


def with_chain(
    fitted: Fitted, samples: Mapping[str, Sample], rows: Mapping[str, int], spec: Mapping, seed: int
) -> Fitted:
    """The model with the covariance of the chain's bootstrap, and t of the index's intervals.

    fitted   a linear model of `ties_from_none`, a row of its frame a respondent
    samples  wave -> who is scored, in the order of the waves' rows
    rows     wave -> the number of its rows of the frame, which lie below each other
    ASSUME: the root mean square of the replicates' deviations from the estimate, as everywhere in
    the index; a replicate that leaves a level without anybody is left out, and counted.
    Raises ProblemsFound for power as a level, whose origin is the smallest of the sample.
    """
    if fitted.spec.outcome.column != FROM_NONE:
        raise refusal(
            "config/models.yaml", fitted.spec.name, fitted.spec.outcome.column,
            "a level counts from the smallest of the sample, whose bootstrap is inconsistent",
            f"Take {FROM_NONE} as the outcome: power above somebody in no community.",
        )  # fmt: skip
    parameters = refitted(fitted, samples, rows, spec, seed)
    kept = parameters[np.isfinite(parameters).all(axis=1)]
    away = kept - fitted.parameters
    freedom = min(sample.design.degrees_of_freedom for sample in samples.values())
    given = Given(away.T @ away / len(kept), float(freedom), len(parameters), len(kept))
    return replace(fitted, by_design=True, given=given)


def refitted(
    fitted: Fitted, samples: Mapping[str, Sample], rows: Mapping[str, int], spec: Mapping, seed: int
) -> np.ndarray:
    """(R, p) parameters of the replicates; NaN where a level is left without anybody."""
    columns = with_intercept(fitted.columns)
    frame, start, moments = fitted.frame, 0, []
    size = block_size(max(sample.n for sample in samples.values()), spec["replicates"])
    for wave, sample in samples.items():
        at = start + sample.inside
        start += rows[wave]
        # What the model counts somebody for, by what the index does.
        ratio = frame.design.weights[at] / sample.weights
        asked = frame.cell_of_respondent[at], ratio, columns
        drawn = blocks(sample, spec["replicates"], size, generator(seed, wave))
        moments.append(list(_moments(sample, *asked, drawn, spec["scores"][0])))
    found = []
    for of_waves in zip(*moments, strict=True):
        products, towards = (sum(parts) for parts in zip(*of_waves, strict=True))
        found.append(_solved(products, towards))
    return np.vstack(found)


def _moments(
    sample: Sample, cell: np.ndarray, ratio: np.ndarray, columns: np.ndarray,
    drawn: Iterator[np.ndarray], scores: str,
) -> Iterator[tuple[np.ndarray, np.ndarray]]:  # fmt: skip
    """Block by block (r, p, p) weighted products of the columns, and (r, p) with the power.

    Respondents of one cell and one set of memberships are taken together.
    """
    one = collapse(sample)
    inside = np.flatnonzero(cell >= 0)
    set_of = one.set_of.tocsc().indices  # a column a respondent, in each one entry
    pairs, group = np.unique(np.column_stack([cell, set_of])[inside], axis=0, return_inverse=True)
    gather = sparse.csr_matrix(
        (ratio[inside], (group.ravel(), inside)), shape=(len(pairs), sample.n)
    )
    x = columns[pairs[:, 0]]
    products = (x[:, :, None] * x[:, None, :]).reshape(len(x), -1)
    kinds = (POLYCHORIC,) if scores == POLYCHORIC else (PEARSON,)
    for weights in drawn:
        totals = sums(one, weights)
        scorings = consciousness(one, totals, kinds).scorings(scores)
        made = index(one, totals, scorings, shrinks=scores == SHRUNKEN)
        weight = gather @ weights
        towards = (weight * made.power.unshifted[pairs[:, 1]]).T @ x
        yield (weight.T @ products).reshape(-1, x.shape[1], x.shape[1]), towards


def _solved(products: np.ndarray, towards: np.ndarray) -> np.ndarray:
    """(r, p) least squares; NaN where the columns do not tell the parameters apart."""
    roots = np.linalg.eigvalsh(products)
    usable = roots[:, 0] > TINY * roots[:, -1]
    found = np.full(towards.shape, np.nan)
    found[usable] = np.linalg.solve(products[usable], towards[usable][..., None])[..., 0]
    return found
