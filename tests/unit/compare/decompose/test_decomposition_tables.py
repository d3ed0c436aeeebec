"""Tables of decompositions and standardisations: what they hold, and what they refuse."""

import numpy as np
import pandas as pd
import pytest
from waves_in_cells import CODEBOOK, WAVES

from tsunagari.codebook.answers import dtype_of
from tsunagari.compare.decompose.spec import read_decomposition, read_standardisation
from tsunagari.compare.decompose.standardised import standardise
from tsunagari.compare.decompose.tables import decompose
from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design

OUTCOME = {"variable": "answer", "answers": "affirmative"}
ENTRY = {"title": {}, "waves": list(WAVES), "outcome": OUTCOME}


def frame(rows: list[tuple[str, str, str, int]]) -> pd.DataFrame:
    """Rows of sex, age band, answer and how many people gave it."""
    table = pd.DataFrame(rows, columns=["sex", "age_band", "answer", "n"])
    people = table.loc[table.index.repeat(table["n"])].drop(columns="n").reset_index(drop=True)
    for name in people:
        people[name] = pd.Categorical(people[name], dtype_of(CODEBOOK[name]).categories)
    return people


EARLIER = [
    ("male", "20s", "agree", 1),
    ("male", "20s", "disagree", 4),
    ("female", "20s", "agree", 2),
    ("female", "20s", "disagree", 3),
]
LATER = [
    ("male", "20s", "agree", 2),
    ("male", "20s", "disagree", 3),
    ("female", "20s", "somewhat_agree", 9),
    ("female", "20s", "disagree", 6),
]


def waves(earlier=EARLIER, later=LATER) -> dict[str, pd.DataFrame]:
    return {"earlier": frame(earlier), "later": frame(later)}


def unweighted(frames) -> dict[str, Design]:
    return {wave: Design.unweighted(len(people)) for wave, people in frames.items()}


def decomposed(frames=None, designs=None, **entry) -> pd.DataFrame:
    frames = frames or waves()
    spec = read_decomposition(CODEBOOK, "x", {**ENTRY, **entry})
    table = decompose(CODEBOOK, spec, frames, designs or unweighted(frames))
    return table.set_index(["component", "factor", "category"])


# --- what they hold -----------------------------------------------------------
def test_kitagawas_table_by_hand():
    # Men 1 of 5, then 2 of 5; women 2 of 5, then 9 of 15; in all 30, then 55 per cent.
    table = decomposed(method="kitagawa", factors=["sex"])
    points = table["points"]
    assert points["earlier", "", ""] == pytest.approx(30)
    assert points["later", "", ""] == pytest.approx(55)
    assert points["change", "", ""] == pytest.approx(25)
    # A quarter moved from men (mean rate 30) to women (50): 5 points, the rest is within.
    assert points["composition", "sex", ""] == pytest.approx(5)
    assert points["within", "sex", ""] == pytest.approx(20)
    assert points["within", "sex", "female"] == pytest.approx(20 * (0.5 + 0.75) / 2)
    assert table.loc[("composition", "sex", ""), "share_of_change"] == pytest.approx(20)
    people = table.loc[("within", "sex", "female"), ["n_earlier", "n_later"]]
    assert list(people) == [5, 15]


def test_errors_of_levels_are_those_of_shares():
    table = decomposed(method="kitagawa", factors=["sex"])
    earlier = table.loc[("earlier", "", "")]
    assert earlier["std_error"] == pytest.approx(100 * np.sqrt(0.3 * 0.7 / 9))
    later = 100 * np.sqrt(0.55 * 0.45 / 19)
    assert table.loc[("change", "", ""), "std_error"] == pytest.approx(
        np.hypot(earlier["std_error"], later)
    )


@pytest.mark.parametrize(
    "entry",
    [
        {"method": "kitagawa", "factors": ["sex", "age_band"], "crossed": ["sex", "age_band"]},
        {"method": "das_gupta", "factors": ["sex", "age_band"]},
        {"method": "oaxaca_blinder", "terms": ["sex", "age_band"]},
        {"method": "oaxaca_blinder", "terms": ["sex*age_band"], "fold": "three"},
        {"method": "oaxaca_blinder", "terms": ["sex", "hours"], "family": "logit"},
    ],
    ids=lambda entry: "_".join([entry["method"], *entry.get("terms", [])]),
)
def test_rows_sum_as_the_docstring_says(entry, all_people):
    frames, designs = all_people
    table = decomposed(frames, designs, **entry).reset_index()
    change = table.loc[table["component"] == "change", "points"].item()
    parts = table[~table["component"].isin(["earlier", "later", "change"])]
    by_level = parts[parts["category"] != ""].groupby(["component", "factor"])["points"].sum()
    in_all = parts[parts["category"] == ""].set_index(["component", "factor"])["points"]
    for key, points in by_level.items():
        assert points == pytest.approx(in_all[key], abs=1e-10)
    if entry["method"] == "kitagawa":
        for _, points in in_all.groupby("factor"):
            assert points.sum() == pytest.approx(change, abs=1e-10)
    else:
        assert in_all.xs("", level="factor").sum() == pytest.approx(change, abs=1e-10)
    assert (table["std_error"] >= 0).all()
    assert not table.drop(columns="share_of_change").isna().any().any()


@pytest.fixture(scope="module")
def all_people():
    from waves_in_cells import designs, people

    frames = people()
    return frames, designs("clusters", frames)


