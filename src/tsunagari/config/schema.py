"""JSON schema findings as problems that name the line, the value and the nearest key."""

from collections.abc import Iterator, Mapping

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

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


def schema_problems(data: object, lines: Lines, rules: Mapping, shown_as: str) -> list[Problem]:
    """All violations of a schema in one file, in the order of its lines."""
    found: list[tuple[int, Problem]] = []
    for error in Draft202012Validator(rules).iter_errors(data):
        found.extend(_problems(_innermost(error), lines, shown_as))
    return [problem for _, problem in sorted(found, key=lambda pair: pair[0])]


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
