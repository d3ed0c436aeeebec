"""A wave's `files` against themselves: readers, suffixes, and the keys that belong to them."""

import codecs
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from tsunagari.config.checker import Checker
from tsunagari.config.problems import nearest
from tsunagari.config.references import Kinds, names
from tsunagari.config.yaml_lines import KeyPath
from tsunagari.read.formats import FORMATS, UNSUPPORTED, format_of_suffix

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "cp1252", "cp949", "gb18030")

READERS: Kinds = {"readers": names(FORMATS, "no reader of such files")}


def check_files(checker: Checker, files: Sequence[Mapping], source: str = "delivered") -> None:
    """All problems of the entries under `files:`, those of joined files too.

    source  that of the wave; not all that can be read can be made for a synthetic one
    """
    seen: set[str] = set()
    for path, file in entries(files):
        if file["path"] in seen:
            remedy = "Name each file once; give each sheet of a workbook a file of its own."
            checker.add((*path, "path"), file["path"], "the file is named twice", remedy)
        seen.add(file["path"])
        if file["reader"] not in FORMATS:
            continue  # its schema's `refersTo` says so
        for problem in _entry_problems(path, file):
            checker.add(*problem)
        if source == "synthetic" and not FORMATS[file["reader"]].written:
            readers = ", ".join(name for name, entry in FORMATS.items() if entry.written)
            message = "files of this format cannot be made for a synthetic wave"
            checker.add((*path, "reader"), file["reader"], message, f"Set one of {readers}.")


def entries(files: Sequence[Mapping]) -> Iterator[tuple[KeyPath, Mapping]]:
    """Every file that a wave names, with the keys that lead to its entry."""
    for place, file in enumerate(files):
        yield ("files", place), file
        for module, joined in enumerate(file.get("joined", ())):
            yield ("files", place, "joined", module), joined


def _entry_problems(path: KeyPath, file: Mapping) -> Iterator[tuple]:
    reader = FORMATS[file["reader"]]
    by_name = format_of_suffix(file["path"])
    suffix = PurePath(file["path"]).suffix.lower()
    if suffix in UNSUPPORTED:
        message = f"files with the suffix {suffix} cannot be read"
        yield (*path, "path"), file["path"], message, UNSUPPORTED[suffix]
    elif by_name and by_name != file["reader"]:
        both_text = reader.is_text and FORMATS[by_name].is_text
        if not both_text:
            message = f"the file's suffix is that of {FORMATS[by_name].name}"
            remedy = f"Set `reader: {by_name}`, or mend `path`."
            yield (*path, "reader"), file["reader"], message, remedy
    of_some = {key for entry in FORMATS.values() for key in entry.keys}
    for key in [key for key in file if key in of_some and key not in reader.keys]:
        readers = [name for name, entry in FORMATS.items() if key in entry.keys]
        message = f"the reader {file['reader']} has no `{key}`"
        remedy = f"Remove it; readers that have it: {', '.join(readers)}."
        yield (*path, key), file[key], message, remedy
    if reader.is_text and "encoding" not in file:
        message = f"a {reader.name} without encoding"
        yield path, file["path"], message, "Add e.g. `encoding: utf-8`."
    elif reader.is_text and not is_encoding(file["encoding"]):
        remedy = nearest(file["encoding"], ENCODINGS)
        yield (*path, "encoding"), file["encoding"], "no such encoding", remedy
    names = file.get("header_row", 1)
    if "first_row" in file and file["first_row"] <= names:
        remedy = "Respondents come below the row of names."
        yield (*path, "first_row"), file["first_row"], "not below `header_row`", remedy


def is_encoding(name: str) -> bool:
    """Whether Python knows an encoding of texts by this name; hex, rot13 and zlib are none."""
    try:
        "".encode(name)
        known = codecs.lookup(name).name
    except (LookupError, UnicodeError):
        return False
    return known not in ("undefined", "idna", "punycode")
