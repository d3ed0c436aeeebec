"""Inputs that came out wrong without a word once: each gives the right value, or stops.

A kind a section, with several cases of it: other formats, other words, other numbers.
"""

import pytest
from small_survey import Survey, csv, multiple, single, spss, stata

MEDIA = {"lists": {"media": {"label": {"ja": "媒体", "en": "Medium"},
                             "items": {"tv": {"ja": "テレビ", "en": "Television"},
                                       "web": {"ja": "ウェブ", "en": "Web pages"}}}}}  # fmt: skip


@pytest.fixture
def survey(tmp_path):
    def of(variables, written, columns, lists=None, **keys):
        found = Survey(tmp_path, variables, (lists or {}).get("lists", {}))
        write, file = written
        of_file = {key: keys.pop(key) for key in ("not_asked", "rows", "first_row", "joined", "values",
                                                  "decimal_comma", "encoding") if key in keys}  # fmt: skip
        found.wave("w", columns, write, {**file, **of_file}, **keys)
        return found

    return of


# --- whom a question with several answers stands on --------------------------------------------
SEVERAL = {"m": multiple("tv", "radio", "paper")}
TICKED = "m: {column: 'm{category}', category_marks: 1..3, codes: {1: selected}%s}"
BLANK = "id,m1,m2,m3\n1,1,,\n2,1,1,\n3,,1,\n4,,1,\n5,,,1\n"


def test_boxes_without_a_tick_are_no_answers_that_are_missing(survey):
    said = survey(SEVERAL, csv(BLANK), TICKED % "", missing={"no_answer": [""]}).stops()
    assert "row 3, column m1: some columns of m are missing in this row" in said
    assert "`blank: not_selected`" in said


@pytest.mark.parametrize("written", [
    csv(BLANK),
    spss({"id": [1, 2, 3, 4, 5], "m1": [1, 1, None, None, None], "m2": [None, 1, 1, 1, None],
          "m3": [None, None, None, None, 1]}),
    stata({"id": [1, 2, 3, 4, 5], "m1": [1, 1, None, None, None], "m2": [None, 1, 1, 1, None],
           "m3": [None, None, None, None, 1]}),
])  # fmt: skip
def test_boxes_without_a_tick_are_not_selected_where_the_wave_says_so(survey, written):
    found = survey(SEVERAL, written, TICKED % ", blank: not_selected").shares(variable="m")
    assert found == {"m/tv": (5, 40.0), "m/radio": (5, 60.0), "m/paper": (5, 20.0)}


COLUMNS = (
    "m: {column: 'm{category}', category_marks: 1..3, codes: {1: selected, 0: not_selected}%s}"
)


@pytest.mark.parametrize(("half", "column"), [("9,1,0", "m1"), ("1,9,0", "m2"), ("0,1,9", "m3")])
def test_a_person_with_half_an_answer_stops_whichever_column_it_is(survey, half, column):
    answers = csv(f"id,m1,m2,m3\n1,{half}\n2,1,0,0\n3,0,1,1\n")
    said = survey(SEVERAL, answers, COLUMNS % "", missing={"no_answer": [9]}).stops()
    assert f"row 1, column {column}: some columns of m are missing in this row" in said


def test_what_half_an_answer_means_can_be_said(survey):
    answers = csv("id,m1,m2,m3\n1,9,1,0\n2,1,0,0\n3,0,1,1\n4,1,0,9\n")
    missing = {"no_answer": [9]}
    none = survey(SEVERAL, answers, COLUMNS % ", partly: no_answer", missing=missing)
    assert none.shares(variable="m") == {
        "m/tv": (2, 50.0),
        "m/radio": (2, 50.0),
        "m/paper": (2, 50.0),
    }
    rest = survey(SEVERAL, answers, COLUMNS % ", partly: not_selected", missing=missing)
    assert rest.shares(variable="m") == {
        "m/tv": (4, 50.0),
        "m/radio": (4, 50.0),
        "m/paper": (4, 25.0),
    }


