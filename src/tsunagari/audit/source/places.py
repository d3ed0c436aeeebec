"""The words of the audit of the source, in each language."""

from collections.abc import Iterable, Mapping

from tsunagari.audit.source.counts import Count
from tsunagari.audit.words import SOURCE
from tsunagari.codebook.labels import Labels
from tsunagari.codebook.variables import Codebook
from tsunagari.config.words import Text, language_of_tables, languages, words_of
from tsunagari.read.reading import added_up

EVERYBODY = "all"
BASE, PERCENT = "n", "percent"


class Places:
    """Names numbers for people: figure, group, item and answer, with the number as printed."""

    def __init__(
        self, codebook: Codebook, labels: Mapping[str, Labels], names: Mapping[str, Text]
    ) -> None:
        """labels of each figure, names of each variable"""
        self.codebook, self.labels, self.names = codebook, labels, names

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
        shown = {BASE: "n={}", PERCENT: "{}%"}.get(kind, "{}")
        number = shown.format(f"{int(printed):,}" if kind == BASE else printed)
        return {
            language: " ".join(
                word
                for word in (
                    SOURCE.say("figure", language, figure=figure),
                    self._text(figure, "group", group, language) if group != EVERYBODY else "",
                    self._text(figure, "item", item, language) if self._has_items(figure) else "",
                    self._answers(figure, category)[language] if category else "",
                    number,
                )
                if word
            )
            for language in languages()
        }

    def answer(self, count: Count, category: str) -> Text:
        """The answers of a key, joined when it names several."""
        return self._answers(count.keys[0], category)

    def _answers(self, figure: str, category: str) -> Text:
        return SOURCE.joined(
            [
                {lang: self._text(figure, "category", key, lang) for lang in languages()}
                for key in added_up(category)
            ],
            "plus",
        )

    def group(self, count: Count) -> Text:
        """The group of the people asked."""
        figure, _, _, group, *_ = count.keys
        return {lang: self._text(figure, "group", group, lang) for lang in languages()}

    def several(self, counts: Iterable[Count]) -> Text:
        """Several numbers; of many only the first and the last."""
        names = [self.of(count) for count in counts]
        if len(names) > 6:
            names = [names[0], SOURCE.text("more_between", more=len(names) - 2), names[-1]]
        return SOURCE.joined(names)

    def _has_items(self, figure: str) -> bool:
        """Whether an item is more than the figure's only variable."""
        return len(self.labels[figure].texts["item"]) > 1

    def _text(self, figure: str, role: str, key: str, language: str) -> str:
        return self.labels[figure].text(role, key, language)
