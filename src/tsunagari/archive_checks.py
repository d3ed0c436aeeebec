"""config/archive.yaml against the waves, before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem
from tsunagari.config.yaml_lines import Lines


def check_archive(config: Mapping, lines: Lines, waves: Iterable[str]) -> list[Problem]:
    """Whether every wave that it names is one."""
    checker, names = Checker("config/archive.yaml", lines), list(waves)
    for name in config.get("waves", {}):
        checker.known(("waves", name), name, names, "not one of the waves")
    return checker.problems
