"""Files of which a byte or a few were changed: one message each, and nothing else is harmed.

Read without a process of their own they ended in tracebacks of the libraries (TypeError, IndexError,
UnboundLocalError, OverflowError, MemoryError at 4 GiB), or killed the process.
"""

import os
import re
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.read import guarded
from tsunagari.read.file_entry import FileEntry
from tsunagari.read.read import read_delivered

BROKEN = Path(__file__).parent / "broken_files"
READERS = {".sav": "spss", ".zsav": "spss", ".dta": "stata", ".sas7bdat": "sas", ".xlsx": "excel"}


@pytest.mark.parametrize("path", sorted(BROKEN.iterdir()), ids=lambda path: path.name)
def test_a_broken_file_is_one_message(path):
    with pytest.raises(ProblemsFound) as found:
        read_delivered(path, {"path": path.name, "reader": READERS[path.suffix]})
    (problem,) = found.value.problems
    assert problem.file == path.name
    # Of a length that no memory holds, a library may take what it then reads for letters.
    assert re.search("damaged or cut short|letters that cannot be read", problem.message)
    assert problem.remedy


@pytest.fixture
def entry():
    path = BROKEN / "dta_f_3.dta"
    return FileEntry.from_config(path, {"path": path.name, "reader": "stata"})


@pytest.mark.parametrize(("read", "said"), [
    (lambda file: os.kill(os.getpid(), signal.SIGSEGV), "it ended the program that read it (SIGSEGV)"),
    (lambda file: os._exit(3), "it ended the program that read it"),
    (lambda file: [0] * 10**12, "MemoryError"),
    (lambda file: {}["no such key"], "KeyError: 'no such key'"),
])  # fmt: skip
def test_whatever_a_reader_does(entry, read, said):
    with pytest.raises(ProblemsFound) as found:
        list(guarded.guarded(read, entry))
    assert said in str(found.value)


def test_a_reader_that_does_not_end(entry, monkeypatch):
    monkeypatch.setattr(guarded, "SECONDS", 1)
    with pytest.raises(ProblemsFound, match="reading it took too long"):
        list(guarded.guarded(lambda file: signal.pause(), entry))


def test_its_own_problems_stay_as_they_are(entry):
    def read(file):
        raise replace(file).fault("a message", "A remedy.")

    with pytest.raises(ProblemsFound) as found:
        list(guarded.guarded(read, entry))
    assert str(found.value.problems[0]) == "dta_f_3.dta: a message. A remedy."
