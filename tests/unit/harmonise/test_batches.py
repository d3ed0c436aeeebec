"""Batches of any number of rows give what the whole file gives: people, ledger, labels, problems."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from hand_made import CODEBOOK, TEXTS, wave_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline import script
from pyarrow.parquet import ParquetFile

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import Codebook
from tsunagari.config.in_batches import BatchComplaints
from tsunagari.config.problems import MOST_SHOWN, Complaints, ProblemsFound
from tsunagari.harmonise.before import Before, ids_hashed, rows_hashed
from tsunagari.harmonise.file_labels import unused_codes
from tsunagari.harmonise.written import RespondentsFile

harmonised = script("harmonise").harmonised
CSV = {"path": "a.csv", "reader": "csv", "encoding": "utf-8"}
FILES = [
    CSV,
    {"path": "a.parquet", "reader": "parquet"},
    {"path": "a.feather", "reader": "feather"},
    {"path": "a.sav", "reader": "spss"},
]
EXCLUDE = [
    {"name": "twice", "duplicated": "id"},
    {"name": "test cases", "column": "kind", "values": ["t"], "leaves_out": 1},
    {"name": "minors", "number": "AGE", "keep": [18, 110]},
    {"name": "empty", "unanswered": True},
]
COLUMNS = """
age: {column: AGE, missing: {no_answer: [999]}}
trust: {column: Q, codes: {1: agree, 2: so_so, 3: disagree}, asked_of: {column: kind, values: [a], others: [b]}}
online: {column: N, codes: {1: user, 2: non_user}, blank: no_answer}
use: {column: 'U_{item}', item_marks: a..c, codes: {1: daily, 2: never}, blank: no_answer}
reasons: {column: 'R{category}', category_marks: 1..3, codes: {1: selected, 0: not_selected}, missing: {no_answer: [9], not_applicable: [8]}}
"""
# Cells that are right, and in a hundred of them one that hardly is.
CELLS = {"AGE": ["18", "44", "999"], "Q": ["1", "2", "3"], "N": ["1", "2", ""], "kind": ["a", "b"]}
ODD = ["", "1", "2", "8", "9", "t", "5.5", "17", "2-Jan", "2018-01-02", 'é,"\n']


def raw_cells(rows: int, odd: float, rng: np.random.Generator) -> pd.DataFrame:
    """A wave's cells, most of them right, some rows twice."""
    cells = {"id": [f"p{place}" for place in range(rows)]}
    cells |= {name: rng.choice(codes, rows) for name, codes in CELLS.items()}
    cells["Q"] = np.where(cells["kind"] == "a", cells["Q"], "")
    inside = cells["N"] == "1"
    for name in "abc":
        cells[f"U_{name}"] = np.where(inside, rng.choice(["1", "2", "9"], rows), "")
    for place, ticked in enumerate(rng.choice([0, 1], (2, rows)).astype(str), start=1):
        cells[f"R{place}"] = np.where(inside, ticked, "8")
    cells["R3"] = np.where(inside, "0", "8")
    frame = pd.DataFrame(cells, dtype=object)
    for name in frame:
        hit = rng.random(rows) < odd * (0.2 if name == "id" else 1)
        frame.loc[hit, name] = rng.choice(ODD, hit.sum())
    again = rng.integers(0, rows, rng.integers(0, 3))
    return pd.concat([frame, frame.iloc[again]], ignore_index=True).astype(str)


def write(frame: pd.DataFrame, path) -> None:
    kind = path.suffix[1:]
    if kind == "csv":
        frame.to_csv(path, index=False)
    elif kind == "parquet":
        frame.to_parquet(path, row_group_size=5)
    elif kind == "sav":
        pyreadstat.write_sav(frame, path, row_compress=True)
    else:
        frame.to_feather(path, chunksize=4)


def result(wave: dict, folder, at_once: int) -> dict:
    """All that harmonising says of a wave."""
    to = folder / f"{at_once}"
    to.mkdir(exist_ok=True)
    try:
        seen, labels = harmonised(CODEBOOK, TEXTS, "w", wave, folder, to, at_once)
    except ProblemsFound as found:
        assert not list(to.iterdir())  # whole files or none
        return {"problems": [str(problem) for problem in found.problems]}
    people = pd.read_parquet(to / "w.parquet")
    return {
        "people": people.astype(object).where(people.notna(), None).to_dict("list"),
        "ledger": (to / "w.ledger.csv").read_bytes(),
        "labels": labels.to_dict("list"),
        "unused": unused_codes(CODEBOOK, wave, seen.seen),
        "counts": dict(seen.counts),
    }


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(FILES),
    st.integers(1, 60),
    st.sampled_from([0, 0, 0.01, 0.1]),
    st.sets(st.sampled_from(range(len(EXCLUDE)))),
    st.integers(0, 2**31),
)
def test_batches_say_what_the_whole_file_says(tmp_path_factory, file, rows, odd, rules, seed):
    folder = tmp_path_factory.mktemp("w")
    wave = wave_of(COLUMNS, exclude=[EXCLUDE[place] for place in sorted(rules)])
    wave["files"] = [{**file, "rows": rows}]
    wave["design"] = {"strata": ["kind"]}
    write(raw_cells(rows, odd, np.random.default_rng(seed)), folder / file["path"])
    whole = result(wave, folder, 250_000)
    for at_once in (1, 2, 7):
        assert result(wave, folder, at_once) == whole


