"""The verdict on a claim in a word, and the rule of config/claims.yaml that gives it.

holds           the numbers say so
restated        they say so, but were transcribed from the very sentence: it repeats them
borderline      so few people decide it, or so much is left open by rounding, that it could turn
fails           they say otherwise
undecidable     no number can say; or the number is not published, or only assumed
not shown here  a cause, worded as a finding, that no number of the text shows
"""

import re
from collections.abc import Iterable, Mapping

from tsunagari.audit.claims.cells import Cell
from tsunagari.audit.claims.one_person import Counted, turned_by
from tsunagari.audit.claims.sentences import Sentences
from tsunagari.audit.claims.specifications import Claim
from tsunagari.audit.claims.tree import Judgement, Node, contrasts
from tsunagari.audit.words import CLAIMS
from tsunagari.codebook.basis import PUBLISHED
from tsunagari.config.words import Text, filled, languages, words_of

HOLDS, RESTATED, BORDERLINE, FAILS = "holds", "restated", "borderline", "fails"
UNDECIDABLE, NOT_SHOWN = "undecidable", "not shown here"
VERDICTS = (HOLDS, RESTATED, BORDERLINE, FAILS, UNDECIDABLE, NOT_SHOWN)
PLAIN = {True: HOLDS, False: FAILS, None: UNDECIDABLE}
CAUSAL = "causal"


class Rules:
    """`verdicts` of config/claims.yaml: what makes a verdict other than holds, fails, undecidable.

    A rule that the file does not have is not applied.
    lines  cell -> the line of the text from which its number was transcribed
    """

    def __init__(self, entries: Mapping[str, Mapping], lines: Mapping[Cell, int], words: Sentences):
        self.entries, self.lines, self.words = entries, lines, words

    def without_numbers(self, claim: Claim) -> tuple[str, Text | None]:
        """Of a claim that no number can decide: whether a cause is worded as a finding."""
        rule = self.entries.get("not_shown_here")
        if rule and claim.kind == CAUSAL and not re.search(rule["unless"], claim.quote):
            return NOT_SHOWN, words_of(rule["reason"])
        return UNDECIDABLE, None

    def of(
        self,
        node: Node,
        judged: Judgement,
        numbers: Counted,
        own_lines: Iterable[int],
        rounded: bool = False,
    ) -> tuple[str, Text | None]:
        """The verdict on numbers, and the reason of the rule that gave it.

        own_lines  the lines of the sentence that the claim quotes
        rounded    whether the judgement's interval is what rounding leaves open
        """
        if judged.verdict and judged.basis == PUBLISHED and self._restates(node, set(own_lines)):
            return RESTATED, words_of(self.entries["restated"]["reason"])
        reason = self._borderline(node, judged, numbers, rounded)
        return (BORDERLINE, reason) if reason else (PLAIN[judged.verdict], None)

    def _restates(self, node: Node, own_lines: set[int]) -> bool:
        """Whether the claim states numbers, and all that it rests on are of its own sentence.

        ASSUME: a number of a file that belongs to no figure is the prose's own.
        """
        compared = contrasts(node)
        cells = {cell for contrast in compared for cell in contrast.cells}
        own = all(cell.table == "file" or self.lines.get(cell) in own_lines for cell in cells)
        states = any(contrast.operator == "=" for contrast in compared)
        return "restated" in self.entries and states and own

    def _borderline(
        self, node: Node, judged: Judgement, numbers: Counted, rounded: bool
    ) -> Text | None:
        """Why the verdict could turn: so many people, or the rounding of what is printed."""
        rule = self.entries.get("borderline")
        if rule is None or judged.verdict is None:
            return None
        found = {}
        for turn in turned_by(node, numbers, rule["people"]):
            found.setdefault(turn.cell, str(turn))
        if not found and not (rounded and rule["rounding"] and judged.certain is False):
            return None
        names = [
            {each: f"{name[each]} ({counts})" for each in languages()}
            for name, counts in ((self.words.name(cell), counts) for cell, counts in found.items())
        ]
        cells = CLAIMS.joined(names, "parts") if names else judged.value
        return filled(words_of(rule["reason"]), people=rule["people"], cells=cells)
