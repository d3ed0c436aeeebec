"""How rules and scripts are built: short, and with nothing to test where no test can reach."""

import re

import pytest
from conftest import ROOT

RULES = sorted((ROOT / "workflow" / "rules").glob("*.smk"))
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
