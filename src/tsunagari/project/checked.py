"""Every file of config/, read and checked; a stage owns its own check."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tsunagari.audit.claims.checks import check_claims
from tsunagari.codebook.checks import Survey, check_variables
from tsunagari.codebook.names import names_of_codebook
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.checks import check_comparisons, check_decompositions, check_shares
from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.config.references import Kinds, Named, check_references, names
from tsunagari.config.schema import Validated, is_language
from tsunagari.config.words import DEFAULT
from tsunagari.config.yaml_lines import Lines, load_yaml
from tsunagari.draw.checks import check_figures
from tsunagari.draw.kinds import CHARTS
from tsunagari.index.checks import check_indices
from tsunagari.models.checks import check_models
from tsunagari.read.checks import READERS
from tsunagari.synthesise.checks import check_assumptions
from tsunagari.waves.checks import check_wave
from tsunagari.waves.order import ALL, in_order, name_waves

OTHER = "other"  # the part of figures that are not of the section


def check_report(checker: Checker, config: Mapping, survey: Survey) -> None:
    """Parts that have figures, and the explorer's shares."""
    used = {entry["part"] for entry in survey.figures.values()}
    for part in [part for part in config["parts"] if part not in used]:
        message, remedy = "a part without a figure", "Mend its name, or remove it."
        checker.add(("parts", part), part, message, remedy)
    if "explorer" in config:
        check_shares(checker, ("explorer",), config["explorer"], survey.codebook)


# File -> what its stage asks of it beyond its schema. The codebook is asked first, by itself.
CHECKS: dict[str, Callable[[Checker, Mapping, Survey], None] | None] = {
    "config": None,
    "codebook": None,
    "figures": check_figures,
    "indices": check_indices,
    "synthetic": check_assumptions,
    "models": check_models,
    "comparisons": check_comparisons,
    "decompositions": check_decompositions,
    "claims": check_claims,
    "report": check_report,
    "archive": None,
}
WAVE = "waves/"  # what a wave's file is called before its name


def checked(
    folder: Path, schemas: Path | None = None, overrides: Mapping | None = None
) -> tuple[dict[str, Mapping], Lines]:
    """File -> what it says (config.yaml without `overrides`), waves -> all of theirs; and the
    line of each key of claims.yaml.

    Parameters as of `load_project`, which see.
    """
    files, problems = _read(folder)
    settings = files.get("config")
    written = settings.data if settings else {}
    if overrides and isinstance(written, Mapping):
        settings.data = {**written, **overrides}
    if schemas is not None:
        problems += _check_schemas(files, schemas, _languages(written))
    if problems:
        raise ProblemsFound(problems)
    _name_waves(files, written["waves"])
    if schemas is not None:
        _check_names(files)
    settings.data = written
    data = {name: files[name].data for name in CHECKS}
    return {**data, "waves": _waves(files)}, files["claims"].lines


@dataclass
class File:
    """One file of config/, and where it names what is elsewhere."""

    name: str
    data: Mapping
    lines: Lines
    references: Sequence = ()

    @property
    def shown_as(self) -> str:
        return f"config/{self.name}.yaml"


def _waves(files: Mapping[str, File]) -> dict[str, Mapping]:
    """Wave -> its entry."""
    return {
        name.removeprefix(WAVE): file.data for name, file in files.items() if name.startswith(WAVE)
    }


def _languages(settings: object) -> Sequence[str]:
    """The languages that config.yaml names, if it does."""
    named = settings.get("languages") if isinstance(settings, Mapping) else None
    return list(filter(is_language, named)) if isinstance(named, list) else DEFAULT


def _read(folder: Path) -> tuple[dict[str, File], list[Problem]]:
    """Every file of config/ by its name, that of a wave as waves/<wave>; what cannot be read."""
    found, problems = {}, []
    waves = sorted(f"{WAVE}{path.stem}" for path in (folder / "waves").glob("*.yaml"))
    for name in (*CHECKS, *waves):
        try:
            found[name] = File(name, *load_yaml(folder / f"{name}.yaml", f"config/{name}.yaml"))
        except ProblemsFound as wrong:
            problems += wrong.problems
    if not waves:
        remedy = "Add a file for each wave, e.g. waves/2017.yaml."
        problems.append(Problem(f"{folder.name}/waves", "", "", "no wave is described", remedy))
    return found, problems


def _check_schemas(
    files: Mapping[str, File], schemas: Path, languages: Sequence[str]
) -> list[Problem]:
    """What the schemas say of each file by itself; the names that it uses are kept for later."""
    problems, rules = [], {}
    for name, file in files.items():
        schema = "wave" if name.startswith(WAVE) else name
        if schema not in rules:
            rules[schema], _ = load_yaml(schemas / f"{schema}.schema.yaml", f"{schema}.schema.yaml")
        validated = Validated(file.data, rules[schema], languages)
        problems += validated.problems(file.lines, file.shown_as)
        file.references = validated.references
    return problems


def _name_waves(files: Mapping[str, File], wanted: str | list[str]) -> None:
    """Put names where figures, models and indices say `waves: all`.

    wanted  as config.yaml says it. A run that `--config` narrows further leaves out what
            lacks a wave: its jobs read the files again and know nothing of the narrowing.
    """
    waves = _waves(files)
    named = sorted(waves) if wanted == ALL else [wave for wave in wanted if wave in waves]
    run = in_order(named, waves)
    indices = files["indices"].data
    name_waves(files["figures"].data["figures"].values(), run)
    name_waves(files["models"].data["models"].values(), run)
    name_waves([indices.get("ties", {}), *indices.get("figures", {}).values()], run)


def kinds_of_names(files: Mapping[str, File]) -> Kinds:
    """All that `refersTo` in a schema can refer to."""
    waves, parts = _waves(files), files["report"].data["parts"]

    def exclusions(wave: str) -> Named | None:
        """The rules by which a wave leaves rows out."""
        if wave not in waves:
            return None
        return [rule["name"] for rule in waves[wave]["exclude"]], "no exclusion of the wave"

    return {
        **names_of_codebook(files["codebook"].data),
        **READERS,
        "waves": names(waves, "no file in config/waves/ for the wave"),
        "figures": names(files["figures"].data["figures"], "no figure of figures.yaml"),
        "parts": names([*parts, OTHER], "no part of config/report.yaml"),
        "charts": names(CHARTS, "no such kind of chart"),
        "exclusions": exclusions,
    }


def _check_names(files: Mapping[str, File]) -> None:
    """Names that must exist elsewhere, and what each stage asks besides."""
    kinds, checkers = kinds_of_names(files), {}
    for name, file in files.items():
        checkers[name] = Checker(file.shown_as, file.lines)
        check_references(checkers[name], file.references, file.data, kinds)
    own, config = checkers["codebook"], files["codebook"].data
    if not own.problems:
        check_variables(own, config)
    if own.problems:
        raise ProblemsFound(own.problems)
    codebook = Codebook.from_config(config)
    survey = Survey(codebook, _waves(files), files["figures"].data["figures"])
    for name, file in files.items():
        if check := check_wave if name.startswith(WAVE) else CHECKS[name]:
            check(checkers[name], file.data, survey)
    if problems := [problem for each in checkers.values() for problem in each.problems]:
        raise ProblemsFound(problems)
