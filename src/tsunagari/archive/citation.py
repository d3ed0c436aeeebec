"""What CITATION.cff says, as the archive's other files need it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tsunagari.config.problems import Problem, ProblemsFound

FILE = "CITATION.cff"
ORCID = "https://orcid.org/"


@dataclass(frozen=True)
class Author:
    """A person or an organisation; `orcid` is the plain identifier, "" where none is given."""

    name: str
    orcid: str
    person: bool
    website: str = ""


@dataclass(frozen=True)
class Citation:
    """How this software is cited, and the publication that it reproduces."""

    title: str
    abstract: str
    authors: tuple[Author, ...]
    version: str
    released: str
    license: str
    keywords: tuple[str, ...]
    repository: str
    paper_title: str
    paper_authors: tuple[Author, ...]
    paper_year: str
    paper_url: str


def read_citation(config: Mapping) -> Citation:
    """The parts of a valid CITATION.cff; its first reference is the publication.

    Raises ProblemsFound with every part that archives need and the format leaves optional.
    """
    papers = config.get("references", [{}])
    paper = papers[0]
    wanted = {
        **{key: config.get(key) for key in ("version", "date-released", "license", "abstract")},
        **{f"references, 1, {key}": paper.get(key) for key in ("title", "authors", "year", "url")},
    }
    remedy = "Add it: archives ask for it."
    problems = [Problem(FILE, key, "", "is missing", remedy) for key in wanted if not wanted[key]]
    if problems:
        raise ProblemsFound(problems)
    return Citation(
        title=config["title"],
        abstract=" ".join(config["abstract"].split()),
        authors=_authors(config["authors"]),
        version=str(config["version"]),
        released=str(config["date-released"]),
        license=config["license"],
        keywords=tuple(config.get("keywords", ())),
        repository=config.get("repository-code", ""),
        paper_title=paper["title"],
        paper_authors=_authors(paper["authors"]),
        paper_year=str(paper["year"]),
        paper_url=paper["url"],
    )


def _authors(entries: list[Mapping]) -> tuple[Author, ...]:
    return tuple(
        Author(
            name=entry.get("name")
            or " ".join(filter(None, (entry.get("given-names"), entry.get("family-names")))),
            orcid=entry.get("orcid", "").removeprefix(ORCID),
            person="name" not in entry,
            website=entry.get("website", ""),
        )
        for entry in entries
    )
