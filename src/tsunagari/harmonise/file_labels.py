"""The labels that a delivered file carries, beside what the wave's mapping makes of its codes.

A label that is, word for word, another answer than the one that its code is mapped to is an
error: either the mapping is wrong, or the file's label is, and then the mapping quotes it. So is
one that says no to its own answer in the same words. One that only resembles another answer is a
note in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd

from tsunagari.codebook.variables import MISSING, NOT_SELECTED, SELECTED, Codebook
from tsunagari.config.problems import Complaints, Problem
from tsunagari.config.words import words_of
from tsunagari.harmonise.resemblance import affirmed, names_in, negates, plain, resemblance
from tsunagari.read.cells import as_number
from tsunagari.waves.codes import Cells, folded
from tsunagari.waves.mapping import ColumnMap, maps_of_file

if TYPE_CHECKING:
    from tsunagari.read.delivered_file import DeliveredFile, Seen

COLUMNS = ("file", "column", "code", "label", "variable", "item", "mapped", "resembles", "verdict")
AGREES, OVERRULED, UNCLEAR, CONTRADICTS = "agrees", "overruled", "unclear", "contradicts"
CHANGED, UNDECLARED = "changed", "undeclared"
# ASSUME: below `ALIKE` a label says nothing about an answer; a rival is noted where it is alike
# by `MARGIN` more than the mapped answer.
ALIKE, MARGIN = 0.45, 0.1
NAMES = {
    SELECTED: ("selected", "yes", "mentioned", "checked", "選択", "はい"),
    NOT_SELECTED: ("not selected", "no", "not mentioned", "unchecked", "非選択", "いいえ"),
    "_not_asked": ("not asked", "質問なし"),
    "_not_applicable": ("not applicable", "inapplicable", "iap", "非該当"),
    "_no_answer": ("no answer", "無回答"),
}


def label_table(
    codebook: Codebook, texts: Mapping, wave: Mapping, raw: Mapping[str, DeliveredFile | Seen]
) -> pd.DataFrame:
    """Every label of the files' mapped columns with its verdict, and their titles.

    texts  the codebook as written, for the words of categories and items
    A row of a title has no code. Verdicts: agrees, unclear (the label is like no answer),
    overruled, contradicts, changed (the file no longer says what was overruled),
    undeclared (a number with a label that the mapping does not mention).
    """
    rows: list[dict] = []
    for file in wave["files"]:
        maps, delivered = maps_of_file(codebook, wave, file), raw[file["path"]]
        parts = [(entry, part) for entry in maps for part in entry.parts]
        found = [row for pair in parts for row in _rows_of(*pair, delivered, texts)]
        found += _title_rows(maps, delivered.titles, texts)
        rows += [{"file": file["path"], **row} for row in found]
    return pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates(ignore_index=True)


def label_problems(table: pd.DataFrame) -> list[Problem]:
    """What is wrong in a table of labels."""
    complaints = Complaints("")
    for row in table[~table["verdict"].isin([AGREES, OVERRULED, UNCLEAR])].itertuples():
        where, key, name = f"title of column {row.column}", "overrule_titles", row.column
        if row.code != "":
            where, key, name = (
                f"column {row.column}, label of code {row.code}",
                "overrule",
                row.code,
            )
        given = {**row._asdict(), "quoted": f'{key}: {{{name}: "{row.label}"}}'}
        message, remedy = (text.format(**given) for text in _WORDS[row.verdict])
        complaints.of(row.file).at(where).add(row.label, message, remedy)
    return complaints.problems


_WORDS = {
    CONTRADICTS: (
        "{variable}: mapped to {mapped}, but it reads like {resembles}",
        "Mend the mapping; if the file is wrong, overrule it there: `{quoted}`.",
    ),
    CHANGED: (
        "{variable}: the mapping overrules another label than the file has",
        "Look at the file again, then quote it: `{quoted}`.",
    ),
    UNDECLARED: (
        "{variable}: a number with a label that the mapping does not mention",
        "List {code} under a kind of `missing`, or under `codes` with its number and a `reason`.",
    ),
}


def _rows_of(
    entry: ColumnMap, part: Cells, delivered: DeliveredFile | Seen, texts: Mapping
) -> Iterator[dict]:
    """The labels of one raw column, as one harmonised column reads it."""
    labels = delivered.labels.get(part.raw, {})
    codes = part.shared or part.codes
    names = _names(entry, texts, bool(part.shared))
    common = {"column": part.raw, "variable": entry.variable.name, "item": entry.item or ""}
    for code, label in {**dict.fromkeys(part.overrule, ""), **labels}.items():
        key = folded(str(code), part.ignore_case)
        mapped = codes.get(key, part.codes.get(key, ""))
        if entry.variable.type == "number" or part.bands:
            found = _number_verdict(part, key, delivered)
            if found is None:
                continue
            mapped, resembles, verdict = found
        else:
            resembles, verdict = _verdict(label, mapped, names)
        if key in part.overrule:
            verdict = OVERRULED if part.overrule[key] == label else CHANGED
        row = {"code": str(code), "label": label, "mapped": mapped}
        yield {**common, **row, "resembles": resembles, "verdict": verdict}


def _number_verdict(
    part: Cells, code: str, delivered: DeliveredFile | Seen
) -> tuple[str, str, str] | None:
    """Of a labelled number, also one of a band; None where no cell has it."""
    if code in part.numbers:
        return str(part.numbers[code]), "", AGREES
    if code in part.codes:
        return part.codes[code], "", UNCLEAR
    if as_number(code) is None or code not in (delivered.cells(part.raw) or ()):
        return None
    return code, "", UNDECLARED


def _names(entry: ColumnMap, texts: Mapping, shared: bool) -> dict[str, tuple[str, ...]]:
    """Answer -> what it may be called."""
    words = texts["variables"][entry.variable.name].get("categories", {})
    names = {key: _called(key, text) for key, text in words.items()}
    if entry.variable.type == "multiple" and not shared:
        category = names.pop(entry.category)
        names |= {SELECTED: (*NAMES[SELECTED], *category), NOT_SELECTED: NAMES[NOT_SELECTED]}
    return names | {kind: NAMES[kind] for kind in MISSING}


def _called(key: str, text: Mapping[str, str]) -> tuple[str, ...]:
    return key.replace("_", " "), *words_of(text).values()


def _verdict(label: str, mapped: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """The answer that a label is most like, and what that says about the mapping."""
    if mapped == "":
        return "", UNCLEAR
    own = resemblance(label, names[mapped])
    rivals = {
        answer: resemblance(label, called)
        for answer, called in names.items()
        if answer != mapped and not (answer in MISSING and mapped in MISSING)
    }
    same = {answer for answer, called in names.items() if plain(label) in map(plain, called)}
    rival = max(rivals, key=rivals.__getitem__)
    if mapped not in same and (others := same & rivals.keys()):
        return min(others, key=list(names).index), CONTRADICTS
    if negates(plain(label)) and affirmed(label) in map(plain, names[mapped]):
        return rival, CONTRADICTS
    if rivals[rival] >= ALIKE and rivals[rival] > own + MARGIN:
        return rival, UNCLEAR
    return (mapped, AGREES) if own >= ALIKE and own >= rivals[rival] else ("", UNCLEAR)


# ---- The titles of a file's columns, beside the item that each is mapped to --------------


def _title_rows(
    maps: Sequence[ColumnMap], titles: Mapping[str, str], texts: Mapping
) -> Iterator[dict]:
    """A row a titled column of a question with several: a mark by position is a slip's home.

    A title contradicts the mapping where it holds the name of another item of the list, or of
    another answer of several, and not that of its own. Names that every title of the question
    holds tell nothing.
    """
    for variable, group in groupby(maps, key=lambda entry: entry.variable):
        entries = list(group)
        if variable.items:
            yield from _titles_of(entries, "item", texts["lists"][variable.each]["items"], titles)
        if variable.type == "multiple" and not any(p.shared for e in entries for p in e.parts):
            answers = texts["variables"][variable.name]["categories"]
            yield from _titles_of(entries, "category", answers, titles)


def _titles_of(
    entries: Sequence[ColumnMap], kind: str, words: Mapping[str, Mapping], titles: Mapping[str, str]
) -> Iterator[dict]:
    """The titles of one question's columns, beside the items, or categories, of the columns."""
    named = [(e, p.raw, titles[p.raw]) for e in entries for p in e.parts if titles.get(p.raw)]
    if named:
        names = {name: set(_called(name, text)) for name, text in words.items()}
        telling = {
            name: {n for n in called if not all(names_in(title, n) for _, _, title in named)}
            for name, called in names.items()
        }
        for entry, raw, title in named:
            own = getattr(entry, kind)
            resembles, verdict = _verdict_on_title(title, own, names, telling)
            quoted = (entry.titles or {}).get(raw)
            if quoted is not None:
                verdict = OVERRULED if quoted == title else CHANGED
            row = {"column": raw, "code": "", "label": title, "variable": entry.variable.name}
            of_item = {"item": entry.item or "", "mapped": own}
            yield {**row, **of_item, "resembles": resembles, "verdict": verdict}


