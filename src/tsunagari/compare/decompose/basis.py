"""What the numbers of a decomposition stand on."""

from collections.abc import Mapping, Sequence

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED, PUBLISHED, weakest
from tsunagari.compare.decompose.spec import CHANGE, CRUDE


def source_basis(sources: Mapping[str, str], waves: Sequence[str]) -> str:
    """Delivered if all waves are, else assumed: how answers hang together is not published."""
    return DELIVERED if {sources[wave] for wave in waves} == {DELIVERED} else ASSUMED


def level_basis(
    entry: Mapping, wave: str, sources: Mapping[str, str], whole: Sequence[str], fixed: pd.DataFrame
) -> str:
    """What the share of a whole wave stands on.

    whole  figures that tabulate the outcome for everybody of a country
    fixed  cells that publications fix, with `basis`
    """
    if sources[wave] == DELIVERED:
        return DELIVERED
    where, outcome = entry.get("where") or {}, entry["outcome"]
    if set(where) != {"country"} or not isinstance(outcome["answers"], str):
        return ASSUMED
    wanted = {"wave": wave, "country": where["country"], "group": "all",
              "item": outcome["variable"], "category": outcome["answers"],
              "basis": PUBLISHED}  # fmt: skip
    rows = fixed["figure"].isin(list(whole))
    for column, value in wanted.items():
        rows &= fixed[column] == value
    return PUBLISHED if rows.any() else ASSUMED


def decomposition_basis(
    table: pd.DataFrame, levels: Sequence[str], parts: str, assumed: bool = False
) -> pd.Series:
    """Basis of each row: the levels' own, the change as the weaker of them, parts as `parts`.

    assumed  whether the error of the change needs a number of people that is assumed
    """
    of_change = ASSUMED if assumed else weakest(levels)
    basis = dict(zip(("earlier", "later"), levels, strict=True)) | {"change": of_change}
    return table["component"].map(basis).fillna(parts)


def standardised_basis(
    table: pd.DataFrame,
    levels: Mapping[str, str],
    populations: Mapping[str, Sequence[str]],
    sources: Mapping[str, str],
    assumed: Sequence[str] = (),
) -> pd.Series:
    """Basis of each row of standardised rates.

    levels       wave -> what its crude rate stands on
    populations  population -> the waves whose respondents make up its composition
    assumed      waves of which the number of people is assumed, as is the error of a change then
    """
    waves = list(levels)

    def basis(population: str, wave: str) -> str:
        used = [waves[0], waves[-1]] if wave == CHANGE else [wave]
        if wave == CHANGE and set(used) & set(assumed):
            return ASSUMED
        if population == CRUDE:
            return weakest(levels[each] for each in used)
        return source_basis(sources, [*used, *populations[population]])

    pairs = zip(table["population"], table["wave"], strict=True)
    return pd.Series([basis(*pair) for pair in pairs], table.index)
