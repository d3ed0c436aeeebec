"""The words of the audit of the source, in each language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tsunagari.audit.source.counts import Count
from tsunagari.audit.words import SOURCE
from tsunagari.codebook.labels import Labels
from tsunagari.codebook.variables import Codebook
from tsunagari.config.words import Text, language_of_tables, languages, same, words_of
from tsunagari.read.reading import added_up

EVERYBODY = "all"
BASE, PERCENT = "n", "percent"


@dataclass(frozen=True)
class Places:
    """Names numbers for people: figure, group, item and answer, with the number as printed.

    labels  of each figure     names  of each variable
    """

    codebook: Codebook
    labels: Mapping[str, Labels]
    names: Mapping[str, Text]

    def label(self, variable: str) -> Text:
        """A variable's name."""
        return words_of(self.names[variable])

    def of(self, count: Count) -> Text:
        """E.g. `4-3-2-5 n=110`, `4-3-2-4 Trust rose much 9.2%`."""
        return self.named(count.keys, BASE if count.is_base else PERCENT, count.printed)

    def against(self, *counts: Count) -> dict[str, object]:
        """The numbers that a finding sets another one against: for its column, and its words."""
        names = [self.of(count) for count in counts]
        return {
            "against": "; ".join(name[language_of_tables()] for name in names),
            "other": names[0],
        }

    def named(self, keys: tuple[str, ...], kind: str, printed: str) -> Text:
        """A number by its keys; kind `n` of a base, `percent`, or another, shown as printed."""
        figure, _, _, group, item, category = keys
        number = f"n={int(printed):,}" if kind == BASE else printed
        texts = [SOURCE.text("figure", figure=figure)]
        if group != EVERYBODY:
            texts.append(self._text(figure, "group", group))
        if len(self.labels[figure].texts["item"]) > 1:  # more than the figure's only variable
            texts.append(self._text(figure, "item", item))
        if category:
            texts.append(self._answers(figure, category))
        texts.append(same(f"{number}%" if kind == PERCENT else number))
        return {
            language: " ".join(filter(None, (text[language] for text in texts)))
            for language in languages()
        }

    def answer(self, count: Count, category: str) -> Text:
        """The answers of a key, joined when it names several."""
        return self._answers(count.keys[0], category)

    def _answers(self, figure: str, category: str) -> Text:
        texts = [self._text(figure, "category", key) for key in added_up(category)]
        return SOURCE.joined(texts, "plus")

    def group(self, count: Count) -> Text:
        """The group of the people asked."""
        return self._text(count.keys[0], "group", count.keys[3])

    def several(self, counts: Iterable[Count]) -> Text:
        """Several numbers; of many only the first and the last."""
        names = [self.of(count) for count in counts]
        if len(names) > 6:
            names = [names[0], SOURCE.text("more_between", more=len(names) - 2), names[-1]]
        return SOURCE.joined(names)

    def _text(self, figure: str, role: str, key: str) -> Text:
        labels = self.labels[figure]
        return {language: labels.text(role, key, language) for language in languages()}
