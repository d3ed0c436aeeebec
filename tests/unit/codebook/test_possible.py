"""Which answers can stand together, against every respondent written out."""

from itertools import product

import pandas as pd
import pytest

from tsunagari.codebook import possible as module
from tsunagari.codebook.answers import dtype_of, matches
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.possible import TooManyKinds, linked, possible
from tsunagari.codebook.variables import NO_ANSWER, NOT_APPLICABLE, Codebook

WORDS = {"ja": "x", "en": "x"}


def _of(kind: str, *categories: str, **more) -> dict:
    answers = dict.fromkeys(categories, WORDS)
    return {"type": kind, "label": WORDS, "categories": answers, **more}


CODEBOOK = Codebook.from_config({
    "lists": {"media": {"label": WORDS, "items": {"mail": WORDS, "chat": WORDS, "blog": WORDS}}},
    "variables": {
        "sex": _of("single", "male", "female"),
        "age": {"type": "number", "label": WORDS, "range": [15, 99]},
        "band": _of("single", "young", "old",
                    derive={"bands": "age", "upper": {"young": 39, "old": 99}, "lowest": 15}),
        "use": _of("single", "posts", "reads", "never", each="media",
                   sets={"users": ["posts", "reads"]}),
        "met": _of("single", "often", "once", "never", each="media", base={"use": ["posts"]},
                   sets={"met": ["often", "once"]}),
        "used": {"type": "number", "label": WORDS, "derive": {"count": [{"use": "users"}]}},
        "breadth": _of("single", "none", "some", "all",
                       derive={"bands": "used", "upper": {"none": 0, "some": 2, "all": 3},
                               "lowest": 0}),
        "posting": _of("single", "has_met", "posts", "silent",
                       derive={"cases": {"has_met": {"any": {"met": "met"}},
                                         "posts": {"any": {"use": ["posts"]}},
                                         "silent": "otherwise"}}),
        "reasons": _of("multiple", "fun", "work", "other", base={"posting": ["has_met"]}),
        "nothing": {"type": "multiple", "label": WORDS, "categories":
                    {"photo": WORDS, "name": WORDS, "neither": {**WORDS, "exclusive": True}}},
    },
})  # fmt: skip


def everybody() -> pd.DataFrame:
    """All who can answer about the three media, one by one."""
    of_item = [("posts", met) for met in ("often", "once", "never")]
    of_item += [("reads", NOT_APPLICABLE), ("never", NOT_APPLICABLE)]
    rows = []
    for items in product(of_item, repeat=3):
        row = {}
        for item, (use, met) in zip(("mail", "chat", "blog"), items, strict=True):
            row |= {f"use.{item}": use, f"met.{item}": met}
        rows.append(row)
    frame = pd.DataFrame(rows)
    types = {name: dtype_of(CODEBOOK[name.partition(".")[0]]) for name in frame}
    return derive(CODEBOOK, frame.astype(types), ["used", "breadth", "posting"])


def together(frame: pd.DataFrame, *columns: str) -> set[tuple]:
    return set(frame[list(columns)].astype(str).itertuples(index=False, name=None))


def single(*columns: str) -> dict[str, list]:
    """Each answer told apart."""
    return {column: [(answer,) for answer in CODEBOOK[column.partition(".")[0]].categories]
            for column in columns}  # fmt: skip


@pytest.mark.parametrize(
    "columns",
    [("breadth", "posting"), ("used", "posting"), ("use.mail", "posting"), ("met.mail", "used"),
     ("use.mail", "use.chat", "breadth"), ("use.blog", "met.blog", "posting", "used")],
)  # fmt: skip
def test_kinds_are_those_of_everybody_written_out(columns):
    kinds = possible(CODEBOOK, single(*columns))
    assert together(kinds, *columns) == together(everybody(), *columns)
    assert len(kinds) <= len(everybody())


def test_what_was_seen_by_hand():
    kinds = possible(CODEBOOK, single("breadth", "posting"))
    assert together(kinds, "breadth", "posting") == {
        ("none", "silent"), *product(("some", "all"), ("silent", "posts", "has_met")),
    }  # fmt: skip


def test_groups_hang_on_common_questions():
    columns = ["sex", "breadth", "band", "posting", "age", "reasons.fun", "nothing.photo"]
    groups = {frozenset(group) for group in linked(CODEBOOK, columns)}
    assert groups == {
        frozenset({"sex"}), frozenset({"breadth", "posting", "reasons.fun"}),
        frozenset({"band", "age"}), frozenset({"nothing.photo"}),
    }  # fmt: skip
    # items of one question are answered apart
    assert len(linked(CODEBOOK, ["use.mail", "use.chat"])) == 2
    assert len(linked(CODEBOOK, ["use.mail", "met.mail"])) == 1


def test_a_band_holds_its_numbers():
    kinds = possible(CODEBOOK, {"age": [{20, 35, 64}], **single("band")})
    assert together(kinds, "age", "band") >= {("20", "young"), ("35", "young"), ("64", "old")}
    assert all((int(age) <= 39) == (band == "young")
               for age, band in together(kinds, "age", "band"))  # fmt: skip


def test_a_base_that_is_derived():
    kinds = possible(CODEBOOK, {"reasons.fun": (), **single("posting")})
    seen = together(kinds, "posting", "reasons.fun")
    assert ("has_met", "selected") in seen and ("has_met", "not_selected") in seen
    assert {answer for posting, answer in seen if posting != "has_met"} == {NOT_APPLICABLE}


def test_an_exclusive_answer_stands_alone():
    kinds = possible(CODEBOOK, dict.fromkeys(["nothing.photo", "nothing.neither"], ()))
    assert together(kinds, "nothing.photo", "nothing.neither") == {
        ("selected", "not_selected"), ("not_selected", "selected"), ("not_selected", "not_selected")
    }  # fmt: skip


def test_no_answer_is_possible_only_where_it_is_told():
    told = single("use.mail", "met.mail")
    assert NO_ANSWER not in set(possible(CODEBOOK, told)["use.mail"])
    told["use.mail"] = [*told["use.mail"], (NO_ANSWER,)]
    kinds = possible(CODEBOOK, told)
    assert (NO_ANSWER, NOT_APPLICABLE) in together(kinds, "use.mail", "met.mail")


def test_bases_hold_for_every_kind():
    kinds = possible(CODEBOOK, single("met.mail", "met.chat", "posting"))
    for item in ("mail", "chat"):
        inside = matches(CODEBOOK, kinds, {"use": ["posts"]}, item)
        assert ((kinds[f"met.{item}"] != NOT_APPLICABLE) == inside).all()


def test_too_many_kinds_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST", 20)
    with pytest.raises(TooManyKinds):
        possible(CODEBOOK, single("use.mail", "use.chat", "use.blog"))
