"""RO-Crate metadata of the archive: RO-Crate 1.1, profile Workflow RO-Crate 1.0."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from tsunagari.archive.citation import ORCID, Author, Citation
from tsunagari.archive.statement import render
from tsunagari.config.words import language_of_tables

METADATA = "ro-crate-metadata.json"
WORKFLOW, README = "Snakefile", "README.md"
TYPES = {
    ".cff": "text/yaml", ".csv": "text/csv", ".dta": "application/x-stata", ".html": "text/html",
    ".ipynb": "application/x-ipynb+json", ".js": "text/javascript", ".json": "application/json",
    ".md": "text/markdown", ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf", ".png": "image/png", ".py": "text/x-python",
    ".sav": "application/x-spss-sav", ".svg": "image/svg+xml", ".txt": "text/plain",
    ".yaml": "application/yaml", ".yml": "application/yaml",
}  # fmt: skip
BYTES = "application/octet-stream"


@dataclass(frozen=True)
class CrateFile:
    """A file of the crate; `digest` and `size` (bytes) are None of those made after this one."""

    name: str
    title: str = ""
    digest: str | None = None
    size: int | None = None

    @property
    def entity(self) -> dict:
        kind = TYPES.get(PurePosixPath(self.name).suffix, BYTES)
        entity = _entity(self.name, "File", self.title or self.name, encodingFormat=kind)
        if self.digest is not None:
            entity |= {"sha256": self.digest, "contentSize": str(self.size)}
        return {**entity, "about": {"@id": "./"}} if self.name == README else entity


def crate(
    templates: Path,
    citation: Citation,
    data: Mapping,
    files: Iterable[CrateFile],
    folders: Mapping[str, str],
    software: Mapping[str, str],
) -> dict:
    """The content of ro-crate-metadata.json.

    templates  the folder of crate.yml, which has all entities but those of
    data       `data` of archive.yaml: how the published numbers may be used
    files      the main workflow is one of them
    folders    folder of the code -> what it holds
    software   package -> version, of what the workflow runs on
    and of the authors.
    """
    named = {each.name: each.entity for each in files}
    workflow = named.pop(WORKFLOW)
    parts = list(named.values())
    parts += [_entity(name, "Dataset", name, description=holds) for name, holds in folders.items()]
    packages = [
        _entity(f"#{name}", "SoftwareApplication", name, softwareVersion=number, version=number)
        for name, number in software.items()
    ]
    context = {
        "citation": citation,
        "data": data,
        "language": language_of_tables(),
        "license": f"https://spdx.org/licenses/{citation.license}",
        "workflow": workflow,
        "software": software,
        "authors": _references(citation.authors),
        "publisher": _references(citation.authors[:1]),
        "paper_authors": _references(citation.paper_authors),
        "parts": _to([workflow, *parts]),
        "packages": _to(packages),
    }
    metadata = yaml.safe_load(render(templates, "crate.yml", context))
    authors = {
        each["@id"]: each for each in map(_author, citation.authors + citation.paper_authors)
    }
    metadata["@graph"] += [*authors.values(), *packages, *parts]
    return metadata


def _entity(address: str, kind: str, name: str, **more: object) -> dict:
    return {"@id": address, "@type": kind, "name": name, **more}


def _to(entities: Iterable[Mapping]) -> list[dict]:
    return [{"@id": entity["@id"]} for entity in entities]


def _author(author: Author) -> dict:
    website = {"url": {"@id": author.website}} if author.website else {}
    kind = "Person" if author.person else "Organization"
    address = ORCID + author.orcid if author.orcid else "#" + "-".join(author.name.split())
    return _entity(address, kind, author.name, **website)


def _references(authors: Sequence[Author]) -> list[dict] | dict:
    """The entities of authors, in a list only where there are several."""
    entities = _to(map(_author, authors))
    return entities[0] if len(entities) == 1 else entities
