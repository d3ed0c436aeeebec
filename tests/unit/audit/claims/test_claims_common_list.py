"""Changes between waves that asked about other media: bounds on a common list, by hand and LP."""

from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest
from claims_of_section import LINES, SURVEY, evidence, project, published
from scipy.optimize import linprog

from tsunagari.audit.claims.audit import audit_claims
from tsunagari.audit.claims.evidence import Evidence
from tsunagari.audit.claims.predicates import read_predicate
from tsunagari.audit.claims.tree import judge
from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.estimate.design import Design
from tsunagari.estimate.respondents import Held
from tsunagari.read.published import COLUMNS, typed


@cache
def audited():
    claims, tried = audit_claims(evidence(), LINES)
    return claims.set_index("claim"), tried.set_index(["claim", "specification"])


def only(name: str, at):
    """The row of one claim."""
    claim = project().claims["claims"][name]
    claims, _ = audit_claims(replace(at, claims={**at.claims, "claims": {name: claim}}), LINES)
    return claims.iloc[0]


COMMON = {"other_sns": 217, "other_chat": 173, "blog": 413, "review_site": 564,
          "bulletin_board": 341, "mailing_list": 139, "online_game": 216}  # fmt: skip
LATER = {"facebook": 493, "twitter": 484, "instagram": 338, "line": 698}
# Kinds in counts: all 1,200, and the 400 of 60 and over (SOURCES D6).
KINDS = {"none": (140, 74), "offline_only": (93, 65), "both": (438, 174), "online_only": (529, 87)}
# Claim -> least and greatest margin, by hand. 564 people use a review site, 967 are online in 2017
# (529 + 438), so 564 to 967 are on the common list, 126 (564 - 438) to 529 of them online only and
# 35 (564 - 529) to 438 in both. Of 60 and over 0 to 261 are: the 706 online below 60 could be all.
# 2008 as printed: 16.7, 24.9, 42.2 and 16.3; 14.4, 50.3, 30.3 and 5.1.
ENDS = {
    "none_fell": (16.7 - (140 + 529 - 126) / 12, 16.7 - 140 / 12),
    "fewer_in_no_community_by_number": (16.7 - (140 + 529 - 126) / 12, 16.7 - 140 / 12),
    "offline_only_fell": (24.9 - (93 + 438 - 35) / 12, 24.9 - 93 / 12),
    "online_only_rose": (126 / 12 - 16.3, 529 / 12 - 16.3),
    "more_connected_online": (564 / 12 - 58.5, 967 / 12 - 58.5),
    "offline_only_fell_60": (50.3 - (65 + 174) / 4, 50.3 - 65 / 4),
    "online_rose_60": (0 - 35.4, 261 / 4 - 35.4),
    "online_spreads_at_60": (0 - 35.4, 261 / 4 - 35.4),
}
ROUNDING = 0.25  # what rounding adds to the ends: half a tenth a number, of four and four


def test_the_common_list_is_read_from_the_files_of_the_waves():
    assert evidence().common.items(("2008", "2017"))["media_use"] == tuple(COMMON)
    assert "membership" not in evidence().common.items(("2008", "2017"))


def test_online_communities_of_two_lists_are_undecidable_with_their_bounds():
    claims, _ = audited()
    bounded = claims[claims["bound_low"].notna()]
    assert set(bounded.index) == {*ENDS, "offline_participation_falls"}
    for name, ends in ENDS.items():
        row = claims.loc[name]
        assert row["published_verdict"] == row["computed_verdict"] == "undecidable"
        assert (row["bound_low"], row["bound_high"]) == pytest.approx(ends, abs=ROUNDING)
        assert row["bound_low"] < 0 < row["bound_high"]
        assert "7つ" in row["reason_ja"] and f"{row['bound_low']:.1f}" in row["reason_en"]


def test_who_is_in_offline_communities_does_not_hang_on_the_list_of_media():
    row = audited()[0].loc["offline_participation_falls"]
    assert row["published_verdict"] == "holds"
    # 67.1 less 44.3, whoever is online.
    assert (row["bound_low"], row["bound_high"]) == pytest.approx((22.8, 22.8), abs=ROUNDING)


def test_what_the_lists_of_their_own_say_is_another_choice():
    tried = audited()[1]
    own = tried.xs("own_lists", level="specification")
    assert set(own.index) == {*ENDS, "offline_participation_falls"}
    assert set(own["verdict"]) == {"holds"}
    assert "trust_offline_fell" not in own.index


def test_waves_that_asked_about_the_same_media_are_compared():
    at = evidence()
    waves = {**at.waves, "2008": {**at.waves["2008"], "columns": at.waves["2017"]["columns"]}}
    same = replace(at, waves=waves)
    row = only("more_connected_online", same)
    assert row["published_verdict"] == "holds" and row["bound_low"] is None


def test_a_medium_that_all_were_asked_about_narrows_the_bounds():
    # Had the survey of 2008 asked about LINE (698 users): 698 to 967 are left of 1,200.
    at = evidence()
    use = at.waves["2008"]["columns"]["media_use"]
    columns = {
        **at.waves["2008"]["columns"],
        "media_use": {**use, "items": {**use["items"], "line": "l"}},
    }
    row = only(
        "more_connected_online",
        replace(at, waves={**at.waves, "2008": {**at.waves["2008"], "columns": columns}}),
    )
    assert row["bound_low"] == pytest.approx(698 / 12 - 58.5, abs=ROUNDING)
    assert row["published_verdict"] == "undecidable"


