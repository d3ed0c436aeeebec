"""Each exhibit with what makes it: configuration, rules, scripts, notebook, inputs, outputs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from tsunagari.config.words import Text, in_columns, same
from tsunagari.report.code_pages import CodePlace
from tsunagari.report.exhibits import Exhibit
from tsunagari.report.provenance import Provenance

SEPARATOR = "; "
NOTEBOOK = ".ipynb"


@dataclass(frozen=True)
class ExhibitRow:
    """One row of the table of exhibits; places are `file:line`.

    exhibit   printed number of a figure, or the stem of its file
    kind      figure, model, curve, comparison, decomposition, standardization, age_curve, index
    config    where it is declared
    rules     the rules that make it, from raw files on: `name (file:line)`
    scripts   what they run, without the notebook that draws it
    notebook  that notebook, "" of one that is a table only
    functions what scripts and notebook call: `module.name (file:line)`
    inputs    responses as delivered, and published numbers of the same figure
    outputs   tables, pictures, executed notebook
    remark    of one that is drawn in part or not at all: why
    """

    exhibit: str
    kind: str
    title: Text
    config: str
    rules: str
    scripts: str
    notebook: str
    functions: str
    inputs: str
    outputs: str
    remark: Text

    @property
    def record(self) -> dict[str, str]:
        """A row of the table; a text has a column for each language."""
        record: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            is_text = isinstance(value, Mapping)
            record |= in_columns(field.name, value) if is_text else {field.name: value}
        return record


def exhibit_row(
    exhibit: Exhibit, provenance: Provenance, inputs: Sequence[str], pictures: Sequence[str]
) -> ExhibitRow:
    """The row of one exhibit.

    inputs  files of responses and published numbers     pictures  the files of its pictures
    """
    programs = list(dict.fromkeys(step.script.file for step in provenance.steps))
    executed = [f"results/notebooks/{exhibit.notebook}.ipynb"] if exhibit.notebook else []
    return ExhibitRow(
        exhibit=exhibit.name,
        kind=exhibit.kind,
        title=exhibit.title,
        config=_at(provenance.declared),
        rules=_joined(_named(step.rule) for step in provenance.steps),
        scripts=_joined(file for file in programs if not file.endswith(NOTEBOOK)),
        notebook=_joined(file for file in programs if file.endswith(NOTEBOOK)),
        functions=_joined(_named(place) for step in provenance.steps for place in step.functions),
        inputs=_joined(inputs),
        outputs=_joined([*exhibit.tables, *pictures, *executed]),
        remark=exhibit.entry.get("reason", same("")),
    )


def _named(place: CodePlace) -> str:
    return f"{place.name} ({_at(place)})"


def _at(place: CodePlace) -> str:
    return f"{place.file}:{place.line}"


def _joined(items: Iterable[str]) -> str:
    return SEPARATOR.join(dict.fromkeys(items))
