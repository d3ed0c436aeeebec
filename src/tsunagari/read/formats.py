"""The formats in which waves are delivered: names, suffixes, first bytes, keys of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

STATA_VERSIONS = range(104, 116)  # of the formats before 117, which begin with their number


@dataclass(frozen=True)
class Format:
    """One value of `reader:`.

    name      what people call it
    suffixes  of its files' names; a text file may have any that is of no other format
    keys      keys of a file's entry that only some readers understand
    written   whether files of the format can be made for a synthetic wave
    """

    name: str
    suffixes: tuple[str, ...]
    keys: tuple[str, ...]
    written: bool = True

    @property
    def is_text(self) -> bool:
        return "delimiter" in self.keys


TEXT_KEYS = ("encoding", "delimiter", "decimal_comma", "header_row", "first_row", "dates")
FORMATS: Mapping[str, Format] = {
    "csv": Format("CSV", (".csv",), TEXT_KEYS),
    "tsv": Format("TSV", (".tsv", ".tab"), TEXT_KEYS),
    "excel": Format("Excel", (".xlsx", ".xlsm"), ("sheet", "header_row", "first_row", "dates")),
    "spss": Format("SPSS", (".sav", ".zsav"), ("encoding", "values")),
    "stata": Format("Stata", (".dta",), ("encoding", "values")),
    "sas": Format("SAS", (".sas7bdat",), ("encoding", "values", "catalog"), False),
    "parquet": Format("Parquet", (".parquet",), ()),
    "feather": Format("Feather", (".feather", ".arrow"), ()),
}
UNSUPPORTED = {
    ".xls": "Save it as .xlsx and set `reader: excel`.",
    ".xlsb": "Save it as .xlsx and set `reader: excel`.",
    ".ods": "Save it as .xlsx and set `reader: excel`.",
    ".por": "Save it as .sav and set `reader: spss`.",
    ".xpt": "Save it as .sas7bdat and set `reader: sas`.",
    ".rds": "Write it as .parquet or .sav from R.",
    ".rdata": "Write it as .parquet or .sav from R.",
}
OUTDATED = {
    "an old Excel workbook (.xls) or one with a password": UNSUPPORTED[".xls"],
    "Feather of version 1": "Write it again with pyarrow or R's arrow, which write version 2.",
}
OLD_EXCEL, OLD_FEATHER = OUTDATED
SIGNATURES = (
    (b"$FL2", "spss"),
    (b"$FL3", "spss"),
    (b"<stata_dta>", "stata"),
    (b"\0" * 12 + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00\x09\xc7\x31\x8c", "sas"),
    (b"PK\x03\x04", "excel"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_EXCEL),
    (b"PAR1", "parquet"),
    (b"ARROW1", "feather"),
    (b"FEA1", OLD_FEATHER),
)
LONGEST_SIGNATURE = max(len(signature) for signature, _ in SIGNATURES)


def format_of_suffix(path: str) -> str | None:
    """The reader of a file by its name's suffix; None where the suffix says nothing."""
    suffix = PurePath(path).suffix.lower()
    return next((key for key, entry in FORMATS.items() if suffix in entry.suffixes), None)


def format_of_content(head: bytes) -> str | None:
    """The reader of a file by its first bytes, or what of OUTDATED it is; None for text."""
    for signature, reader in SIGNATURES:
        if head.startswith(signature):
            return reader
    if len(head) > 2 and head[0] in STATA_VERSIONS and head[1] in (1, 2) and head[2] == 1:
        return "stata"
    return None
