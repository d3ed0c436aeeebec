"""Published rows, read as statements about respondents.

A row says: of the people asked a question (in some quota cells, perhaps only those with one
answer to the question's base), so many gave one of these answers. The query of the figure
(config/figures.yaml) gives the words their meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagari.codebook.answers import matches
from tsunagari.codebook.queries import Base
from tsunagari.codebook.variables import Codebook, Variable
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.reading import Row
from tsunagari.synthesise.statements.counting import is_put
from tsunagari.synthesise.statements.sample import Sample


@dataclass(frozen=True, eq=False)
class Statement:
    """One published row about one sample.

    row      the row; one without a number for an estimate that is only asked about
    members  the answers that are counted, none when only the base is printed
    quotas   the quota cells in which they are counted
    within   only people with these answers to the question's base, None for the whole base
    """

    row: Row
    variable: str
    item: str | None
    members: tuple[str, ...]
    quotas: frozenset[int]
    within: tuple[str, ...] | None


def statements(codebook: Codebook, rows: Sequence[Row], sample: Sample) -> list[Statement]:
    """All published rows about the sample; raises ProblemsFound for rows without a meaning."""
    found, problems = [], []
    for row in rows:
        if row.survey != (sample.wave, sample.country) or not _of_people(row):
            continue
        if row.base is None or not _known(codebook[row.base.variable], row.categories):
            problems.append(_unknown(row))
        elif not is_put(codebook, sample, row.base.variable):
            problems.append(_not_put(row, sample))
        else:
            found.append(_statement(codebook, sample, row))
    if problems:
        raise ProblemsFound(problems)
    return found


def _of_people(row: Row) -> bool:
    """Whether a row with a place gives a base or a percentage."""
    return row.has_place and row.value is None and (row.n is not None or row.printed != "")


def _known(variable: Variable, categories: Sequence[str]) -> bool:
    return all(name in variable.categories or name in variable.sets for name in categories)


def _statement(codebook: Codebook, sample: Sample, row: Row) -> Statement:
    base = row.base
    members = codebook[base.variable].members(row.categories)
    return Statement(row, base.variable, base.item, members, *subgroup(codebook, sample, base))


def subgroup(
    codebook: Codebook, sample: Sample, base: Base
) -> tuple[frozenset[int], tuple[str, ...] | None]:
    """The quota cells, and the answers to the question's base, that a query restricts itself to.

    Raises ProblemsFound for a restriction by anything else.
    """
    settled = {key: value for key, value in base.where.items() if key in sample.quotas}
    met = matches(codebook, sample.quotas, settled).to_numpy()
    within = None
    for key, value in base.where.items():
        if key in settled:
            continue
        if key not in (codebook[base.variable].base or {}):
            raise ProblemsFound([_unsupported(base, key)])
        within = codebook[key].members(value)
    return frozenset(met.nonzero()[0].tolist()), within


def _unknown(row: Row) -> Problem:
    message = "no query of the figure tabulates this published row"
    remedy = "Correct the row's keys, or add the query to the figure in config/figures.yaml."
    return _problem(row, message, remedy)


def _not_put(row: Row, sample: Sample) -> Problem:
    message = f"{row.base.variable} is published, but not asked in {sample.country} {sample.wave}"
    return _problem(row, message, "Add it to `asked` of the sample in config/synthetic.yaml.")


def _problem(row: Row, message: str, remedy: str) -> Problem:
    file, keys = f"resources/published/{row.figure}.csv", " / ".join(row.keys)
    return Problem(file, keys, row.printed, message, remedy)


def _unsupported(base: Base, key: str) -> Problem:
    message = "respondents can be built within groups of quota variables and of the base only"
    remedy = "Make the variable part of the quota, or the question's base."
    return Problem("config/figures.yaml", f"figure {base.figure}", key, message, remedy)
