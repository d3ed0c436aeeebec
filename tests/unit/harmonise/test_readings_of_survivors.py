"""Proofs of what survives of the figures whose numbers the text layer lost in part."""

import re
from fractions import Fraction
from itertools import combinations, permutations

from unit.published_numbers import (
    bases_between,
    cell,
    codebook,
    file,
    numbers_between,
)

from tsunagari.read.reading import candidates
from tsunagari.read.rounding import possible_counts, rounded, rounding_interval


def active_posters() -> dict[str, int]:
    return (
        file("4-3-2-3").dropna(subset="n").drop_duplicates("item").set_index("item")["n"].to_dict()
    )


def met_classes(medium: str) -> list[tuple[int, int, int]]:
    """Counts often, several times, once whose rounded shares sum to the press's number."""
    n = active_posters()[medium]
    wanted = Fraction(cell("4-3-2-3", item=medium, category="met"))
    prints = [max(rounded(Fraction(100 * k, n))) for k in range(n + 1)]
    return [
        (a, b, c)
        for a in range(n + 1)
        for b in range(n + 1 - a)
        for c in range(n + 1 - a - b)
        if prints[a] + prints[b] + prints[c] == wanted
    ]


def test_bases_of_4_3_2_3_are_those_printed_beside_the_media():
    names = list(codebook().lists["media"])
    bases = active_posters()
    assert [bases[name] for name in names if name != "line"] + [bases["line"]] == bases_between(
        204, 228
    )


def test_survivors_of_4_3_2_3_by_possible_counts():
    def media(percent: str) -> dict[str, tuple[int, ...]]:
        fitting = {m: possible_counts(percent, n) for m, n in active_posters().items()}
        return {m: counts for m, counts in fitting.items() if counts}

    assert media("76.4") == {"blog": (42,)}
    assert media("2.9") == {"line": (6,)}
    assert media("36.4") == {"blog": (20,), "bulletin_board": (4,), "online_game": (12,)}
    assert active_posters()["blog"] < 42 + 20


def test_sums_of_4_3_2_3_fix_how_many_met():
    met = {m: met_classes(m) for m in ("bulletin_board", "other_sns", "facebook", "twitter")}
    assert {m: {sum(c) for c in classes} for m, classes in met.items()} == {
        "bulletin_board": {7},
        "other_sns": {14},
        "facebook": {33},
        "twitter": {46},
    }
    assert possible_counts(cell("4-3-2-3", item="bulletin_board", category="never"), 11) == (
        11 - 7,
    )
    without_zero = {m for m, classes in met.items() if not any(0 in c for c in classes)}
    assert without_zero == {"twitter"}


def test_orphans_of_4_3_2_3_list_just_the_cells_that_they_may_be():
    classes = codebook()["met_offline"].sets["met"]
    orphans = file("4-3-2-3")[lambda rows: rows["placement"] == "orphan"]
    listed = {(row.printed, row.item): candidates(row.note) for row in orphans.itertuples()}
    media = [m for m in codebook().lists["media"] if m != "twitter"]
    assert set(listed) == {("2.9", "line"), ("0.0", "")}
    assert listed["2.9", "line"] == classes
    assert set(listed["0.0", ""]) == {f"{m}.{c}" for m in media for c in classes}
    highest = max(Fraction(p) for p in file("4-3-2-3").query("category == 'met'")["printed"])
    for percent in ("2.9", "0.0"):
        assert 100 - rounding_interval(percent)[1] > highest  # so neither is `never`
    assert rounding_interval("76.4")[0] > highest  # so it is no class of those who met


def places_of_reasons(in_order: bool) -> dict[str, set[str]]:
    """Where the five numbers may stand among seven reasons, given what the prose says.

    The first three reasons were chosen by many, `accepted` and `understood` by few: every
    known number of the former is above every known one of the latter. The two lost numbers
    may be anything, so that a reason without a number is no obstacle.
    """
    reasons = codebook()["trust_rise_reasons"].categories
    numbers = numbers_between(242, 250)[::2]
    many, few = reasons[:3], ("accepted", "understood")
    places: dict[str, set[str]] = {number: set() for number in numbers}
    for chosen in (combinations if in_order else permutations)(reasons, len(numbers)):
        reading = {reason: Fraction(number) for reason, number in zip(chosen, numbers, strict=True)}
        high = [reading[r] for r in many if r in reading]
        low = [reading[r] for r in few if r in reading]
        if not high or not low or min(high) > max(low):
            for reason, number in zip(chosen, numbers, strict=True):
                places[number].add(reason)
    return places


def test_orphans_of_4_3_2_5_list_just_the_reasons_that_they_may_be():
    anywhere, in_order = places_of_reasons(False), places_of_reasons(True)
    orphans = file("4-3-2-5")
    assert (orphans["placement"] == "orphan").all()
    for row in orphans.itertuples():
        assert set(candidates(row.note)) == anywhere[row.printed]
        (ordered,) = re.findall(r"in printed order: ([^;]+);", row.note)
        assert set(ordered.split("|")) == in_order[row.printed]
    assert all(len(reasons) > 1 for reasons in in_order.values())  # so none can be placed
