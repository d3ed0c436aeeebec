"""Drafts of the US General Social Survey against its waves as they were written by hand."""

import pytest
from gss_data import gss_file
from pipeline import ROOT
from test_scaffold_draft import problems_of

from tsunagari.waves.draft.draft import draft
from tsunagari.waves.draft.findings import findings
from tsunagari.waves.draft.known import described
from tsunagari.waves.draft.sources import read_sources
from tsunagari.waves.mapping import column_maps

CONFIG = ROOT / "tests" / "waves" / "gss" / "config"


@pytest.fixture(scope="module")
def gss():
    return described(CONFIG, ROOT / "workflow" / "schemas", "")


def found_in(gss, file: str, name: str):
    """What a draft finds, without a look at how the waves name their columns."""
    texts, codebook, waves = gss
    sources, files = read_sources([gss_file(file)], {})
    return findings("x", sources, files, codebook, texts, {}), waves[name], codebook


def hits(found, wave, codebook) -> dict[str, bool]:
    """Variable -> whether its first column is the one that was written by hand."""
    right = {}
    for entry in column_maps(codebook, wave):
        right.setdefault(entry.variable.name, set()).add(entry.raw)
    first = {e.proposal.target.variable.name: e.columns[0] for e in found.entries}
    return {name: first.get(name) in columns for name, columns in right.items()}


def test_labelled_stata_file(gss):
    found, wave, codebook = found_in(gss, "gss_2016_2020_wide.dta", "2016")
    right = hits(found, wave, codebook)
    # "highest year of school completed" shares too little with "Years of schooling"; two
    # questions on the use of the internet are alike, and both are shown.
    assert {name for name, hit in right.items() if not hit} <= {"schooling", "internet_use"}
    entries = {entry.proposal.target.variable.name: entry for entry in found.entries}
    # The file says "can't trust" of those who trust: that passes for no answer.
    assert entries["trust"].ways == ({"2": "cannot_be_too_careful", "3": "depends"},)
    assert "code 1 is no category: can't trust" in entries["trust"].doubts
    # fair runs against trust and helpful.
    assert entries["fair"].ways == ({"1": "take_advantage", "2": "fair", "3": "depends"},)
    assert entries["media_use"].column == "{item}_1a"
    assert entries["age"].numbers == {"89": (89, "89 or older")}


def test_text_of_words(gss):
    found, wave, codebook = found_in(gss, "gss_2006_2014.csv", "2008")
    right = hits(found, wave, codebook)
    assert {name for name, hit in right.items() if not hit} <= {"schooling"}
    assert found.repeated == (0, 6201)  # three panels of three interviews


def test_drafts_in_terms_of_the_section_are_valid(project, tmp_path):
    for file in ("gss_2016_2020_wide.dta", "gss_2006_2014.csv"):
        sources, files = read_sources([gss_file(file)], {})
        texts, waves = project.codebook_config, project.waves
        found = findings("x", sources, files, project.codebook, texts, waves)
        assert problems_of(draft(found), tmp_path, project, ROOT) == []
        assert {e.proposal.target.variable.name for e in found.entries} >= {"sex", "age"}
