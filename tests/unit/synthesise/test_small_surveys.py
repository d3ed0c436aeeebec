"""Random small sets of tables: those of a hidden population are met, contradictory ones refused."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from unit.synthesise import small_survey as small

from tsunagari.config.problems import ProblemsFound
from tsunagari.read.reading import read_rows, tabulated
from tsunagari.synthesise.counts.contradictions import separate_contradictions
from tsunagari.synthesise.counts.fixed import fixed_by_constraints
from tsunagari.synthesise.counts.model import Model
from tsunagari.synthesise.respondents import build_respondents
from tsunagari.synthesise.statements.layout import make_layout
from tsunagari.synthesise.statements.numbers import BASE, numbers_of
from tsunagari.synthesise.statements.sample import samples_of
from tsunagari.synthesise.statements.statements import statements

SEEDS = st.integers(0, 2**32 - 1)


def rebuilt_rows(people: pd.DataFrame) -> dict[tuple, tuple]:
    rows = small.all_rows(people.astype(object))
    return {
        tuple(row[key] for key in small.COLUMNS[:6]): (row["n"], row["percent"]) for row in rows
    }


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, each=st.integers(4, 40), share=st.sampled_from([0.1, 0.4, 1.0]))
@example(seed=129, each=4, share=0.4)  # no people for the first counts, nor for ones near them
def test_tables_of_a_hidden_population_are_always_met(seed, each, share):
    random = np.random.default_rng(seed)
    rows = small.all_rows(small.hidden_population(each, random))
    published = small.frame([row for row in rows if random.random() < share])
    people, findings = build_respondents(
        small.codebook(), published, small.FIGURES, small.assumptions(each), "w", seed
    )
    assert findings.empty
    found = rebuilt_rows(people)
    for row in published.itertuples():
        assert found[tuple(row)[1:7]] == (row.n, row.percent)


# --- one question, where everything possible can be listed -----------------------------

ANSWERS = ("for", "rather", "against")
GROUPS = {"all": (0, 1), "m": (0,), "w": (1,)}
SETS = {"for": (0,), "rather": (1,), "against": (2,), "positive": (0, 1)}


def everything(each: int) -> np.ndarray:
    """All counts that two groups of `each` people can give: solution x group x answer."""
    one = [(a, b, each - a - b) for a in range(each + 1) for b in range(each + 1 - a)]
    return np.array([[left, right] for left, right in product(one, one)])


def holds(solutions: np.ndarray, row: dict, kind: str) -> np.ndarray:
    """Which solutions give the row's base, or its percentage."""
    asked = solutions[:, list(GROUPS[row["group"]])]
    people = asked.sum(axis=(1, 2))
    if kind == BASE:
        return people == row["n"]
    gave = asked[:, :, list(SETS[row["category"]])].sum(axis=(1, 2))
    return (2000 * gave + people) // (2 * people) == round(row["percent"] * 10)


@st.composite
def printed_rows(draw):
    """Rows about one question, each right by itself more often than all together."""
    each = draw(st.integers(3, 7))
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        group, category = draw(st.sampled_from(list(GROUPS))), draw(st.sampled_from(list(SETS)))
        people = each * len(GROUPS[group])
        off = draw(st.sampled_from([0, 0, 0, 0, 1]))
        rows.append(small.row("1", group, "view", category, draw(st.integers(0, people)), people))
        rows[-1]["n"] = draw(st.sampled_from([None, people, people + off]))
        rows[-1]["percent"] = round(rows[-1]["percent"] + 0.1 * off, 1)
    return each, rows


@settings(max_examples=150, deadline=None)
@given(printed_rows())
def test_contradictory_tables_are_refused_with_a_smallest_set_of_culprits(case):
    each, rows = case
    codebook, published = small.codebook(), small.frame(rows)
    (sample,) = samples_of(codebook, small.assumptions(each)["samples"], "w")
    claims = statements(codebook, read_rows(published, tabulated(codebook, small.FIGURES)), sample)
    layout = make_layout(codebook, sample, claims)
    found = separate_contradictions(
        Model(codebook, layout), numbers_of(codebook, layout, claims, 1), []
    )
    solutions = everything(each)

    def possible(numbers) -> bool:
        each_holds = [holds(solutions, rows[n.rows[0]], n.kind) for n in numbers]
        return bool(np.logical_and.reduce([np.ones(len(solutions), bool), *each_holds]).any())

    every = numbers_of(codebook, layout, claims, 1)
    assert possible(every) == (not found)
    for contradiction in found:
        culprits = contradiction.numbers
        assert not possible(culprits)
        for culprit in culprits:
            assert possible([number for number in culprits if number is not culprit])
    gone = [contradiction.relaxed for contradiction in found if contradiction.decisive]
    rows_of = {(number.kind, number.rows) for number in gone}
    assert possible([n for n in every if (n.kind, n.rows) not in rows_of])


@settings(max_examples=25, deadline=None)
@given(printed_rows())
def test_fixed_percentages_are_those_that_every_solution_shares(case):
    each, rows = case
    published = small.frame([{**row, "n": None} for row in rows])
    solutions = everything(each)
    kept = np.logical_and.reduce([holds(solutions, row, "percent") for row in rows])
    assume(kept.any())
    fixed = fixed_by_constraints(
        small.codebook(), published, {"1": small.FIGURES["1"]}, small.assumptions(each), "w"
    )
    for row in fixed.itertuples():
        asked = solutions[kept][:, list(GROUPS[row.group])]
        people = asked.sum(axis=(1, 2))
        gave = asked[:, :, list(SETS[row.category])].sum(axis=(1, 2))
        values = set((2000 * gave + people) // (2 * people))
        assert (row.basis == "published") == (len(values) == 1), row


def test_findings_name_the_number_that_gives_way_and_what_takes_its_place():
    each = 10
    rows = [
        small.row("1", "all", "view", "for", 7, 20),
        small.row("1", "all", "view", "against", 14, 20),
    ]
    order = [{"number": "percent", "figure": "1"}]
    people, findings = build_respondents(
        small.codebook(),
        small.frame(rows),
        small.FIGURES,
        {**small.assumptions(each), "relaxations": order},
        "w",
        1,
    )
    (finding,) = findings.to_dict("records")
    assert finding["culprits"] == "1 here view for 35.0%; 1 here view against 70.0%"
    assert (finding["printed"], finding["attained_percent"]) == ("70.0", 65.0)
    assert (people["view"] == "against").sum() == 13


def test_a_contradiction_that_only_single_people_show_is_named():
    """One person uses and likes all three things, so that not two can have praised one."""
    rows = [
        small.row("6", "all", "used_class", "0", 7, 8),
        small.row("6", "all", "used_class", "more", 1, 8),
    ]
    rows += [small.row("2", "all", thing, "often", 1, 8) for thing in "abc"]
    rows += [small.row("4", "all", thing, "yes_", 1, 1) for thing in "abc"]
    rows += [small.row("5", "all", "praise", "loud", 1, 2)]
    with pytest.raises(ProblemsFound, match="one by one") as caught:
        build_respondents(
            small.codebook(), small.frame(rows), small.FIGURES, small.assumptions(4), "w", 1
        )
    assert "praise n=2" in str(caught.value)
