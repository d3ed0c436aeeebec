"""A predicate as a sentence that can be read, in either language."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from tsunagari.audit.claims.cells import EVERY, KEYS, Cell, Registry
from tsunagari.audit.claims.predicates import Context, ends_of, with_wave
from tsunagari.audit.words import CLAIMS
from tsunagari.codebook.labels import Labels, figure_labels
from tsunagari.config.words import Text, languages
from tsunagari.read.reading import added_up

NAMED = 3  # cells that a reason names
NUMBERS = ("value", "low", "high", "within", "tolerance")


class Sentences:
    """Cells and predicates in words, from the labels of the configuration."""

    def __init__(
        self,
        registry: Registry,
        codebook: Mapping,
        figures: Mapping[str, Mapping],
        waves: Mapping[str, Mapping],
        columns: Mapping[str, Text],
        short_names: Mapping[str, Text],
    ) -> None:
        self.registry, self.columns, self.short_names = registry, columns, short_names
        self.codebook, self.figures, self.waves = codebook, figures, waves
        self.labels = cache(self._labels)  # each name of a sentence asks

    def _labels(self, figure: str) -> Labels:
        """The labels of a figure; those of all lists for what is no figure."""
        return figure_labels(self.codebook, figure, self.figures.get(figure, {}), self.waves)

    def name(self, cell: Cell) -> Text:
        """One cell in words, with all that tells it from others of its figure."""
        keys = {key: name for key, name in cell.keys.items() if name}
        return {language: self.cells(keys, None, language) for language in languages()}

    # --- cells ------------------------------------------------------------------
    def cells(
        self, selection: Mapping, figure: str | None, language: str, head: bool = True
    ) -> str:
        """A selection of cells in words; `head` is whether the figure is named."""
        for key in ("sum", "pool"):
            if key in selection:
                inner = self.cells(selection[key], figure, language)
                return CLAIMS.say(key, language, cells=inner)
        number = str(selection.get("figure", figure or ""))
        if "index" in selection or "file" in selection:
            number = ""
        head = head or "figure" in selection
        parts = [
            self._names(number, key, selection[key], language)
            for key in KEYS
            if key in selection and selection[key] != "all" and not self._is_plain(number, key)
        ]
        start = [CLAIMS.say("figure", language, number=number)] if number and head else []
        text = CLAIMS["parts"][language].join([*start, *parts])
        return CLAIMS.say("cell", language, parts=text)

    def _is_plain(self, figure: str, key: str) -> bool:
        """Whether a figure leaves no choice in a key, so that naming it says nothing."""
        return bool(figure) and key != "category" and len(self.registry.names(figure)[key]) == 1

    def _names(self, figure: str, key: str, wanted: object, language: str) -> str:
        if wanted == EVERY:
            return CLAIMS.say("every", language, key=CLAIMS[f"key_names.{key}"][language])
        if isinstance(wanted, Mapping):
            names = self._names(figure, key, wanted["not"], language)
            return CLAIMS.say("all_but", language, names=names)
        listed = wanted if isinstance(wanted, list) else [wanted]
        return CLAIMS["list"][language].join(
            self._name(figure, key, str(name), language) for name in listed
        )

    def _name(self, figure: str, key: str, name: str, language: str) -> str:
        """One name; columns of an index and keys of a file have labels of their own."""
        texts = {**self.labels(figure).texts[key], **({} if figure else self.columns)}
        texts |= self.short_names if key == "category" else {}
        if name in texts:
            return texts[name][language]
        if key == "category" and len(added_up(name)) > 1:
            parts = [self._name(figure, key, part, language) for part in added_up(name)]
            return CLAIMS["plus"][language].join(parts)
        if key == "group":
            variables = self.codebook["variables"].values()
            found = [v["categories"][name] for v in variables if name in v.get("categories", {})]
            return found[0][language] if found else name
        return name

    def reasons(self, reasons: Iterable[tuple[str, Cell]], language: str) -> str:
        """Why numbers do not decide a claim, the cells of one reason together."""
        by_kind: dict[str, list[str]] = {}
        for kind, cell in reasons:
            by_kind.setdefault(kind, []).append(self.name(cell)[language])
        parts = []
        for kind, names in by_kind.items():
            cells = CLAIMS["parts"][language].join(names[:NAMED])
            if len(names) > NAMED:
                cells += CLAIMS.say("and_more", language, n=len(names) - NAMED)
            parts.append(CLAIMS.say(f"reasons.{kind}", language, cells=cells))
        return CLAIMS["sentences"][language].join(parts)

    # --- predicates -------------------------------------------------------------
    def predicate(self, predicate: Mapping, context: Context, language: str) -> str:
        """A predicate in words."""
        ((kind, body),) = predicate.items()
        if kind == "undecidable":
            return CLAIMS["undecidable"][language]
        if kind in ("all", "any"):
            join = CLAIMS["and" if kind == "all" else "or"][language]
            return join.join(self.predicate(part, context, language) for part in body)
        of_index = "index" in body["cell"]
        given = {"unit": "" if of_index else "%"}
        given |= {key: context.number(body[key]) for key in NUMBERS if key in body}
        given.setdefault("tolerance", 0)
        if kind in ("fell", "rose"):
            given |= self._change(body, context, language)
            body = {**body, "cell": with_wave(body["cell"], None)}  # said by `_change`
        for key in ("cell", "than", "of"):
            if key in body:
                figure = None if of_index else context.figure
                given[key] = self._side(kind, body, key, figure, language)
        form = kind
        if kind.startswith("among"):
            given["k"] = body.get("k", len(context.cells(body["cell"])))
            form = kind.removeprefix("among_the_") if given["k"] == 1 else kind
        sentence = CLAIMS.say(f"kinds.{form}", language, **given)
        if "by" in body:
            sentence += CLAIMS.say("by_more", language, by=context.number(body["by"]))
        if "share" in body:
            share = context.number(body["share"])
            sentence = CLAIMS.say("share", language, share=share, sentence=sentence)
        return sentence

    def _side(self, kind: str, body: Mapping, key: str, figure: str | None, language: str) -> str:
        """Cells as a part of the sentence: what it is about, or what that is compared with."""
        text = self.cells(body[key], figure, language, head=key == "cell")
        each = _is_several(body[key]) and not ("share" in body or kind.endswith("_along"))
        if key == "of" or (key == "than" and not each):
            return text
        form = "about_each" if each else "about"
        if key == "than":
            form = "than_each"
        elif "some" in body:
            form = "about_some"
        return CLAIMS.say(form, language, cells=text)

    def _change(self, body: Mapping, context: Context, language: str) -> dict[str, str]:
        ends = ends_of(body["cell"], context)
        first, last = (self.waves[wave]["title"][language] for wave in ends)
        numbers = ""
        if "from" in body and "to" in body:
            start, end = (f"{body[key]}%" for key in ("from", "to"))
            numbers = CLAIMS.say("from_to", language, start=start, end=end)
        return {"first": first, "last": last, "numbers": numbers}


def _is_several(selection: Mapping) -> bool:
    """Whether a selection names several cells, each of which is meant."""
    names: Sequence[object] = [selection.get(key) for key in KEYS]
    return any(name == EVERY or isinstance(name, list | Mapping) for name in names)
