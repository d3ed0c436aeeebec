"""One reading of published rows: what it says, and that nothing else decides it."""

import ast
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.read.published import COLUMNS, typed
from tsunagari.read.reading import read_rows, tabulated
from tsunagari.read.rounding import Span

SRC = Path(__file__).parents[3] / "src" / "tsunagari"
CODEBOOK = Codebook.from_config(
    {
        "variables": {
            "country": {"type": "single", "categories": {"here": {}, "there": {}}},
            "use": {"type": "single", "categories": {"daily": {}, "rarely": {}, "never": {}}},
        }
    }
)
FIGURES = {"1-1": {"estimates": [{"variable": "use"}]}, "1-2": {}}
CELL = dict(zip(KEYS, ("1-1", "w", "here", "all", "use", "daily+rarely"), strict=True))


def published(*changes: dict) -> pd.DataFrame:
    row = {**dict.fromkeys(COLUMNS, ""), **CELL, "provenance": "secondary", "placement": "printed"}
    rows = pd.DataFrame([row | change for change in changes], columns=list(COLUMNS))
    return typed({"1-1.csv": rows})


def test_a_row_says_its_meaning_base_decimals_and_span():
    tables = tabulated(CODEBOOK, FIGURES)
    (row,) = read_rows(published({"percent": "48.3", "n": "200"}), tables)
    assert (row.base.variable, row.n, row.decimals, row.tenths) == ("use", 200, 1, 483)
    assert row.categories == ["daily", "rarely"]
    assert row.span == Span(Fraction(4825, 100), Fraction(4835, 100))


def test_a_mean_is_read_like_a_percentage_and_a_base_alone_has_no_categories():
    mean = {"category": "mean", "value": "3.25", "unit": "days"}
    first, second = read_rows(published(mean, {"category": "", "n": "41"}))
    assert (first.text, first.decimals) == ("3.25", 2)
    assert first.span == Span(Fraction(3245, 1000), Fraction(3255, 1000))
    assert (second.categories, second.n, second.printed, second.base) == ([], 41, "", None)


def test_an_orphan_has_no_place_until_one_is_assumed():
    orphan = published({"percent": "48.3", "category": "", "placement": "orphan"})
    (lost,) = read_rows(orphan)
    assert not lost.has_place
    place = {"figure": "1-1", "percent": 48.3, "item": "use", "category": "never"}
    (placed,) = read_rows(orphan, tabulated(CODEBOOK, FIGURES), [place])
    assert (placed.has_place, placed.assumed, placed.categories) == (True, True, ["never"])
    with pytest.raises(ProblemsFound, match="no orphan of the figure has this percentage left"):
        read_rows(orphan, placements=[place, place])


def calls(path: Path) -> list[tuple[str, str]]:
    """Method and first argument of every call `x.method("text")` of a module."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [
        (node.func.attr, node.args[0].value)
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]


def users_of_published_numbers() -> list[Path]:
    rooms = ("read", "synthesise", "audit", "report")
    return [path for room in rooms for path in sorted((SRC / room).rglob("*.py"))]


def test_joins_decimals_and_bases_of_published_numbers_are_decided_in_one_module_each():
    joins, tables = set(), set()
    for path in users_of_published_numbers():
        name, text = path.relative_to(SRC).as_posix(), path.read_text(encoding="utf-8")
        if ("split", "+") in calls(path) or 'JOINED = "+"' in text:
            joins.add(name)
        if "base.item_key): base" in text:
            tables.add(name)
        if name != "read/rounding.py":
            assert '.partition(".")[2])' not in text, f"{name} counts decimals itself"
        assert '= "orphan"' not in text or name == "read/reading.py", name
    assert joins == tables == {"read/reading.py"}
