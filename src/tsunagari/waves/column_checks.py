"""An entry of a wave's `columns` against the codebook, and against itself."""

from collections.abc import Iterator, Mapping
from string import Formatter

from tsunagari.codebook.variables import NOT_SELECTED, Variable
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath
from tsunagari.waves.cell_checks import check_cells, check_offered
from tsunagari.waves.codes import KINDS, as_texts, is_shared
from tsunagari.waves.mapping import (
    CONDITIONS,
    CONTRADICTORY,
    PLURAL,
    SOURCES,
    column_entries,
    overridden,
)
from tsunagari.waves.marks import marked

OF_TYPE = {  # keys that have a meaning for one type of variable alone
    "multiple": ("separator", "ranked", "selected_as", "partly", "none"),
    "single": ("bands", "reverse"),
}


def check_column(checker: Checker, path: KeyPath, entry: Mapping, variable: Variable) -> None:
    """All keys of one variable's entry, those of single items and categories included."""
    before = len(checker.problems)
    _check_names(checker, path, entry, variable)
    if len(checker.problems) > before:
        return
    for at, own, marks in own_entries(path, entry, variable):
        if _check_source(checker, at, own, variable):
            valid = len(checker.problems)
            _check_parts(checker, at, own, variable, marks)
            if len(checker.problems) == valid:
                check_offered(checker, at, own, variable)


def _check_names(checker: Checker, path: KeyPath, entry: Mapping, variable: Variable) -> None:
    """Items and categories by name, each with a mark or with columns of its own."""
    needs_category = variable.type == "multiple" and not is_shared(entry)
    for kind, valid, needed in (
        ("item", variable.items, bool(variable.each)),
        ("category", variable.categories, needs_category),
    ):
        key, span = PLURAL[kind], entry.get(f"{kind}_marks")
        given = entry.get(key)
        for name in given or ():
            message = f"not one of the {key} of {variable.name}"
            checker.known((*path, key, str(name)), name, valid, message)
        if not needed:
            for name in [name for name in (key, f"{kind}_marks") if name in entry]:
                message = f"{variable.name} has no {key} with columns of their own"
                checker.add((*path, name), "", message, f"Remove `{name}`.")
        elif given is None and span is None:
            remedy = f"Give each a mark for its column, or a range as `{kind}_marks`."
            checker.add(path, "", f"`{key}` is missing", remedy)
        else:
            _check_marks(checker, path, kind, given, span, valid)
        if kind == "category" and needed and given:
            for category in [name for name in valid if name not in given]:
                remedy = f"Add it; if it was not offered, `{category}: {{constant: not_asked}}`."
                checker.add((*path, key), category, "category without a mark", remedy)


def _check_marks(checker: Checker, path: KeyPath, kind: str, given, span, valid) -> None:
    """As many marks as names, and no mark twice."""
    key = PLURAL[kind]
    if isinstance(given, Mapping) and span is not None:
        message = f"contradictory keys: `{key}` gives marks, and so does `{kind}_marks`"
        checker.add((*path, f"{kind}_marks"), span, message, "Keep one of the two.")
        return
    if not isinstance(given, Mapping | None) and span is None:
        remedy = f"Add `{kind}_marks`, e.g. 1..{len(given)}, or write `name: mark`."
        checker.add((*path, key), "", "names without marks", remedy)
        return
    try:
        marks = marked(given, span, valid)
    except ValueError as error:
        remedy = f"List the {key} that the wave asked about, in the order of the marks."
        checker.add((*path, f"{kind}_marks"), span, str(error), remedy)
        return
    seen: dict[str, str] = {}
    for name, mark in marks.items():
        if isinstance(mark, Mapping):
            continue
        if str(mark) in seen:
            message = f"the mark of {seen[str(mark)]} and of {name}"
            checker.add((*path, key, str(name)), mark, message, "Give each a mark of its own.")
        seen[str(mark)] = name


def own_entries(
    path: KeyPath, entry: Mapping, variable: Variable
) -> Iterator[tuple[KeyPath, Mapping, frozenset[str]]]:
    """Each entry that holds for some column, where it stands, and the marks in its columns."""
    levels: list[tuple[KeyPath, Mapping, frozenset[str]]] = [(path, entry, frozenset())]
    for kind in PLURAL:
        levels = [found for level in levels for found in _of_level(*level, kind)]
    yield from levels


