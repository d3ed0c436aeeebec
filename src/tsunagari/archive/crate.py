"""RO-Crate metadata of the archive: RO-Crate 1.1, profile Workflow RO-Crate 1.0."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from tsunagari.archive.citation import Author, Citation

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
LATER_TERMS = {"sha256": "http://schema.org/sha256"}  # which the context has from 1.2 on
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
WORKFLOW_TYPE = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
LANGUAGE = "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"
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


@dataclass(frozen=True)
class Data:
    """How the published numbers may be used, as archive.yaml says."""

    rights: str
    license_name: str
    license_url: str


def crate(
    citation: Citation,
    data: Data,
    files: Iterable[CrateFile],
    folders: Mapping[str, str],
    software: Mapping[str, str],
) -> dict:
    """The content of ro-crate-metadata.json.

    folders   folder of the code -> what it holds
    software  package -> version, of what the workflow runs on
    The main workflow is one of the files.
    """
    found = {each.name: each for each in files}
    main = _file(found.pop(WORKFLOW))
    parts = [*map(_file, found.values()), *(_folder(*each) for each in folders.items())]
    license_id = f"https://spdx.org/licenses/{citation.license}"
    authors = _once([*citation.authors, *citation.paper_authors])
    packages = [_package(name, number) for name, number in software.items()]
    graph = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": [{"@id": SPECIFICATION}, {"@id": PROFILE}],
        },
        _root(citation, data, parts, license_id),
        _workflow(main, citation, license_id, packages),
        {
            "@id": LANGUAGE,
            "@type": "ComputerLanguage",
            "name": "Snakemake",
            "identifier": {"@id": "https://snakemake.github.io"},
            "url": {"@id": "https://snakemake.github.io"},
            "version": software["snakemake"],
        },
        _license(license_id, citation.license, f"The licence {citation.license}, of the code."),
        _license(data.license_url, data.license_name, data.rights),
        _paper(citation),
        *(_author(each) for each in authors),
        *packages,
        *parts,
    ]
    return {"@context": [CONTEXT, LATER_TERMS], "@graph": graph}


def _root(citation: Citation, data: Data, parts: Sequence[Mapping], license_id: str) -> dict:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": citation.title,
        "description": citation.abstract,
        "datePublished": citation.released,
        "version": citation.version,
        "license": {"@id": license_id},
        "author": _references(citation.authors),
        "publisher": _references(citation.authors[:1]),
        "keywords": list(citation.keywords),
        "mainEntity": {"@id": WORKFLOW},
        "citation": {"@id": citation.paper_url},
        "usageInfo": {"@id": data.license_url},
        "hasPart": [{"@id": WORKFLOW}, *({"@id": part["@id"]} for part in parts)],
    }


def _workflow(
    file: Mapping, citation: Citation, license_id: str, packages: Sequence[Mapping]
) -> dict:
    return {
        **file,
        "conformsTo": {"@id": WORKFLOW_TYPE},
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
        "name": citation.title,
        "description": citation.abstract,
        "version": citation.version,
        "license": {"@id": license_id},
        "creator": _references(citation.authors),
        "dateCreated": citation.released,
        "programmingLanguage": {"@id": LANGUAGE},
        "softwareRequirements": [{"@id": package["@id"]} for package in packages],
        "encodingFormat": "text/plain",
    }


def _file(file: CrateFile) -> dict:
    entity: dict = {"@id": file.name, "@type": "File", "name": file.title or file.name}
    entity["encodingFormat"] = TYPES.get(PurePosixPath(file.name).suffix, BYTES)
    if file.digest is not None:
        entity |= {"sha256": file.digest, "contentSize": str(file.size)}
    if file.name == README:
        entity["about"] = {"@id": "./"}
    return entity


def _folder(name: str, holds: str) -> dict:
    return {"@id": name, "@type": "Dataset", "name": name, "description": holds}


def _author(author: Author) -> dict:
    kind = "Person" if author.person else "Organization"
    entity = {"@id": _id(author), "@type": kind, "name": author.name}
    return {**entity, "url": {"@id": author.website}} if author.website else entity


def _references(authors: Iterable[Author]) -> list[dict] | dict:
    """The entities of authors, in a list only where there are several."""
    found = [{"@id": _id(author)} for author in authors]
    return found[0] if len(found) == 1 else found


def _id(author: Author) -> str:
    words = "-".join(author.name.split())
    return f"https://orcid.org/{author.orcid}" if author.orcid else f"#{words}"


def _once(authors: Iterable[Author]) -> list[Author]:
    return list({_id(author): author for author in authors}.values())


def _paper(citation: Citation) -> dict:
    return {
        "@id": citation.paper_url,
        "@type": "CreativeWork",
        "name": citation.paper_title,
        "author": _references(citation.paper_authors),
        "datePublished": citation.paper_year,
    }


def _license(address: str, name: str, description: str) -> dict:
    return {"@id": address, "@type": "CreativeWork", "name": name, "description": description}


def _package(name: str, number: str) -> dict:
    return {
        "@id": f"#{name}",
        "@type": "SoftwareApplication",
        "name": name,
        "softwareVersion": number,
        "version": number,
    }
