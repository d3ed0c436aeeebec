"""What the cells of one raw column are said to mean, against the codebook and itself."""

from collections.abc import Mapping

from tsunagari.codebook.names import COUNTRY
from tsunagari.codebook.variables import NOT_SELECTED, Variable
from tsunagari.config.checker import Checker
from tsunagari.config.problems import nearest
from tsunagari.config.yaml_lines import KeyPath
from tsunagari.waves.codes import KINDS, answer_codes, as_texts, folded, is_shared
from tsunagari.waves.mapping import column_entries


def check_cells(checker: Checker, path: KeyPath, entry: Mapping, variable: Variable) -> None:
    """Codes, bands, blanks, the split of the sample: the keys of one column."""
    _check_keys(checker, path, entry)
    if "values" in entry:
        _check_disjoint(checker, path, entry)
    elif variable.type == "number":
        _check_numbers(checker, path, entry)
    elif "bands" in entry:
        _check_bands(checker, (*path, "bands"), entry["bands"], variable)
    elif "selected_as" in entry:
        _check_selected_as(checker, (*path, "selected_as"), entry["selected_as"], variable)
    elif "codes" not in entry:
        checker.add(path, "", "`codes` is missing", "Map each raw code to a category.")
    elif isinstance(entry["codes"], Mapping):
        _check_codes(checker, path, entry, variable)
    else:
        _check_ordered_codes(checker, path, entry, variable)
    _check_blank(checker, path, entry, variable)
    if "asked_of" in entry:
        _check_disjoint(checker, (*path, "asked_of"), {**entry["asked_of"], **_case(entry)})


def _case(entry: Mapping) -> dict:
    return {"case": entry["case"]} if "case" in entry else {}


def _check_keys(checker: Checker, path: KeyPath, entry: Mapping) -> None:
    """Codes that YAML did not read as they stand, and those that differ in case alone."""
    codes = entry.get("codes", {})
    for code in codes:
        if isinstance(code, bool) or code is None:
            message = f"YAML reads the code as {code}"
            remedy = 'Put it in quotes, e.g. "Yes" or "No".'
            checker.add((*path, "codes"), code, message, remedy)
    if entry.get("case") != "ignore" or not isinstance(codes, Mapping):
        return
    meant: dict[str, object] = {}
    for code, answer in codes.items():
        key = folded(str(code), True)
        if meant.setdefault(key, answer) != answer:
            message = "codes that differ in letter case alone and mean different things"
            checker.add((*path, "codes", str(code)), code, message, "Remove `case: ignore`.")


def _check_disjoint(checker: Checker, path: KeyPath, entry: Mapping) -> None:
    ignore = entry.get("case") == "ignore"
    values, others = (
        [folded(code, ignore) for code in as_texts(entry.get(key, ()))]
        for key in ("values", "others")
    )
    for code in [code for code in values if code in others]:
        message = "among `values` and among `others`"
        checker.add((*path, "others"), code, message, "Keep one of the two.")


def _check_numbers(checker: Checker, path: KeyPath, entry: Mapping) -> None:
    """Cells that stand for a number: which, and why."""
    codes = entry.get("codes", {})
    if not isinstance(codes, Mapping):
        checker.add(
            (*path, "codes"), "", "a list of codes gives no number", "Write `code: number`."
        )
        return
    for code, number in codes.items():
        if not isinstance(number, int) or isinstance(number, bool):
            remedy = "Give the number, or list the code under a kind of `missing`."
            checker.add((*path, "codes", str(code)), number, "no whole number", remedy)
    if codes and "reason" not in entry:
        remedy = "Say why each cell stands for its number: `reason: {ja: ..., en: ...}`."
        checker.add((*path, "codes"), "", "numbers given to cells without a `reason`", remedy)


def _check_bands(checker: Checker, path: KeyPath, bands: Mapping, variable: Variable) -> None:
    """Categories with their least and greatest number, without overlap."""
    lowest, highest = float("-inf"), float("inf")
    taken: list[tuple[str, float, float]] = []
    for category, (low, high) in bands.items():
        at = (*path, category)
        checker.known(at, category, variable.categories, f"no category of {variable.name}")
        low, high = lowest if low is None else low, highest if high is None else high
        if low > high:
            checker.add(at, f"{low}, {high}", "a band that ends before it begins", "Swap them.")
        for other, other_low, other_high in taken:
            if low <= other_high and other_low <= high:
                remedy = "Let each number lie in one band."
                checker.add(at, f"{low}, {high}", f"overlaps with {other}", remedy)
        taken.append((category, low, high))


