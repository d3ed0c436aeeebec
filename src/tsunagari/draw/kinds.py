"""Kinds of charts that config/figures.yaml can name: what each needs, and what draws it.

A kind's function stands in the module of `charts` that has its name, under that name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

CHARTS_PACKAGE = "tsunagari.draw.charts"


@dataclass(frozen=True)
class Chart:
    """Keys of `chart` that the kind understands: those that it needs, and others.

    called  the key of the words that say to those who do not see it what it is
    """

    called: str
    needed: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


CHARTS = {
    "stacked_bars": Chart(
        "stacked_bars", ("row", "segment"), ("panel", "bracket", "neutral", "intervals")
    ),
    "shaded_table": Chart("shaded_table", ("row", "column"), ("panel",)),
    "grouped_bars": Chart("grouped_bars", ("row", "bar"), ("panel",)),
    "bars": Chart("bars", ("row",), ("panel",)),
    "mean_dots": Chart("mean_dots", ("row",), ("panel",)),
    "quadrant": Chart("quadrant", ("horizontal", "vertical")),
    "diagram": Chart("diagram"),
}


def drawing(kind: str) -> Callable:
    """The function that draws a kind of chart; matplotlib is imported only here."""
    return getattr(import_module(f"{CHARTS_PACKAGE}.{kind}"), kind)
