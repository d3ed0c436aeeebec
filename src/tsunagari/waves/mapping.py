"""How a wave's raw columns map to the codebook; read one way to harmonise, the other to deliver."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tsunagari.codebook.variables import NOT_SELECTED, SELECTED, Codebook, Variable
from tsunagari.waves.codes import KINDS, Cells, as_texts, cells_of
from tsunagari.waves.marks import marked

# Keys of which an entry has exactly one: where its answers come from.
SOURCES = ("column", "first", "any_of", "all_of", "forms", "ranked", "constant")
CONDITIONS = ("any_of", "all_of")
# Keys that cannot stand together, since each says what the others say.
CONTRADICTORY = {
    "codes": ("bands", "selected_as", *CONDITIONS),
    "bands": ("selected_as", "separator", "ranked", "reverse", *CONDITIONS),
    "separator": ("ranked", "selected_as", "reverse", *CONDITIONS),
    "ranked": ("selected_as", "reverse"),
    "reverse": ("selected_as", *CONDITIONS),
    "forms": ("asked_of",),
    "constant": ("codes", "bands", "separator", "selected_as", "missing", "blank", "asked_of"),
}
# Keys that belong to a whole entry and not to one of its columns.
OF_THE_WHOLE = (
    *SOURCES, "items", "item_marks", "categories", "category_marks", "not_offered", "partly", "none"
)  # fmt: skip


@dataclass(frozen=True)
class ColumnMap:
    """One harmonised column and the raw columns that give it.

    how        column, first, any_of, all_of, forms, ranked or constant
    parts      the raw columns, in the order of the wave's file
    decisive   the answer that decides wherever one of several columns gives it
    constant   the answer of everybody, where how is constant
    blank      whether the entry says what a blank means inside the question's base
    not_offered  categories of a single question that nobody could choose
    partly, none  what it means that some columns of several answers are missing, and that none
               is selected: an answer or a kind of missing; "" where nothing is said
    """

    harmonised: str
    variable: Variable
    item: str | None
    category: str | None
    how: str
    parts: tuple[Cells, ...]
    decisive: str = ""
    constant: str = ""
    blank: bool = False
    titles: Mapping[str, str] | None = None
    not_offered: tuple[str, ...] = ()
    partly: str = ""
    none: str = ""

    @property
    def raw(self) -> str:
        """The raw column, or the first of several; "" of a constant."""
        return self.parts[0].raw if self.parts else ""

    @property
    def codes(self) -> dict[str, str]:
        """Codes of the first raw column -> category, answer or kind of missing."""
        if not self.parts:
            return {}
        return {**self.parts[0].codes, **self.parts[0].shared}

    @property
    def raw_columns(self) -> list[str]:
        """Every raw column that the map reads."""
        filters = [part.asked_of.raw for part in self.parts if part.asked_of]
        return list(dict.fromkeys([*(part.raw for part in self.parts), *filters]))


def column_maps(codebook: Codebook, wave: Mapping) -> Iterator[ColumnMap]:
    """All harmonised columns that the wave's file describes, in the file's order.

    The entry must have passed checks.check_wave.
    """
    for name, entry in wave["columns"].items():
        variable = codebook[name]
        for item, item_mark, of_item in _own_entries(entry, "item", variable.items):
            categories = variable.categories if variable.type == "multiple" else ()
            for category, mark, own in _own_entries(of_item, "category", categories):
                parts = [part for part in (name, item, category) if part is not None]
                marks = {"item": item_mark, "category": mark}
                yield _column_map(".".join(parts), variable, item, category, own, wave, marks)


PLURAL = {"item": "items", "category": "categories"}


def _own_entries(
    entry: Mapping, kind: str, every: tuple[str, ...]
) -> Iterator[tuple[str | None, str, Mapping]]:
    """Each item (or category) with its mark and the entry that holds for it."""
    given, span = entry.get(PLURAL[kind]), entry.get(f"{kind}_marks")
    if given is None and span is None:
        # Categories that share columns have no mark; the codes name them.
        for name in every if kind == "category" else (None,):
            yield name, "", entry
        if kind == "category" and not every:
            yield None, "", entry
        return
    rest = {key: value for key, value in entry.items() if key != PLURAL[kind]}
    for name, mark in marked(given, span, every).items():
        if isinstance(mark, Mapping):
            yield name, "", overridden(rest, mark)
        else:
            yield name, str(mark), rest


def overridden(entry: Mapping, own: Mapping) -> dict:
    """An entry with keys of its own, before which those that contradict them give way."""
    sources = SOURCES if any(key in own for key in SOURCES) else ()
    against = {other for key in own for other in CONTRADICTORY.get(key, ())}
    against |= {key for key, others in CONTRADICTORY.items() if any(o in own for o in others)}
    kept = {key: value for key, value in entry.items() if key not in {*sources, *against}}
    return {**kept, **own}


def source_of(entry: Mapping) -> str:
    """The key of an entry that says where its answers come from."""
    return next(key for key in SOURCES if key in entry)


def _column_map(
    harmonised: str,
    variable: Variable,
    item: str | None,
    category: str | None,
    entry: Mapping,
    wave: Mapping,
    marks: Mapping[str, str],
) -> ColumnMap:
    how = source_of(entry)
    decisive = ""
    if how in ("any_of", "all_of"):
        then, otherwise = entry.get("then", SELECTED), entry.get("otherwise", NOT_SELECTED)
        decisive = then if how == "any_of" else otherwise
        entry = {**entry, "then": then, "otherwise": otherwise}
    parts = [
        cells_of(variable, category, own, wave, own["column"].format(**marks))
        for own in column_entries(entry)
    ]
    return ColumnMap(
        harmonised=harmonised,
        variable=variable,
        item=item,
        category=category,
        how=how,
        parts=tuple(parts),
        decisive=SELECTED if how == "ranked" else decisive,
        constant=_constant(entry, variable),
        blank="blank" in entry,
        titles=entry.get("overrule_titles"),
        not_offered=tuple(entry.get("not_offered", ())),
        partly=KINDS.get(entry.get("partly", ""), entry.get("partly", "")),
        none=KINDS.get(entry.get("none", ""), ""),
    )


def _constant(entry: Mapping, variable: Variable) -> str:
    given = str(entry.get("constant", ""))
    return given if given in variable.answers else KINDS.get(given, given)


def column_entries(entry: Mapping) -> list[Mapping]:
    """An entry of its own for each raw column that an entry names."""
    how = source_of(entry)
    if how == "column":
        return [entry]
    if how == "constant":
        return []
    common = {key: value for key, value in entry.items() if key not in OF_THE_WHOLE}
    if how == "ranked":
        common["ranked"] = True
    own = [{"column": part} if isinstance(part, str) else part for part in entry[how]]
    if how == "forms":
        own = [{**form, "asked_of": _beside_others(form["asked_of"], own)} for form in own]
    return [{**common, **part} for part in own]


def _beside_others(asked_of: Mapping, forms: list[Mapping]) -> Mapping:
    """A form's part of the sample; the parts of the other forms are among the others."""
    filters = [form["asked_of"] for form in forms]
    same = [other for other in filters if other["column"] == asked_of["column"]]
    named = [code for other in same for key in ("values", "others") for code in other.get(key, ())]
    values = as_texts(asked_of["values"])
    return {**asked_of, "others": [code for code in as_texts(named) if code not in values]}


def maps_of_file(codebook: Codebook, wave: Mapping, file: Mapping) -> list[ColumnMap]:
    """The maps of one file, which may lack questions and have constants instead of columns."""
    return of_file(column_maps(codebook, wave), file)


def of_file(maps: Iterable[ColumnMap], file: Mapping) -> list[ColumnMap]:
    """Those of a wave's maps that hold for one of its files."""
    without = {*file.get("not_asked", ()), *file.get("constants", {})}
    return [entry for entry in maps if without.isdisjoint(stems(entry.harmonised))]


def stems(column: str) -> set[str]:
    """A harmonised column, and what it is a part of: variable, variable.item, all of it."""
    parts = column.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
