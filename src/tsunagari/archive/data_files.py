"""The files with responses in them: whose they are, and whether the archive may hold them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tsunagari.config.words import Text, same

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
