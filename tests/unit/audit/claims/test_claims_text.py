"""Quotes against the text, and every sentence that asserts a quantity against the claims."""

import copy
import re

import pytest
from claims_of_section import LINES, ROOT, project

from tsunagari.audit.claims.text import (
    close_up,
    passage,
    problems_with_text,
    text_problems,
    uncovered,
)

WRITTEN = (ROOT / "config" / "claims.yaml").read_text(encoding="utf-8").split("\n")

# Independent of the signs in config/claims.yaml.
QUANTITY = re.compile(
    r"[0-9０-９]|半数|程度|以上|以下|多[いくか]|少な[いく]|高[いくかま]|低[いくか下]|弱い|強く|"
    r"増[えしやで加]|減[っ少る]|拡大|上昇|比較|比べ|ほど、|傾向|顕著|一般的|極めて|希薄"
)
NUMBERS_OF_FIGURES = re.compile(r"図表[0-9-]+|＊[0-9]|第[0-9]節")


@pytest.fixture
def claims() -> dict:
    return copy.deepcopy(dict(project().claims))


def problems_of(claims) -> list:
    return text_problems(claims, LINES, project().claim_lines)


def prose(claims):
    return [passage(LINES, ranges) for ranges in claims["prose"]]


def test_every_quote_stands_on_its_line_and_every_sentence_is_covered(claims):
    assert problems_of(claims) == []


def test_no_sentence_with_a_quantity_is_left_out(claims):
    quotes = [entry["quote"] for entry in claims["claims"].values()]
    quotes += [entry["quote"] for entry in claims["not_claims"]]
    closed = [close_up(quote) for quote in quotes]
    for part in prose(claims):
        for sentence in part.sentences():
            if QUANTITY.search(NUMBERS_OF_FIGURES.sub("", sentence.text)):
                # A quote within the sentence, or one that it is a part of.
                assert any(q in sentence.text or _overlaps(q, part, sentence) for q in closed), (
                    sentence
                )


def _overlaps(quote, part, sentence) -> bool:
    place, start = part.text.find(quote), part.text.find(sentence.text)
    return place >= 0 and place < start + len(sentence.text) and place + len(quote) > start


def test_no_sentence_stands_outside_the_prose(claims):
    inside = {
        line
        for ranges in claims["prose"]
        for first, last in ranges
        for line in range(first, last + 1)
    }
    outside = [line for line in range(1, len(LINES) + 1)
               if "。" in LINES[line - 1] and line not in inside]  # fmt: skip
    # Two notes under figures and the list in figure 4-3-4-1.
    assert outside == [86, 434, 470]


def test_every_passage_ends_with_its_sentence(claims):
    for part in prose(claims):
        assert part.text.endswith("。") or part.lines[0] == 66  # footnote 1 has no full stop


def test_a_sentence_whose_claim_is_deleted_is_missed(claims):
    del claims["claims"]["four_communities_40_percent"]
    (problem,) = problems_of(claims)
    assert problem.where == "text, line 385"
    assert problem.value.startswith("ただし、日本でもPTAやボランティア団体")


def test_a_misquote_is_an_error(claims):
    claims["claims"]["very_few_fell"]["quote"] = "非常に多い割合であることが分かった"
    problems = [str(problem) for problem in problems_of(claims)]
    assert any("the text does not hold this quote [非常に多い割合" in text for text in problems)
    line = next(n for n, text in enumerate(WRITTEN, 1) if "quote: 非常に少ない割合" in text)
    assert any(f"line {line}, claims.very_few_fell.quote: " in text for text in problems)


def test_a_quote_on_another_line_is_an_error(claims):
    claims["claims"]["very_few_fell"]["line"] = 192
    (problem,) = problems_of(claims)
    assert problem.value == "192" and problem.remedy == "It begins on line 193."


def test_a_text_that_is_missing_is_an_error_before_the_run(tmp_path, claims):
    keys, path = project().claim_lines, tmp_path / "section.txt"
    (problem,) = problems_with_text(claims, keys, path)
    assert problem.message == "no such file"
    (without,) = problems_with_text({"claims": {}}, keys, path)  # the audit of the source reads it
    assert without.message == "no such file" and "an empty file" in without.remedy
    path.write_text("")
    assert problems_with_text({"claims": {}}, keys, path) == []
    path.write_text("\n".join(LINES), encoding="utf-8")
    assert problems_with_text(claims, keys, path) == []


def test_lines_are_joined_as_the_page_reads():
    lines = ["増え", "", "ている。", " 「 そ の 他 」", "図", "です。"]
    joined = passage(lines, [(1, 4), (6, 6)])
    assert joined.text == "増えている。「その他」です。"
    assert [(s.text, s.line) for s in joined.sentences()] == [
        ("増えている。", 1),
        ("「その他」です。", 4),
    ]


def test_what_only_looks_like_a_quantity_asks_for_no_claim():
    part = passage(["図表4-3-2-1に示す。", "3つある。"], [(1, 2)])
    found = uncovered([part], ["[0-9]"], ["図表[0-9-]+"], [])
    assert [sentence.line for sentence in found] == [2]
