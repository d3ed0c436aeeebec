"""Complaints: collected with their places, raised all at once."""

import pandas as pd
import pytest

from tsunagari.config.problems import Complaints, Problem, ProblemsFound


def test_narrowed_complaints_are_one_collection():
    """A problem said of a column or of another file is raised with the others."""
    complaints = Complaints("a.csv")
    complaints.column("q1").add(7, "unknown", "Mend it.", "row 3")
    complaints.of("b.csv").add("", "empty", "Deliver it.")
    with pytest.raises(ProblemsFound) as error:
        complaints.raise_any()
    assert error.value.problems == [
        Problem("a.csv", "row 3, column q1", "7", "unknown", "Mend it."),
        Problem("b.csv", "", "", "empty", "Deliver it."),
    ]


def test_rows_beyond_the_first_are_counted():
    """Twenty rows are named, and how many more there are."""
    complaints = Complaints("a.csv").column("q1")
    cells = pd.Series(["x"] * 23, index=range(1, 24))
    complaints.rows(cells, "unknown", lambda cell: f"Mend {cell}.")
    assert [problem.where for problem in complaints.problems[:2]] == [
        "row 1, column q1",
        "row 2, column q1",
    ]
    assert complaints.problems[0].remedy == "Mend x."
    assert len(complaints.problems) == 21
    assert complaints.problems[-1].message == "3 more of this kind in the column"
    assert complaints.problems[-1].where == "column q1"


def test_what_ends_a_block_is_collected_and_each_problem_raised_once():
    """Two parts that fail with the same problem leave it once."""
    complaints = Complaints("a.csv")
    for _ in range(2):
        with complaints.collecting():
            raise ProblemsFound([Problem("b.csv", "", "", "damaged", "Mend it.")])
    with pytest.raises(ProblemsFound, match=r"^1 problem:"):
        complaints.raise_any()


def test_nothing_is_raised_without_a_problem():
    """No complaint, no error."""
    Complaints("a.csv").raise_any()
