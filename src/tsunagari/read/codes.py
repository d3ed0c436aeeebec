"""Values of any type as codes: text, the same whatever program the file comes from."""

import datetime
import decimal
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd


def code_of(value: object) -> str:
    """One value as its code is written: 1.0 as "1", a date as 2018-02-03, missing as "".

    ASSUME: true and false are the codes 1 and 0, as the other formats write them; a number
    in single precision is the shortest one that it can stand for (0.1, not 0.10000000149).
    """
    if isinstance(value, str):
        return value
    if isinstance(value, np.float32):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NaT or value != value:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, decimal.Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def coded(values: Sequence | np.ndarray, code: Callable[[object], str] = code_of) -> pd.Categorical:
    """A column of values as text codes; each distinct value is converted once."""
    if not isinstance(values, np.ndarray):
        values = np.array([*values, None], dtype=object)[:-1]  # so that lists stay cells
    places, distinct = pd.factorize(values)
    return of_places(places, [code(value) for value in distinct])


def of_places(places: np.ndarray, texts: Sequence[str]) -> pd.Categorical:
    """A column from the place of each cell in `texts`, -1 for a blank one.

    Texts may repeat: 1 and "1" are one code.
    """
    merged, categories = pd.factorize(np.array([*texts, ""], dtype=object))
    used = np.bincount(merged[places], minlength=len(categories)) > 0
    renumbered = (np.cumsum(used) - 1)[merged[places]]
    return pd.Categorical.from_codes(renumbered, pd.Index(categories[used], dtype="str"))


def recoded(column: pd.Categorical, change: Callable[[str], str]) -> pd.Categorical:
    """The same column with each distinct code changed."""
    return of_places(column.codes, [change(code) for code in column.categories])
