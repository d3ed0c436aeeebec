"""Reading published numbers strictly, and the exact arithmetic of rounded percentages."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.published_numbers import cells, row_sums

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.read.published import COLUMNS, load_published
from tsunagari.read.reading import candidates
from tsunagari.read.rounding import (
    possible_counts,
    rounded,
    rounding_interval,
    row_is_attainable,
)

CODEBOOK = Codebook.from_config(
    {
        "lists": {"fruits": {"items": {"apple": {}, "pear": {}}}},
        "variables": {
            "country": {"type": "single", "categories": {"here": {}, "there": {}}},
            "sex": {"type": "single", "categories": {"male": {}, "female": {}}},
            "age": {
                "type": "single",
                "categories": {"young": {}, "old": {}},
                "sets": {"any_age": ["young", "old"]},
            },
            "eats": {
                "type": "single",
                "each": "fruits",
                "categories": {"often": {}, "rarely": {}, "never": {}},
                "sets": {"eaters": ["often", "rarely"]},
            },
            "meals": {"type": "number"},
        },
    }
)
ROW = {
    "figure": "9-9-9-1",
    "wave": "w1",
    "country": "here",
    "group": "all",
    "item": "apple",
    "category": "often",
    "n": "40",
    "percent": "12.5",
    "provenance": "seed",
    "placement": "printed",
    "seed_line": "7",
}


def write(folder: Path, *rows: dict[str, str], name: str = "9-9-9-1") -> Path:
    empty = dict.fromkeys(COLUMNS, "")
    frame = pd.DataFrame([empty | ROW | row for row in rows])
    frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as raised:
        load_published(folder, CODEBOOK)
    return [str(problem) for problem in raised.value.problems]


# --- reading --------------------------------------------------------------------
def test_types_and_the_printed_string_survive(tmp_path):
    write(tmp_path, {"percent": "50.0"}, {"category": "rarely", "percent": "0.0"})
    write(
        tmp_path,
        {"wave": "", "item": "shop", "category": "fee", "n": "", "percent": ""}
        | {"value": "500", "unit": "yen"},
        name="prose",
    )
    found = load_published(tmp_path, CODEBOOK)
    assert found["printed"].to_list() == ["50.0", "0.0", ""]
    assert found["file"].to_list() == ["9-9-9-1", "9-9-9-1", "prose"]
    assert {name: str(kind) for name, kind in found.dtypes.items() if str(kind) != "str"} == {
        "n": "Int64",
        "percent": "Float64",
        "value": "Float64",
        "seed_line": "Int64",
    }
    assert found["percent"].isna().to_list() == [False, False, True]
    assert found.loc[2, "value"] == 500


def test_a_survey_that_nothing_was_published_about(tmp_path):
    found = load_published(tmp_path, CODEBOOK)
    assert len(found) == 0
    assert (str(found["n"].dtype), str(found["percent"].dtype)) == ("Int64", "Float64")


def test_all_problems_of_all_files_are_raised_together(tmp_path):
    write(tmp_path, {"category": "oftn"}, {"item": "aple", "percent": "12,5"})
    write(tmp_path, {"figure": "9-9-9-2", "placement": "guessed"}, name="9-9-9-2")
    assert problems(tmp_path) == [
        "9-9-9-1.csv: line 3, percent: malformed number [12,5]. "
        "Write a percentage with one decimal, as printed.",
        "9-9-9-1.csv: line 2, category: unknown category [oftn]. Did you mean 'often'?",
        "9-9-9-1.csv: line 3, item: unknown item [aple]. Did you mean 'apple'?",
        "9-9-9-2.csv: line 2, placement: unknown placement [guessed]. "
        "Valid are: printed, inferred, orphan.",
    ]


def test_unknown_missing_and_misplaced_columns(tmp_path):
    columns = [*COLUMNS[:-1], "notes"]
    pd.DataFrame(columns=columns).to_csv(tmp_path / "9-9-9-1.csv", index=False)
    pd.DataFrame(columns=list(reversed(COLUMNS))).to_csv(tmp_path / "9-9-9-2.csv", index=False)
    found = problems(tmp_path)
    assert found[0].endswith("unknown column [notes]. Did you mean 'note'?")
    assert found[1].endswith("header: column is missing [note]. Add it.")
    assert "columns out of order" in found[2]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"percent": "52.40"}, "malformed number [52.40]"),
        ({"percent": "52"}, "malformed number [52]"),
        ({"percent": "100.1"}, "malformed number [100.1]"),
        ({"n": "1,200"}, "malformed number [1,200]"),
        ({"n": "0"}, "malformed number [0]"),
        ({"percent": "", "value": "5"}, "value and unit go together [5]"),
        ({"value": "5", "unit": "people"}, "a percent and a value in one row [5]"),
        ({"n": "", "percent": ""}, "a row without any number"),
        ({"seed_line": ""}, "seed_line does not fit provenance seed"),
        ({"provenance": "derived"}, "seed_line does not fit provenance derived [7]"),
        ({"placement": "orphan"}, "an orphan without candidates"),
        ({"figure": "9-9-9-3"}, "wrong figure [9-9-9-3]"),
        ({"country": "japan"}, "unknown country [japan]"),
        ({"group": "male.aged"}, "unknown group [aged]"),
        ({"item": "eats"}, "unknown item [eats]"),
        ({"category": "often+sometimes"}, "unknown category [sometimes]"),
        ({"category": ""}, "unknown category"),
    ],
)
def test_each_kind_of_mistake_is_named(tmp_path, row, message):
    (problem,) = problems(write(tmp_path, row))
    assert problem.startswith("9-9-9-1.csv: line 2")
    assert message in problem


@pytest.mark.parametrize(
    "row",
    [
        {"group": "male.old"},
        {"group": "any_age"},
        {"category": "eaters"},
        {"category": "often+never"},
        {"item": "apple|pear"},
        {"category": "", "percent": ""},
        {"item": "", "category": "", "placement": "orphan", "note": "candidates: apple.often|b"},
        {"item": "meals", "category": "mean", "percent": "", "value": "3", "unit": "meals"},
        {"percent": "100.0"},
    ],
)
def test_valid_rows_are_read(tmp_path, row):
    assert len(load_published(write(tmp_path, row), CODEBOOK)) == 1


def test_group_names_of_figures_are_valid_where_they_are_given(tmp_path):
    write(tmp_path, {"group": "pensioners"})
    assert len(load_published(tmp_path, CODEBOOK, {"pensioners"})) == 1
    assert len(problems(tmp_path)) == 1


def test_a_figure_states_a_cell_once_and_a_text_may_repeat_it(tmp_path):
    write(tmp_path, {}, {"seed_line": "8"}, name="prose")
    assert len(load_published(tmp_path, CODEBOOK)) == 2
    write(tmp_path, {}, {"seed_line": "8"})
    (problem,) = problems(tmp_path)
    assert problem.startswith("9-9-9-1.csv: line 3: duplicate key [9-9-9-1, w1, here, all, apple")


def test_bases_of_one_row_must_agree_across_files(tmp_path):
    write(tmp_path, {}, {"category": "rarely"})
    write(tmp_path, {"n": "41", "percent": "", "category": ""}, name="prose")
    (problem,) = problems(tmp_path)
    assert problem == (
        "prose.csv: line 2, n: two bases of one row [41]. 9-9-9-1.csv: line 2 has 40."
    )


def test_cells_leave_out_orphans_bases_and_repetitions(tmp_path):
    write(
        tmp_path,
        {},
        {"category": "", "percent": ""},
        {"category": "", "placement": "orphan", "note": "candidates: rarely|never; why"},
    )
    write(tmp_path, {}, name="prose")
    found = load_published(tmp_path, CODEBOOK)
    assert len(found) == 4
    assert cells(found).index.to_list() == [0]


def test_row_sums_are_exact(tmp_path):
    parts = {"often": "33.3", "rarely": "33.3", "never": "33.5", "eaters": "66.7"}
    write(tmp_path, *({"category": key, "percent": p} for key, p in parts.items()))
    sums = row_sums(load_published(tmp_path, CODEBOOK), ["often", "rarely", "never"])
    assert sums.to_dict() == {("9-9-9-1", "w1", "here", "all", "apple"): Decimal("100.1")}


def test_candidates_of_a_note():
    assert candidates("candidates: a|b|c; because") == ("a", "b", "c")
    assert candidates("of 110; candidates: a.b") == ("a.b",)
    assert candidates("no candidates") == ()


# --- arithmetic ---------------------------------------------------------------------
def test_rounding_interval_by_hand():
    assert rounding_interval("12.5") == (Fraction("12.45"), Fraction("12.55"))
    assert rounding_interval("12", decimals=0) == (Fraction("11.5"), Fraction("12.5"))


def test_possible_counts_by_hand():
    assert possible_counts("9.1", 11) == (1,)
    assert possible_counts("9.2", 208) == ()  # 19 is 9.13, 20 is 9.62
    assert possible_counts("16.3", 400) == (65,)  # 16.25, a tie rounded up
    assert possible_counts("16.2", 400) == (65,)  # the same tie, to even
    assert possible_counts("16.4", 400) == ()
    assert possible_counts("0.0", 3000) == (0, 1)
    assert possible_counts("100.0", 7) == (7,)
    assert possible_counts("33", 3, decimals=0) == (1,)


@given(st.integers(1, 3000), st.data())
def test_the_true_count_is_always_possible(n, data):
    count = data.draw(st.integers(0, n))
    for value in rounded(Fraction(100 * count, n)):
        found = possible_counts(f"{float(value):.1f}", n)
        assert count in found
        assert found == tuple(range(min(found), max(found) + 1))


@given(st.integers(1, 400), st.integers(0, 1000))
def test_possible_counts_agree_with_trying_all(n, tenths):
    printed = f"{tenths // 10}.{tenths % 10}"
    tried = tuple(k for k in range(n + 1) if Fraction(tenths, 10) in rounded(Fraction(100 * k, n)))
    assert possible_counts(printed, n) == tried


@given(st.lists(st.integers(0, 300), min_size=2, max_size=6).filter(any))
def test_a_row_that_was_counted_is_attainable(counts):
    n = sum(counts)
    printed = [f"{float(max(rounded(Fraction(100 * k, n)))):.1f}" for k in counts]
    assert row_is_attainable(printed, n)


def test_rows_that_no_counts_give():
    assert row_is_attainable(["50.0", "50.0"], 2)
    assert not row_is_attainable(["50.0", "50.0"], 3)  # no count
    assert not row_is_attainable(["50.0", "25.0"], 4)  # counts of 3 only
