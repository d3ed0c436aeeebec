"""JSON schema findings as problems that name the line, the value and the nearest key.

Two keywords are ours: `refersTo` (see config.references), and `inEveryLanguage: <schema>`, a
mapping that holds, beside its `properties`, a value as the schema says in each language.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from tsunagari.config import references
from tsunagari.config.problems import Problem, nearest
from tsunagari.config.yaml_lines import Lines

LIMITS = {
    "exclusiveMinimum": "more than {}",
    "minimum": "{} or more",
    "exclusiveMaximum": "less than {}",
    "maximum": "{} or less",
    "minItems": "{} or more of them",
    "maxItems": "{} or fewer of them",
    "uniqueItems": "none of them twice",
}
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]+)*")


class Validated:
    """One file against its schema: what is wrong with it, and where it names what is elsewhere.

    wanted  the languages that each text must be in
    """

    def __init__(self, data: object, rules: Mapping, wanted: Sequence[str]) -> None:
        errors = list(_validator(tuple(wanted))(rules).iter_errors(data))
        self.references = [error for error in errors if error.validator == references.KEYWORD]
        self._errors = [error for error in errors if error.validator != references.KEYWORD]

    def problems(self, lines: Lines, shown_as: str) -> list[Problem]:
        """All violations, in the order of the file's lines."""
        found: list[tuple[int, Problem]] = []
        for error in self._errors:
            found.extend(_problems(_innermost(error), lines, shown_as))
        return [problem for _, problem in sorted(found, key=lambda pair: pair[0])]


@cache
def _validator(wanted: tuple[str, ...]) -> type:
    """JSON schema with the two keywords of ours."""

    def in_every_language(validator, value, instance, schema) -> Iterator[ValidationError]:
        if not isinstance(instance, Mapping):
            return
        if missing := [language for language in wanted if language not in instance]:
            yield ValidationError("", validator="required", validator_value=missing)
        properties = schema.get("properties", {})
        spoken = [key for key in instance if key not in properties and is_language(key)]
        known = dict.fromkeys([*wanted, *properties, *spoken])
        if not known.keys() >= instance.keys():
            closed = {"properties": known}
            yield ValidationError("", validator="additionalProperties", schema=closed)
        for language in spoken:
            yield from validator.descend(instance[language], value, path=language)

    keywords = {references.KEYWORD: references.look_up, "inEveryLanguage": in_every_language}
    return extend(Draft202012Validator, keywords)


def is_language(key: object) -> bool:
    """Whether a key can be the code of a language."""
    return isinstance(key, str) and LANGUAGE.fullmatch(key) is not None


def _innermost(error: ValidationError) -> ValidationError:
    """Of alternatives that all fail, the failure deepest in the file: the likely slip."""
    while error.context and error.validator in ("oneOf", "anyOf"):
        deepest = max(error.context, key=lambda inner: len(inner.absolute_path))
        if len(deepest.absolute_path) == len(error.absolute_path):
            return error
        error = deepest
    return error


def _problems(error: ValidationError, lines: Lines, file: str) -> Iterator[tuple[int, Problem]]:
    path = tuple(error.absolute_path)
    key = ".".join(str(step) for step in path)
    if error.validator == "additionalProperties" and isinstance(error.instance, Mapping):
        known = list(error.schema.get("properties", {}))
        for name in [name for name in error.instance if name not in known]:
            line = lines.of((*path, name))
            where = f"line {line}, {key or 'top level'}"
            yield line, Problem(file, where, str(name), "unknown key", nearest(str(name), known))
        return
    of_key = "propertyNames" in error.absolute_schema_path
    line = lines.of((*path, error.instance) if of_key else path)
    where = f"line {line}, {key or 'top level'}"
    if of_key:
        expected = error.schema.get("description", error.message[:160])
        yield line, Problem(file, where, str(error.instance), "not a name", f"Write {expected}.")
    elif error.validator == "enum":
        remedy = nearest(str(error.instance), map(str, error.validator_value))
        yield line, Problem(file, where, str(error.instance), "not a valid value", remedy)
    elif error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        yield line, Problem(file, where, ", ".join(missing), "missing key", "Add it.")
    else:
        value = str(error.instance)
        shown = value if len(value) <= 60 else value[:57] + "..."
        expected = error.schema.get("description", error.message[:160])
        if limit := LIMITS.get(str(error.validator)):
            expected += f" ({limit.format(error.validator_value)})"
        yield line, Problem(file, where, shown, "not as expected", f"Expected: {expected}.")
