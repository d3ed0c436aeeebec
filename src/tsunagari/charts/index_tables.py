"""Tables and labels of the figures that config/indices.yaml declares."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from tsunagari.charts.load import load_table
from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text


def load_picture(folder: str | Path, entry: Mapping, labels: Labels) -> pd.DataFrame:
    """The figure's table: of all its waves, only keys that its labels name, and the columns
    that it calls value and n under these names."""
    names = dict.fromkeys(entry["table"].format(wave=wave) for wave in entry["waves"])
    tables = [load_table(Path(folder) / f"{name}.csv") for name in names]
    table = pd.concat(tables, ignore_index=True)
    table = table[table["wave"].isin(entry["waves"])]
    for column in entry.get("labels", {}):
        table = table[table[column].isin(list(labels.texts[column]))]
    chart = entry["chart"]
    renamed = {chart.get(name, name): name for name in ("value", "n")}
    return table.rename(columns=renamed).reset_index(drop=True)


def load_paragraph(folder: str | Path, entry: Mapping, language: str) -> str:
    """The words that stand below the figure; none if it has none."""
    if "paragraph" not in entry:
        return ""
    path = Path(folder) / f"{entry['paragraph']}.{language}.txt"
    return path.read_text(encoding="utf-8").strip()


def index_labels(
    codebook: Mapping, name: str, entry: Mapping, group: str, waves: Mapping[str, Mapping]
) -> Labels:
    """Labels of an index's figure: communities, items of scales and kinds of participation
    from the codebook, the rest from the figure's own `labels`.

    group  the variable whose categories are the kinds of participation
    """
    variables, lists = codebook["variables"], codebook.get("lists", {})
    kinds = _texts(variables[group]["categories"])
    texts = {
        "wave": {wave: about["title"] for wave, about in waves.items()},
        "community": {
            key: text for each in lists.values() for key, text in _texts(each["items"]).items()
        },
        "item": _texts({key: variable["label"] for key, variable in variables.items()}),
        "group": kinds,
        "against": kinds,
    }
    texts |= {column: _texts(own) for column, own in entry.get("labels", {}).items()}
    return Labels(name, texts, {}, False, waves)


def _texts(entries: Mapping[str, Mapping]) -> dict[str, Text]:
    """Only the languages of entries that may hold more than words."""
    return {key: {"ja": entry["ja"], "en": entry["en"]} for key, entry in entries.items()}
