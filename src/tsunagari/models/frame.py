"""The respondents of one model, collapsed: who counts, who is left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tsunagari.codebook import MISSING, NO_ANSWER, Codebook
from tsunagari.design import Design
from tsunagari.models.outcome import Outcome
from tsunagari.models.patterns import Column, Patterns, collapse
from tsunagari.models.spec import FILE, ModelSpec
from tsunagari.models.terms import WAVE, Atom
from tsunagari.problems import Problem, ProblemsFound, nearest

LEFT_OUT = "left_out"  # an answer that the model or its population leaves out
_KINDS = (*MISSING, LEFT_OUT)


@dataclass(frozen=True, eq=False)
class Frame:
    """Cells: unique patterns of outcome and terms among those who answered all of them.

    spec        the model (with a level of its own for no answer, where asked for)
    values      atom -> (m,) level codes of a factor (0 is the reference), or numbers
    outcome     (m,) level codes from the least affirmative up, or numbers
    count       (m,) respondents          weight  (m,) their weights, on average 1
    scale       what the design's weights are multiplied by for that
    design      the design, weights 0 outside the model's respondents
    left_out    variable, kind, n: respondents of the population that are not in the model
    population  respondents of the population
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
    _patterns: Patterns
    _cell: np.ndarray

    @property
    def n(self) -> int:
        """Respondents in the model."""
        return int(self.count.sum())

    @property
    def cell_of_respondent(self) -> np.ndarray:
        """(n,) the cell of each respondent, -1 outside."""
        found = self._patterns.of_respondent
        return self._cell[found]  # the last entry stands for -1


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
    names = list(dict.fromkeys([spec.outcome.column, *(atom.column for atom in spec.atoms)]))
    columns = {name: Column.of(respondents[name]) for name in names}
    patterns = collapse(list(columns.values()), design.weights, inside)
    position = {name: place for place, name in enumerate(names)}
    if spec.missing_terms == "own_level":
        spec = _with_missing_level(spec, columns, patterns, position)
    coded = {}
    for atom in spec.atoms:
        coded[atom] = _code_atom(atom, columns[atom.column], patterns.codes[:, position[atom.column]])
    outcome = _code_outcome(spec, columns[spec.outcome.column], patterns.codes[:, 0])
    complete = np.logical_and.reduce([np.isfinite(values) for values, _ in (*coded.values(), outcome)])
    _check_unknown(spec, [*zip(spec.atoms, coded.values(), strict=True)], outcome, patterns)
    left_out = _left_out(spec, coded, outcome, patterns.count)
    values = {atom: _compact(atom, found[complete]) for atom, (found, _) in coded.items()}
    chosen = outcome[0][complete]
    chosen = chosen.astype(np.int64) if spec.outcome.levels else chosen
    _check_levels(spec, values, chosen, int(complete.sum()))
    cell = np.append(np.where(complete, np.cumsum(complete) - 1, -1), -1)
    count, weight = patterns.count[complete], patterns.weight[complete]
    scale = float(count.sum() / weight.sum())
    everybody = inside is None and complete.all()
    if not everybody:
        design = design.subset(cell[patterns.of_respondent] >= 0)
    population = int(patterns.count.sum())
    return Frame(spec, values, chosen, count, weight * scale, scale, design, left_out,
                 population, patterns, cell)  # fmt: skip


def _check_columns(spec: ModelSpec, respondents: pd.DataFrame, design: Design) -> None:
    needed = [spec.outcome.column, *(atom.column for atom in spec.atoms)]
    needed += [WAVE] if spec.waves else []
    problems = [
        Problem(FILE, spec.name, name, "is not a column of the respondents",
                nearest(name, respondents.columns))
        for name in dict.fromkeys(needed) if name not in respondents.columns
    ]  # fmt: skip
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
    equal = (design.weights > 0).astype(float)
    return replace(design, weights=equal, weighted=False, calibration=None)


def _population(codebook, spec: ModelSpec, respondents, design: Design) -> np.ndarray | None:
    """(n,) who is in the population and has a weight; None is everybody."""
    inside = None
    if spec.where:
        inside = codebook.matches(respondents, spec.where).to_numpy()
    if spec.waves:
        wave = Column.of(respondents[WAVE])
        wanted = np.array([*(str(value) in spec.waves for value in wave.values), False])
        if not wanted[:-1].all():
            at_wave = wanted[wave.codes]
            inside = at_wave if inside is None else inside & at_wave
    if not (design.weights > 0).all():
        inside = design.weights > 0 if inside is None else inside & (design.weights > 0)
    if inside is not None and not inside.any():
        _refuse(spec, "", "nobody is in the population", "Check `where` and `waves`.")
    return inside


def _lookup(column: Column, groups: Sequence[Sequence[str]], left_out: Sequence[str]) -> np.ndarray:
    """Level of each code; below 0 a kind of missing, in the order of _KINDS; -9 is unknown."""
    places = {kind: -1 - place for place, kind in enumerate(MISSING)}
    places |= dict.fromkeys(left_out, -1 - len(MISSING))
    places |= {answer: level for level, group in enumerate(groups) for answer in group}
    return np.array([*(places.get(str(value), -9) for value in column.values), -9])


