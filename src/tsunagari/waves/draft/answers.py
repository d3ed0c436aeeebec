"""A column's answers against a variable's categories: which code may mean which, and how well.

Codes are read from their labels alone. Where no label says what a code means, the two ways in
which an ordered (or two-valued) answer can be coded are given, and a person chooses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tsunagari.codebook.variables import NOT_SELECTED, SELECTED, Variable
from tsunagari.waves.draft.habits import beyond, kind_of_label, likely_missing, tick
from tsunagari.waves.draft.profile import Column, is_number, number
from tsunagari.waves.draft.text import is_negated, similarity

ALIKE = 0.6  # a label less alike than this says nothing of a category
WORD_FOR_WORD = 0.95  # a label that sounds like missing must be the category's own words
YES_OR_NO = 0.9  # yes is an answer in other words
LEAST_NUMBERS = 10  # different numbers that a number variable has at least
MOST_CODES = 40  # different cells of a column that may still be codes of answers

Codes = Mapping[str, str]


@dataclass(frozen=True)
class Answers:
    """How well a column's answers fit a variable.

    score   0 to 1
    why     the score in words
    ways    raw code -> answer: one way where the labels say it, two where a person must choose
            between directions, none where nothing says what the codes mean
    doubts  what a person should look at
    """

    score: float
    why: str
    ways: tuple[Codes, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def codes(self) -> set[str]:
        """All codes that stand for an answer."""
        return {code for way in self.ways for code in way}


def read_answers(
    column: Column, variable: Variable, categories: Mapping[str, tuple[str, ...]]
) -> Answers:
    """The answers of one column as those of one variable."""
    if variable.type == "number":
        return _numbers(column, variable)
    if variable.type == "multiple":
        return _ticks(column)
    if column.texts:
        return _labelled(column, variable, categories)
    return _unlabelled(column, variable)


def _numbers(column: Column, variable: Variable) -> Answers:
    """Numbers, many of them, within the variable's range."""
    apart = likely_missing(column)
    values = column.numbers
    total = sum(n for code, n in column.counts.items() if code not in apart)
    if len(values) < LEAST_NUMBERS or not total or any(value % 1 for value in values):
        return Answers(0.0, "not many whole numbers")
    low, high = variable.range or (values[0], values[-1])
    inside = sum(n for code, n in column.counts.items() if low <= (number(code) or low - 1) <= high)
    share = inside / total
    why = f"{share:.0%} of the answers are numbers of {low:g} to {high:g}"
    words = [code for code in column.counts if not is_number(code) and code not in apart]
    doubts = (f"not numbers: {', '.join(words[:5])}",) if words else ()
    return Answers(share if share > 0.5 else 0.0, why, doubts=doubts)


def _ticks(column: Column) -> Answers:
    """One box of a multiple question: ticked or not."""
    nothing = Answers(0.0, "not ticked or unticked")
    if len(column.counts) > MOST_CODES:
        return nothing
    codes = _answered(column)
    meant = {code: tick(column.texts.get(code, "")) for code in {*codes, *column.labels}}
    known = {code: answer for code, answer in meant.items() if answer}
    if set(known.values()) == {SELECTED, NOT_SELECTED}:
        return Answers(1.0, "its labels are ticked or not", (known,))
    if set(codes) == {"0", "1"} or (codes in (["0"], ["1"]) and not column.blank):
        return Answers(0.8, "its codes are 0 and 1", ({"1": SELECTED, "0": NOT_SELECTED},))
    if codes == ["1"] or (len(codes) == 1 and column.blank):
        ways = ({codes[0]: SELECTED, "": NOT_SELECTED},)
        doubt = "a blank may also be somebody who was not asked"
        return Answers(0.6, "one code or blank", ways, (doubt,))
    if set(codes) == {"1", "2"} and not column.labels:
        ways = ({"1": SELECTED, "2": NOT_SELECTED}, {"2": SELECTED, "1": NOT_SELECTED})
        return Answers(0.4, "its codes are 1 and 2", ways)
    return nothing


def _answered(column: Column) -> list[str]:
    """The codes that are not likely missing."""
    apart = beyond(column)
    return [code for code in column.counts if code not in apart]


