"""config/models.yaml against the codebook, the waves and itself, before anything runs."""

from collections.abc import Mapping

from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.config.yaml_lines import Lines
from tsunagari.models.spec import read_spec
from tsunagari.waves.asked import unasked


def check_models(
    config: Mapping, lines: Lines, codebook: Codebook, waves: Mapping[str, Mapping]
) -> list[Problem]:
    """Every model's outcome and terms, which its waves must all have asked, and the models
    that families and curves name."""
    checker = Checker("config/models.yaml", lines)
    for name, entry in config["models"].items():
        path = ("models", name)
        for wave in entry["waves"]:
            checker.known((*path, "waves"), wave, waves, "no file in config/waves/ for the wave")
        try:
            spec = read_spec(codebook, name, entry)
        except ProblemsFound as found:
            checker.found(path, found.problems)
            continue
        columns = [spec.outcome.column, *(atom.column for atom in spec.atoms)]
        where = f"line {lines.of(path)}, {'.'.join(path)}"
        checker.problems += unasked(codebook, waves, entry["waves"], columns, checker.file, where)
    for name, family in config.get("families", {}).items():
        for model in family["models"]:
            checker.known(("families", name, "models"), model, config["models"], "no model")
    for name, curve in config.get("curves", {}).items():
        checker.known(("curves", name, "model"), curve["model"], config["models"], "no model")
    return checker.problems
