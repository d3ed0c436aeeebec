"""config/report.yaml against the codebook, before anything runs."""

from __future__ import annotations

from collections.abc import Mapping

from tsunagari.checks import Checker
from tsunagari.codebook import Codebook
from tsunagari.comparison_checks import check_shares
from tsunagari.problems import Problem
from tsunagari.yaml_lines import Lines


def check_report(config: Mapping, lines: Lines, codebook: Codebook) -> list[Problem]:
    """The explorer's shares, countries and variables to choose by."""
    checker = Checker("config/report.yaml", lines)
    if "explorer" in config:
        check_shares(checker, ("explorer",), config["explorer"], codebook)
    return checker.problems