def test_nothing_selected_can_be_no_answer(survey):
    answers = csv("id,q,m1,m2,m3\n1,1,1,,\n2,1,1,1,\n3,1,,1,\n4,2,1,,\n5,2,,,\n")
    variables = {"q": single("yes", "no"), **SEVERAL}
    columns = (
        "q: {column: q, codes: {1: yes, 2: no}}\n"
        + TICKED % ", blank: not_selected, none: no_answer"
    )
    found = survey(variables, answers, columns.replace("yes", '"yes"').replace(" no}}", ' "no"}}'))
    assert found.shares(variable="m")["m/tv"] == (4, 75.0)


def test_each_item_of_a_repeated_question_is_looked_at_by_itself(survey):
    answers = csv("id,a1,a2,b1,b2\n1,1,0,9,9\n2,0,1,1,0\n3,1,1,9,1\n")
    variables = {"m": multiple("cheap", "fast", each="media")}
    columns = ("m: {column: '{item}{category}', items: {tv: a, web: b}, category_marks: 1..2, "
               "codes: {1: selected, 0: not_selected}}")  # fmt: skip
    said = survey(variables, answers, columns, MEDIA, missing={"no_answer": [9]}).stops()
    assert "row 3, column b1" in said and "row 1" not in said


# --- a complement is within those who answered -------------------------------------------------
PUPIL = {"student": single("pupil", "other"), "q": single("agree", "disagree")}
ASKED = "student: {column: s, codes: {1: pupil, 0: other}}\nq: {column: q, codes: {1: agree, 2: disagree}}"


@pytest.mark.parametrize("condition", ["pupil", ["pupil"], "pupils"])
def test_not_takes_nobody_who_did_not_answer(survey, condition):
    variables = {**PUPIL, "student": {**PUPIL["student"], "sets": {"pupils": ["pupil"]}}}
    answers = csv("id,s,q\n1,1,1\n2,0,2\n3,0,2\n4,9,1\n5,9,1\n")
    found = survey(variables, answers, ASKED, missing={"no_answer": [9]})
    others = {"others": {"where": {"student": {"not": condition}}}}
    assert found.shares(variable="q", groups=others)["q/agree"] == (2, 0.0)


def test_not_of_a_question_that_was_not_asked_is_nobody(survey):
    column = "q: {column: q, codes: {1: agree, 2: disagree}}"
    found = survey(PUPIL, csv("id,q\n1,1\n2,2\n"), column, not_asked=["student"])
    others = {"others": {"where": {"student": {"not": "pupil"}}}}
    assert found.shares(variable="q", groups=others)["q/agree"][0] == 0


def test_not_of_several_answers_is_of_those_who_gave_some(survey):
    answers = csv("id,q,m1,m2,m3\n1,1,1,0,0\n2,2,0,1,0\n3,1,9,9,9\n")
    variables = {"q": single("agree", "disagree"), **SEVERAL}
    columns = "q: {column: q, codes: {1: agree, 2: disagree}}\n" + COLUMNS % ""
    found = survey(variables, answers, columns, missing={"no_answer": [9]})
    without = {"g": {"where": {"m": {"not": "tv"}}}}
    assert found.shares(variable="q", groups=without)["q/agree"] == (1, 0.0)


def test_a_base_with_not_and_a_derived_case_with_not(survey):
    variables = {
        **PUPIL,
        "q": {**PUPIL["q"], "base": {"student": {"not": "pupil"}}},
        "grown": {**single("yes_grown", "no_pupil"),
                  "derive": {"cases": {"yes_grown": {"any": {"student": {"not": "pupil"}}},
                                       "no_pupil": "otherwise"}}},
    }  # fmt: skip
    answers = csv("id,s,q\n1,1,\n2,0,2\n3,0,1\n4,9,\n")
    columns = ASKED.replace("2: disagree}", "2: disagree}, blank: no_answer")
    found = survey(variables, answers, columns, missing={"no_answer": [9]})
    assert found.shares(variable="q")["q/agree"] == (2, 50.0)
    assert found.shares(variable="grown")["grown/yes_grown"] == (3, 66.7)


