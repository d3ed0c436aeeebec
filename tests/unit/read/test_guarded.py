"""Files of which a byte or a few were changed: one message each, and nothing else is harmed.

Read without a process of their own they ended in tracebacks of the libraries (TypeError, IndexError,
UnboundLocalError, OverflowError, MemoryError at 4 GiB), or killed the process.
"""

import os
import re
import signal
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pandas as pd
import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.read import guarded
from tsunagari.read.delivered_file import DeliveredFile
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


def batch(number: int) -> DeliveredFile:
    return DeliveredFile(pd.DataFrame({"q": pd.Categorical([str(number)])}))


def test_batches_before_a_reader_ends_and_why_it_does(entry):
    def read(file):
        yield from map(batch, range(3))
        os.kill(os.getpid(), signal.SIGSEGV)

    found = guarded.guarded(read, entry)
    assert [next(found).frame["q"].to_list() for _ in range(3)] == [["0"], ["1"], ["2"]]
    with pytest.raises(ProblemsFound, match="SIGSEGV"):
        next(found)


def test_a_reader_whose_batches_nobody_wants_is_ended(entry, tmp_path):
    def read(file):
        (tmp_path / "reader").write_text(str(os.getpid()))
        yield from map(batch, count())

    found = guarded.guarded(read, entry)
    next(found)
    reader = int((tmp_path / "reader").read_text())
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(reader, 0)


def test_the_time_that_a_reader_waits_is_not_its_own(entry, monkeypatch):
    monkeypatch.setattr(guarded, "SECONDS", 1)
    large = DeliveredFile(pd.DataFrame({"q": pd.Categorical(["1"] * 1_000_000)}))
    found = guarded.guarded(lambda file: [large, large, large], entry)
    next(found)
    time.sleep(2)
    assert len(list(found)) == 2
