"""A figure's queries and the percentages that they give, counted by hand."""

import numpy as np
import pytest

from tsunagari.codebook.queries import KEYS, bases, subgroups
from tsunagari.estimate.basis import mark_basis
from tsunagari.estimate.design import Design
from tsunagari.estimate.figures import estimate
from tsunagari.estimate.respondents import Held


def test_named_groups_come_before_crossed_ones(small):
    query = {"variable": "use", "groups": {"all": {}}, "by": ["country", "age_band"]}
    keys = [group.key for group in subgroups(small, query)]
    assert keys == ["all", "here.young", "here.old", "there.young", "there.old"]
    assert [g.key for g in subgroups(small, {"variable": "use", "by": ["country"]})] == [
        "here",
        "there",
    ]


def test_bases_default_to_all_countries_items_and_categories(small):
    found = list(bases(small, "9-1", [{"variable": "use"}]))
    assert [(base.country, base.item) for base in found] == [
        ("here", "letter"),
        ("here", "phone"),
        ("there", "letter"),
        ("there", "phone"),
    ]
    assert found[0].categories == ("daily", "rarely", "never")


def test_percentages_counted_by_hand(small, people):
    query = {"variable": "use", "categories": ["daily", "users"], "countries": ["here", "there"]}
    cells = estimate(small, "9-1", [query], Held(people, Design.unweighted(len(people)))).set_index(
        ["country", "item", "category"]
    )
    assert cells.loc[("here", "letter", "users"), ["n", "percent"]].to_list() == pytest.approx(
        [3, 100 / 3]
    )
    assert cells.loc[("here", "phone", "daily"), ["n", "percent"]].to_list() == pytest.approx(
        [3, 100 / 3]
    )
    not_asked = cells.loc[("there", "phone", "users")]
    assert not_asked["n"] == 0
    assert np.isnan(not_asked["percent"])


def test_not_asked_is_told_apart_from_nobody(small, people):
    everywhere = {"variable": "use", "items": ["phone"], "categories": ["users"]}
    of_users = {"variable": "reasons", "items": ["letter"], "categories": ["cheap"],
                "countries": ["here"], "where": {"age_band": "old"}}  # fmt: skip
    queries = [everywhere, of_users, of_users | {"where": {"use.phone": "users"}}]
    people.loc[people["country"] == "here", "use.phone"] = "_not_asked"
    cells = estimate(small, "9-1", queries, Held(people, Design.unweighted(len(people))))
    table = mark_basis(cells, {"w": "delivered"}, cells.iloc[:0])
    assert list(table["n"]) == [0, 0, 0, 0]
    # Not put to anybody here or there; asked, and the old use no letters; the group is not known.
    assert list(table["basis"]) == ["not_asked", "not_asked", "nobody", "not_asked"]
    assert "not_asked" not in table


def test_a_country_that_was_not_surveyed_is_nobody(small, people):
    here = people[people["country"] == "here"].reset_index(drop=True)
    cells = estimate(small, "9-1", [{"variable": "use"}], Held(here, Design.unweighted(len(here))))
    table = mark_basis(cells, {"w": "synthetic"}, cells.iloc[:0]).set_index("country")
    assert set(table.loc["there", "basis"]) == {"nobody"}
    assert set(table.loc["here", "basis"]) == {"assumed"}


def test_multiple_answers_stand_on_people(small, people):
    query = {"variable": "reasons", "items": ["letter"], "countries": ["here"]}
    cells = estimate(small, "9-1", [query], Held(people, Design.unweighted(len(people))))
    assert list(cells["percent"]) == [100, 100, 0]
    assert set(cells["n"]) == {1}


def test_basis_is_published_only_where_publications_fix_a_synthetic_cell(small, people):
    query = {"variable": "use", "items": ["letter"], "countries": ["here"]}
    cells = estimate(small, "9-1", [query], Held(people, Design.unweighted(len(people))))
    fixed = cells.loc[[0], list(KEYS)]
    assert list(mark_basis(cells, {"w": "synthetic"}, fixed)["basis"]) == [
        "published",
        "assumed",
        "assumed",
    ]
    assert set(mark_basis(cells, {"w": "delivered"}, fixed)["basis"]) == {"delivered"}


def test_a_declared_weight_moves_the_percentages(small, people):
    query = {"variable": "use", "items": ["letter"], "categories": ["users"], "countries": ["here"]}
    heavy = Design(np.array([3.0, 1.0, 1.0, 1.0]))  # a uses letters, b and d do not
    cells = estimate(small, "9-1", [query], Held(people, heavy))
    assert cells[["n", "percent"]].to_numpy().tolist() == [[3, 60]]
