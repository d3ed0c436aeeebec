"""What the audit of claims says by itself, in both languages."""

from collections.abc import Mapping

Text = Mapping[str, str]  # language -> words

# Why numbers do not decide a claim, of the cells named.
REASONS: Mapping[str, Text] = {
    "not_published": {"ja": "{cells}は公表されていない。", "en": "{cells}: not published."},
    "place_unknown": {
        "ja": "{cells}は、図中のどの数値か確定できない。",
        "en": "{cells}: which of the figure's numbers it is cannot be established.",
    },
    "not_of_surveys": {
        "ja": "{cells}は、この調査の数値ではない。",
        "en": "{cells}: not a number of these surveys.",
    },
    "not_computed": {
        "ja": "{cells}は、この実行では計算されない。",
        "en": "{cells}: not computed in this run.",
    },
    "assumed": {
        "ja": "{cells}は、合成回答者では仮定による。",
        "en": "{cells}: assumed in the synthetic respondents.",
    },
}
SENTENCES: Text = {"ja": "", "en": " "}
AND_MORE: Text = {"ja": "ほか{n}件", "en": " and {n} more"}

# --- predicates as sentences ------------------------------------------------------
AND: Text = {"ja": "、かつ、", "en": "; and "}
OR: Text = {"ja": "、または、", "en": "; or "}
LIST: Text = {"ja": "・", "en": ", "}
# How cells stand in a sentence: as what it is about, and as what that is compared with.
ABOUT: Text = {"ja": "{cells}は", "en": "{cells}"}
ABOUT_EACH: Text = {"ja": "{cells}はいずれも", "en": "each of {cells}"}
ABOUT_SOME: Text = {"ja": "{cells}のいずれかは", "en": "one or more of {cells}"}
THAN_EACH: Text = {"ja": "{cells}のいずれ", "en": "each of {cells}"}
ALL_BUT: Text = {"ja": "{names}以外のすべて", "en": "all but {names}"}
EVERY: Text = {"ja": "すべての{key}", "en": "every {key}"}
KEY_NAMES: Mapping[str, Text] = {
    "wave": {"ja": "調査", "en": "survey"},
    "country": {"ja": "国", "en": "country"},
    "group": {"ja": "層", "en": "group"},
    "item": {"ja": "項目", "en": "item"},
    "category": {"ja": "回答", "en": "answer"},
}
FIGURE: Text = {"ja": "図表{number}", "en": "figure {number}"}
CELL: Text = {"ja": "「{parts}」", "en": "'{parts}'"}
PARTS: Text = {"ja": "、", "en": ", "}
SUM: Text = {"ja": "{cells}の合計", "en": "the sum of {cells}"}
POOL: Text = {"ja": "{cells}を合わせた割合", "en": "{cells} taken together"}
SHARE: Text = {
    "ja": "比較の{share:g}%以上で、{sentence}",
    "en": "in at least {share:g}% of the comparisons {sentence}",
}
UNDECIDABLE: Text = {
    "ja": "数値では判定できない",
    "en": "no number can decide it",
}
KINDS: Mapping[str, Text] = {
    "at_least": {
        "ja": "{cell}{value:g}{unit}以上である",
        "en": "{cell}: at least {value:g}{unit}",
    },
    "at_most": {"ja": "{cell}{value:g}{unit}以下である", "en": "{cell}: at most {value:g}{unit}"},
    "between": {
        "ja": "{cell}{low:g}{unit}以上{high:g}{unit}以下である",
        "en": "{cell}: from {low:g}{unit} to {high:g}{unit}",
    },
    "about": {
        "ja": "{cell}{value:g}{unit}との差が{within:g}ポイント以内である",
        "en": "{cell}: within {within:g} points of {value:g}{unit}",
    },
    "stated": {
        "ja": "{cell}{value:g}{unit}である",
        "en": "{cell}: {value:g}{unit}, as stated",
    },
    "lower_than": {"ja": "{cell}{than}よりも低い", "en": "{cell} is lower than {than}"},
    "higher_than": {"ja": "{cell}{than}よりも高い", "en": "{cell} is higher than {than}"},
    "among_the_highest": {
        "ja": "{cell}{of}の中で上位{k}位までに入る",
        "en": "{cell}: among the {k} highest of {of}",
    },
    "highest": {"ja": "{cell}{of}の中で最も高い", "en": "{cell}: the highest of {of}"},
    "lowest": {"ja": "{cell}{of}の中で最も低い", "en": "{cell}: the lowest of {of}"},
    "among_the_lowest": {
        "ja": "{cell}{of}の中で下位{k}位までに入る",
        "en": "{cell}: among the {k} lowest of {of}",
    },
    "falling_along": {
        "ja": "{cell}この順に下がる（前のどれをも{tolerance:g}ポイントを超えて上回らず、"
        "最後は最初より低い）",
        "en": "{cell}: falls in this order (none above an earlier one by more than"
        " {tolerance:g} points, and the last below the first)",
    },
    "rising_along": {
        "ja": "{cell}この順に上がる（前のどれをも{tolerance:g}ポイントを超えて下回らず、"
        "最後は最初より高い）",
        "en": "{cell}: rises in this order (none below an earlier one by more than"
        " {tolerance:g} points, and the last above the first)",
    },
    "fell": {
        "ja": "{cell}{first}から{last}へ下がった{numbers}",
        "en": "{cell} fell from the {first} to the {last}{numbers}",
    },
    "rose": {
        "ja": "{cell}{first}から{last}へ上がった{numbers}",
        "en": "{cell} rose from the {first} to the {last}{numbers}",
    },
}
FROM_TO: Text = {"ja": "（{start}から{end}）", "en": " (from {start} to {end})"}
BY_MORE: Text = {"ja": "（差は{by:g}ポイント超）", "en": " (by more than {by:g} points)"}
