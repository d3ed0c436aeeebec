"""config/claims.yaml against the codebook and the waves, before anything runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tsunagari.checks import Checker
from tsunagari.codebook import Codebook
from tsunagari.problems import Problem
from tsunagari.yaml_lines import Lines


def check_claims(
    config: Mapping, lines: Lines, codebook: Codebook, waves: Sequence[str], figures: Mapping
) -> list[Problem]:
    checker = Checker("config/claims.yaml", lines)
    return checker.problems
