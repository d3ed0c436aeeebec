"""Cells as the labels of their codes, for waves that are mapped by what the codes say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.readers.codes import recoded
from tsunagari.readers.delivered_file import DeliveredFile


def as_labels(read: DeliveredFile, file: str) -> DeliveredFile:
    """Every code that has a label as that label, others as they are (an age of 42).

    Raises ProblemsFound where two codes of a column would become one.
    """
    columns, problems = {}, []
    for name in read.frame:
        column, labels = read.frame[name].array, read.labels.get(name, {})
        problems += _merged(column, labels, name, file)
        columns[name] = recoded(column, lambda code, labels=labels: labels.get(code, code))
    if problems:
        raise ProblemsFound(problems)
    return DeliveredFile(pd.DataFrame(columns, index=read.frame.index), read.labels, read.titles)


def _merged(
    column: pd.Categorical, labels: Mapping[str, str], name: str, file: str
) -> Iterator[Problem]:
    counts = Counter(labels.get(code, code) for code in column.categories)
    for label in [label for label, count in counts.items() if count > 1]:
        codes = [code for code in column.categories if labels.get(code, code) == label]
        message = f"codes {', '.join(codes)} have one label"
        remedy = "Map the file by its codes: remove `values: labels`."
        yield Problem(file, f"column {name}", label, message, remedy)