def test_rows_and_respondents_in_another_order_change_nothing(all_people):
    frames, designs = all_people
    order = np.random.default_rng(5).permutation(len(frames["later"]))
    moved = {**frames, "later": frames["later"].iloc[order].reset_index(drop=True)}
    later = designs["later"]
    shuffled = Design(later.weights[order], (later.strata[0][order],), (later.clusters[0][order],))
    entry = {"method": "das_gupta", "factors": ["sex", "age_band"]}
    first = decomposed(frames, designs, **entry)
    second = decomposed(moved, {**designs, "later": shuffled}, **entry)
    pd.testing.assert_frame_equal(first, second, rtol=1e-9, atol=1e-9)


def test_who_gave_no_answer_is_left_out():
    later = [*LATER, ("male", "20s", "_no_answer", 7), ("_no_answer", "20s", "agree", 5)]
    frames = waves(later=later)
    table = decomposed(frames, method="kitagawa", factors=["sex"])
    assert table["points"].to_list() == pytest.approx(
        decomposed(method="kitagawa", factors=["sex"])["points"].to_list()
    )


def test_standardised_by_hand_and_smallest_cells():
    entry = {**ENTRY, "populations": ["of_earlier", "census", "average"]}
    populations = {
        "of_earlier": {"by": ["sex"], "wave": "earlier"},
        "census": {"by": ["sex"], "counts": {"male": 30, "female": 10}},
        "average": {"by": ["sex"], "composition": "average"},
    }
    frames = waves()
    spec = read_standardisation(CODEBOOK, "x", entry, populations)
    table = standardise(CODEBOOK, spec, frames, unweighted(frames))
    found = table.set_index(["population", "wave"])
    assert found.loc["crude", "percent"].to_list() == pytest.approx([30, 55, 25])
    assert found.loc["of_earlier", "percent"].to_list() == pytest.approx([30, 50, 20])
    assert found.loc["census", "percent"].to_list() == pytest.approx([25, 45, 20])
    assert found.loc["average", "percent"].to_list() == pytest.approx([32.5, 52.5, 20])
    assert found.loc["census", "smallest_cell"].to_list() == [5, 5, 5]


# --- what they refuse ---------------------------------------------------------
NO_OLD_MEN = [*EARLIER, ("female", "30s", "agree", 2)]
OLD_MEN = [*LATER, ("male", "30s", "agree", 2), ("female", "30s", "agree", 1)]


def test_an_empty_cell_is_an_error_that_names_it():
    frames = waves(NO_OLD_MEN, OLD_MEN)
    with pytest.raises(
        ProblemsFound, match=r"nobody in wave earlier is in this cell.*\[male:30s\].*other_wave"
    ):
        decomposed(frames, method="das_gupta", factors=["sex", "age_band"])


def test_an_empty_cell_may_take_the_other_waves_rate():
    frames = waves(NO_OLD_MEN, OLD_MEN)
    entry = {"method": "kitagawa", "factors": ["sex"], "crossed": ["sex", "age_band"]}
    points = decomposed(frames, empty="other_wave", **entry)["points"]
    assert points["within", "sex:age_band", "male:30s"] == 0
    assert points["composition", "sex:age_band", "male:30s"] != 0
    total = points["composition", "sex:age_band", ""] + points["within", "sex:age_band", ""]
    assert total == pytest.approx(points["change", "", ""])
    other = decomposed(frames, method="das_gupta", factors=["sex", "age_band"], empty="other_wave")
    assert other["points"].xs("", level="factor").loc[
        ["composition", "within"]
    ].sum() == pytest.approx(points["change", "", ""])


def test_a_population_with_a_cell_that_the_wave_lacks_is_an_error():
    entry = {**ENTRY, "populations": ["p"]}
    populations = {"p": {"by": ["age_band"], "composition": "equal"}}
    spec = read_standardisation(CODEBOOK, "x", entry, populations)
    frames = waves()
    with pytest.raises(
        ProblemsFound, match=r"wave earlier is in this cell of the population.*\[30s\]"
    ):
        standardise(CODEBOOK, spec, frames, unweighted(frames))


def test_a_level_that_a_wave_lacks_cannot_be_in_a_regression():
    frames = waves(EARLIER, OLD_MEN)
    with pytest.raises(
        ProblemsFound, match=r"nobody in wave earlier is in this level \[age_band: 30s\]"
    ):
        decomposed(frames, method="oaxaca_blinder", terms=["sex", "age_band"])


def test_a_logit_that_a_level_separates_is_an_error():
    split = [
        ("male", "20s", "agree", 5),
        ("female", "20s", "agree", 3),
        ("female", "20s", "disagree", 4),
    ]
    frames = waves(split, LATER)
    where = {"age_band": "20s"}
    with pytest.raises(
        ProblemsFound, match=r"decompositions.x, wave earlier: separates .*sex = female"
    ):
        decomposed(frames, method="oaxaca_blinder", terms=["sex"], family="logit", where=where)


def test_terms_that_cannot_be_told_apart_are_an_error():
    earlier = [("male", "20s", "agree", 3), ("male", "20s", "disagree", 3),
               ("female", "30s", "agree", 3), ("female", "30s", "disagree", 3)]  # fmt: skip
    frames = waves(earlier, earlier)
    entry = {"method": "oaxaca_blinder", "terms": ["sex", "age_band"]}
    with pytest.raises(ProblemsFound, match="cannot be told apart in wave earlier"):
        decomposed(frames, where={"age_band": "under_40"}, **entry)


def test_a_wave_that_did_not_ask_is_an_error():
    frames = waves(later=[("male", "20s", "_not_asked", 9)])
    with pytest.raises(ProblemsFound, match="wave later: nobody of the population answered"):
        decomposed(frames, method="kitagawa", factors=["sex"])
