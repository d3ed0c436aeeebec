"""Ticks of scales."""

from __future__ import annotations

import math


def percent_ticks(largest: float) -> list[int]:
    """0, then steps of 10 or 20, up to the first step above the largest percentage."""
    step = 10 if largest <= 50 else 20
    return list(range(0, min(100, math.ceil(max(largest, 1) / step) * step) + 1, step))


def round_ticks(low: float, high: float, most: int = 7) -> list[float]:
    """Ticks at 1, 2 or 5 times a power of ten that enclose low and high."""
    rough = max(high - low, 1e-9) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * index, 10) for index in range(first, last + 1)]


def tick_words(tick: float) -> str:
    """A tick's value, with a minus sign and not a hyphen."""
    return f"{tick:g}".replace("-", "\u2212")
