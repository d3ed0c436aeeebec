"""Tables and labels of the figures that config/indices.yaml declares."""

from collections.abc import Mapping

from tsunagari.codebook.labels import Labels
from tsunagari.config.words import texts_of


def index_labels(
    codebook: Mapping, name: str, entry: Mapping, group: str, waves: Mapping[str, Mapping]
) -> Labels:
    """Labels of an index's figure: communities, items of scales and kinds of participation
    from the codebook, the rest from the figure's own `labels`.

    group  the variable whose categories are the kinds of participation
    """
    variables, lists = codebook["variables"], codebook.get("lists", {})
    kinds = texts_of(variables[group]["categories"])
    texts = {
        "wave": {wave: about["title"] for wave, about in waves.items()},
        "community": {
            key: text for each in lists.values() for key, text in texts_of(each["items"]).items()
        },
        "item": texts_of({key: variable["label"] for key, variable in variables.items()}),
        "group": kinds,
        "against": kinds,
    }
    texts |= {column: texts_of(own) for column, own in entry.get("labels", {}).items()}
    return Labels(name, texts, {}, False, waves)
