"""The respondents of one model, collapsed: who counts, who is left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import matches
from tsunagari.codebook.variables import MISSING, NO_ANSWER, UNKNOWN, Codebook
from tsunagari.config.problems import Problem, ProblemsFound, refusal, unknown
from tsunagari.estimate.design import Design
from tsunagari.models.codes import NO_SUCH_ANSWER, code_atom, code_number, lookup
from tsunagari.models.linked import Linked, Values, linked_atoms
from tsunagari.models.patterns import Column, Patterns, collapse
from tsunagari.models.spec import FILE, ModelSpec
from tsunagari.models.terms import WAVE, Atom

LEFT_OUT = "left_out"  # an answer that the model or its population leaves out
_KINDS = (*MISSING, LEFT_OUT)


@dataclass(frozen=True, eq=False)
class Frame:
    """Cells: unique patterns of outcome and terms among those who answered all of them.

    spec        the model (with levels for kinds of missing, where asked for)
    values      atom -> (m,) level codes of a factor (0 is the reference), or numbers
    outcome     (m,) level codes from the least affirmative up, or numbers
    count       (m,) respondents          weight  (m,) their weights, on average 1
    scale       what the design's weights are multiplied by for that
    design      the design, weights 0 outside the model's respondents
    left_out    variable, kind, n: respondents of the population that are not in the model
    population  respondents of the population
    linked      variables that hang on common questions
    """

    spec: ModelSpec
    values: Mapping[Atom, np.ndarray]
    outcome: np.ndarray
    count: np.ndarray
    weight: np.ndarray
    scale: float
    design: Design
    left_out: pd.DataFrame
    population: int
    linked: tuple[Linked, ...]
    _patterns: Patterns
    _cell: np.ndarray

    @property
    def n(self) -> int:
        """Respondents in the model."""
        return int(self.count.sum())

    @property
    def cell_of_respondent(self) -> np.ndarray:
        """(n,) the cell of each respondent, -1 outside."""
        pattern = self._patterns.of_respondent
        return self._cell[pattern]  # the last entry stands for -1

    def possible(self, values: Values) -> np.ndarray:
        """(m,) for whom such values are possible, as far as the codebook's rules tell."""
        met = [linked.possible(values) for linked in self.linked]
        return np.logical_and.reduce(met) if met else np.ones(len(self.count), dtype=bool)

    def movable(self, atom: Atom) -> np.ndarray:
        """(m,) to whom their other answers leave more than one value of a variable."""
        met = [linked.movable(atom, self.values) for linked in self.linked if atom in linked.atoms]
        return np.logical_and.reduce(met) if met else np.ones(len(self.count), dtype=bool)


def build_frame(
    codebook: Codebook, spec: ModelSpec, respondents: pd.DataFrame, design: Design
) -> Frame:
    """Collapse the respondents of a model.

    Raises ProblemsFound with absent columns, unknown answers, levels that nobody gave, and
    when nobody is left.
    """
    _check_columns(spec, respondents, design)
    design = _weighting(design, spec)
    inside = _population(codebook, spec, respondents, design)
    design = _scaled_by_wave(design, spec, respondents, inside)
    names = list(dict.fromkeys([spec.outcome.column, *(atom.column for atom in spec.atoms)]))
    columns = {name: Column.of(respondents[name]) for name in names}
    patterns = collapse(list(columns.values()), design.weights, inside, design.people)
    codes = dict(zip(names, patterns.codes.T, strict=True))
    if spec.missing_terms == "own_level":
        spec = _with_missing_levels(spec, columns, codes)
    outcome = _code_outcome(spec, columns[spec.outcome.column], codes[spec.outcome.column])
    coded = {atom: code_atom(atom, columns[atom.column], codes[atom.column])
             for atom in spec.atoms}  # fmt: skip
    kinds = [(spec.outcome.column, outcome[1])]
    kinds += [(atom.text, kind) for atom, (_, kind) in coded.items()]
    _check_unknown(spec, kinds, patterns.count)
    complete = np.logical_and.reduce([kind >= 0 for _, kind in kinds])
    _check_waves(spec, respondents, kinds, complete, patterns.of_respondent)
    _check_levels(spec, kinds, complete)
    values = {atom: found[complete] for atom, (found, _) in coded.items()}
    cell = np.append(np.where(complete, np.cumsum(complete) - 1, -1), -1)
    if inside is not None or not complete.all():
        design = design.subset(cell[patterns.of_respondent] >= 0)
    count, weight = patterns.count[complete], patterns.weight[complete]
    scale = float(count.sum() / weight.sum())
    return Frame(spec, values, outcome[0][complete], count, weight * scale, scale, design,
                 _left_out(kinds, patterns.count), int(patterns.count.sum()),
                 linked_atoms(codebook, spec, values), patterns, cell)  # fmt: skip


