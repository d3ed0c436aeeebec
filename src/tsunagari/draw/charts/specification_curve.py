"""One coefficient under all defensible choices: estimates above, what was chosen below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import ASSUMED
from tsunagari.codebook.labels import Labels
from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.draw.alt import head_of_model
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, effect_words, interval_words, model_axis
from tsunagari.draw.paper.frame import close_model_page, model_basis, open_model_page
from tsunagari.draw.paper.intervals import ASSUMED_MARK
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width
from tsunagari.draw.rows import level_words
from tsunagari.draw.words import Wording
from tsunagari.models.families import FAMILIES
from tsunagari.read.tables import CHOICE

TALL, STUB, ROW, INDENT, SIDE = 150.0, 146.0, 9.8, 7.0, 8.0
WITH, WITHOUT = style.mix(style.CATEGORICAL[0], style.PAPER, 0.55), "#c4c4c4"  # intervals
ENDS = {"low": "min", "high": "max"}
GAP = (float("nan"), float("nan"))  # between the strokes of a line


@dataclass(frozen=True)
class Curve:
    """Specifications in the order of their estimates, and where each stands."""

    table: pd.DataFrame
    choices: Mapping[str, Mapping]
    start: float
    end: float
    scale: str  # odds_ratio_axis, coefficient_axis or points_axis
    assumed: bool

    @property
    def ratio(self) -> bool:
        return self.scale == "odds_ratio_axis"

    @property
    def decimals(self) -> int:
        """Percentage points are printed as percentages are."""
        return 1 if self.scale == "points_axis" else 2

    @property
    def step(self) -> float:
        return (self.end - self.start) / len(self.table)

    def x(self, place: int) -> float:
        return self.start + (place + 0.5) * self.step

    @property
    def headline(self) -> int:
        return int(self.table["headline"].to_numpy().argmax())

    def words(self, value: float) -> str:
        """An estimate as printed, marked if it stands on an assumption."""
        return effect_words(value, self.ratio, self.decimals) + ASSUMED_MARK * self.assumed


@style.styled
def specification_curve(
    specifications: pd.DataFrame, entry: Mapping, labels: Labels, language: str
) -> Figure:
    """Draw a table with columns specification, estimate, ci_low, ci_high, headline (bool) and
    one `choice.<kind>` a kind of choice.

    entry  the model's, with `specifications: {term, level, share, choices: {kind: {label,
    options: {key: {label}}}}}`. With a `share`, estimates are average marginal effects on
    the share of that answer, in percentage points, which families have in common; without,
    coefficients on the scale of the model. Raises ProblemsFound for kinds and options that
    the entry does not label.
    """
    choices = entry["specifications"]["choices"]
    check_choices(specifications, choices, labels.figure)
    table = specifications.sort_values(["estimate", "specification"], ignore_index=True)
    lines = _coefficient(entry, Wording(labels, language))
    page = open_model_page("specifications", table, entry, labels, language, *lines)
    curve = Curve(
        table,
        choices,
        page.left + STUB + 8,
        page.right - width(page.say("median"), style.SMALL) - SIDE,
        _scale(entry),
        bool((model_basis(table, entry, labels) == ASSUMED).any()),
    )
    _headline_words(page, curve)
    top = page.y
    rows, bottom = _option_rows(page, curve, top + TALL + 8)
    _headline_line(page, curve, top, bottom)
    _estimates(page, curve, top)
    _choices(page, curve, rows, top + TALL + 8)
    page.y = bottom
    return close_model_page(page, table, entry, _counts(page, curve), page.say("curve_reading"))


def check_choices(table: pd.DataFrame, choices: Mapping[str, Mapping], model: str) -> None:
    """Raise ProblemsFound for all choices of the table that have no label, and the reverse."""
    file, where = "config/models.yaml", f"models.{model}.specifications.choices"
    kinds = [name.removeprefix(CHOICE) for name in table if name.startswith(CHOICE)]
    problems = [
        Problem(file, where, kind, "the kind of choice has no label", nearest(kind, choices))
        for kind in kinds
        if kind not in choices
    ]
    for kind in choices:
        if kind not in kinds:
            message, remedy = "the table lacks the kind of choice", f"It has: {', '.join(kinds)}."
            problems.append(Problem(file, where, kind, message, remedy))
            continue
        known = choices[kind]["options"]
        for option in sorted(set(table[CHOICE + kind]) - set(known)):
            message, at = "the option has no label", f"{where}.{kind}"
            problems.append(Problem(file, at, option, message, nearest(option, known)))
    if problems:
        raise ProblemsFound(problems)


def _scale(entry: Mapping) -> str:
    if "share" in entry["specifications"]:
        return "points_axis"
    return "odds_ratio_axis" if FAMILIES[entry["family"]].ratios else "coefficient_axis"


def _coefficient(entry: Mapping, wording: Wording) -> list[str]:
    """Which coefficient the curve is of, against which level, and on which answers."""
    about = entry["specifications"]
    term, key = about["term"], "effect" if "share" in about else "coefficient"
    level = level_words(term, about.get("level", ""), wording)
    words = wording.say(key, term=wording.name("term", term), level=level)
    reference = entry.get("reference", {}).get(term)
    if reference is not None:
        words += wording.say("against", reference=level_words(term, reference, wording))
    if "share" not in about:
        return [words]
    return [words, wording.say("effect_on", answer=wording.name("category", about["share"]))]


def _counts(page: Page, curve: Curve) -> str:
    """How many specifications there are, how far they reach, how many are clear of none."""
    table = curve.table
    ends = {end: curve.words(getattr(table["estimate"], how)()) for end, how in ENDS.items()}
    return page.say("curve_counts", count=len(table), clear=int(_clear(table).sum()), **ends)


def _clear(table: pd.DataFrame) -> pd.Series:
    """Whether an interval leaves out no effect."""
    return (table["ci_low"] > 0) | (table["ci_high"] < 0)


# --- the curve --------------------------------------------------------------------
def _strokes(page: Page, strokes: Sequence[tuple], colour: str, thick: float) -> None:
    """Upright strokes (x, from, to) as one line with gaps, however many they are."""
    points = [point for x, y0, y1 in strokes for point in ((x, y0), (x, y1), GAP)]
    if points:
        page.line(points, colour, thick)


def _headline_words(page: Page, curve: Curve) -> None:
    """The headline's estimate over its place, moved where it would leave the page."""
    record = curve.table.iloc[curve.headline]
    interval = interval_words(record["ci_low"], record["ci_high"], curve.ratio, curve.decimals)
    estimate = f"{curve.words(record['estimate'])} {interval}"
    words = page.listed([page.say("shipped"), estimate], "colon")
    half = width(words, style.LABEL) / 2
    x = min(max(curve.x(curve.headline), page.left + half), page.right - half)
    page.text(x, page.y, words, style.LABEL, style.ACCENT, "center")
    page.y += height(words, style.LABEL) + 3


def _headline_line(page: Page, curve: Curve, top: float, bottom: float) -> None:
    x = curve.x(curve.headline)
    page.line([(x, top - 2), (x, bottom)], style.mix(style.ACCENT, style.PAPER, 0.35), 0.8)


def _estimates(page: Page, curve: Curve, top: float) -> None:
    """Intervals as upright strokes, estimates as short ones, the headline as a dot."""
    table = curve.table
    low, high = min(0.0, table["ci_low"].min()), max(0.0, table["ci_high"].max())
    axis = model_axis(low, high, top + TALL, top, curve.ratio)
    _upright_axis(page, axis, curve)
    thick = min(max(curve.step * 0.55, 0.3), 1.6)
    clear = _clear(table)
    for colour, wanted in ((WITHOUT, ~clear), (WITH, clear)):
        spans = [
            (curve.x(place), axis.at(table["ci_low"][place]), axis.at(table["ci_high"][place]))
            for place in table.index[wanted]
        ]
        _strokes(page, spans, colour, thick)
    x, ends = curve.x(curve.headline), table.loc[curve.headline, ["ci_low", "ci_high"]]
    page.line([(x, axis.at(end)) for end in ends], style.ACCENT, 2.2)
    points = [(curve.x(place), axis.at(value)) for place, value in table["estimate"].items()]
    short = [(x, y - 1, y + 1) for x, y in points]
    _strokes(page, short, style.INK, min(max(curve.step * 0.9, 0.7), 2.2))
    page.dot(*points[curve.headline], style.ACCENT, 5.6, hollow=curve.assumed)


def _upright_axis(page: Page, axis: Axis, curve: Curve) -> None:
    words = balance(page.say(curve.scale), style.SMALL, STUB - 40)
    middle = (axis.start + axis.end) / 2
    page.level(page.left, middle, words, style.SMALL, style.SOFT)
    edge = float("inf")
    for value, tick in axis.ticks:
        y = axis.at(value)
        page.line([(curve.start, y), (curve.end, y)], style.RULE, 0.5)
        if y < edge - height(tick, style.SMALL):
            page.level(curve.start - 4, y, tick, style.SMALL, style.SOFT, "right")
            edge = y
    page.line([(curve.start, axis.at(0)), (curve.end, axis.at(0))], style.SOFT, 0.9, dashed=True)


# --- the choices ------------------------------------------------------------------
def _option_rows(page: Page, curve: Curve, y: float) -> tuple[list[tuple], float]:
    """Rows (kind, option or None for its name, words, middle) below y, and where they end.

    Options that no specification chose are left out.
    """
    rows = []
    y += height(page.say("median"), style.SMALL) + 2
    for kind, about in curve.choices.items():
        used = set(curve.table[CHOICE + kind])
        options = {key: each for key, each in about["options"].items() if key in used}
        for option, each in [(None, about), *options.items()]:
            limit = STUB - (INDENT if option is not None else 0)
            words = balance(page.of(each["label"]), style.SMALL, limit)
            tall = max(ROW, height(words, style.SMALL) + 1.5)
            rows.append((kind, option, words, y + tall / 2))
            y += tall
        y += 3
    return rows, y


def _choices(page: Page, curve: Curve, rows: Sequence[tuple], top: float) -> None:
    """A stroke where a specification takes the option, and the median of these estimates."""
    page.text(page.right, top, page.say("median"), style.SMALL, style.SOFT, "right")
    thick = min(max(curve.step * 0.7, 0.45), 2.2)
    for kind, of_kind in groupby(rows, key=lambda row: row[0]):
        for _, option, words, y in of_kind:
            if option is None:
                page.level(page.left, y, words, style.SMALL, style.ACCENT)
                page.line([(curve.start, y + ROW / 2), (curve.end, y + ROW / 2)], style.RULE, 0.4)
                continue
            page.level(page.left + INDENT, y, words, style.SMALL)
            chosen = curve.table.index[curve.table[CHOICE + kind] == option]
            marks = [(curve.x(place), y - 2.6, y + 2.6) for place in chosen]
            _strokes(page, marks, style.SOFT, thick)
            if curve.headline in chosen:
                page.dot(curve.x(curve.headline), y, style.ACCENT, 4.6, hollow=curve.assumed)
            median = curve.words(curve.table.loc[chosen, "estimate"].median())
            page.level(page.right, y, median, style.SMALL, across="right")


def curve_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """How many specifications, how far they reach, and the headline."""
    wording, points = Wording(labels, language), "share" in entry["specifications"]
    printed_as = (FAMILIES[entry["family"]].ratios and not points, 1 if points else 2)
    record = table[table["headline"]].iloc[0]
    shipped = effect_words(record["estimate"], *printed_as)
    interval = interval_words(record["ci_low"], record["ci_high"], *printed_as)
    ends = {
        end: effect_words(getattr(table["estimate"], how)(), *printed_as)
        for end, how in ENDS.items()
    }
    about = {"count": len(table), "shipped": f"{shipped} {interval}", **ends}
    sentence = wording.say("alt.models.curve", **about)
    return head_of_model("specifications", table, entry, wording) + sentence
