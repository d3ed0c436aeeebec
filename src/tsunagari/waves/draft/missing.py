"""Codes that are likely missing, by their labels, by convention, or because they are tagged."""

from tsunagari.waves.draft.profile import Column, is_number, is_tagged
from tsunagari.waves.draft.roles import CODES, TAGGED, TAGGED_OTHERWISE, kind_of_label
from tsunagari.waves.draft.text import folded


def likely_missing(column: Column) -> dict[str, tuple[str, str]]:
    """Code -> kind of missing and why, blank cells left out."""
    found = {code: CODES[code] for code in beyond(column) if code in CODES}
    for code in {**column.counts, **column.labels}:
        label = column.texts.get(code, "")
        kind = kind_of_label(folded(label)) if label else None
        if kind:
            found[code] = (kind, f"it says {label!r}")
        elif is_tagged(code):
            found[code] = TAGGED.get(code, TAGGED_OTHERWISE)
    return found


def beyond(column: Column) -> set[str]:
    """Codes without a label that lie apart from all others, where missing ones usually are.

    Tagged missing values are among them; 9 after 1 to 5 is, 9 after 1 to 8 is not.
    """
    tagged = {code for code in column.counts if is_tagged(code)}
    numbers = {code for code in {**column.counts, **column.labels} if is_number(code)}
    usual = {code for code in numbers if code in CODES and code not in column.labels}
    answers = [float(code) for code in numbers - usual]
    if not answers:
        return tagged
    highest, apart = max(answers), set()
    for code in sorted(usual, key=float):
        if 0 <= float(code) <= highest + 1:
            highest = max(highest, float(code))
        else:
            apart.add(code)
    return tagged | apart
