"""The one front door: every file of config/, read and checked; a stage owns its own check."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tsunagari.audit.claims.checks import check_claims
from tsunagari.codebook.checks import check_variables
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.checks import check_comparisons, check_decompositions, check_shares
from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.config.schema import schema_problems
from tsunagari.config.yaml_lines import Lines, load_yaml
from tsunagari.draw.checks import check_figures
from tsunagari.index.checks import check_indices
from tsunagari.models.checks import check_models
from tsunagari.synthesise.checks import check_assumptions
from tsunagari.waves.checks import check_wave
from tsunagari.waves.order import ALL, in_order, name_waves

# ---- config/archive.yaml against the waves, before anything runs -------------------------


def check_archive(config: Mapping, lines: Lines, waves: Iterable[str]) -> list[Problem]:
    """Whether every wave that it names is one."""
    checker, names = Checker("config/archive.yaml", lines), list(waves)
    for name in config.get("waves", {}):
        checker.known(("waves", name), name, names, "not one of the waves")
    return checker.problems


def check_settings(
    settings: Mapping, lines: Lines, waves: Sequence[str], figures: Sequence[str]
) -> list[Problem]:
    """config.yaml against the waves and figures that are described."""
    checker = Checker("config/config.yaml", lines)
    for key, valid in (("waves", waves), ("figures", figures)):
        for name in settings[key] if settings[key] != "all" else ():
            checker.known((key,), name, valid, f"not one of the {key}")
    return checker.problems


# ---- config/report.yaml against the codebook, before anything runs -----------------------

OTHER = "other"  # the part of figures that are not of the section


def check_report(
    config: Mapping,
    lines: Lines,
    codebook: Codebook,
    figures: tuple[Mapping[str, Mapping], Lines],
) -> list[Problem]:
    """The explorer's shares, countries and variables to choose by; the parts of figures."""
    entries, lines_of_figures = figures
    of_figures = Checker("config/figures.yaml", lines_of_figures)
    for number, entry in entries.items():
        valid = (*config["parts"], OTHER)
        message = "no part of config/report.yaml"
        of_figures.known(("figures", number, "part"), entry["part"], valid, message)
    checker = Checker("config/report.yaml", lines)
    used = {entry["part"] for entry in entries.values()}
    for part in [part for part in config["parts"] if part not in used]:
        message, remedy = "a part without a figure", "Mend its name, or remove it."
        checker.add(("parts", part), part, message, remedy)
    if "explorer" in config:
        check_shares(checker, ("explorer",), config["explorer"], codebook)
    return [*of_figures.problems, *checker.problems]


FILES = (
    "config",
    "codebook",
    "figures",
    "indices",
    "synthetic",
    "models",
    "comparisons",
    "decompositions",
    "claims",
    "report",
    "archive",
)


@dataclass(frozen=True)
class Project:
    """Everything that the files in config/ say, checked.

    settings   config.yaml       codebook_config   codebook.yaml, as written
    figures    printed number -> entry of figures.yaml
    indices    indices.yaml      assumptions       synthetic.yaml
    models, families, curves      models.yaml
    comparisons                   comparisons.yaml
    decompositions                decompositions.yaml
    claims, claim_lines           claims.yaml, and the line of each of its keys
    report                        report.yaml
    archive                       archive.yaml
    waves      name -> config/waves/<name>.yaml
    """

    folder: Path
    settings: Mapping
    codebook_config: Mapping
    figures: Mapping[str, Mapping]
    indices: Mapping
    assumptions: Mapping
    models: Mapping[str, Mapping]
    families: Mapping[str, Mapping]
    curves: Mapping[str, Mapping]
    comparisons: Mapping
    decompositions: Mapping
    claims: Mapping
    claim_lines: Lines
    report: Mapping
    archive: Mapping
    waves: Mapping[str, Mapping]

    @cached_property
    def codebook(self) -> Codebook:
        return Codebook.from_config(self.codebook_config)

    def curve(self, name: str) -> Mapping:
        """The entry of the model that a specification curve varies, with the curve's title."""
        curve = self.curves[name]
        model = self.models[curve["model"]]
        return {**model, "title": curve["title"], "specifications": curve}

    @property
    def group_names(self) -> set[str]:
        """The named groups of all figures."""
        queries = [query for entry in self.figures.values() for query in entry.get("estimates", ())]
        return {name for query in queries for name in query.get("groups", ())}

    @property
    def wanted_waves(self) -> list[str]:
        """The waves of this run, oldest name first."""
        wanted = self.settings["waves"]
        return sorted(self.waves) if wanted == "all" else list(wanted)

    @property
    def wanted_figures(self) -> list[str]:
        """The figures of this run that have all their waves in it, in printed order.

        Registry entries that cannot be drawn and supporting ones are included.
        """
        wanted = self.settings["figures"]
        numbers = list(self.figures) if wanted == "all" else list(wanted)
        waves = set(self.wanted_waves)
        return [number for number in numbers if set(self.figures[number].get("waves", ())) <= waves]


