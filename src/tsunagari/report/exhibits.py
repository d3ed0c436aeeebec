"""What the report shows, one page each: figures of the book, models, comparisons, indices.

Stems of files are the pipeline's fixed outputs: `results/figures/<stem>.<language>.<format>`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tsunagari.compare.decompose.plan import entries_in_run
from tsunagari.compare.plan import runnable
from tsunagari.config.words import Text
from tsunagari.draw.words import WORDS as PICTURES
from tsunagari.project import Project
from tsunagari.report.words import text

AVAILABILITY = "availability"
FIGURES = "part_"  # chapters of the book are named part_<part>


@dataclass(frozen=True)
class Exhibit:
    """One thing to show.

    name      stem of its page, the printed number of a figure
    kind      figure, model, curve, comparison, decomposition, standardization, age_curve, index,
              availability
    chapter   the page that it is listed on
    key       its key in the configuration
    entry     its entry in the configuration    declared  (file, key path) of that
    pictures  stems of its pictures
    tables    files of its numbers, the main one first
    notebook  stem of the executed notebook ("" without)
    waves     those that it stands on
    entries   all parts of the configuration that say what is counted
    """

    name: str
    kind: str
    chapter: str
    key: str
    entry: Mapping
    declared: tuple[str, tuple[str, ...]]
    pictures: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    notebook: str = ""
    waves: tuple[str, ...] = ()
    entries: tuple[Mapping, ...] = ()

    @property
    def main_tables(self) -> tuple[str, ...]:
        """Those whose numbers its page shows: of an index one a wave, else the first."""
        if self.kind == AVAILABILITY:
            return ()
        return self.tables if self.kind == "index" else self.tables[:1]

    @property
    def title(self) -> Text:
        """Its title, with the printed number of a figure."""
        if self.kind != "figure":
            return dict(self.entry["title"])
        return PICTURES.text("number", figure=self.name, title=self.entry["title"])


def exhibits(project: Project) -> list[Exhibit]:
    """Everything that this run shows, in the order of the story."""
    waves = {name: project.waves[name] for name in project.wanted_waves}
    return [
        *_figures(project),
        *_models(project, waves),
        *_comparisons(project, waves),
        *_changes(project),
        *_indices(project, waves),
        _availability(tuple(waves)),
    ]


def chapters(shown: Sequence[Exhibit], parts: Mapping[str, Text]) -> dict[str, Text]:
    """Chapter -> title, of those that have something to show; parts are numbered."""
    return {each: _title(each, parts) for each in dict.fromkeys(each.chapter for each in shown)}


def _title(chapter: str, parts: Mapping[str, Text]) -> Text:
    if not chapter.startswith(FIGURES):
        return text(chapter)
    part = chapter.removeprefix(FIGURES)
    known = part in parts
    return text("part", number=part, title=dict(parts[part])) if known else text("part_other")


def _figures(project: Project) -> Iterator[Exhibit]:
    for number in project.wanted_figures:
        entry = project.figures[number]
        drawn = "notebook" in entry
        tables, more = (), ()
        if "estimates" in entry:
            tables = (f"results/estimates/{number}.csv",)
        elif "index" in entry:
            tables = (f"results/indices/{entry['index']}.csv",)
            more = (_declaration(project, entry["index"]),)
        yield Exhibit(
            number, "figure", FIGURES + entry["part"], number, entry,
            ("figures", ("figures", number)),
            pictures=(number,) if drawn else (), tables=tables, notebook=number if drawn else "",
            waves=tuple(entry.get("waves", ())), entries=(*entry.get("estimates", ()), *more),
        )  # fmt: skip


def _declaration(project: Project, index: str) -> Mapping:
    """What the indices' file says about the index that a table is of: `ties_by_x` is of ties."""
    known = [name for name in project.indices if index.startswith(name)]
    return project.indices[max(known, key=len)]


