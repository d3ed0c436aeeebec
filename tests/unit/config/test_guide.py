"""The guide tells every key, as the schemas have it, and editors find the schemas."""

import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[3]
sys.path.append(str(ROOT / "tests"))

import guide as readme  # noqa: E402
from guide import guide, tables, undescribed  # noqa: E402

SCHEMAS = sorted((ROOT / "workflow/schemas").glob("*.yaml"))
CONFIG = sorted([*(ROOT / "config").glob("*.yaml"), *(ROOT / "config/waves").glob("*.yaml")])
SERVER = "# yaml-language-server: $schema="


def loaded(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_readme_is_not_stale():
    assert readme.shown_in_readme() == guide(readme.schemas()), "run `make guide`"


def test_the_readme_lists_every_file_and_no_other():
    expected = {readme.NAMES.get(path.name.split(".")[0], f"{path.name.split('.')[0]}.yaml")
                for path in SCHEMAS}  # fmt: skip
    assert sorted(readme.listed()) == sorted(expected)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_schema_is_one_and_says_what_each_key_is(path):
    schema = loaded(path)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)
    assert undescribed(schema) == []
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("path", CONFIG, ids=lambda path: path.name)
def test_editors_find_the_schema_of_every_file(path):
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith(SERVER)
    schema = (path.parent / first.removeprefix(SERVER)).resolve()
    name = "wave" if path.parent.name == "waves" else path.stem
    assert schema == ROOT / f"workflow/schemas/{name}.schema.yaml"
    assert Draft202012Validator(loaded(schema)).is_valid(loaded(path))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_key_of_every_mapping_is_told(path):
    """All property names, found without knowing how schemas nest, and no others."""
    schema, names = loaded(path), set()

    def walk(node) -> None:
        if isinstance(node, dict):
            properties = node.get("properties")
            if isinstance(properties, dict):
                names.update(properties)
            if "inEveryLanguage" in node and (properties or "$ref" in node["inEveryLanguage"]):
                names.add("<language>")
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    # Conditions name keys and what they must hold, and explain nothing.
    walk(without_conditions(schema))
    told = {key.path.replace("[]", "").split(".")[-1] for _, _, keys in tables(schema)
            for key in keys}  # fmt: skip
    assert told == names


def without_conditions(node, names: bool = False):
    """names: the node's keys are names of keys, such as `not`, and no words of the schema"""
    if isinstance(node, dict):
        return {
            key: without_conditions(value, key == "properties" and not names)
            for key, value in node.items()
            if names or key not in ("if", "not")
        }
    return [without_conditions(part) for part in node] if isinstance(node, list) else node


TOY = yaml.safe_load("""
title: toy.yaml
description: A toy.
type: object
required: [name]
properties:
  name: {$ref: "#/$defs/text", description: how it is called}
  kind: {description: "a|b <c>", enum: [a, b]}
  parts:
    description: its parts
    type: array
    items: {type: object, required: [size], properties: {size: {description: in points, type: number}}}
  inside: {description: more of them, type: object, additionalProperties: {$ref: "#/$defs/box"}}
  either: {description: one or several, oneOf: [{const: all}, {type: array, items: {type: string}}]}
$defs:
  text: {type: object, inEveryLanguage: {type: string}}
  box:
    description: a box
    type: object
    properties:
      width: &width {description: its width, type: integer}
      lid: {description: its lid, type: object, properties: {width: *width}}
      inner: {description: a box in it, $ref: "#/$defs/box"}
""")


def test_a_toy_schema_by_hand():
    assert guide({"toy.yaml": TOY}) == "\n".join([
        "<details>",
        "<summary><code>toy.yaml</code>: A toy.</summary>",
        "",
        "| key | holds | says |",
        "| --- | --- | --- |",
        "| **`name`** | words in each language | how it is called |",
        "| `kind` | `a`, `b` | a\\|b &lt;c> |",
        "| `parts` | list | its parts |",
        "| **`parts[].size`** | number | in points |",
        "| `inside` | mapping of: *box* | more of them |",
        "| `either` | `all` or list of: text | one or several |",
        "",
        "**box**: a box",
        "",
        "| key | holds | says |",
        "| --- | --- | --- |",
        "| `width` | whole number | its width |",
        "| `lid` | mapping | its lid |",
        "| `lid.width` | whole number | as `width` |",
        "| `inner` | *box* | a box in it |",
        "",
        "</details>",
        "",
    ])  # fmt: skip


def test_a_key_without_words_is_named():
    bare = {**TOY, "properties": {"inside": {"type": "object", "properties": {"depth": {}}}}}
    assert undescribed(bare) == ["toy.yaml: inside", "toy.yaml: inside.depth"]
