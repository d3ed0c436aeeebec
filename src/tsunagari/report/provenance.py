"""From an exhibit to the code, configuration and raw columns that its numbers come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tsunagari.configuration import Project
from tsunagari.labels import Text
from tsunagari.report.code_places import (
    CodePlace,
    code_of_cells,
    functions_imported,
    rule_place,
)
from tsunagari.report.exhibits import Exhibit
from tsunagari.report.raw_columns import raw_columns, sources_of, variables_named, with_sources
from tsunagari.report.words import text
from tsunagari.yaml_lines import Lines

Maker = tuple[str, str, str]  # name of the rule, its file, its script ("" of one that draws)


@dataclass(frozen=True)
class Step:
    """One step from raw files to the picture: what it makes, by which rule, script, functions."""

    made: str
    rule: CodePlace
    script: CodePlace
    functions: tuple[CodePlace, ...]


@dataclass(frozen=True)
class RawPlace:
    """Raw columns of a variable in a wave, and the line that maps them."""

    variable: str
    title: Text
    place: CodePlace
    files: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Provenance:
    """All of it; `derived` says what a derived variable is made from, with its line."""

    declared: CodePlace
    steps: tuple[Step, ...]
    derived: tuple[tuple[str, Text, CodePlace], ...]
    raw: tuple[RawPlace, ...]


class Tracer:
    """Finds the provenance of exhibits; reads each file of code once.

    root    the folder of the code     makers  file of results -> what makes it
    lines   name of a file of the configuration (without ending) -> its lines
    """

    def __init__(
        self, project: Project, root: Path, makers: Mapping[str, Maker], lines: Mapping[str, Lines]
    ) -> None:
        self.project, self.root, self.makers, self.lines = project, root, makers, lines
        self._texts: dict[str, str] = {}
        self._functions: dict[str, tuple[CodePlace, ...]] = {}

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
            steps.append(self._step(notebook))
        return Provenance(
            declared=self._declared(file, path),
            steps=_once(steps),
            derived=tuple(self._derived(name) for name in wanted if codebook[name].derive),
            raw=tuple(self._raw(wanted, exhibit.waves)),
        )

    def _declared(self, file: str, path: tuple[str, ...]) -> CodePlace:
        return CodePlace(f"config/{file}.yaml", self.lines[file].of(path), ".".join(path))

    def _step(self, made: str) -> Step:
        rule, file, script = self.makers[made]
        place = rule_place(self._text(file), file, rule)
        return Step(made, place, CodePlace(script, 1, script), self._imports(script))

    def _text(self, file: str) -> str:
        if file not in self._texts:
            self._texts[file] = (self.root / file).read_text(encoding="utf-8")
        return self._texts[file]

    def _imports(self, file: str) -> tuple[CodePlace, ...]:
        if file not in self._functions:
            words = self._text(file)
            code = code_of_cells(words) if file.endswith(".ipynb") else words
            self._functions[file] = tuple(functions_imported(code, self.root))
        return self._functions[file]

    def _derived(self, name: str) -> tuple[str, Text, CodePlace]:
        variables = self.project.codebook_config["variables"]
        sources = [variables[each]["label"] for each in sources_of(name, self.project.codebook)]
        words = {lang: {"ja": "、", "en": ", "}[lang].join(s[lang] for s in sources)
                 for lang in ("ja", "en")}  # fmt: skip
        said = text("derived_from", variable=dict(variables[name]["label"]), sources=words)
        return name, said, self._declared("codebook", ("variables", name))

    def _raw(self, wanted: list[str], waves: tuple[str, ...]):
        variables = self.project.codebook_config["variables"]
        entries = {wave: self.project.waves[wave] for wave in waves}
        for found in raw_columns(wanted, self.project.codebook, entries):
            label, wave = variables[found.variable]["label"], entries[found.wave]["title"]
            yield RawPlace(
                variable=found.variable,
                title=text("raw_of", variable=dict(label), wave=dict(wave)),
                place=self._declared(f"waves/{found.wave}", ("columns", found.variable)),
                files=found.files,
                columns=found.columns,
                codes=tuple(found.codes.items()),
            )


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
    """The files that it leads to."""
    found = [provenance.declared.file]
    for step in provenance.steps:
        found += [step.rule.file, step.script.file, *(each.file for each in step.functions)]
    found += [place.file for _, _, place in provenance.derived]
    return list(dict.fromkeys([*found, *(each.place.file for each in provenance.raw)]))


Linker = Callable[[CodePlace], str]  # the page and line of a place
