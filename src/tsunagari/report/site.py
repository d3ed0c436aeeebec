"""The pages of the report: each a name, a template and what it is filled with."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from tsunagari.audit.numbers import AGREES
from tsunagari.codebook.labels import Labels, figure_labels
from tsunagari.config.words import Text, languages, same, words_of
from tsunagari.config.words import joined as texts_joined
from tsunagari.project import Project
from tsunagari.report.audit_tables import FIGURE, Guide, numbers_table
from tsunagari.report.captions import caption, labels_of, text_of
from tsunagari.report.code_pages import (
    CodePlace,
    notebook_cells,
    source_page,
    with_places,
)
from tsunagari.report.exhibits import Exhibit, chapters, exhibits
from tsunagari.report.explorer import in_page, quadrant_spec
from tsunagari.report.figure_tables import (
    COLUMNS_PAGE,
    main_table,
    raw_address,
    rows_shown,
    variable_of,
    with_published,
)
from tsunagari.report.provenance import (
    Provenance,
    Tracer,
    VariableSource,
    places,
    places_of_variables,
)
from tsunagari.report.tables import PageTable
from tsunagari.report.words import WORDS, joined, text

# What can be searched: figures by their titles, published numbers by where they stand.

Entry = tuple[str, Text]  # address, words


def search_index(pages: Sequence[Entry], numbers: pd.DataFrame, guide: Guide) -> str:
    """A script that gives pages the index, since pages of files may not fetch one.

    pages    [address, its title in each language]
    words    a list of the same words in each language, once each
    numbers  [figure, places of its words in `words`, published, computed], a row each
    """
    words: dict[tuple[str, ...], int] = {}
    rows = []
    for row in numbers.to_dict("records"):
        said = [tuple(text[language] for language in languages()) for text in guide.words(row)]
        places = [words.setdefault(each, len(words)) for each in said]
        rows.append([row[FIGURE], places, row["printed"], row["computed_printed"]])
    index = {
        "pages": [[address, *words_of(title).values()] for address, title in pages],
        "words": list(words),
        "numbers": rows,
    }
    return f"window.SEARCH={json.dumps(index, ensure_ascii=False, separators=(',', ':'))}\n"


SECTION_TEXT = "resources/source/section.txt"
SYNTHETIC = "synthetic"
ATTAINED = AGREES[SYNTHETIC]
QUADRANT = "quadrant"  # the kind of picture that a reader can point at


@dataclass(frozen=True)
class SitePage:
    """One page: its name (its address without ending), template and context."""

    name: str
    template: str
    context: Mapping = field(default_factory=dict)


def exhibit_page(exhibit: Exhibit) -> str:
    """The name of an exhibit's page."""
    return f"figures/{exhibit.name}"


def address(place: CodePlace) -> str:
    """The page and line of a place in the code."""
    return f"{source_page(place.file)}#L{place.line}"


