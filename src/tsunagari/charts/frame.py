"""What surrounds every chart: heading, mark of synthetic data, base, notes and source."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.charts import numbers, style
from tsunagari.charts.page import Page
from tsunagari.charts.text import balance, height, width, wrap
from tsunagari.charts.words import say
from tsunagari.labels import Labels

SYNTHETIC = "synthetic"
STAMP, STAMP_PAD = 6.8, 4.0


def heading_words(spec: Mapping, labels: Labels, language: str) -> str:
    """The heading of a figure: its printed number and title."""
    return say("number", language, figure=labels.figure, title=spec["title"][language])


def waves_shown(estimates: pd.DataFrame | None, labels: Labels) -> list[str]:
    """The waves of the table, in order; a diagram has none."""
    return [] if estimates is None else labels.arrange("wave", estimates["wave"])


def open_page(estimates: pd.DataFrame | None, spec: Mapping, labels: Labels, language: str) -> Page:
    """A page with heading, base, and the mark of synthetic data if any wave is synthetic."""
    page = Page(language)
    top = page.y
    waves = waves_shown(estimates, labels)
    made_up = any(labels.waves[wave]["source"] == SYNTHETIC for wave in waves)
    stamp = _stamp(page, language) if made_up else (0.0, 0.0)
    room = page.breadth - 9 - stamp[0] - (10 if made_up else 0)
    heading = heading_words(spec, labels, language)
    page.figure.set_label(heading)
    words = balance(heading, style.HEADING, room)
    tall = height(words, style.HEADING)
    page.box(page.left, top, 3, tall, style.ACCENT)
    page.write(page.left + 9, words, style.HEADING, style.ACCENT)
    if "base" in spec:
        page.y += 2
        base = say("base", language, base=spec["base"][language])
        base += _shared_base(estimates, language)
        page.write(page.left + 9, wrap(base, style.LABEL, room), style.LABEL, style.SOFT)
    page.y = max(page.y, top + stamp[1]) + 9
    return page


def _shared_base(estimates: pd.DataFrame | None, language: str) -> str:
    """The base, if all numbers of the table have the same."""
    found = [] if estimates is None else [n for n in estimates["n"].unique() if n > 0]
    return numbers.base(int(found[0]), language) if len(found) == 1 else ""


def _stamp(page: Page, language: str) -> tuple[float, float]:
    """Draw the mark of synthetic data at the top right; gives its width and height."""
    words = say("synthetic", language)
    wide = width(words, STAMP) + 2 * STAMP_PAD
    tall = height(words, STAMP) + STAMP_PAD
    x = page.right - wide
    page.frame(x, page.y, wide, tall, style.WARNING, style.WARNING_PAPER)
    page.text(x + wide / 2, page.y + tall / 2, words, STAMP, style.WARNING, "center", "center")
    return wide, tall


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
    page.y += 7
    page.line([(page.left, page.y), (page.right, page.y)])
    page.y += 4
    if estimates is not None and (estimates["basis"] == "assumed").any():
        _assumed_key(page, hollow)
    lines = [say("note", page.language, note=note[page.language]) for note in spec.get("notes", ())]
    lines += remarks
    if "reason" in spec:
        lines.append(say("reason", page.language, reason=spec["reason"][page.language]))
    lines += source_words(estimates, labels, page.language)
    for line in lines:
        page.write(page.left, wrap(line, style.SMALL, page.breadth), style.SMALL, style.SOFT)
        page.y += 1.5
    return page.finish()


def _assumed_key(page: Page, hollow: bool) -> None:
    if hollow:
        page.dot(page.left + 7, page.y + 4, style.CATEGORICAL[0], 5.5, hollow=True)
    else:
        page.box(page.left, page.y + 0.5, 14, 7, style.NEUTRAL, hatched=True)
    words = say("assumed_hollow" if hollow else "assumed_hatched", page.language)
    page.write(page.left + 18, words, style.SMALL, style.SOFT)
    page.y += 1.5


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
    return [sources, say("basis", language, kinds=basis)]


def _bases(estimates: pd.DataFrame, wave: str, language: str) -> str:
    """The bases of a wave's rows: one number, or the smallest and the largest."""
    people = estimates.loc[(estimates["wave"] == wave) & (estimates["n"] > 0), "n"]
    if people.empty:
        return "n=0"
    low, high = int(people.min()), int(people.max())
    return f"n={low:,}" if low == high else say("range", language, low=low, high=high)
