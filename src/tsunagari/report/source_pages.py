"""Code and configuration as pages: a line can be linked to; comments and names stand out."""

from __future__ import annotations

import keyword
import re
from functools import cache

from markupsafe import Markup, escape

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
        return tuple(escape(line) for line in code.splitlines())
    parts, end = [], 0
    for found in pattern.finditer(code):
        parts += [escape(code[end : found.start()]), _marked(found[0], found.lastgroup)]
        end = found.end()
    parts.append(escape(code[end:]))
    return tuple(Markup(line) for line in "".join(parts).splitlines())


def _marked(words: str, tag: str) -> str:
    """Words in a tag, opened and closed on each of their lines."""
    if tag == "plain":
        return escape(words)
    return "\n".join(f"<{tag}>{escape(line)}</{tag}>" for line in words.split("\n"))
