"""What a number can stand on, by kind, the strongest first."""

from collections.abc import Iterable

DELIVERED, PUBLISHED, ASSUMED = "delivered", "published", "assumed"
NOT_ASKED, NOBODY = "not_asked", "nobody"  # no number: not put to anybody, or nobody in the base
EMPTY = (NOT_ASKED, NOBODY)
STRONGEST_FIRST = ("", DELIVERED, PUBLISHED, ASSUMED, NOBODY, NOT_ASKED)  # "": no number is used


def weakest(kinds: Iterable[str]) -> str:
    """What a number stands on that is made of several; "" of none."""
    return max(kinds, key=STRONGEST_FIRST.index, default="")
