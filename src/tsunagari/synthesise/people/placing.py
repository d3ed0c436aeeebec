"""People for the counts, and other counts where no people can be found for these."""

import numpy as np

from tsunagari.codebook.variables import Codebook
from tsunagari.synthesise.counts.model import Model, counts_near
from tsunagari.synthesise.counts.settling import Settled
from tsunagari.synthesise.people.one_by_one import place_one_by_one
from tsunagari.synthesise.people.placement import (
    CannotPlace,
    Inclination,
    Placement,
    check_placement,
    place_answers,
)

ATTEMPTS = 10  # counts that are tried before people are placed one by one


def place_people(
    codebook: Codebook,
    model: Model,
    settled: Settled,
    prior: np.ndarray,
    quota_cells: np.ndarray,
    inclination: Inclination,
) -> dict[str, np.ndarray]:
    """Everybody's answers: column -> the place of the answer, -1 where it was not put.

    That a question put to some, item by item, has a given answer for so many different
    people is not a linear condition: counts that fail are moved towards ones that do not.
    Raises CannotPlace when that does not help, nor placing people one by one.
    """
    counts, failure = settled.counts, None
    for _ in range(ATTEMPTS):
        placement = Placement(model.layout, counts, quota_cells, inclination)
        try:
            place_answers(codebook, placement)
        except CannotPlace as problem:
            failure = problem
            model.always = model.always.joined(problem.remedy(model.layout.size))
            counts = counts_near(model, settled.met, prior)
            if counts is None:
                break
        else:
            check_placement(placement)
            return placement.answers
    answers = place_one_by_one(codebook, model, settled.met, quota_cells)
    if answers is None:
        raise failure
    return answers
