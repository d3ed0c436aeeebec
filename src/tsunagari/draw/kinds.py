"""Kinds of charts: what each needs of an entry, and how it is called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chart:
    """Keys of `chart` that a notebook understands: those that it needs, and others."""

    needed: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


CHARTS = {
    "stacked_bars": Chart(("row", "segment"), ("panel", "bracket", "neutral", "intervals")),
    "shaded_table": Chart(("row", "column"), ("panel",)),
    "grouped_bars": Chart(("row", "bar"), ("panel",)),
    "bars": Chart(("row",), ("panel",)),
    "mean_dots": Chart(("row",), ("panel",)),
    "quadrant": Chart(("horizontal", "vertical")),
    "diagram": Chart(),
}
