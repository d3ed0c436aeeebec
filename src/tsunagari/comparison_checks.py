"""config/comparisons.yaml against the codebook and the waves, before anything runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tsunagari.checks import Checker
from tsunagari.codebook import Codebook
from tsunagari.problems import Problem
from tsunagari.yaml_lines import Lines


def check_comparisons(
    config: Mapping, lines: Lines, codebook: Codebook, waves: Sequence[str]
) -> list[Problem]:
    checker = Checker("config/comparisons.yaml", lines)
    return checker.problems
