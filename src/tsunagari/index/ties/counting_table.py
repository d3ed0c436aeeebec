"""counting.csv: how much of "both is higher than either" is counting of communities."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.index.kinds import CONTRASTS
from tsunagari.index.ties import counting
from tsunagari.index.ties.bootstrap import block_size, generator, with_range
from tsunagari.index.ties.chain import means_by
from tsunagari.index.ties.collapse import Collapsed
from tsunagari.index.ties.quantities import Replicated

PERCENT_OF_DIFFERENCE = {
    "by_number": "by_number_percent",
    "held_fixed": "held_fixed_percent",
    "shuffled": "shuffled_percent",
}


def counting_table(ties: Replicated, wave: str, spec: Mapping, seed: int) -> pd.DataFrame:
    """Columns group, against, number, measure, n, value, std_error, ci_low, ci_high.

    number            mean number of communities of a kind
    own_mean_bond     mean over a kind (against: difference) of the mean bond of one's communities
    at_number         mean power of a kind at one number of communities, as all above somebody
                      in none
    shuffled          mean, and range of 95 per cent, after consciousness is dealt out anew
    difference        of mean power between `of` and `against`
    by_number, by_bond   its two parts; by_number_percent: the first as a share
    held_fixed        the difference at the same number of communities
    from, to, least, covered  numbers at which that compares: the first, the last, how many
                         respondents of each kind they have or more; percent of the two kinds there
    ..._percent       a measure as percent of the difference, interval by quantiles; blank where
                      the interval of the difference holds 0, so that the percentage has no ends
    shuffled_as_large    percent of the deals whose difference is at least as large
    """
    deals = _deals(ties, wave, spec["shuffles"], seed)
    tables = [_of_kinds(ties, wave, deals)]
    tables += [
        _contrast(ties, wave, spec["of"], name, deals, spec["least"]) for name in spec["against"]
    ]
    table = pd.concat(tables, ignore_index=True)
    order = ["group", "against", "number", "measure", "n", "value", "std_error", "ci_low"]
    return table[[*order, "ci_high"]]


def _deals(ties: Replicated, wave: str, shuffles: int, seed: int) -> np.ndarray:
    """(G, S) mean power by kind after consciousness is dealt out anew."""
    one = ties.collapsed[wave]
    scorings, _ = ties.of_sample(wave)
    random = generator(seed, f"{wave} dealt out anew")
    size = block_size(one.sample.n, shuffles)
    return np.hstack([
        means_by(one.kind, len(one.sample.kinds), dealt.unshifted, dealt.weight)
        for dealt in counting.shuffled(one, scorings, shuffles, size, random)
    ])  # fmt: skip


def _of_kinds(ties: Replicated, wave: str, deals: np.ndarray) -> pd.DataFrame:
    """What is said of each kind by itself."""
    one = ties.collapsed[wave]
    kinds, people = list(one.sample.kinds), one.sample.people_by_kind
    some = [place for place in range(len(kinds)) if ties.estimates["number", wave][place] > 0]
    tables = [
        _rows(ties.interval(("number", wave), "value"), kinds, people, "number"),
        _rows(
            ties.interval(("own_mean_bond", wave), "value", rows=some),
            [kinds[place] for place in some], people[some], "own_mean_bond",
        ),
        _rows(with_range("value", deals.mean(axis=1), deals), kinds, people, "shuffled"),
    ]  # fmt: skip
    tables += [_at_numbers(ties, wave, place) for place in range(len(kinds))]
    return pd.concat(tables, ignore_index=True)


def _at_numbers(ties: Replicated, wave: str, place: int) -> pd.DataFrame:
    """Mean power of a kind at each number of communities that anybody has."""
    one = ties.collapsed[wave]
    key = ("at_number", wave)
    at = np.flatnonzero(np.isfinite(ties.estimates[key][place]))
    number = one.sample.members[one.sample.kind == place].sum(axis=1).astype(int)
    people = np.bincount(number, minlength=one.sets.shape[1] + 1)
    table = ties.interval(key, "value", rows=(place, at))
    kind = [one.sample.kinds[place]] * len(at)
    return _rows(table, kind, people[at], "at_number").assign(number=at.astype(str))


def _contrast(
    ties: Replicated,
    wave: str,
    of: str,
    against: str,
    deals: np.ndarray,
    least: int,
) -> pd.DataFrame:
    """One kind against another."""
    one = ties.collapsed[wave]
    places = [one.sample.kinds.index(kind) for kind in (of, against)]
    n = one.sample.people_by_kind[places].sum()
    key = ("contrast", wave, against)
    tables = [
        _rows(ties.interval((*key, measure), "value"), [of], [n], measure) for measure in CONTRASTS
    ]
    dealt = deals[places[0]] - deals[places[1]]
    tables.append(_rows(with_range("value", dealt[None].mean(axis=1), dealt[None]), [of], [n],
                        "shuffled"))  # fmt: skip
    for measure, name in PERCENT_OF_DIFFERENCE.items():
        tables.append(_rows(_percent(ties, key, measure, dealt), [of], [n], name))
    difference = ties.estimates[*key, "difference"]
    facts = {"shuffled_as_large": 100 * (dealt >= difference).mean()}
    facts |= _compared(one, places, least)
    tables += [_rows(pd.DataFrame({"value": [value]}), [of], [n], m) for m, value in facts.items()]
    return pd.concat(tables, ignore_index=True).assign(against=against)


def _percent(ties: Replicated, key: tuple, measure: str, dealt: np.ndarray) -> pd.DataFrame:
    """A measure as percent of the difference. Of deals the estimate's difference is kept."""
    difference = ties.estimates[*key, "difference"]
    known = ties.interval((*key, "difference"), "value").iloc[0]
    if not known["ci_low"] * known["ci_high"] > 0:  # holds 0, or is unknown
        return with_range("value", np.array([np.nan]), np.full((1, 1), np.nan))
    if measure == "shuffled":
        shares = 100 * dealt / difference
        return with_range("value", np.array([shares.mean()]), shares[None])
    shares = 100 * ties.replicates[*key, measure] / ties.replicates[*key, "difference"]
    estimate = 100 * ties.estimates[*key, measure] / difference
    return with_range("value", np.array([estimate]), shares[None])


def _compared(one: Collapsed, places: list[int], least: int) -> dict[str, float]:
    """At which numbers of communities two kinds are compared, and how many of them that is."""
    shared = counting.support(one, *places, least)
    numbers = np.flatnonzero(shared)
    number = one.sample.members.sum(axis=1).astype(int)
    those = np.isin(one.sample.kind, places)
    inside = those & shared[number]
    covered = 100 * one.sample.weights[inside].sum() / one.sample.weights[those].sum()
    ends = {"from": float(numbers.min()), "to": float(numbers.max())}
    return ends | {"least": float(least), "covered": covered}


def _rows(table: pd.DataFrame, kinds: list[str], people, measure: str) -> pd.DataFrame:
    keys = {"group": kinds, "against": "", "number": "", "measure": measure, "n": list(people)}
    rows = pd.DataFrame(keys).join(table)
    return rows.assign(**{c: np.nan for c in ("std_error", "ci_low", "ci_high") if c not in rows})
