"""A Sphinx extension: `.. in:: ja` holds paragraphs that are in one language."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx


class LanguagePart(nodes.General, nodes.Element):
    """A part of a document in one language."""


class InLanguage(Directive):
    """`.. in:: ja` and the paragraphs below it."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        part = LanguagePart("", language=self.arguments[0])
        self.state.nested_parse(self.content, self.content_offset, part)
        return [part]


def _open(translator, node: LanguagePart) -> None:
    translator.body.append(f'<div lang="{node["language"]}">')


def _close(translator, node: LanguagePart) -> None:
    translator.body.append("</div>")


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_node(LanguagePart, html=(_open, _close))
    app.add_directive("in", InLanguage)
    return {"parallel_read_safe": True}
