"""How rules and scripts are built: short, and with nothing to test where no test can reach."""

import ast
import re
import runpy

import pandas as pd
import pytest
import yaml
from conftest import ROOT

RULES = sorted((ROOT / "workflow" / "rules").glob("*.smk"))
SCRIPTS = sorted((ROOT / "workflow" / "scripts").glob("*.py"))
MOST_LINES = 45


def rules_of(text: str) -> dict[str, list[str]]:
    """Name of each rule -> its lines."""
    rules, inside = {}, None
    for line in text.splitlines():
        begins = re.match(r"( *)rule (\w+):", line)
        if begins:
            inside, rules[begins[2]] = begins, [line]
        elif inside and line.strip() and not line.startswith(inside[1] + " "):
            inside = None
        elif inside:
            rules[inside[2]].append(line)
    return {name: "\n".join(lines).rstrip().splitlines() for name, lines in rules.items()}


def test_a_rule_ends_where_its_indentation_does():
    text = "rule a:\n    input:\n        1,\n\n\nx = 1\nif x:\n\n    rule b:\n        input: 2\n    y = 2\n"
    assert {name: len(lines) for name, lines in rules_of(text).items()} == {"a": 3, "b": 2}


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.stem)
def test_a_rule_fits_on_a_page_and_says_what_it_makes(file):
    for name, lines in rules_of(file.read_text(encoding="utf-8")).items():
        assert len(lines) <= MOST_LINES, name
        assert re.match(r' +"""\w.*\."""$', lines[1]), name
        for part in ("input:", "output:", "log:", "params:"):
            assert part in map(str.strip, lines), (name, part)


def test_every_job_of_the_section_is_in_a_group_on_a_cluster():
    profile = yaml.safe_load((ROOT / "profiles" / "slurm" / "config.yaml").read_text("utf-8"))
    grouped = {group.split("=")[0] for group in profile["groups"]}
    rules = {name for file in RULES for name in rules_of(file.read_text("utf-8"))}
    # Whoever asks for many seeds, or for a store, has long jobs or few.
    alone = {"estimates_of_seed", "spread_of_seeds", "fetch", "publish"}
    assert grouped == rules - alone


def is_main(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_a_script_loads_calls_and_saves_and_does_nothing_when_it_is_imported(file):
    *above, main = ast.parse(file.read_text(encoding="utf-8")).body
    assert is_main(main)
    assert main.end_lineno - main.lineno < MOST_LINES
    names = [node.id for part in above for node in ast.walk(part) if isinstance(node, ast.Name)]
    assert "snakemake" not in names  # what its functions need they are given
    assert not [part for part in above if isinstance(part, ast.With)]


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_the_functions_of_a_script_can_be_tested(file):
    found = runpy.run_path(str(file))
    assert found["__doc__"]


def functions_of(name: str) -> dict:
    return runpy.run_path(str(ROOT / "workflow" / "scripts" / f"{name}.py"))


def test_how_far_seeds_vary_is_said_of_those_that_do():
    spread = pd.DataFrame({"seeds": [3, 3, 3], "range": [0.0, 1.0, 2.0]})
    said = "3 seeds, 3 percentages, 2 of them vary, by 1.5 points in the median and 2.0 at most"
    assert functions_of("spread_of_seeds")["summary"](spread) == said


def test_a_coefficient_of_two_families_keeps_the_larger_p_value():
    table = pd.DataFrame(
        {"model": "m", "term": ["sex", "age"], "level": "", "p_value": [0.01, 0.5]}
    )
    families = {"one": {"terms": ["sex"]}, "all": {"models": ["m"]}}
    (adjusted,), rows = functions_of("models_adjust")["adjusted"]([table], families)
    assert adjusted["p_adjusted"].to_list() == [0.02, 0.5]
    assert len(rows) == 3
    (alone,), rows = functions_of("models_adjust")["adjusted"]([table], {})
    assert alone["p_adjusted"].isna().all() and rows.empty


def test_an_item_that_nobody_uses_has_no_place_on_the_axes_and_says_why():
    totals = pd.DataFrame(
        {"item": list("abcd"), "n": [9, 9, 0, 0], "not_asked": [False, False, False, True],
         "near": [1, 2, None, None], "far": [2, 2, None, None],
         "posting": [1, 3, None, None], "reading": [4, 4, None, None]}
    )  # fmt: skip
    axes = {"wave": "w", "countries": ["x", "y"], "combine": "ratio", "deviation": "population",
            "horizontal": {}, "vertical": {}}  # fmt: skip
    table = functions_of("index_axes")["with_basis"](totals, axes, "assumed")
    assert table["basis"].to_list() == ["assumed", "assumed", "nobody", "not_asked"]
    assert set(table["country"]) == {"x+y"}
    printed = functions_of("index_axes")["with_basis"](
        totals[:2].drop(columns="not_asked"), axes, "published"
    )
    assert printed["basis"].to_list() == ["published"] * 2
