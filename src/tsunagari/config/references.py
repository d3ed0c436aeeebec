"""`refersTo` in the schemas: the names that a value, or a key, must be one of.

    refersTo: waves              one of the names of a kind
    refersTo: {items: variable}  an item of what `variable` names, a key beside it or further out
    refersTo: {answers: <key>}   an answer of what its own key names; <key above>: the one above
    refersTo: {keys: families}   a key of the mapping `families` (or the name of an entry of such
                                 a list) beside it or further out

A value is a name, a list of names, or {not: either}. What the schema lets stand in its place
as a `const` of `oneOf` is no name. Keys are referred to within `propertyNames`. The keyword may
not stand inside `oneOf`, `anyOf`, `not` or `if`: it says of each of its places that names are to
be looked up there, which only a whole project can answer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from jsonschema.exceptions import ValidationError

from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath

Named = tuple[Iterable[str], str]  # valid names, and what is said of any other
Kinds = Mapping[str, Callable[[str], Named | None]]  # kind -> of what (or "") -> its names
KEYWORD, KEYS = "refersTo", "keys"
STEPS = {"<key>": -1, "<key above>": -2}


def names(valid: Iterable[str], message: str) -> Callable[[str], Named]:
    """A kind of names that are not of anything."""
    valid = list(map(str, valid))
    return lambda of: (valid, message)


def look_up(validator, value: object, instance: object, schema: object) -> Iterator:
    """The keyword in the eyes of jsonschema: each place that it governs, to be looked up."""
    yield ValidationError(KEYWORD)


def check_references(
    checker: Checker, places: Iterable[ValidationError], data: object, kinds: Kinds
) -> None:
    """Every name of a file that its schema says to be one of a kind."""
    for place in places:
        path, wanted = tuple(place.absolute_path), place.validator_value
        for named in filter(None, _valid(wanted, path, data, kinds)):
            for at, name in _given(place, path):
                checker.known(at, name, *named)


def _given(place: ValidationError, path: KeyPath) -> Iterator[tuple[KeyPath, object]]:
    """The names that stand in a place, each with its key."""
    value = place.instance
    if place.absolute_schema_path[-2] == "propertyNames":
        yield (*path, value), value
        return
    if isinstance(value, Mapping):
        path, value = (*path, "not"), value.get("not", ())
    others = [variant.get("const") for variant in place.schema.get("oneOf", ())]
    for name in value if isinstance(value, list) else [value]:
        if name not in others:
            yield path, name


def _valid(
    wanted: str | Mapping, path: KeyPath, data: object, kinds: Kinds
) -> Iterator[Named | None]:
    """The valid names, for each thing that they are of."""
    if isinstance(wanted, str):
        yield kinds[wanted]("")
        return
    ((kind, of),) = wanted.items()
    if of in STEPS:
        yield kinds[kind](str(path[STEPS[of]]))
        return
    beside = _beside(path, of, data, kind == KEYS)
    if kind == KEYS:
        yield [_name(entry) for entry in beside], f"not one of `{of}`"
        return
    for name in beside if isinstance(beside, list) else [beside]:
        yield kinds[kind](str(name))


def _beside(path: KeyPath, key: str, data: object, entries: bool) -> list | Mapping | str:
    """What stands under `key`, beside a value or further out; [] where nothing does.

    entries  whether a mapping, or a list of mappings, is meant
    """
    found: list | Mapping | str = []
    for step in path:
        value = data.get(key) if isinstance(data, Mapping) else None
        if value is not None and (not entries or _has_names(value)):
            found = value
        data = data[step]
    return found


def _has_names(value: object) -> bool:
    listed = isinstance(value, list) and all(isinstance(entry, Mapping) for entry in value)
    return listed or isinstance(value, Mapping)


def _name(entry: str | Mapping) -> str:
    return str(entry["name"]) if isinstance(entry, Mapping) else str(entry)
