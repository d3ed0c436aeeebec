"""What a derived answer says of a person: which of the terms that it is made of are true.

A term is a repeated question with the answers wanted of any of its items; a pattern says of each
term whether it is true. The kinds of participation are the four patterns of two terms, and a
count of 0 is the pattern in which none is.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product

from tsunagari.codebook.variables import Codebook, Variable

Pattern = tuple[bool, ...]
Terms = Mapping[str, object]  # variable -> the answers wanted, in the order of patterns


def terms_of(codebook: Codebook, variable: Variable) -> Terms:
    """The terms of a derived variable, by name, also of what it is derived through."""
    rule = variable.derive or {}
    if "bands" in rule:
        return terms_of(codebook, codebook[rule["bands"]])
    found = {name: wanted for term in rule.get("count", ()) for name, wanted in term.items()}
    for case in rule.get("cases", {}).values():
        found |= case["any"] if case != "otherwise" else {}
    return dict(sorted(found.items()))


def patterns_of(variable: Variable, terms: Terms, members: set[str]) -> set[Pattern] | None:
    """The patterns that answers of a variable stand for; None where they tell more than these."""
    rule = variable.derive or {}
    every = set(product((False, True), repeat=len(terms)))
    if "cases" in rule:
        return {p for p in every if _case(rule["cases"], terms, p) in members}
    if "bands" not in rule or rule["lowest"] != 0:
        return None
    zero = {name for name, upper in rule["upper"].items() if upper == 0}
    nothing = {(False,) * len(terms)}
    if zero and members in (zero, set(rule["upper"]) - zero):
        return nothing if members == zero else every - nothing
    return None


def _case(cases: Mapping, terms: Terms, pattern: Pattern) -> str | None:
    """The category of a pattern: the first case that is met."""
    true = dict(zip(terms, pattern, strict=True))
    for category, case in cases.items():
        if case == "otherwise":
            return category
        join: Callable = all if case.get("together") else any
        if join(true[name] for name in case["any"]):
            return category
    return None


def without(pattern: Pattern, places: list[int]) -> Iterator[Pattern]:
    """The pattern, and all that it is without some of the terms at these places."""
    true = [place for place in places if pattern[place]]
    for k in range(len(true) + 1):
        for off in combinations(true, k):
            yield tuple(held and place not in off for place, held in enumerate(pattern))
