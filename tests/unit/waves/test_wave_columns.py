"""Every way in which a wave's file turns raw columns into answers, worked by hand."""

import pytest
from hand_made import answers, harmonised, problems

NA, NO, NOT = "_not_applicable", "_no_answer", "_not_asked"
IN, OUT = "selected", "not_selected"
ONLINE = "online: {column: NET, codes: {1: user, 2: non_user}}\n"


# --- codes ------------------------------------------------------------------------
def test_codes_in_the_order_of_the_answers_and_against_it():
    cells = {"Q": ["1", "2", "3", "9"]}
    assert answers("trust: {column: Q, codes: [1, 2, 3]}", cells, "trust") == [
        *("agree", "so_so", "disagree"),
        NO,
    ]
    turned = answers("trust: {column: Q, codes: [1, 2, 3], reverse: true}", cells, "trust")
    assert turned == ["disagree", "so_so", "agree", NO]


def test_letter_case_is_ignored_where_declared_and_nowhere_else():
    cells = {"Q": ["can Trust", "Can trust", "NA"]}
    column = "trust: {column: Q, case: ignore, codes: {Can Trust: agree}, missing: {no_answer: [na]}, not_offered: [so_so, disagree]}"
    assert answers(column, cells, "trust") == ["agree", "agree", NO]
    shown = problems(column.replace("case: ignore, ", ""), cells)
    assert len(shown) == 3
    assert shown[0] == (
        "a.csv: row 1, column Q: unknown code [can Trust]. Did you mean 'Can Trust'?"
    )


def test_letter_case_of_the_whole_wave():
    assert answers(
        "trust: {column: Q, codes: {yes!: agree}, not_offered: [so_so, disagree]}",
        {"Q": ["YES!"]},
        "trust",
        case="ignore",
    ) == ["agree"]


def test_bands_of_a_number():
    column = "trust: {column: SCORE, bands: {agree: [7, null], so_so: [4, 6], disagree: [0, 3]}}"
    cells = {"SCORE": ["0", "3", "4", "6", "7", "100", "9"]}
    assert answers(column, cells, "trust") == [
        *("disagree", "disagree", "so_so", "so_so", "agree", "agree"),
        NO,  # 9 is the wave's code of no answer
    ]
    shown = problems(column, {"SCORE": ["3.5", "-1", "many"]})
    assert [text.split(". ")[0] for text in shown] == [
        "a.csv: row 1, column SCORE: lies in no band [3.5]",
        "a.csv: row 2, column SCORE: lies in no band [-1]",
        "a.csv: row 3, column SCORE: lies in no band [many]",
    ]


def test_a_cell_that_stands_for_a_number():
    column = "age: {column: AGE, codes: {89 or Older: 89}, reason: {ja: 上限, en: top-coded}, blank: no_answer}"
    people = harmonised(column, {"AGE": ["41", "89 or Older", "9", ""]})
    assert people["age"].fillna(-1).to_list() == [41, 89, -1, -1]
    assert "not a whole number [89 or older]" in problems(column, {"AGE": ["89 or older"]})[0]
    assert "not a whole number [inf]" in problems(column, {"AGE": ["inf"]})[0]


def test_constant():
    assert answers("online: {constant: user}", {"Q": ["x", "y"]}, "online") == ["user", "user"]
    assert answers("age: {constant: 40}", {"Q": ["x"]}, "age") == [40]


# --- several columns ----------------------------------------------------------------
def test_the_first_that_is_not_missing_counts():
    column = "trust: {first: [A, B], codes: [1, 2, 3], missing: {not_asked: ['.i'], not_applicable: ['.a'], no_answer: ['.n']}}"
    cells = {
        "A": ["1", ".i", ".n", ".i", ".i", ".n"],
        "B": ["2", "3", "2", ".i", ".n", ".a"],
    }
    assert answers(column, cells, "trust") == ["agree", "disagree", "so_so", NOT, NO, NO]


def test_the_first_of_columns_with_codes_of_their_own():
    column = "trust: {codes: [1, 2, 3], blank: no_answer, first: [A, {column: B, codes: {y: agree, n: disagree}}]}"
    cells = {"A": ["1", "", ""], "B": ["n", "n", ""]}
    assert answers(column, cells, "trust") == ["agree", "disagree", NO]


