"""What is said of titles, the printed text and what is not checked, in each language."""

TEXTS = {
    "title_fits": {
        "ja": "表題は設問の形式と合う：{scale}。",
        "en": "The title fits the question: {scale}.",
    },
    "title_says_multiple": {
        "ja": "表題は「複数回答」とするが、設問の回答は一つである。",
        "en": "The title says multiple answers, but the question takes one.",
    },
    "title_lacks_multiple": {
        "ja": "複数回答の設問だが、表題にその旨がない。",
        "en": "The question takes multiple answers, but the title does not say so.",
    },
    "title_countries": {
        "ja": "表題の国（{implied}）は、図の国と合う。",
        "en": "The country of the title ({implied}) is that of the figure.",
    },
    "title_other_countries": {
        "ja": "表題の国（{implied}）は、図の国（{shown}）と合わない。",
        "en": "The country of the title ({implied}) is not that of the figure ({shown}).",
    },
    "title_no_country": {
        "ja": "表題は国を挙げていない（図の国は{shown}）。",
        "en": "The title names no country (the figure shows {shown}).",
    },
    "title_printed": {
        "ja": "本文の{line}行目からの表題と一致する。",
        "en": "The title that the text prints from line {line}.",
    },
    "title_not_printed": {
        "ja": "本文の{line}行目からの表題と一致しない（本文では「{implied}」）。",
        "en": "Not the title that the text prints from line {line} ({implied} there).",
    },
    "captioned": {
        "ja": "{line}行目に図表番号があり、番号順に並ぶ。",
        "en": "Captioned on line {line}, in the order of numbers.",
    },
    "out_of_order": {
        "ja": "{line}行目に図表番号があるが、{other}より後に印刷されている。",
        "en": "Captioned on line {line}, after {other}.",
    },
    "captioned_twice": {
        "ja": "図表番号が{times}回印刷されている。",
        "en": "Captioned {times} times.",
    },
    "no_caption": {
        "ja": "本文に図表番号の見出しがない。",
        "en": "The text has no caption with its number.",
    },
    "other_section": {
        "ja": "本節の図表ではなく、見出しは本文にない。",
        "en": "A figure of another section, without a caption in this text.",
    },
    "decimals": {
        "ja": "{k}個の割合がすべて小数点以下{implied}桁で印刷されている。",
        "en": "All {k} percentages have the same number of decimals ({implied}).",
    },
    "mixed_decimals": {
        "ja": "{k}個の割合の小数点以下の桁数が揃わない（{implied}）。",
        "en": "The {k} percentages have different numbers of decimals ({implied}).",
    },
    "on_its_line": {
        "ja": "本文の{line}行目に印刷されている。",
        "en": "Stands on line {line} of the text.",
    },
    "printed_twice": {
        "ja": "本文の{line}行目に、続けて二度印刷されている（{implied}）。",
        "en": "Printed twice over on line {line} of the text ({implied}).",
    },
    "run_together": {
        "ja": "本文の{line}行目で、隣の数値と続けて印刷されている（{implied}）。",
        "en": "Run together with its neighbour on line {line} of the text ({implied}).",
    },
    "not_on_its_line": {
        "ja": "本文の{line}行目にない（{implied}）。",
        "en": "Does not stand on line {line} of the text ({implied}).",
    },
    "derived_number": {
        "ja": "印刷された数値ではなく、他の数値から導いた値（照合の根拠にしない）。",
        "en": "Not printed, but worked out of other numbers; no evidence about these.",
    },
    "no_percentage": {
        "ja": (
            "母数に対する割合ではなく、文章が述べる概数である。表の数値との照合は主張の監査"
            "（claims.csv）で行う。"
        ),
        "en": (
            "No percentage of a base but a number of the prose, such as a round one. Whether the "
            "tables bear it out is for the audit of claims (claims.csv)."
        ),
    },
    "about_no_survey": {
        "ja": "この調査の回答者についての数値ではない。",
        "en": "Not about respondents of the surveys.",
    },
    "no_table": {
        "ja": "この数値を集計する図表が定義されていない。",
        "en": "No figure is defined that tabulates it.",
    },
    "contradiction": {
        "ja": (
            "次の数値は同時には成り立たず、どれか一つを除けば残りは成り立つ：{members}。合成データで"
            "は{relaxed}を譲る。{nearest}"
        ),
        "en": (
            "These cannot hold together, and without any one of them the others can: {members}. In "
            "the synthetic data {relaxed} gives way. {nearest}"
        ),
    },
    "further_contradiction": {
        "ja": (
            "前の矛盾の他の数値を誤りとしても、次の数値は同時には成り立たない：{members}。合成データ"
            "では{relaxed}を譲る。{nearest}"
        ),
        "en": (
            "Even if another number of the contradiction before is wrong, these cannot hold "
            "together: {members}. In the synthetic data {relaxed} gives way. {nearest}"
        ),
    },
    "contradiction_alone": {
        "ja": "他の数値がどうであっても、{relaxed}を与える回答者はありえない。{nearest}",
        "en": "No respondents can give {relaxed}, whatever the other numbers are. {nearest}",
    },
    "contradiction_on_one_base": {
        "ja": "同じ母数なら矛盾するが、それぞれの図の母数では両立する：{members}。",
        "en": (
            "On one base these would contradict each other; on those that their figures name all "
            "hold: {members}."
        ),
    },
    "nearest_share": {
        "ja": "他のすべてと両立する最も近い値は{n}人中{count}人、{percent}%。",
        "en": "The nearest that all other numbers allow is {count} of {n}, {percent}%. ",
    },
    "nearest_base": {
        "ja": "他のすべてと両立する最も近い母数は{n}人。",
        "en": "The nearest base that all other numbers allow is {n}.",
    },
    "classes_add_up": {
        "ja": "丸めた階級の和としてなら{relaxed}になる（{classes}）。",
        "en": "Its rounded classes can still add up to the printed number: {classes}.",
    },
}