# --- what a wave did not offer -----------------------------------------------------------------
SCALE = {"q": single("agree", "neither", "disagree")}


def test_a_category_without_a_code_stops_until_it_is_said_not_to_be_offered(survey):
    answers, column = (
        csv("id,q\n1,1\n2,2\n3,2\n"),
        "q: {column: q, codes: {1: agree, 2: disagree}%s}",
    )
    assert (
        "category that no cell stands for [neither]" in survey(SCALE, answers, column % "").stops()
    )
    found = survey(SCALE, answers, column % ", not_offered: [neither]").shares(variable="q")
    assert found["q/agree"] == (3, 33.3)
    assert found["q/neither"][0] == 0


@pytest.mark.parametrize("column", [
    "q: {column: q, bands: {agree: [1, 1], disagree: [2, 2]}%s}",
    "q: {first: [q, q], codes: {1: agree, 2: disagree}%s}",
    "q: {any_of: [{column: q, values: [1], others: [2]}], then: agree, otherwise: disagree%s}",
])  # fmt: skip
def test_so_do_bands_several_columns_and_conditions(survey, column):
    answers = csv("id,q\n1,1\n2,2\n3,2\n")
    assert "[neither]" in survey(SCALE, answers, column % "").stops()
    found = survey(SCALE, answers, column % ", not_offered: [neither]").shares(variable="q")
    assert found["q/neither"][0] == 0 and found["q/agree"] == (3, 33.3)


def test_an_answer_of_several_that_was_not_offered(survey):
    answers = csv("id,m1,m2\n1,1,0\n2,0,1\n3,1,1\n")
    column = ("m: {column: 'm{category}', categories: {tv: 1, radio: 2, paper: {constant: %s}}, "
              "codes: {1: selected, 0: not_selected}}")  # fmt: skip
    said = survey(SEVERAL, answers, column % "not_selected").stops()
    assert "an answer that nobody could give" in said and "constant: not_asked" in said
    found = survey(SEVERAL, answers, column % "not_asked").shares(variable="m")
    assert found["m/tv"] == (3, 66.7) and found["m/paper"][0] == 0


def test_the_first_answer_of_several_may_be_the_one_that_was_not_offered(survey):
    answers = csv("id,m2,m3\n1,1,0\n2,0,1\n3,9,9\n")
    column = ("m: {column: 'm{category}', categories: {tv: {constant: not_asked}, radio: 2, paper: 3}, "
              "codes: {1: selected, 0: not_selected}}")  # fmt: skip
    found = survey(SEVERAL, answers, column, missing={"no_answer": [9]}).shares(variable="m")
    assert found == {"m/tv": (0, pytest.approx(float("nan"), nan_ok=True)),
                     "m/radio": (2, 50.0), "m/paper": (2, 50.0)}  # fmt: skip


def test_an_item_and_an_answer_that_one_file_lacks(survey):
    variables = {"use": single("daily", "never", each="media"), **SEVERAL}
    answers = csv("id,a,m1,m2\n1,1,1,0\n2,2,0,1\n")
    columns = ("use: {column: '{item}', items: {tv: a, web: b}, codes: {1: daily, 2: never}}\n"
               + COLUMNS % "")  # fmt: skip
    found = survey(variables, answers, columns, MEDIA, not_asked=["use.web", "m.paper"])
    assert found.shares(variable="use")["tv/daily"] == (2, 50.0)
    assert found.shares(variable="use")["web/daily"][0] == 0
    assert found.shares(variable="m")["m/paper"][0] == 0


# --- codes of missing, of the wave and of the file ---------------------------------------------
def numbers(low=None, high=None):
    return {"n": {"type": "number", **({} if low is None else {"range": [low, high]})}}


@pytest.mark.parametrize("variables", [numbers(), numbers(0, 10)])
def test_a_code_of_missing_of_the_wave_takes_no_number(survey, variables):
    found = survey(
        variables, csv("id,n\n1,0\n2,8\n3,9\n"), "n: {column: n}", missing={"no_answer": [8, 9]}
    )
    said = found.stops()
    assert (
        "a code of missing for all columns of the wave, and here a number like others [8]" in said
    )
    assert "[9]" in said