def _models(project: Project, waves: Mapping) -> Iterator[Exhibit]:
    for name, entry in project.models.items():
        if set(entry["waves"]) <= set(waves):
            yield Exhibit(
                f"model_{name}", "model", "models", name, entry, ("models", ("models", name)),
                pictures=(f"model_{name}_forest", f"model_{name}_shares"),
                tables=tuple(f"results/models/{name}{end}.csv" for end in _of_model(entry)),
                notebook=f"model_{name}", waves=tuple(entry["waves"]), entries=(entry,),
            )  # fmt: skip
    for name, curve in project.curves.items():
        entry = project.curve(name)
        if set(entry["waves"]) <= set(waves):
            yield Exhibit(
                f"model_{name}_specifications", "curve", "models", name, entry,
                ("models", ("curves", name)), pictures=(f"model_{name}_specifications",),
                tables=(f"results/models/{name}.specifications.csv",),
                notebook=f"specifications_{name}", waves=tuple(entry["waves"]),
                entries=(entry, curve),
            )  # fmt: skip


def _of_model(entry: Mapping) -> list[str]:
    """How a model's tables end: the coefficients first, of several waves the effects, in which the
    average change between them is the first row."""
    ends = ["", ".effects", ".shares", ".contrasts", ".tests", ".fit", ".left_out"]
    ends += [".proportional_odds", ".thresholds", ".second"]
    several = len(entry["waves"]) > 1
    return sorted(ends, key=lambda end: end != ".effects") if several else ends


def _comparisons(project: Project, waves: Mapping) -> Iterator[Exhibit]:
    entries = project.comparisons["comparisons"]
    for name, compared in runnable(entries, waves).items():
        ends = ("", ".omnibus", ".differences", *((".trend",) if len(compared) > 2 else ()))
        yield Exhibit(
            f"comparison_{name}", "comparison", "comparisons", name, entries[name],
            ("comparisons", ("comparisons", name)), pictures=(f"comparison_{name}",),
            tables=tuple(f"results/comparisons/{name}{end}.csv" for end in ends),
            notebook=f"comparison_{name}", waves=tuple(compared), entries=(entries[name],),
        )  # fmt: skip


CHANGES = {
    # section of the file: kind, stem of tables, whether drawn, further tables, chapter
    "decompositions": ("decomposition", "decomposition_{}", True, (), "decompositions"),
    "standardizations": ("standardization", "standardized_{}", False, (), "decompositions"),
    "age_curves": ("age_curve", "age_curves_{}", True, (".bounds",), "age_curves"),
}


def _changes(project: Project) -> Iterator[Exhibit]:
    in_run = entries_in_run(project.decompositions, project.wanted_waves)
    populations = project.decompositions.get("populations", {})
    for section, (kind, form, drawn, more, chapter) in CHANGES.items():
        for name in in_run[section]:
            entry, stem = project.decompositions[section][name], form.format(name)
            used = tuple(populations[each] for each in entry.get("populations", ()))
            yield Exhibit(
                stem, kind, chapter, name, entry, ("decompositions", (section, name)),
                pictures=(stem,) if drawn else (),
                tables=tuple(f"results/comparisons/{stem}{end}.csv" for end in ("", *more)),
                notebook=stem if drawn else "", waves=tuple(entry["waves"]),
                entries=(entry, *used),
            )  # fmt: skip


def _indices(project: Project, waves: Mapping) -> Iterator[Exhibit]:
    for name, entry in project.indices.get("figures", {}).items():
        if set(entry["waves"]) <= set(waves):
            tables = dict.fromkeys(entry["table"].format(wave=wave) for wave in entry["waves"])
            yield Exhibit(
                name, "index", "indices", name, entry, ("indices", ("figures", name)),
                pictures=(name,), tables=tuple(f"results/indices/{each}.csv" for each in tables),
                notebook=name, waves=tuple(entry["waves"]),
                entries=(project.indices["ties"],),
            )  # fmt: skip


def _availability(waves: tuple[str, ...]) -> Exhibit:
    """What was asked; its table is on the front page."""
    return Exhibit(
        "availability", AVAILABILITY, AVAILABILITY, "",
        {"title": PICTURES["availability.title"]},
        ("codebook", ("variables",)), pictures=("availability",),
        tables=("results/audit/availability.csv",), notebook="availability", waves=waves,
    )  # fmt: skip
