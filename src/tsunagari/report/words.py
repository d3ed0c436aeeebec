"""The words of the report's pages, in each language; those of pictures are in charts.words."""

from __future__ import annotations

import json
from functools import cache

from markupsafe import Markup, escape

from tsunagari.labels import Text

WORDS: dict[str, Text] = {
    # --- every page ---------------------------------------------------------------
    "skip": {"ja": "本文へ移動", "en": "Skip to the contents"},
    "contents": {"ja": "目次", "en": "Contents"},
    "language": {"ja": "English", "en": "日本語"},
    "search": {"ja": "図表と数値を検索", "en": "Search figures and numbers"},
    "nothing_found": {"ja": "該当なし", "en": "Nothing found"},
    "banner": {
        "ja": "合成データ：{waves}の回答は公開されておらず、"
        "公表値に合うように作った回答者から計算している。＊印の値は仮定によるもので、知見ではない。",
        "en": "Synthetic data: the responses of {waves} are not public; respondents built to agree"
        " with the published numbers stand in for them. A number marked * is assumed and is"
        " never a finding.",
    },
    "comma": {"ja": "、", "en": ", "},
    "and": {"ja": "・", "en": " and "},
    "plus": {"ja": "＋", "en": " + "},
    # --- navigation ---------------------------------------------------------------
    "home": {"ja": "表紙", "en": "Front page"},
    "numbers_page": {"ja": "数値の監査", "en": "Audit of numbers"},
    "source_page": {"ja": "原典の監査", "en": "Audit of the source"},
    "claims_page": {"ja": "主張の監査", "en": "Audit of claims"},
    "waves_page": {"ja": "調査間の比較", "en": "Waves compared"},
    "about_page": {"ja": "このレポートについて", "en": "About this report"},
    "part": {"ja": "{number}　{title}", "en": "{number}  {title}"},
    "part_other": {"ja": "他節の図表", "en": "Figures of other sections"},
    "models": {"ja": "回帰モデル", "en": "Regressions"},
    "comparisons": {"ja": "調査間の変化", "en": "Changes between waves"},
    "decompositions": {"ja": "変化の分解と標準化", "en": "Decompositions and standardizations"},
    "age_curves": {"ja": "年齢と出生年", "en": "Age and birth year"},
    "indices": {"ja": "つながり力の内訳", "en": "What tsunagari power consists of"},
    "story": {"ja": "節の構成", "en": "The section, in order"},
    # --- front page ---------------------------------------------------------------
    "score": {
        "ja": "公表値{total:,}件のうち、再現{reproduced:,}件、不一致{differs:,}件、"
        "達成不能{unattainable:,}件、計算対象外{not_computable:,}件。",
        "en": "Of {total:,} published numbers {reproduced:,} are reproduced, {differs:,} differ,"
        " {unattainable:,} are unattainable and {not_computable:,} cannot be computed.",
    },
    "score_claims": {
        "ja": "本文の主張{total:,}件のうち、印刷値で成り立つもの{holds:,}件、"
        "成り立たないもの{fails:,}件、判定できないもの{undecidable:,}件（計算値では順に{computed_holds:,}、{computed_fails:,}、"
        "{computed_undecidable:,}件）。",
        "en": "Of {total:,} claims of the text {holds:,} hold on printed numbers, {fails:,} fail"
        " and {undecidable:,} cannot be decided (on computed ones {computed_holds:,},"
        " {computed_fails:,} and {computed_undecidable:,}).",
    },
    "availability": {"ja": "どの調査・国で何を尋ねたか", "en": "What was asked where"},
    "availability_note": {
        "ja": "{all}尋ねた、{some}一部の項目・回答者に尋ねた（尋ねた項目数／全項目数）、"
        "{fixed}設問ではない、空欄は尋ねていない。英字は、その前に尋ねた調査との比較可能性（A～D）。",
        "en": "{all} asked; {some} of some items or people (items asked/all items); {fixed} no"
        " question; blank: not asked. Letters from A to D: how far it compares with the survey"
        " before that asked it.",
    },
    "as_picture": {"ja": "図で見る", "en": "As a picture"},
    # --- a figure's page ----------------------------------------------------------
    "zoom": {"ja": "拡大", "en": "Enlarge"},
    "close": {"ja": "閉じる", "en": "Close"},
    "download": {"ja": "ダウンロード", "en": "Download"},
    "csv_hint": {"ja": "CSV（Excel対応）", "en": "CSV (opens in Excel)"},
    "no_picture": {"ja": "この図表は描けない。", "en": "This figure cannot be drawn."},
    "table": {"ja": "数値の表", "en": "Numbers"},
    "table_hint": {
        "ja": "見出しを押すと並べ替わる。数値を押すと、その元の列へ移る。",
        "en": "A heading sorts; a number leads to the raw columns behind it.",
    },
    "more_tables": {"ja": "ほかの表（CSV）", "en": "Further tables (CSV)"},
    "provenance": {"ja": "数値の由来", "en": "Where the numbers come from"},
    "interactive": {"ja": "動かして見る", "en": "Explore"},
    "printed_beside": {
        "ja": "表にない公表値と、再現しない公表値",
        "en": "Published numbers that are not in the table or not reproduced",
    },
    # --- provenance ---------------------------------------------------------------
    "declared": {"ja": "設定", "en": "Declared in"},
    "rule": {"ja": "ルール", "en": "Rule"},
    "script": {"ja": "スクリプト", "en": "Script"},
    "functions": {"ja": "関数", "en": "Functions"},
    "notebook": {"ja": "ノートブック", "en": "Notebook"},
    "executed": {"ja": "実行済みノートブック", "en": "Executed notebook"},
    "made": {"ja": "作られるもの", "en": "Gives"},
    "raw_columns": {"ja": "元の列", "en": "Raw columns"},
    "raw_column": {"ja": "列", "en": "Column"},
    "constant": {"ja": "列はなく、ファイルごとに定まる", "en": "No column; it goes by file"},
    "raw_files": {"ja": "ファイル", "en": "Files"},
    "raw_codes": {"ja": "符号", "en": "Codes"},
    "derived_from": {"ja": "次の変数から作る", "en": "Derived from"},
    "section_text": {"ja": "節の本文", "en": "Text of the section"},
    "executed_note": {
        "ja": "実行時に表示した図は、図表のページにある。",
        "en": "The pictures that it displayed are on the figure's page.",
    },
    # --- tables -------------------------------------------------------------------
    "filter_figure": {"ja": "図表", "en": "Figure"},
    "filter_verdict": {"ja": "判定", "en": "Verdict"},
    "filter_text": {"ja": "語句で絞り込む", "en": "Filter by words"},
    "every": {"ja": "すべて", "en": "All"},
    "prose": {"ja": "本文", "en": "Prose"},
    "specifications": {"ja": "別の仕様での判定", "en": "Under other defensible choices"},
    "slips": {"ja": "本文の誤り", "en": "Slips of the text"},
    "consistent_rows": {
        "ja": "整合した検査{count:,}件は、下の表に件数だけを示す（全件はCSV）。",
        "en": "{count:,} checks that found nothing are only counted, below (the CSV has all).",
    },
    "summary": {"ja": "件数", "en": "Counts"},
    "explorer_note": {
        "ja": "国・性別・年代を選べる。点に触れると値を読める。"
        "白抜きと＊は仮定による値で、知見ではない。",
        "en": "Choose country, age and sex; point at a dot to read it. Hollow dots and * are"
        " assumed, no findings.",
    },
    "explorer_hover": {
        "ja": "点に触れると値を読める。白抜きは仮定による値。",
        "en": "Point at a dot to read it. Hollow dots are assumed.",
    },
    "versions": {"ja": "ソフトウェア", "en": "Software"},
    "all_people": {"ja": "全体", "en": "All"},
}

