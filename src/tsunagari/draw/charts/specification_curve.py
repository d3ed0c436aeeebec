"""One coefficient under all defensible choices: estimates above, what was chosen below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import ASSUMED
from tsunagari.codebook.labels import Labels
from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.draw.alt import head_of_model
from tsunagari.draw.charts.specification_notes import of_test, taken_out
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, effect_words, interval_words, model_axis
from tsunagari.draw.paper.frame import close_model_page, model_basis, open_model_page
from tsunagari.draw.paper.intervals import ASSUMED_MARK
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width
from tsunagari.draw.rows import Row, Rows, level_words
from tsunagari.draw.words import Wording
from tsunagari.models.families import FAMILIES
from tsunagari.read.tables import CHOICE

TALL, STUB, ROW, INDENT, SIDE = 150.0, 146.0, 9.8, 7.0, 8.0
WITH, WITHOUT = style.mix(style.CATEGORICAL[0], style.PAPER, 0.55), style.PALE  # intervals
GAP = (float("nan"), float("nan"))  # between the strokes of a line


@dataclass(frozen=True)
class Scale:
    """What estimates are of: axis is odds_ratio_axis, coefficient_axis or points_axis."""

    axis: str

    @classmethod
    def of(cls, entry: Mapping) -> Self:
        if "share" in entry["specifications"]:
            return cls("points_axis")
        return cls("odds_ratio_axis" if FAMILIES[entry["family"]].ratios else "coefficient_axis")

    @property
    def ratio(self) -> bool:
        return self.axis == "odds_ratio_axis"

    @property
    def decimals(self) -> int:
        """Percentage points are printed as percentages are."""
        return 1 if self.axis == "points_axis" else 2

    def words(self, value: float) -> str:
        return effect_words(value, self.ratio, self.decimals)

    def interval(self, record: Mapping) -> str:
        return interval_words(record["ci_low"], record["ci_high"], self.ratio, self.decimals)


@dataclass(frozen=True)
class Curve:
    """Specifications in the order of their estimates, and where each stands."""

    table: pd.DataFrame
    choices: Mapping[str, Mapping]
    start: float
    end: float
    scale: Scale
    assumed: bool

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
        return self.scale.words(value) + ASSUMED_MARK * self.assumed


@style.styled
def specification_curve(
    specifications: pd.DataFrame,
    entry: Mapping,
    labels: Labels,
    language: str,
    test: pd.DataFrame | None = None,
) -> Figure:
    """Draw a table with columns specification, estimate, ci_low, ci_high, headline (bool) and
    one `choice.<kind>` a kind of choice.

    entry  the model's, with `specifications: {term, level, share, choices: {kind: {label,
    options: {key: {label}}}}}`. With a `share`, estimates are average marginal effects on
    the share of that answer, in percentage points, which families have in common; without,
    coefficients on the scale of the model. Raises ProblemsFound for kinds and options that
    the entry does not label. test: that of the whole curve (models.curve_test), as a note; the
    choices that it took out, since they change nothing, are named and have no rows.
    """
    choices, out = entry["specifications"]["choices"], taken_out(test)
    labelled, choices = choices, {key: of for key, of in choices.items() if key not in out}
    check_choices(specifications, choices, labels.figure)
    table = specifications.sort_values(["estimate", "specification"], ignore_index=True)
    lines = _coefficient(entry, Wording(labels, language))
    page = open_model_page("specifications", table, entry, labels, language, *lines)
    curve = Curve(
        table,
        choices,
        page.left + STUB + 8,
        page.right - width(page.say("median"), style.SMALL) - SIDE,
        Scale.of(entry),
        bool((model_basis(table, entry, labels) == ASSUMED).any()),
    )
    _headline_words(page, curve)
    top, foot = page.y, page.y + TALL + 8
    page.y = foot + height(page.say("median"), style.SMALL) + 2
    rows = _option_rows(page, curve).stack()
    page.y += 3
    _headline_line(page, curve, top, page.y)
    _estimates(page, curve, top)
    _choices(page, curve, rows, foot)
    return close_model_page(page, table, entry, _counts(page, curve), page.say("curve_reading"),
                            *of_test(page, test, labelled))  # fmt: skip


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
    counts = {"count": len(table), "clear": int(_clear(table).sum())}
    return page.say("curve_counts", **counts, **_ends(table, curve.words))


def _ends(table: pd.DataFrame, words: Callable[[float], str]) -> dict[str, str]:
    """The smallest and the largest estimate."""
    estimates = table["estimate"]
    return {"low": words(estimates.min()), "high": words(estimates.max())}


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
    estimate = f"{curve.words(record['estimate'])} {curve.scale.interval(record)}"
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
    axis = model_axis(low, high, top + TALL, top, curve.scale.ratio)
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
    words = balance(page.say(curve.scale.axis), style.SMALL, STUB - 40)
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
def _option_rows(page: Page, curve: Curve) -> Rows:
    """The name of each kind of choice and its options, by both.

    Options that no specification chose are left out.
    """
    rows, small = Rows(page), {"least": ROW, "pad": 1.5, "size": style.SMALL}
    for kind, about in curve.choices.items():
        words = balance(page.of(about["label"]), style.SMALL, STUB)
        rows.append(Row(None, words, colour=style.ACCENT, space=3.0 if rows else 0.0, **small))
        used = set(curve.table[CHOICE + kind])
        for option in (option for option in about["options"] if option in used):
            label = page.of(about["options"][option]["label"])
            words = balance(label, style.SMALL, STUB - INDENT)
            rows.append(Row((kind, option), words, indent=INDENT, **small))
    return rows


def _choices(page: Page, curve: Curve, rows: Rows, top: float) -> None:
    """A stroke where a specification takes the option, and the median of these estimates."""
    page.text(page.right, top, page.say("median"), style.SMALL, style.SOFT, "right")
    thick = min(max(curve.step * 0.7, 0.45), 2.2)
    for row in rows:
        row.stub(page)
        if row.key is None:
            y = row.middle + ROW / 2
            page.line([(curve.start, y), (curve.end, y)], style.RULE, 0.4)
            continue
        kind, option = row.key
        chosen = curve.table.index[curve.table[CHOICE + kind] == option]
        marks = [(curve.x(place), row.middle - 2.6, row.middle + 2.6) for place in chosen]
        _strokes(page, marks, style.SOFT, thick)
        if curve.headline in chosen:
            x = curve.x(curve.headline)
            page.dot(x, row.middle, style.ACCENT, 4.6, hollow=curve.assumed)
        median = curve.words(curve.table.loc[chosen, "estimate"].median())
        page.level(page.right, row.middle, median, style.SMALL, across="right")


def curve_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """How many specifications, how far they reach, and the headline."""
    wording, scale = Wording(labels, language), Scale.of(entry)
    record = table[table["headline"]].iloc[0]
    shipped = f"{scale.words(record['estimate'])} {scale.interval(record)}"
    ends = _ends(table, scale.words)
    sentence = wording.say("alt.models.curve", count=len(table), shipped=shipped, **ends)
    return head_of_model("specifications", table, entry, wording) + sentence
