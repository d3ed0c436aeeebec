"""What surrounds every chart: heading, mark of synthetic data, base, notes and source."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper import intervals as numbers
from tsunagari.draw.paper import style
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width, wrap
from tsunagari.draw.words import say

# ---- What pictures of figures and of models have around them alike -----------------------

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


SYNTHETIC = "synthetic"


def heading_words(spec: Mapping, labels: Labels, language: str) -> str:
    """The heading of a figure: its printed number and title."""
    return say("number", language, figure=labels.figure, title=spec["title"][language])


def waves_shown(estimates: pd.DataFrame | None, labels: Labels) -> list[str]:
    """The waves of the table, in order; a diagram has none."""
    return [] if estimates is None else labels.arrange("wave", estimates["wave"])


def open_page(
    estimates: pd.DataFrame | None,
    spec: Mapping,
    labels: Labels,
    language: str,
    heading: str | None = None,
    lines: Sequence[tuple[str, str]] = (),
) -> Page:
    """A page with heading, base, and the mark of synthetic data if any wave is synthetic.

    heading  of a picture without a printed number
    lines    further (words, colour) below the base
    """
    page = Page(language)
    waves = waves_shown(estimates, labels)
    made_up = any(labels.waves[wave]["source"] == SYNTHETIC for wave in waves)
    heading = heading or heading_words(spec, labels, language)
    room, below_mark = write_heading(page, heading, made_up)
    if "base" in spec:
        page.y += 2
        base = say("base", language, base=spec["base"][language])
        base += _shared_base(estimates, language)
        page.write(page.left + 9, wrap(base, style.LABEL, room), style.LABEL, style.SOFT)
    for line, colour in lines:
        page.y += 1
        page.write(page.left + 9, wrap(line, style.LABEL, room), style.LABEL, colour)
    page.y = max(page.y, below_mark) + 9
    return page


def _shared_base(estimates: pd.DataFrame | None, language: str) -> str:
    """The base, if all numbers of the table have the same."""
    found = [] if estimates is None else [n for n in estimates["n"].unique() if n > 0]
    return numbers.base(int(found[0]), language) if len(found) == 1 else ""


def close_page(
    page: Page,
    estimates: pd.DataFrame | None,
    spec: Mapping,
    labels: Labels,
    *remarks: str,
    hollow: bool = False,
) -> Figure:
    """The figure, with the key to assumed values, notes, reason and source below the chart.

    remarks  what the chart itself has to say, e.g. how its intervals are to be read
    hollow   assumed values are hollow dots, not hatched areas
    """
    rule_off(page)
    if estimates is not None and (estimates["basis"] == "assumed").any():
        words = say("assumed_hollow" if hollow else "assumed_hatched", page.language)
        key_to_assumed(page, words, hatched=not hollow)
    lines = [say("note", page.language, note=note[page.language]) for note in spec.get("notes", ())]
    lines += remarks
    if "reason" in spec:
        lines.append(say("reason", page.language, reason=spec["reason"][page.language]))
    lines += source_words(estimates, labels, page.language)
    write_remarks(page, lines)
    return page.finish()


def source_words(estimates: pd.DataFrame | None, labels: Labels, language: str) -> list[str]:
    """The source of each wave with its bases, and what the numbers stand on."""
    if estimates is None:
        return [say("source", language, sources=say("text_only", language))]
    parts = []
    for wave in waves_shown(estimates, labels):
        entry = labels.waves[wave]
        made = "made_synthetic" if entry["source"] == SYNTHETIC else "made_delivered"
        parts.append(
            say(
                "wave",
                language,
                title=entry["title"][language],
                n=_bases(estimates, wave, language),
                citation=entry["citation"][language],
                made=say(made, language),
            )
        )
    kinds = [k for k in ("delivered", "published", "assumed") if (estimates["basis"] == k).any()]
    stop, comma = ("。", "、") if language == "ja" else (". ", ", ")
    basis = comma.join(say(f"basis_{kind}", language) for kind in kinds)
    sources = say("source", language, sources=stop.join(parts))
    return [sources, say("basis", language, kinds=basis)] if kinds else [sources]


def _bases(estimates: pd.DataFrame, wave: str, language: str) -> str:
    """The bases of a wave's rows: one number, or the smallest and the largest."""
    people = estimates.loc[(estimates["wave"] == wave) & (estimates["n"] > 0), "n"]
    if people.empty:
        return "n=0"
    low, high = int(people.min()), int(people.max())
    return f"n={low:,}" if low == high else say("range", language, low=low, high=high)


# The head of a figure that config/indices.yaml declares: it has a title and no printed number.


def open_index_page(table: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Page:
    """A page with title, base, and, where a number is assumed, that none of this is a finding."""
    assumed = (table["basis"] == "assumed").any()
    lines = [(say("no_findings", language), style.WARNING)] if assumed else []
    title = spec["title"][language]
    return open_page(table, spec, labels, language, heading=title, lines=lines)
