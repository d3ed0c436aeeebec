"""The text of every key of a table, in each language, from the configuration.

A figure's table is keyed by wave, country, group, item and category. Its labels come from
the codebook (countries, categories, items of lists), from the figure's own named groups
and from the waves' titles. The order of the keys is that of the configuration.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from tsunagari.codebook.words import WORDS
from tsunagari.config.problems import Complaints, Problem, ProblemsFound, nearest
from tsunagari.config.words import Text, same, texts_of


@dataclass(frozen=True)
class Labels:
    """The labels of one figure.

    texts    role (wave, country, group, part, item, category) -> key -> text; a `part` is
             one of the categories that a crossed group such as `male.20s` is made of
    sets     category keys that stand for several categories: set -> its categories
    ordered  whether the categories form a scale
    waves    wave -> its entry in config/waves/
    """

    figure: str
    texts: Mapping[str, Mapping[str, Text]]
    sets: Mapping[str, tuple[str, ...]]
    ordered: bool
    waves: Mapping[str, Mapping]

    def text(self, role: str, key: str, language: str) -> str:
        """The label of `key`; raises ProblemsFound, with the nearest key, if it has none."""
        self.check(role, [key])
        return self.texts[role][key][language]

    def arrange(self, role: str, keys: Iterable[str]) -> list[str]:
        """The distinct keys, in the order of the configuration."""
        found = set(keys)
        self.check(role, sorted(found))
        return [key for key in self.texts[role] if key in found]

    def check(self, role: str, keys: Iterable[str]) -> None:
        """Raise ProblemsFound for all keys without a label."""
        known = self.texts[role]
        unknown = [key for key in keys if key not in known]
        if unknown:
            where = f"figure {self.figure}, column {role}"
            message = "the key has no label in the configuration"
            raise ProblemsFound(
                Problem("config", where, key, message, nearest(key, known)) for key in unknown
            )


def figure_labels(
    codebook: Mapping, figure: str, spec: Mapping, waves: Mapping[str, Mapping]
) -> Labels:
    """Labels of a figure from codebook.yaml, its entry in figures.yaml and the waves' files.

    Raises ProblemsFound where two variables of a figure give one category two labels.
    """
    variables = codebook["variables"]
    # The variables whose items and categories are keys of the figure's table.
    names = list(dict.fromkeys(query["variable"] for query in spec.get("estimates", ())))
    texts = {
        "wave": {name: wave["title"] for name, wave in waves.items()},
        "country": texts_of(variables.get("country", {}).get("categories", {})),
        "group": _groups(variables, spec),
        "part": {
            key: text
            for name in chain(*_crossed(spec))
            for key, text in texts_of(variables[name]["categories"]).items()
        },
        "item": _items(codebook, names),
        "category": _categories(variables, figure, names),
    }
    sets = {key: tuple(m) for name in names for key, m in variables[name].get("sets", {}).items()}
    ordered = all(variables[name].get("ordered", False) for name in names)
    return Labels(figure, texts, sets, ordered, waves)


def _crossed(spec: Mapping) -> list[Sequence[str]]:
    """The lists of variables whose crossed categories are the groups.

    An index that is broken down says so by its name: `<index>_by_<variable>`.
    """
    if "estimates" in spec:
        return [query["by"] for query in spec["estimates"] if "by" in query]
    _, _, variable = spec.get("index", "").partition("_by_")
    return [(variable,)] if variable else []


def _groups(variables: Mapping, spec: Mapping) -> dict[str, Text]:
    """Named groups of the figure, then the crossed categories of its `by` variables."""
    found: dict[str, Text] = {"all": WORDS["everybody"]}
    for query in spec.get("estimates", ()):
        for key, entry in query.get("groups", {}).items():
            found[key] = (entry or {}).get("label", found.get(key, same(key)))
    for by in _crossed(spec):
        categories = [texts_of(variables[name]["categories"]) for name in by]
        for combination in product(*categories):
            parts = [texts[key] for texts, key in zip(categories, combination, strict=True)]
            found[".".join(combination)] = WORDS.joined(parts, "group_join")
    return found


def _items(codebook: Mapping, names: Sequence[str]) -> dict[str, Text]:
    """Items of a repeated variable's list; a variable asked once is its own item.

    An index names no variable, and its items may be of any list.
    """
    lists, variables = codebook.get("lists", {}), codebook["variables"]
    if not names:
        return {
            key: text for each in lists.values() for key, text in texts_of(each["items"]).items()
        }
    found: dict[str, Text] = {}
    for name in names:
        each = variables[name].get("each")
        found |= texts_of(lists[each]["items"] if each else {name: variables[name]["label"]})
    return found


def _categories(variables: Mapping, figure: str, names: Sequence[str]) -> dict[str, Text]:
    """Categories and sets of the variables; a set reads as its categories, joined."""
    found: dict[str, Text] = {}
    complaints = Complaints("config/codebook.yaml")
    for name in names:
        texts = texts_of(variables[name].get("categories", {}))
        for key, members in variables[name].get("sets", {}).items():
            texts[key] = WORDS.joined((texts[member] for member in members), "set_join")
        for key, text in texts.items():
            if found.setdefault(key, text) != text:
                message = f"the figure shows the category '{key}' with two labels"
                remedy = "Show one of the variables only, or give both the same label."
                complaints.at(f"{name}.categories.{key}").add(figure, message, remedy)
    complaints.raise_any()
    return found
