"""Writing raw files: the counterpart of the readers, for synthetic waves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from tsunagari.codebook import MISSING, SELECTED, Codebook
from tsunagari.mapping import ColumnMap, column_maps

SPSS_DATE_BYTES = slice(92, 109)  # creation date and time in the header of a .sav


def write_delivered(
    path: Path,
    frame: pd.DataFrame,
    file: Mapping,
    wave: Mapping,
    codebook: Codebook,
    texts: Mapping,
) -> None:
    """Write one raw file in its declared format.

    texts  the codebook as written, for the labels that an SPSS file carries
    """
    if file["reader"] == "csv":
        delimiter = file.get("delimiter", ",")
        text = frame.to_csv(index=False, sep=delimiter, lineterminator="\r\n")
        path.write_bytes(text.encode(file["encoding"]))
    else:
        _write_spss(path, frame, wave, codebook, texts)


def _write_spss(
    path: Path, frame: pd.DataFrame, wave: Mapping, codebook: Codebook, texts: Mapping
) -> None:
    import pyreadstat

    maps = {entry.raw: entry for entry in column_maps(codebook, wave)}
    coded_columns = frame.columns.drop(wave["respondent"])
    numeric = frame.copy()
    numeric[coded_columns] = frame[coded_columns].replace("", np.nan).apply(pd.to_numeric)
    coded = {raw: entry for raw, entry in maps.items() if raw in frame and entry.codes}
    pyreadstat.write_sav(
        numeric,
        str(path),
        column_labels=[_question(maps.get(column), texts) for column in frame.columns],
        variable_value_labels={raw: _value_labels(entry, texts) for raw, entry in coded.items()},
        missing_ranges={raw: _missing_codes(entry) for raw, entry in coded.items()},
    )
    content = bytearray(path.read_bytes())
    content[SPSS_DATE_BYTES] = b"01 Jan 0000:00:00"  # so that bytes repeat
    path.write_bytes(content)


def _question(entry: ColumnMap | None, texts: Mapping) -> str:
    if entry is None:
        return ""
    variable = texts["variables"][entry.variable.name]
    question = variable.get("question", variable["label"])["ja"]
    if entry.item is None:
        return question
    return f"{texts['lists'][entry.variable.each]['items'][entry.item]['ja']}: {question}"


def _value_labels(entry: ColumnMap, texts: Mapping) -> dict[int, str]:
    answers = texts["variables"][entry.variable.name].get("categories", {})
    return {
        int(code): answers[answer]["ja"] if answer in answers else answer
        for code, answer in entry.codes.items()
        if code and answer not in MISSING and answer != SELECTED
    }


def _missing_codes(entry: ColumnMap) -> list[float]:
    return [float(code) for code, answer in entry.codes.items() if code and answer in MISSING]
