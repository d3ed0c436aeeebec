"""What survey files are wont to call things: kinds of missing, and boxes that are ticked.

ASSUME: these are habits of the field and prove nothing about a file. They choose what a draft
proposes, and each proposal is marked for a person to decide.
"""

import re

from tsunagari.codebook.variables import NOT_SELECTED, SELECTED
from tsunagari.waves.draft.profile import Column, is_number, is_tagged
from tsunagari.waves.draft.text import folded

NOT_ASKED, NOT_APPLICABLE, NO_ANSWER = "not_asked", "not_applicable", "no_answer"

# Words of a value label, folded -> kind of missing. The first that matches counts.
LABELS = (
    (re.compile(r"not asked|question not|未調査|設問なし|質問なし|聞いていない"), NOT_ASKED),
    (re.compile(r"not available for this (?:version|year)"), NOT_ASKED),
    (re.compile(r"\bi ?ap\b|inapplicable|not applicable|\bn a\b|非該当|対象外"
                r"|trifft nicht zu|sans objet"), NOT_APPLICABLE),
    (re.compile(r"no answer|not answered|non ?response|refus|\bdk\b|do ?nt know|do not know"
                r"|cant choose|not stated|missing|skipped|declined|prefer not|unknown"
                r"|無回答|不明|わからない|分からない|答えたくない|回答拒否|未回答"
                r"|\bnsp\b|ne sai[ts] pas|sans reponse|non reponse|\bns nc\b|no sabe|no contesta"
                r"|\brehus|wei(?:ss|ß) (?:es )?nicht|keine (?:angabe|antwort)|verweigert"),
     NO_ANSWER),
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

TICKED = re.compile(
    r"^(?:selected|yes|checked|ticked|mentioned|chosen|はい|選択|あてはまる|該当|有|○|〇)$"
)
UNTICKED = re.compile(
    r"^(?:not selected|no|unchecked|not ticked|not mentioned|not chosen|いいえ|非選択|選択なし"
    r"|あてはまらない|非該当|無|×)$"
)


def tick(label: str) -> str | None:
    """Whether a label says that a box is ticked: selected, not selected, or neither."""
    words = folded(label)
    if TICKED.search(words):
        return SELECTED
    return NOT_SELECTED if UNTICKED.search(words) else None


def kind_of_label(label: str) -> str | None:
    """The kind of missing that a label speaks of, if any."""
    return next((kind for words, kind in LABELS if words.search(folded(label))), None)


def likely_missing(column: Column) -> dict[str, tuple[str, str]]:
    """Code -> kind of missing and why, blank cells left out."""
    kinds = {code: CODES[code] for code in beyond(column) if code in CODES}
    for code in {**column.counts, **column.labels}:
        label = column.texts.get(code, "")
        kind = kind_of_label(label) if label else None
        if kind:
            kinds[code] = (kind, f"it says {label!r}")
        elif is_tagged(code):
            kinds[code] = TAGGED.get(code, TAGGED_OTHERWISE)
    return kinds


def beyond(column: Column) -> set[str]:
    """Codes without a label that lie apart from all others, where missing ones usually are.

    Tagged missing values are among them; 9 after 1 to 5 is, 9 after 1 to 8 is not.
    """
    tagged = {code for code in column.counts if is_tagged(code)}
    numbers = {code for code in {**column.counts, **column.labels} if is_number(code)}
    usual = {code for code in numbers if code in CODES and code not in column.labels}
    answers = [float(code) for code in numbers - usual]
    if not answers:
        return tagged
    highest, apart = max(answers), set()
    for code in sorted(usual, key=float):
        if 0 <= float(code) <= highest + 1:
            highest = max(highest, float(code))
        else:
            apart.add(code)
    return tagged | apart