def test_one_beyond_the_range_or_the_columns_own_is_missing(survey):
    answers = csv("id,n\n1,18\n2,30\n3,99\n")
    outside = survey(numbers(18, 90), answers, "n: {column: n}", missing={"no_answer": [99]})
    assert outside.respondents()["n"].dropna().to_list() == [18, 30]
    own = survey(numbers(), answers, "n: {column: n, missing: {no_answer: [99]}}")
    assert own.respondents()["n"].dropna().to_list() == [18, 30]


def test_nor_a_band(survey):
    column = "q: {column: q, bands: {agree: [0, 3], neither: [4, 9], disagree: [10, null]}}"
    said = survey(SCALE, csv("id,q\n1,2\n2,9\n3,10\n"), column, missing={"no_answer": [9]}).stops()
    assert "a number of a band [9]" in said


LABELS = {"q": {1: "Agree", 2: "Neither", 3: "Disagree"}}
CODES = "q: {column: q, codes: {1: agree, 2: neither, 3: disagree}%s}"


@pytest.mark.parametrize("label", ["Student", "Something else", "学生", "Sans opinion tranchée"])
@pytest.mark.parametrize("written", [spss, stata])
def test_nor_a_labelled_answer(survey, written, label):
    labels = {"q": {**LABELS["q"], 9: label}}
    answers = written({"id": [1, 2, 3], "q": [1, 9, 3]}, variable_value_labels=labels)
    said = survey(SCALE, answers, CODES % "", missing={"no_answer": [9]}).stops()
    assert f'labelled "{label}" [9]' in said


@pytest.mark.parametrize("label", ["No answer", "Refused", "Don't know", "無回答", "Ne sait pas",
                                   "Weiß nicht", "No sabe"])  # fmt: skip
def test_a_label_that_speaks_of_missing_is_none(survey, label):
    labels = {"q": {**LABELS["q"], 9: label}}
    answers = spss({"id": [1, 2, 3], "q": [1, 9, 3]}, variable_value_labels=labels)
    found = survey(SCALE, answers, CODES % "", missing={"no_answer": [9]}).shares(variable="q")
    assert found["q/agree"] == (2, 50.0)


RANGES = {"n": [{"lo": 98, "hi": 99}]}


@pytest.mark.parametrize("ranges", [RANGES, {"n": [98, 99]}, {"n": [{"lo": 90, "hi": 120}]}])
def test_what_the_file_declares_missing_is_no_number(survey, ranges):
    answers = spss({"id": [1, 2, 3], "n": [30, 98, 99]}, missing_ranges=ranges)
    said = survey(numbers(), answers, "n: {column: n}").stops()
    assert "the file declares it missing, and the mapping takes it for the number 98 [98]" in said
    kept = survey(numbers(), answers, "n: {column: n, not_missing: [98, 99]}").respondents()
    assert kept["n"].to_list() == [30, 98, 99]


def test_nor_an_answer_nor_a_band(survey):
    answers = spss({"id": [1, 2, 3], "q": [1, 2, 3]}, missing_ranges={"q": [3]})
    assert "takes it for disagree [3]" in survey(SCALE, answers, CODES % "").stops()
    bands = "q: {column: q, bands: {agree: [1, 1], neither: [2, 2], disagree: [3, null]}}"
    assert "takes it for disagree [3]" in survey(SCALE, answers, bands).stops()


def test_a_letter_of_missing_is_no_answer_until_it_is_said(survey):
    column = "q: {column: q, codes: {1: agree, .d: neither, 3: disagree}%s}"
    answers = stata({"id": [1, 2, 3], "q": [1, "d", 3]}, missing_user_values={"q": ["d"]})
    assert "takes it for neither [.d]" in survey(SCALE, answers, column % "").stops()
    found = survey(SCALE, answers, column % ", not_missing: [.d]").shares(variable="q")
    assert found["q/neither"] == (3, 33.3)


