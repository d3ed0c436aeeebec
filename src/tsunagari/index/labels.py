"""Tables and labels of the figures that config/indices.yaml declares."""

from collections.abc import Mapping

from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text


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