def load_project(
    folder: str | Path = "config",
    schemas: str | Path | None = None,
    overrides: Mapping | None = None,
) -> Project:
    """Read and check config/; raises ProblemsFound with every problem of every file.

    schemas    the workflow's folder with the JSON schemas; without it only what the schemas
               do not say is checked (a run checks them once, before its first job)
    overrides  settings that take the place of config.yaml's (`snakemake --config`)
    """
    folder = Path(folder)
    problems: list[Problem] = []
    loaded: dict[str, tuple[Mapping, Lines]] = {}
    for name in FILES:
        given = overrides if name == "config" else None
        _load(folder / f"{name}.yaml", name, schemas, name, loaded, problems, given)
    wave_files = sorted((folder / "waves").glob("*.yaml"))
    for path in wave_files:
        _load(path, f"waves/{path.stem}", schemas, "wave", loaded, problems)
    if not wave_files:
        remedy = "Add a file for each wave, e.g. waves/2017.yaml."
        problems.append(Problem(f"{folder.name}/waves", "", "", "no wave is described", remedy))
    if problems:
        raise ProblemsFound(problems)
    _name_waves(loaded, _as_written(folder / "config.yaml")["waves"])
    _check_references(loaded, problems, _notebooks(schemas))
    if problems:
        raise ProblemsFound(problems)
    return Project(
        folder=folder,
        settings=loaded["config"][0],
        codebook_config=loaded["codebook"][0],
        figures=loaded["figures"][0]["figures"],
        indices=loaded["indices"][0],
        assumptions=loaded["synthetic"][0],
        models=loaded["models"][0]["models"],
        families=loaded["models"][0].get("families", {}),
        curves=loaded["models"][0].get("curves", {}),
        comparisons=loaded["comparisons"][0],
        decompositions=loaded["decompositions"][0],
        claims=loaded["claims"][0],
        claim_lines=loaded["claims"][1],
        report=loaded["report"][0],
        archive=loaded["archive"][0],
        waves={path.stem: loaded[f"waves/{path.stem}"][0] for path in wave_files},
    )


def _load(
    path: Path,
    key: str,
    schemas: str | Path | None,
    schema: str,
    loaded: dict,
    problems: list,
    overrides: Mapping | None = None,
) -> None:
    """Load one file into `loaded[key]`, or add what is wrong with it to `problems`."""
    shown_as = f"config/{key}.yaml"
    try:
        data, lines = load_yaml(path, shown_as)
    except ProblemsFound as found:
        problems.extend(found.problems)
        return
    if overrides and isinstance(data, Mapping):
        data = {**data, **overrides}
    loaded[key] = (data, lines)
    if schemas is not None:
        rules, _ = load_yaml(Path(schemas) / f"{schema}.schema.yaml", f"{schema}.schema.yaml")
        problems.extend(schema_problems(data, lines, rules, shown_as))


def _as_written(path: Path) -> Mapping:
    """A file that was found to be in order, without what takes the place of its settings."""
    data, _ = load_yaml(path, path.name)
    return data


def _name_waves(loaded: Mapping[str, tuple[Mapping, Lines]], wanted: str | list[str]) -> None:
    """Put names where figures, models and indices say `waves: all`.

    wanted  as config.yaml says it. A run that `--config` narrows further leaves out what
            lacks a wave: its jobs read the files again and know nothing of the narrowing.
    """
    waves = {key.removeprefix("waves/"): pair[0] for key, pair in loaded.items() if "/" in key}
    names = sorted(waves) if wanted == ALL else [wave for wave in wanted if wave in waves]
    run = in_order(names, waves)
    indices = loaded["indices"][0]
    name_waves(loaded["figures"][0]["figures"].values(), run)
    name_waves(loaded["models"][0]["models"].values(), run)
    name_waves([indices.get("ties", {}), *indices.get("figures", {}).values()], run)


def _notebooks(schemas: str | Path | None) -> list[str]:
    """The notebooks of the workflow that the schemas belong to."""
    if schemas is None:
        return []
    return sorted(path.stem for path in Path(schemas).parents[1].glob("notebooks/*.ipynb"))


def _check_references(
    loaded: Mapping[str, tuple[Mapping, Lines]], problems: list, notebooks: list[str]
) -> None:
    """What no schema can say: names that must exist elsewhere."""
    problems.extend(check_variables(*loaded["codebook"]))
    if problems:
        return
    codebook = Codebook.from_config(loaded["codebook"][0])
    waves = {key.removeprefix("waves/"): pair for key, pair in loaded.items() if "/" in key}
    figures, lines = loaded["figures"]
    problems.extend(check_figures(figures["figures"], lines, codebook, list(waves), notebooks))
    for name, (wave, wave_lines) in waves.items():
        problems.extend(check_wave(name, wave, wave_lines, codebook))
    entries = {name: wave for name, (wave, _) in waves.items()}
    problems.extend(check_indices(*loaded["indices"], codebook, entries))
    assumptions = loaded["synthetic"]
    problems.extend(check_assumptions(*assumptions, codebook, entries, figures["figures"]))
    problems.extend(check_models(*loaded["models"], codebook, entries))
    problems.extend(check_comparisons(*loaded["comparisons"], codebook, entries))
    problems.extend(check_decompositions(*loaded["decompositions"], codebook, entries))
    problems.extend(check_claims(*loaded["claims"], codebook, list(waves), figures["figures"]))
    problems.extend(check_report(*loaded["report"], codebook, (figures["figures"], lines)))
    problems.extend(check_archive(*loaded["archive"], waves))
    settings, lines = loaded["config"]
    problems.extend(check_settings(settings, lines, list(waves), list(figures["figures"])))
