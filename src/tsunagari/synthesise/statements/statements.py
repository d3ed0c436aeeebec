"""Published rows, read as statements about respondents.

A row says: of the people asked a question (in some quota cells, perhaps only those with one
answer to the question's base), so many gave one of these answers. The query of the figure
(config/figures.yaml) gives the words their meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tsunagari.codebook.answers import matches
from tsunagari.codebook.queries import KEYS, Base, bases
from tsunagari.codebook.variables import Codebook, Variable
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.synthesise.statements.counting import is_put
from tsunagari.synthesise.statements.sample import Sample

JOINED = "+"  # between categories that a text adds up


@dataclass(frozen=True)
class Statement:
    """One published row about one sample.

    row      its place in the frame of all published rows
    keys     figure, wave, country, group, item, category
    members  the answers that are counted, none when only the base is printed
    quotas   the quota cells in which they are counted
    within   only people with these answers to the question's base, None for the whole base
    n        the printed base          tenths   the printed percentage, in tenths of a percent
    assumed  the row's place in the figure is assumed, not published
    """

    row: int
    keys: tuple[str, ...]
    variable: str
    item: str | None
    members: tuple[str, ...]
    quotas: frozenset[int]
    within: tuple[str, ...] | None
    n: int | None
    tenths: int | None
    provenance: str
    assumed: bool = False

    @property
    def figure(self) -> str:
        """The figure's printed number."""
        return self.keys[0]


def statements(
    codebook: Codebook,
    published: pd.DataFrame,
    figures: Mapping,
    placements: Sequence[Mapping],
    sample: Sample,
) -> list[Statement]:
    """All published rows about the sample; raises ProblemsFound for rows without a meaning."""
    rows = published.reset_index(drop=True).assign(assumed=False)
    rows[list(KEYS)] = rows[list(KEYS)].fillna("").astype(str)
    rows = place_orphans(rows, placements)
    rows = rows[(rows["wave"] == sample.wave) & (rows["country"] == sample.country)]
    rows = rows[(rows["percent"].notna() | rows["n"].notna()) & rows["value"].isna()]
    rows = rows[(rows["placement"] != "orphan") | rows["assumed"]]
    meanings = {
        (base.figure, base.group, base.item_key): base
        for figure, entry in figures.items()
        for base in bases(codebook, figure, entry.get("estimates", ()))
        if base.country == sample.country
    }
    found, problems = [], []
    for row in rows.itertuples():
        base = meanings.get((row.figure, row.group, row.item))
        if base is None or not _known(codebook[base.variable], row.category):
            problems.append(_unknown(row))
        elif not is_put(codebook, sample, base.variable):
            problems.append(_not_put(row, base, sample))
        else:
            found.append(_statement(codebook, sample, row, base))
    if problems:
        raise ProblemsFound(problems)
    return found


def place_orphans(published: pd.DataFrame, placements: Sequence[Mapping]) -> pd.DataFrame:
    """Give rows whose cell the figure does not show the cell that is assumed for them."""
    rows = published.copy()
    free = rows["placement"] == "orphan"
    for entry in placements:
        same = free & (rows["figure"] == entry["figure"]) & (rows["percent"] == entry["percent"])
        if not same.any():
            message = "no orphan of the figure has this percentage left"
            remedy = "Give placements only for rows with placement `orphan`, each once."
            where = f"placements, figure {entry['figure']}"
            raise ProblemsFound(
                [Problem("config/synthetic.yaml", where, str(entry["percent"]), message, remedy)]
            )
        row = same.idxmax()
        free[row] = False
        for column in KEYS:
            rows.loc[row, column] = str(entry.get(column, rows.loc[row, column]))
        rows.loc[row, "assumed"] = True
    return rows


def _known(variable: Variable, category: str) -> bool:
    names = category.split(JOINED) if category else ()
    return all(name in variable.categories or name in variable.sets for name in names)


def _statement(codebook: Codebook, sample: Sample, row, base: Base) -> Statement:
    quotas, within = subgroup(codebook, sample, base)
    variable = codebook[base.variable]
    return Statement(
        row=row.Index,
        keys=tuple(getattr(row, key) for key in KEYS),
        variable=base.variable,
        item=base.item,
        members=variable.members(row.category.split(JOINED)) if row.category else (),
        quotas=quotas,
        within=within,
        n=None if pd.isna(row.n) else int(row.n),
        tenths=None if pd.isna(row.percent) else round(row.percent * 10),
        provenance=row.provenance,
        assumed=bool(row.assumed),
    )


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


def _unknown(row) -> Problem:
    keys = " / ".join(str(getattr(row, key)) for key in KEYS)
    message = "no query of the figure tabulates this published row"
    remedy = "Correct the row's keys, or add the query to the figure in config/figures.yaml."
    return Problem(f"resources/published/{row.figure}.csv", keys, str(row.percent), message, remedy)


def _not_put(row, base: Base, sample: Sample) -> Problem:
    keys = " / ".join(str(getattr(row, key)) for key in KEYS)
    message = f"{base.variable} is published, but not asked in {sample.country} {sample.wave}"
    remedy = "Add it to `asked` of the sample in config/synthetic.yaml."
    return Problem(f"resources/published/{row.figure}.csv", keys, str(row.percent), message, remedy)


def _unsupported(base: Base, key: str) -> Problem:
    message = "respondents can be built within groups of quota variables and of the base only"
    remedy = "Make the variable part of the quota, or the question's base."
    return Problem("config/figures.yaml", f"figure {base.figure}", key, message, remedy)
