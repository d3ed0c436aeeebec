"""The workflow's own scripts, called in this process.

A stage whose configuration and inputs were seen before is not computed again: its files are
put back. What a stage depends on is what its rule fingerprints.
"""

import io
import re
import runpy
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from snakemake.iocontainers import InputFiles, Log, OutputFiles, Params, Wildcards

from tsunagari.run.fingerprints import fingerprint

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "workflow" / "scripts"
Files = Mapping[str, "str | list[str]"]


class Stopped(Exception):
    """A run ended with problems, each as it is shown."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


class Crashed(Exception):
    """A run ended with a traceback instead of a problem."""


@dataclass(frozen=True)
class Stage:
    """A script with what its rule gives it; `about` is the configuration it depends on."""

    script: str
    outputs: Files
    inputs: Files = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)
    wildcards: Mapping[str, str] = field(default_factory=dict)
    about: object = None

    @property
    def written(self) -> list[Path]:
        return [Path(path) for path in _flat(self.outputs)]


def _flat(files: Files) -> list[str]:
    return [p for paths in files.values() for p in ([paths] if isinstance(paths, str) else paths)]


class Memory(dict):
    """What stages made: key of a stage -> its files."""

    def run(self, stage: Stage) -> None:
        """Run a stage in the present folder, or put back what it made from the same before.

        Raises Stopped with what it says is wrong, Crashed for anything else.
        """
        given = [[path, _digest(Path(path))] for path in _flat(stage.inputs)]
        key = fingerprint(
            stage.script, stage.about, stage.params, stage.wildcards, given, _flat(stage.outputs)
        )
        if key not in self:
            _execute(stage)
            self[key] = {path: _contents(path) for path in stage.written}
            return
        for path, contents in self[key].items():
            for name, content in contents.items():
                (path / name).parent.mkdir(parents=True, exist_ok=True)
                (path / name).write_bytes(content)


def _contents(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of those of a folder by their names."""
    files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
    return {str(p.relative_to(path)): p.read_bytes() for p in files}


def _digest(path: Path) -> str:
    parts = sorted(_contents(path).items())
    return sha256(b"".join(name.encode() + content for name, content in parts)).hexdigest()


def _execute(stage: Stage) -> None:
    log = Path("logs") / "stage.log"
    log.parent.mkdir(exist_ok=True)
    snakemake = _Snakemake(
        _files(InputFiles(), stage.inputs),
        _files(OutputFiles(), stage.outputs),
        Params(fromdict=dict(stage.params)),
        Wildcards(fromdict=dict(stage.wildcards)),
        Log([str(log)]),
    )
    for path in stage.written:
        path.parent.mkdir(parents=True, exist_ok=True)
    nowhere = io.StringIO()
    with redirect_stderr(nowhere), redirect_stdout(nowhere):
        try:
            runpy.run_path(str(SCRIPTS / stage.script), {"snakemake": snakemake}, "__main__")
        except SystemExit:
            failed = log.read_text(encoding="utf-8")
        else:
            return
    raise _failure(stage.script, failed)


def _files(files: InputFiles | OutputFiles, given: Mapping) -> InputFiles | OutputFiles:
    """Files by their names as Snakemake keeps them: one list, of which a name may be several."""
    for name, paths in given.items():
        first = len(files)
        files.extend(paths if isinstance(paths, list) else [paths])
        files._set_name(name, first, len(files) if isinstance(paths, list) else None)
    return files


def _failure(script: str, text: str) -> Exception:
    """What a job wrote to its log, as the exception that it was."""
    if not re.match(r"\d+ problems?:\n", text):
        return Crashed(f"{script}: {text.strip().splitlines()[-1]}")
    return Stopped([line.strip() for line in text.splitlines()[1:] if line.strip()])


@dataclass(frozen=True)
class _Snakemake:
    input: InputFiles
    output: OutputFiles
    params: Params
    wildcards: Wildcards
    log: Log
