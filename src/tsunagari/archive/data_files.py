"""The files with responses in them: whose they are, and whether the archive may hold them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

OPEN, CLOSED, SYNTHETIC = "open", "closed", "synthetic"


@dataclass(frozen=True)
class DataFile:
    """A file with one row a respondent.

    wave    whose respondents
    kind    raw (as delivered) or respondents (made from that)
    access  open, closed, or synthetic: nobody's responses, free to pass on
    """

    file: str
    wave: str
    kind: str
    access: str

    @property
    def in_archive(self) -> bool:
        return self.access != CLOSED


def access_of(wave: str, source: str, declared: Mapping[str, Mapping]) -> str:
    """Whether a wave's responses may be passed on.

    declared  wave -> entry of archive.yaml
    """
    if source == SYNTHETIC:
        return SYNTHETIC
    # ASSUME: responses of which nothing is declared are closed; passing them on cannot be undone.
    return declared.get(wave, {}).get("responses", CLOSED)


def data_files(
    raw: Mapping[str, Iterable[str]],
    respondents: Mapping[str, Iterable[str]],
    waves: Mapping[str, Mapping],
    declared: Mapping[str, Mapping],
) -> list[DataFile]:
    """All files with responses, by wave.

    raw, respondents  wave -> files as delivered, files with a row a respondent made from them
    """
    found = [*_of_kind(raw, "raw"), *_of_kind(respondents, "respondents")]
    access = {wave: access_of(wave, entry["source"], declared) for wave, entry in waves.items()}
    return sorted(
        (DataFile(file, wave, kind, access[wave]) for file, wave, kind in found),
        key=lambda each: (each.wave, each.kind, each.file),
    )


def _of_kind(files: Mapping[str, Iterable[str]], kind: str) -> Iterator[tuple[str, str, str]]:
    for wave, names in files.items():
        for name in names:
            yield name, wave, kind


def closed_files(rows: Iterable[Mapping[str, str]]) -> set[str]:
    """The files that an archive leaves out, from the rows of data_files.csv."""
    return {row["file"] for row in rows if row["access"] == CLOSED}
