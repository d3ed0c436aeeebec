"""What survey files are wont to call things: kinds of missing, weights, identifiers.

ASSUME: these are habits of the field and prove nothing about a file. They choose what a draft
proposes, and each proposal is marked for a person to decide.
"""

from __future__ import annotations

import re

NOT_ASKED, NOT_APPLICABLE, NO_ANSWER = "not_asked", "not_applicable", "no_answer"

# Words of a value label, folded -> kind of missing. The first that matches counts.
LABELS = (
    (re.compile(r"not asked|question not|未調査|設問なし|質問なし|聞いていない"), NOT_ASKED),
    (re.compile(r"not available for this (?:version|year)"), NOT_ASKED),
    (re.compile(r"\bi ?ap\b|inapplicable|not applicable|\bn a\b|非該当|対象外"), NOT_APPLICABLE),
    (re.compile(r"no answer|not answered|non ?response|refus|\bdk\b|do ?nt know|do not know"
                r"|cant choose|not stated|missing|skipped|無回答|不明|わからない|分からない"
                r"|答えたくない|回答拒否|未回答"), NO_ANSWER),
)  # fmt: skip

# A code without a label, and why it is taken for missing when it lies beyond the answers.
CODES = {
    **dict.fromkeys(("9", "99", "999", "9999"), (NO_ANSWER, "9s stand for no answer")),
    **dict.fromkeys(("8", "98", "998", "9998"), (NO_ANSWER, "8s stand for don't know")),
    **dict.fromkeys(("7", "97", "997"), (NOT_APPLICABLE, "7s stand for not applicable")),
    "-1": (NOT_APPLICABLE, "-1 stands for not applicable"),
    "-8": (NO_ANSWER, "-8 stands for don't know"),
    "-9": (NO_ANSWER, "-9 stands for no answer"),
}
TAGGED = {
    ".i": (NOT_APPLICABLE, "tagged missing i, inapplicable"),
    ".d": (NO_ANSWER, "tagged missing d, don't know"),
    ".n": (NO_ANSWER, "tagged missing n, no answer"),
    ".r": (NO_ANSWER, "tagged missing r, refused"),
    ".s": (NO_ANSWER, "tagged missing s, skipped"),
    ".x": (NOT_ASKED, "tagged missing x, not available"),
    ".y": (NOT_ASKED, "tagged missing y, not available this year"),
}
TAGGED_OTHERWISE = (NO_ANSWER, "a tagged missing of no usual meaning")

IDENTIFIER = re.compile(
    r"(?:^|[^a-z])(?:(?:sample|case|resp(?:ondent)?|panel(?:ist)?|person|member|user)?_?id"
    r"|serial|caseno|respno|idno)(?:$|[^a-z])|番号|回答者|モニタ",
    re.IGNORECASE,
)
WEIGHT = re.compile(
    r"(?:^|_)(?:weights?|wgt|pw(?:eight)?|wt\w*)(?:$|_)|weight|ウェイト|重み|補正値", re.I
)
STRATUM = re.compile(r"strat|層", re.IGNORECASE)
CLUSTER = re.compile(r"psu|clust|sampling unit|調査地点|抽出単位", re.IGNORECASE)
DURATION = re.compile(
    r"second|duration|minutes? taken|interview (?:time|length)|所要時間|回答時間", re.I
)

SELECTED = re.compile(
    r"^(?:selected|yes|checked|ticked|mentioned|chosen|はい|選択|あてはまる|該当|有|○|〇)$"
)
NOT_SELECTED = re.compile(
    r"^(?:not selected|no|unchecked|not ticked|not mentioned|not chosen|いいえ|非選択|選択なし"
    r"|あてはまらない|非該当|無|×)$"
)


def kind_of_label(label: str) -> str | None:
    """The kind of missing that a folded label speaks of, if any."""
    return next((kind for words, kind in LABELS if words.search(label)), None)
