"""Dates that a spreadsheet made of codes, in text."""

import pandas as pd
import pytest
from reading import cells, problems

from tsunagari.read.dates import Column


def suspects(cells: pd.Index) -> list[str]:
    """The cells of a column that look like dates which a spreadsheet made."""
    column = Column({})
    column.add(pd.Series(pd.Categorical(cells, categories=cells)))
    return [cell for _, cell in column.suspects.items()]


WITHOUT_YEAR = [
    "2-Jan",
    "02-Jan",
    "Jan-02",
    "1月2日",
    "2. Jan",
    "02-janv",
    "2-Mrz",
    "Jan-2002",
    "2001年1月",
]
WITH_YEAR = [
    "2001-01-02",
    "2001/1/2",
    "1/2/2001",
    "02.01.2001",
    "2-Jan-01",
    "2001-01-02 00:00:00",
    "2001年1月2日",
]
CODES = [
    "1-2",
    "1",
    "a",
    "2-3人",
    "10-14",
    "may",
    "mar",
    "1/2",
    "1.2",
    "20180203",
    "Q1-2",
    "2018-02",
    "",
]


@pytest.mark.parametrize("date", WITHOUT_YEAR)
def test_a_date_without_its_year_is_never_an_answer(date):
    assert suspects(pd.Index([date])) == [date]
    assert suspects(pd.Index(["1", date, ""])) == [date]


@pytest.mark.parametrize("date", WITH_YEAR)
def test_a_date_with_its_year_is_one_among_codes_only(date):
    assert suspects(pd.Index([date, ""])) == []
    assert suspects(pd.Index(["3-4", date])) == [date]


@pytest.mark.parametrize("code", CODES)
def test_codes_are_no_dates(code):
    assert suspects(pd.Index([code, "9"])) == []


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,q\n1,3-4\n2,2-Jan\n3,2-Jan\n")
    return path


def test_row_column_value_and_remedy(path):
    found = problems(path, "csv", encoding="utf-8")
    assert [text.split(": ")[1] for text in found] == ["row 2, column q", "row 3, column q"]
    assert 'dates: {q: {"2-Jan": "1-2"}}' in found[0]


def test_a_column_that_nobody_wants_is_not_looked_at(path):
    assert cells(path, "csv", ["id"], encoding="utf-8") == {"id": ["1", "2", "3"]}


def test_declared_repairs(path):
    keys = {"encoding": "utf-8", "dates": {"q": {"2-Jan": "1-2"}}}
    assert cells(path, "csv", **keys)["q"] == ["3-4", "1-2", "1-2"]


def test_a_repair_of_a_date_that_no_cell_holds(path):
    keys = {"encoding": "utf-8", "dates": {"q": {"2-Jan": "1-2", "3-Jan": "1-3"}}}
    assert problems(path, "csv", **keys) == [
        "a.csv: column q: no cell holds this date [3-Jan]. Remove it from `dates` in the wave's file."
    ]


def test_many_dates_are_counted(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("q\n" + "2-Jan\n" * 50)
    found = problems(path, "csv", encoding="utf-8")
    assert len(found) == 21
    assert found[-1] == "a.csv: column q: 30 more of this kind in the column. See the ones above."