def split(rows: int, at: list[int]):
    """Slices of so many rows, cut at some places."""
    cuts = sorted({0, rows, *(place % (rows + 1) for place in at)})
    return [slice(*ends) for ends in pairwise(cuts)]


CUTS = st.lists(st.integers(0, 200), max_size=6)
KINDS = st.lists(st.sampled_from("abc"), max_size=120)


@given(KINDS, CUTS, st.sets(st.sampled_from("abc")))
def test_complaints_of_batches_are_those_of_the_whole(kinds, cuts, wrong):
    cells = pd.Series(kinds, index=range(1, len(kinds) + 1), dtype=object)

    def look(part: pd.Series, complaints: Complaints) -> None:
        for kind in "abc":
            at = complaints.column("Q" if kind != "c" else "R")
            at.rows(part[(part == kind) & (kind in wrong)], "wrong", lambda cell: f"not {cell}")
        complaints.of("b.csv").rows(part[part == "a"], "seen", "None.", "rows")

    whole, batches = Complaints("a.csv"), BatchComplaints("a.csv")
    look(cells, whole)
    for some in split(len(cells), cuts):
        batches.begin_batch()
        look(cells.iloc[some], batches)
    assert batches.told() == whole.problems
    assert batches.any == bool(whole.problems)
    assert len(whole.problems) <= 4 * (MOST_SHOWN + 1)


@given(st.lists(st.integers(0, 40), max_size=200), CUTS, st.sampled_from([2, 5, 1 << 63]))
def test_what_came_before_is_what_pandas_calls_duplicated(ids, cuts, first_hashes):
    """Also where many share the first of their two hashes."""
    frame = pd.DataFrame({"id": np.array(ids, dtype=str), "q": np.array(ids, dtype=int) % 2})
    texts = frame.astype({"q": str}).astype({"id": "category"})
    came, found = Before(), []
    for some in split(len(ids), cuts):
        hashes = ids_hashed(texts["id"].iloc[some])
        hashes[0] %= np.uint64(first_hashes)
        found += came.came(hashes).tolist()
    assert found == frame["id"].duplicated().to_list()


def test_rows_are_told_apart_by_every_cell_and_its_column():
    frame = pd.DataFrame(
        {"id": ["1", "1", "1", "1"], "a": ["", "2", "1", "1"], "b": ["1", "1", "2", "2"]}
    )
    for typed in (frame, frame.astype("category")):
        assert Before().came(rows_hashed(typed[["a", "b"]], ids_hashed(typed["id"]))).tolist() == [
            False,
            False,
            False,
            True,
        ]


MEDIA = {"label": {}, "items": {"tv": {}, "net": {}}}
COUNTING = Codebook.from_config(
    {
        "lists": {"media": MEDIA},
        "variables": {
            "age": {"type": "number"},
            "use": {"type": "single", "each": "media", "categories": {"yes": {}, "no": {}}},
            "uses": {"type": "number", "derive": {"count": [{"use": "yes"}]}},
            "much": {
                "type": "single",
                "categories": {"none": {}, "some": {}},
                "derive": {"bands": "uses", "upper": {"none": 0, "some": 2}, "lowest": 0},
            },
        },
    }
)


@pytest.mark.parametrize("asked", [(), (0,), (6,), range(7)])
def test_what_was_asked_of_nobody_is_known_of_the_whole_wave(tmp_path, asked):
    """A count of what a wave did not ask is left out, and what hangs on it was not asked."""
    answer = ["yes" if place in asked else "_not_asked" for place in range(7)]
    people = pd.DataFrame({"respondent": list("abcdefg"), "wave": "w"})
    for name in ("use.tv", "use.net"):
        people[name] = pd.Series(answer).astype(dtype_of(COUNTING["use"]))
    people["age"] = pd.array([1, None, 3, 4, 5, 6, 7], dtype="Int64")
    whole = derive(COUNTING, people[["respondent", "wave", "age", "use.tv", "use.net"]])
    for rows in (2, 3, 10):
        path = tmp_path / f"{rows}.parquet"
        file = RespondentsFile(path, COUNTING, ["respondent", "age", "use.tv", "use.net"], rows)
        for some in split(7, list(range(7))):
            file.add(people.iloc[some].drop(columns="age" if rows > 3 and not asked else []))
        file.close()
        back = pd.read_parquet(path)
        pd.testing.assert_frame_equal(back, whole[list(back)], check_categorical=True)
        assert set(whole) - set(back) <= {"age"}
        assert ParquetFile(path).num_row_groups == -(-7 // rows)
    assert sorted(Path(tmp_path).iterdir()) == sorted(tmp_path / f"{n}.parquet" for n in (2, 3, 10))
