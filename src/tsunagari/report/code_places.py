"""Where in the code a thing is said: the line of a function, of a rule, of what a file imports."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "tsunagari"


@dataclass(frozen=True)
class CodePlace:
    """A line of a file, named relative to the project, and what stands there."""

    file: str
    line: int
    name: str


def rule_place(text: str, file: str, rule: str) -> CodePlace:
    """The line on which a rule begins; raises ValueError where the file has no such rule."""
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*(rule|checkpoint)\s+{re.escape(rule)}\s*:", line):
            return CodePlace(file, number, rule)
    raise ValueError(f"{file} has no rule {rule}")


def code_of_cells(notebook: str) -> str:
    """The code of a notebook's cells, one below the other."""
    cells = json.loads(notebook)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def functions_imported(code: str, root: Path) -> list[CodePlace]:
    """The package's functions and classes that a script or notebook imports by name.

    root  the folder of `src`; in the order of the imports, each where it is defined
    """
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            for alias in node.names:
                place = _definition(root, node.module, alias.name)
                if place is not None:
                    found.append(place)
    return list(dict.fromkeys(found))


def _definition(root: Path, module: str, name: str) -> CodePlace | None:
    """Where a module defines a function or class; none where it only has a constant so named."""
    stem = Path("src", *module.split("."))
    for file in (stem.with_suffix(".py"), stem / "__init__.py"):
        if not (root / file).is_file():
            continue
        for node in ast.parse((root / file).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
                return CodePlace(file.as_posix(), node.lineno, f"{module}.{name}")
            if isinstance(node, ast.ImportFrom) and any(a.name == name for a in node.names):
                return _definition(root, node.module, name)
    return None
