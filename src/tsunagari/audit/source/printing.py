"""Checks of titles, captions and the printed text."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from tsunagari.audit.source.findings import Finding, finding
from tsunagari.audit.words import SOURCE
from tsunagari.codebook.labels import Labels
from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.config.words import main_language
from tsunagari.read.reading import Row

ASKED = re.compile(r"\(n=[\d,]+\)$")  # how many people were asked, behind a title
SUPPORTING = "supporting"  # a figure of another section, needed by this one
SCALES = ("multiple", "single")  # kinds of questions that a title speaks of


def _printed(key: str, **values: str) -> str:
    """Words as the publication prints them."""
    return SOURCE.say(key, main_language(), **values)


def _of_figure(figure: str) -> tuple[str, ...]:
    return (figure, *[""] * (len(KEYS) - 1))


def check_printing(
    codebook: Codebook,
    figures: Mapping[str, Mapping],
    labels: Mapping[str, Labels],
    published: Sequence[Row],
    text: Sequence[str],
) -> Iterator[Finding]:
    """All checks of titles, captions and tables; `check_lines` is for each number."""
    yield from check_titles(codebook, figures, labels)
    yield from check_captions(figures, text)
    yield from check_decimals(published)


# --- titles ------------------------------------------------------------------------
def check_titles(
    codebook: Codebook, figures: Mapping[str, Mapping], labels: Mapping[str, Labels]
) -> Iterator[Finding]:
    """`title_against_scale` and `title_against_countries` of every tabulated figure."""
    for figure, entry in figures.items():
        queries = entry.get("estimates", ())
        types = {codebook[query["variable"]].type for query in queries}
        if len(types) != 1 or not types <= set(SCALES) or entry["status"] == SUPPORTING:
            continue  # a title of another section is not printed here
        about = {"keys": _of_figure(figure), "printed": entry["title"][main_language()]}
        yield _scale(types.pop(), about)
        shown = {c for q in queries for c in q.get("countries", codebook["country"].categories)}
        yield _countries(shown, labels[figure], about)


def _scale(kind: str, about: dict) -> Finding:
    template = "title_fits"
    says_multiple = _printed("multiple") in about["printed"]
    if says_multiple != (kind == "multiple"):
        template = "title_says_multiple" if says_multiple else "title_lacks_multiple"
    return finding("title_against_scale", template, implied=kind, scale=SOURCE[kind], **about)


def _countries(shown: set[str], labels: Labels, about: dict) -> Finding:
    """A title that names countries names those of the figure."""
    texts = labels.texts["country"]
    named = [key for key, text in texts.items() if text[main_language()] in about["printed"]]
    template = "title_no_country"
    if named:
        template = "title_countries" if set(named) == shown else "title_other_countries"
    words = SOURCE.joined(text for key, text in texts.items() if key in shown)
    implied = ", ".join(named)
    return finding("title_against_countries", template, implied=implied, shown=words, **about)


# --- captions ---------------------------------------------------------------------------
def captions(text: Sequence[str]) -> list[tuple[int, str]]:
    """The number of every caption in the text, with its line, in printed order.

    A caption starts its line with the figure's number and nothing follows the number but
    the title; a sentence about a figure does not.
    """
    caption = re.compile(rf"^{_printed('figure', figure='')}(\d+(?:-\d+)+)(?=\s|$)")
    found = ((line, caption.match(words.strip())) for line, words in enumerate(text, start=1))
    return [(line, match[1]) for line, match in found if match]


def check_captions(figures: Mapping[str, Mapping], text: Sequence[str]) -> Iterator[Finding]:
    """`caption`: every figure is captioned once, in the order of numbers.

    `printed_title`: the title that the registry gives it is the one that the text prints.
    """
    printed = captions(text)
    for figure, entry in figures.items():
        lines = [line for line, number in printed if number == figure]
        name = _printed("figure", figure=figure) if lines else ""
        about = {"keys": _of_figure(figure), "printed": name}
        if entry["status"] == SUPPORTING:
            yield finding("caption", "other_section", **about)
        elif not lines:
            yield finding("caption", "no_caption", **about)
        elif len(lines) > 1:
            yield finding("caption", "captioned_twice", times=str(len(lines)), **about)
        else:
            yield _order(figure, lines[0], printed, about)
            yield _title(figure, entry["title"][main_language()], lines[0], text)


def _order(figure: str, line: int, printed: Sequence[tuple[int, str]], about: dict) -> Finding:
    later = [n for other, n in printed if other < line and _parts(n) > _parts(figure)]
    if not later:
        return finding("caption", "captioned", seed_line=line, **about)
    other = SOURCE.text("figure", figure=later[0])
    return finding("caption", "out_of_order", seed_line=line, other=other, **about)


def _parts(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split("-")))


def _title(figure: str, title: str, line: int, text: Sequence[str]) -> Finding:
    """Whether the words after a figure's number are its title, over line breaks.

    They may end with a line, or before the number of people asked, which is no part of them.
    """
    number = _printed("figure", figure=figure)
    wanted, words = _closed(number + title), ""
    for part in map(_closed, text[line - 1 :]):
        words += part
        if len(words) >= len(wanted):
            break
    about = {"keys": _of_figure(figure), "printed": title, "seed_line": line}
    after = words[len(wanted) :]
    if words.startswith(wanted) and (not after or ASKED.match(after)):
        return finding("printed_title", "title_printed", **about)
    about["implied"] = words.removeprefix(number)
    return finding("printed_title", "title_not_printed", **about)


def _closed(words: str) -> str:
    """Words without line breaks and spaces, full-width letters and digits made plain."""
    return _plain(words).replace(" ", "")


# --- numbers on their lines -----------------------------------------------------------------
def check_decimals(published: Sequence[Row]) -> Iterator[Finding]:
    """`decimals`: the percentages of a table are printed alike."""
    files: dict[str, list[Row]] = {}
    for row in published:
        if row.printed:
            files.setdefault(row.file, []).append(row)
    for figure, rows in files.items():
        kinds = sorted({row.decimals for row in rows})
        first = rows[0].figure
        keys = _of_figure(figure if figure == first else "")
        about = {"keys": keys, "implied": ", ".join(map(str, kinds)), "k": str(len(rows))}
        about |= {"against": figure if figure != first else ""}
        yield finding("decimals", "decimals" if len(kinds) == 1 else "mixed_decimals", **about)


def check_lines(published: Sequence[Row], text: Sequence[str]) -> Iterator[Finding]:
    """`printed_line`: every transcribed number stands on the line that it names, once."""
    for row in published:
        if row.seed_line is not None and (row.printed or row.n is not None):
            yield _line(row, text)


def _line(row: Row, text: Sequence[str]) -> Finding:
    """A number on its line; a base may be written with separators."""
    line = _plain(text[row.seed_line - 1]) if row.seed_line <= len(text) else ""
    about = {**row.about, "printed": row.printed or str(row.n)}
    written = row.printed or f"{row.n:,}"
    template = "not_on_its_line"
    if _stands(written, line):
        return finding("printed_line", "on_its_line", **about | {"implied": written})
    if line == written * 2:
        template = "printed_twice"
    elif written in line:
        template = "run_together"
    return finding("printed_line", template, **about | {"implied": line})


def _plain(words: str) -> str:
    """A line with full-width digits and spaces made plain."""
    return " ".join(unicodedata.normalize("NFKC", words).split())


def _stands(written: str, line: str) -> bool:
    """Whether a number stands in a line by itself, not within a longer one."""
    return re.search(rf"(?<![\d.,]){re.escape(written)}(?!\.?\d)", line) is not None
