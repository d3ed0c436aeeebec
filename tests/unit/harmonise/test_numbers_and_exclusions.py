"""Numbers that no respondent can have, and rules that leave out more than they say."""

import pandas as pd
import pytest

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.harmonise.file_labels import unused_codes
from tsunagari.harmonise.respondents import harmonise
from tsunagari.read.delivered_file import DeliveredFile

CODEBOOK = Codebook.from_config(
    {
        "variables": {
            "age": {"type": "number", "range": [15, 99]},
            "age_band": {
                "type": "single",
                "categories": {"young": {}, "old": {}},
                "derive": {"bands": "age", "upper": {"young": 39, "old": 79}, "lowest": 20},
            },
            "trust": {"type": "single", "categories": {"agree": {}, "disagree": {}}},
        }
    }
)


def wave_of(exclude=(), source="delivered") -> dict:
    return {
        "source": source,
        "files": [{"path": "a.csv", "reader": "csv", "encoding": "utf-8"}],
        "respondent": "id",
        "design": {},
        "missing": {"no_answer": ["9"]},
        "exclude": list(exclude),
        "columns": {
            "age": {"column": "AGE", "missing": {"no_answer": ["999"]}},
            "trust": {"column": "Q", "codes": {1: "agree", 2: "disagree"}},
        },
    }


def run(wave, ages, ids=None, answers=None):
    frame = pd.DataFrame(
        {
            "id": ids or [f"p{place}" for place in range(len(ages))],
            "AGE": list(ages),
            "Q": answers or ["1"] * len(ages),
        },
        index=pd.RangeIndex(1, len(ages) + 1),
    )
    return harmonise(CODEBOOK, "w", wave, {"a.csv": DeliveredFile(frame)})


def problems_of(*given, **more) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        run(*given, **more)
    return [str(problem) for problem in found.value.problems]


def test_every_number_beyond_its_range_or_bands_is_named():
    assert problems_of(wave_of(), ["20", "14", "79", "80", "100", "999"]) == [
        "a.csv: row 2, column AGE: outside the range of age, 15 to 99 [14]. "
        "Mend the cell, exclude the row, or mend `range` in codebook.yaml.",
        "a.csv: row 5, column AGE: outside the range of age, 15 to 99 [100]. "
        "Mend the cell, exclude the row, or mend `range` in codebook.yaml.",
        "a.csv: row 2, column AGE: in no band of age_band, 20 to 79 [14]. "
        "Mend the cell, exclude the row, or mend `derive` in codebook.yaml.",
        "a.csv: row 4, column AGE: in no band of age_band, 20 to 79 [80]. "
        "Mend the cell, exclude the row, or mend `derive` in codebook.yaml.",
        "a.csv: row 5, column AGE: in no band of age_band, 20 to 79 [100]. "
        "Mend the cell, exclude the row, or mend `derive` in codebook.yaml.",
    ]


def test_numbers_at_the_ends_and_missing_ones_are_kept():
    respondents, _ = run(wave_of(), ["20", "39", "40", "79", "999"])
    assert respondents["age_band"].astype(str).to_list() == [
        "young", "young", "old", "old", "_no_answer",
    ]  # fmt: skip


def test_rows_that_a_rule_leaves_out_are_not_looked_at():
    rule = {"name": "ages", "number": "AGE", "keep": [20, 79], "leaves_out": 2}
    respondents, _ = run(wave_of([rule]), ["20", "14", "100"])
    assert len(respondents) == 1


@pytest.mark.parametrize(
    ("ages", "found"),
    [
        (["20", "30"], "0 rows"),
        (["20", "14", "15", "80"], "3 rows (a.csv row 2, a.csv row 3, a.csv row 4)"),
    ],
)
def test_a_rule_that_leaves_out_another_number_of_rows(ages, found):
    rule = {"name": "ages", "number": "AGE", "keep": [20, 79], "leaves_out": 2}
    (shown,) = problems_of(wave_of([rule]), ages)
    assert shown == (
        f"config/waves/w.yaml: exclude, ages, leaves_out: the rule leaves out {found} [2]. "
        "Look at the rule and at the rows; if they are right, mend the number."
    )
    run(wave_of([rule], "synthetic"), ages)  # made anew by every seed


def test_a_respondent_without_an_id():
    (shown,) = problems_of(wave_of(), ["20", "30"], ids=["a", ""])
    assert shown.startswith("a.csv: row 2, column id: no id.")


def test_codes_that_no_row_has_are_told():
    frame = pd.DataFrame({"id": ["a"], "AGE": ["20"], "Q": ["1"]}, index=[1])
    raw = {"a.csv": DeliveredFile(frame)}
    assert unused_codes(CODEBOOK, wave_of(), raw) == [("a.csv", "Q", "2", "disagree")]
