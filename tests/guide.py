"""The tables of keys in config/README.md, made from the schemas: python tests/guide.py rewrites
them.

One table a file, and one for each part that the file uses under a name of its own (the
schema's `$defs`), so that a part that holds itself is told once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from tsunagari.draw.kinds import CHARTS
from tsunagari.read.formats import FORMATS

ROOT = Path(__file__).parents[1]
README = ROOT / "config" / "README.md"
START, END = "<!-- keys -->\n", "<!-- /keys -->"
NAMES = {"wave": "waves/<wave>.yaml"}
FILE = re.compile(r"^\| `([\w/<>.]+\.yaml)` \|", re.MULTILINE)
EACH = "inEveryLanguage"  # the schema's keyword for what is said once a language
WORDS, LANGUAGE = "words in each language", "<language>"
TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "array": "list",
    "object": "mapping",
    "null": "nothing",
}
VARIANTS = ("oneOf", "anyOf", "allOf")
BRANCHES = ("then", "else")
REFERRED = {"readers": FORMATS, "charts": CHARTS}  # names of `refersTo` that the code knows


@dataclass(frozen=True)
class Key:
    """One key: its path within the table, what it holds, whether it must be there, its words."""

    path: str
    holds: str
    required: bool
    description: str


def guide(schemas: Mapping[str, Mapping]) -> str:
    """The reference of all files, in the order given; `schemas` are by the file's name."""
    return "\n".join(_file(name, schema) for name, schema in schemas.items())


def undescribed(schema: Mapping) -> list[str]:
    """The keys of a schema, by table and path, that say nothing about themselves."""
    return [
        f"{title or schema['title']}: {key.path}"
        for title, _, keys in tables(schema)
        for key in keys
        if not key.description
    ]


def tables(schema: Mapping) -> list[tuple[str, str, list[Key]]]:
    """Name of the part ("" of the whole file), its description, its keys."""
    definitions = schema.get("$defs", {})
    parts = [("", schema), *((name, part) for name, part in definitions.items())]
    return [
        (name, part.get("description", ""), list(_keys(part, schema)))
        for name, part in parts
        if not name or _is_part(part)
    ]


def _file(name: str, schema: Mapping) -> str:
    """The tables of one file, folded."""
    lines = ["<details>", f"<summary><code>{name}</code>: {schema['description']}</summary>", ""]
    for title, description, keys in tables(schema):
        if title:
            lines += [f"**{_shown(title)}**{': ' + _plain(description) if description else ''}", ""]
        lines += ["| key | holds | says |", "| --- | --- | --- |"]
        lines += [f"| {' | '.join(_cells(key))} |" for key in keys]
        lines += [""]
    return "\n".join([*lines, "</details>", ""])


def _cells(key: Key) -> tuple[str, str, str]:
    name = f"**`{key.path}`**" if key.required else f"`{key.path}`"
    return name, _plain(key.holds), _plain(key.description)


def _plain(words: str) -> str:
    """Words as they stand, in a cell of Markdown."""
    return words.replace("|", "\\|").replace("<", "&lt;")


def _shown(name: str) -> str:
    return name.replace("_", " ")


# --- reading a schema -------------------------------------------------------------
def _is_part(node: Mapping) -> bool:
    """Whether a definition has keys to tell of; words in each language do not."""
    return bool(_properties(node)) and not _is_words(node)


def _is_words(node: Mapping) -> bool:
    return node.get(EACH, {}).get("type") == "string" and "properties" not in node


def _resolved(node: Mapping, root: Mapping) -> tuple[Mapping, str]:
    """A node with its references filled in, and the name of the part that it refers to."""
    name = ""
    while "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        own = {key: value for key, value in node.items() if key != "$ref"}
        node = {**root["$defs"][name], **own}
    return node, name


def _properties(node: Mapping) -> dict[str, Mapping]:
    """The keys that a mapping may have, of all its variants."""
    found = {LANGUAGE: node[EACH]} if EACH in node else {}
    found |= node.get("properties", {})
    for variant in _variants(node):
        for key, inner in _properties(variant).items():
            found.setdefault(key, inner)
    return found


def _variants(node: Mapping) -> list[Mapping]:
    found = [variant for key in VARIANTS for variant in node.get(key, ())]
    return found + [node[key] for key in BRANCHES if key in node]


