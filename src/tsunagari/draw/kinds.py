"""Kinds of charts that config/figures.yaml can name: what each needs, and what draws it.

They are declared with their words, in resources/words/draw.yaml (`alt.kinds`). A kind's function
stands in the module of `charts` that has its name, under that name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from tsunagari.config.words import entries

CHARTS_PACKAGE = "tsunagari.draw.charts"


@dataclass(frozen=True)
class Chart:
    """Keys of `chart` that the kind understands: those that it needs, and others."""

    needed: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


CHARTS = {
    kind: Chart(*(tuple(entry.get(keys, ())) for keys in ("needed", "others")))
    for kind, entry in entries("draw")["alt"]["kinds"].items()
}


def drawing(kind: str) -> Callable:
    """The function that draws a kind of chart; matplotlib is imported only here."""
    return getattr(import_module(f"{CHARTS_PACKAGE}.{kind}"), kind)
