"""The people of a sample: who they are, and their answers in the harmonised layout."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import NOT_APPLICABLE, Codebook
from tsunagari.synthesise.statements.layout import Layout
from tsunagari.synthesise.statements.sample import Sample, blank_respondents, spans
from tsunagari.synthesise.traits import generator


def draw_people(codebook: Codebook, sample: Sample, seed: int) -> tuple[pd.DataFrame, np.ndarray]:
    """The people of the sample in random order: what the quotas settle, and their quota cells.

    ASSUME: within a band of numbers (ages) every number is equally frequent.
    """
    cells = np.repeat(np.arange(len(sample.sizes)), sample.sizes)
    within = np.concatenate([np.arange(size) for size in sample.sizes])
    order = generator(seed, sample.wave, sample.country, "order").permutation(len(cells))
    people = sample.quotas.iloc[cells].reset_index(drop=True)
    for name in people:
        if codebook[name].derive:
            wide = {key: high - low + 1 for key, (low, high) in spans(codebook[name]).items()}
            width = people[name].astype(str).map(wide).to_numpy(dtype=np.int64)
            people[codebook[name].derive["bands"]] += within % width
    return people.iloc[order].reset_index(drop=True), cells[order]


def harmonised(
    codebook: Codebook, people: pd.DataFrame, layout: Layout, answers: Mapping[str, np.ndarray]
) -> pd.DataFrame:
    """Respondents in the codebook's layout, without derived variables.

    answers  column -> the place of everybody's answer, -1 where the question was not put
    """
    table = blank_respondents(codebook, len(people))
    for name in people:
        if not codebook[name].derive:
            table[name] = people[name]
    for column, places in answers.items():
        names = [*layout.tables[column].answers, NOT_APPLICABLE]
        dtype = table[column].dtype
        codes = np.array([dtype.categories.get_loc(name) for name in names])
        table[column] = pd.Categorical.from_codes(codes[places], dtype=dtype)
    digits, country = len(str(len(people))), layout.sample.country
    numbers = range(1, len(people) + 1)
    table.insert(0, "respondent", [f"{country}-{number:0{digits}d}" for number in numbers])
    table.insert(1, "wave", layout.sample.wave)
    return table
