"""What no schema can say of a wave's file: names of the codebook, keys that contradict."""

import re
from collections.abc import Mapping
from math import fsum
from pathlib import PurePath

from tsunagari.codebook.checks import Survey
from tsunagari.codebook.variables import Variable
from tsunagari.config.checker import Checker
from tsunagari.read.checks import check_files
from tsunagari.waves.asked import check_offers
from tsunagari.waves.column_checks import check_column

YEAR = re.compile(r"\d{4}")
ROUNDING = 0.002  # that shares written with two or three decimals may be off a whole


def check_wave(checker: Checker, wave: Mapping, survey: Survey) -> None:
    """One wave's file against the codebook, beyond the names that its schema looks up."""
    _check_year(checker, wave)
    check_files(checker, wave["files"], wave["source"])
    asked = {variable.name: variable for variable in survey.codebook.asked}
    for variable, entry in wave["columns"].items():
        at = ("columns", variable)
        if checker.known(at, variable, asked, "no asked variable of the codebook"):
            case = {"case": wave["case"]} if "case" in wave else {}
            check_column(checker, at, {**case, **entry}, asked[variable])
    if not checker.problems:
        check_offers(checker, survey.codebook, wave)
    _check_coverage(checker, wave, asked)
    _check_exclusions(checker, wave)
    _check_margins(checker, wave)
    checker.problems[:] = dict.fromkeys(checker.problems)


def _check_year(checker: Checker, wave: Mapping) -> None:
    """A wave that is named by a year is of that year, or was fielded in the next to it."""
    name, year = PurePath(checker.file).stem, wave.get("year")
    if year is not None and YEAR.fullmatch(name) and abs(int(year) - int(name)) > 1:
        remedy = f"Mend the year, or rename the file to {int(year)}.yaml."
        checker.add(("year",), year, f"not the year that the wave is named by ({name})", remedy)


def _check_coverage(checker: Checker, wave: Mapping, asked: Mapping[str, Variable]) -> None:
    """Every asked variable is mapped, constant or declared `not_asked` in every file."""
    for place, file in enumerate(wave["files"]):
        given = {*wave["columns"], *file.get("constants", {}), *file.get("not_asked", ())}
        for name in [name for name in asked if name not in given]:
            remedy = "Map it under `columns`, or list it under the file's `not_asked`."
            checker.add(("files", place), name, "variable without a column", remedy)


def _check_exclusions(checker: Checker, wave: Mapping) -> None:
    """Rules by their own names, since the ledger and the mess of synthetic waves use them."""
    names = [rule["name"] for rule in wave["exclude"]]
    for place, name in enumerate(names):
        if name in names[:place]:
            checker.add(("exclude", place), name, "two rules of one name", "Rename one.")
    for place, rule in enumerate(wave["exclude"]):
        low, high = rule.get("keep", (0, 0))
        if low > high:
            message = "the least number that is kept is above the greatest"
            checker.add(("exclude", place, "keep"), f"{low}, {high}", message, "Swap them.")


def _check_margins(checker: Checker, wave: Mapping) -> None:
    """Raking targets whose shares (or people) make a whole."""
    calibrate = wave["design"].get("calibrate", {})
    margins = calibrate.get("margins", {})
    least, most = calibrate.get("trim", (0, 2))
    if not least <= 1 <= most:
        message = "limits of the weights, in multiples of their mean, on one side of the mean"
        at = ("design", "calibrate", "trim")
        checker.add(at, f"{least}, {most}", message, "Name one below 1 and one above.")
    totals = {variable: fsum(shares.values()) for variable, shares in margins.items()}
    for variable, shares in margins.items():
        at = ("design", "calibrate", "margins", variable)
        total, largest = totals[variable], max(totals.values())
        # Margins are shares, or people: then all of them count the same people.
        whole = 1 if max(shares.values()) <= 1 else largest
        if abs(total / whole - 1) > ROUNDING:
            message = f"the margin does not add up to {whole:g}"
            checker.add(at, f"{total:g}", message, "Mend the share of one of its categories.")
