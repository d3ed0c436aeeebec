"""The order of waves, and which of them `waves: all` stands for."""

from collections.abc import Iterable, Mapping

ALL = "all"


def in_order(names: Iterable[str], waves: Mapping[str, Mapping]) -> list[str]:
    """Waves, earliest first.

    ASSUME: by year; where one of them does not say its year, in the order given.
    """
    named = list(names)
    if all("year" in waves[wave] for wave in named):
        return sorted(named, key=lambda wave: waves[wave]["year"])
    return named


def name_waves(entries: Iterable[Mapping], run: list[str]) -> None:
    """Put the waves of the run, in their order, wherever an entry says `waves: all`."""
    for entry in entries:
        if entry.get("waves") == ALL:
            entry["waves"] = list(run)
