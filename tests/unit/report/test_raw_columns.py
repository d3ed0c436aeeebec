"""What the page of raw columns says of every way in which a wave's file names them."""

from hand_made import CODEBOOK, wave_of

from tsunagari.report.raw_columns import raw_columns


def shown(columns: str, variable: str) -> tuple:
    (found,) = raw_columns([variable], CODEBOOK, {"w": wave_of(columns)})
    return found.column, found.marks, found.first, found.number


def test_columns_by_pattern():
    use = "use: {column: 'U_{item}', items: {letter: a, phone: b}, codes: {1: daily, 2: never}}"
    assert shown(use, "use") == ("U_{item}", {"item": {"letter": "a", "phone": "b"}}, "U_a", 2)
    spanned = "use: {column: 'U{item}', items: [phone, letter], item_marks: 1..2, codes: {1: daily, 2: never}}"
    assert shown(spanned, "use")[1:] == ({"item": {"phone": "1", "letter": "2"}}, "U1", 2)


def test_several_columns_and_the_filter_of_a_split_sample():
    either = """
online:
  any_of: [{column: WEB, values: [1], others: [2]}, {column: APP, values: [1], others: [2]}]
  then: user
  otherwise: non_user
"""
    assert shown(either, "online") == ("WEB, APP", {}, "WEB", 2)
    split = "trust: {column: Q, codes: [1, 2, 3], asked_of: {column: FORM, values: [X]}}"
    assert shown(split, "trust") == ("Q", {}, "Q", 1)
    ranked = "reasons: {ranked: [R1, R2], codes: {1: cheap, 2: fast, 3: nothing}}"
    assert shown(ranked, "reasons") == ("R1, R2", {}, "R1", 2)


def test_an_item_with_a_column_of_its_own_and_a_constant():
    use = """
use:
  column: U_{item}
  items: {letter: a, phone: {column: TELEPHONE, codes: {y: daily, n: never}}}
  codes: {1: daily, 2: never}
"""
    assert shown(use, "use")[1] == {"item": {"letter": "a", "phone": "TELEPHONE"}}
    (found,) = raw_columns(["online"], CODEBOOK, {"w": wave_of("online: {constant: user}")})
    assert (found.column, found.codes) == ("", {"a.csv": "user"})
