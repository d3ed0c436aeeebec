"""The head of a figure that config/indices.yaml declares: it has a title and no printed number."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tsunagari.charts import style
from tsunagari.charts.frame import open_page
from tsunagari.charts.page import Page
from tsunagari.charts.words import say
from tsunagari.codebook.labels import Labels


def open_index_page(table: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Page:
    """A page with title, base, and, where a number is assumed, that none of this is a finding."""
    assumed = (table["basis"] == "assumed").any()
    lines = [(say("no_findings", language), style.WARNING)] if assumed else []
    title = spec["title"][language]
    return open_page(table, spec, labels, language, heading=title, lines=lines)
