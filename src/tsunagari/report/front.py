"""The pages that are no exhibit's: front page, audits, waves compared, about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from tsunagari.audit.claims.verdicts import HOLDS, PLAIN
from tsunagari.audit.claims.verdicts import VERDICTS as CLAIM_VERDICTS
from tsunagari.audit.numbers import VERDICTS
from tsunagari.codebook.labels import Labels, figure_labels
from tsunagari.config.words import Text, joined, languages, same, words_of
from tsunagari.harmonise.availability import ASKED, CONSTANT, PART
from tsunagari.harmonise.labels import availability_labels
from tsunagari.report.audit_tables import (
    claims_table,
    slips_table,
    source_counts,
    source_score,
    source_table,
    specifications_table,
    words_table,
)
from tsunagari.report.captions import text_of
from tsunagari.report.explorer import (
    choices_of,
    in_page,
    indicators_of,
    waves_rows,
    waves_spec,
)
from tsunagari.report.site import Site, SitePage, address, exhibit_page
from tsunagari.report.tables import PageCell, PageTable, with_words
from tsunagari.report.words import HEADS, WORDS, as_data, both, in_attribute, text

# ---- Which wave asked what in which country, as a table for the front page ---------------

ALL, SOME, FIXED = "●", "◐", "–"


def availability_table(table: pd.DataFrame, labels: Labels) -> PageTable:
    """Questions down, waves and countries across: asked, asked of some items or people, not.

    table  as tsunagari.harmonise.availability gives it: wave, country, variable, item, state and
           the grade of how far a wave compares with the one before that asked it
    """
    across = list(dict.fromkeys(zip(table["wave"], table["country"], strict=True)))
    cells = {
        key: _cell(rows) for key, rows in table.groupby(["variable", "wave", "country"], sort=False)
    }
    rows = []
    for variable in dict.fromkeys(table["variable"]):
        found = [cells.get((variable, *key), "") for key in across]
        shown = [PageCell(labels.texts["variable"][variable]), *map(PageCell, found)]
        rows.append(("", shown))
    heads = [HEADS["variable"], *(_head(labels, *key) for key in across)]
    return PageTable(heads, [False] * len(heads), rows, name="asked")


def _cell(rows: pd.DataFrame) -> str:
    """The state of a variable's items, counted where they differ, and their grades."""
    states = rows["state"]
    asked = int(states.isin([ASKED, PART]).sum())
    if (states == CONSTANT).all():
        return FIXED
    if not asked:
        return ""
    mark = ALL if (states == ASKED).all() else SOME
    count = f" {asked}/{len(rows)}" if asked < len(rows) else ""
    grades = "".join(sorted({grade for grade in rows["grade_with_earlier"] if grade}))
    return f"{mark}{count} {grades}".strip()


def _head(labels: Labels, wave: str, country: str) -> Text:
    named = labels.texts["country"].get(country, same(country))
    return joined([labels.texts["wave"][wave], named], same(" "))


def legend() -> Text:
    """What the marks mean."""
    return text("availability_note", all=ALL, some=SOME, fixed=FIXED)


# ---- The score in one line: how many numbers are reproduced, how many claims hold --------


def score(numbers: pd.DataFrame) -> Text:
    """How many published numbers got each verdict."""
    return text("score", total=len(numbers), **_counts(numbers["verdict"], VERDICTS))


def claims_score(claims: pd.DataFrame) -> Text:
    """How many claims got each verdict, on printed and on computed numbers."""
    computed = _counts(claims["computed_verdict"], CLAIM_VERDICTS, "computed_")
    published = _counts(claims["published_verdict"], CLAIM_VERDICTS)
    return text("score_claims", total=len(claims), **published, **computed)


def claims_of_any(claims: pd.DataFrame) -> Text:
    """How many claims all respondents who agree with print decide alike."""
    return text("claims_of_any", **_counts(claims["any_respondents"], PLAIN.values()))


def _counts(verdicts: pd.Series, kinds: Iterable[str], prefix: str = "") -> dict[str, int]:
    return {f"{prefix}{kind.replace(' ', '_')}": int((verdicts == kind).sum()) for kind in kinds}


def claims_tried(claims: pd.DataFrame) -> Text:
    """Of claims that hold on printed numbers, how many fail or are open under another choice."""
    holding = claims["published_verdict"].eq(HOLDS)
    failing = claims["failing_specifications"].ne("")
    undecided = claims["undecidable_specifications"].ne("") & ~failing
    return text(
        "claims_tried", some=int((holding & failing).sum()), open=int((holding & undecided).sum())
    )


ROWS = "rows"  # beside the specifications of each language, what both are drawn from
AS_WRITTEN = ("numbers", "source")  # tables that pages lead to as the pipeline wrote them


