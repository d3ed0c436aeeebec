"""Assumed counts, before any published number: what the targets start from.

A share that no publication gives is an assumption by name in config/synthetic.yaml; an
answer without one gets an equal share. A seed draws each share about its assumed value.
"""

from collections.abc import Iterable, Mapping
from math import lgamma

import numpy as np
from scipy.special import ndtr, ndtri

from tsunagari.codebook.variables import NOT_SELECTED, SELECTED, Codebook
from tsunagari.synthesise.counts.structure import base_cells, item_cells
from tsunagari.synthesise.statements.layout import CountingTable, Layout, Table
from tsunagari.synthesise.statements.sample import Sample

UNRELATED = 1e-6  # intraclass correlation of items that are as good as independent
SMALLEST = 1e-4  # of a share, so that no answer is excluded by an assumption


def applies(entry: Mapping, sample: Sample, variable: str, item: str | None = None) -> bool:
    """Whether an assumption speaks of this question (and item) in this sample."""
    names = {"variables": variable, "items": item, "waves": sample.wave}
    names["countries"] = sample.country
    return all(value in entry[key] for key, value in names.items() if key in entry)


def latest(entries: Iterable[Mapping], sample: Sample, variable: str, item=None) -> Mapping:
    """The last assumption that applies: general ones stand first, exceptions after them."""
    found: Mapping = {}
    for entry in entries:
        if applies(entry, sample, variable, item):
            found = entry
    return found


def loadings_of(
    assumptions: Mapping, sample: Sample, variable: str, item: str | None
) -> Mapping[str, float]:
    """How far each trait decides a question (about an item)."""
    return latest(assumptions.get("loadings", ()), sample, variable, item).get("loadings", {})


def prior_counts(
    codebook: Codebook,
    layout: Layout,
    assumptions: Mapping,
    means: Mapping[str, np.ndarray],
    random: np.random.Generator,
) -> np.ndarray:
    """Assumed people in every cell of the layout (real numbers, all positive).

    means  trait -> its mean in every quota cell
    """
    counts = np.zeros(layout.size)
    spread = assumptions.get("spread", {}).get("value", 0.0)
    shares = {
        name: varied(answer_shares(table, layout.sample, assumptions), spread, random)
        for name, table in layout.tables.items()
    }
    for variable in codebook.asked:
        for table in layout.tables.values():
            if table.variable == variable.name:
                shift = _shift(codebook, layout.sample, table, assumptions, means)
                for place, stratum in enumerate(table.strata):
                    people = _people(layout, table, place, counts)
                    drawn = shifted(shares[table.name], shift[sorted(stratum.quotas)])
                    counts[table.cells[place]] = people * drawn
        for counting in layout.countings:
            if counting.counting.parts[-1].variable == variable.name:
                _count_prior(layout, counting, assumptions, counts)
    return counts


def answer_shares(table: Table, sample: Sample, assumptions: Mapping) -> np.ndarray:
    """The assumed share of each answer, summing to one."""
    entry = latest(assumptions.get("shares", ()), sample, table.variable, table.item)
    given = entry.get("shares", {})
    if table.category is None:
        shares = np.array([given.get(answer, 0.0 if given else 1.0) for answer in table.answers])
    else:
        share = given.get(table.category, 0.5)
        both = {SELECTED: share, NOT_SELECTED: 1 - share}
        shares = np.array([both[answer] for answer in table.answers])
    shares = np.maximum(shares, SMALLEST)
    return shares / shares.sum()


def shifted(shares: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """The shares in groups whose mean inclination is shifted, averaged over the groups.

    The same latent scale as in placement: of a standard normal inclination, the highest
    values give the first answer.
    """
    bounds = ndtri(np.clip(1 - np.cumsum(shares)[:-1], 1e-12, 1 - 1e-12))
    above = np.mean([ndtr(shift - bounds) for shift in shifts], axis=0)
    return np.maximum(np.diff(np.concatenate([[0.0], above, [1.0]])), SMALLEST / 100)


def _shift(
    codebook: Codebook, sample: Sample, table: Table, assumptions: Mapping, means: Mapping
) -> np.ndarray:
    """The mean inclination of every quota cell; the other way round for exclusive answers."""
    sign = -1 if table.category in codebook[table.variable].exclusive else 1
    still = np.zeros(len(sample.sizes))
    loadings = loadings_of(assumptions, sample, table.variable, table.item).items()
    return sum((sign * loading * means[name] for name, loading in loadings), still)


def varied(shares: np.ndarray, spread: float, random: np.random.Generator) -> np.ndarray:
    """Shares drawn about the given ones, with normal errors of their logarithms."""
    drawn = shares * np.exp(spread * random.standard_normal(len(shares)))
    return drawn / drawn.sum()


def beta_binomial(trials: int, mean: float, correlation: float) -> np.ndarray:
    """Probabilities of 0 to `trials` successes, alike to each other by `correlation`.

    mean in successes; correlation 0 <= r < 1 is the intraclass correlation.
    """
    share = min(max(mean / trials, SMALLEST), 1 - SMALLEST)
    correlation = max(correlation, UNRELATED)
    a, b = share * (1 - correlation) / correlation, (1 - share) * (1 - correlation) / correlation
    k = range(trials + 1)
    log = [lgamma(trials + 1) - lgamma(i + 1) - lgamma(trials - i + 1) for i in k]
    log = [w + lgamma(i + a) + lgamma(trials - i + b) for w, i in zip(log, k, strict=True)]
    weights = np.exp(np.array(log) - max(log))
    return weights / weights.sum()


def _people(layout: Layout, table: Table, place: int, counts: np.ndarray) -> float:
    if table.base is None:
        return layout.sample.size(table.strata[place].quotas)
    return counts[base_cells(layout, table, place)].sum()


def _count_prior(
    layout: Layout, table: CountingTable, assumptions: Mapping, counts: np.ndarray
) -> None:
    """Independent beta-binomial numbers of items, by part."""
    grid = table.counting.grid
    for place, stratum in enumerate(table.strata):
        people = layout.sample.size(stratum.quotas)
        weights = np.full(len(grid), float(people))
        for number, part in enumerate(table.counting.parts):
            items = item_cells(layout, table, number, stratum.quotas)
            mean = sum(counts[cells].sum() for cells in items) / people
            shape = latest(assumptions.get("shapes", ()), layout.sample, part.variable)
            correlation = shape.get("correlation", UNRELATED)
            weights *= beta_binomial(len(items), mean, correlation)[grid[:, number]]
        counts[table.cells[place]] = weights
