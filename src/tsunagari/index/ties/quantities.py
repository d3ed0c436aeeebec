"""All that is reported of the index, for the sample's own weights and for each replicate.

Quantities are arrays under a name; the last axis runs over columns of weights.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from tsunagari.config.problems import within
from tsunagari.index.ties import counting
from tsunagari.index.ties.bootstrap import block_size, blocks, generator
from tsunagari.index.ties.chain import (
    PEARSON,
    POLYCHORIC,
    Consciousness,
    Index,
    consciousness,
    index,
    means_by,
)
from tsunagari.index.ties.collapse import Collapsed, Sums, answer_shares, collapse, sums
from tsunagari.index.ties.components import (
    Component,
    Moments,
    check_affirmative,
    congruence,
    first_component,
    scoring,
)
from tsunagari.index.ties.reliability import alpha, omega_categorical, omega_total
from tsunagari.index.ties.sample import Sample

POOLED = "pooled"
Values = dict[tuple, np.ndarray]


@dataclass(frozen=True, eq=False)
class Replicated:
    """Quantities of several waves: of the samples, without and of replicates with a last axis.

    estimates, replicates  (name, wave, ...) -> array
    collapsed              wave -> its sample, collapsed
    scores                 the kinds of scores; the first makes the index
    """

    estimates: Values
    replicates: Values
    collapsed: Mapping[str, Collapsed]
    scores: tuple[str, ...]

    def freedom(self, *waves: str) -> float:
        """Degrees of freedom of an estimate, of several waves the smallest."""
        return min(self.collapsed[wave].sample.design.degrees_of_freedom for wave in waves)


def replicate(samples: Mapping[str, Sample], spec: Mapping, seed: int) -> Replicated:
    """Every quantity of every wave, with `replicates` of config/indices.yaml.

    Replicates of several waves are independent and taken in step, so that differences
    between waves, and loadings of one wave applied to another, have replicates as well.
    Raises ProblemsFound for items that load against the others in a wave.
    """
    collapsed = {wave: collapse(sample) for wave, sample in samples.items()}
    scores = tuple(spec["scores"])
    own = {wave: sample.weights[:, None] for wave, sample in samples.items()}
    estimates = {key: value[..., 0] for key, value in _of_waves(collapsed, own, spec).items()}
    _check_signs(samples, scores, estimates)
    count = spec["replicates"]
    size = block_size(max(sample.n for sample in samples.values()), count)
    draws = [blocks(sample, count, size, generator(seed, wave)) for wave, sample in samples.items()]
    found = [
        _of_waves(collapsed, dict(zip(samples, weights, strict=True)), spec)
        for weights in zip(*draws, strict=True)
    ]
    replicates = {key: np.concatenate([part[key] for part in found], axis=-1) for key in estimates}
    return Replicated(estimates, replicates, collapsed, scores)


def _check_signs(samples: Mapping[str, Sample], scores: Sequence[str], estimates: Values) -> None:
    """Affirmative answers score high in every wave, by each kind of scores."""
    for wave, sample in samples.items():
        for method, (side, items) in product(scores, sample.items.items()):
            loadings = estimates["loadings", wave, method, side]
            check_affirmative(loadings, items, side, wave, method)


def _of_waves(
    collapsed: Mapping[str, Collapsed], weights: Mapping[str, np.ndarray], spec: Mapping
) -> Values:
    """All quantities of all waves under a block of weights."""
    found: Values = {}
    totals = {wave: sums(collapsed[wave], weights[wave]) for wave in collapsed}
    # Loadings may not depend on whether polychoric scores are wanted: reliability needs both.
    kinds = (PEARSON, POLYCHORIC)
    steps: dict[str, Consciousness] = {}
    for wave, one in collapsed.items():
        with within(f"wave {wave}"):
            steps[wave] = consciousness(one, totals[wave], kinds)
            own = _of_wave(one, totals[wave], steps[wave], spec)
        found |= {(key[0], wave, *key[1:]): values for key, values in own.items()}
    for key, values in _across(collapsed, totals, steps).items():
        found[key] = values
    return found


def _of_wave(one: Collapsed, totals: Sums, step: Consciousness, spec: Mapping) -> Values:
    found: Values = {}
    for kind, components in step.components.items():
        for side, component in components.items():
            found["loadings", kind, side] = component.loadings.T
            found["share", kind, side] = component.share
    for side, moments in step.moments.items():
        shares = answer_shares(one, side, totals.patterns[side])
        found |= _reliability(side, moments, step.correlations[POLYCHORIC][side], shares)
    for place, scores in enumerate(spec["scores"]):
        made = index(one, totals, step.scorings(scores))
        found["means", scores] = _kind_means(one, made)
        found["bonds", scores] = made.bonds
        if place == 0:
            found["mean_consciousness", scores] = made.means
            found |= _counting(one, made, spec["counting"])
    return found


def _kind_means(one: Collapsed, made: Index) -> np.ndarray:
    """(G, r) mean power by kind of participation."""
    kinds = len(one.sample.kinds)
    return means_by(one.kind, kinds, made.power.shifted, made.power.weight)


def _reliability(
    side: str, moments: Moments, polychoric: np.ndarray, shares: Sequence[np.ndarray]
) -> Values:
    return {
        ("reliability", side, "alpha"): alpha(moments.covariance),
        ("reliability", side, "alpha_standardized"): alpha(moments.correlation),
        ("reliability", side, "alpha_ordinal"): alpha(polychoric),
        ("reliability", side, "omega_ordinal"): omega_total(polychoric),
        ("reliability", side, "omega_categorical"): omega_categorical(polychoric, shares),
    }


def _counting(one: Collapsed, made: Index, spec: Mapping) -> Values:
    """Numbers of communities, own mean bonds, and the contrasts of config `counting`."""
    kinds = one.sample.kinds
    each = np.broadcast_to(one.number[:, None], made.power.weight.shape)
    number = means_by(one.kind, len(kinds), each, made.power.weight)
    total = means_by(one.kind, len(kinds), made.power.unshifted, made.power.weight)
    own = counting.own_mean_bonds(one, made.power)
    by_number = counting.counts(one, made.power)
    level = by_number.total / np.where(by_number.weight > 0, by_number.weight, np.nan)
    found: Values = {
        ("number",): number,
        ("own_mean_bond",): own,
        ("at_number",): level - made.power.smallest,
    }
    of = kinds.index(spec["of"])
    for name in spec["against"]:
        against = kinds.index(name)
        shared = counting.support(one, of, against, spec["least"])
        by_count, by_bond = counting.parts(total, number, of, against)
        found |= {
            ("contrast", name, "difference"): total[of] - total[against],
            ("contrast", name, "by_number"): by_count,
            ("contrast", name, "by_bond"): by_bond,
            ("contrast", name, "held_fixed"): counting.held_fixed(by_number, of, against, shared),
            ("contrast", name, "own_mean_bond"): own[of] - own[against],
        }
    return found


def _across(
    collapsed: Mapping[str, Collapsed],
    totals: Mapping[str, Sums],
    steps: Mapping[str, Consciousness],
) -> Values:
    """The loadings of each wave, and of all pooled, applied to each; congruence of loadings.

    Once with the means and deviations of the wave that is scored, so that only loadings
    differ, and once with those that the loadings come from.
    """
    moments = {wave: step.moments for wave, step in steps.items()}
    components = {wave: step.components[PEARSON] for wave, step in steps.items()}
    moments[POOLED], components[POOLED] = _pooled(list(moments.values()))
    found: Values = {}
    for wave, one in collapsed.items():
        for origin, sides in components.items():
            for centre in dict.fromkeys([wave, origin]):
                rules = {side: scoring(moments[centre][side], sides[side]) for side in sides}
                made = index(one, totals[wave], rules)
                found["means_by_loadings", wave, origin, centre] = _kind_means(one, made)
    for kind in (PEARSON, POLYCHORIC):
        for first, second in _pairs(list(steps)):
            ours, theirs = steps[first].components[kind], steps[second].components[kind]
            for side in ours:
                value = congruence(ours[side].loadings, theirs[side].loadings)
                found["congruence", second, first, kind, side] = value
    return found


def _pooled(
    waves: Sequence[Mapping[str, Moments]],
) -> tuple[dict[str, Moments], dict[str, Component]]:
    """Moments of all waves together by side, and their first component.

    ASSUME: each wave counts the same, however many respondents it has.
    """
    moments = {}
    for side in waves[0]:
        mean = np.mean([wave[side].mean for wave in waves], axis=0)
        spread = np.mean(
            [wave[side].covariance + _outer(wave[side].mean - mean) for wave in waves], axis=0
        )
        moments[side] = Moments(mean, spread)
    return moments, {side: first_component(own.correlation) for side, own in moments.items()}


def _outer(values: np.ndarray) -> np.ndarray:
    return values[..., :, None] * values[..., None, :]


def _pairs(names: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Each earlier name with each later one."""
    return [(one, two) for at, one in enumerate(names) for two in names[at + 1 :]]
