"""The crate's graph: nothing dangles, nothing comes twice, and each file has its hash."""

import pytest
from conftest import ROOT

from tsunagari.archive.citation import Author, Citation
from tsunagari.archive.crate import CrateFile, crate

CITATION = Citation(
    title="t", abstract="a", authors=(Author("The makers", "", False),), version="1",
    released="2026-01-01", license="MIT", keywords=("k",), repository="", paper_title="p",
    paper_authors=(Author("Ada Lovelace", "0000-0002-1825-0097", True), Author("省", "", False, "https://example.org")),
    paper_year="2018", paper_url="https://example.org/paper",
)  # fmt: skip
FILES = [
    CrateFile("Snakefile", "", "0" * 64, 7),
    CrateFile("results/a.csv", "表", "1" * 64, 12),
    CrateFile("README.md"),
]


@pytest.fixture
def graph() -> dict[str, dict]:
    licence = {"name": "CC BY 4.0", "url": "https://example.org/by"}
    data = {"rights": {"ja": "自由。", "en": "Free."}, "license": licence}
    folders, software = {"src/": "functions"}, {"snakemake": "9", "pandas": "3"}
    made = crate(ROOT / "workflow" / "archive", CITATION, data, FILES, folders, software)
    entities = made["@graph"]
    names = [entity["@id"] for entity in entities]
    assert len(names) == len(set(names))
    return {entity["@id"]: entity for entity in entities}


def references(value: object) -> list[str]:
    """The entities that a value refers to, at any depth."""
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            return [value["@id"]]
        return [each for inner in value.values() for each in references(inner)]
    return (
        [each for inner in value for each in references(inner)] if isinstance(value, list) else []
    )


def test_every_reference_inside_the_crate_leads_to_an_entity(graph):
    away = ("https://w3id.org/", "https://bioschemas.org/", "https://snakemake.github.io")
    named = {each for entity in graph.values() for each in references(entity)}
    assert {each for each in named if each not in graph} - {"https://example.org"} == {
        each for each in named if each.startswith(away) and each not in graph
    }


def test_the_root_holds_every_file_once_and_the_workflow_is_its_main_entity(graph):
    parts = references(graph["./"]["hasPart"])
    assert sorted(parts) == ["README.md", "Snakefile", "results/a.csv", "src/"]
    assert graph["./"]["mainEntity"] == {"@id": "Snakefile"}
    assert "ComputationalWorkflow" in graph["Snakefile"]["@type"]
    assert graph["Snakefile"]["sha256"] == "0" * 64


def test_files_made_after_the_crate_have_no_hash_and_others_their_own(graph):
    assert graph["results/a.csv"]["sha256"] == "1" * 64
    assert graph["results/a.csv"]["contentSize"] == "12"
    assert graph["results/a.csv"]["encodingFormat"] == "text/csv"
    assert "sha256" not in graph["README.md"]


def test_people_go_by_orcid_and_organisations_by_name(graph):
    assert graph["https://orcid.org/0000-0002-1825-0097"]["@type"] == "Person"
    assert graph["#The-makers"]["@type"] == "Organization"
    assert len(graph["https://example.org/paper"]["author"]) == 2
