"""A slip in a wave's columns is named before any data is read, all of a file at once."""

import pytest
from conftest import ROOT
from hand_made import slips, wave_problems

from tsunagari.config.schema import Validated
from tsunagari.config.words import languages
from tsunagari.config.yaml_lines import load_yaml

# columns, what the one problem must say
CASES = [
    # names
    (
        "trsut: {column: Q, codes: [1, 2, 3]}",
        "no asked variable of the codebook [trsut]. Did you mean 'trust'?",
    ),
    ("trust: {column: Q, codes: {1: agre}}", "no category [agre]. Did you mean 'agree'?"),
    (
        "trust: {column: Q, bands: {agre: [1, 2]}}",
        "no category of trust [agre]. Did you mean 'agree'?",
    ),
    ("trust: {constant: agre}", "no category of trust [agre]. Did you mean 'agree'?"),
    (
        "trust: {any_of: [{column: Q, values: [1]}], then: agre, otherwise: so_so}",
        "no category of trust [agre]",
    ),
    (
        "use: {column: 'U_{item}', items: {lettre: 1}, codes: {1: daily}}",
        "not one of the items of use [lettre]. Did you mean 'letter'?",
    ),
    (
        "use: {column: 'U_{item}', items: [lettre], item_marks: 1..1, codes: {1: daily}}",
        "[lettre]. Did you mean 'letter'?",
    ),
    (
        "reasons: {column: Q, separator: ';', codes: {1: cheep, 2: cheap, 3: fast, 4: nothing}}",
        "no category [cheep]. Did you mean 'cheap'?",
    ),
    (
        "reasons: {column: 'Q{category}', category_marks: 1..3, selected_as: {cheep: x, cheap: x, fast: x, nothing: x}}",
        "[cheep]. Did you mean 'cheap'?",
    ),
    # what is missing
    ("trust: {codes: [1, 2, 3]}", "no raw column is named"),
    ("trust: {column: Q}", "`codes` is missing"),
    ("trust: {any_of: [{column: Q, values: [1]}], then: agree}", "`otherwise` is missing"),
    ("use: {column: 'U_{item}', codes: {1: daily}}", "`items` is missing"),
    (
        "use: {column: U, item_marks: 1..3, codes: {1: daily}}",
        "a single variable's column needs {item} [U]",
    ),
    (
        "trust: {column: 'Q{item}', codes: [1, 2, 3]}",
        "a single variable's column needs no placeholder",
    ),
    (
        "reasons: {column: 'Q{category}', categories: {cheap: 1, fast: 2}, codes: {1: selected}}",
        "category without a mark [nothing]",
    ),
    ("reasons: {ranked: [A, B], codes: {1: cheap, 2: fast}}", "category without a code [nothing]"),
    ("age: {column: A, codes: {89 or Older: 89}}", "numbers given to cells without a `reason`"),
    # what contradicts
    (
        "trust: {column: Q, codes: [1, 2, 3], bands: {agree: [1, 2]}}",
        "contradictory keys: `codes` and `bands`",
    ),
    (
        "trust: {column: Q, first: [A, B], codes: [1, 2, 3]}",
        "contradictory keys: `column` and `first`",
    ),
    ("trust: {constant: agree, codes: [1, 2, 3]}", "contradictory keys: `constant` and `codes`"),
    (
        "trust: {column: Q, codes: {1: agree}, reverse: true}",
        "`codes` says what each code means, `reverse` turns it round",
    ),
    (
        "trust: {column: Q, codes: {'': agree}, blank: no_answer}",
        'contradictory keys: `blank` and `codes` of ""',
    ),
    (
        "trust: {column: Q, codes: [1, 2, 3], blank: no_answer, missing: {not_asked: ['']}}",
        'contradictory keys: `blank` and "" under `missing`, not_asked',
    ),
    (
        "use: {column: 'U_{item}', items: {letter: 1}, item_marks: 1..3, codes: {1: daily}}",
        "`items` gives marks, and so does `item_marks`",
    ),
    (
        "trust: {column: Q, case: ignore, codes: {Yes!: agree, yes!: disagree}}",
        "codes that differ in letter case alone",
    ),
    (
        "trust: {column: Q, codes: [1, 2, 3], asked_of: {column: H, values: [1], others: [1]}}",
        "among `values` and among `others` [1]",
    ),
    (
        "trust: {forms: [{column: A, codes: [1, 2, 3], asked_of: {column: F, values: [X]}}, {column: B, codes: [1, 2, 3], asked_of: {column: F, values: [X]}}]}",
        "the part of the sample that has another form [X]",
    ),
    ("trust: {column: Q, bands: {agree: [5, null], so_so: [3, 5]}}", "overlaps with agree"),
    ("trust: {column: Q, bands: {agree: [5, 1]}}", "a band that ends before it begins"),
    # what does not fit the variable
    (
        "trust: {column: Q, codes: [1, 2, 3], blank: not_selected}",
        "nothing is selected in a single variable",
    ),
    (
        "trust: {column: Q, separator: ';', codes: {1: agree, 2: so_so, 3: disagree}}",
        "`separator` of a single variable; it is for multiple ones",
    ),
    (
        "age: {column: Q, bands: {agree: [1, 2]}}",
        "`bands` of a number variable; it is for single ones",
    ),
    ("age: {any_of: [{column: Q, values: [1]}]}", "a condition gives no number"),
    ("age: {constant: old}", "no whole number [old]"),
    ("age: {column: A, codes: {old: x}, reason: {ja: あ, en: a}}", "no whole number [x]"),
    (
        "trust: {column: Q, items: {letter: 1}, codes: [1, 2, 3]}",
        "trust has no items with columns of their own",
    ),
    ("trust: {column: Q, then: agree, codes: [1, 2, 3]}", "without `any_of` or `all_of` [agree]"),
    (
        "online: {column: Q, codes: [1, 2]}",
        "a list of codes, but online is not `ordered` in the codebook",
    ),
    # marks by position say what they would mean
    ("trust: {column: Q, codes: [1, 2]}", "2 codes for 3 categories (1=agree, 2=so_so, ...)"),
    (
        "trust: {column: Q, codes: [1, 2], reverse: true}",
        "2 codes for 3 categories (1=disagree, 2=so_so, ...)",
    ),
    (
        "use: {column: 'U_{item}', item_marks: 1..4, codes: {1: daily}}",
        "4 marks for 3 names (1=letter, 2=phone, 3=radio, ...)",
    ),
    (
        "use: {column: 'U_{item}', items: [radio, phone], item_marks: 1..3, codes: {1: daily}}",
        "3 marks for 2 names (1=radio, 2=phone, ...)",
    ),
    (
        "use: {column: 'U_{item}', item_marks: 3..1, codes: {1: daily}}",
        "a range that runs backwards [3..1]",
    ),
    ("use: {column: 'U_{item}', items: [radio, phone], codes: {1: daily}}", "names without marks"),
    (
        "use: {column: 'U_{item}', items: {radio: 1, phone: 1}, codes: {1: daily}}",
        "the mark of radio and of phone [1]",
    ),
    # what YAML makes of it
    ("online: {column: Q, codes: {Yes: user, No: non_user}}", "YAML reads the code as True"),
    (
        "trust: {column: Q, codes: {1: agree}, overrule: {2: Disagree}}",
        "no code of this column [2]",
    ),
]