def test_an_open_band_takes_no_labelled_code(survey):
    column = "q: {column: q, bands: {agree: [18, 29], neither: [30, 59], disagree: [60, null]}}"
    labels = {"q": {998: "Don't know", 999: "No answer"}}
    answers = spss({"id": [1, 2, 3], "q": [20, 998, 999]}, variable_value_labels=labels)
    assert (
        "a number with a label that the mapping does not mention"
        in survey(SCALE, answers, column).stops()
    )


# --- labels and titles, word for word ----------------------------------------------------------
@pytest.mark.parametrize(("names", "labels"), [
    (("male", "female"), ("Female", "Male")),
    (("employed", "unemployed"), ("unemployed", "employed")),
    (("very_satisfied", "very_dissatisfied"), ("Very dissatisfied", "Very satisfied")),
    (("trust", "distrust"), ("Distrust", "Trust")),
])  # fmt: skip
def test_exchanged_labels_stop(survey, names, labels):
    answers = spss({"id": [1, 2], "q": [1, 2]},
                   variable_value_labels={"q": dict(enumerate(labels, 1))})  # fmt: skip
    column = f"q: {{column: q, codes: {{1: {names[0]}, 2: {names[1]}}}}}"
    said = survey({"q": single(*names)}, answers, column).stops()
    assert said.count("but it reads like") == 2


@pytest.mark.parametrize(
    "labels", [("Less than once a month", "Once a month"), ("5", "1"), ("Pas du tout", "Tout")]
)
def test_labels_that_only_resemble_do_not_stop(survey, labels):
    answers = spss({"id": [1, 2], "q": [1, 2]},
                   variable_value_labels={"q": dict(enumerate(labels, 1))})  # fmt: skip
    column = "q: {column: q, codes: {1: less_than_monthly, 2: monthly_or_more}}"
    survey({"q": single("less_than_monthly", "monthly_or_more")}, answers, column).respondents()


@pytest.mark.parametrize("title", ["Radio", "Which of these do you use? Radio", "radio (AM, FM)"])
def test_a_title_of_another_answer_of_several_stops(survey, title):
    frame = {"id": [1, 2], "m1": [1, 0], "m2": [0, 1], "m3": [1, 1]}
    labels = ["", title, "Tv", "Paper"]
    said = survey(SEVERAL, spss(frame, column_labels=labels), COLUMNS % "").stops()
    assert "title of column m1: m: mapped to tv, but it reads like radio" in said


@pytest.mark.parametrize("empty", ["", " "])
@pytest.mark.parametrize("written", [spss, stata])
def test_a_code_with_an_empty_label_stays_a_code(survey, written, empty):
    answers = written({"id": [1, 2, 3], "q": [1, 2, 3]},
                      variable_value_labels={"q": {1: "Agree", 2: "Disagree", 3: empty}})  # fmt: skip
    column = "q: {column: q, codes: {Agree: agree, Disagree: disagree}, not_offered: [neither]}"
    found = survey(SCALE, answers, column, values="labels", missing={"no_answer": [""]})
    assert "unknown code [3]" in found.stops()


# --- rows and modules --------------------------------------------------------------------------
@pytest.mark.parametrize("note", ["注：複数回答,,", "Total,,", "5,,", ",,"])
def test_a_row_without_any_answer_stops(survey, note):
    answers = csv(f"id,m1,m2\n1,1,\n2,1,1\n3,,1\n4,1,\n{note}\n")
    column = "m: {column: 'm{category}', categories: {tv: 1, radio: 2}, codes: {1: selected}, blank: not_selected}"
    variables = {"m": multiple("tv", "radio")}
    assert "a row without any answer" in survey(variables, answers, column).stops()
    rule = [{"name": "no_answers", "unanswered": True}]
    found = survey(variables, answers, column, exclude=rule)
    assert found.shares(variable="m")["m/tv"] == (4, 75.0)


