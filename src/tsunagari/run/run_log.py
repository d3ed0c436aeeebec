"""What a person sees of a run: one line that moves, or plain lines in a log; why jobs are due.

Snakemake's own lines on the terminal make way for these; its log file has them all. Where it is
asked for more (`--quiet host`) or for nothing (`--quiet all`), it is left as it is.
"""

import logging
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from snakemake.logging import logger
from snakemake.settings.enums import Quietness
from snakemake_interface_logger_plugins.common import LogEvent

from tsunagari.run.fingerprints import sources_of
from tsunagari.run.job import seconds_before
from tsunagari.run.progress import Due, Progress
from tsunagari.run.reasons import contents, keep_sources, of_parameter, read_sources

ON_TERMINAL = "DefaultStreamHandler"  # what Snakemake calls its handler
REPLACED = {LogEvent.JOB_FINISHED, LogEvent.PROGRESS, LogEvent.JOB_STARTED}
CLEAR = "\r\x1b[2K"
WHY = "TSUNAGARI_WHY"  # in the environment: print why jobs are due, and nothing else
FINGERPRINTS = ("code", "config")  # params of jobs
MOST_FILES = 3


# ---- Progress ------------------------------------------------------------------------------


def replaced(record: logging.LogRecord) -> bool:
    """Whether a line of Snakemake's is said in another way here."""
    event = getattr(record, "event", None)
    return event in REPLACED or str(record.msg).startswith("Select jobs to execute")


class Lines(logging.Handler):
    """Says how far a run is; stands before Snakemake's handler and clears the line for it."""

    def __init__(self, progress: Progress, stream) -> None:
        super().__init__()
        self.progress, self.stream, self.moves = progress, stream, stream.isatty()

    def emit(self, record: logging.LogRecord) -> None:
        event, now = getattr(record, "event", None), time.monotonic()
        if event == LogEvent.JOB_INFO:
            self.progress.start(record.jobid, now)
        elif event == LogEvent.JOB_FINISHED:
            if self.progress.finish(record.job_id, now) and not self.moves:
                self.stream.write(self.progress.finished_line(record.job_id, now) + "\n")
        elif not replaced(record):
            self.stream.write(CLEAR if self.moves else "")
            return self.stream.flush()
        if self.moves:
            width = shutil.get_terminal_size().columns - 1
            self.stream.write(CLEAR + self.progress.moving_line(now, width) + "\r")
        self.stream.flush()


def show_progress(workflow) -> None:
    """Say how far the run is, in place of Snakemake's lines."""
    quiet = set(workflow.output_settings.quiet or ())
    shown = [handler for handler in logger.handlers if handler.name == ON_TERMINAL]
    if not shown or Quietness.RULES not in quiet or quiet & {Quietness.ALL, Quietness.PROGRESS}:
        return
    due = {job.jobid: _due(job) for job in workflow.dag.needrun_jobs()}
    shown[0].addFilter(lambda record: not replaced(record))
    logger.handlers.insert(0, Lines(Progress(due, time.monotonic()), shown[0].stream))


def _due(job) -> Due:
    return Due(job.rule.name, name_of(job), seconds_before(job.output))


def name_of(job) -> str:
    """A job's rule, and what tells it from others: `estimate 4-3-2-2`."""
    return " ".join([job.rule.name, *map(str, job.wildcards_dict.values())])


def say_what_to_open(workflow, wanted: list[str]) -> None:
    """Name the files to open after a run: those of `wanted` that it was asked for, or its first."""
    if Quietness.ALL in set(workflow.output_settings.quiet or ()):
        return
    targets = [str(file) for job in workflow.dag.targetjobs for file in (job.output or job.input)]
    made = [file for file in wanted if file in targets] or targets[:3]
    print("To open:", *(file for file in made if Path(file).is_file()), sep="\n  ", file=sys.stderr)


# ---- Why jobs are due ------------------------------------------------------------------------


