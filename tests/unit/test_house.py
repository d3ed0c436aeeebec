"""The law of the house: rooms import rooms below them, no circles, checks that read no data."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "tsunagari"
FLOORS = (
    ("config",),
    ("codebook",),
    ("read",),
    ("waves",),
    ("run", "harmonise"),
    ("synthesise",),
    ("estimate", "models"),
    ("index",),
    ("audit", "compare", "draw"),
    ("project",),
    ("report",),
    ("archive",),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
LIGHT = ("checks", "spec", "kinds")  # modules that stand behind the configuration
HEAVY = ("pandas", "matplotlib")


@cache
def modules() -> dict[str, Path]:
    """Every module and package by its name, e.g. draw.charts.bars."""
    paths = [path for path in HOUSE.rglob("*.py") if path != HOUSE / "__init__.py"]
    parts = {path: path.relative_to(HOUSE).with_suffix("").parts for path in paths}
    return {".".join(p for p in steps if p != "__init__"): path for path, steps in parts.items()}


@cache
def imports(name: str) -> frozenset[str]:
    """What a module imports: modules of the house by their name here, others by their package."""
    tree, found = ast.parse(modules()[name].read_text(encoding="utf-8")), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return frozenset(_named(path) for path in found if path != "tsunagari") - {name}


def _named(path: str) -> str:
    """The module that a dotted path is in; a package other than ours by its first name."""
    first, _, inner = path.partition(".")
    if first != "tsunagari":
        return first
    return inner if inner in modules() else inner.rpartition(".")[0]


@cache
def reached(name: str) -> frozenset[str]:
    """All that comes with a module when it is imported, the packages that it is in included."""
    found, waiting = set(), {name}
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        found.add(module)
        if module in modules():
            waiting |= imports(module)
            if "." in module:
                waiting.add(module.rpartition(".")[0])
    return frozenset(found)


def room(name: str) -> str:
    return name.split(".")[0]


def test_the_top_holds_the_rooms_and_the_door_alone():
    named = {path.stem for path in HOUSE.iterdir() if path.name[0] not in "._"}
    assert named == set(FLOOR)


@pytest.mark.parametrize("name", FLOOR)
def test_a_room_imports_rooms_below_it_only(name):
    upward = {
        f"{module} imports {other}"
        for module in modules()
        if room(module) == name
        for other in imports(module)
        if other in modules() and FLOOR[room(other)] > FLOOR[name]
    }
    assert not upward


def test_there_is_no_circle_of_rooms_and_none_of_modules():
    arrows = {name: imports(name) & set(modules()) for name in modules()}
    assert not circle(arrows)
    between: dict[str, set[str]] = {name: set() for name in FLOOR}
    for name, others in arrows.items():
        between[room(name)] |= {room(other) for other in others} - {room(name)}
    assert not circle(between)


def circle(arrows: dict[str, set[str]]) -> set[str]:
    """Those that stand in a circle, and what hangs on one: all that cannot be put in an order."""
    left = dict(arrows)
    while free := [name for name, others in left.items() if not others & set(left)]:
        for name in free:
            del left[name]
    return set(left)


def test_a_circle_is_seen():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": set()}) == {"a", "b", "c"}


def test_what_checks_the_configuration_reads_no_data():
    light = [name for name in modules() if name.rpartition(".")[2].rpartition("_")[2] in LIGHT]
    assert len(light) > 10
    assert not {name: found for name in light if (found := reached(name) & set(HEAVY))}


def test_rules_import_nothing_that_reads_data():
    rules = [path.read_text("utf-8") for path in (ROOT / "workflow" / "rules").rglob("*.smk")]
    named = {name for text in rules for name in re.findall(r"^from tsunagari\.(\S+)", text, re.M)}
    assert len(named) > 5
    assert not {name: found for name in named if (found := reached(name) & set(HEAVY))}


def test_reading_the_configuration_imports_no_library_of_data_or_pictures():
    code = (
        "import sys; sys.path.insert(0, 'src')\n"
        "from tsunagari.project import load_project\n"
        "load_project('config', 'workflow/schemas')\n"
        f"print(*sorted({set(HEAVY)} & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.split() == []
