"""Code and configuration as pages: a line can be linked to, words of the language stand out."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape
from pygments.lexers.data import YamlLexer
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, String, _TokenType

FOLDER = "source/"
LEXERS = {
    "py": PythonLexer,
    "ipynb": PythonLexer,
    "smk": PythonLexer,
    "Snakefile": PythonLexer,
    "yaml": YamlLexer,
}
CLASSES = (
    (Comment, "c"), (Keyword, "k"), (String.Doc, "c"), (String, "s"), (Name.Function, "f"),
    (Name.Class, "f"), (Name.Decorator, "f"), (Name.Tag, "k"),
)  # fmt: skip


def source_page(file: str) -> str:
    """The name of the page that shows a file of the project."""
    return FOLDER + file


def highlighted(code: str, file: str) -> list[Markup]:
    """The lines of a file as HTML; of a file that is no code, its text."""
    lexer = LEXERS.get(file.rpartition(".")[2].rpartition("/")[2])
    if lexer is None:
        return [escape(line) for line in code.splitlines()]
    lines: list[list[str]] = [[]]
    for kind, words in _merged(lexer(stripnl=False).get_tokens(code)):
        for place, part in enumerate(words.split("\n")):
            if place:
                lines.append([])
            if part:
                safe = escape(part)
                lines[-1].append(f"<i class={kind}>{safe}</i>" if kind else safe)
    return [Markup("".join(line)) for line in lines[: code.count("\n") or 1]]


def _merged(tokens: Iterator[tuple[_TokenType, str]]) -> Iterator[tuple[str, str]]:
    """Tokens by class, neighbours of the same class together."""
    last, words = "", ""
    for token, value in tokens:
        kind = next((name for parent, name in CLASSES if token in parent), "")
        if kind != last:
            if words:
                yield last, words
            last, words = kind, ""
        words += value
    if words:
        yield last, words
