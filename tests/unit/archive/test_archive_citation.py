"""CITATION.cff against its schema and the project; codecheck.yml against CODECHECK's rules."""

import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
import yaml

from tsunagari.archive.citation import Author, Citation, read_citation
from tsunagari.archive.exhibits import ExhibitRow
from tsunagari.archive.statement import manifest_items, render
from tsunagari.config.problems import ProblemsFound

ROOT = Path(__file__).parents[3]
CFF = json.loads((ROOT / "tests/reference/cff/schema.json").read_text(encoding="utf-8"))
# Dates stay words, as the format wants them.
TEXT = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
CITED = yaml.load(TEXT, yaml.BaseLoader)


def slips(config: dict) -> list[str]:
    return [error.message for error in jsonschema.Draft7Validator(CFF).iter_errors(config)]


def as_typed() -> dict:
    """The file as its schema sees it: years are numbers, dates words."""
    config = yaml.safe_load(TEXT)
    return config | {"date-released": str(config["date-released"])}


def test_it_is_valid_and_a_slip_is_not():
    assert slips(as_typed()) == []
    assert slips(as_typed() | {"licence": "MIT"})
    assert slips(as_typed() | {"license": "my own"})
    assert slips({key: value for key, value in as_typed().items() if key != "authors"})


def test_it_names_the_version_and_licence_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert CITED["version"] == project["version"]
    assert CITED["license"] == project["license"]["text"]


def test_the_publication_is_its_first_reference():
    citation = read_citation(yaml.safe_load(TEXT))
    assert citation.paper_title == "平成30年版 情報通信白書 第4章第3節"
    assert [(each.name, each.person) for each in citation.paper_authors] == [("総務省", False)]
    assert citation.released == CITED["date-released"]


def test_people_have_names_and_plain_identifiers():
    config = yaml.safe_load(TEXT)
    config["authors"] = [
        {
            "given-names": "Ada",
            "family-names": "Lovelace",
            "orcid": "https://orcid.org/0000-0002-1825-0097",
        }
    ]
    assert read_citation(config).authors == (Author("Ada Lovelace", "0000-0002-1825-0097", True),)


def test_all_that_archives_need_is_asked_for_at_once():
    config = yaml.safe_load(TEXT)
    del config["date-released"], config["references"][0]["url"]
    with pytest.raises(ProblemsFound) as found:
        read_citation(config)
    assert [each.where for each in found.value.problems] == ["date-released", "references, 1, url"]


# --- codecheck.yml --------------------------------------------------------------
AWKWARD = 'つながり: "力" # 1\\2'
CITATION = Citation(
    title="t", abstract="a", authors=(), version="1", released="2026-01-01", license="MIT",
    keywords=(), repository="", paper_title=AWKWARD,
    paper_authors=(Author("Ada Lovelace", "0000-0002-1825-0097", True), Author("総務省", "", False)),
    paper_year="2018", paper_url="https://example.org/paper",
)  # fmt: skip
ITEMS = {"results/figures/1-1.ja.svg": AWKWARD}


def written(citation: Citation = CITATION) -> str:
    archive = {"citation": citation, "manifest_items": ITEMS}
    return render(ROOT / "workflow/archive", "codecheck.yml", {"archive": archive})


def broken_rules(text: str) -> set[str]:
    """The identifiers of the rules of CODECHECK 2.0 (severity error) that a file breaks."""
    config = yaml.safe_load(text)
    paper, items = config.get("paper", {}), config.get("manifest", [])
    names = [author.get("name") for author in paper.get("authors", [])]
    orcids = [author.get("ORCID", "") for author in paper.get("authors", [])]
    holds = {
        "CC-CFG-002": text.startswith("---\n"),
        "CC-CFG-004": isinstance(items, list) and bool(items),
        "CC-CFG-005": all("file" in item for item in items),
        "CC-CFG-006": all(not item["file"].startswith(("/", "..")) for item in items),
        "CC-CFG-007": all(item.get("comment") for item in items),
        "CC-CFG-008": bool(config.get("codechecker")),
        "CC-CFG-011": "report" in config,
        "CC-CFG-014": config.get("version") == "https://codecheck.org.uk/spec/config/2.0/",
        "CC-CFG-017": bool(paper.get("title")),
        "CC-CFG-018": bool(names),
        "CC-CFG-019": all(names),
        "CC-CFG-020": all(re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", orcid) for orcid in orcids),
        "CC-CFG-021": bool(paper.get("reference")),
        "CC-CFG-023": not re.search("FIXME|TODO|XXXXX", text),
        "CC-CFG-024": "summary" in config,
        "CC-CFG-025": "certificate" in config,
        "CC-CFG-027": str(paper.get("reference")).startswith("https://"),
    }  # fmt: skip
    return {rule for rule, held in holds.items() if not held}


OF_THE_CHECKER = {"CC-CFG-008", "CC-CFG-011", "CC-CFG-024", "CC-CFG-025"}


def test_only_what_a_checker_adds_is_open_where_all_authors_are_people():
    people = tuple(author for author in CITATION.paper_authors if author.person)
    only = Citation(**{**CITATION.__dict__, "paper_authors": people})
    assert broken_rules(written(only)) == OF_THE_CHECKER


def test_an_organisation_has_no_orcid_and_none_is_made_up():
    assert broken_rules(written()) == {*OF_THE_CHECKER, "CC-CFG-020"}


def test_texts_come_through_whatever_is_in_them():
    config = yaml.safe_load(written())
    assert config["paper"]["title"] == AWKWARD
    assert config["manifest"] == [{"file": "results/figures/1-1.ja.svg", "comment": AWKWARD}]


def test_one_format_stands_for_all_and_shared_tables_come_once():
    outputs = "results/a.csv; results/f.ja.svg; results/f.ja.pdf; results/n.ipynb"
    row = ExhibitRow(
        **{
            **{field.name: "" for field in fields(ExhibitRow)},
            "outputs": outputs,
            "title": {"ja": "図", "en": "F"},
        }
    )
    found = manifest_items([row, row], ["svg", "pdf"])
    assert found == {"results/a.csv": "図 / F", "results/f.ja.svg": "図 / F"}
