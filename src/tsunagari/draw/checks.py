"""config/figures.yaml against the kinds of charts, beyond the names that its schema looks up."""

from collections.abc import Mapping

from tsunagari.codebook.checks import Survey
from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath
from tsunagari.draw.kinds import CHARTS
from tsunagari.estimate.checks import check_groups

ROLES = KEYS[1:]  # the keys of a figure's table that a chart gives roles
OF_ANSWERS = ("bracket", "neutral")
WORDS = ("horizontal", "vertical", "intervals")  # what the schema checks


def check_figures(checker: Checker, config: Mapping, survey: Survey) -> None:
    """Groups have labels, and charts roles that their kinds have."""
    for number, entry in config["figures"].items():
        path: KeyPath = ("figures", number)
        for place, query in enumerate(entry.get("estimates", ())):
            check_groups(checker, (*path, "estimates", place), query)
        _check_chart(checker, (*path, "chart"), entry, survey.codebook)
        if "chart" in entry:
            _check_segments(checker, (*path, "chart"), entry, survey.codebook)


def _check_chart(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    """The roles of a chart, as its kind understands them."""
    kind, chart = CHARTS.get(entry.get("notebook", "")), entry.get("chart", {})
    if kind is None:
        return
    for key in [key for key in kind.needed if key not in chart]:
        remedy = f"Add it; {entry['notebook']} needs {', '.join(kind.needed)}."
        checker.add(path, key, "the chart has no such role", remedy)
    for key, given in chart.items():
        at = (*path, key)
        if not checker.known(at, key, (*kind.needed, *kind.others), "no role of this chart"):
            continue
        if key in OF_ANSWERS:
            _check_answers(checker, at, entry, given, codebook)
        elif key not in WORDS:
            if key != "row" and not isinstance(given, str):
                remedy = "Name one; rows alone can be of several."
                checker.add(at, ", ".join(given), "several keys in one role", remedy)
            for role in [given] if isinstance(given, str) else given:
                checker.known(at, role, ROLES, "no key of a figure's table")


def _check_segments(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    """Segments are answers that make up a whole, which sets of answers do not."""
    queries = [q for q in entry.get("estimates", ()) if q["variable"] in codebook.variables]
    shown = [
        answer in codebook[query["variable"]].sets
        for query in queries
        for answer in query.get("categories", codebook[query["variable"]].categories)
    ]
    if entry["chart"].get("segment") == "category" and shown and all(shown):
        remedy = "Show the categories too, or name another kind of chart under `notebook`."
        checker.add((*path, "segment"), "category", "all answers shown are sets", remedy)


def _check_answers(
    checker: Checker, path: KeyPath, entry: Mapping, given: object, codebook: Codebook
) -> None:
    """Answers that a chart treats in a way of its own are answers that it shows."""
    valid = []
    for query in entry.get("estimates", ()):
        if query["variable"] in codebook.variables:
            variable = codebook[query["variable"]]
            shown = query.get("categories", variable.categories)
            sets = path[-1] == "bracket"
            valid += [answer for answer in shown if (answer in variable.sets) == sets]
    for answer in [given] if isinstance(given, str) else given:
        checker.known(path, answer, valid, "nothing that the figure shows")
