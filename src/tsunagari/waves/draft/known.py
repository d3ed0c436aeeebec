"""What the configuration already says: the codebook, and the waves that are described."""

from collections.abc import Mapping
from pathlib import Path

from tsunagari.codebook.checks import check_variables
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.config.schema import schema_problems
from tsunagari.config.yaml_lines import load_yaml
from tsunagari.waves.checks import check_wave


def described(
    config: Path, schemas: Path, name: str
) -> tuple[Mapping, Codebook, dict[str, Mapping]]:
    """The codebook as written and as read, and the waves but the one that is drafted.

    Other files of config/ are not looked at: they may name the wave that is not yet there.
    Raises ProblemsFound with the problems of all of these files.
    """
    shown_as = f"{config.name}/codebook.yaml"
    texts, lines = load_yaml(config / "codebook.yaml", shown_as)
    problems = schema_problems(texts, lines, _rules(schemas, "codebook"), shown_as)
    problems = problems or check_variables(texts, lines)
    if problems:
        raise ProblemsFound(problems)
    codebook, waves = Codebook.from_config(texts), {}
    rules = _rules(schemas, "wave")
    for path in sorted((config / "waves").glob("*.yaml")):
        if path.stem == name:
            continue
        shown_as = f"{config.name}/waves/{path.name}"
        wave, lines = load_yaml(path, shown_as)
        of_schema = schema_problems(wave, lines, rules, shown_as)
        problems += of_schema or check_wave(path.stem, wave, lines, codebook)
        waves[path.stem] = wave
    if problems:
        raise ProblemsFound(problems)
    return texts, codebook, waves


def _rules(schemas: Path, name: str) -> Mapping:
    rules, _ = load_yaml(schemas / f"{name}.schema.yaml", f"{name}.schema.yaml")
    return rules
