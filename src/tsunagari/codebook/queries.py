"""What a figure tabulates, as denominators and cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from tsunagari.codebook.variables import Codebook

KEYS = ("figure", "wave", "country", "group", "item", "category")


@dataclass(frozen=True)
class Subgroup:
    """Respondents of one base: in `where`, with a key of the group for the table."""

    key: str
    where: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Base:
    """One denominator: the respondents asked `variable` (about `item`) in a subgroup."""

    figure: str
    country: str
    group: str
    variable: str
    item: str | None
    where: Mapping[str, object]
    categories: tuple[str, ...]

    @property
    def item_key(self) -> str:
        """The item's key in the tables: of a question asked once, the variable itself."""
        return self.item or self.variable


def columns_of(codebook: Codebook, base: Base) -> list[str]:
    """The columns of respondents that a base is tabulated from."""
    asked = codebook[base.variable].columns(base.item)
    return [*asked, *columns_of_where(codebook, base.where, base.item)]


def columns_of_where(
    codebook: Codebook, where: Mapping | None, item: str | None = None
) -> list[str]:
    """The columns that tell who meets the conditions of `where` (see answers.matches)."""
    columns = []
    for key in where or {}:
        name, _, own_item = key.partition(".")
        columns += codebook[name].columns(own_item or (item if codebook[name].items else None))
    return columns


def subgroups(codebook: Codebook, query: Mapping) -> list[Subgroup]:
    """The named groups of a query, then the crossed categories of its `by` variables."""
    by: Sequence[str] = query.get("by", ())
    named = query.get("groups", {} if by else {"all": {}})
    found = [Subgroup(key, (entry or {}).get("where", {})) for key, entry in named.items()]
    if by:
        for combination in product(*(codebook[name].categories for name in by)):
            where = dict(zip(by, combination, strict=True))
            found.append(Subgroup(".".join(combination), where))
    return found


def bases(codebook: Codebook, figure: str, queries: Sequence[Mapping]) -> Iterator[Base]:
    """All denominators of a figure's queries, in the order of the registry."""
    for query in queries:
        variable = codebook[query["variable"]]
        countries = query.get("countries", codebook["country"].categories)
        items = query.get("items", variable.items or (None,))
        categories = tuple(query.get("categories", variable.categories))
        for country, group, item in product(countries, subgroups(codebook, query), items):
            where = {"country": [country], **query.get("where", {}), **group.where}
            yield Base(figure, country, group.key, variable.name, item, where, categories)
