"""The text of decompositions and age curves, in each language, from the configuration."""

from __future__ import annotations

from collections.abc import Mapping

from tsunagari.labels import Labels
from tsunagari.model_labels import CROSS, model_labels


def change_labels(
    codebook: Mapping, name: str, entry: Mapping, waves: Mapping[str, Mapping]
) -> Labels:
    """Labels of an entry of decompositions.yaml: roles as of a model (see `model_labels`)."""
    terms = [*entry.get("terms", ()), *entry.get("factors", ())]
    terms += [entry["bands"]] if "bands" in entry else []
    if "crossed" in entry:
        terms += [*entry["crossed"], CROSS.join(entry["crossed"])]
    shown = {"outcome": entry["outcome"], "family": "logit", "terms": list(dict.fromkeys(terms))}
    return model_labels(codebook, name, shown, waves)
