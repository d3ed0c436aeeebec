"""The titles of a file's columns, beside the item or category that each is mapped to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tsunagari.resemblance import names_in
from tsunagari.waves.mapping import ColumnMap


def title_rows(
    maps: Sequence[ColumnMap], titles: Mapping[str, str], texts: Mapping
) -> Iterator[dict]:
    """A row a titled column of a repeated question: a mark by position is a slip's home.

    A title contradicts the mapping where it holds the name of another item of the list and
    not that of its own. Names that every title of the question holds tell nothing.
    """
    for name, group in groupby(maps, key=lambda entry: entry.variable.name):
        entries = [entry for entry in group if entry.item is not None]
        named = [(e, p.raw, titles[p.raw]) for e in entries for p in e.parts if titles.get(p.raw)]
        if not named:
            continue
        items = texts["lists"][named[0][0].variable.each]["items"]
        names = {
            item: {item.replace("_", " "), text["ja"], text["en"]} for item, text in items.items()
        }
        telling = {
            item: [n for n in own if not all(names_in(title, n) for _, _, title in named)]
            for item, own in names.items()
        }
        for entry, raw, title in named:
            resembles, verdict = _verdict(title, entry.item, names, telling)
            quoted = (entry.titles or {}).get(raw)
            if quoted is not None:
                verdict = "overruled" if quoted == title else "changed"
            row = {"column": raw, "code": "", "label": title, "variable": name}
            yield {**row, "item": entry.item, "mapped": entry.item, "resembles": resembles} | {
                "verdict": verdict
            }


def _verdict(
    title: str, item: str, names: Mapping[str, set[str]], telling: Mapping[str, list[str]]
) -> tuple[str, str]:
    if any(names_in(title, name) for name in names[item]):
        return item, "agrees"
    others = [
        other
        for other, called in telling.items()
        if other != item and any(names_in(title, name) for name in called)
    ]
    return (others[0], "contradicts") if others else ("", "unclear")
