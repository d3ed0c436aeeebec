"""Questions with several answers, in every form in which files have them, worked by hand."""

from hand_made import harmonised, problems

NA, NO, NOT = "_not_applicable", "_no_answer", "_not_asked"
IN, OUT = "selected", "not_selected"
ONLINE = "online: {column: NET, codes: {1: user, 2: non_user}}\n"


# --- multiple answers ---------------------------------------------------------------
def reasons(columns: str, cells: dict, online: str = "") -> list[tuple]:
    rows = len(next(iter(cells.values())))
    people = harmonised(ONLINE + columns, {"NET": list(online or "1" * rows), **cells})
    return list(
        people[["reasons.cheap", "reasons.fast", "reasons.nothing"]].itertuples(
            index=False, name=None
        )
    )


def test_columns_with_a_label_or_a_blank():
    columns = """
reasons:
  column: Q_{category}
  category_marks: a..c
  selected_as: {cheap: It is cheap, fast: [It is fast, Fast], nothing: No reason}
  blank: not_selected
"""
    cells = {
        "Q_a": ["It is cheap", "", "", ""],
        "Q_b": ["Fast", "It is fast", "", ""],
        "Q_c": ["", "", "No reason", ""],
    }
    assert reasons(columns, cells, "1112") == [
        (IN, IN, OUT),
        (OUT, IN, OUT),
        (OUT, OUT, IN),
        (NA,) * 3,
    ]
    cells["Q_a"][0] = "It is fast"
    assert (
        "column Q_a: unknown code [It is fast]"
        in problems(ONLINE + columns, {"NET": list("1112"), **cells})[0]
    )


def test_one_column_with_all_marks():
    columns = "reasons: {column: Q, separator: ';', codes: {1: cheap, 2: fast, 3: nothing}, blank: not_selected}"
    cells = {"Q": ["1;2", "2", " 2 ; 1;", "3", "", "9"]}
    assert reasons(columns, cells) == [
        (IN, IN, OUT),
        (OUT, IN, OUT),
        (IN, IN, OUT),
        (OUT, OUT, IN),
        (OUT, OUT, OUT),
        (NO, NO, NO),
    ]
    shown = problems(ONLINE + columns, {"NET": list("1111"), "Q": ["1;4", "1;9", ";", "12"]})
    assert [text.split(". ")[0] for text in shown] == [
        f"a.csv: row {row}, column Q: unknown code [{cell}]"
        for row, cell in enumerate(["1;4", "1;9", ";", "12"], start=1)
    ]


def test_an_exclusive_mark_beside_another():
    columns = "reasons: {column: Q, separator: ';', codes: {1: cheap, 2: fast, 3: nothing}}"
    shown = problems(ONLINE + columns, {"NET": ["1"], "Q": ["1;3"]})
    assert "column reasons.nothing: exclusive answer given together with another" in shown[0]


def test_ranked_choices():
    columns = (
        "reasons: {ranked: [R1, R2], codes: {1: cheap, 2: fast, 3: nothing}, blank: no_answer}"
    )
    cells = {"R1": ["2", "1", "", "3", ""], "R2": ["1", "", "2", "", ""]}
    assert reasons(columns, cells, "11112") == [
        (IN, IN, OUT),
        (IN, OUT, OUT),
        (OUT, IN, OUT),
        (OUT, OUT, IN),
        (NA, NA, NA),
    ]
    assert reasons(columns, {"R1": [""], "R2": [""]}) == [(NO, NO, NO)]


# --- marks -------------------------------------------------------------------------
def test_marks_by_range_in_the_order_of_the_codebook_or_of_the_wave():
    cells = {"NET": ["1"], "U01": ["1"], "U02": ["2"], "U03": ["9"]}
    whole = harmonised(
        ONLINE + "use: {column: 'U{item}', item_marks: 01..03, codes: {1: daily, 2: never}}", cells
    )
    assert [whole[f"use.{item}"][0] for item in ("letter", "phone", "radio")] == [
        "daily",
        "never",
        NO,
    ]
    some = harmonised(
        ONLINE
        + "use: {column: 'U{item}', items: [radio, letter], item_marks: 01..02, codes: {1: daily, 2: never}}",
        cells,
    )
    assert [some[f"use.{item}"][0] for item in ("letter", "phone", "radio")] == [
        "never",
        NOT,
        "daily",
    ]


def test_an_item_with_keys_of_its_own():
    columns = (
        ONLINE
        + """
use:
  column: U_{item}
  codes: {1: daily, 2: never}
  items:
    letter: l
    phone: {column: TEL, codes: {y: daily, n: never}}
    radio: {constant: never}
"""
    )
    people = harmonised(columns, {"NET": ["1", "1"], "U_l": ["1", "2"], "TEL": ["n", "y"]})
    assert people["use.letter"].to_list() == ["daily", "never"]
    assert people["use.phone"].to_list() == ["never", "daily"]
    assert people["use.radio"].to_list() == ["never", "never"]