def everywhere(site: Site, formats: Sequence[str]) -> dict:
    """What every page is filled with."""
    return {
        "site": site,
        "words": WORDS,
        "languages": languages(),
        "both": both,
        "in_attribute": in_attribute,
        "as_data": as_data,
        "site_title": words_of(site.project.report["title"]),
        "navigation": site.navigation(),
        "banner": site.banner,
        "formats": list(formats),
        "address": address,
        "page_of": exhibit_page,
    }


def front_page(site: Site) -> SitePage:
    """The front page: the scores, the chapters, and what was asked."""
    waves = {wave: site.project.waves[wave] for wave in site.project.wanted_waves}
    labels = availability_labels(site.project.codebook_config, waves)
    context = {
        "title": words_of(site.project.report["title"]),
        "score": score(site.audits["numbers"]),
        "attained": site.attains,
        "claims_score": claims_score(site.audits["claims"]) if "claims" in site.audits else None,
        "availability": availability_table(site.audits["availability"], labels),
        "legend": legend(),
    }
    return SitePage("index", "index.html", context)


def about_page(versions: Mapping[str, str]) -> SitePage:
    """What the report is and what made it.

    versions  package -> its version
    """
    rows = [(f"version-{each[0]}", list(map(PageCell, each))) for each in versions.items()]
    heads = [HEADS["package"], HEADS["version"]]
    context = {
        "title": text("about_page"),
        "texts": [WORDS["about_text"], WORDS["about_parts"]],
        "versions": PageTable(heads, [False, False], rows, name="versions"),
    }
    return SitePage("about", "page.html", context)


def other_pages(site: Site, explorer: pd.DataFrame | None) -> Iterator[SitePage]:
    """The audits, and the waves compared."""
    numbers, guide = site.audits["numbers"], site.guide
    lines = [score(numbers), *([text("attained_note")] if site.attains else [])]
    yield _audit("numbers", lines, [(None, site.numbers(numbers))])
    checks, summary = site.audits["source"], site.audits["source_summary"]
    tables = [(None, source_table(checks, guide)), (text("summary"), source_counts(summary))]
    yield _audit("source", [source_score(checks)], tables)
    if "claims" in site.audits:
        claims, tried = site.audits["claims"], site.audits["specifications"]
        more = [
            (None, claims_table(claims, guide)),
            (text("vague_words"), words_table(site.project.claims.get("vagueness", {}))),
            (text("specifications"), specifications_table(tried, claims)),
            (text("slips"), slips_table(site.audits["slips"], guide)),
        ]
        lines = [
            claims_score(claims),
            claims_of_any(claims),
            claims_tried(claims),
            text("claims_note"),
        ]
        yield _audit("claims", lines, more)
    yield _waves(site, explorer)


def _audit(name: str, lines: list[Text], tables: list) -> SitePage:
    csv = f"../audit/{name}.csv" if name in AS_WRITTEN else f"csv/{name}.csv"
    context = {"title": text(f"{name}_page"), "lines": lines, "tables": tables, "csv": csv}
    return SitePage(f"audit/{name}", "audit.html", context)


def _waves(site: Site, explorer: pd.DataFrame | None) -> SitePage:
    """Waves compared: pictures of comparisons, and shares that a reader chooses."""
    context = {
        "title": text("waves_page"),
        "exhibits": [each for each in site.shown if each.kind == "comparison"],
        "specs": {} if explorer is None else explorer_specs(site, explorer),
    }
    return SitePage("waves", "waves.html", context)


def explorer_specs(site: Site, explorer: pd.DataFrame) -> dict[str, str]:
    """The explorer's picture in each language, and its rows, as JSON."""
    entry, config = site.project.report["explorer"], site.project.codebook_config
    shown = explorer[explorer["n"] > 0]
    queries = {"estimates": [{"variable": each["variable"]} for each in entry["indicators"]]}
    labels = figure_labels(config, "explorer", queries, site.project.waves)
    choices = choices_of(entry, shown, config)
    names = {name: config["variables"][name]["label"] for name in choices}
    waves = {wave: labels.texts["wave"][wave] for wave in labels.arrange("wave", shown["wave"])}
    said = (waves, indicators_of(shown, labels), choices, names, entry["title"])
    specs = {language: in_page(waves_spec(*said, language)) for language in languages()}
    return {**specs, ROWS: in_page(waves_rows(shown, choices))}


def downloads(site: Site) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables that pages offer in a form for Excel: (name of the file, table).

    Of figures, their numbers with Japanese words beside keys; of claims, what their page shows.
    Others hold no Japanese, and pages lead to the pipeline's own files.
    """
    for exhibit in site.shown:
        if exhibit.kind == "figure" and exhibit.tables:
            read = text_of(exhibit, site.project)
            yield exhibit.name, with_words(site.main(exhibit), read)
    if "claims" in site.audits:
        yield "claims", site.audits["claims"]
