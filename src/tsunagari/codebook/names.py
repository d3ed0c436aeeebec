"""The names of the codebook that the files of config/ refer to, by kind."""

from collections.abc import Iterable, Mapping
from itertools import chain

from tsunagari.config.references import Kinds, Named, names

COUNTRY = "country"  # the variable that every wave's respondents and every table have


def names_of_codebook(config: Mapping) -> Kinds:
    """Each kind of names of config/codebook.yaml, which may itself name what is not there."""
    variables, lists = config["variables"], config.get("lists", {})
    categories = {name: list(entry.get("categories", ())) for name, entry in variables.items()}
    sets = {name: list(entry.get("sets", ())) for name, entry in variables.items()}
    answers = {name: categories[name] + sets[name] for name in variables}
    items = {
        name: list(lists.get(entry.get("each"), {}).get("items", ()))
        for name, entry in variables.items()
    }
    asked = [name for name, entry in variables.items() if "derive" not in entry]
    numbers = [name for name, entry in variables.items() if entry["type"] == "number"]
    single = [f"{name}.{item}" for name in items for item in items[name]]
    stems = [stem for name in asked for stem in (name, *(f"{name}.{item}" for item in items[name]))]
    offered = [
        f"{stem}.{answer}" for stem in stems for answer in categories[stem.partition(".")[0]]
    ]

    def of_variable(parts: Mapping[str, Iterable[str]], kind: str):
        """Names that a variable (or variable.item) has; not looked up where there is none."""

        def named(variable: str) -> Named | None:
            name = variable.partition(".")[0]
            return (parts[name], f"no {kind} of {name}") if name in parts else None

        return named

    return {
        "lists": names(lists, "no list of the codebook"),
        "variables": names(variables, "no variable of the codebook"),
        "columns": names([*variables, *single], "no variable of the codebook"),
        "asked": names(asked, "no asked variable of the codebook"),
        "questions": names([*stems, *offered], "no asked variable, item or answer of the codebook"),
        "numbers": names(numbers, "no number"),
        "classed": names([n for n in variables if categories[n]], "no variable with categories"),
        "countries": names(categories.get(COUNTRY, ()), "no country of the codebook"),
        "all answers": names(chain(*answers.values()), "no answer or set of the codebook"),
        "items": of_variable(items, "item"),
        "categories": of_variable(categories, "category"),
        "sets": of_variable(sets, "set"),
        "answers": of_variable(answers, "category or set"),
    }