@pytest.mark.parametrize(("kind", "place"), [("online_only", 0), ("none", 0), ("offline_only", 0),
                                             ("offline_only", 1)])  # fmt: skip
def test_the_bounds_are_reached_with_all_printed_numbers_of_communities(kind, place):
    """Another programme: people by how many media of the list, other media and communities.

    Users of each medium, classes of 図表4-3-5-1 and kinds by age; that people with these totals
    can be dealt to the media is Gale and Ryser's condition.
    """
    low, high = _reached(kind, place)
    base, first = (1200, 400)[place], {0: KINDS[kind][0], 1: KINDS[kind][1]}[place]
    by_hand = {
        ("online_only", 0): (126, first), ("none", 0): (first, 140 + 529 - 126),
        ("offline_only", 0): (first, 93 + 438 - 35), ("offline_only", 1): (first, 65 + 174),
    }[kind, place]  # fmt: skip
    assert (low, high) == pytest.approx(list(by_hand), abs=1e-6 * base)


def _reached(kind: str, place: int) -> tuple[float, float]:
    """The fewest and the most people of a kind on the common list, of all or of 60 and over."""
    types = list(product((0, 1), range(8), range(5), range(11)))
    old, common, later, offline = map(np.array, zip(*types, strict=True))
    equal, most = _programme(old, common, later, offline)
    online = common > 0
    wanted = {"online_only": online & (offline == 0), "none": ~online & (offline == 0),
              "offline_only": ~online & (offline > 0)}[kind] & (old >= place)  # fmt: skip
    found = []
    for sign in (1, -1):
        solved = linprog(
            sign * wanted.astype(float),
            A_ub=np.array([row for row, _ in most]), b_ub=[end for _, end in most],
            A_eq=np.array([row for row, _ in equal]), b_eq=[end for _, end in equal],
        )  # fmt: skip
        assert solved.success
        found.append(sign * solved.fun)
    return found[0], found[1]


def _programme(old, common, later, offline):
    """Equalities and upper bounds of the counts of types, as (row, end)."""
    joined = np.where(common + later > 0, 2, 0) + (offline > 0)
    kinds = {"none": 0, "offline_only": 1, "online_only": 2, "both": 3}
    equal = [((joined == kinds[k]) & (old >= g), n[g]) for k, n in KINDS.items() for g in (0, 1)]
    rows = published()
    rows = rows[rows["file"].eq("4-3-5-1") & rows["wave"].eq("2017") & rows["percent"].notna()]
    total, most = common + later + offline, [(-offline, -752), (offline, 2183)]
    for category, percent in zip(rows["category"], rows["percent"], strict=True):
        ends = {"7_to_9": (7, 9), "10_or_more": (10, 21)}.get(category) or (int(category),) * 2
        inside = 1.0 * ((total >= ends[0]) & (total <= ends[1]))
        most += [(inside, 12 * (percent + 0.05)), (-inside, -12 * (percent - 0.05))]
    for users, number in ((COMMON, common), (LATER, later)):
        largest = sorted(users.values(), reverse=True)
        equal.append((number, sum(largest)))
        for k in range(1, len(largest)):
            most.append((-np.minimum(number, k), -sum(largest[:k])))
    return equal, most


# --- responses at hand ----------------------------------------------------------------
USERS = {"1-3": {"waves": ["1", "2"], "estimates": [{"variable": "user", "countries": ["here"]}]}}
ROSE = {"rose": {"cell": {"category": "any"}}}


def _wave(source: str, *items: str) -> dict:
    entry = {"column": "x", "items": {item: item for item in items}}
    return {"source": source, "files": [], "columns": {"use": entry}}


def _people(wave: str, **daily: int) -> pd.DataFrame:
    """Ten people here; of each medium how many use it, from the first of them on."""
    codebook = Codebook.from_config(SURVEY)
    frame = pd.DataFrame({"respondent": [f"{wave}{i}" for i in range(10)], "wave": wave})
    frame["country"] = pd.Categorical(["here"] * 10, dtype=dtype_of(codebook["country"]))
    for item in ("letter", "phone", "radio"):
        n = daily.get(item)
        answers = ["_not_asked"] * 10 if n is None else ["daily"] * n + ["never"] * (10 - n)
        frame[f"use.{item}"] = pd.Categorical(answers, dtype=dtype_of(codebook["use"]))
    return derive(codebook, frame)


@pytest.mark.parametrize(
    ("source", "letters", "verdict", "value"),
    [
        # Letters and phones of the later wave, without its radio: 7 of 10 against 5.
        ("delivered", 7, True, "70.0 > 50.0"),
        ("delivered", 3, False, "40.0 > 50.0"),  # 4 by phone; 9 with the radio
        ("synthetic", 7, None, "90.0 > 50.0"),
    ],
)
def test_responses_are_counted_over_the_common_list(source, letters, verdict, value):
    people = {
        "1": _people("1", letter=5, phone=2),
        "2": _people("2", letter=letters, phone=4, radio=9),
    }
    nothing = typed({"x.csv": pd.DataFrame(columns=list(COLUMNS))})
    at = Evidence(
        SURVEY, USERS, {"1": _wave(source, "letter", "phone"), "2": _wave(source, "letter", "phone", "radio")},
        {}, None, nothing, pd.DataFrame(columns=[*KEYS, "basis"]),
        {wave: Held(frame, Design.unweighted(10)) for wave, frame in people.items()}, {}, {},
    )  # fmt: skip
    judged = judge(read_predicate(ROSE, at.context("1-3")), at.computed_alike())
    assert (judged.verdict, judged.value) == (verdict, value)
    assert judged.ends is None  # nothing is printed
