"""Predicates as sentences, in both languages, from the labels of the configuration."""

import pytest
from claims_of_section import evidence, project

from tsunagari.audit.claims.cells import Cell

CLAIMS = project().claims["claims"]
SENTENCES = {
    "trust_online_lower_in_japan": (
        "「図表4-3-2-1、日本、SNSで知り合う人達のほとんどは信頼できる、そう思う＋ややそう思う」は「アメリカ・ドイツ・イギリス」のいずれよりも低い",
        "'figure 4-3-2-1, Japan, Most people met on SNS can be trusted, Agree + Somewhat agree' is lower than each of 'United States, Germany, United Kingdom'",
    ),
    "line_family_20_percent": (
        "「図表4-3-3-1、LINE、配偶者・自分の子供・その他親戚（兄弟姉妹、祖父母、孫など）」はいずれも20%以上である",
        "each of 'figure 4-3-3-1, LINE, Spouse, Own children, Other relatives (siblings, grandparents, grandchildren)': at least 20%",
    ),
    "none_fell": (
        "「図表4-3-5-2、コミュニティへの参加なし」は2008年度調査から2017年度調査へ下がった（16.7%から11.7%）",
        "'figure 4-3-5-2, No community' fell from the 2008 survey to the 2017 survey (from 16.7% to 11.7%)",
    ),
    "shopping_stands_out": (
        "「図表4-3-4-2、ふだんの買いもの、ぜひ使ってみたい＋使ってみたい」は「すべての項目、ぜひ使ってみたい＋使ってみたい」の中で最も高い",
        "'figure 4-3-4-2, Everyday shopping, Very much + Yes': the highest of 'every item, Very much + Yes'",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences_read_as_the_claim(name):
    at, claim = evidence(), CLAIMS[name]
    context = at.context(claim.get("figure"))
    said = [at.sentences.predicate(claim["predicate"], context, lang) for lang in ("ja", "en")]
    assert tuple(said) == SENTENCES[name]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_predicate_and_alternative_has_a_sentence(language):
    at = evidence()
    said = {}
    for name, claim in CLAIMS.items():
        context = at.context(claim.get("figure"))
        others = [entry["predicate"] for entry in claim.get("alternatives", {}).values()]
        for predicate in (claim["predicate"], *others):
            sentence = at.sentences.predicate(predicate, context, language)
            assert sentence and "{" not in sentence
            if predicate not in said.setdefault(sentence, []):
                said[sentence].append((name, predicate))
    decidable = [found for sentence, found in said.items()
                 if "undecidable" not in found[0][1]]  # fmt: skip
    # Two claims may say the same of the same numbers; no two predicates read alike.
    for found in decidable:
        assert all(predicate == found[0][1] for _, predicate in found), found


def test_answers_have_short_names_where_the_codebook_s_are_long():
    sentences = evidence().sentences
    cell = {"figure": "4-2-2-1", "country": "japan", "item": "line", "category": "only_reads"}
    assert "閲覧のみ" in sentences.cells(cell, None, "ja")
    both = {**cell, "category": "only_reads+hardly_uses"}
    assert "閲覧のみ＋ほとんど利用していない" in sentences.cells(both, None, "ja")


def test_reasons_name_a_few_cells_of_many():
    sentences = evidence().sentences
    cells = [Cell("figure", "4-3-2-5", "2017", "japan", "all", "trust_rise_reasons", category)
             for category in ("common_interest", "personality", "as_imagined", "other")]  # fmt: skip
    text = sentences.reasons([("place_unknown", cell) for cell in cells], "en")
    assert text.startswith("'figure 4-3-2-5, Found hobbies or topics in common', ")
    assert text.endswith(" and 1 more: which of the figure's numbers it is cannot be established.")
