"""What the configuration already says: the codebook, and the waves that are described."""

from collections.abc import Mapping
from pathlib import Path

from tsunagari.codebook.checks import Survey, check_variables
from tsunagari.codebook.names import names_of_codebook
from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.problems import ProblemsFound
from tsunagari.config.references import check_references
from tsunagari.config.schema import Validated
from tsunagari.config.words import languages
from tsunagari.config.yaml_lines import load_yaml
from tsunagari.read.checks import READERS
from tsunagari.waves.checks import check_wave


def described(
    config: Path, schemas: Path, name: str
) -> tuple[Mapping, Codebook, dict[str, Mapping]]:
    """The codebook as written and as read, and the waves but the one that is drafted.

    Other files of config/ are not looked at: they may name the wave that is not yet there.
    Raises ProblemsFound with the problems of all of these files.
    """
    texts, checker = _checked(config, "codebook", schemas / "codebook.schema.yaml")
    if not checker.problems:
        check_variables(checker, texts)
    if checker.problems:
        raise ProblemsFound(checker.problems)
    codebook, waves, problems = Codebook.from_config(texts), {}, []
    for path in sorted((config / "waves").glob("*.yaml")):
        if path.stem == name:
            continue
        schema = schemas / "wave.schema.yaml"
        wave, checker = _checked(config, f"waves/{path.stem}", schema, texts)
        if not checker.problems:
            check_wave(checker, wave, Survey(codebook, {}))
        problems += checker.problems
        waves[path.stem] = wave
    if problems:
        raise ProblemsFound(problems)
    return texts, codebook, waves


def _checked(
    config: Path, name: str, schema: Path, codebook: Mapping | None = None
) -> tuple[Mapping, Checker]:
    """A file of config/ with what its schema says of it; the codebook, if not given, is it."""
    shown_as = f"{config.name}/{name}.yaml"
    entries, lines = load_yaml(config / f"{name}.yaml", shown_as)
    rules, _ = load_yaml(schema, schema.name)
    validated, checker = Validated(entries, rules, languages()), Checker(shown_as, lines)
    checker.problems += validated.problems(lines, shown_as)
    if not checker.problems:
        kinds = {**names_of_codebook(codebook or entries), **READERS}
        check_references(checker, validated.references, entries, kinds)
    return entries, checker
