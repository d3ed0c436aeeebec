"""Which wave asked what in which country, as a table for the front page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from tsunagari.codebook import Codebook
from tsunagari.labels import Text
from tsunagari.mapping import column_maps
from tsunagari.report.tables import PageCell, PageTable
from tsunagari.report.words import HEADS, text

COLUMNS = ("wave", "country", "variable", "item", "asked")
YES = "yes"


def availability(codebook: Codebook, waves: Mapping[str, Mapping]) -> pd.DataFrame:
    """A row a wave, country, asked variable and item; `asked` is yes or no."""
    rows = []
    for wave, entry in waves.items():
        mapped = {(each.variable.name, each.item) for each in column_maps(codebook, entry)}
        for file in entry["files"]:
            country = file.get("constants", {}).get("country", "")
            left_out = file.get("not_asked", ())
            for variable in codebook.asked:
                for item in variable.items or (None,):
                    asked = (variable.name, item) in mapped and variable.name not in left_out
                    rows.append((wave, country, variable.name, item or "", YES if asked else "no"))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def availability_table(
    table: pd.DataFrame,
    names: Mapping[str, Text],
    waves: Mapping[str, Text],
    countries: Mapping[str, Text],
) -> PageTable:
    """Questions down, waves and countries across; of items, how many of them were asked.

    table  columns wave, country, variable, item, asked; grades and the like may stand beside
    """
    across = list(dict.fromkeys(zip(table["wave"], table["country"], strict=True)))
    asked = table.assign(asked=table["asked"].eq(YES))
    counts = asked.groupby(["variable", "wave", "country"], sort=False)["asked"]
    total, yes = counts.size(), counts.sum()
    rows = []
    for variable in dict.fromkeys(table["variable"]):
        cells = [PageCell(names.get(variable, variable))]
        for key in across:
            n, all_of = int(yes.get((variable, *key), 0)), int(total.get((variable, *key), 0))
            few = n < all_of and all_of > 1
            cells.append(PageCell("" if not n else f"{n}/{all_of}" if few else text("asked")))
        rows.append((f"availability-{variable}", cells))
    heads = [HEADS["variable"], *(_head(*key, waves, countries) for key in across)]
    return PageTable(heads, [False] * len(heads), rows, name="availability")


def _head(wave: str, country: str, waves: Mapping, countries: Mapping) -> Text:
    if country not in countries:
        return dict(waves[wave])
    return {lang: f"{waves[wave][lang]} {countries[country][lang]}" for lang in ("ja", "en")}


def country_labels(codebook_config: Mapping) -> dict[str, Text]:
    """The countries' labels, none where the codebook has no countries."""
    found: Sequence = codebook_config["variables"].get("country", {}).get("categories", {})
    return {key: {"ja": found[key]["ja"], "en": found[key]["en"]} for key in found}
