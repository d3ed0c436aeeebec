"""Plain data that one process has read and others take over, by a key of where it comes from.

The file is JSON: whatever somebody puts there, reading it executes nothing. A file that is cut
off, changed, or of another key counts as none.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from tsunagari.run.job import whole

PAIRS = ""  # the one key of a mapping that is written as pairs, since not all its keys are text


def key_of(paths: Iterable[Path], *more: object) -> str:
    """A hash of files, in their order, and of `more`: their contents and names, not their times.

    A name is with its folder's, and without where that is: a project may be moved.
    """
    digest = hashlib.sha256(repr(more).encode())
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.parent.name}/{path.name} {content}\n".encode())
    return digest.hexdigest()


def keep(file: Path, key: str, data: object) -> None:
    """Keep data of mappings, lists, text and numbers; takes the place of what was kept."""
    text = json.dumps(_plain(data), ensure_ascii=False)
    with whole(file) as partial:
        partial.write_text(f"{key} {_seal(key, text)}\n{text}", encoding="utf-8")


def kept(file: Path, key: str) -> object | None:
    """What was kept under this key; None if nothing was."""
    if not file.is_file():
        return None
    head, _, text = file.read_text(encoding="utf-8", errors="replace").partition("\n")
    return json.loads(text, object_hook=_mapping) if head == f"{key} {_seal(key, text)}" else None


def _seal(key: str, text: str) -> str:
    return hashlib.sha256(f"{key}{text}".encode(errors="replace")).hexdigest()


def _plain(data: object) -> object:
    """Data as JSON can hold it; keys that are no text stay what they are."""
    if isinstance(data, list):
        return list(map(_plain, data))
    if not isinstance(data, Mapping):
        return data
    if PAIRS not in data and all(isinstance(key, str) for key in data):
        return {key: _plain(value) for key, value in data.items()}
    return {PAIRS: [[key, _plain(value)] for key, value in data.items()]}


def _mapping(found: dict) -> dict:
    return dict(found[PAIRS]) if PAIRS in found else found
