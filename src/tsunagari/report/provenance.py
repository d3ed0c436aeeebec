"""From an exhibit to the code, configuration and raw columns that its numbers come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from tsunagari.config.words import Text
from tsunagari.config.yaml_lines import Lines
from tsunagari.draw.kinds import CHARTS_PACKAGE
from tsunagari.project import Project
from tsunagari.report.code_pages import CodePlace, functions_imported, rule_place
from tsunagari.report.exhibits import Exhibit
from tsunagari.report.raw_columns import (
    RawColumns,
    raw_columns,
    sources_of,
    variables_named,
    with_sources,
)
from tsunagari.run.fingerprints import code_of

# They find, check, read, name and write, and make no number and no picture.
PLUMBING = (
    "project", "run/job", "read/published", "codebook/queries",
    "*labels", "read/tables",
    "draw/paper/save", "draw/*alt", "draw/*notes",
)  # fmt: skip

Maker = tuple[str, str, str]  # name of the rule, its file, its script ("" of one that draws)


@dataclass(frozen=True)
class Step:
    """One step from raw files to the picture: what it makes, by which rule, script, functions."""

    made: str
    rule: CodePlace
    script: CodePlace
    functions: tuple[CodePlace, ...]


@dataclass(frozen=True)
class Provenance:
    """Where an exhibit is declared, the steps that make it, the variables that it counts."""

    declared: CodePlace
    steps: tuple[Step, ...]
    variables: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class VariableSource:
    """Where a variable comes from: what it is derived from, or its raw columns by wave.

    place    its line in the codebook
    sources  (name, label) of what it is derived from
    raw      (raw columns, the wave's title, the line that maps them)
    """

    name: str
    label: Text
    place: CodePlace
    sources: tuple[tuple[str, Text], ...]
    raw: tuple[tuple[RawColumns, Text, CodePlace], ...]


@dataclass(frozen=True)
class Tracer:
    """Finds the provenance of exhibits.

    root    the folder of the code     makers  file of results -> what makes it
    lines   name of a file of the configuration (without ending) -> its lines
    """

    project: Project
    root: Path
    makers: Mapping[str, Maker]
    lines: Mapping[str, Lines]

    def trace(self, exhibit: Exhibit) -> Provenance:
        """The provenance of one exhibit."""
        codebook = self.project.codebook
        file, path = exhibit.declared
        wanted = with_sources(variables_named(exhibit.entries, codebook), codebook)
        made = [f"results/harmonised/{wave}.parquet" for wave in exhibit.waves]
        made += exhibit.tables[:1]
        steps = [self._step(path) for path in made]
        if exhibit.pictures:
            notebook = f"results/notebooks/{exhibit.notebook}.ipynb"
            steps.append(self._step(notebook, exhibit.entry.get("notebook", "")))
        return Provenance(
            declared=self._declared(file, path),
            steps=_once(steps),
            variables=tuple((name, self._label(name)) for name in wanted),
        )

    def variable(self, name: str, waves: Mapping[str, Mapping]) -> VariableSource:
        """Where one variable comes from in the given waves."""
        codebook = self.project.codebook
        return VariableSource(
            name=name,
            label=self._label(name),
            place=self._declared("codebook", ("variables", name)),
            sources=tuple((each, self._label(each)) for each in sources_of(name, codebook)),
            raw=tuple(
                (
                    found,
                    dict(waves[found.wave]["title"]),
                    self._declared(
                        f"waves/{found.wave}", ("columns", name) if found.column else ("files",)
                    ),
                )
                for found in raw_columns([name], codebook, waves)
            ),
        )

    def _label(self, name: str) -> Text:
        return dict(self.project.codebook_config["variables"][name]["label"])

    def _declared(self, file: str, path: tuple[str, ...]) -> CodePlace:
        return CodePlace(f"config/{file}.yaml", self.lines[file].of(path), ".".join(path))

    def _step(self, made: str, chart: str = "") -> Step:
        """chart  the kind of chart that a notebook looks up"""
        rule, file, script = self.makers[made]
        place = rule_place(_text(self.root / file), file, rule)
        return Step(made, place, CodePlace(script, 1, script), _functions(self.root, script, chart))


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _functions(root: Path, script: str, chart: str) -> tuple[CodePlace, ...]:
    """The functions that a script calls, or a notebook draws a kind of chart with."""
    imported = functions_imported(code_of(root / script), root)
    imported = [each for each in imported if not _is_plumbing(each)]
    if chart:
        imported += functions_imported(f"from {CHARTS_PACKAGE}.{chart} import {chart}", root)
    return tuple(dict.fromkeys(imported))


def _is_plumbing(place: CodePlace) -> bool:
    files = (f"src/tsunagari/{name}.py" for name in PLUMBING)
    return place.name.endswith("_alt") or any(fnmatchcase(place.file, file) for file in files)


def _once(steps: list[Step]) -> tuple[Step, ...]:
    """Steps of the same rule as one: what they make beside each other."""
    found: dict[CodePlace, Step] = {}
    for step in steps:
        if step.rule in found:
            made = f"{found[step.rule].made}, {step.made}"
            step = Step(made, step.rule, step.script, step.functions)
        found[step.rule] = step
    return tuple(found.values())


def places(provenance: Provenance) -> list[str]:
    """The files that an exhibit leads to."""
    found = [provenance.declared.file]
    for step in provenance.steps:
        found += [step.rule.file, step.script.file, *(each.file for each in step.functions)]
    return list(dict.fromkeys(found))


def places_of_variables(variables: Iterable[VariableSource]) -> list[str]:
    """The files that the page of raw columns leads to."""
    found = [place.file for each in variables for _, _, place in each.raw]
    return list(dict.fromkeys([*found, *(each.place.file for each in variables)]))