def test_the_first_number():
    cells = {"A": ["30", "9", "9"], "B": ["31", "41", "9"]}
    found = harmonised("age: {first: [A, B]}", cells)["age"].fillna(-1).to_list()
    assert found == [30, 41, -1]


CONDITION = """
online:
  {how}:
    - {{column: PC, values: [1], others: [2]}}
    - {{column: PHONE, values: [1, 2], others: [3]}}
  then: user
  otherwise: non_user
  missing: {{no_answer: [9], not_asked: [8], not_applicable: [7]}}
"""


@pytest.mark.parametrize(
    ("pc", "phone", "any_of", "all_of"),
    [
        ("1", "3", "user", "non_user"),
        ("2", "2", "user", "non_user"),
        ("1", "1", "user", "user"),
        ("2", "3", "non_user", "non_user"),
        ("1", "9", "user", NO),  # one that speaks decides any_of
        ("2", "9", NO, "non_user"),  # one that speaks against decides all_of
        ("2", "8", NOT, "non_user"),
        ("8", "9", NO, NO),
        ("2", "7", "non_user", "non_user"),  # what does not apply cannot tell
        ("1", "7", "user", "user"),
        ("7", "7", NA, NA),
        ("8", "8", NOT, NOT),
    ],
)
def test_conditions(pc, phone, any_of, all_of):
    cells = {"PC": [pc], "PHONE": [phone]}
    for how, expected in (("any_of", any_of), ("all_of", all_of)):
        column = CONDITION.format(how=how)
        if expected == NA:  # the codebook asks everybody, so it is a contradiction there
            assert "coded not applicable inside the base" in problems(column, cells)[0]
        else:
            assert answers(column, cells, "online") == [expected]


def test_conditions_name_codes_that_are_neither():
    shown = problems(CONDITION.format(how="any_of"), {"PC": ["1"], "PHONE": ["5"]})
    assert shown == ["a.csv: row 1, column PHONE: unknown code [5]. Valid are: 1, 2, 3, 9, 8, 7."]


def test_a_condition_for_one_category_of_several():
    columns = (
        ONLINE
        + """
reasons:
  column: Q_{category}
  codes: {1: selected, 0: not_selected}
  categories:
    cheap: 1
    fast: {any_of: [{column: Q_2, values: [1], others: [0]}, {column: Q_3, values: [1], others: [0]}]}
    nothing: 4
"""
    )
    cells = {
        "NET": ["1"] * 3,
        "Q_1": list("100"),
        "Q_2": list("010"),
        "Q_3": list("110"),
        "Q_4": list("001"),
    }
    people = harmonised(columns, cells)
    assert people["reasons.cheap"].to_list() == [IN, OUT, OUT]
    assert people["reasons.fast"].to_list() == [IN, IN, OUT]
    assert people["reasons.nothing"].to_list() == [OUT, OUT, IN]


# --- split samples ------------------------------------------------------------------
def test_a_question_put_to_a_part_of_the_sample():
    column = "trust: {column: Q, codes: [1, 2, 3], blank: no_answer, asked_of: {column: BALLOT, values: [B, C], others: [A]}}"
    cells = {"Q": ["1", "", "2", ""], "BALLOT": ["B", "C", "C", "A"]}
    assert answers(column, cells, "trust") == ["agree", NO, "so_so", NOT]
    cells = {"Q": ["1", "7", "1", "1"], "BALLOT": ["A", "A", "D", "B"]}
    assert [text.split(". ")[0] for text in problems(column, cells)] == [
        "a.csv: row 3, column BALLOT: code of a split sample that `asked_of` does not name [D]",
        "a.csv: row 1, column Q: answered, though BALLOT says that it was not asked [1]",
        "a.csv: row 3, column Q: answered, though BALLOT says that it was not asked [1]",
        "a.csv: row 2, column Q: unknown code [7]",
    ]