HEADS: dict[str, Text] = {
    "wave": {"ja": "調査", "en": "Survey"},
    "country": {"ja": "国", "en": "Country"},
    "group": {"ja": "集団", "en": "Group"},
    "item": {"ja": "項目", "en": "Item"},
    "category": {"ja": "回答", "en": "Answer"},
    "n": {"ja": "n", "en": "n"},
    "percent": {"ja": "%", "en": "%"},
    "interval": {"ja": "95％区間", "en": "95% interval"},
    "basis": {"ja": "基礎", "en": "Stands on"},
    "printed": {"ja": "公表値", "en": "Published"},
    "computed_printed": {"ja": "計算値", "en": "Computed"},
    "computed_n": {"ja": "計算n", "en": "Computed n"},
    "verdict": {"ja": "判定", "en": "Verdict"},
    "reason": {"ja": "理由", "en": "Reason"},
    "figure": {"ja": "図表", "en": "Figure"},
    "provenance": {"ja": "出所", "en": "From"},
    "seed_line": {"ja": "本文の行", "en": "Text line"},
    "term": {"ja": "項", "en": "Term"},
    "level": {"ja": "区分", "en": "Level"},
    "reference": {"ja": "基準", "en": "Reference"},
    "estimate": {"ja": "推定値", "en": "Estimate"},
    "std_error": {"ja": "標準誤差", "en": "Std. error"},
    "p_value": {"ja": "p値", "en": "p"},
    "p_adjusted": {"ja": "調整後p値", "en": "Adjusted p"},
    "earlier": {"ja": "前の調査", "en": "Earlier"},
    "later": {"ja": "後の調査", "en": "Later"},
    "percent_earlier": {"ja": "前（％）", "en": "Earlier (%)"},
    "percent_later": {"ja": "後（％）", "en": "Later (%)"},
    "change": {"ja": "変化", "en": "Change"},
    "grade": {"ja": "比較可能性", "en": "Grade"},
    "component": {"ja": "成分", "en": "Component"},
    "factor": {"ja": "要因", "en": "Factor"},
    "points": {"ja": "ポイント", "en": "Points"},
    "population": {"ja": "標準とする構成", "en": "Standard population"},
    "view": {"ja": "見方", "en": "View"},
    "community": {"ja": "コミュニティ", "en": "Community"},
    "side": {"ja": "側", "en": "Side"},
    "method": {"ja": "方法", "en": "Method"},
    "against": {"ja": "比べる相手", "en": "Against"},
    "measure": {"ja": "量", "en": "Measure"},
    "low": {"ja": "下限", "en": "From"},
    "high": {"ja": "上限", "en": "To"},
    "value": {"ja": "値", "en": "Value"},
    "mean": {"ja": "平均", "en": "Mean"},
    "x": {"ja": "横軸", "en": "Horizontal"},
    "y": {"ja": "縦軸", "en": "Vertical"},
    "x_ratio": {"ja": "横の比", "en": "Ratio across"},
    "y_ratio": {"ja": "縦の比", "en": "Ratio up"},
    "specification": {"ja": "仕様", "en": "Specification"},
    "check": {"ja": "検査", "en": "Check"},
    "implied": {"ja": "他からの値", "en": "Implied"},
    "explanation": {"ja": "説明", "en": "Explanation"},
    "place": {"ja": "場所", "en": "Place"},
    "claim": {"ja": "主張の名", "en": "Claim's name"},
    "says": {"ja": "主張", "en": "Claim"},
    "predicate": {"ja": "判定の文", "en": "As a predicate"},
    "quote": {"ja": "本文", "en": "Quoted"},
    "published_verdict": {"ja": "印刷値では", "en": "On printed"},
    "computed_verdict": {"ja": "計算値では", "en": "On computed"},
    "specifications_holding": {"ja": "成り立つ仕様", "en": "Choices that hold"},
    "label": {"ja": "仕様", "en": "Choice"},
    "kind": {"ja": "種類", "en": "Kind"},
    "variable": {"ja": "設問", "en": "Question"},
    "package": {"ja": "パッケージ", "en": "Package"},
    "version": {"ja": "版", "en": "Version"},
    "numbers": {"ja": "数値", "en": "Numbers"},
}