def _code_atom(atom: Atom, column: Column, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(m,) values with NaN where there is none, and (m,) the kind of missing (or level)."""
    if atom.is_number:
        return _code_number(column, codes)
    groups = [atom.members[level] for level in atom.levels]
    return _levels(_lookup(column, groups, atom.left_out)[codes])


def _code_outcome(spec: ModelSpec, column: Column, codes: np.ndarray):
    outcome = spec.outcome
    if not outcome.levels:
        if spec.missing_outcome != "leave_out":
            _refuse(spec, outcome.column, "a number has no least or most affirmative level",
                    "Set missing.outcome to leave_out.")  # fmt: skip
        return _code_number(column, codes)
    groups = [list(outcome.members[level]) for level in outcome.levels]
    if spec.missing_outcome != "leave_out":
        groups[0 if spec.missing_outcome == "least" else -1].append(NO_ANSWER)
    return _levels(_lookup(column, groups, outcome.left_out)[codes])


def _levels(found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.where(found >= 0, found, np.nan).astype(float), found


def _code_number(column: Column, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """ASSUME: a number that is missing is one without an answer (its column keeps no kind)."""
    values = np.append(np.asarray(column.values, dtype=float), np.nan)[codes]
    return values, np.where(np.isfinite(values), 0, -1 - MISSING.index(NO_ANSWER))


def _compact(atom: Atom, values: np.ndarray) -> np.ndarray:
    return values if atom.is_number else values.astype(np.int64)


def _with_missing_level(spec: ModelSpec, columns, patterns: Patterns, position) -> ModelSpec:
    """No answer becomes a level of every factor where somebody gave none."""
    level = NO_ANSWER.strip("_")
    renewed = {}
    for atom in spec.atoms:
        column = columns[atom.column]
        codes = patterns.codes[:, position[atom.column]]
        lacking = [code for code, value in enumerate(column.values) if value == NO_ANSWER]
        if not atom.is_number and np.isin(codes, lacking).any():
            members = {**atom.members, level: (NO_ANSWER,)}
            renewed[atom] = replace(atom, levels=(*atom.levels, level), members=members)
    terms = tuple(tuple(renewed.get(atom, atom) for atom in term) for term in spec.terms)
    return replace(spec, terms=terms)


def _left_out(spec: ModelSpec, coded, outcome, count: np.ndarray) -> pd.DataFrame:
    """Respondents without an answer, by variable and kind; one may lack several."""
    kinds = [(spec.outcome.column, outcome[1])]
    kinds += [(atom.text, kind) for atom, (_, kind) in coded.items()]
    rows = []
    for name, kind in kinds:
        for place, label in enumerate(_KINDS):
            lost = int(count[kind == -1 - place].sum())
            if lost:
                rows.append((name, label.strip("_"), lost))
    return pd.DataFrame(rows, columns=["variable", "kind", "n"])


def _check_unknown(spec: ModelSpec, coded, outcome, patterns: Patterns) -> None:
    named = [(spec.outcome.column, outcome[1]), *((a.text, kind) for a, (_, kind) in coded)]
    problems = [
        Problem("respondents", spec.name, name,
                f"{int(patterns.count[kind == -9].sum())} respondents have an answer that the "
                "codebook does not know", "Harmonise and derive the respondents first.")
        for name, kind in named if (kind == -9).any()
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def _check_levels(spec: ModelSpec, values, outcome: np.ndarray, cells: int) -> None:
    """Every level must have somebody: an empty one has no estimate."""
    if cells == 0:
        _refuse(spec, "", "nobody answered the outcome and all terms", "Check the terms' bases.")
    problems = []
    for atom, codes in values.items():
        for empty in _empty(codes, atom.levels):
            problems.append(Problem(FILE, spec.name, f"{atom.text}: {empty}",
                                    "nobody in the population is at this level",
                                    "Leave it out with `where`, or use a set of answers."))  # fmt: skip
    for empty in _empty(outcome, spec.outcome.levels):
        problems.append(Problem(FILE, spec.name, f"{spec.outcome.column}: {empty}",
                                "nobody in the population gave this answer",
                                "Merge it with a neighbour by `levels` of the outcome."))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def _empty(codes: np.ndarray, levels: Sequence[str]) -> list[str]:
    if not levels:
        return []
    return [level for place, level in enumerate(levels) if not (codes == place).any()]


def _refuse(spec: ModelSpec, value: str, message: str, remedy: str) -> None:
    raise ProblemsFound([Problem(FILE, spec.name, value, message, remedy)])


def outcome_scores(outcome: Outcome, codes: np.ndarray) -> np.ndarray:
    """(m,) the outcome of the linear family as a number."""
    return codes if outcome.scores is None else np.asarray(outcome.scores)[codes]
