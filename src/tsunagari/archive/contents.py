"""Which files a project consists of: its own, and the code of the pipeline that it runs on.

The code's folder and the project's are the same for the section, and two for any other project
on the same Snakefile. In an archive they are one, so each file has the same name in both.
"""

import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.config.words import Text, same
from tsunagari.run.job import files_below

OF_PROJECT = ("config/", "resources/published/", "resources/source/", "data/", "results/")
KINDS_OF_INPUT = (
    ("config", ("*.yaml", "*.md")),
    ("resources/published", ("*.csv", "*.md")),
    ("resources/source", ("*.txt", "*.md")),
)
RESULTS = "results/"
ARCHIVE = "results/archive/"
MANIFEST = "results/archive/manifest.sha256"
ARCHIVE_FILES = (
    "README_AEA.md",
    "codecheck.yml",
    "data_files.csv",
    "data_statement.md",
    "exhibits.csv",
    "manifest.sha256",
    "reproducible.csv",
    "ro-crate-metadata.json",
    "settings.json",
)
LISTING = "FILES.sha256"  # of an archive: every file in it
# What results depend on, beside the project's own files; tests, documents, measurements are not.
PIPELINE = ("Snakefile", "notebooks", "profiles", "resources", "src", "workflow")
PINNED = ("CITATION.cff", "environment.yml", "pyproject.toml", "requirements.lock")
MADE_BY_TOOLS = ("__pycache__", ".ipynb_checkpoints", ".egg-info")


def place(file: str, project: Path, root: Path) -> Path:
    """Where a file is: in the project's folder, or in the code's."""
    return (project if file.startswith(OF_PROJECT) else root) / file


def inputs_of_project(project: Path) -> list[str]:
    """The configuration and the publication's numbers and text, without responses."""
    return sorted(
        path.relative_to(project).as_posix()
        for folder, kinds in KINDS_OF_INPUT
        for kind in kinds
        for path in (project / folder).rglob(kind)
    )


def code_files(root: Path) -> list[str]:
    """The files of the code that git tracks, or would track; in an archive, those it lists.

    Raises ProblemsFound where the folder is neither a git work tree nor an archive.
    """
    listing = root / LISTING
    if listing.is_file():
        lines = listing.read_text(encoding="utf-8").splitlines()
        names = [line.split("  ", 1)[1] for line in lines]
    elif (root / ".git").exists():
        names = _tracked(root)
    else:
        remedy = "Run it in a clone of the repository, or in an unzipped archive of it."
        message = f"neither a git work tree nor an archive with {LISTING}"
        raise ProblemsFound([Problem(".", "", "", message, remedy)])
    return sorted(
        name for name in names if not name.startswith(OF_PROJECT) and (root / name).is_file()
    )


def _tracked(root: Path) -> list[str]:
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others"]
    # An archive may be made by another user than the clone's, which git refuses by default.
    command[1:1] = ["-c", f"safe.directory={root.resolve()}"]
    run = subprocess.run([*command, "--exclude-standard"], capture_output=True, check=True)
    return [name for name in run.stdout.decode("utf-8").split("\0") if name]


def pipeline_files(root: Path) -> list[str]:
    """The files of the code that results depend on."""
    files = files_below(root / name for name in (*PIPELINE, *PINNED))
    names = [path.relative_to(root) for path in files]
    made = {name for name in names if any(step.endswith(MADE_BY_TOOLS) for step in name.parts)}
    code = {name.as_posix() for name in names if name not in made}
    return sorted(name for name in code if not name.startswith(OF_PROJECT))


# The files with responses in them: whose they are, and whether the archive may hold them.

OPEN, CLOSED, SYNTHETIC = "open", "closed", "synthetic"


@dataclass(frozen=True)
class Access:
    """Whether a wave's responses may be passed on, and how others get them.

    access  open, closed, or synthetic: nobody's responses, free to pass on
    """

    access: str
    obtain: Text

    @classmethod
    def from_config(cls, source: str, entry: Mapping) -> "Access":
        """From a wave's source and its entry in archive.yaml, {} if it has none.

        ASSUME: responses of which nothing is declared are closed; passing them on cannot be
        undone.
        """
        declared = entry.get("responses", CLOSED)
        obtain = entry.get("obtain", same(""))
        return cls(SYNTHETIC if source == SYNTHETIC else declared, obtain)


@dataclass(frozen=True)
class DataFile:
    """A file with one row a respondent.

    wave    whose respondents
    kind    raw (as delivered) or respondents (made from that)
    access  open, closed or synthetic
    """

    file: str
    wave: str
    kind: str
    access: str

    @property
    def in_archive(self) -> bool:
        return self.access != CLOSED


def data_files(
    raw: Mapping[str, Iterable[str]],
    respondents: Mapping[str, Iterable[str]],
    access: Mapping[str, Access],
) -> list[DataFile]:
    """All files with responses, by wave.

    raw, respondents  wave -> files as delivered, files with a row a respondent made from them
    """
    files = [
        DataFile(file, wave, kind, access[wave].access)
        for kind, waves in (("raw", raw), ("respondents", respondents))
        for wave, names in waves.items()
        for file in names
    ]
    return sorted(files, key=lambda each: (each.wave, each.kind, each.file))


def closed_files(rows: Iterable[Mapping[str, str]]) -> set[str]:
    """The files that an archive leaves out, from the rows of data_files.csv."""
    return {row["file"] for row in rows if row["access"] == CLOSED}


# A zip whose bytes depend on nothing but names and contents: sorted, and without times.

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
PLAIN, RUNNABLE = 0o100644, 0o100755
UNIX = 3
PACKED = (".png", ".pdf", ".parquet", ".ttf", ".woff2", ".zsav")  # smaller they do not get


def write_zip(path: Path, files: Mapping[str, Path | bytes], folder: str) -> None:
    """Write `files` (name -> where it is, or what it holds) below `folder` within the zip."""
    with zipfile.ZipFile(path, "w") as target:
        for name in sorted(files):
            source = files[name]
            content = source if isinstance(source, bytes) else source.read_bytes()
            runnable = content.startswith(b"#!")  # its mode may be lost where it was unzipped
            info = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            info.create_system = UNIX
            info.external_attr = (RUNNABLE if runnable else PLAIN) << 16
            packed = name.endswith(PACKED)
            kind = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            target.writestr(info, content, compress_type=kind, compresslevel=6)