@dataclass(eq=False)
class Site:
    """All that pages are made of; the methods give pages and read no file.

    tables    file of results -> its table      audits  numbers, claims ... -> its table
    pictures  stem -> language -> how it is shown (see the templates)
    notebooks stem -> the executed notebook's JSON
    """

    project: Project
    tracer: Tracer
    tables: Mapping[str, pd.DataFrame]
    audits: Mapping[str, pd.DataFrame]
    pictures: Mapping[str, Mapping]
    notebooks: Mapping[str, str]

    @cached_property
    def shown(self) -> list[Exhibit]:
        return exhibits(self.project)

    @cached_property
    def chapters(self) -> dict[str, Text]:
        return chapters(self.shown, self.project.report["parts"])

    @cached_property
    def labels(self) -> dict[str, Labels]:
        """The labels of every figure."""
        config, waves = self.project.codebook_config, self.project.waves
        return {
            number: figure_labels(config, number, entry, waves)
            for number, entry in self.project.figures.items()
        }

    @cached_property
    def guide(self) -> Guide:
        """What audits need to name figures and lead to their pages."""
        figures = self.project.figures.items()
        alone = {number for number, entry in figures if len(entry.get("waves", ())) < 2}
        pages = {each.name: exhibit_page(each) for each in self.shown if each.kind == "figure"}
        return Guide(self.labels, alone, pages, source_page(SECTION_TEXT))

    @cached_property
    def provenances(self) -> dict[str, Provenance]:
        return {each.name: self.tracer.trace(each) for each in self.shown}

    @property
    def banner(self) -> Text | None:
        """What is synthetic, while anything is."""
        waves = [self.project.waves[wave] for wave in self.project.wanted_waves]
        titles = [dict(wave["title"]) for wave in waves if wave["source"] == SYNTHETIC]
        return text("banner", waves=joined(titles, "and")) if titles else None

    @property
    def attains(self) -> bool:
        """Whether any published number agrees with synthetic respondents only."""
        return ATTAINED in set(self.audits["numbers"]["verdict"])

    def search(self) -> str:
        """The script with what can be searched."""
        pages = [(f"{exhibit_page(each)}.html", each.title) for each in self.shown]
        return search_index(pages, self.audits["numbers"], self.guide)

    def navigation(self) -> list[tuple[str, Text]]:
        """The links that every page has: page -> words."""
        made = [name for name in ("numbers", "source", "claims") if name in self.audits]
        audits = [(f"audit/{name}", text(f"{name}_page")) for name in made]
        return [("index", text("home")), *audits, ("waves", text("waves_page")),
                ("about", text("about_page"))]  # fmt: skip

    # --- exhibits -----------------------------------------------------------------
    def exhibit_pages(self) -> Iterator[SitePage]:
        """A page an exhibit, in the order of the story."""
        rows = zip([None, *self.shown], self.shown, [*self.shown[1:], None], strict=False)
        for before, exhibit, after in rows:
            context = {**self.exhibit(exhibit), "before": before, "after": after}
            yield SitePage(exhibit_page(exhibit), "exhibit.html", context)

    def exhibit(self, exhibit: Exhibit) -> dict:
        """What an exhibit's page shows."""
        table, shown = self.main(exhibit), None
        numbers = self.audits["numbers"]
        of_exhibit = left = numbers[numbers["figure"] == exhibit.name]
        if table is not None:
            beside, left = with_published(table, left)
            read = text_of(exhibit, self.project)
            shown = main_table(exhibit, beside, read, self.project.codebook)
        return {
            "title": exhibit.title,
            "exhibit": exhibit,
            "caption": caption(exhibit, table, self.project),
            "table": shown,
            "attained": ATTAINED in set(of_exhibit["verdict"]),
            "csv": self.csv(exhibit),
            "published": None if left.empty else replace(self.numbers(left), filters=()),
            "provenance": self.provenances[exhibit.name],
            "specs": self.explored(exhibit),
        }

    def explored(self, exhibit: Exhibit) -> dict[str, str]:
        """The picture of an exhibit on two axes in each language, as JSON; none of others."""
        if exhibit.entry.get("notebook") != QUADRANT:
            return {}
        shown = self.main(exhibit), exhibit.entry, labels_of(exhibit, self.project)
        return {language: in_page(quadrant_spec(*shown, language)) for language in languages()}

    def csv(self, exhibit: Exhibit) -> str:
        """The address of its numbers: of a figure in a form for Excel, else the pipeline's own."""
        if not exhibit.tables:
            return ""
        own = exhibit.tables[0].partition("/")[2]
        return f"csv/{exhibit.name}.csv" if exhibit.kind == "figure" else f"../{own}"

    def main(self, exhibit: Exhibit) -> pd.DataFrame | None:
        """The rows of the exhibit's main tables that it shows, of all its waves."""
        if not exhibit.main_tables:
            return None
        tables = [self.tables[name] for name in exhibit.main_tables]
        table = pd.concat(tables, ignore_index=True)
        return rows_shown(exhibit, table, labels_of(exhibit, self.project).texts)

    def numbers(self, numbers: pd.DataFrame) -> PageTable:
        """Published numbers beside computed ones; these lead to the raw columns they count."""
        known = {each.name: each for each in self.shown}
        anchors = {}
        for place, row in enumerate(numbers.to_dict("records")):
            exhibit = known.get(row["figure"])
            if exhibit is not None and exhibit.tables:
                variable = variable_of(row, exhibit, self.project.codebook)
                anchors[place] = raw_address(variable) if variable else exhibit_page(exhibit)
        return numbers_table(numbers, self.guide, anchors)

    def chapter_pages(self) -> Iterator[SitePage]:
        """A page a part of the story: its exhibits in order."""
        for chapter, title in self.chapters.items():
            own = [each for each in self.shown if each.chapter == chapter]
            context = {"title": title, "exhibits": own}
            yield SitePage(f"chapters/{chapter}", "chapter.html", context)

    @cached_property
    def variables(self) -> list[VariableSource]:
        """The variables that anything shown counts, in the codebook's order."""
        used = {name for each in self.provenances.values() for name, _ in each.variables}
        waves = {wave: self.project.waves[wave] for wave in self.project.wanted_waves}
        known = self.project.codebook.variables
        return [self.tracer.variable(name, waves) for name in known if name in used]

    def columns_page(self) -> SitePage:
        """The raw columns behind every variable."""
        context = {"title": text("raw_columns"), "variables": self.variables}
        return SitePage(COLUMNS_PAGE, "columns.html", context)

    def short_caption(self, exhibit: Exhibit) -> list[Text]:
        """All of the caption of a figure; of what goes beyond the book its base, which its
        picture says the rest to."""
        lines = caption(exhibit, self.main(exhibit), self.project)
        return lines if exhibit.kind == "figure" else lines[:1]

    # --- code ---------------------------------------------------------------------
    def notebook_pages(self) -> Iterator[SitePage]:
        """The executed notebooks of the section's figures; pages of others lead to their files."""
        for exhibit in self.shown:
            if exhibit.notebook and exhibit.kind == "figure":
                cells = notebook_cells(self.notebooks[exhibit.notebook])
                context = {
                    "title": texts_joined([WORDS["executed"], same(exhibit.notebook)], same(" ")),
                    "cells": cells,
                    "back": (exhibit_page(exhibit), exhibit.title),
                }
                yield SitePage(f"notebooks/{exhibit.notebook}", "notebook.html", context)

    def files_linked(self) -> list[str]:
        """The files of code and configuration that pages lead to, and the section's text."""
        found = [file for each in self.provenances.values() for file in places(each)]
        return sorted({*found, *places_of_variables(self.variables), SECTION_TEXT})

    def source_pages(self, texts: Mapping[str, str]) -> Iterator[SitePage]:
        """A page a file, of those given (file -> its text)."""
        for file, code in texts.items():
            title = text("section_text") if file == SECTION_TEXT else same(file)
            context = {"title": title, "file": file, "lines": with_places(code, file)}
            yield SitePage(source_page(file), "source.html", context)
