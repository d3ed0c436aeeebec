"""Surveys with one slip in the wave's file or the data: the true percentages, or a stop.

Each draw makes a codebook, people and their answers, writes them in one of six formats, and makes
one slip. What is read must give the percentages that the answers have, or say what is wrong.

usage: misreadings.py [--draws 2000] [--write]
Counts, by slip, how many draws gave the true numbers and how many stopped, and lists every draw
that did neither; ends with 1 if there is one. --write keeps the table in docs/evidence/.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from drawn_waves import FORMATS, LABELLED, NAMES, NO_ANSWER, ROOT, TEXT, Draw, drawn, written
from small_survey import Survey

from tsunagari.config.problems import ProblemsFound

# ---- Slips: each changes one thing, and says whether it could --------------------------------


def variable_of(draw: Draw, kind: str) -> str | None:
    """A variable of a kind, if there is one."""
    found = [name for name in draw.columns if draw.variables[name]["type"] == kind]
    return draw.random.choice(found) if found else None


def exchange(entries: dict) -> str:
    """Exchange what the first two keys of a mapping stand for; which they are."""
    first, second, *_ = entries
    entries[first], entries[second] = entries[second], entries[first]
    return f"{first} and {second}"


def missing_of_the_wave(draw: Draw) -> bool:
    """Codes of missing go from the columns to the wave, with more of them."""
    for entry in draw.columns.values():
        entry.pop("missing")
    draw.keys["missing"] = {"no_answer": [7, 8, 9, NO_ANSWER]}
    return True


def blank_of_the_wave(draw: Draw) -> bool:
    draw.keys["missing"] = {"no_answer": ["", NO_ANSWER]}
    name = variable_of(draw, "multiple")
    for entry in draw.columns.values():
        entry.pop("missing")
    return name is not None


def tick_forgotten(draw: Draw) -> bool:
    name = variable_of(draw, "multiple")
    if name is None or "blank" not in draw.columns[name]:
        return False
    del draw.columns[name]["blank"]
    draw.columns[name]["missing"] = {"no_answer": ["", NO_ANSWER]}
    return True


def missing_forgotten(draw: Draw) -> bool:
    name = draw.random.choice(list(draw.columns))
    draw.columns[name]["missing"] = {}
    return draw.variables[name].get("range") is not None or draw.variables[name]["type"] != "number"


def code_forgotten(draw: Draw) -> bool:
    name = variable_of(draw, "single")
    if name is not None:
        draw.columns[name]["codes"].popitem()
    return name is not None


def code_of_another(draw: Draw) -> bool:
    """Two codes of one category, and none of another."""
    name = variable_of(draw, "single")
    if name is not None:
        first, second, _ = draw.columns[name]["codes"]
        draw.columns[name]["codes"][first] = draw.columns[name]["codes"][second]
    return name is not None


def exchanged(draw: Draw) -> bool:
    """Two codes exchanged, in a file that says what they mean."""
    name = variable_of(draw, "single")
    if name is None or draw.format not in LABELLED:
        return False
    exchange(draw.columns[name]["codes"])
    return True


def marks_exchanged(draw: Draw) -> bool:
    """Two columns of several answers exchanged, in a file that says what they are."""
    name = variable_of(draw, "multiple")
    if name is None or draw.format not in LABELLED:
        return False
    exchange(draw.columns[name]["categories"])
    return True


def mark_twice(draw: Draw) -> bool:
    name = variable_of(draw, "multiple")
    if name is not None:
        first, second, _ = draw.columns[name]["categories"]
        draw.columns[name]["categories"][first] = draw.columns[name]["categories"][second]
    return name is not None


def case_ignored(draw: Draw) -> bool:
    """Letters for codes, of which two differ in case alone."""
    name = variable_of(draw, "single")
    if name is None or draw.format in LABELLED:
        return False
    letters = dict(zip(draw.columns[name]["codes"], ("a", "A", "b"), strict=True))
    draw.columns[name]["codes"] = {
        letters[code]: word for code, word in draw.columns[name]["codes"].items()
    }
    for row in draw.rows:
        row[name] = letters.get(row[name], row[name])
    draw.keys["case"] = "ignore"
    return True


def option_constant(draw: Draw) -> bool:
    """An answer of several that is said to be given by nobody."""
    name = variable_of(draw, "multiple")
    if name is not None:
        first, *_ = draw.columns[name]["categories"]
        draw.columns[name]["categories"][first] = {"constant": "not_selected"}
    return name is not None


def declared_missing(draw: Draw) -> bool:
    """The file declares an answer missing."""
    name = variable_of(draw, draw.random.choice(("single", "number")))
    if name is None or draw.format != "spss":
        return False
    held = sorted({row[name] for row in draw.rows} - {NO_ANSWER})
    draw.declared[name] = held[-1:]
    return bool(held)


def empty_label(draw: Draw) -> bool:
    name = variable_of(draw, "single")
    if name is None or draw.format not in LABELLED:
        return False
    for each in draw.columns:
        if draw.variables[each]["type"] != "single":
            return False
    draw.file["values"] = "labels"
    for each, entry in draw.columns.items():
        entry["codes"] = {draw.labels[each][code]: word for code, word in entry["codes"].items()}
        entry["missing"] = {"no_answer": ["No answer", ""]}
    draw.labels[name][next(code for code in draw.labels[name])] = ""
    return True


def note_below(draw: Draw) -> bool:
    draw.rows.append({"id": "Note: multiple answers" if draw.format in TEXT else 10_000})
    return True


def total_below(draw: Draw) -> bool:
    """A row of sums, as spreadsheets have one."""
    total = {"id": len(draw.rows) + 1}
    for column in draw.rows[0]:
        if column != "id":
            total[column] = sum(row[column] or 0 for row in draw.rows)
    draw.rows.append(total)
    return draw.format not in LABELLED and total[column] > 90


def somebody_twice(draw: Draw) -> bool:
    draw.rows.append({**draw.rows[0], **{"id": draw.rows[0]["id"]}})
    return True


def half_an_answer(draw: Draw) -> bool:
    name = variable_of(draw, "multiple")
    if name is None:
        return False
    column = f"{name}_{draw.random.choice(list(draw.columns[name]['categories'].values()))}"
    others = [c for c in draw.rows[0] if c.startswith(f"{name}_") and c != column]
    row = next((r for r in draw.rows if NO_ANSWER not in (r[c] for c in others)), None)
    if row is not None:
        row[column] = NO_ANSWER
    return row is not None


def blank_cell(draw: Draw) -> bool:
    """A cell that nothing says the meaning of."""
    name = draw.random.choice(
        [n for n in draw.columns if draw.variables[n]["type"] != "multiple"] or [""]
    )
    if name:
        draw.random.choice(draw.rows)[name] = None
    return bool(name)


def shifted(draw: Draw) -> bool:
    """A line that lacks a cell."""
    if draw.format in TEXT:
        draw.tail = "77,1\n" if draw.format == "csv" else "77\t1\n"
    return draw.format in TEXT and len(draw.rows[0]) > 2


def wording_of_two_lines(draw: Draw) -> bool:
    if draw.format in TEXT:
        mark = "," if draw.format == "csv" else "\t"
        draw.between = mark.join(['"line\nbreak"'] + ["x"] * (len(draw.rows[0]) - 1)) + "\n"
        draw.file["first_row"] = draw.random.choice((3, 4))
    return draw.format in TEXT


def mark_before_names(draw: Draw) -> bool:
    draw.head = "\ufeff"
    return draw.format in TEXT


def other_encoding(draw: Draw) -> bool:
    draw.file["encoding"] = draw.random.choice(("utf-16", "cp932", "utf-8-sig", "hex"))
    return draw.format in TEXT


def none(draw: Draw) -> bool:
    """No slip at all: the numbers must be right."""
    return True


SLIPS: tuple[Callable[[Draw], bool], ...] = (
    none, missing_of_the_wave, blank_of_the_wave, tick_forgotten, missing_forgotten,
    code_forgotten, code_of_another, exchanged, marks_exchanged, mark_twice, case_ignored,
    option_constant, declared_missing, empty_label, note_below, total_below, somebody_twice,
    half_an_answer, blank_cell, shifted, wording_of_two_lines, mark_before_names, other_encoding,
)  # fmt: skip


# ---- Reading, and what came of it ---------------------------------------------------------


def outcome(draw: Draw, folder: Path) -> str:
    """`true`, `stops`, or what came out wrong."""
    survey = Survey(folder, draw.variables)
    file = {
        "path": NAMES[draw.format],
        "reader": draw.format,
        **({"encoding": "utf-8"} if draw.format in TEXT else {}),
    }
    lacking = [
        name
        for name in draw.variables
        if name not in draw.columns and "derive" not in draw.variables[name]
    ]
    survey.wave("w", draw.columns, lambda path: written(draw, path),
                {**file, **draw.file, "not_asked": lacking}, **draw.keys)  # fmt: skip
    try:
        found = {name: survey.shares(variable=name) for name in draw.truth}
    except ProblemsFound:
        return "stops"
    wrong = [name for name, shares in draw.truth.items() if str(found[name]) != str(shares)]
    return "; ".join(f"{name}: {found[name]} for {draw.truth[name]}" for name in wrong) or "true"


def tried(seed: int, slip: Callable[[Draw], bool], form: str) -> str:
    """What came of one draw; "" where the slip has no place in it."""
    draw = drawn(Random(seed), form)
    if not slip(draw):
        return ""
    with tempfile.TemporaryDirectory() as folder:
        return outcome(draw, Path(folder))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="misreadings.py", description=__doc__.split("\n\n")[0])
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--write", action="store_true", help="keep the table in docs/evidence")
    given = parser.parse_args(arguments)
    counts: dict[str, Counter] = {slip.__name__: Counter() for slip in SLIPS}
    wrong, seed, done = [], 0, 0
    while done < given.draws:
        slip, form = SLIPS[seed % len(SLIPS)], FORMATS[(seed // len(SLIPS)) % len(FORMATS)]
        if came := tried(seed, slip, form):
            done += 1
            known = came in ("true", "stops")
            counts[slip.__name__][came if known else "wrong"] += 1
            wrong += [] if known else [f"{slip.__name__}, {form}, seed {seed}: {came}"]
            if done % 200 == 0:
                print(f"{done} of {given.draws}, {len(wrong)} wrong", file=sys.stderr)
        seed += 1
    lines = ["| slip | true | stops | wrong |", "|---|--:|--:|--:|"]
    lines += [
        f"| {name.replace('_', ' ')} | {c['true']} | {c['stops']} | {c['wrong']} |"
        for name, c in counts.items()
    ]
    report = "\n".join([*lines, "", f"{done} draws, {len(wrong)} wrong", *wrong])
    print(report)
    if given.write:
        head = "# Slips in waves: the true percentages, or a stop\n\n"
        head += "`make misreadings` writes this page.\n\n"
        (ROOT / "docs" / "evidence" / "misreadings.md").write_text(
            head + report + "\n", encoding="utf-8"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
