"""config/report.yaml against the codebook, before anything runs."""

from __future__ import annotations

from collections.abc import Mapping

from tsunagari.codebook.variables import Codebook
from tsunagari.compare.checks import check_shares
from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem
from tsunagari.config.yaml_lines import Lines

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
