"""Tables of the index: one row a number, with its interval.

Levels of power count from the smallest of the sample, so that they have no interval (see
`Power.shifted`); what has one is how far power is from somebody in no community.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations

import numpy as np
import pandas as pd

from tsunagari.codebook.basis import ASSUMED, NOT_ASKED
from tsunagari.index.ties.bootstrap import with_interval, with_range
from tsunagari.index.ties.chain import PEARSON, POLYCHORIC
from tsunagari.index.ties.quantities import Replicated

QUANTILES = (10, 25, 50, 75, 90)
ORIGIN = "origin_is_the_smallest_of_the_sample"  # why a level has no interval
FEW, FEW_MEMBERS = "few_members", 10  # a bond of fewer participants is marked so


def respondents_table(ties: Replicated, wave: str, group: str) -> pd.DataFrame:
    """respondent, the group, communities (number), a consciousness a side, ties (>= 0), and
    ties_from_none, the same above somebody in no community."""
    one, (scorings, made) = ties.collapsed[wave], ties.of_sample(wave)
    sample = one.sample
    table = sample.people[["respondent", group]].reset_index(drop=True)
    table["communities"] = sample.members.sum(axis=1).astype(int)
    for side, answers in sample.answers.items():
        table[f"consciousness_{side}"] = scorings[side].of_sample(answers)
    table["ties"] = one.set_of.T @ made.power.shifted[:, 0]
    table["ties_from_none"] = one.set_of.T @ made.power.unshifted[:, 0]
    return table


def bonds_table(ties: Replicated, wave: str, few: int = FEW_MEMBERS) -> pd.DataFrame:
    """side, community, participants, mean_consciousness, bond with its interval, freedom (of
    its t), dropped (replicates without a participant), few_members ("few_members" or ""),
    and bond_<scores> of each further scoring.

    ASSUME: a bond is the mean of its participants, so its interval is t with the degrees of
    freedom that they leave, and of one participant its error is unknown.
    few  participants below which a bond is marked
    """
    one, scores = ties.collapsed[wave], ties.scores[0]
    key = ("bonds", wave, scores)
    table = pd.DataFrame(one.sample.communities, columns=["side", "community"])
    table["participants"] = people = one.sample.members.sum(axis=0).astype(int)
    table["mean_consciousness"] = ties.estimates["mean_consciousness", wave, scores]
    freedom = np.minimum(people - 1.0, ties.freedom(wave))
    table = table.join(ties.interval(key, "bond", freedom=freedom))
    table["freedom"] = freedom
    table["dropped"] = (~np.isfinite(ties.replicates[key])).sum(axis=1)
    table["few_members"] = np.where(people < few, FEW, "")
    others = {f"bond_{other}": ties.estimates["bonds", wave, other] for other in ties.scores[1:]}
    return table.assign(**others)


def loadings_table(ties: Replicated, wave: str) -> pd.DataFrame:
    """side, item, method, n, loading with its interval, explained_share with its interval."""
    sample, tables = ties.collapsed[wave].sample, []
    for side, items in sample.items.items():
        for method in (PEARSON, POLYCHORIC):
            table = pd.DataFrame({"side": side, "item": items, "method": method, "n": sample.n})
            table = table.join(ties.interval(("loadings", wave, method, side), "loading"))
            share = ties.interval(("share", wave, method, side), "explained_share")
            for column, value in share.iloc[0].items():
                name = column if column == "explained_share" else f"explained_share_{column}"
                table[name] = value
            tables.append(table)
    return pd.concat(tables, ignore_index=True)


def means_table(ties: Replicated, wave: str) -> pd.DataFrame:
    """Mean power by kind of participation: group, n, mean, mean_std_error (none) and why,
    from_none with its interval, left_out.

    mean       the level, from the smallest of the sample's respondents
    from_none  the same above somebody in no community: what pictures, models and claims show
    left_out   respondents of the wave, of any kind, who have no index: something is unanswered
    """
    scores, table = ties.scores[0], ties.kinds(wave)
    table["mean"] = (
        ties.estimates["from_none", wave, scores] - ties.estimates["smallest", wave, scores]
    )
    table = table.assign(mean_std_error=np.nan, mean_without_interval=ORIGIN)
    table = table.join(ties.interval(("from_none", wave, scores), "from_none"))
    return table.assign(left_out=ties.collapsed[wave].sample.left_out)


def comparability_table(ties: Replicated, wave: str) -> pd.DataFrame:
    """from_none by other scores, and by the loadings of each wave and of all pooled, of the
    kinds of which anybody is in a community.

    loadings_of   the wave whose loadings score, or `pooled`
    moments_of    whose means and deviations standardise the items: where it is the wave itself
                  only the loadings are another's; elsewhere a change in how affirmative
                  everybody is stays in the scores, and with it which side's bonds are higher
    scoring       all of it as one key: the scores, or `loadings_<wave>` and, with its moments,
                  `loadings_and_means_<wave>`
    """
    tables = []
    for scores in ties.scores:
        table = ties.kinds(wave).assign(scoring=scores, scores=scores)
        table = table.assign(loadings_of=wave, moments_of=wave)
        tables.append(table.join(ties.interval(("from_none", wave, scores), "from_none")))
    for key in [key for key in ties.estimates if key[:2] == ("by_loadings", wave)]:
        origin, moments = key[2:]
        waves = [wave] if origin == wave else list(ties.collapsed)
        name = f"loadings_{origin}" if moments == wave else f"loadings_and_means_{origin}"
        table = ties.kinds(wave).assign(scoring=name, scores=PEARSON)
        table = table.assign(loadings_of=origin, moments_of=moments)
        tables.append(table.join(ties.interval(key, "from_none", waves)))
    table = pd.concat(tables, ignore_index=True)
    someone = ties.estimates["number", wave] > 0
    kinds = np.array(ties.collapsed[wave].sample.kinds)[someone]
    table = table[table["group"].isin(kinds)].reset_index(drop=True)
    keys = ["scoring", "scores", "loadings_of", "moments_of"]
    return table[[*keys, *table.columns.drop(keys)]]


def differences_table(ties: Replicated) -> pd.DataFrame:
    """Differences of mean power between kinds of a wave (each way round), and between waves
    of a kind.

    between (kinds or waves), wave, group, against (the other kind or wave), difference.
    ASSUME: between waves power is compared above somebody in no community of each.
    """
    rows, scores = [], ties.scores[0]
    waves = list(ties.collapsed)
    for wave, one in ties.collapsed.items():
        key = ("from_none", wave, scores)
        for first, second in permutations(range(len(one.sample.kinds)), 2):
            names = (one.sample.kinds[first], one.sample.kinds[second])
            rows.append(("kinds", wave, *names, [(key, first), (key, second)], [wave]))
    for earlier, later in combinations(waves, 2):
        for place, kind in enumerate(ties.collapsed[later].sample.kinds):
            keys = [(("from_none", wave, scores), place) for wave in (later, earlier)]
            rows.append(("waves", later, kind, earlier, keys, [earlier, later]))
    table = pd.DataFrame([row[:4] for row in rows], columns=["between", "wave", "group", "against"])
    return table.join(pd.concat([_difference(ties, *row[4:]) for row in rows], ignore_index=True))


def congruence_table(ties: Replicated) -> pd.DataFrame:
    """Tucker's congruence of two waves' loadings: wave, against, method, side, congruence."""
    rows, tables = [], []
    for key in ties.estimates:
        if key[0] == "congruence":
            rows.append(key[1:])
            values = np.atleast_1d(ties.estimates[key]), ties.replicates[key][None]
            tables.append(with_range("congruence", *values))
    keys = pd.DataFrame(rows, columns=["wave", "against", "method", "side"])
    return keys.join(pd.concat(tables, ignore_index=True)) if tables else keys


def reliability_table(ties: Replicated, wave: str) -> pd.DataFrame:
    """side, measure, items, n, value with its interval.

    alpha, alpha_standardized, omega_categorical   of the sum of the answers as numbered
    alpha_ordinal, omega_ordinal                   of the normal traits behind the answers
    """
    sample, rows, tables = ties.collapsed[wave].sample, [], []
    for key in ties.estimates:
        if key[:2] == ("reliability", wave):
            rows.append((*key[2:], len(sample.items[key[2]]), sample.n))
            tables.append(ties.interval(key, "value"))
    keys = pd.DataFrame(rows, columns=["side", "measure", "items", "n"])
    return keys.join(pd.concat(tables, ignore_index=True))


def distribution_table(ties: Replicated, wave: str, width: float) -> pd.DataFrame:
    """How power is distributed by kind: measure, low, high, value.

    share        percent of the kind from `low` to below `high`, in bins of `width`
    quantile_50  the value that half of the kind's weight lies at or below; no interval
    """
    one, (_, made) = ties.collapsed[wave], ties.of_sample(wave)
    values, weight = made.power.shifted[:, 0], made.power.weight[:, 0]
    bins = np.floor(values / width + 1e-9).astype(int)
    rows = []
    for place, (kind, n) in enumerate(ties.kinds(wave).itertuples(index=False)):
        here = one.kind == place
        if not here.any():
            continue
        shares = 100 * np.bincount(bins[here], weight[here], bins.max() + 1) / weight[here].sum()
        rows += [
            (kind, n, "share", at * width, (at + 1) * width, share)
            for at, share in enumerate(shares)
        ]
        rows += [
            (kind, n, f"quantile_{level}", np.nan, np.nan, value)
            for level, value in zip(
                QUANTILES, weighted_quantiles(values[here], weight[here], QUANTILES), strict=True
            )
        ]
    return pd.DataFrame(rows, columns=["group", "n", "measure", "low", "high", "value"])


def weighted_quantiles(
    values: np.ndarray, weights: np.ndarray, levels: Sequence[float]
) -> np.ndarray:
    """The smallest values at or below which at least `levels` percent of the weight lie."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    places = np.searchsorted(reached, np.array(levels) / 100 - 1e-12)
    return values[order][np.minimum(places, len(values) - 1)]


def with_keys(
    table: pd.DataFrame, wave: str | None, countries: Sequence[str], basis: Mapping[str, str]
) -> pd.DataFrame:
    """The table with wave and country before and basis behind; without `wave` it has one."""
    table = table.copy()
    if wave is not None:
        table.insert(0, "wave", wave)
    table.insert(table.columns.get_loc("wave") + 1, "country", "+".join(countries))
    kinds = table["wave"].map(basis)
    if "against" in table:  # another wave, of a difference between waves
        other = table["against"].map(basis).fillna(kinds)
        kinds = kinds.where(kinds == ASSUMED, other)
    if "n" in table:  # a kind without anybody
        kinds = kinds.mask(table["n"] == 0, NOT_ASKED)
    return table.assign(basis=kinds)


def _difference(
    ties: Replicated, keys: Sequence[tuple[tuple, int]], waves: Sequence[str]
) -> pd.DataFrame:
    (one, a), (other, b) = keys
    estimate = ties.estimates[one][a] - ties.estimates[other][b]
    replicates = ties.replicates[one][a] - ties.replicates[other][b]
    return with_interval("difference", np.array([estimate]), replicates[None], ties.freedom(*waves))
