"""What can be searched: figures by their titles, published numbers by where they stand."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd

from tsunagari.config.words import Text
from tsunagari.report.audit_tables import FIGURE, Guide

Entry = tuple[str, Text]  # address, words


def search_index(pages: Sequence[Entry], numbers: pd.DataFrame, guide: Guide) -> str:
    """A script that gives pages the index, since pages of files may not fetch one.

    pages    [address, Japanese, English]
    words    [Japanese, English], once each
    numbers  [figure, places of its words in `words`, published, computed], a row each
    """
    words: dict[tuple[str, str], int] = {}
    rows = []
    for row in numbers.to_dict("records"):
        both = [(said["ja"], said["en"]) for said in guide.words(row)]
        places = [words.setdefault(said, len(words)) for said in both]
        rows.append([row[FIGURE], places, row["printed"], row["computed_printed"]])
    index = {
        "pages": [[address, said["ja"], said["en"]] for address, said in pages],
        "words": list(words),
        "numbers": rows,
    }
    return f"window.SEARCH={json.dumps(index, ensure_ascii=False, separators=(',', ':'))}\n"
