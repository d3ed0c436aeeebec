"""What a job depends on besides its data: the modules that it imports, the config it reads.

Snakemake looks at neither, so rules have a fingerprint of both among their params: of the code
that the job runs, and of just the part of the configuration that it reads. A file that is only
touched, as by a change of branches and back, makes nothing run again.
"""

import ast
import hashlib
import json
import os
import re
import sys
from functools import cache
from pathlib import Path

from tsunagari.config.words import languages, words_files

PACKAGE = Path(__file__).parents[1]
LENGTH = 16  # of a fingerprint
_sources_of: dict[str, list[str]] = {}
WORDS = ".yaml"  # the suffix of files of words
IMPORT = re.compile(rf"^[ \t]*(?:from|import) {PACKAGE.name}\b[^\n(]*(?:\([^)]*\))?", re.MULTILINE)


def export_package() -> None:
    """Let the jobs that this process starts find this Python and import this package."""
    source = str(PACKAGE.parent)
    others = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys([source, *others]))
    folder = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([folder, os.environ.get("PATH", "")])


def modules_of(*scripts: str | Path) -> list[str]:
    """The package's source files that scripts or notebooks import, directly or not, with words."""
    found: set[Path] = set()
    waiting = [Path(script) for script in scripts]
    while waiting:
        for module in _imported(waiting.pop()):
            if module not in found:
                found.add(module)
                waiting.append(module)
    return sorted(os.path.relpath(path) for path in found)


@cache
def fingerprint_of_code(*scripts: str) -> str:
    """A short hash of scripts or notebooks, of all modules that they import, and of their words."""
    sources = [*scripts, *modules_of(*scripts)]
    taken = fingerprint_of_files(*sources)
    if any(Path(source).suffix == WORDS for source in sources):
        taken = fingerprint(taken, languages())
    _sources_of[taken] = sources
    return taken


def sources_of(taken: str) -> list[str]:
    """The files that a fingerprint of code was taken of in this process."""
    return _sources_of.get(taken, [])


def fingerprint_of_files(*paths: str | Path) -> str:
    """A short hash of the contents of files, in their order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(_content_hash(Path(path)))
    return digest.hexdigest()[:LENGTH]


@cache
def _content_hash(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@cache
def _imported(source: Path) -> set[Path]:
    """Files of this package that one source file names in an import, wherever it stands."""
    names: set[str] = set()
    if source.suffix == WORDS:
        return set()
    # Only the import statements are parsed: all of the code would cost every call a fifth
    # of a second.
    statements = [match[0].strip() for match in IMPORT.finditer(code_of(source))]
    for node in ast.parse("\n".join(statements)).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return {path for name in names for path in _files(name)}


def code_of(source: Path) -> str:
    """The source code of a script, or of a notebook's cells one below the other."""
    text = source.read_text(encoding="utf-8")
    if source.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@cache
def _files(name: str) -> list[Path]:
    """The file of a module of this package, the `__init__` of a package, a room's words."""
    head, *rest = name.split(".")
    if head != PACKAGE.name:
        return []
    place = PACKAGE.joinpath(*rest)
    candidates = [place.with_suffix(".py"), place / "__init__.py"]
    if place.name == "words" and len(rest) == 2:
        candidates += words_files(rest[0])
    return [path for path in candidates if path.is_file()]


def fingerprint(*parts: object) -> str:
    """A short hash of plain data. The order of keys counts: that of categories is a scale's."""
    text = json.dumps(parts, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
