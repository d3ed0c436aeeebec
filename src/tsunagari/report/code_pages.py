"""Code and configuration as pages: a line can be linked to; comments and names stand out."""

import ast
import json
import keyword
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from tsunagari.report.words import in_element

FOLDER = "source/"
# What reads on its own account (comments, docstrings) and what structures the code (keywords,
# keys). Other strings are matched so that nothing within them counts.
PYTHON = re.compile(
    r'(?P<i>#[^\n]*|(?<=\n)[ \t]*"""(?:[^"]|"(?!""))*""")'
    r"|(?P<plain>'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
    rf"|\b(?P<b>{'|'.join(keyword.kwlist)}|rule|checkpoint)\b",
    re.DOTALL,
)
YAML = re.compile(
    r"(?P<i>(?<![^\s])#[^\n]*)"
    r"|(?P<plain>'[^'\n]*'|\"(?:[^\"\\\n]|\\.)*\")"
    r"|(?P<b>(?<![^\s{\[,])[\w.-]+(?=:(?:\s|$)))",
    re.MULTILINE,
)
BEGINNING = re.compile(r"\S|\s*(?:rule|checkpoint)\s")
PATTERNS = {"py": PYTHON, "smk": PYTHON, "ipynb": PYTHON, "yaml": YAML}


def source_page(file: str) -> str:
    """The name of the page that shows a file of the project."""
    return FOLDER + file


@cache
def highlighted(code: str, file: str) -> tuple[Markup, ...]:
    """The lines of a file as HTML; of a file that is no code, its text.

    Not by Pygments, which took longer for this than all pages take otherwise.
    """
    pattern = PATTERNS.get(file.rpartition(".")[2])
    if pattern is None:
        return tuple(in_element(line) for line in code.splitlines())
    parts, end = [], 0
    for found in pattern.finditer(code):
        parts += [in_element(code[end : found.start()]), _marked(found[0], found.lastgroup)]
        end = found.end()
    parts.append(in_element(code[end:]))
    return tuple(Markup(line) for line in "".join(parts).splitlines())


def with_places(code: str, file: str) -> list[tuple[str, Markup]]:
    """The lines of a file as HTML, each with the attribute that links lead to.

    Of code only lines that something begins on, as functions and rules do: others are no
    place that a page leads to, and their ids would be a tenth of all pages.
    """
    beginning = BEGINNING if file.endswith((".py", ".smk")) else re.compile("")
    return [
        (f" id=L{number}" if beginning.match(line) else "", shown)
        for number, (line, shown) in enumerate(
            zip(code.splitlines(), highlighted(code, file), strict=True), start=1
        )
    ]


def _marked(words: str, tag: str) -> str:
    """Words in a tag, opened and closed on each of their lines."""
    if tag == "plain":
        return in_element(words)
    return "\n".join(f"<{tag}>{in_element(line)}</{tag}>" for line in words.split("\n"))


# Where in the code a thing is said: the line of a function, of a rule, of what a file imports.

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


# Executed notebooks as pages: their cells, what these said, and where their pictures are.

HEADING = "# "
CODE = re.compile("`([^`]+)`")


@dataclass(frozen=True)
class NotebookCell:
    """One cell: paragraphs of words, or lines of code with what it printed.

    paragraphs  (whether it is a heading, words)
    pictures    how many pictures it displayed
    """

    paragraphs: tuple[tuple[bool, Markup], ...] = ()
    lines: tuple[Markup, ...] = ()
    said: tuple[str, ...] = ()
    pictures: int = 0


def notebook_cells(notebook: str) -> list[NotebookCell]:
    """The cells of a notebook (its JSON), empty ones left out."""
    found = []
    for cell in json.loads(notebook)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            found.append(NotebookCell(paragraphs=_paragraphs(source)))
        elif source:
            found.append(_code_cell(source, cell.get("outputs", [])))
    return found


def _paragraphs(source: str) -> tuple[tuple[bool, Markup], ...]:
    """Paragraphs, of which those that begin with # are headings, with `code` marked.

    A test holds that the notebooks use no other mark.
    """
    blocks = [" ".join(block.split("\n")) for block in source.strip().split("\n\n")]
    return tuple(
        (
            block.startswith(HEADING),
            Markup(CODE.sub(r"<code>\1</code>", str(in_element(block.lstrip("# "))))),
        )
        for block in blocks
    )


def _code_cell(source: str, outputs: list[dict]) -> NotebookCell:
    said, pictures = [], 0
    for output in outputs:
        data = output.get("data", {})
        words = "".join(data.get("text/markdown", output.get("text", "")))
        if "image/png" in data:
            pictures += 1
        elif words:
            said.append(words)
    return NotebookCell(
        lines=highlighted(source, "cell.py"),
        said=tuple(said),
        pictures=pictures,
    )
