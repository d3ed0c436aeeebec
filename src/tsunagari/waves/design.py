"""The columns of a wave that declare its design, and what they must hold."""

from collections.abc import Mapping


def design_columns(wave: Mapping) -> dict[str, str]:
    """Harmonised column -> raw column of every part of the design that the wave declares.

    One column a stage: design.weight, design.strata.1, design.clusters.1, ...
    """
    declared = wave["design"]
    columns = {"design.weight": declared["weight"]} if "weight" in declared else {}
    for part in ("strata", "clusters", "population"):
        for stage, raw in enumerate(declared.get(part, ()), start=1):
            columns[f"design.{part}.{stage}"] = raw
    return columns


def is_number(column: str) -> bool:
    """Whether a harmonised design column holds numbers, and not labels."""
    return column.split(".")[1] in ("weight", "population")
