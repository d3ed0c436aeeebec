"""The tables of keys in config/README.md, made from the schemas: python tests/guide.py rewrites
them."""

import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.config.guide import guide  # noqa: E402

README = ROOT / "config" / "README.md"
START, END = "<!-- keys -->\n", "<!-- /keys -->"
NAMES = {"wave": "waves/<wave>.yaml"}
FILE = re.compile(r"^\| `([\w/<>.]+\.yaml)` \|", re.MULTILINE)


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