def keep_reasons(workflow) -> None:
    """Keep what the fingerprints of this run's jobs were taken of, for the next one's reasons."""
    keep_sources({taken: dict(files) for _, taken, files in _fingerprints(workflow.dag.jobs)})


def _fingerprints(jobs) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Of all jobs: the parameter, its fingerprint, and file -> hash of what it was taken of."""
    settings = contents(sorted(Path("config").rglob("*.y*ml")))
    taken = {(kind, job.params.get(kind)) for job in jobs for kind in FINGERPRINTS}
    of_code = {file: content for kind, value in taken if kind == "code" and value
               for file, content in contents(sources_of(value)).items()}  # fmt: skip
    for kind, value in sorted((kind, value) for kind, value in taken if value):
        names = sources_of(value)
        yield kind, value, settings if kind == "config" else {n: of_code[n] for n in names}


class Reasons(logging.Handler):
    """Prints why each job of a dry run is due, when Snakemake has worked out which are."""

    def __init__(self, workflow, stream) -> None:
        super().__init__()
        self.workflow, self.stream, self.said = workflow, stream, False

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            self.stream.write(f"{record.getMessage()}\n")
        elif getattr(record, "event", None) == LogEvent.RUN_INFO and not self.said:
            self.said = True
            for line in reasons(self.workflow):
                self.stream.write(f"{line}\n")
        elif str(record.msg).startswith("Nothing to be done"):
            self.stream.write("Nothing to be done: all results are those of the inputs.\n")


def explain(workflow) -> None:
    """Where it is asked for, print why jobs are due instead of what Snakemake says."""
    if os.environ.get(WHY):
        shown = [handler for handler in logger.handlers if handler.name == ON_TERMINAL]
        logger.handlers[:] = [Reasons(workflow, shown[0].stream)]


def reasons(workflow) -> Iterator[str]:
    """A line a job that is due: its name and its causes, those of its own first."""
    dag = workflow.dag
    jobs = [job for level in dag.toposorted() for job in sorted(level, key=name_of)]
    jobs = [job for job in jobs if dag.needrun(job) and job.output]
    now = {taken: files for _, taken, files in _fingerprints(jobs)}
    kept = read_sources()
    for job in jobs:
        yield f"{name_of(job)}: {'; '.join(_causes(dag.reason(job), job, now, kept))}"


def _causes(reason, job, now: Mapping, kept: Mapping) -> Iterator[str]:
    if reason.forced:
        yield "asked for (--force)"
    for what, files in (
        ("not there yet", reason.missing_output),
        ("left unfinished", reason.incomplete_output),
        ("input is newer", reason.updated_input - reason.updated_input_run),
        ("input is made anew", reason.updated_input_run),
    ):
        if files:
            yield f"{what}: {_some(files)}"
    if reason.input_changed:
        yield "its inputs are others"
    if reason.code_changed:
        yield "the rule's script is another"
    if reason.params_changed:
        yield from _of_params(reason.params_changed, job, now, kept)


def _of_params(changed, job, now: Mapping, kept: Mapping) -> Iterator[str]:
    """Which parameter is another; of a fingerprint, which files."""
    old = {value.strip("'\"") for value in changed.only_old}
    new = {value.strip("'\"") for value in changed.only_new}
    said = False
    for kind in FINGERPRINTS:
        value = job.params.get(kind)
        if value in new:
            said = True
            files = [each for each in old if each in kept and _is_of(kind, kept[each])]
            yield of_parameter(kind, files[0] if files else None, value, kept, now[value])
    if not said:
        yield f"a parameter changed: {_some(sorted(old))} -> {_some(sorted(new))}"


def _is_of(kind: str, files: Mapping[str, str]) -> bool:
    """Whether what was kept is of configuration or of code."""
    return (kind == "config") == all(name.startswith("config/") for name in files)


def _some(files) -> str:
    names = sorted(map(str, files))
    more = f" and {len(names) - MOST_FILES} more" if len(names) > MOST_FILES else ""
    return ", ".join(names[:MOST_FILES]) + more