def _labelled(
    column: Column, variable: Variable, categories: Mapping[str, tuple[str, ...]]
) -> Answers:
    """Labels against categories, each paired once, the most alike first."""
    pairs = [
        (similarity(label, text), code, category)
        for code, label in column.texts.items()
        for category, texts in categories.items()
        for text in texts
    ]
    pairs += _yes_and_no(column, categories)
    missing = {code for code, label in column.texts.items() if kind_of_label(label)}
    codes: dict[str, str] = {}
    alike: dict[str, float] = {}
    for score, code, category in sorted(pairs, key=lambda pair: -pair[0]):
        enough = WORD_FOR_WORD if code in missing else ALIKE
        if score >= enough and code not in codes and category not in codes.values():
            codes[code], alike[code] = category, score
    left = [code for code in column.texts if code not in codes and code not in missing]
    total = len(codes) + len(left) + len(categories)
    score = 2 * sum(alike.values()) / total
    why = f"{len(codes)} of {len(categories)} answers are in its labels"
    return Answers(score, why, *_ways(column, variable, codes, alike, left))


def _yes_and_no(
    column: Column, categories: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[float, str, str]]:
    """Yes for the one of two categories that is not negated, no for the one that is."""
    negated = [key for key, texts in categories.items() if any(map(is_negated, texts))]
    if len(categories) != 2 or len(negated) != 1:
        return
    (affirmed,) = categories.keys() - set(negated)
    meaning = {SELECTED: affirmed, NOT_SELECTED: negated[0]}
    for code, label in column.texts.items():
        if said := tick(label):
            yield YES_OR_NO, code, meaning[said]


def _ways(
    column: Column, variable: Variable, codes: dict[str, str], alike: Mapping, left: list[str]
) -> tuple[tuple[Codes, ...], tuple[str, ...]]:
    """The codes as the labels say them, or both directions where the labels contradict."""
    doubts = [
        f"code {code} ({score:.2f}): {column.texts[code]} is taken for {codes[code]}"
        for code, score in alike.items()
        if score < 1
    ]
    doubts += [f"code {code} is no category: {column.texts[code]}" for code in left]
    absent = [category for category in variable.categories if category not in codes.values()]
    if absent:
        doubts.append(f"no label for: {', '.join(absent)}")
    if not codes:
        return (), tuple(doubts)
    ordered = {code: codes[code] for code in column.texts if code in codes}
    if variable.ordered and not _monotone(ordered, variable):
        doubts.insert(0, "by their labels the codes do not run in the order of the categories")
        both = _both_ways([*ordered, *left], variable)
        return both or (ordered,), tuple(doubts)
    return (ordered,), tuple(doubts)


def _monotone(codes: Codes, variable: Variable) -> bool:
    """Whether numeric codes run up or down with the order of the categories."""
    numbered = sorted((number(code), answer) for code, answer in codes.items() if is_number(code))
    places = [variable.categories.index(answer) for _, answer in numbered]
    return places in (sorted(places), sorted(places, reverse=True))


def _unlabelled(column: Column, variable: Variable) -> Answers:
    """Codes of which nothing says what they mean."""
    if len(column.counts) > MOST_CODES:
        return Answers(0.0, f"{len(column.counts)} different cells without labels")
    codes = _answered(column)
    same = len(codes) == len(variable.categories)
    why = f"{len(codes)} codes without labels for {len(variable.categories)} answers"
    two_ways = variable.ordered or len(variable.categories) == 2
    ways = _both_ways(codes, variable) if two_ways else ()
    doubts = () if ways else ("nothing says what the codes mean",)
    return Answers(0.5 if same else 0.1, why, ways, doubts)


def _both_ways(codes: list[str], variable: Variable) -> tuple[Codes, ...]:
    """The two directions of as many numbers as there are categories."""
    if len(codes) != len(variable.categories) or not all(map(is_number, codes)):
        return ()
    rising = sorted(codes, key=float)
    return (
        dict(zip(rising, variable.categories, strict=True)),
        dict(zip(reversed(rising), variable.categories, strict=True)),
    )