def _check_columns(spec: ModelSpec, respondents: pd.DataFrame, design: Design) -> None:
    needed = [spec.outcome.column, *(atom.column for atom in spec.atoms)]
    needed += [WAVE] if spec.waves else []
    message = "is not a column of the respondents"
    problems = unknown(FILE, spec.name, dict.fromkeys(needed), respondents.columns, message)
    if design.n != len(respondents):
        problems.append(Problem("design", spec.name, str(design.n),
                                f"the design's rows are not the {len(respondents)} respondents",
                                "Take both from the same responses."))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def _weighting(design: Design, spec: ModelSpec) -> Design:
    """The design as declared, or with equal weights (clusters stay)."""
    if spec.weights == "declared":
        return design
    people = 1.0 if design.people is None else design.people
    equal = np.where(design.weights > 0, people, 0.0)
    return replace(design, weights=equal, weighted=False, calibration=None,
                   effective=design.people)  # fmt: skip


def _population(codebook, spec: ModelSpec, respondents, design: Design) -> np.ndarray | None:
    """(n,) who is in the population and has a weight; None is everybody."""
    inside = None
    if spec.where:
        inside = matches(codebook, respondents, spec.where).to_numpy()
    if spec.waves:
        wave = Column.of(respondents[WAVE])
        wanted = np.array([*(str(value) in spec.waves for value in wave.values), False])
        if not wanted[:-1].all():
            at_wave = wanted[wave.codes]
            inside = at_wave if inside is None else inside & at_wave
    if not (design.weights > 0).all():
        inside = design.weights > 0 if inside is None else inside & (design.weights > 0)
    if inside is not None and not inside.any():
        raise refusal(
            FILE, spec.name, "", "nobody is in the population", "Check `where` and `waves`."
        )
    return inside


def _scaled_by_wave(design: Design, spec: ModelSpec, respondents, inside) -> Design:
    """Of several waves, weights that are 1 on average in the population's part of each.

    ASSUME: each wave counts by its people in the population, not by the scale of its weights.
    """
    if len(spec.waves) < 2 or not design.weighted:
        return design
    codes, waves = pd.factorize(respondents[WAVE])
    counted = np.ones(design.n, dtype=bool) if inside is None else inside
    people = design.count_by(codes[counted], len(waves), counted)
    weights = np.bincount(codes[counted], design.weights[counted], len(waves))
    factor = np.where(weights > 0, people / np.where(weights > 0, weights, 1.0), 1.0)
    return replace(design, weights=design.weights * factor[codes])


def _code_outcome(spec: ModelSpec, column: Column, codes: np.ndarray):
    outcome = spec.outcome
    if not outcome.levels:
        if spec.missing_outcome != "leave_out":
            raise refusal(FILE, spec.name, outcome.column,
                          "a number has no least or most affirmative level",
                          "Set missing.outcome to leave_out.")  # fmt: skip
        return code_number(column, codes)
    groups = [list(outcome.members[level]) for level in outcome.levels]
    if spec.missing_outcome != "leave_out":
        groups[0 if spec.missing_outcome == "least" else -1].append(NO_ANSWER)
    level = lookup(column, groups, outcome.left_out)[codes]
    return level, level


