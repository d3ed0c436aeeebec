"""What the numbers of a decomposition stand on, and which entries a run computes."""

import pandas as pd
from waves_in_cells import WAVES

from tsunagari.compare.decompose.basis import (
    decomposition_basis,
    level_basis,
    source_basis,
    standardised_basis,
)
from tsunagari.compare.decompose.plan import (
    entries_in_run,
    figures_of_everybody,
    numbers_depend_on,
    waves_of_entries,
)

OUTCOME = {"variable": "answer", "answers": "affirmative"}
ENTRY = {"title": {}, "waves": list(WAVES), "outcome": OUTCOME}


FIXED = pd.DataFrame(
    [("5-3", "later", "here", "all", "answer", "affirmative", "published"),
     ("2-1", "earlier", "here", "all", "answer", "affirmative", "published"),
     ("5-3", "earlier", "here", "all", "answer", "affirmative", "assumed")],
    columns=["figure", "wave", "country", "group", "item", "category", "basis"],
)  # fmt: skip
SOURCES = {"earlier": "synthetic", "later": "synthetic", "real": "delivered"}
IN_COUNTRY = {**ENTRY, "where": {"country": "here"}}


def test_basis_of_levels_and_parts():
    given = (SOURCES, ["5-3"], FIXED)
    assert level_basis(IN_COUNTRY, "later", *given) == "published"
    # Figure 2-1 has it fixed, but of a part of the people only.
    assert level_basis(IN_COUNTRY, "earlier", *given) == "assumed"
    assert level_basis(IN_COUNTRY, "real", *given) == "delivered"
    narrower = {**IN_COUNTRY, "where": {"country": "here", "sex": "male"}}
    assert level_basis(narrower, "later", *given) == "assumed"
    assert source_basis(SOURCES, ["real", "later"]) == "assumed"
    assert source_basis(SOURCES, ["real"]) == "delivered"
    table = pd.DataFrame({"component": ["earlier", "later", "change", "within"]})
    mixed = decomposition_basis(table, ["assumed", "published"], "assumed")
    assert mixed.to_list() == ["assumed", "published", "assumed", "assumed"]
    known = decomposition_basis(table, ["delivered", "published"], "assumed")
    assert known.to_list() == ["delivered", "published", "published", "assumed"]


def test_basis_of_standardised_rates():
    rows = [("crude", "real"), ("crude", "later"), ("crude", "change"),
            ("own", "real"), ("own", "change"), ("synthetic", "real"), ("fixed", "later")]  # fmt: skip
    table = pd.DataFrame(rows, columns=["population", "wave"])
    levels = {"real": "delivered", "later": "published"}
    populations = {"own": ["real"], "synthetic": ["earlier"], "fixed": []}
    found = standardised_basis(table, levels, populations, SOURCES)
    # A rate by cells of synthetic respondents is assumed, though their crude rate is published.
    assert found.to_list() == ["delivered", "published", "published",
                               "delivered", "assumed", "assumed", "assumed"]  # fmt: skip


def test_figures_of_everybody():
    figures = {
        "2-1": {"estimates": [{"variable": "answer", "where": {"age_band": "under_40"}}]},
        "5-3": {"estimates": [{"variable": "other"}, {"variable": "answer"}]},
        "1-1": {"diagram": {}},
    }
    assert figures_of_everybody(figures, "answer") == ["5-3"]


def test_a_run_computes_entries_whose_waves_it_has():
    config = {
        "decompositions": {"d": {"waves": ["a", "b"], "outcome": OUTCOME, "title": {"en": "x"}}},
        "populations": {"p": {"wave": "c"}, "q": {"composition": "equal"}},
        "standardizations": {
            "s": {"waves": ["a"], "populations": ["p"], "outcome": OUTCOME},
            "t": {"waves": ["a"], "populations": ["q"], "outcome": OUTCOME},
        },
    }
    entries = entries_in_run(config, ["a", "b"])
    assert [list(section) for section in entries.values()] == [["d"], ["t"], []]
    assert waves_of_entries(config, entries) == {"a", "b"}
    assert [list(section) for section in entries_in_run(config, ["a"]).values()] == [[], ["t"], []]
    before = numbers_depend_on(config, entries, {})
    config["decompositions"]["d"]["title"] = {"en": "y"}
    assert numbers_depend_on(config, entries, {}) == before
    config["decompositions"]["d"]["waves"] = ["a", "c"]
    assert numbers_depend_on(config, entries, {}) != before
