"""Delivered files read for a draft, each as it needs to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read import DeliveredFile, read_delivered
from tsunagari.scaffold.sources import Source, source_of
from tsunagari.scaffold.spelling import respelt


def read_sources(
    paths: Sequence[Path], told: Mapping[str, object]
) -> tuple[list[Source], dict[str, DeliveredFile]]:
    """Every file, and how it was read.

    told  keys of `files:` that are known already
    Raises ProblemsFound with the problems of all files.
    """
    sources: list[Source] = []
    files: dict[str, DeliveredFile] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            source = source_of(path, told)
            delivered = read_delivered(path, source.declared)
            known = respelt(source, delivered)
            if known is not source:
                delivered = read_delivered(path, known.declared)
        except ProblemsFound as found:
            problems += found.problems
            continue
        sources.append(known)
        files[path.name] = delivered
    if problems:
        raise ProblemsFound(problems)
    return sources, files