def _verdict_on_title(
    title: str, item: str, names: Mapping[str, set[str]], telling: Mapping[str, set[str]]
) -> tuple[str, str]:
    """The item whose name a title holds, and what that says about the mapping."""

    def holds(called: set[str]) -> bool:
        return any(names_in(title, name) for name in called)

    if holds(names[item]):
        return item, AGREES
    others = [other for other, called in telling.items() if other != item and holds(called)]
    return (others[0], CONTRADICTS) if others else ("", UNCLEAR)


# ---- Codes of a wave's mapping that no delivered row has: rare answers, or slips ---------


def unused_codes(
    codebook: Codebook, wave: Mapping, raw: Mapping[str, DeliveredFile | Seen]
) -> list[tuple[str, str, str, str]]:
    """File, raw column, code and answer of every code of an answer that no row has.

    Nothing is wrong with an answer that nobody gave, so this is told and not refused.
    """
    found = {}
    for file in wave["files"]:
        delivered = raw[file["path"]]
        for entry in maps_of_file(codebook, wave, file):
            for part in entry.parts:
                held = _marks(part, delivered.cells(part.raw) or ())
                for code, answer in (part.shared or part.codes).items():
                    if answer not in MISSING and code not in held:
                        found[file["path"], part.raw, code, answer] = None
    return list(found)


def _marks(part: Cells, cells) -> set[str]:
    """What the cells of a column hold, several marks in one cell apart."""
    texts = {folded(cell, part.ignore_case) for cell in cells}
    if part.separator is None:
        return texts
    return texts | {mark.strip() for text in texts for mark in text.split(part.separator)}
