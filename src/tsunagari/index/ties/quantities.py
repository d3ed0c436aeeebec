"""All that is reported of the index, for the sample's own weights and for each replicate.

Quantities are arrays under a name; the last axis runs over columns of weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import pandas as pd

from tsunagari.config.problems import within
from tsunagari.index.ties import counting
from tsunagari.index.ties.bootstrap import block_size, blocks, generator, with_interval
from tsunagari.index.ties.chain import (
    PEARSON,
    POLYCHORIC,
    SHRUNKEN,
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
    Scoring,
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

    def interval(
        self, key: tuple, name: str, waves: Sequence[str] = (), rows: object = slice(None),
        freedom: np.ndarray | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """A quantity with its interval, by the degrees of freedom of its wave or of `waves`, or
        by its own."""
        estimates = np.atleast_1d(self.estimates[key])[rows]
        replicates = self.replicates[key]
        replicates = (replicates if replicates.ndim > 1 else replicates[None])[rows]
        freedom = self.freedom(*(waves or [key[1]])) if freedom is None else freedom
        return with_interval(name, estimates, replicates, freedom)

    def kinds(self, wave: str) -> pd.DataFrame:
        """group, n: the kinds of participation and the respondents of each."""
        sample = self.collapsed[wave].sample
        return pd.DataFrame({"group": sample.kinds, "n": sample.people_by_kind})

    def of_sample(self, wave: str) -> tuple[dict[str, Scoring], Index]:
        """How answers are scored under the sample's own weights, by side, and the index."""
        one = self.collapsed[wave]
        totals = sums(one, one.sample.weights[:, None])
        scores = self.scores[0]
        scorings = consciousness(one, totals, self.scores).scorings(scores)
        return scorings, index(one, totals, scorings, shrinks=scores == SHRUNKEN)


def replicate(samples: Mapping[str, Sample], spec: Mapping, seed: int) -> Replicated:
    """Every quantity of every wave, with `replicates` of config/indices.yaml.

    Replicates of several waves are independent and taken in step, so that differences
    between waves, and loadings of one wave applied to another, have replicates as well.
    Raises ProblemsFound for items that load against the others in a wave.
    """
    collapsed = {wave: collapse(sample) for wave, sample in samples.items()}
    scores = tuple(spec["scores"])
    weights_of = {wave: sample.weights[:, None] for wave, sample in samples.items()}
    estimates = {
        key: value[..., 0] for key, value in _of_waves(collapsed, weights_of, spec).items()
    }
    _check_signs(samples, scores, estimates)
    count = spec["replicates"]
    size = block_size(max(sample.n for sample in samples.values()), count)
    draws = [blocks(sample, count, size, generator(seed, wave)) for wave, sample in samples.items()]
    parts = [
        _of_waves(collapsed, dict(zip(samples, weights, strict=True)), spec)
        for weights in zip(*draws, strict=True)
    ]
    replicates = {key: np.concatenate([part[key] for part in parts], axis=-1) for key in estimates}
    return Replicated(estimates, replicates, collapsed, scores)


def _check_signs(samples: Mapping[str, Sample], scores: Sequence[str], estimates: Values) -> None:
    """Affirmative answers score high in every wave, by each kind of scores."""
    kinds = dict.fromkeys(PEARSON if kind == SHRUNKEN else kind for kind in scores)
    for wave, sample in samples.items():
        for method, (side, items) in product(kinds, sample.items.items()):
            loadings = estimates["loadings", wave, method, side]
            check_affirmative(loadings, items, side, wave, method)


def _of_waves(
    collapsed: Mapping[str, Collapsed], weights: Mapping[str, np.ndarray], spec: Mapping
) -> Values:
    """All quantities of all waves under a block of weights."""
    quantities: Values = {}
    totals = {wave: sums(collapsed[wave], weights[wave]) for wave in collapsed}
    # Loadings may not depend on whether polychoric scores are wanted: reliability needs both.
    kinds = (PEARSON, POLYCHORIC)
    steps: dict[str, Consciousness] = {}
    for wave, one in collapsed.items():
        with within(f"wave {wave}"):
            steps[wave] = consciousness(one, totals[wave], kinds)
            own = _of_wave(one, totals[wave], steps[wave], spec)
        quantities |= {(key[0], wave, *key[1:]): values for key, values in own.items()}
    return quantities | _across(collapsed, totals, steps)


def _of_wave(one: Collapsed, totals: Sums, step: Consciousness, spec: Mapping) -> Values:
    quantities: Values = {}
    for kind, components in step.components.items():
        for side, component in components.items():
            quantities["loadings", kind, side] = component.loadings.T
            quantities["share", kind, side] = component.share
    for side, moments in step.moments.items():
        shares = answer_shares(one, side, totals.patterns[side])
        quantities |= _reliability(side, moments, step.correlations[POLYCHORIC][side], shares)
    for place, scores in enumerate(spec["scores"]):
        made = index(one, totals, step.scorings(scores), shrinks=scores == SHRUNKEN)
        quantities["from_none", scores] = _kind_means(one, made)
        quantities["bonds", scores] = made.bonds
        if place == 0:
            quantities["mean_consciousness", scores] = made.means
            quantities["smallest", scores] = made.power.smallest
            quantities |= _counting(one, made, spec["counting"])
    return quantities


def _kind_means(one: Collapsed, made: Index) -> np.ndarray:
    """(G, r) mean power by kind of participation, above somebody in no community."""
    kinds = len(one.sample.kinds)
    return means_by(one.kind, kinds, made.power.unshifted, made.power.weight)


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
    mean_bond = counting.own_mean_bonds(one, made.power)
    by_number = counting.counts(one, made.power)
    level = by_number.total / np.where(by_number.weight > 0, by_number.weight, np.nan)
    quantities: Values = {
        ("number",): number,
        ("own_mean_bond",): mean_bond,
        ("at_number",): level,
    }
    of = kinds.index(spec["of"])
    for name in spec["against"]:
        against = kinds.index(name)
        shared = counting.support(one, of, against, spec["least"])
        by_count, by_bond = counting.parts(total, number, of, against)
        quantities |= {
            ("contrast", name, "difference"): total[of] - total[against],
            ("contrast", name, "by_number"): by_count,
            ("contrast", name, "by_bond"): by_bond,
            ("contrast", name, "held_fixed"): counting.held_fixed(by_number, of, against, shared),
            ("contrast", name, "own_mean_bond"): mean_bond[of] - mean_bond[against],
        }
    return quantities


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
    quantities: Values = {}
    for wave, one in collapsed.items():
        for origin, sides in components.items():
            for centre in dict.fromkeys([wave, origin]):
                rules = {side: scoring(moments[centre][side], sides[side]) for side in sides}
                made = index(one, totals[wave], rules)
                quantities["by_loadings", wave, origin, centre] = _kind_means(one, made)
    for kind in (PEARSON, POLYCHORIC):
        for first, second in combinations(steps, 2):
            ours, theirs = steps[first].components[kind], steps[second].components[kind]
            for side in ours:
                value = congruence(ours[side].loadings, theirs[side].loadings)
                quantities["congruence", second, first, kind, side] = value
    return quantities


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
    return moments, {side: first_component(moment.correlation) for side, moment in moments.items()}


def _outer(values: np.ndarray) -> np.ndarray:
    return values[..., :, None] * values[..., None, :]