def _of_level(
    path: KeyPath, entry: Mapping, marks: frozenset[str], kind: str
) -> Iterator[tuple[KeyPath, Mapping, frozenset[str]]]:
    """The entry for all that have a mark, and one for each that has keys of its own."""
    key = PLURAL[kind]
    given = entry.get(key)
    if given is None and f"{kind}_marks" not in entry:
        yield path, entry, marks
        return
    rest = {name: value for name, value in entry.items() if name != key}
    values = given if isinstance(given, Mapping) else {}
    own = {name: mark for name, mark in values.items() if isinstance(mark, Mapping)}
    if len(own) < len(values) or not values:
        yield path, rest, marks | {kind}
    for name, mark in own.items():
        yield (*path, key, name), overridden(rest, mark), marks


def _check_source(checker: Checker, path: KeyPath, entry: Mapping, variable: Variable) -> bool:
    """One source of the answers, and no two keys that say the same."""
    before = len(checker.problems)
    sources = [key for key in SOURCES if key in entry]
    if not sources:
        remedy = f"Add `column`, or one of: {', '.join(SOURCES[1:])}."
        checker.add(path, "", "no raw column is named", remedy)
    pairs = [(sources[0], key) for key in sources[1:]]
    pairs += [(key, other) for key, others in CONTRADICTORY.items() for other in others]
    for key, other in pairs:
        if key in entry and other in entry:
            message = f"contradictory keys: `{key}` and `{other}`"
            checker.add((*path, other), "", message, "Keep one of the two.")
    for kind, keys in OF_TYPE.items():
        for key in [key for key in keys if key in entry and variable.type != kind]:
            message = f"`{key}` of a {variable.type} variable; it is for {kind} ones"
            checker.add((*path, key), "", message, f"Remove `{key}`.")
    conditional = any(key in entry for key in CONDITIONS)
    if conditional and variable.type == "number":
        checker.add(path, "", "a condition gives no number", "Map one column, or use `first`.")
    for key in ("then", "otherwise"):
        if key in entry and not conditional:
            remedy = f"Remove `{key}`."
            checker.add((*path, key), entry[key], "without `any_of` or `all_of`", remedy)
        elif conditional and key not in entry and variable.type == "single":
            checker.add(path, "", f"`{key}` is missing", "Name the category.")
        elif key in entry:
            message = f"no category of {variable.name}"
            checker.known((*path, key), entry[key], variable.answers, message)
    if "constant" in entry:
        _check_constant(checker, path, entry["constant"], variable)
    return len(checker.problems) == before


def _check_constant(checker: Checker, path: KeyPath, given: object, variable: Variable) -> None:
    if variable.type != "number":
        if variable.type == "multiple" and given == NOT_SELECTED:
            message = "the same for everybody: an answer that nobody could give"
            checker.add((*path, "constant"), given, message, "Write `constant: not_asked`.")
        message = f"no category of {variable.name}"
        checker.known((*path, "constant"), given, (*variable.answers, *KINDS), message)
    elif not isinstance(given, int):
        checker.add((*path, "constant"), given, "no whole number", "Write it in digits.")


def _check_parts(
    checker: Checker, path: KeyPath, entry: Mapping, variable: Variable, marks: frozenset[str]
) -> None:
    """The raw columns of one entry, each with what its cells say."""
    before = len(checker.problems)
    for own in column_entries(entry):
        if placeholders(own["column"]) != marks:
            needed = " and ".join(f"{{{mark}}}" for mark in sorted(marks)) or "no placeholder"
            message = f"a {variable.type} variable's column needs {needed}"
            checker.add((*path, "column"), own["column"], message, "Mend the column's name.")
        check_cells(checker, path, own, variable)
    if "forms" in entry and len(checker.problems) == before:
        _check_forms(checker, path, entry["forms"])


def placeholders(template: str) -> set[str] | None:
    """The names in braces; None where a brace is not closed or not opened."""
    try:
        return {mark for _, mark, _, _ in Formatter().parse(template) if mark is not None}
    except ValueError:
        return None


def _check_forms(checker: Checker, path: KeyPath, forms: list[Mapping]) -> None:
    """Each form for a part of the sample of its own."""
    taken: set[tuple[str, str]] = set()
    for place, form in enumerate(forms):
        filtered = form["asked_of"]
        for code in as_texts(filtered["values"]):
            if (filtered["column"], code) in taken:
                remedy = "Let each form have its own part of the sample."
                at = (*path, "forms", place)
                checker.add(at, code, "the part of the sample that has another form", remedy)
            taken.add((filtered["column"], code))
