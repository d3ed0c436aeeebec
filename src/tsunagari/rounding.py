"""Rounding as the book prints: half up, on the decimal value."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def printed(percent: float, decimals: int = 1) -> str:
    """A percentage as the book would print it, e.g. 48.25 as "48.3".

    The float is first cut to 9 decimals, so that 100 x 3 / 8 = 37.5 is a half however
    it was computed.
    """
    unit = Decimal(1).scaleb(-decimals)
    return str(Decimal(f"{percent:.9f}").quantize(unit, rounding=ROUND_HALF_UP))