def check_offered(checker: Checker, path: KeyPath, entry: Mapping, variable: Variable) -> None:
    """Categories of a single question that no cell can give: not offered, or a slip.

    What was not offered would be shown as what nobody chose.
    """
    if variable.type != "single" or "constant" in entry or variable.name == COUNTRY:
        return
    left_out = set(entry.get("not_offered", ()))
    at = (*path, "not_offered")
    for name in left_out:
        checker.known(at, name, variable.categories, f"no category of {variable.name}")
    parts = [*column_entries(entry)]
    given = {answer for part in parts for answer in _answers_given(part, variable)}
    for name in sorted(left_out & given):
        checker.add(at, name, "not offered, though cells stand for it", "Keep one of the two.")
    lacking = [name for name in variable.categories if name not in given | left_out]
    if lacking:
        message = "category that no cell stands for"
        remedy = f"Mend the codes; if it was not offered, `not_offered: [{', '.join(lacking)}]`."
        checker.add((*path, "codes"), ", ".join(lacking), message, remedy)


def _answers_given(part: Mapping, variable: Variable) -> set[str]:
    """The categories that some cell of a raw column stands for."""
    if "bands" in part:
        return set(part["bands"])
    return set(answer_codes(variable, None, part).values())


def _check_selected_as(checker: Checker, path: KeyPath, given: Mapping, variable: Variable) -> None:
    for category in given:
        checker.known((*path, category), category, variable.categories, "no category")
    for category in [name for name in variable.categories if name not in given]:
        checker.add(path, category, "category without the code that selects it", "Add it.")


def _check_codes(checker: Checker, path: KeyPath, entry: Mapping, variable: Variable) -> None:
    """Each code's category; where categories share columns, all of them have a code."""
    if entry.get("reverse"):
        message = "contradictory keys: `codes` says what each code means, `reverse` turns it round"
        remedy = "List the codes in the order of the answers, e.g. codes: [1, 2, 3, 4]."
        checker.add((*path, "reverse"), "", message, remedy)
    shared = is_shared(entry)
    valid = variable.categories if shared else variable.answers
    for code, category in entry["codes"].items():
        checker.known((*path, "codes", str(code)), category, valid, "no category")
    if shared:
        given = {*entry["codes"].values(), *entry.get("not_offered", ())}
        for category in [name for name in valid if name not in given]:
            remedy = f"Add it; if it was not offered, `not_offered: [{category}]`."
            checker.add((*path, "codes"), category, "category without a code", remedy)
    for code in entry.get("overrule", {}):
        at = (*path, "overrule", str(code))
        checker.known(at, code, map(str, entry["codes"]), "no code of this column")


def _check_ordered_codes(
    checker: Checker, path: KeyPath, entry: Mapping, variable: Variable
) -> None:
    """Codes in the order of the categories: only of an ordered variable, and all of them."""
    codes, categories = entry["codes"], variable.categories
    at = (*path, "codes")
    if variable.type != "single" or not variable.ordered or is_shared(entry):
        message = f"a list of codes, but {variable.name} is not `ordered` in the codebook"
        checker.add(at, "", message, "Write `code: category` for each.")
    elif len(codes) != len(categories):
        order = reversed(categories) if entry.get("reverse") else categories
        shown = ", ".join(f"{c}={name}" for c, name in zip(codes, order, strict=False))
        message = f"{len(codes)} codes for {len(categories)} categories ({shown}, ...)"
        checker.add(at, "", message, "Write `code: category` for each.")


def _check_blank(checker: Checker, path: KeyPath, entry: Mapping, variable: Variable) -> None:
    """One meaning of a blank cell, and one that the variable has."""
    if "blank" not in entry:
        return
    if entry["blank"] == NOT_SELECTED and variable.type != "multiple":
        message = f"nothing is selected in a {variable.type} variable"
        checker.add((*path, "blank"), entry["blank"], message, nearest("", KINDS))
    codes = entry.get("codes", {})
    if isinstance(codes, Mapping) and "" in map(str, codes):
        message = 'contradictory keys: `blank` and `codes` of ""'
        checker.add((*path, "blank"), entry["blank"], message, "Keep one of the two.")
    for kind in KINDS:
        if "" in map(str, entry.get("missing", {}).get(kind, ())):
            message = f'contradictory keys: `blank` and "" under `missing`, {kind}'
            checker.add((*path, "blank"), entry["blank"], message, "Keep one of the two.")
