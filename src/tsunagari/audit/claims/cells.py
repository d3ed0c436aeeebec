"""The cells that claims speak of, and how a claim names them.

A cell is one number: of a figure's table, of an index's table, or of a file of published
numbers that belongs to no figure. A selection names one or more cells by key; a key that
the figure leaves no choice in may be left out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from itertools import product
from typing import Self

from tsunagari.codebook.queries import Base
from tsunagari.codebook.variables import Codebook, Variable
from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.read.reading import added_up, tabulated

KEYS = ("wave", "country", "group", "item", "category")
EVERY = "*"
FILE = "config/claims.yaml"


@dataclass(frozen=True, order=True)
class Cell:
    """One number.

    table     figure, index or file: where it stands; `name` is the figure's number ...
    category  a category or set, `a+b` for several together; of an index, the column
    """

    table: str
    name: str
    wave: str = ""
    country: str = ""
    group: str = ""
    item: str = ""
    category: str = ""

    @property
    def keys(self) -> dict[str, str]:
        """As a selection that names just this cell."""
        given = asdict(self)
        return {given.pop("table"): given.pop("name"), **given}

    def with_category(self, category: str) -> Self:
        return replace(self, category=category)


def claim_problem(value: object, message: str, remedy: str) -> ProblemsFound:
    """A problem of a claim; who checks the file adds the place."""
    return ProblemsFound([Problem(FILE, "", str(value), message, remedy)])


class Registry:
    """The cells that the registry of figures has, of all figures that are tabulated."""

    def __init__(self, codebook: Codebook, figures: Mapping[str, Mapping]) -> None:
        self.codebook, self.figures = codebook, figures
        self.bases = tabulated(codebook, figures)
        self.names = cache(self._names)  # of a figure: every cell of it asks

    def base(self, cell: Cell) -> Base:
        """The denominator of a figure's cell."""
        return self.bases[cell.name][cell.country, cell.group, cell.item]

    def variable(self, cell: Cell) -> Variable:
        """What a figure's cell counts answers of."""
        return self.codebook[self.base(cell).variable]

    def members(self, cell: Cell) -> tuple[str, ...]:
        """The categories that a figure's cell stands for."""
        return self.variable(cell).members(added_up(cell.category))

    def select(self, selection: Mapping, figure: str | None = None) -> tuple[Cell, ...]:
        """All cells of a selection, in the order in which its keys are named.

        figure  where the selection names no figure, index or file
        Each key is a name, a list of names, `*` or {not: names}.
        Raises ProblemsFound for an unknown name, and for a key that must be named.
        """
        for table in ("index", "file"):
            if table in selection:
                return _free_cells(table, selection)
        number = str(selection.get("figure", figure))
        if number not in self.bases:
            raise claim_problem(number, "no tabulated figure", nearest(number, self.bases))
        names = [_names(key, selection.get(key), self.names(number)[key]) for key in KEYS]
        found = [Cell("figure", number, *values) for values in product(*names)]
        existing = [cell for cell in found if self._exists(cell)]
        open_ended = any(_is_open(selection.get(key)) for key in KEYS)
        if not existing or (len(existing) < len(found) and not open_ended):
            lacking = next(cell for cell in found if cell not in existing)
            shown = ", ".join(f"{key} {getattr(lacking, key)}" for key in KEYS)
            raise claim_problem(shown, f"figure {number} has no such cell", "Name others.")
        return tuple(existing)

    def _names(self, number: str) -> dict[str, list[str]]:
        """The names that each key of a figure can have, in the registry's order."""
        found = self.bases[number].values()
        variables = [self.codebook[name] for name in dict.fromkeys(b.variable for b in found)]
        names = {
            "wave": self.figures[number]["waves"],
            "country": [base.country for base in found],
            "group": [base.group for base in found],
            "item": [base.item_key for base in found],
            "category": [key for v in variables for key in (*v.categories, *v.sets)],
        }
        return {key: list(dict.fromkeys(each)) for key, each in names.items()}

    def _exists(self, cell: Cell) -> bool:
        if (cell.country, cell.group, cell.item) not in self.bases[cell.name]:
            return False
        variable = self.variable(cell)
        names = (*variable.categories, *variable.sets)
        return all(part in names for part in added_up(cell.category))


def sets_around(variable: Variable, members: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Sets of single answers that hold these and more, with what they hold besides."""
    for key, names in variable.sets.items() if variable.type == "single" else ():
        if set(members) < set(names):
            yield key, [name for name in names if name not in members]


def _free_cells(table: str, selection: Mapping) -> tuple[Cell, ...]:
    """Cells of an index or a file: the table itself says later which exist."""
    default = {"group": "all"} if table == "file" else {}
    names = [_listed(selection.get(key, default.get(key, ""))) for key in KEYS]
    return tuple(Cell(table, str(selection[table]), *values) for values in product(*names))


def _names(key: str, wanted: object, valid: Sequence[str]) -> list[str]:
    """The names that one key of a selection stands for."""
    if wanted is None:
        if key == "group" and "all" in valid:
            return ["all"]
        if len(valid) == 1:
            return list(valid)
        raise claim_problem("", f"`{key}` must be named", nearest("", valid))
    if wanted == EVERY:
        return list(valid)
    listed = _listed(wanted["not"] if isinstance(wanted, Mapping) else wanted)
    for part in [part for name in listed for part in added_up(name)]:
        if part not in valid:
            raise claim_problem(part, f"no {key} of the figure", nearest(part, valid))
    if isinstance(wanted, Mapping):
        return [name for name in valid if name not in listed]
    return listed


def _is_open(wanted: object) -> bool:
    return wanted == EVERY or isinstance(wanted, Mapping)


def _listed(wanted: object) -> list[str]:
    return [str(name) for name in wanted] if isinstance(wanted, list) else [str(wanted)]