VALUES: dict[str, dict[str, Text]] = {
    "basis": {
        "delivered": {"ja": "回答データ", "en": "delivered"},
        "published": {"ja": "公表値", "en": "published"},
        "assumed": {"ja": "仮定", "en": "assumed"},
        "not_asked": {"ja": "尋ねず", "en": "not asked"},
        "nobody": {"ja": "該当者なし", "en": "nobody"},
    },
    "reason": {
        "base only": {"ja": "公表は集計対象数のみ", "en": "base only"},
        "no percentage of a table: a figure of speech or of a case": {
            "ja": "表の割合ではなく、文中の言い方または事例の数値",
            "en": "no percentage of a table: a figure of speech or of a case",
        },
        "no table of the pipeline holds it": {
            "ja": "計算した表に該当する値がない",
            "en": "no table of the pipeline holds it",
        },
    },
    "verdict": {
        "reproduced": {"ja": "再現", "en": "reproduced"},
        "differs": {"ja": "不一致", "en": "differs"},
        "unattainable": {"ja": "達成不能", "en": "unattainable"},
        "not computable": {"ja": "計算対象外", "en": "not computable"},
        "consistent": {"ja": "整合", "en": "consistent"},
        "noted": {"ja": "留意", "en": "noted"},
        "inconsistent": {"ja": "矛盾", "en": "inconsistent"},
        "cannot_be_checked": {"ja": "検査不能", "en": "cannot be checked"},
        "holds": {"ja": "成り立つ", "en": "holds"},
        "fails": {"ja": "成り立たない", "en": "fails"},
        "undecidable": {"ja": "判定不能", "en": "undecidable"},
        "changed": {"ja": "変化あり", "en": "changed"},
        "equivalent": {"ja": "同等", "en": "equivalent"},
        "undecided": {"ja": "どちらともいえない", "en": "undecided"},
    },
    "provenance": {
        "seed": {"ja": "本文", "en": "text"},
        "secondary": {"ja": "報道など", "en": "press"},
        "derived": {"ja": "導出", "en": "derived"},
    },
    "component": {
        "earlier": {"ja": "前の割合", "en": "Earlier share"},
        "later": {"ja": "後の割合", "en": "Later share"},
        "change": {"ja": "変化", "en": "Change"},
        "composition": {"ja": "構成", "en": "Composition"},
        "within": {"ja": "集団内", "en": "Within"},
        "interaction": {"ja": "交互作用", "en": "Interaction"},
    },
    "view": {
        "age": {"ja": "年齢別", "en": "By age"},
        "cohort": {"ja": "出生年別", "en": "By birth year"},
    },
    "kind": {
        "empirical": {"ja": "調査結果", "en": "empirical"},
        "outside": {"ja": "節の外の事実", "en": "outside"},
        "causal": {"ja": "因果", "en": "causal"},
        "normative": {"ja": "規範", "en": "normative"},
    },
    "numbers": {
        "computed": {"ja": "計算値", "en": "computed"},
        "printed": {"ja": "印刷値", "en": "printed"},
    },
}

BOTH: Text = {"ja": "", "en": ""}


def text(key: str, **values: object) -> Text:
    """The words of `key` in each language; a value that is a text gives its own language."""
    return {
        language: words.format(
            **{
                name: value[language] if isinstance(value, dict) else value
                for name, value in values.items()
            }
        )
        for language, words in WORDS[key].items()
    }


def script_words() -> str:
    """A script that gives pages the words that only their script shows."""
    said = {key: WORDS[key] for key in ("search", "nothing_found", "language", "close")}
    return f"window.WORDS={json.dumps(said, ensure_ascii=False)}\n"


def both(said: Text | str) -> Markup:
    """A text in both languages, each marked as such; one that is the same in both, once."""
    if isinstance(said, str):
        return _marked(said, said)
    return _marked(said["ja"], said["en"])


@cache
def _marked(ja: str, en: str) -> Markup:
    if ja == en:
        return escape(ja)
    return Markup("<i lang=ja>{}</i> <i lang=en>{}</i>").format(ja, en)


def joined(texts: list[Text], join: str = "comma") -> Text:
    """Texts, one after the other, in each language."""
    return {
        language: WORDS[join][language].join(each[language] for each in texts) for language in BOTH
    }
