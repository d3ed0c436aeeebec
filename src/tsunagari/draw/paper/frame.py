"""What surrounds every chart: heading, mark of synthetic data, base, notes and source.

A figure of the book has a printed number, and its waves are those of its table. A model has
none, its people may come from several waves together, and associations are said to be no
findings wherever they were put into synthetic respondents.
"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import ASSUMED, DELIVERED, PUBLISHED
from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper import style
from tsunagari.draw.paper.intervals import sampling_words
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width, wrap
from tsunagari.draw.words import Wording

STAMP, STAMP_PAD = 6.8, 4.0
INDENT = 9.0  # of the heading and of what stands below it, behind the bar
KINDS = (DELIVERED, PUBLISHED, ASSUMED)  # what a number can stand on
Line = tuple[str, str]  # words, colour


# ---- What a table stands on --------------------------------------------------------------


def made_up(waves: Iterable[str], labels: Labels) -> bool:
    """Whether any of the waves is synthetic."""
    return any(labels.waves[wave]["source"] == "synthetic" for wave in waves)


def waves_shown(table: pd.DataFrame | None, labels: Labels) -> list[str]:
    """The waves of the table, in order; a diagram has none."""
    return [] if table is None else labels.arrange("wave", table["wave"])


def model_basis(table: pd.DataFrame, entry: Mapping, labels: Labels) -> pd.Series:
    """What each row stands on; a table that does not say so stands on its waves' sources.

    # ASSUME: an association in synthetic respondents is assumed unless its table says else.
    """
    if "basis" in table:
        return table["basis"]
    basis = ASSUMED if made_up(entry["waves"], labels) else "delivered"
    return pd.Series(basis, index=table.index)


def odds_of(table: pd.DataFrame, column: str = "odds") -> str:
    """By which odds a model's numbers are (see models.allowed), or another word of its `odds`; ""
    of a table that says nothing of them."""
    return str(table[column].iloc[0]) if column in table and len(table) else ""


# ---- Above the chart ---------------------------------------------------------------------


def heading_words(spec: Mapping, labels: Labels, language: str) -> str:
    """The heading of a figure: its printed number and title."""
    wording = Wording(labels, language)
    return wording.say("number", figure=labels.figure, title=wording.of(spec["title"]))


def model_head(kind: str, entry: Mapping, wording: Wording, odds: str = "") -> tuple[str, str]:
    """The title of a model and what of it is shown (coefficients, shares ...), by which odds;
    its outcome and family."""
    outcome = wording.of(next(iter(wording.labels.texts["outcome"].values())))
    title = wording.say(f"{kind}_of", title=wording.of(entry["title"]))
    if odds:
        title = wording.say("by_odds", words=title, odds=wording.say(f"odds_{odds}"))
    return (
        title,
        wording.say("outcome", outcome=outcome, family=wording.say(entry["family"])),
    )


def open_page(
    table: pd.DataFrame | None,
    spec: Mapping,
    labels: Labels,
    language: str,
    heading: str | None = None,
    lines: Sequence[Line] = (),
) -> Page:
    """A page with heading, base, and the mark of synthetic data if any wave is synthetic.

    heading  of a picture without a printed number
    lines    further (words, colour) below the base
    """
    page = Page(labels, language)
    heading = heading or heading_words(spec, labels, language)
    room, below_mark = _heading(page, heading, made_up(waves_shown(table, labels), labels))
    bases = [] if table is None else [n for n in table["n"].unique() if n > 0]
    _below_heading(page, [*_base(page, spec, bases), *lines], room, 2 if "base" in spec else 1)
    page.y = max(page.y, below_mark) + 9
    return page


def open_index_page(table: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Page:
    """A page of a figure of config/indices.yaml, which has a title and no printed number;
    where a number is assumed it says that none of this is a finding."""
    heading = spec["title"][language]
    assumed = (table["basis"] == ASSUMED).any()
    lines = [(Wording(labels, language).say("no_findings"), style.WARNING)] if assumed else []
    return open_page(table, spec, labels, language, heading, lines)


def open_model_page(
    kind: str, table: pd.DataFrame, entry: Mapping, labels: Labels, language: str, *more: str
) -> Page:
    """A page with heading, base, outcome, further lines, and what is synthetic said so."""
    page = Page(labels, language)
    heading, outcome = model_head(kind, entry, page, odds_of(table) if kind == "shares" else "")
    room, below_mark = _heading(page, heading, made_up(entry["waves"], labels))
    bases = list(table["n"].unique()) if "n" in table else []
    lines = [*_base(page, entry, bases), (outcome, style.SOFT), *((m, style.INK) for m in more)]
    _below_heading(page, lines, room, 2)
    page.y += 1
    if (model_basis(table, entry, labels) == ASSUMED).any():
        page.y = max(page.y, below_mark + 2)
        page.wrapped(page.say("no_findings"), style.LABEL, style.WARNING, INDENT)
    page.y = max(page.y, below_mark) + 9
    return page


def _heading(page: Page, heading: str, synthetic: bool) -> tuple[float, float]:
    """The heading behind its bar and, if data are made up, their mark at the top right.

    Gives the breadth that is left beside the mark and where the mark ends.
    """
    top = page.y
    wide, tall = _stamp(page) if synthetic else (0.0, 0.0)
    room = page.breadth - INDENT - wide - (10 if synthetic else 0)
    page.figure.set_label(heading)
    words = balance(heading, style.HEADING, room)
    page.box(page.left, top, 3, height(words, style.HEADING), style.ACCENT)
    page.write(page.left + INDENT, words, style.HEADING, style.ACCENT)
    return room, top + tall


def _stamp(page: Page) -> tuple[float, float]:
    """Draw the mark of synthetic data at the top right; gives its width and height."""
    words = page.say("synthetic")
    wide, tall = width(words, STAMP) + 2 * STAMP_PAD, height(words, STAMP) + STAMP_PAD
    x = page.right - wide
    page.frame(x, page.y, wide, tall, style.WARNING, style.WARNING_PAPER)
    page.level(x + wide / 2, page.y + tall / 2, words, STAMP, style.WARNING, "center")
    return wide, tall


def _base(page: Page, entry: Mapping, bases: Sequence[int]) -> list[Line]:
    """The base, with its number of people if all rows have the same."""
    if "base" not in entry:
        return []
    people = page.base(int(bases[0])) if len(bases) == 1 else ""
    return [(page.say("base", base=page.of(entry["base"])) + people, style.SOFT)]


def _below_heading(page: Page, lines: Sequence[Line], room: float, gap: float) -> None:
    for words, colour in lines:
        page.y += gap
        page.write(page.left + INDENT, wrap(words, style.LABEL, room), style.LABEL, colour)
        gap = 1


# ---- Below the chart ---------------------------------------------------------------------


def close_page(
    page: Page, table: pd.DataFrame | None, spec: Mapping, *remarks: str, hollow: bool = False
) -> Figure:
    """The figure, with the key to assumed values, notes, reason and source below the chart.

    remarks  what the chart itself has to say, e.g. how its intervals are to be read
    hollow   assumed values are hollow dots, not hatched areas
    """
    basis = pd.Series(dtype=str) if table is None else table["basis"]
    key = "assumed_hollow" if hollow else "assumed_hatched"
    return _close(page, basis, key, spec, [*remarks], source_words(table, page))


def close_model_page(
    page: Page, table: pd.DataFrame, entry: Mapping, *remarks: str, hatched: bool = False
) -> Figure:
    """As `close_page`, with how intervals are to be read."""
    waves = page.labels.arrange("wave", entry["waves"])
    source = _source(table, waves, page, "model")
    lines = [*remarks, sampling_words(entry["waves"], page)]
    key = "assumed_hatched" if hatched else "assumed_in_model"
    return _close(page, model_basis(table, entry, page.labels), key, entry, lines, source)


def _close(
    page: Page, basis: pd.Series, key: str, entry: Mapping, remarks: list[str], source: str
) -> Figure:
    page.y += 7
    page.rule()
    page.y += 4
    if (basis == ASSUMED).any():
        if key == "assumed_hatched":
            page.box(page.left, page.y + 0.5, 14, 7, style.NEUTRAL, hatched=True)
        else:
            page.dot(page.left + 7, page.y + 4, style.CATEGORICAL[0], 5.5, hollow=True)
        page.write(page.left + 18, page.say(key), style.SMALL, style.SOFT)
        page.y += 1.5
    lines = [page.say("note", note=page.of(note)) for note in entry.get("notes", ())] + remarks
    if "reason" in entry:
        lines.append(page.say("reason", reason=page.of(entry["reason"])))
    lines.append(source)
    if kinds := [page.say(f"basis_{kind}") for kind in KINDS if (basis == kind).any()]:
        lines.append(page.say("basis", kinds=page.listed(kinds)))
    for line in lines:
        page.wrapped(line, style.SMALL, style.SOFT)
        page.y += 1.5
    return page.finish()


def source_words(table: pd.DataFrame | None, wording: Wording) -> str:
    """The source of each wave of the table, with its bases."""
    if table is None:
        return wording.say("source", sources=wording.say("text_only"))
    return _source(table, waves_shown(table, wording.labels), wording, "made")


def _source(table: pd.DataFrame, waves: Sequence[str], wording: Wording, verb: str) -> str:
    """The source of each wave, and of how many people, wave by wave or of all together.

    verb  how words say what was done with the responses: made (tabulated) or model
    """
    parts, by_wave = [], "n" in table and "wave" in table
    for wave in waves:
        about = wording.labels.waves[wave]
        kind = "synthetic" if made_up([wave], wording.labels) else "delivered"
        title = wording.of(about["title"])
        people = table.loc[table["wave"] == wave, "n"] if by_wave else ()
        if len(people):
            title = wording.say("model_n", sources=title, n=_people(people, wording))
        words = {"citation": wording.of(about["citation"]), "made": wording.say(f"{verb}_{kind}")}
        parts.append(wording.say("model_wave", title=title, **words))
    sources = wording.listed(parts, "stop")
    if "n" in table and not by_wave:
        sources = wording.say("model_n", sources=sources, n=_people(table["n"], wording))
    return wording.say("source", sources=sources)


def _people(n: pd.Series, wording: Wording) -> str:
    """The bases of rows: one number, or the smallest and the largest."""
    people = n[n > 0]
    if people.empty:
        return "n=0"
    low, high = int(people.min()), int(people.max())
    return f"n={low:,}" if low == high else wording.say("range", low=low, high=high)
