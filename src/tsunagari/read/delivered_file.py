"""What a reader gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class DeliveredFile:
    """One delivered file, with what the file itself says of its columns.

    frame   every column text codes as Categorical, "" where blank; the index is the row of
            the file, 1 for the first respondent
    labels  raw column -> code -> the file's value label ({} where the format has none)
    titles  raw column -> the file's variable label
    missing  raw column -> those of its codes that the file itself declares missing
    """

    frame: pd.DataFrame
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, frozenset[str]] = field(default_factory=dict)
