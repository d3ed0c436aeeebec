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
from tsunagari.waves.checks import check_wave


def described(
    config: Path, schemas: Path, name: str
) -> tuple[Mapping, Codebook, dict[str, Mapping]]:
    """The codebook as written and as read, and the waves but the one that is drafted.

    Other files of config/ are not looked at: they may name the wave that is not yet there.
    Raises ProblemsFound with the problems of all of these files.
    """
    texts, checker, names = _validated(config, schemas, "codebook", "codebook")
    if not checker.problems:
        check_references(checker, names, texts, names_of_codebook(texts))
    if not checker.problems:
        check_variables(checker, texts)
    if checker.problems:
        raise ProblemsFound(checker.problems)
    survey, problems = Survey(Codebook.from_config(texts), {}), []
    for path in sorted((config / "waves").glob("*.yaml")):
        if path.stem != name:
            wave, checker, names = _validated(config, schemas, f"waves/{path.stem}", "wave")
            if not checker.problems:
                check_references(checker, names, wave, names_of_codebook(texts))
                check_wave(checker, wave, survey)
            problems += checker.problems
            survey.waves[path.stem] = wave
    if problems:
        raise ProblemsFound(problems)
    return texts, survey.codebook, survey.waves


def _validated(config: Path, schemas: Path, file: str, schema: str) -> tuple:
    """A file, what is wrong with it by its schema, and where it names what is elsewhere."""
    shown_as = f"{config.name}/{file}.yaml"
    data, lines = load_yaml(config / f"{file}.yaml", shown_as)
    rules, _ = load_yaml(schemas / f"{schema}.schema.yaml", f"{schema}.schema.yaml")
    validated, checker = Validated(data, rules, languages()), Checker(shown_as, lines)
    checker.problems += validated.problems(lines, shown_as)
    return data, checker, validated.references
