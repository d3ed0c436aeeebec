"""Numbers as they stand on a picture."""

from __future__ import annotations

from tsunagari.read.rounding import printed

ASSUMED_MARK = "*"


def marked(value: float, assumed: bool, decimals: int = 1) -> str:
    """The value as the book would print it, with a mark if it stands on an assumption."""
    return printed(value, decimals) + ASSUMED_MARK * assumed


def base(n: int, language: str) -> str:
    """The base of a row: （n=1,200） or " (n=1,200)"."""
    return f"（n={n:,}）" if language == "ja" else f" (n={n:,})"
