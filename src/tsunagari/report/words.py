"""The words of the report's pages, in each language; those of pictures are in charts.words."""

from tsunagari.config.words import Text

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
    "claims_tried": {
        "ja": "印刷値で成り立つ主張のうち、別の妥当な仕様のどれかでは成り立たないものが"
        "{some:,}件ある。",
        "en": "Of those that hold on printed numbers {some:,} fail under one or more other"
        " defensible choices.",
    },
    "claims_note": {
        "ja": "余裕は、計算値が成り立つ側（正）か成り立たない側（負）へどれだけ離れているかで、"
        "単位はポイント（指標ではその単位）、括弧内は95％区間である。"
        "成り立つ仕様は、判定できた仕様の数に対して示す。",
        "en": "The margin is how far computed numbers lie on the side where the claim holds"
        " (positive) or fails (negative), in points or in the unit of the index, with its 95%"
        " interval. Choices that hold are out of those that decide.",
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
    "slips": {"ja": "本文の誤りと書き落とし", "en": "Slips and omissions of the text"},
    "vague_words": {"ja": "あいまいな言葉の取り方", "en": "How vague words are taken"},
    "source_score": {
        "ja": "矛盾または達成不能とした検査は{wrong:,}件で、下の表の初めに並ぶ（一つの数値を"
        "複数の検査が指すことがある）。留意{noted:,}件がこれに続く。整合した{consistent:,}件と、照合する"
        "相手のない{cannot_be_checked:,}件は件数だけを示す（全件はCSV）。",
        "en": "{wrong:,} checks found a contradiction or a number that no count gives; they stand "
        "first below (several can speak of one number). {noted:,} that are noted follow. The "
        "{consistent:,} consistent ones and {cannot_be_checked:,} that nothing could be set "
        "against are only counted (the CSV has all).",
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
    "not_standardized": {"ja": "標準化しない割合", "en": "Not standardized"},
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


def joined(texts: list[Text], join: str = "comma") -> Text:
    """Texts, one after the other, in each language."""
    return {
        language: WORDS[join][language].join(each[language] for each in texts) for language in BOTH
    }
