"""Where slips are tried: the configuration of a project, and delivered files."""

import random
import shutil
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import yaml

from mutation.changes import changed
from mutation.delivered import points_at, small_waves
from mutation.pictures import Pictures
from mutation.plan import before_any_job, stages
from mutation.stages import ROOT, Crashed, Memory, Stopped
from mutation.verdicts import (
    CRASH,
    ELSEWHERE,
    OTHER,
    SAME,
    WORDS,
    Numbers,
    differences,
    is_words,
    pointed_at,
    reason_of,
)
from tsunagari.config.problems import ProblemsFound
from tsunagari.project import load_project

SCHEMAS = ROOT / "workflow" / "schemas"
OF_DATA = ("harmonise.py", "estimate.py")
ROW = "stops, names the row"
UNNOTICED = "other numbers, not noticed"


@dataclass(frozen=True)
class Row:
    """One slip and what became of it; `with_checksum` is of data alone."""

    kind: str
    file: str
    line: str
    slip: str
    before: str
    after: str
    outcome: str
    message: str
    with_checksum: str = ""


class Runs:
    """Runs of projects in this process, each in its folder."""

    def __init__(self, scripts: tuple[str, ...] = (), drawn: bool = False) -> None:
        self.scripts, self.drawn = scripts, drawn
        self.memory, self.pictures, self.numbers = Memory(), Pictures(), Numbers()

    def numbers_of(self, folder: Path) -> tuple:
        """All numbers of a project. Raises Stopped, and Crashed for what is no problem."""
        with chdir(folder):
            try:
                return self._run()
            except ProblemsFound as found:
                raise Stopped([str(problem) for problem in found.problems]) from found
            except (Stopped, Crashed):
                raise
            except Exception as error:
                raise Crashed(f"{type(error).__name__}: {error}") from error

    def _run(self) -> tuple:
        project = load_project("config", SCHEMAS)
        before_any_job(project)
        shutil.rmtree("results", ignore_errors=True)
        for stage in stages(project):
            if not self.scripts or stage.script in self.scripts:
                self.memory.run(stage)
        if self.drawn:
            self.pictures.draw(project)
        return self.numbers.of(Path("results"))


# --- configuration --------------------------------------------------------------------
def slips_of_config(
    folder: Path, files: list[str], seed: str, count: range, drawn: bool
) -> Iterator[Row]:
    """Slips in the named files of a project's config/, each file as often as it is long."""
    runs = Runs(drawn=drawn)
    usual = runs.numbers_of(folder)
    paths = [folder / "config" / name for name in files]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    for number in count:
        rng = random.Random(f"{seed} {number}")
        place = rng.choices(range(len(paths)), [len(text) for text in texts])[0]
        path, text = paths[place], texts[place]
        change = changed(text, rng)
        shown_as = f"config/{files[place]}"
        path.write_text(change.text, encoding="utf-8", newline="")
        try:
            now = runs.numbers_of(folder)
            same = tuple(a == b for a, b in zip(now, usual, strict=True))
            outcome, message = _statement(text, change.text, *same)
        except Stopped as stopped:
            keys = [keys for part in (text, change.text) if (keys := keys_at(part, change.line))]
            outcome, message = pointed_at(stopped.problems, shown_as, change, keys)
        except Crashed as crashed:
            outcome, message = CRASH, str(crashed)
        finally:
            path.write_text(text, encoding="utf-8", newline="")
        line, shown = str(change.line), (change.before, change.after)
        yield Row("config", shown_as, line, change.kind, *shown, outcome, message)


def _statement(before: str, after: str, same: bool, judged_alike: bool) -> tuple[str, str]:
    """Of a file that is as valid as it was: what it says now.

    same          all numbers are as they were
    judged_alike  and so are the verdicts on words: labels of files, titles of figures
    """
    found = differences(*(yaml.load(text, yaml.CSafeLoader) for text in (before, after)))
    if found and is_words(found) and same:
        return WORDS, "" if judged_alike else "the audit's verdict on these words changes"
    if not (same and judged_alike):
        return OTHER, reason_of(found)
    return SAME, "; ".join(".".join(map(str, path)) for path, _, _ in found[:2])


def keys_at(text: str, line: int) -> tuple:
    """The keys of the last entry that begins on a line, or above it; () in what is no YAML."""
    try:
        node, found = yaml.compose(text, yaml.CSafeLoader), [(0, ())]
    except yaml.YAMLError:
        return ()

    def walk(node: yaml.Node, path: tuple) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                found.append((key.start_mark.line + 1, (*path, key.value)))
                walk(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for place, value in enumerate(node.value):
                walk(value, (*path, place))

    walk(node, ())
    return max((entry for entry in found if entry[0] <= line), key=lambda entry: entry[0])[1]


# --- delivered files ------------------------------------------------------------------
def slips_of_data(folder: Path, seed: str, count: range) -> Iterator[Row]:
    """Slips in delivered files of every format, without a checksum and with one declared."""
    runs = Runs(OF_DATA)
    waves = list(small_waves(folder))
    usual = [runs.numbers_of(wave.folder) for wave in waves]
    for number in count:
        rng = random.Random(f"{seed} {number}")
        place = number % len(waves)
        wave = waves[place]
        slip = wave.slip(rng)
        tried = {}
        for checksum in (True, False):
            wave.declare(checksum)
            wave.path.write_bytes(slip.content)
            try:
                same = runs.numbers_of(wave.folder) == usual[place]
                tried[checksum] = (SAME, "") if same else (UNNOTICED, wave.kind_of(slip))
            except Stopped as stopped:
                tried[checksum] = _of_row(stopped, slip, wave.name)
            except Crashed as crashed:
                tried[checksum] = CRASH, str(crashed)
        wave.declare(False)
        shown = (slip.where, slip.kind, slip.before, slip.after)
        yield Row("data", wave.name, *shown, *tried[False], with_checksum=tried[True][0])


def _of_row(stopped: Stopped, slip, name: str) -> tuple[str, str]:
    if f"{name}: sha256" in stopped.problems[0]:
        return "stops, names the file", stopped.problems[0]
    pointing = [text for text in stopped.problems if points_at(slip, text, name)]
    return (ROW, pointing[0]) if pointing else (ELSEWHERE, stopped.problems[0])
