"""All checks of a publication against itself, as one table."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from tsunagari.audit.source.combinations import combinations
from tsunagari.audit.source.contradictions import check_contradiction
from tsunagari.audit.source.counts import Publication, read_counts
from tsunagari.audit.source.derivations import check_derivations
from tsunagari.audit.source.findings import Finding, finding, findings_table, summary
from tsunagari.audit.source.places import Places
from tsunagari.audit.source.printing import check_lines, check_printing
from tsunagari.audit.source.relations import check_relations
from tsunagari.audit.source.rows import check_row, check_unknown_base
from tsunagari.audit.source.shares import check_count, check_moments, check_orphan
from tsunagari.codebook.labels import Labels
from tsunagari.codebook.variables import Codebook
from tsunagari.read.reading import DEVIATION, MEAN, Row

__all__ = ["audit_source", "summary"]


def audit_source(
    codebook: Codebook,
    published: pd.DataFrame,
    figures: Mapping[str, Mapping],
    labels: Mapping[str, Labels],
    names: Mapping[str, Mapping[str, str]],
    text: Sequence[str],
    contradictions: pd.DataFrame,
) -> pd.DataFrame:
    """One row a check (see Finding), every published row in at least one of them.

    published       as tsunagari.read.published reads it
    labels, names   labels of each figure, names of each variable
    text            the lines of the printed text
    contradictions  what the builder of synthetic respondents found: smallest sets of numbers
                    that no respondents can give, of all numbers of a wave at once
    """
    publication = read_counts(codebook, published, figures)
    places = Places(codebook, labels, names)
    findings = [
        *check_printing(codebook, figures, labels, publication.rows, text),
        *_numbers(publication, places),
        *_against_each_other(publication, places),
    ]
    findings += _rest(publication, findings)
    findings += check_lines(publication.rows, text)
    findings += [check_contradiction(row, places) for row in contradictions.to_dict("records")]
    return findings_table(findings)


def _numbers(publication: Publication, places: Places) -> Iterator[Finding]:
    """Each number, each row, people of unknown number."""
    for ledger in publication.ledgers.values():
        for count in ledger.counts:
            if not count.is_base:
                yield from check_count(count, places)
        for row in ledger.table_rows.values():
            yield from check_row(row, ledger, places)
        yield from check_unknown_base(ledger, places)
    for row in publication.orphans:
        yield check_orphan(row, publication)


def _against_each_other(publication: Publication, places: Places) -> Iterator[Finding]:
    combined = combinations(places.codebook)
    for survey, ledger in publication.ledgers.items():
        rows = [row for row in publication.unread if row.survey == survey]
        means = [row for row in rows if row.category == MEAN]
        moments = [row for row in rows if row.category in (MEAN, DEVIATION)]
        yield from check_relations(ledger, places)
        yield from check_derivations(ledger, combined, means, places)
        yield from check_moments(ledger, moments, places)


def _rest(publication: Publication, findings: Sequence[Finding]) -> Iterator[Finding]:
    """`no_check`: published rows that no check has spoken of, and why."""
    checked = {finding.keys for finding in findings}
    for row in publication.derived:
        yield _unchecked(row, "derived_number")
    for row in publication.unread:
        if row.printed or row.keys not in checked:
            template = "no_table" if row.value is None else "no_percentage"
            yield _unchecked(row, template if row.survey[0] else "about_no_survey")


def _unchecked(row: Row, template: str) -> Finding:
    return finding("no_check", template, **row.about | {"printed": row.text or str(row.n)})
