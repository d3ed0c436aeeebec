"""How the tests of the readers read: a file that a test made, or the problems it has."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.read import read_delivered

REFERENCE = Path(__file__).parents[2] / "reference" / "delivered"


def read(path: Path, reader: str, columns=None, **keys: object) -> DeliveredFile:
    return read_delivered(path, {"path": path.name, "reader": reader, **keys}, columns)


def cells(path: Path, reader: str, columns=None, **keys: object) -> Mapping[str, list[str]]:
    """Column -> its cells, after a look at what every reader promises."""
    frame = read(path, reader, columns, **keys).frame
    assert frame.index.name == "row"
    assert frame.index.to_list() == list(range(1, len(frame) + 1))
    for name in frame:
        assert frame[name].dtype == "category"
        assert not frame[name].cat.ordered
        assert set(frame[name].cat.categories) == set(frame[name])
    return {name: frame[name].to_list() for name in frame}


def problems(path: Path, reader: str, columns=None, **keys: object) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read(path, reader, columns, **keys)
    return [str(problem) for problem in found.value.problems]