def test_coded_not_asked_although_it_was():
    column = "trust: {column: Q, codes: [1, 2, 3], missing: {not_asked: [8]}, asked_of: {column: H, values: [1], others: [2]}}"
    assert answers(column, {"Q": ["8", "1"], "H": ["2", "1"]}, "trust") == [NOT, "agree"]
    shown = problems(column, {"Q": ["8"], "H": ["1"]})
    assert "coded not asked, though H says that it was [8]" in shown[0]


FORMS = """
trust:
  blank: no_answer
  forms:
    - {column: QX, codes: [1, 2, 3], asked_of: {column: FORM, values: [X]}}
    - {column: QY, codes: [1, 2, 3], reverse: true, asked_of: {column: FORM, values: [Y], others: [Z]}}
"""


def test_two_forms_of_a_question():
    cells = {"FORM": ["X", "Y", "X", "Z"], "QX": ["1", "", "", ""], "QY": ["", "1", "", ""]}
    assert answers(FORMS, cells, "trust") == ["agree", "disagree", NO, NOT]
    shown = problems(FORMS, {"FORM": ["X"], "QX": ["1"], "QY": ["1"]})
    assert "column QY: answered, though FORM says that it was not asked [1]" in shown[0]


SHARED = """
trust:
  blank: no_answer
  forms:
    - {column: Q, codes: {1: agree, 2: disagree}, asked_of: {column: FORM, values: [X]}}
    - {column: Q, codes: {2: agree, 1: disagree, 7: so_so}, asked_of: {column: FORM, values: [Y], others: [Z]}}
age:
  forms:
    - {column: AGE, codes: {old: 89}, reason: {ja: 上限, en: top}, asked_of: {column: FORM, values: [X]}}
    - {column: AGE, codes: {old: 79}, reason: {ja: 上限, en: top}, asked_of: {column: FORM, values: [Y, Z]}}
"""


def test_two_forms_that_share_a_column():
    cells = {"FORM": list("XYYZX"), "Q": ["1", "1", "7", "", ""], "AGE": ["old", "old", *"345"]}
    people = harmonised(SHARED, cells)
    assert people["trust"].to_list() == ["agree", "disagree", "so_so", NOT, NO]
    assert people["age"].to_list() == [89, 79, 3, 4, 5]
    shown = problems(SHARED, {"FORM": ["X", "Z"], "Q": ["7", "1"], "AGE": ["3", "3"]})
    assert sum("row 1, column Q: unknown code [7]" in text for text in shown) == 1
    assert sum("row 2, column Q: answered, though FORM says" in text for text in shown) == 1


def test_nobody_has_two_forms():
    columns = """
age:
  forms:
    - {column: A, asked_of: {column: F, values: [1], others: [2]}}
    - {column: B, asked_of: {column: G, values: [1], others: [2]}}
"""
    cells = {
        "F": ["1", "2", "1"],
        "G": ["2", "1", "1"],
        "A": ["30", "", "30"],
        "B": ["", "40", "30"],
    }
    assert problems(columns, cells) == [
        "a.csv: row 3, column F: had two forms of age [1]. Let `asked_of` of one form leave the row out."
    ]


# --- blanks and bases ---------------------------------------------------------------
def test_a_blank_inside_and_outside_the_base():
    columns = (
        ONLINE
        + "use: {column: 'U_{item}', item_marks: 1..3, codes: {1: daily, 2: never}, blank: no_answer}"
    )
    cells = {
        "NET": ["1", "1", "2", "9"],
        "U_1": ["1", "", "", ""],
        "U_2": ["2", "1", "", ""],
        "U_3": [""] * 4,
    }
    people = harmonised(columns, cells)
    assert people["use.letter"].to_list() == ["daily", NO, NA, NA]
    assert people["use.phone"].to_list() == ["never", "daily", NA, NA]
    assert people["use.radio"].to_list() == [NO, NO, NA, NA]


def test_no_answer_where_the_base_is_not_known():
    columns = ONLINE + "use: {column: 'U_{item}', items: {phone: 1}, codes: {1: daily, 2: never}}"
    assert answers(columns, {"NET": ["9"], "U_1": ["9"]}, "use.phone") == [NO]
    shown = problems(columns, {"NET": ["2"], "U_1": ["9"]})
    assert "answered outside the base {'online': 'user'} [_no_answer]" in shown[0]
