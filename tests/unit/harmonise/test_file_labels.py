"""Labels of a delivered file beside what their codes are mapped to."""

import pytest
from hand_made import CODEBOOK, TEXTS, delivered, wave_of

from tsunagari.harmonise.file_labels import _verdict, label_problems, label_table
from tsunagari.harmonise.resemblance import names_in, negates, plain, resemblance

ONLINE = "online: {column: NET, codes: {1: user, 2: non_user}}\n"


def table(columns, labels=None, titles=None, cells=None):
    wave = wave_of(columns)
    raw = delivered(cells or {"Q": ["1"]}, labels, titles)
    return label_table(CODEBOOK, TEXTS, wave, raw)


def verdicts(columns, labels, **more) -> dict[str, str]:
    found = table(columns, {"Q": labels}, **more)
    return dict(zip(found["code"], found["verdict"], strict=True))


def shown(found) -> list[str]:
    return [str(problem) for problem in label_problems(found)]


def test_labels_that_agree_and_one_that_says_nothing():
    labels = {"1": "AGREE", "2": "どちらとも言えない", "3": "Disagree strongly", "9": "N/A"}
    assert verdicts("trust: {column: Q, codes: [1, 2, 3]}", labels) == {
        "1": "agrees",
        "2": "agrees",
        "3": "agrees",
        "9": "unclear",
    }


def test_a_scale_mapped_the_wrong_way_round():
    found = table("trust: {column: Q, codes: [1, 2, 3]}", {"Q": {"1": "Disagree", "3": "そう思う"}})
    assert shown(found) == [
        "a.csv: column Q, label of code 1: trust: mapped to agree, but it reads like disagree "
        '[Disagree]. Mend the mapping; if the file is wrong, overrule it there: `overrule: {1: "Disagree"}`.',
        "a.csv: column Q, label of code 3: trust: mapped to disagree, but it reads like agree "
        '[そう思う]. Mend the mapping; if the file is wrong, overrule it there: `overrule: {3: "そう思う"}`.',
    ]


def test_a_label_that_is_overruled_and_one_that_has_changed_since():
    column = 'trust: {column: Q, codes: {1: agree, 3: disagree}, overrule: {1: "Disagree"}}'
    assert verdicts(column, {"1": "Disagree"}) == {"1": "overruled"}
    changed = table(column, {"Q": {"1": "Agree"}})
    assert changed["verdict"].to_list() == ["changed"]
    assert "the mapping overrules another label than the file has [Agree]" in shown(changed)[0]
    assert verdicts(column, {}) == {"1": "changed"}  # the label is gone


def test_missing_codes_named_like_an_answer_and_the_reverse():
    column = (
        "trust: {column: Q, codes: {1: agree, 2: so_so, 5: disagree}, missing: {no_answer: [3, 9]}}"
    )
    found = verdicts(column, {"3": "Disagree", "5": "No answer", "9": "No answer"})
    assert found == {"3": "contradicts", "5": "contradicts", "9": "agrees"}


def test_a_number_with_a_label_that_the_mapping_does_not_mention():
    cells = {"Q": ["30", "98", "99"]}
    labels = {"98": "Refused", "99": "99 or older", "97": "Nobody has this code"}
    reason = "reason: {ja: 上限, en: top-coded}"
    declared = f"age: {{column: Q, codes: {{99: 99}}, {reason}, missing: {{no_answer: [98]}}}}"
    assert verdicts(declared, labels, cells=cells) == {"98": "unclear", "99": "agrees"}
    found = table("age: {column: Q}", {"Q": labels}, cells=cells)
    assert set(found["verdict"]) == {"undeclared"}
    assert "a number with a label that the mapping does not mention [Refused]" in shown(found)[0]


