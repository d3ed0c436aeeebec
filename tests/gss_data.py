"""Where the files of the US General Social Survey are, which are NORC's and not the project's."""

import os
from pathlib import Path

import pytest

HERE = "../shared/waves/gss"  # beside the repository
FOLDER = Path(os.environ.get("TSUNAGARI_GSS", Path(__file__).parents[1] / HERE)).resolve()


def gss_file(name: str) -> Path:
    """One of the survey's files; skips the test, by name, where it is absent."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{name} of the General Social Survey is not in {HERE} or $TSUNAGARI_GSS")
    return path
