"""What a person sees of a run on a terminal, and what a log gets."""

import io
import logging

from snakemake_interface_logger_plugins.common import LogEvent

from tsunagari.run.progress import Due, Progress
from tsunagari.run.run_log import CLEAR, Lines


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def record(message: str = "", **extra) -> logging.LogRecord:
    made = logging.makeLogRecord({"msg": message, "levelno": logging.INFO})
    made.__dict__.update(extra)
    return made


def run(stream: io.StringIO, *records: logging.LogRecord) -> str:
    lines = Lines(Progress({1: Due("draw", "draw 1"), 2: Due("draw", "draw 2")}, 0.0), stream)
    for each in records:
        lines.emit(each)
    return stream.getvalue()


STARTED = record(event=LogEvent.JOB_INFO, jobid=1)
ENDED = record(event=LogEvent.JOB_FINISHED, job_id=1)


def test_on_a_terminal_one_line_moves_and_makes_way_for_messages():
    said = run(Terminal(), STARTED, ENDED, record("Error in rule draw"))
    assert "\n" not in said  # one line, which messages of Snakemake's then replace
    assert said.endswith(CLEAR)
    first, last = (part for part in said.split(CLEAR) if part.strip())
    assert first.startswith("[                    ] 0 of 2") and "draw 1" in first
    assert last.startswith("[==========          ] 1 of 2") and first.endswith("\r")


def test_in_a_log_each_job_that_ends_has_a_line_and_nothing_moves():
    said = run(io.StringIO(), STARTED, ENDED, record("Error in rule draw"))
    assert said.count("\n") == 1 and "\r" not in said and "\x1b" not in said
    assert said.startswith("1 of 2  draw 1: ")


def test_jobs_of_other_runs_say_nothing():
    other = record(event=LogEvent.JOB_FINISHED, job_id=9)
    assert run(io.StringIO(), record(event=LogEvent.JOB_INFO, jobid=9), other) == ""