@pytest.mark.parametrize(
    ("one", "zero"), [("Yes", "No"), ("Selected", "Not selected"), ("はい", "いいえ")]
)
def test_ticks_mapped_the_wrong_way_round(one, zero):
    columns = (
        ONLINE
        + "reasons: {column: 'Q{category}', category_marks: 1..3, codes: {1: selected, 0: not_selected}}"
    )
    cells = {"NET": ["1"], "Q1": ["1"], "Q2": ["0"], "Q3": ["0"]}
    right = table(columns, {"Q1": {"1": one, "0": zero}}, cells=cells)
    assert right["verdict"].to_list() == ["agrees", "agrees"]
    wrong = table(columns, {"Q1": {"1": zero, "0": one}}, cells=cells)
    assert wrong["verdict"].to_list() == ["contradicts", "contradicts"]


def test_codes_that_share_a_column_are_listed_once():
    columns = ONLINE + "reasons: {ranked: [Q, R], codes: {1: cheap, 2: fast, 3: nothing}}"
    cells = {"NET": ["1"], "Q": ["1"], "R": ["2"]}
    found = table(columns, {"Q": {"1": "Cheap", "2": "Cheap", "9": "No answer"}}, cells=cells)
    assert found["verdict"].to_list() == ["agrees", "contradicts", "agrees"]


def test_titles_of_a_loop_name_the_item_that_a_mark_means():
    columns = ONLINE + "use: {column: 'U{item}', item_marks: 1..3, codes: {1: daily, 2: never}}"
    cells = {"NET": ["1"], "U1": ["1"], "U2": ["1"], "U3": ["1"]}
    asked = "Do you use it (letter, phone ...): "
    titles = {"U1": asked + "Letter", "U2": asked + "Radio", "U3": asked + "Radio"}
    found = table(columns, titles=titles, cells=cells)
    # `letter` and `phone` stand in every title, so that they tell nothing of one column.
    assert found["verdict"].to_list() == ["agrees", "agrees", "agrees"]
    swapped = {"U1": "Use: Phone", "U2": "Use: Letter", "U3": "Use: 無線"}
    found = table(columns, titles=swapped, cells=cells)
    assert found[["item", "resembles", "verdict"]].to_numpy().tolist() == [
        ["letter", "phone", "contradicts"],
        ["phone", "letter", "contradicts"],
        ["radio", "radio", "agrees"],
    ]
    assert 'overrule it there: `overrule_titles: {U1: "Use: Phone"}`.' in shown(found)[0]
    quoted = columns.replace(
        "codes:", "overrule_titles: {U1: 'Use: Phone', U2: 'Use: letters'}, codes:"
    )
    assert table(quoted, titles=swapped, cells=cells)["verdict"].to_list() == [
        "overruled",
        "changed",
        "agrees",
    ]


def test_a_real_label_that_is_wrong():
    # GSS 2016 to 2020, variable trust: the file's label of code 1 is "can't trust", the
    # questionnaire's is "most people can be trusted".
    can = resemblance("can't trust", ["can trust", "Most people can be trusted"])
    cannot = resemblance("can't trust", ["cannot be too careful", "Can't be too careful"])
    assert cannot > can + 0.1


def test_resemblance():
    assert resemblance("ＡＧＲＥＥ", ["agree"]) == 1
    assert resemblance("agree", ["disagree"]) < resemblance("agree", ["Agree", "disagree"])
    assert resemblance("", ["", "x"]) == 0
    assert plain("Can’t_trust (much)") == "can't trust much"
    assert negates(plain("Can’t trust")) and negates("思わない") and not negates("notable")
    assert names_in("I use LINE daily", "Line") and not names_in("Online games", "Line")
    assert names_in("ブログの利用", "ブログ")


@pytest.mark.parametrize(
    ("label", "mapped"),
    [("can't trust", "can_trust"), ("Cannot trust", "can_trust"), ("not satisfied", "satisfied")],
)
def test_a_label_that_negates_its_own_answer_word_for_word(label, mapped):
    names = {mapped: (mapped.replace("_", " "),), "other": ("something else",)}
    assert _verdict(label, mapped, names) == ("other", "contradicts")
    assert _verdict(mapped.replace("_", " "), mapped, names) == (mapped, "agrees")