def _with_missing_levels(spec: ModelSpec, columns, codes) -> ModelSpec:
    """Kinds of missing become levels of every factor where they occur, but for not asked."""
    renewed = {}
    for atom in spec.atoms:
        if atom.is_number:
            continue
        values = columns[atom.column].values
        there = {values[code] for code in np.unique(codes[atom.column]) if code >= 0}
        kinds = {kind.strip("_"): (kind,) for kind in UNKNOWN if kind in there}
        levels, members = (*atom.levels, *kinds), {**atom.members, **kinds}
        renewed[atom] = replace(atom, levels=levels, members=members)
    terms = tuple(tuple(renewed.get(atom, atom) for atom in term) for term in spec.terms)
    return replace(spec, terms=terms)


def _left_out(kinds, count: np.ndarray) -> pd.DataFrame:
    """Respondents without an answer, by variable and kind; one may lack several."""
    rows = []
    for name, kind in kinds:
        for place, label in enumerate(_KINDS):
            lost = int(count[kind == -1 - place].sum())
            if lost:
                rows.append((name, label.strip("_"), lost))
    return pd.DataFrame(rows, columns=["variable", "kind", "n"])


def _check_unknown(spec: ModelSpec, kinds, count: np.ndarray) -> None:
    problems = [
        Problem("respondents", spec.name, name,
                f"{int(count[kind == NO_SUCH_ANSWER].sum())} respondents have an answer that the "
                "codebook does not know", "Harmonise and derive the respondents first.")
        for name, kind in kinds if (kind == NO_SUCH_ANSWER).any()
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def _check_waves(spec: ModelSpec, respondents, kinds, complete, pattern: np.ndarray) -> None:
    """Every wave must have somebody in the model: without that it would be left out unseen."""
    if len(spec.waves) < 2 or not complete.any():
        return
    wave = respondents[WAVE].astype(str).to_numpy()
    problems = []
    for name in spec.waves:
        here = np.unique(pattern[(wave == name) & (pattern >= 0)])
        if not complete[here].any():
            lacking = [text for text, kind in kinds if (kind[here] < 0).all()]
            problems.append(Problem(FILE, spec.name, ", ".join(lacking if len(here) else ()),
                                    f"nobody of wave {name} answered the outcome and all terms",
                                    "Leave the wave out of `waves`, or the term out of the "
                                    "model."))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def _check_levels(spec: ModelSpec, kinds, complete: np.ndarray) -> None:
    """Every level must have somebody: an empty one has no estimate."""
    lacking = {name for name, kind in kinds if (kind < 0).all()}
    if not complete.any():
        raise refusal(FILE, spec.name, ", ".join(lacking),
                      "nobody answered the outcome and all terms",
                      "Check the bases of the questions, or leave terms out.")  # fmt: skip
    problems = []
    levels = [spec.outcome.levels, *(atom.levels for atom in spec.atoms)]
    for place, ((name, kind), names) in enumerate(zip(kinds, levels, strict=True)):
        for code, level in enumerate(names):
            if not (complete & (kind == code)).any():
                problems.append(_empty_level(spec, f"{name}: {level}", kind == code, kinds, place))
    if problems:
        raise ProblemsFound(problems)


def _empty_level(spec: ModelSpec, shown: str, at: np.ndarray, kinds, place: int) -> Problem:
    """Nobody gave the answer, or all who did lack another one: the remedy differs."""
    if at.any():
        others = {name for name, kind in kinds if (kind[at] < 0).any()}
        return Problem(FILE, spec.name, shown,
                       f"all who gave this answer are without one to {', '.join(sorted(others))}",
                       "Leave that term out, or set missing.terms to own_level.")  # fmt: skip
    remedy = "Leave it out with `where`, or use a set of answers."
    if place == 0:
        remedy = "Merge it with a neighbour by `levels` of the outcome."
    return Problem(FILE, spec.name, shown, "nobody in the population gave this answer", remedy)
