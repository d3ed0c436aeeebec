"""What pictures of figures and of models have around them alike."""

from __future__ import annotations

from collections.abc import Iterable

from tsunagari.charts import style
from tsunagari.charts.page import Page
from tsunagari.charts.text import balance, height, width, wrap
from tsunagari.charts.words import say

STAMP, STAMP_PAD = 6.8, 4.0
INDENT = 9.0  # of the heading and of what stands below it, behind the bar


def write_heading(page: Page, heading: str, made_up: bool) -> tuple[float, float]:
    """The heading behind its bar and, if data are made up, their mark at the top right.

    Gives the breadth that is left beside the mark and where the mark ends.
    """
    top = page.y
    wide, tall = _stamp(page) if made_up else (0.0, 0.0)
    room = page.breadth - INDENT - wide - (10 if made_up else 0)
    page.figure.set_label(heading)
    words = balance(heading, style.HEADING, room)
    page.box(page.left, top, 3, height(words, style.HEADING), style.ACCENT)
    page.write(page.left + INDENT, words, style.HEADING, style.ACCENT)
    return room, top + tall


def _stamp(page: Page) -> tuple[float, float]:
    """Draw the mark of synthetic data at the top right; gives its width and height."""
    words = say("synthetic", page.language)
    wide = width(words, STAMP) + 2 * STAMP_PAD
    tall = height(words, STAMP) + STAMP_PAD
    x = page.right - wide
    page.frame(x, page.y, wide, tall, style.WARNING, style.WARNING_PAPER)
    page.text(x + wide / 2, page.y + tall / 2, words, STAMP, style.WARNING, "center", "center")
    return wide, tall


def rule_off(page: Page) -> None:
    """The line below the chart."""
    page.y += 7
    page.line([(page.left, page.y), (page.right, page.y)])
    page.y += 4


def key_to_assumed(page: Page, words: str, hatched: bool) -> None:
    """What marks an assumed value, a hatched area or a hollow dot, and what it means."""
    if hatched:
        page.box(page.left, page.y + 0.5, 14, 7, style.NEUTRAL, hatched=True)
    else:
        page.dot(page.left + 7, page.y + 4, style.CATEGORICAL[0], 5.5, hollow=True)
    page.write(page.left + 18, words, style.SMALL, style.SOFT)
    page.y += 1.5


def write_remarks(page: Page, lines: Iterable[str]) -> None:
    """Notes and sources in small print."""
    for line in lines:
        page.write(page.left, wrap(line, style.SMALL, page.breadth), style.SMALL, style.SOFT)
        page.y += 1.5
