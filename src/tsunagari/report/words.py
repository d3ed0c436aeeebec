"""The words of the report's pages and tables: resources/words/report.yaml.

Pages hold them in every language at once, and show the one that is chosen.
"""

import html
import json
from functools import cache

from markupsafe import Markup

from tsunagari.config.words import Text, Words, languages

WORDS = Words("report")
HEADS = WORDS.part("heads")  # what tables call their columns
VALUES = WORDS.part("values")  # column -> what tables call the values in it

text = WORDS.text
joined = WORDS.joined
OF_SCRIPTS = ("search", "nothing_found", "language", "close")  # words that only scripts show


def script_words() -> str:
    """A script that gives pages the words that only their scripts show."""
    words = {key: WORDS[key] for key in OF_SCRIPTS}
    return f"window.WORDS={json.dumps(words, ensure_ascii=False)}\n"


def language_sheet() -> str:
    """Style rules that hide every language but the chosen one, where scripts can choose."""
    rules = [
        f".one-language:lang({shown}) [lang={other}]"
        for shown in languages()
        for other in languages()
        if other != shown
    ]
    return ", ".join(rules) + " { display: none; }\n" if rules else ""


def in_element(words: str) -> Markup:
    """Words as the contents of an element, where quotes may stand as they are."""
    return Markup(html.escape(words, quote=False))


def both(text: Text | str) -> Markup:
    """A text in every language, each marked as such; one that is the same in all, once.

    For the contents of elements: quotes are not escaped.
    """
    if isinstance(text, Markup):
        return text
    return in_element(text) if isinstance(text, str) else _marked(tuple(text.items()))


@cache
def _marked(words: tuple[tuple[str, str], ...]) -> Markup:
    if len({each for _, each in words}) == 1:
        return in_element(words[0][1])
    parts = [
        Markup("<i lang={}>{}</i>").format(language, in_element(each)) for language, each in words
    ]
    return Markup(" ").join(parts)


def in_attribute(text: Text) -> str:
    """A text in every language as one line, where no part of it can be hidden."""
    return " / ".join(text.values())


def as_data(text: Text) -> Markup:
    """A text as data attributes, for elements that can hold words of one language only."""
    return Markup(" ").join(
        Markup('data-{}="{}"').format(language, words) for language, words in text.items()
    )