def test_such_rows_can_be_respondents(survey):
    column = "m: {column: 'm{category}', categories: {tv: 1, radio: 2}, codes: {1: selected}, blank: not_selected}"
    answers = csv("id,m1,m2\n1,1,\n2,,1\n3,,\n")
    found = survey({"m": multiple("tv", "radio")}, answers, column, unanswered="kept")
    assert found.shares(variable="m")["m/tv"] == (3, 33.3)


def test_the_declared_number_of_rows(survey):
    column = "q: {column: q, codes: {1: agree, 2: neither, 3: disagree}}"
    answers = csv("id,q\n1,1\n2,2\n3,3\n")
    assert (
        "the file has 3 rows, and `rows` declares another number [2]"
        in survey(SCALE, answers, column, rows=2).stops()
    )
    assert len(survey(SCALE, answers, column, rows=3).respondents()) == 3


@pytest.mark.parametrize(("columns", "variables", "wanted"), [
    (TICKED.replace("1..3", "1..2") % ", blank: not_selected", {"m": multiple("tv", "radio")}, (4, 75.0)),
    ("m: {column: m1, codes: {1: tv, 2: radio}}", {"m": single("tv", "radio")}, (4, 75.0)),
])  # fmt: skip
def test_people_without_a_module_were_not_asked_it(survey, tmp_path, columns, variables, wanted):
    rows = "id,q\n" + "".join(f"{n},1\n" for n in range(1, 11))
    module = "id,m1,m2\n1,1,\n2,1,1\n3,1,\n4,%s,1\n" % ("" if "category" in columns else "2")
    joined = [{"path": "b.csv", "reader": "csv", "encoding": "utf-8", "id": "id", "partial": True}]
    variables = {"q": single("agree"), **variables}
    found = survey(variables, csv(rows), f"q: {{column: q, codes: {{1: agree}}}}\n{columns}",
                   joined=joined, missing={"no_answer": [""]})  # fmt: skip
    (tmp_path / "data" / "w" / "b.csv").write_text(module)
    assert found.shares(variable="m")["m/tv"] == wanted
    assert (found.respondents().filter(like="m").iloc[5] == "_not_asked").all()


def test_nor_a_number_of_a_module_and_outside_a_base_it_does_not_apply(survey, tmp_path):
    variables = {"q": single("agree", "disagree"), **numbers(0, 90),
                 "m": single("tv", "radio", base={"q": "agree"})}  # fmt: skip
    columns = ("q: {column: q, codes: {1: agree, 2: disagree}}\nn: {column: n}\n"
               "m: {column: m, codes: {1: tv, 2: radio}}")  # fmt: skip
    joined = [{"path": "b.csv", "reader": "csv", "encoding": "utf-8", "id": "id", "partial": True}]
    found = survey(variables, csv("id,q\n1,1\n2,1\n3,2\n"), columns, joined=joined)
    (tmp_path / "data" / "w" / "b.csv").write_text("id,n,m\n1,20,2\n")
    people = found.respondents()
    assert people["n"].fillna(-1).to_list() == [20, -1, -1]
    assert people["m"].to_list() == ["radio", "_not_asked", "_not_applicable"]


# --- numbers, lines and letters of text files --------------------------------------------------
@pytest.mark.parametrize("cell", ["1.250", "1.250,5", "12.5"])
def test_a_point_among_decimal_commas_stops(survey, cell):
    answers = csv(f'id,w,q\n1,"{cell}",1\n2,"987,5",2\n3,12,3\n')
    found = survey(SCALE, answers, CODES % "", decimal_comma=True, design={"weight": "w"})
    assert f"a point in a number, in a column of decimal commas [{cell}]" in found.stops()


@pytest.mark.parametrize(("wording", "line"), [
    ('"id of\nthe person","How\nare you?"', 5), ('"","What\ndo you\nthink?"', 5),
    ("plain,plain", 3),
])  # fmt: skip
def test_respondents_begin_on_the_line_that_is_named(survey, wording, line):
    answers = csv(f"id,q\n{wording}\n1,1\n2,2\n3,3\n")
    lines = 1 + wording.count("\n") + 1
    right = survey(SCALE, answers, CODES % "", first_row=lines + 1)
    assert len(right.respondents()) == 3
    if lines > 2:
        assert (
            "no record begins on this line"
            in survey(SCALE, answers, CODES % "", first_row=3).stops()
        )


