"""Decompositions and standardised rates as tidy tables, in percent and points."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.compare.decompose.cells import (
    Sample,
    Sums,
    build_sample,
    check_cells,
    crossed,
    level_codes,
    patterns,
)
from tsunagari.compare.decompose.delta import Computed, compute
from tsunagari.compare.decompose.oaxaca_blinder import OaxacaBlinder, build_layout, fit_waves
from tsunagari.compare.decompose.rates import das_gupta_parts, kitagawa_parts
from tsunagari.compare.decompose.spec import Decomposition, cell_names
from tsunagari.estimate.design import Design
from tsunagari.models.terms import Atom

COLUMNS = ("component", "factor", "category", "points", "std_error", "ci_low", "ci_high",
           "degrees_of_freedom", "share_of_change", "n_earlier", "n_later")  # fmt: skip
CHANGE, LEVELS = "change", ("earlier", "later")
CROSS = ":"

Frames = Mapping[str, pd.DataFrame]
Designs = Mapping[str, Design]
Row = tuple[str, str, str]  # component, factor, category


def decompose(
    codebook: Codebook, spec: Decomposition, respondents: Frames, designs: Designs
) -> pd.DataFrame:
    """A change between two waves and its parts; a row a part, columns COLUMNS.

    respondents, designs  of both waves; rows aligned

    component  earlier, later (the levels, in percent), change (their difference, in points);
               composition, within and interaction (parts of the change, in points)
    factor     what the part is of; "" is all of it, and `a:b` crossed factors
    category   a level of the factor; "" is all of it. Rows of one factor and component with
               a category sum to the row without
    share_of_change  points as a percentage of the change; missing where nothing changed
    n_earlier, n_later  respondents in the category, or in all

    Raises ProblemsFound for cells that one wave lacks, unless told what to do with them, and
    for regressions that cannot be fitted.
    """
    method = {"kitagawa": _kitagawa, "das_gupta": _das_gupta, "oaxaca_blinder": _oaxaca_blinder}
    blocks = method[spec.method](codebook, spec, respondents, designs)
    table = pd.concat([_rows(*block) for block in blocks], ignore_index=True)
    table = table.drop_duplicates(["component", "factor", "category"], ignore_index=True)
    change = table.loc[table["component"] == CHANGE, "points"].iloc[0]
    parts = ~table["component"].isin(LEVELS)
    share = 100 * table["points"] / change if change != 0 else np.nan
    return table.assign(share_of_change=np.where(parts, share, np.nan))[list(COLUMNS)]


def _rows(names: Sequence[Row], parts: Computed, counts: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """A block of rows, shares as percent."""
    keys = pd.DataFrame(list(names), columns=["component", "factor", "category"])
    earlier, later = zip(*counts, strict=True)
    return keys.assign(**parts.columns("points"), n_earlier=earlier, n_later=later)


def _levels(samples: Sequence[Sample]) -> tuple[list[Row], Computed, list[tuple[int, int]]]:
    """The rates of both waves and their difference."""

    def quantity(earlier: Sums, later: Sums) -> np.ndarray:
        return np.array([earlier.total, later.total, later.total - earlier.total])

    names = [(component, "", "") for component in (*LEVELS, CHANGE)]
    return names, compute(quantity, samples), [_people(samples)] * 3


def _people(samples: Sequence[Sample], inside: np.ndarray | None = None) -> tuple[int, int]:
    """Respondents of both waves, in all cells or in those inside."""
    chosen = slice(None) if inside is None else inside
    first, second = (int(sample.count[chosen].sum()) for sample in samples)
    return first, second


def crossed_samples(
    codebook: Codebook,
    spec,
    atoms: Sequence[Atom],
    waves: Sequence[str],
    respondents: Frames,
    designs: Designs,
) -> list[Sample]:
    """The waves' respondents in the crossed levels of factors."""
    sizes = [len(atom.levels) for atom in atoms]
    cells = int(np.prod(sizes))
    samples = []
    for wave in waves:
        people = respondents[wave]
        cell = crossed([level_codes(atom, people) for atom in atoms], sizes)
        samples.append(build_sample(codebook, wave, spec.where, spec.outcome, cell, cells, people,
                                    designs[wave]))  # fmt: skip
    return samples


# --- methods ------------------------------------------------------------------
def _kitagawa(codebook, spec: Decomposition, respondents, designs):
    groupings = [(atom,) for atom in spec.atoms]
    if spec.crossed:
        groupings.append(spec.crossed)
    for atoms in groupings:
        samples = crossed_samples(codebook, spec, atoms, spec.waves, respondents, designs)
        levels = cell_names(atoms, CROSS)
        check_cells(spec.place, samples, levels, spec.empty)
        factor = CROSS.join(atom.text for atom in atoms)
        parts = ("composition", "within")
        names = [(part, factor, "") for part in parts]
        names += [(part, factor, level) for part in parts for level in levels]
        people = [_people(samples, np.array([cell])) for cell in range(len(levels))]
        yield _levels(samples)
        yield names, compute(kitagawa_parts, samples), [_people(samples)] * 2 + people * 2


def _das_gupta(codebook, spec: Decomposition, respondents, designs):
    samples = crossed_samples(codebook, spec, spec.atoms, spec.waves, respondents, designs)
    check_cells(spec.place, samples, cell_names(spec.atoms, CROSS), spec.empty)
    shape = [len(atom.levels) for atom in spec.atoms]
    names = [("composition", "", ""), ("within", "", "")]
    names += [("composition", atom.text, "") for atom in spec.atoms]
    parts = compute(partial(das_gupta_parts, shape=shape), samples)
    yield _levels(samples)
    yield names, parts, [_people(samples)] * len(names)


def _oaxaca_blinder(codebook, spec: Decomposition, respondents, designs):
    codes = [[level_codes(atom, respondents[wave]) for atom in spec.atoms] for wave in spec.waves]
    cells, values = patterns(codes)
    samples = [
        build_sample(codebook, wave, spec.where, spec.outcome, cell, len(values),
                     respondents[wave], designs[wave])
        for wave, cell in zip(spec.waves, cells, strict=True)
    ]  # fmt: skip
    by_atom = dict(zip(spec.atoms, values.T, strict=True))
    layout = build_layout(spec.terms, by_atom)
    plan = OaxacaBlinder(layout, spec.family, spec.fold, spec.reference)
    plan = fit_waves(plan, samples, spec.place)
    names = [(component, "", "") for component in plan.components]
    names += [(component, term, "") for component in plan.components for term in layout.terms]
    names += [(component, *name) for component in plan.components for name in layout.names]
    counts = [
        _people(samples) if not level else
        _people(samples, layout.values[:, layout.names.index((term, level))] != 0)
        for _, term, level in names
    ]  # fmt: skip
    yield _levels(samples)
    yield names, compute(plan.parts, samples), counts
