"""Respondents in their file, counted batch by batch, give what they give held in memory."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.derivation import derive
from tsunagari.compare.differences import joint_shares
from tsunagari.compare.plan import Comparison
from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate import respondents as module
from tsunagari.estimate.declared import wave_design
from tsunagari.estimate.figures import measure
from tsunagari.estimate.respondents import Held, Respondents

QUERIES = [
    {"variable": "use", "by": ["age_band"], "categories": ["daily", "users"]},
    {"variable": "reasons", "groups": {"all": {}, "users": {"where": {"use.phone": "users"}}}},
    {"variable": "user", "where": {"age_band": {"not": "old"}}},
]
MARGINS = {"margins": {"age_band": {"young": 0.4, "old": 0.6}}}
DESIGNS = {
    "none": {},
    "weights": {"weight": "w"},
    "strata": {"weight": "w", "strata": ["s"]},
    "clusters": {
        "weight": "w",
        "strata": ["s"],
        "clusters": ["c"],
        "lonely": "adjust",
        "nested": True,
    },
    "raked": {"weight": "w", "strata": ["s"], "lonely": "remove", "calibrate": MARGINS},
    "trimmed": {"weight": "w", "calibrate": {**MARGINS, "trim": [0.2, 5]}},
}


def drawn(codebook, design: dict, n: int, seed: int) -> pd.DataFrame:
    """n respondents of the small codebook, as harmonised."""
    random = np.random.default_rng(seed)
    frame = pd.DataFrame({"respondent": [f"r{i:04d}" for i in range(n)], "wave": "w"})
    frame["age"] = pd.array(random.integers(20, 80, n), dtype="Int64")
    for variable in codebook.asked:
        for column in variable.columns() if variable.type != "number" else ():
            kinds = dtype_of(variable)
            codes = random.integers(0, len(kinds.categories) - (variable.name == "country") * 3, n)
            frame[column] = pd.Categorical.from_codes(codes, dtype=kinds)
    if "weight" in design:
        frame["design.weight"] = random.choice([random.uniform(0.4, 3, n), np.ones(n)])
    for part in ("strata", "clusters"):
        if part in design:
            frame[f"design.{part}.1"] = random.integers(0, 4, n).astype(str)
    # A question with several answers has one state of missing in all of its columns.
    for item in ("letter", "phone"):
        columns = codebook["reasons"].columns(item)
        missing = frame[columns[0]].cat.codes > 1
        for column in columns[1:]:
            frame[column] = frame[columns[0]].where(missing, "selected")
    return derive(codebook, frame)


def written(frame: pd.DataFrame, path, groups: int = 40):
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), path, row_group_size=groups)
    return path


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(module, "BATCH", 17)


@pytest.mark.parametrize("design", DESIGNS)
@given(n=st.integers(60, 160), seed=st.integers(0, 2**32 - 1))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_files_give_what_memory_gives(small, design, n, seed, tmp_path, small_batches):
    entry = {"design": DESIGNS[design]}
    frame = drawn(small, entry["design"], n, seed)
    held = Held(frame, wave_design("w", entry, frame))
    file = Respondents("w", entry, written(frame, tmp_path / "w.parquet"))
    ours, theirs = (measure(small, "1-1", QUERIES, people) for people in (file, held))
    pd.testing.assert_frame_equal(ours, theirs, rtol=1e-10, atol=1e-10, check_dtype=False)
    comparison = Comparison("one", tuple(QUERIES))
    ours, theirs = (joint_shares(small, comparison, people) for people in (file, held))
    assert list(ours) == list(theirs)
    for cell, shares in ours.items():
        np.testing.assert_allclose(shares.covariance, theirs[cell].covariance, rtol=1e-9, atol=1e-9)


def test_rows_stand_in_the_order_in_which_they_are_met(small, tmp_path, small_batches):
    frame = drawn(small, {}, 200, 1)
    people = Respondents("w", {"design": {}}, written(frame, tmp_path / "w.parquet"))
    columns = ["country", "age_band", "use.letter"]
    rows, design = people.of(columns)
    expected = frame[columns].drop_duplicates(ignore_index=True)
    pd.testing.assert_frame_equal(rows[columns], expected)
    counts = frame.groupby(columns, observed=True, sort=False).size()
    assert design.people.tolist() == counts.tolist()
    assert design.respondents == 200


def test_fewer_columns_are_counted_without_reading_again(small, tmp_path, small_batches):
    frame = drawn(small, DESIGNS["weights"], 90, 2)
    path = written(frame, tmp_path / "w.parquet")
    once, fresh = (Respondents("w", {"design": DESIGNS["weights"]}, path) for _ in range(2))
    once.count([["country", "use.letter", "age"], ["use.phone"]])
    expected = [fresh.of(columns) for columns in (["use.letter"], ["use.phone"])]
    path.unlink()
    for columns, (rows, design) in zip((["use.letter"], ["use.phone"]), expected, strict=True):
        found, counted = once.of(columns)
        pd.testing.assert_frame_equal(found[columns], rows[columns])
        np.testing.assert_allclose(counted.effective, design.effective, rtol=1e-12)


def test_an_index_stands_beside_those_who_have_it(small, tmp_path, small_batches):
    frame = drawn(small, {}, 120, 3)
    path = written(frame, tmp_path / "w.parquet")
    some = frame[["respondent"]].assign(ties=np.arange(120) % 7 / 2)[frame["country"] == "here"]
    people = Respondents("w", {"design": {}}, path, written(some, tmp_path / "i.parquet"))
    rows, design = people.of(["country", "ties"])
    assert rows.loc[rows["country"] == "there", "ties"].isna().all()
    here = rows["country"] == "here"
    total = (rows["ties"] * design.people)[here].sum()
    assert total == pytest.approx(some["ties"].sum())
    assert design.count(here.to_numpy()) == len(some)


@pytest.mark.parametrize("wrong", ["order", "stranger", "last"])
def test_an_index_of_others_is_refused(small, wrong, tmp_path, small_batches):
    frame = drawn(small, {}, 60, 4)
    some = frame[["respondent"]].assign(ties=1.0)
    if wrong == "order":
        some = some.iloc[::-1]
    else:
        some.loc[3 if wrong == "stranger" else 59, "respondent"] = "zz"
    beside = written(some, tmp_path / "i.parquet")
    people = Respondents("w", {"design": {}}, written(frame, tmp_path / "w.parquet"), beside)
    with pytest.raises(ProblemsFound, match="is not a respondent of the wave, or not in the order"):
        people.of(["ties"])