@pytest.mark.parametrize(("codes", "missing"), [
    ("{a: agree, A: neither, 3: disagree}", {}),
    ("{a: agree, b: neither, B: disagree}", {}),
])  # fmt: skip
def test_codes_that_differ_in_letter_case_stop_where_case_is_ignored(survey, codes, missing):
    answers = csv("id,q\n1,a\n2,A\n3,3\n")
    said = survey(SCALE, answers, f"q: {{column: q, codes: {codes}}}", case="ignore").stops()
    assert "codes that differ in letter case alone" in said


def test_a_code_of_missing_is_no_answer_in_another_case(survey):
    column = "q: {column: q, codes: {n: agree, y: neither, z: disagree}}"
    answers = csv("id,q\n1,n\n2,N\n3,y\n4,z\n")
    found = survey(SCALE, answers, column, case="ignore", missing={"no_answer": ["N"]})
    assert found.shares(variable="q")["q/agree"] == (4, 50.0)


@pytest.mark.parametrize(
    ("written", "fits"),
    [("utf-8", "utf-8"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)
def test_utf_16_without_its_mark_names_what_fits(survey, written, fits):
    said = survey(
        SCALE, csv("id,q\n1,1\n2,2\n3,3\n", written), CODES % "", encoding="utf-16"
    ).stops()
    assert f"the file does not [utf-16]. Set `encoding:` of the file; these fit: {fits}" in said
    assert len(survey(SCALE, csv("id,q\n1,1\n2,2\n3,3\n", written), CODES % "").respondents()) == 3


@pytest.mark.parametrize("header", ['"id","q"', 'id,"q"', '"id",q', "id,q"])
def test_a_mark_before_names_in_quotes(survey, header):
    found = survey(SCALE, csv(f"\ufeff{header}\n1,1\n2,2\n3,3\n"), CODES % "")
    assert found.shares(variable="q")["q/agree"] == (3, 33.3)


@pytest.mark.parametrize("encoding", ["hex", "rot13", "zlib", "base64", "undefined", "idna"])
def test_what_is_no_encoding_of_texts(survey, encoding):
    found = survey(SCALE, csv("id,q\n1,1\n"), CODES % "", encoding=encoding)
    assert "no such encoding" in found.stops()


def test_hints_do_not_take_a_code_of_missing_for_an_answer_and_tell_letters_apart(survey):
    said = survey(SCALE, csv("id,q\n1,-3\n2,1\n"), CODES % "").stops()
    assert "unknown code [-3]. Valid are: 1, 2, 3." in said
    column = "q: {column: q, codes: {yes: agree, maybe: neither, nay: disagree}}"
    said = survey(SCALE, csv("id,q\n1,nаy\n"), column.replace("yes", '"yes"')).stops()  # Cyrillic
    assert "Did you mean 'nay'? They look alike: it has U+0430 for U+0061." in said


# --- dates of Stata ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "display", ["%tc", "%td", "%tcHH:MM", "%tCHH:MM:SS", "%tdCCYY.NN.DD", "%tm", "%tq", "%tw"]
)
def test_dates_are_no_numbers(survey, display):
    stored = [1.6e12, 1.7e12] if display.lower().startswith("%tc") else [700, 800]
    answers = stata({"id": [1, 2], "n": stored}, variable_format={"n": display})
    said = survey(numbers(), answers, "n: {column: n}").stops()
    assert "not a whole number [" in said


def test_dates_are_read_as_they_are():
    from tsunagari.read.stata import calendar

    assert calendar("%td")("21185") == "2018-01-01"
    assert calendar("%tc")("1830297600000") == "2017-12-31"
    assert calendar("%tcHH:MM")("34200000") == "09:30:00"
    assert calendar("%tm")("697") == "2018-02"
    assert calendar("%tq")("232") == "2018-q01"
    assert calendar("%ty") is None and calendar("%9.0g") is None
    assert calendar("%td")(".d") == ".d"
