"""What a reader gives back, and the columns of a file that are wanted."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.codes import half_width


@dataclass(frozen=True)
class DeliveredFile:
    """One delivered file, with what the file itself says of its columns.

    frame   every column text codes as Categorical, "" where blank; the index is the row of
            the file, 1 for the first respondent
    labels  raw column -> code -> the file's value label ({} where the format has none)
    titles  raw column -> the file's variable label
    """

    frame: pd.DataFrame
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def wanted_columns(
    names: Sequence[str], columns: Collection[str] | None, file: Mapping
) -> dict[int, str]:
    """Position -> name of the columns that are wanted (all where `columns` is None).

    ASSUME: a column without a name (as of row numbers that R writes) is no answer; no wave
    can name it, so it is left out. Raises ProblemsFound for two columns of one name.
    """
    shown = [half_width(name) if file.get("full_width") else name for name in names]
    remedy = "Rename one of the two."
    twice = [name for name, count in Counter(shown).items() if count > 1 and name]
    if twice:
        message = "two columns of one name"
        raise ProblemsFound([Problem(file["path"], "header", n, message, remedy) for n in twice])
    return {
        place: name
        for place, name in enumerate(shown)
        if name and (columns is None or name in columns)
    }
