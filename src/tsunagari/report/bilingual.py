"""A Sphinx extension: `.. in:: ja` holds paragraphs that are in one language."""

import json
from functools import cache

from docutils import nodes
from docutils.parsers.rst import Directive
from markupsafe import Markup, escape
from sphinx.application import Sphinx

from tsunagari.config.words import Text
from tsunagari.report.words import WORDS


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


def script_words() -> str:
    """A script that gives pages the words that only their script shows."""
    said = {key: WORDS[key] for key in ("search", "nothing_found", "language", "close")}
    return f"window.WORDS={json.dumps(said, ensure_ascii=False)}\n"


def both(said: Text | str) -> Markup:
    """A text in both languages, each marked as such; one that is the same in both, once."""
    if isinstance(said, str):
        return _marked(said, said)
    return _marked(said["ja"], said["en"])


@cache
def _marked(ja: str, en: str) -> Markup:
    if ja == en:
        return escape(ja)
    return Markup("<i lang=ja>{}</i> <i lang=en>{}</i>").format(ja, en)