def _keys(node: Mapping, root: Mapping) -> Iterator[Key]:
    """All keys of a part, those of nested mappings by their path."""
    yield from _below(node, root, "", {})


def _below(node: Mapping, root: Mapping, path: str, told: dict[int, str]) -> Iterator[Key]:
    """The keys of a mapping, or of the entries of a list or mapping.

    told  what the table has told already, which a schema repeats by reference in YAML itself
    """
    if _is_words(node):
        return
    for name, inner in _properties(node).items():
        required = name in (*node.get("required", ()), LANGUAGE)
        yield from _key(inner, root, f"{path}{'.' if path else ''}{name}", required, told)
    for inner, step in _entries(node):
        if "$ref" not in inner:
            yield from _below(inner, root, f"{path}{step}", told)


def _key(
    given: Mapping, root: Mapping, path: str, required: bool, told: dict[int, str]
) -> Iterator[Key]:
    """One key and those below it; of a key told before only where."""
    node, name = _resolved(given, root)
    before = told.setdefault(id(given), path)
    if before != path:
        yield Key(path, _holds(node, root, name), required, f"as `{before}`")
        return
    yield Key(path, _holds(node, root, name), required, node.get("description", ""))
    if not name or not _is_part(root["$defs"][name]):
        yield from _below(node, root, path, told)


def _entries(node: Mapping) -> list[tuple[Mapping, str]]:
    """The entries of a list, or of a mapping whose keys are names, with their steps."""
    found = []
    for part in (node, *_variants(node)):
        if isinstance(part.get("items"), Mapping):
            found.append((part["items"], "[]"))
        if isinstance(part.get("additionalProperties"), Mapping):
            found.append((part["additionalProperties"], ".<name>"))
    return found


def _holds(node: Mapping, root: Mapping, name: str = "") -> str:
    """What a key holds, in a few words."""
    if name and _is_part(root["$defs"][name]):
        return f"*{_shown(name)}*"
    if _is_words(node):
        return WORDS
    if values := node.get("enum", REFERRED.get(str(node.get("refersTo")))):
        return ", ".join(f"`{value}`" for value in values)
    if "const" in node:
        return f"`{str(node['const']).lower()}`"
    found = []
    if "if" not in node:
        types = node.get("type", ())
        found = [TYPES[kind] for kind in ([types] if isinstance(types, str) else types)]
    for variant in _variants(node):
        said = _holds(*_filled(variant, root))
        if said and said not in found and "required" not in variant.keys() - {"type"}:
            found.append(said)
    if not found and "then" in node:
        found = ["mapping"]
    words = " or ".join(dict.fromkeys(found)) or "mapping"
    return words + _of_entries(node, root)


def _filled(node: Mapping, root: Mapping) -> tuple[Mapping, Mapping, str]:
    resolved, name = _resolved(node, root)
    return resolved, root, name


def _of_entries(node: Mapping, root: Mapping) -> str:
    """What the entries of a list or mapping are, where they have a name or are plain."""
    own = {key: value for key, value in node.items() if key not in (*VARIANTS, *BRANCHES)}
    entries = [inner for inner, _ in _entries(own) if inner.get("type") != "object"]
    said = [_holds(*_filled(inner, root)) for inner in entries]
    plain = [words for words in dict.fromkeys(said) if words not in ("mapping", "list")]
    return f" of: {'; '.join(plain)}" if plain else ""


# --- the README -------------------------------------------------------------------
def listed() -> list[str]:
    """The files of the README's first table, in its order."""
    return FILE.findall(README.read_text(encoding="utf-8").split(START)[0])


def schemas() -> dict[str, dict]:
    """File -> its schema, in the order of the README's table."""
    files = {path.name.split(".")[0]: path for path in (ROOT / "workflow/schemas").glob("*.yaml")}
    named = {NAMES.get(name, f"{name}.yaml"): path for name, path in files.items()}
    return {name: yaml.safe_load(named[name].read_text(encoding="utf-8")) for name in listed()}


def shown_in_readme() -> str:
    """The tables as they stand in the README."""
    return README.read_text(encoding="utf-8").split(START)[1].split(END)[0]


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    made = text.replace(START + shown_in_readme(), START + guide(schemas()))
    README.write_text(made, encoding="utf-8")
