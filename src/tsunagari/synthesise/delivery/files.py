"""Writing raw files: the counterpart of the readers, for synthetic waves."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import MISSING, SELECTED, Codebook
from tsunagari.config.words import main_language
from tsunagari.synthesise.delivery.writers import Description, write_file
from tsunagari.waves.codes import Cells
from tsunagari.waves.mapping import ColumnMap, column_maps


def write_delivered(
    path: Path,
    frame: pd.DataFrame,
    file: Mapping,
    wave: Mapping,
    codebook: Codebook,
    texts: Mapping,
) -> None:
    """Write one raw file in its declared format, and the files that are joined to it.

    texts  the codebook as written, for the labels that SPSS and Stata files carry
    """
    about = _description(frame, wave, codebook, texts)
    folder = path.parents[len(Path(file["path"]).parts) - 1]
    ids = [wave["respondent"]]
    for module in file.get("joined", ()):
        ids += [_id_in_first(module), module["id"]]
    for entry, part in _parts(frame, file, wave["respondent"]):
        of_part = folder / entry["path"]
        of_part.parent.mkdir(parents=True, exist_ok=True)
        write_file(of_part, part, entry, about, ids)


def _id_in_first(module: Mapping) -> str:
    return module.get("id_in_first", module["id"])


def _parts(
    frame: pd.DataFrame, file: Mapping, respondent: str
) -> Iterator[tuple[Mapping, pd.DataFrame]]:
    """Each file with its columns, shared out in their order.

    ASSUME: which column came in which module is not described, and the readers need not
    know; so the columns are parted evenly.
    """
    modules = file.get("joined", ())
    columns = frame.columns.drop(respondent)
    first, *others = np.array_split(np.asarray(columns), 1 + len(modules))
    whole = frame[[respondent, *first]]
    yield file, whole.assign(**{_id_in_first(module): frame[respondent] for module in modules})
    for module, names in zip(modules, others, strict=True):
        part = frame[list(names)]
        part.insert(0, module["id"], frame[respondent])
        yield module, part


def _description(
    frame: pd.DataFrame, wave: Mapping, codebook: Codebook, texts: Mapping
) -> Description:
    titles, labels, missing = {}, {}, {}
    for entry in column_maps(codebook, wave):
        for part in [part for part in entry.parts if part.raw in frame]:
            titles[part.raw] = _question(entry, texts)
            labels[part.raw] = _value_labels(entry, part, texts)
            missing[part.raw] = [c for c, answer in part.codes.items() if c and answer in MISSING]
    return Description(titles, labels, missing)


def _question(entry: ColumnMap, texts: Mapping) -> str:
    variable = texts["variables"][entry.variable.name]
    question = variable.get("question", variable["label"])[main_language()]
    if entry.item is None:
        return question
    return (
        f"{texts['lists'][entry.variable.each]['items'][entry.item][main_language()]}: {question}"
    )


def _value_labels(entry: ColumnMap, part: Cells, texts: Mapping) -> dict[str, str]:
    answers = texts["variables"][entry.variable.name].get("categories", {})
    return {
        code: answers[answer][main_language()] if answer in answers else answer
        for code, answer in (part.shared or part.codes).items()
        if code and answer not in MISSING and answer != SELECTED
    }
