"""Names that a schema says to exist elsewhere, and texts in every language, are looked up."""

from pathlib import Path

import pytest
import yaml

from tsunagari.config.checker import Checker
from tsunagari.config.references import check_references, names
from tsunagari.config.schema import Validated
from tsunagari.config.yaml_lines import Lines, load_yaml

ROOT = Path(__file__).parents[3]
RULES = yaml.safe_load("""
type: object
properties:
  sorts: {type: object, additionalProperties: {$ref: "#/$defs/text"}}
  fruits:
    type: array
    items:
      type: object
      properties:
        name: {type: string}
        sort: {type: string, refersTo: {keys: sorts}}
        colours: {refersTo: {colours: name}}
        months: {oneOf: [{const: all}, {type: array}], refersTo: months}
        prices: {type: object, propertyNames: {refersTo: months}}
        sold: {type: object, propertyNames: {refersTo: fruits}, additionalProperties: {refersTo: {colours: <key>}}}
$defs:
  text: {type: object, inEveryLanguage: {type: string, minLength: 1}}
""")
COLOURS = {"apple": ["red", "green"], "plum": ["blue"]}
KINDS = {
    "fruits": names(COLOURS, "no fruit"),
    "months": names(["may", "june"], "no month"),
    "colours": lambda of: (COLOURS[of], f"no colour of {of}") if of in COLOURS else None,
}


def found(tmp_path: Path, text: str, languages=("ja", "en")) -> list[str]:
    path = tmp_path / "fruits.yaml"
    path.write_text(text, encoding="utf-8")
    data, lines = load_yaml(path, "fruits.yaml")
    validated, checker = Validated(data, RULES, languages), Checker("fruits.yaml", lines)
    check_references(checker, validated.references, data, KINDS)
    shown = [*validated.problems(lines, "fruits.yaml"), *checker.problems]
    return [str(problem) for problem in shown]


GOOD = """
sorts: {sweet: {ja: 甘, en: sweet}}
fruits:
- name: apple
  sort: sweet
  colours: [red, green]
  months: all
  prices: {may: 3}
  sold: {plum: {not: blue}}
- {name: pear, colours: pink, months: [june]}
"""


def test_what_is_there_is_no_problem(tmp_path):
    assert found(tmp_path, GOOD) == []  # and of a fruit that is unknown no colour is looked up


SLIPS = [
    ("sort: sweet", "sort: swet", "line 5, fruits.0.sort: not one of `sorts` [swet]. Did you mean 'sweet'?"),
    ("[red, green]", "[red, gren]", "line 6, fruits.0.colours: no colour of apple [gren]. Did you mean 'green'?"),
    ("months: all", "months: every", "line 7, fruits.0.months: no month [every]"),
    ("{may: 3}", "{mai: 3}", "line 8, fruits.0.prices.mai: no month [mai]. Did you mean 'may'?"),
    ("{plum: {", "{plam: {", "line 9, fruits.0.sold.plam: no fruit [plam]. Did you mean 'plum'?"),
    ("not: blue", "not: blu", "line 9, fruits.0.sold.plum.not: no colour of plum [blu]. Did you mean 'blue'?"),
    ("[june]", "[june, jul]", "line 10, fruits.1.months: no month [jul]"),
    ("ja: 甘, ", "", "line 2, sorts.sweet: missing key [ja]. Add it."),
    ("ja: 甘", 'ja: ""', "line 2, sorts.sweet.ja: not as expected"),
    ("en: sweet", "en: sweet, frnch: doux", "line 2, sorts.sweet: unknown key [frnch]."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), SLIPS)
def test_a_slip_is_named_on_its_line(tmp_path, old, new, expected):
    assert old in GOOD
    shown = found(tmp_path, GOOD.replace(old, new, 1))
    assert any(expected in text for text in shown), shown


def test_a_further_language_is_asked_of_every_text(tmp_path):
    with_more = GOOD.replace("en: sweet", "en: sweet, fr: doux")
    assert found(tmp_path, with_more) == []
    assert found(tmp_path, with_more, ("ja", "en", "fr")) == []
    (shown,) = found(tmp_path, GOOD, ("ja", "en", "fr"))
    assert shown == "fruits.yaml: line 2, sorts.sweet: missing key [fr]. Add it."


@pytest.mark.parametrize(
    "path", sorted((ROOT / "workflow/schemas").glob("*.yaml")), ids=lambda p: p.name
)
def test_no_name_is_looked_up_where_one_alternative_of_several_may_fail(path):
    rules = yaml.safe_load(path.read_text(encoding="utf-8"))

    def walk(node: object, tried: bool, seen: tuple = ()) -> None:
        if isinstance(node, list):
            for part in node:
                walk(part, tried, seen)
        if not isinstance(node, dict):
            return
        assert not (tried and "refersTo" in node), node
        name = node.get("$ref", "").rpartition("/")[2] if isinstance(node.get("$ref"), str) else ""
        if tried and name and name not in seen:
            walk(rules["$defs"][name], True, (*seen, name))
        for key, part in node.items():
            walk(part, tried or key in ("oneOf", "anyOf", "not", "if"), seen)

    walk(rules, False)


def test_lines_of_nothing_are_the_first():
    assert Checker("f", Lines()).place(("a", 0)) == "line 1, a.0"
