"""config/models.yaml against the codebook and the waves, before anything runs."""

from collections.abc import Mapping

from tsunagari.codebook.checks import Survey
from tsunagari.config.checker import Checker
from tsunagari.models.spec import read_spec
from tsunagari.waves.asked import check_asked


def check_models(checker: Checker, config: Mapping, survey: Survey) -> None:
    """Every model's outcome and terms, which its waves must all have asked."""
    for name, entry in config["models"].items():
        path = ("models", name)
        if spec := checker.read(path, lambda n=name, e=entry: read_spec(survey.codebook, n, e)):
            columns = [spec.outcome.column, *(atom.column for atom in spec.atoms)]
            check_asked(checker, path, survey, entry["waves"], columns)