@pytest.mark.parametrize(("columns", "expected"), CASES)
def test_a_slip_is_named(columns, expected):
    found = slips(columns)
    assert any(expected in text for text in found), found
    assert all(text.startswith("config/waves/w.yaml: line ") for text in found)


def test_all_slips_at_once_each_once():
    found = slips(
        "trust: {column: Q, codes: {1: agre}}\n"
        "use: {column: U, item_marks: 1..3, codes: {1: dayly}}\n"
        "age: {constant: old}"
    )
    assert len(found) == 4
    assert len(set(found)) == 4


def test_the_line_of_a_slip_in_one_item(tmp_path):
    path = tmp_path / "w.yaml"
    path.write_text(
        "source: delivered\nfiles: [{path: a.csv, reader: csv, encoding: utf-8}]\n"
        "design: {}\nexclude: []\nmissing: {}\ncolumns:\n"
        "  use:\n    column: U_{item}\n    codes: {1: daily, 2: never}\n    items:\n"
        "      letter: 1\n"
        "      phone: {column: TEL, codes: {1: dayly}}\n"
    )
    wave, lines = load_yaml(path, "config/waves/w.yaml")
    found = wave_problems(wave, lines)
    assert (
        "config/waves/w.yaml: line 12, columns.use.items.phone.codes.1: no category [dayly]. "
        "Did you mean 'daily'?" in found
    )


# --- the schema ---------------------------------------------------------------------
SCHEMA_CASES = [
    ("columns: {trust: {column: Q, cods: [1, 2]}}", "unknown key [cods]. Did you mean 'codes'?"),
    (
        "columns: {use: {items: {letter: {colum: Q}}}}",
        "unknown key [colum]. Did you mean 'column'?",
    ),
    ("columns: {trust: {any_of: [{column: Q}]}}", "missing key [values]"),
    ("columns: {trust: {forms: [{column: Q}]}}", "missing key [asked_of]"),
    (
        "columns: {trust: {column: Q, case: ignored}}",
        "not a valid value [ignored]. Did you mean 'ignore'?",
    ),
    ("columns: {trust: {column: Q, blank: none}}", "not a valid value [none]"),
    ("columns: {trust: {column: Q, asked_of: {column: B}}}", "missing key [values]"),
    ("columns: {use: {column: Q, item_marks: 1-11}}", "Expected: a range of marks: 1..11"),
]


@pytest.mark.parametrize(("text", "expected"), SCHEMA_CASES)
def test_a_slip_that_the_schema_names(tmp_path, text, expected):
    rules, _ = load_yaml(ROOT / "workflow" / "schemas" / "wave.schema.yaml", "schema")
    path = tmp_path / "w.yaml"
    path.write_text(text)
    wave, lines = load_yaml(path, "config/waves/w.yaml")
    found = [
        str(problem)
        for problem in Validated(wave, rules, languages()).problems(lines, "config/waves/w.yaml")
    ]
    assert any(expected in problem for problem in found), found


def test_every_key_of_the_schema_says_what_it_means():
    rules, _ = load_yaml(ROOT / "workflow" / "schemas" / "wave.schema.yaml", "schema")
    without = []

    def walk(part: object, path: tuple) -> None:
        if isinstance(part, dict):
            for name, entry in part.get("properties", {}).items():
                inner = entry.get("$ref", "").removeprefix("#/$defs/")
                if "description" not in entry and "description" not in rules["$defs"].get(
                    inner, {}
                ):
                    without.append((*path, name))
            for name, entry in part.items():
                walk(entry, (*path, name))
        elif isinstance(part, list):
            for place, entry in enumerate(part):
                walk(entry, (*path, place))

    walk(rules, ())
    assert [path for path in without if path[-1] not in ("ja", "en")] == []
