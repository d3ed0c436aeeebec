"""What the cells of one raw column say, as a wave's file declares it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tsunagari.codebook.variables import (
    MISSING,
    NO_ANSWER,
    NOT_APPLICABLE,
    NOT_ASKED,
    NOT_SELECTED,
    SELECTED,
    Variable,
)
from tsunagari.read.cells import NO_ROW, as_number

KINDS = {"not_asked": NOT_ASKED, "not_applicable": NOT_APPLICABLE, "no_answer": NO_ANSWER}


@dataclass(frozen=True)
class AskedOf:
    """The part of a split sample that had the question: raw column and its codes."""

    raw: str
    values: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Band:
    """The numbers that a category reaches over, both ends included; None is no bound."""

    category: str
    low: float | None
    high: float | None

    def holds(self, number: float) -> bool:
        return (self.low is None or number >= self.low) and (
            self.high is None or number <= self.high
        )


@dataclass(frozen=True)
class Cells:
    """One raw column and what its cells say.

    codes      cell (or, with a separator, mark in it) -> answer or kind of missing
    shared     of a multiple question that has no column a category: mark -> category
    numbers    of a number: cell that is not the number itself -> number
    overrule   code -> label of the file that is known to be wrong
    of_wave    codes of missing that the wave lists for all columns, and this one does not
    kept       codes that the file declares missing and that are answers
    """

    raw: str
    codes: Mapping[str, str]
    shared: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    separator: str | None = None
    ignore_case: bool = False
    asked_of: AskedOf | None = None
    overrule: Mapping[str, str] = field(default_factory=dict)
    of_wave: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    def answer(self, cell: str) -> str | None:
        """Answer or kind of missing that a cell stands for; None where nothing says so."""
        if cell == NO_ROW:
            return NOT_ASKED
        cell = folded(cell, self.ignore_case)
        if self.separator and self.codes.get(cell) not in MISSING and cell:
            return self._answer_of_marks(cell)
        if cell in self.codes:
            return self.codes[cell]
        return self._band(cell) if self.bands else None

    def _answer_of_marks(self, cell: str) -> str | None:
        """Whether one category is among the marks; missing beside an answer is nothing."""
        marks = [mark.strip() for mark in cell.split(self.separator)]
        answers = {self.codes.get(mark) for mark in marks if mark}
        if not answers or not answers <= {SELECTED, NOT_SELECTED}:
            return None
        return SELECTED if SELECTED in answers else NOT_SELECTED

    def _band(self, cell: str) -> str | None:
        number = as_number(cell)
        if number is None:
            return None
        return next((band.category for band in self.bands if band.holds(number)), None)

    def number(self, cell: str) -> float | None:
        """The number that a cell holds or stands for; None where it is none."""
        cell = folded(cell, self.ignore_case)
        return self.numbers[cell] if cell in self.numbers else as_number(cell)

    @property
    def code_of(self) -> dict[str, str]:
        """Answer -> raw code; the first code where several mean the same."""
        inverse: dict[str, str] = {}
        for code, answer in self.codes.items():
            inverse.setdefault(answer, code)
        return inverse


def folded(cell: str, ignore_case: bool) -> str:
    return cell.casefold() if ignore_case else cell


def cells_of(
    variable: Variable, category: str | None, entry: Mapping, wave: Mapping, raw: str
) -> Cells:
    """What a column says, by the keys of its entry (see wave.schema.yaml)."""
    ignore = entry.get("case", wave.get("case", "exact")) == "ignore"
    shared = {str(code): cat for code, cat in entry["codes"].items()} if is_shared(entry) else {}
    numbers: dict[str, int] = {}
    if variable.type == "number":
        numbers = {str(code): number for code, number in entry.get("codes", {}).items()}
        answers: dict[str, str] = {}
    elif shared:
        answers = {
            code: SELECTED if answer == category else NOT_SELECTED
            for code, answer in shared.items()
        }
    else:
        answers = answer_codes(variable, category, entry)
    missing = missing_codes(entry, wave, {**answers, **numbers})
    by_wave = () if "missing" in entry else (code for code in missing if code)
    return Cells(
        raw=raw,
        codes=_fold_keys({**answers, **missing}, ignore),
        shared=_fold_keys(shared, ignore),
        numbers=_fold_keys(numbers, ignore),
        bands=tuple(Band(key, *ends) for key, ends in entry.get("bands", {}).items()),
        separator=entry.get("separator"),
        ignore_case=ignore,
        asked_of=_asked_of(entry.get("asked_of"), ignore),
        overrule=_fold_keys(entry.get("overrule", {}), ignore),
        of_wave=frozenset(folded(code, ignore) for code in by_wave),
        kept=frozenset(folded(str(code), ignore) for code in entry.get("not_missing", ())),
    )


def is_shared(entry: Mapping) -> bool:
    """Whether the categories of a multiple question share columns."""
    return "separator" in entry or "ranked" in entry


def answer_codes(variable: Variable, category: str | None, entry: Mapping) -> dict[str, str]:
    """Raw code -> answer, without the kinds of missing."""
    if "values" in entry:  # a condition on one column: where it holds, and where not
        holding = dict.fromkeys(as_texts(entry["values"]), entry["then"])
        return holding | dict.fromkeys(as_texts(entry.get("others", ())), entry["otherwise"])
    if "selected_as" in entry:
        return dict.fromkeys(as_texts(entry["selected_as"][category]), SELECTED)
    codes = entry.get("codes", {})
    if isinstance(codes, Mapping):
        return {str(code): answer for code, answer in codes.items()}
    order = reversed(variable.categories) if entry.get("reverse") else variable.categories
    return dict(zip((str(code) for code in codes), order, strict=True))


def missing_codes(entry: Mapping, wave: Mapping, taken: Iterable[str]) -> dict[str, str]:
    """Codes of missing; a code that is an answer of this variable stays an answer."""
    ignore = entry.get("case", wave.get("case", "exact")) == "ignore"
    answers = {folded(code, ignore) for code in taken}
    found = {
        str(code): KINDS[kind]
        for kind, codes in entry.get("missing", wave["missing"]).items()
        for code in codes
        if folded(str(code), ignore) not in answers
    }
    if "blank" in entry:
        found[""] = KINDS.get(entry["blank"], entry["blank"])
    return found


def as_texts(codes: object) -> list[str]:
    """One code or a list of them, as text."""
    return [str(code) for code in (codes if isinstance(codes, list | tuple) else [codes])]


def _fold_keys(codes: Mapping, ignore_case: bool) -> dict:
    return {folded(str(code), ignore_case): meaning for code, meaning in codes.items()}


def _asked_of(entry: Mapping | None, ignore_case: bool) -> AskedOf | None:
    if entry is None:
        return None
    values, others = (
        tuple(folded(code, ignore_case) for code in as_texts(entry.get(key, ())))
        for key in ("values", "others")
    )
    return AskedOf(entry["column"], values, others)
