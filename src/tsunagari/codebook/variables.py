"""The codebook: the harmonised variables that every stage after harmonising sees.

A harmonised data set has one row a respondent and these columns:

    variable                 single answer or number
    variable.item            the same, repeated over a list (a medium, a community ...)
    variable.category        multiple answers: selected or not_selected
    variable.item.category   the same, repeated

Answers are categoricals that also hold the kinds of missing, so that nothing is NaN.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NOT_ASKED = "_not_asked"  # the wave, country or split half did not have the question
NOT_APPLICABLE = "_not_applicable"  # outside the question's base
NO_ANSWER = "_no_answer"  # asked, and not answered
MISSING = (NOT_ASKED, NOT_APPLICABLE, NO_ANSWER)
UNKNOWN = (NOT_APPLICABLE, NO_ANSWER)
SELECTED, NOT_SELECTED = "selected", "not_selected"


@dataclass(frozen=True)
class Variable:
    """One variable of the codebook; `items` is empty unless it is repeated over a list.

    range  the least and the greatest valid number
    """

    name: str
    type: str
    each: str | None = None
    items: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    exclusive: tuple[str, ...] = ()
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    base: Mapping[str, object] | None = None
    derive: Mapping[str, object] | None = None
    ordered: bool = False
    range: tuple[int, int] | None = None

    @classmethod
    def from_config(cls, name: str, entry: Mapping, lists: Mapping) -> "Variable":
        categories = entry.get("categories", {})
        each = entry.get("each")
        return cls(
            name=name,
            type=entry["type"],
            each=each,
            items=tuple(lists[each]["items"]) if each else (),
            categories=tuple(categories),
            exclusive=tuple(key for key, text in categories.items() if text.get("exclusive")),
            sets={key: tuple(members) for key, members in entry.get("sets", {}).items()},
            base=entry.get("base"),
            derive=entry.get("derive"),
            ordered=entry.get("ordered", False),
            range=tuple(entry["range"]) if "range" in entry else None,
        )

    @property
    def answers(self) -> tuple[str, ...]:
        """What a cell can hold besides the kinds of missing."""
        return (SELECTED, NOT_SELECTED) if self.type == "multiple" else self.categories

    def columns(self, item: str | None = None) -> list[str]:
        """Names of its harmonised columns, of one item or of all."""
        stems = [self.name]
        if self.items:
            stems = [f"{self.name}.{key}" for key in ([item] if item else self.items)]
        if self.type != "multiple":
            return stems
        return [f"{stem}.{category}" for stem in stems for category in self.categories]

    def members(self, wanted: str | Iterable[str]) -> tuple[str, ...]:
        """The categories that a category, a set, or a list of either stands for.

        Raises KeyError for a name that is neither.
        """
        names = [wanted] if isinstance(wanted, str) else list(wanted)
        found: list[str] = []
        for name in names:
            if name in self.sets:
                found.extend(self.sets[name])
            elif name in self.categories:
                found.append(name)
            else:
                raise KeyError(name)
        return tuple(dict.fromkeys(found))

    def meeting(self, condition: str | Iterable[str] | Mapping) -> frozenset[str]:
        """The categories that meet a condition of a `where`: as of `members`, or {not: ...}."""
        if isinstance(condition, Mapping):
            return frozenset(self.categories) - set(self.members(condition["not"]))
        return frozenset(self.members(condition))


class Codebook:
    """All variables, and the lists that questions are repeated over."""

    def __init__(self, variables: Mapping[str, Variable], lists: Mapping[str, Mapping]) -> None:
        self.variables = dict(variables)
        self.lists = {name: dict(entry["items"]) for name, entry in lists.items()}

    @classmethod
    def from_config(cls, config: Mapping) -> "Codebook":
        lists = config.get("lists", {})
        entries = config["variables"].items()
        return cls({name: Variable.from_config(name, e, lists) for name, e in entries}, lists)

    def __getitem__(self, name: str) -> "Variable":
        return self.variables[name]

    @property
    def asked(self) -> list[Variable]:
        """Variables that a wave's columns give."""
        return [variable for variable in self.variables.values() if not variable.derive]

    @property
    def derived(self) -> list[Variable]:
        """Variables computed from others, in the order in which they stand."""
        return [variable for variable in self.variables.values() if variable.derive]
