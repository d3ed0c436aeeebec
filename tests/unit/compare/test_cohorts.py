"""Shares by age and cohort, and bounds of a period, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.cohorts import BOUNDS, COLUMNS, age_curve
from tsunagari.compare.decompose.spec import read_age_curve
from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design


def text(key: str) -> dict[str, str]:
    return {"ja": key, "en": key}


CODEBOOK = Codebook.from_config({
    "variables": {
        "age": {"type": "number", "label": text("age")},
        "age_band": {"type": "single", "ordered": True, "label": text("band"),
                     "categories": {key: text(key) for key in ("20s", "30s", "40s")},
                     "derive": {"bands": "age", "upper": {"20s": 29, "30s": 39, "40s": 49},
                                "lowest": 20}},
        "trust": {"type": "single", "label": text("trust"),
                  "categories": {key: text(key) for key in ("yes", "no")}},
    }
})  # fmt: skip
WAVES = ["1998", "2007"]
YEARS = {"1998": 1998, "2007": 2007}
ENTRY = {
    "title": {},
    "waves": WAVES,
    "outcome": {"variable": "trust", "answers": "yes"},
    "age": "age",
    "bands": "age_band",
    "cohorts": {"width": 10, "first": 1949},
}


def people(shares: dict[int, float], each: int = 10) -> pd.DataFrame:
    """`each` people of every age, of whom a share trusts."""
    rows = []
    for age, share in shares.items():
        yes = round(share * each)
        rows += [(age, "yes")] * yes + [(age, "no")] * (each - yes)
    frame = pd.DataFrame(rows, columns=["age", "trust"]).astype({"age": "Int64"})
    frame["trust"] = pd.Categorical(frame["trust"], dtype_of(CODEBOOK["trust"]).categories)
    return derive(CODEBOOK, frame)


def curve_of(earlier: pd.DataFrame, later: pd.DataFrame, years=YEARS, designs=None, **entry):
    frames = dict(zip(WAVES, (earlier, later), strict=True))
    designs = designs or {wave: Design.unweighted(len(frame)) for wave, frame in frames.items()}
    spec = read_age_curve(CODEBOOK, "x", {**ENTRY, **entry})
    return age_curve(CODEBOOK, spec, frames, designs, years)


AGES = range(20, 50)
FLAT = people(dict.fromkeys(AGES, 0.5))


def limits(bound: dict, earlier=FLAT, later=FLAT) -> pd.DataFrame:
    _, bounds = curve_of(earlier, later, bounds={"b": {"title": {}, **bound}})
    return bounds.set_index(["view", "category"])


def test_cohorts_are_followed_by_their_ages_and_not_by_bands():
    # Who is 20 to 29 in 1998 was born from 1969 to 1978, and is 29 to 38 in 2007.
    later = people({age: 1.0 if 29 <= age <= 38 else 0.0 for age in AGES})
    curve, _ = curve_of(FLAT, later)
    assert list(curve.columns) == list(COLUMNS)
    rows = curve.set_index(["view", "wave", "category"])
    cohort = rows.loc[("cohort", "2007", "1969_1978")]
    assert (cohort["age_low"], cohort["age_high"], cohort["n"]) == (29, 38, 100)
    assert cohort["percent"] == pytest.approx(100)
    earlier = rows.loc[("cohort", "1998", "1969_1978")]
    assert (earlier["age_low"], earlier["age_high"], earlier["percent"]) == (20, 29, 50)
    # By age the same people are parts of two bands: 1 of 10 ages, and 9 of 10.
    by_age = rows.loc[("age", "2007"), "percent"]
    assert by_age.to_list() == pytest.approx([10, 90, 0])


def test_cohorts_sampled_in_part_say_so():
    curve, _ = curve_of(FLAT, FLAT)
    whole = curve.set_index(["view", "wave", "category"])["whole"]
    # In 2007 those born 1949 to 1958 are 49 to 58; only 49 was asked.
    assert not whole["cohort", "2007", "1949_1958"]
    assert whole["cohort", "1998", "1949_1958"]
    assert whole["cohort", "2007", "1969_1978"]
    assert not whole["cohort", "2007", "1979_1988"]  # 19 to 28
    assert ("cohort", "1998", "1979_1988") not in whole.index  # 10 to 19: nobody
    assert whole["age"].all()


def test_a_year_may_be_fractional():
    curve, _ = curve_of(FLAT, FLAT, years={"1998": 1998.2, "2007": 2007.9})
    whole, _ = curve_of(FLAT, FLAT)
    pd.testing.assert_frame_equal(curve, whole)


# --- bounds -------------------------------------------------------------------
def test_monotone_ageing_bounds_the_period_from_above():
    # Both cohorts that were sampled whole fell: 1969-78 by 20 points, 1959-68 by 10.
    later = people({age: 0.3 if age <= 38 else 0.4 for age in AGES})
    table = limits({"ageing": {"least": 0}}, later=later)
    assert table.loc[("cohort", "1969_1978"), "change"] == pytest.approx(-20)
    assert table.loc[("cohort", "1959_1968"), "change"] == pytest.approx(-10)
    row = table.loc[("all", "all")]
    assert (row["low"], row["verdict"]) == (-np.inf, "possible")
    assert row["high"] == pytest.approx(-20)
    assert row["ci_high"] > row["high"]


def test_ageing_within_some_points_leaves_a_range():
    later = people({age: 0.3 if age <= 38 else 0.4 for age in AGES})
    row = limits({"ageing": {"least": -15, "most": 15}}, later=later).loc[("all", "all")]
    # -20 and -10, each give or take 15.
    assert (row["low"], row["high"]) == pytest.approx((-25, -5))


def test_later_birth_is_read_at_the_same_age():
    later = people({age: 0.3 if age <= 29 else 0.6 for age in AGES})
    table = limits({"cohort": {"least": 0, "most": 4}}, later=later)
    assert set(table.index.get_level_values("view")) == {"age", "all"}
    assert table.loc[("age", "20s"), ["low", "high"]].to_list() == pytest.approx([-24, -20])
    assert table.loc[("age", "40s"), ["low", "high"]].to_list() == pytest.approx([6, 10])


def test_assumptions_that_the_data_contradict_say_so():
    later = people({age: 0.1 if age <= 29 else 0.9 for age in AGES}, each=100)
    earlier = people(dict.fromkeys(AGES, 0.5), each=100)
    row = limits({"cohort": {"least": -1, "most": 1}}, earlier, later).loc[("all", "all")]
    assert row["low"] > row["high"]
    assert row["verdict"] == "contradicted"
    few = people({age: 0.4 if age <= 29 else 0.6 for age in AGES})
    row = limits({"cohort": {"least": 0, "most": 0}}, FLAT, few).loc[("all", "all")]
    assert row["verdict"] == "within_error"


def test_bands_of_which_none_agree_still_have_an_error():
    # None of the 20s in either wave; 4 of 100, then none of the 30s; as many of the 40s.
    earlier = people({age: 0.4 if age == 30 else 0 for age in AGES})
    later = people(dict.fromkeys(AGES, 0))
    table = limits({"cohort": {"least": 0, "most": 0}}, earlier, later)
    row = table.loc[("age", "20s")]
    error = 100 * np.sqrt(2 * (1 / 102) * (101 / 102) / 102)  # one more in each answer
    assert row["change"] == 0
    assert row["ci_high"] == pytest.approx(t.ppf(0.975, 598) * error)
    assert row["ci_low"] == pytest.approx(-row["ci_high"])
    # -4 in one band and 0 in the others is no more than chance.
    assert table.loc[("all", "all"), "verdict"] == "within_error"


def test_two_assumptions_leave_no_more_than_each():
    later = people({age: 0.3 if age <= 38 else 0.4 for age in AGES})
    ageing, cohort = {"least": -10, "most": 20}, {"least": -8, "most": 3}
    rows = [
        limits(bound, later=later).loc[("all", "all")]
        for bound in ({"ageing": ageing}, {"cohort": cohort}, {"ageing": ageing, "cohort": cohort})
    ]
    assert rows[2]["low"] == pytest.approx(max(rows[0]["low"], rows[1]["low"]))
    assert rows[2]["high"] == pytest.approx(min(rows[0]["high"], rows[1]["high"]))


effect = st.floats(-0.15, 0.15)


@given(
    age=st.lists(effect, min_size=5, max_size=5),
    period=effect,
    cohort=st.lists(effect, min_size=7, max_size=7),
)
@settings(max_examples=40, deadline=None)
def test_bounds_hold_the_period_of_any_additive_truth(age, period, cohort):
    """Shares made of effects of age, period and cohort of ten years each, ten years apart."""
    ages = {place: list(range(20 + 10 * place, 30 + 10 * place)) for place in range(3)}
    frames = []
    for later in (0, 1):
        shares = {
            year: 0.5 + age[place] + period * later + cohort[3 - place + later]
            for place, years in ages.items()
            for year in years
        }
        frames.append(people({year: min(max(s, 0), 1) for year, s in shares.items()}, each=1000))
    spans = [age[place + 1] - age[place] for place in (0, 1)]
    births = [cohort[4 - place] - cohort[3 - place] for place in range(3)]
    points = [100 * number for number in (min(spans), max(spans), min(births), max(births))]
    bounds = {
        "ageing": {"title": {}, "ageing": {"least": points[0], "most": points[1]}},
        "cohort": {"title": {}, "cohort": {"least": points[2], "most": points[3]}},
    }
    years = {"1998": 1998, "2007": 2008}
    _, found = curve_of(*frames, years=years, bounds=bounds)
    rows = found[found["view"] == "all"].set_index("bound")
    inside = all(
        0 <= 0.5 + a + period * w + c <= 1 for a in age[:3] for w in (0, 1) for c in cohort
    )
    if inside:
        assert (rows["low"] <= 100 * period + 0.2).all()  # of 1,000 people, a tenth of a point
        assert (rows["high"] >= 100 * period - 0.2).all()
    assert list(found.columns) == list(BOUNDS)


def test_a_wave_that_did_not_ask_is_an_error():
    silent = FLAT.assign(
        trust=pd.Categorical(["_not_asked"] * len(FLAT), FLAT["trust"].cat.categories)
    )
    with pytest.raises(ProblemsFound, match="wave 2007: nobody of the population answered"):
        curve_of(FLAT, silent)


def test_weights_count():
    weights = np.where(FLAT["trust"] == "yes", 3.0, 1.0)
    designs = {"1998": Design(weights), "2007": Design.unweighted(len(FLAT))}
    curve, _ = curve_of(FLAT, FLAT, designs=designs)
    percents = curve.groupby("wave")["percent"].agg(["min", "max"])
    assert percents.loc["1998"].to_list() == pytest.approx([75, 75])
    assert percents.loc["2007"].to_list() == pytest.approx([50, 50])
