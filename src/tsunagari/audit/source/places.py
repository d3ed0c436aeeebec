"""The words of the audit of the source, in each language."""

from collections.abc import Iterable, Mapping

from tsunagari.audit.source import texts_of_printing, texts_of_relations, texts_of_tables
from tsunagari.audit.source.counts import Count
from tsunagari.codebook.labels import Labels
from tsunagari.codebook.variables import Codebook

Text = Mapping[str, str]
LANGUAGES = ("ja", "en")
MULTIPLE_ANSWERS = "複数回答"  # what Japanese tables write beside a question of multiple answers
FIGURE_NUMBER = "図表"
EVERYBODY = "all"
BASE, PERCENT = "n", "percent"

TEMPLATES: Mapping[str, Text] = {
    **texts_of_tables.TEXTS,
    **texts_of_relations.TEXTS,
    **texts_of_printing.TEXTS,
}


def explained(template: str, **values: str | Text) -> Text:
    """The template in each language; a value is a string, or one string a language."""
    return {
        language: text.format(
            **{
                key: value[language] if isinstance(value, Mapping) else value
                for key, value in values.items()
            }
        )
        for language, text in TEMPLATES[template].items()
    }


def both(text: str) -> Text:
    """Words that are the same in each language."""
    return dict.fromkeys(LANGUAGES, text)


def listed(texts: Iterable[Text], joins: Text | None = None) -> Text:
    """Texts one after the other."""
    joins = joins or {"ja": "、", "en": ", "}
    kept = list(texts)
    return {language: joins[language].join(t[language] for t in kept) for language in LANGUAGES}


class Places:
    """Names numbers for people: figure, group, item and answer, with the number as printed."""

    def __init__(
        self, codebook: Codebook, labels: Mapping[str, Labels], names: Mapping[str, Text]
    ) -> None:
        """labels of each figure, names of each variable"""
        self.codebook, self.labels, self.names = codebook, labels, names

    def label(self, variable: str) -> Text:
        """A variable's name."""
        return {language: self.names[variable][language] for language in LANGUAGES}

    def of(self, count: Count) -> Text:
        """E.g. `4-3-2-5 n=110`, `4-3-2-4 Trust rose much 9.2%`."""
        return self.named(count.keys, BASE if count.is_base else PERCENT, count.printed)

    def named(self, keys: tuple[str, ...], kind: str, printed: str) -> Text:
        """A number by its keys; kind `n` of a base, `percent`, or another, shown as printed."""
        figure, _, _, group, item, category = keys
        shown = {BASE: "n={}", PERCENT: "{}%"}.get(kind, "{}")
        number = shown.format(f"{int(printed):,}" if kind == BASE else printed)
        return {
            language: " ".join(
                word
                for word in (
                    f"{FIGURE_NUMBER}{figure}" if language == "ja" else figure,
                    self._text(figure, "group", group, language) if group != EVERYBODY else "",
                    self._text(figure, "item", item, language) if self._has_items(figure) else "",
                    self._answers(figure, category)[language] if category else "",
                    number,
                )
                if word
            )
            for language in LANGUAGES
        }

    def answer(self, count: Count, category: str) -> Text:
        """The answers of a key, joined when it names several."""
        return self._answers(count.keys[0], category)

    def _answers(self, figure: str, category: str) -> Text:
        joins = {"ja": "＋", "en": " + "}
        return listed(
            [
                {lang: self._text(figure, "category", key, lang) for lang in LANGUAGES}
                for key in category.split("+")
            ],
            joins,
        )

    def several(self, counts: Iterable[Count]) -> Text:
        """Several numbers; of many only the first and the last."""
        names = [self.of(count) for count in counts]
        if len(names) > 6:
            more = str(len(names) - 2)
            between = {"ja": f"……（ほか{more}個）……", "en": f"... ({more} more) ..."}
            names = [names[0], between, names[-1]]
        return listed(names)

    def _has_items(self, figure: str) -> bool:
        """Whether an item is more than the figure's only variable."""
        return len(self.labels[figure].texts["item"]) > 1

    def _text(self, figure: str, role: str, key: str, language: str) -> str:
        return self.labels[figure].text(role, key, language)
