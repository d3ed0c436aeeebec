"""A delivered file as its wave's entry says that it is read; what no reader can make sense of."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

from tsunagari.config.problems import Complaints, Problem, ProblemsFound, nearest, refusal
from tsunagari.read.formats import FORMATS, LONGEST_SIGNATURE, OUTDATED, format_of_content

AGAIN = "Deliver it again."
ROWS = 250_000  # at a time


@dataclass(frozen=True)
class FileEntry:
    """One entry under `files`, or under `joined` of one (see wave.schema.yaml).

    place    where the file is; all files of the wave are in the same folder, or below it
    columns  the raw columns that are wanted, None for all
    at_once  how many rows a reader gives at a time, where it can
    """

    place: Path
    columns: Collection[str] | None
    path: str
    reader: str
    encoding: str = ""
    delimiter: str = ","
    decimal_comma: bool | Sequence[str] = False
    header_row: int = 1
    first_row: int = 0
    sheet: str = ""
    dates: Mapping[str, Mapping[str, str] | str] = field(default_factory=dict)
    values: str = "codes"
    full_width: bool = False
    catalog: str = ""
    sha256: str = ""
    catalog_sha256: str = ""
    joined: Sequence[Mapping] = ()
    id: str = ""
    id_in_first: str = ""
    ids: str = "text"
    partial: bool = False
    at_once: int = ROWS

    @classmethod
    def from_config(
        cls, place: Path, entry: Mapping, columns: Collection[str] | None = None
    ) -> Self:
        """The entry with what it leaves unsaid."""
        known = {each.name for each in fields(cls)}
        said = {key: value for key, value in entry.items() if key in known}
        usual = {
            "delimiter": "\t" if entry["reader"] == "tsv" else ",",
            "first_row": entry.get("header_row", 1) + 1,
            "id_in_first": entry.get("id", ""),
        }
        return cls(place, columns, **{**usual, **said})

    @property
    def folder(self) -> Path:
        """The folder that the wave's paths start from."""
        return self.place.parents[len(Path(self.path).parts) - 1]

    @property
    def complaints(self) -> Complaints:
        """A new collection of the file's problems."""
        return Complaints(self.path)

    def fault(self, message: str, remedy: str, value: str = "", where: str = "") -> ProblemsFound:
        """A problem that ends the reading, to be raised."""
        return refusal(self.path, where, value, message, remedy)

    def damaged(self, said: object, path: str = "") -> ProblemsFound:
        """What is raised of a file that begins well and then cannot be read.

        said  what its library says        path  of the file, if it is not the entry's own
        """
        words = str(said).strip() or type(said).__name__
        message = f"the file is damaged or cut short ({words})"
        return refusal(path or self.path, "", "", message, AGAIN)

    def wanted(self, names: Sequence[str]) -> dict[int, str]:
        """Position -> name of the columns that are wanted.

        ASSUME: a column without a name (as of row numbers that R writes) is no answer; no wave
        can name it, so it is left out. Raises ProblemsFound for two columns of one name.
        """
        shown = [half_width(name) if self.full_width else name for name in names]
        header = self.complaints.at("header")
        for name in [name for name, count in Counter(shown).items() if count > 1 and name]:
            header.add(name, "two columns of one name", "Rename one of the two.")
        header.raise_any()
        return {
            place: name
            for place, name in enumerate(shown)
            if name and (self.columns is None or name in self.columns)
        }


def refuse(file: FileEntry) -> None:
    """Raises ProblemsFound for a file that is missing, empty or not of its reader's format."""
    if not file.place.is_file():
        raise ProblemsFound([missing(file.place)])
    if file.place.stat().st_size == 0:
        raise file.fault("the file is empty", AGAIN)
    with file.place.open("rb") as stream:
        found = format_of_content(stream.read(LONGEST_SIGNATURE))
    wanted = FORMATS[file.reader]
    if found == (None if wanted.is_text else file.reader):
        return
    if found is None:
        message = (
            f"the file does not begin as {wanted.name} does: it is of another format or damaged"
        )
        remedy = "Set `reader:` to the file's format (csv if it is text), or deliver it again."
    elif found in OUTDATED:
        message, remedy = f"not {wanted.name} but {found}", OUTDATED[found]
    else:
        message = f"not {wanted.name} but {FORMATS[found].name}"
        remedy = f"Set `reader: {found}`."
    raise file.fault(message, remedy, file.reader)


def missing(path: Path) -> Problem:
    """A file that is not there, with the nearest one that is."""
    remedy = "Put it there, or mend `path` in the wave's file."
    if path.parent.is_dir():
        names = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
        remedy += f" {nearest(path.name, names)}" if names else ""
    return Problem(str(path), "", "", "the delivered file is missing", remedy)


def half_width(text: str) -> str:
    """Full-width digits and letters as ASCII, without the blanks around."""
    return unicodedata.normalize("NFKC", text).strip()
