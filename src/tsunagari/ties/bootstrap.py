"""Replicate weights of a wave's respondents, a block of replicates at a time.

Everything is computed anew in each replicate (components, bonds, their standardization,
sums, the shift), so intervals carry the whole chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from zlib import crc32

import numpy as np

from tsunagari.estimate.design import Design
from tsunagari.estimate.replicates import Replicates, bootstrap
from tsunagari.ties.sample import Sample

CELLS = 8_000_000  # weights held at a time, 64 MB


def generator(seed: int, name: str) -> np.random.Generator:
    """Random numbers of one wave, which do not change when another is added."""
    return np.random.default_rng([seed, crc32(name.encode())])


def block_size(n: int, replicates: int) -> int:
    """Replicates at a time, so that memory does not grow with respondents."""
    return max(1, min(replicates, CELLS // n))


def blocks(
    sample: Sample, replicates: int, size: int, random: np.random.Generator
) -> Iterator[np.ndarray]:
    """(n, size) weights, until there are `replicates` in all.

    Under a declared design rescaled bootstrap weights of its clusters; without one, how
    often each of n draws with replacement hits a respondent. ASSUME: the number of
    respondents in the index's countries is fixed, as each country was sampled by itself.
    """
    for start in range(0, replicates, size):
        count = min(size, replicates - start)
        if sample.design.declared:
            found = _replicates(sample.design, count, random)
            cluster = found.cluster[sample.inside]
            yield sample.weights[:, None] * found.multipliers[cluster]
        else:
            yield multiplicities(sample.n, count, random)


def _replicates(design: Design, count: int, random: np.random.Generator) -> Replicates:
    """Replicates of a declared design; calibrated weights are calibrated anew in each.

    ASSUME: margins are those that the wave's weights were calibrated to; limits to which
    these were trimmed are not applied again.
    """
    known = design.calibration
    if known is None:
        return bootstrap(design, count, random)
    before = replace(design, weights=known.base, calibration=None)
    groups = {str(place): codes for place, codes in enumerate(known.margins)}
    targets = {
        name: dict(enumerate(np.bincount(codes, known.weights))) for name, codes in groups.items()
    }
    return bootstrap(before, count, random).calibrated(groups, targets)


def multiplicities(n: int, count: int, random: np.random.Generator) -> np.ndarray:
    """(n, count) how often each of n is among n draws with replacement."""
    found = np.empty((count, n))
    for row in found:
        row[:] = np.bincount(random.integers(0, n, n), minlength=n)
    return found.T
