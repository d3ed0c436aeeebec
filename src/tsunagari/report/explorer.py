"""Pictures that answer to the reader, as Vega-Lite specifications in each language."""

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text, texts_of
from tsunagari.report.words import HEADS, WORDS, text

EVERYBODY = "all"
COLOURS = ("#1f4e79", "#c8701f", "#4a7a3a", "#7a4a86")
ROW = 34  # pixels of height for each dot
FONT = "sans-serif, Pictures"  # the bundled font, where a machine has no Japanese one


def subsets(by: Sequence[str]) -> list[tuple[str, ...]]:
    """All choices among the variables that a reader may narrow by, the empty one first."""
    return [chosen for size in range(len(by) + 1) for chosen in combinations(by, size)]


def explorer_entries(explorer: Mapping) -> list[dict]:
    """The explorer's entry as entries of comparisons, one a choice of variables crossed."""
    rest = {key: value for key, value in explorer.items() if key not in ("by", "title", "base")}
    return [
        {**rest, **({"by": list(chosen)} if chosen else {})}
        for chosen in subsets(explorer.get("by", ()))
    ]


def with_choices(table: pd.DataFrame, by: Sequence[str], chosen: Sequence[str]) -> pd.DataFrame:
    """A column for each variable of `by`: the group's category of it, or everybody."""
    keys = table["group"].str.split(".", expand=True)
    columns = {name: keys[list(chosen).index(name)] if name in chosen else EVERYBODY for name in by}
    return table.assign(**columns)


def quadrant_spec(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> dict:
    """Points on the two axes of an index, with their values on hovering."""
    rows = [
        {
            "name": labels.text("item", row["item"], language),
            "x": round(row["x"], 3),
            "y": round(row["y"], 3),
            "n": int(row["n"]),
            "basis": row["basis"],
        }
        for row in table.to_dict("records")
    ]
    ends = {
        axis: "← {low}　　{high} →".format(
            low=entry["chart"][name]["low"][language], high=entry["chart"][name]["high"][language]
        )
        for axis, name in (("x", "horizontal"), ("y", "vertical"))
    }
    tooltip = [
        {"field": "name", "title": HEADS["item"][language]},
        {"field": "x", "title": HEADS["x"][language], "format": ".2f"},
        {"field": "y", "title": HEADS["y"][language], "format": ".2f"},
        {"field": "n", "title": "n", "format": ","},
    ]
    position = {
        axis: {"field": axis, "type": "quantitative", "title": ends[axis],
               "scale": {"padding": room}}
        for axis, room in (("x", 70), ("y", 12))
    }  # fmt: skip
    zero = [
        {
            "mark": {"type": "rule", "color": "#8a8a8a", "aria": False},
            "encoding": {axis: {"datum": 0, "type": "quantitative"}},
        }
        for axis in "xy"
    ]
    return {
        **_page(entry["title"][language], {"values": rows}),
        "width": "container",
        "height": 380,
        "layer": [
            *zero,
            {
                "params": [{"name": "zoom", "select": "interval", "bind": "scales"}],
                "mark": {
                    "type": "point",
                    "size": 110,
                    "filled": True,
                    "strokeWidth": 1.6,
                    "opacity": 1,
                },
                "encoding": {**position, **_fill({"value": COLOURS[0]}), "tooltip": tooltip},
            },
            {
                "mark": {"type": "text", "fontSize": 11, **_inwards(table["x"])},
                "encoding": {**position, "text": {"field": "name"}},
            },
        ],
    }


def _inwards(places: pd.Series) -> dict:
    """Where names stand beside their points, so that none is cut: on the side with more room."""
    middle = (places.min() + places.max()) / 2
    right = f"datum.x > {middle:.3f}"
    return {
        "align": {"expr": f"{right} ? 'right' : 'left'"},
        "dx": {"expr": f"{right} ? -9 : 9"},
    }


def waves_rows(table: pd.DataFrame, choices: Iterable[str]) -> list[dict]:
    """The rows that the picture of waves is drawn from, by keys, for both languages.

    table    wave, country, item, category, n, percent, ci_low, ci_high, basis, and a column
             for each of `choices`
    """
    return [
        {
            "wave": row["wave"],
            "what": f"{row['item']}.{row['category']}",
            **{end: round(row[end], 1) for end in ("percent", "ci_low", "ci_high")},
            **{name: row[name] for name in choices},
            "n": int(row["n"]),
            "basis": row["basis"],
        }
        for row in table.to_dict("records")
    ]


def indicators_of(table: pd.DataFrame, labels: Labels) -> dict[str, Text]:
    """What the rows of the picture of waves are shares of: key -> question and answer."""
    pairs = dict.fromkeys(zip(table["item"], table["category"], strict=True))
    return {
        f"{item}.{category}": {
            language: "\n".join(
                line
                for role, key in (("item", item), ("category", category))
                for line in textwrap.wrap(labels.text(role, key, language), int(room))
            )
            for language, room in WORDS["label_width"].items()
        }
        for item, category in pairs
    }


def waves_spec(
    waves: Mapping[str, Text],
    indicators: Mapping[str, Text],
    choices: Mapping[str, Mapping[str, Text]],
    names: Mapping[str, Text],
    title: Text,
    language: str,
) -> dict:
    """Shares of each wave with intervals, of a country and group that the reader chooses.

    waves, indicators  key -> words, in order     names  variable -> what it is called
    choices            variable -> category -> words
    The rows (waves_rows) are given to the picture by the name `rows`.
    """
    titles = [wave[language] for wave in waves.values()]
    item, wave = "shown", "survey"
    asked = f"{_in_words(indicators, language)}[datum.what]"
    # The latest wave has the colour that it has in pictures.
    scale = {"range": list(reversed(COLOURS[: len(titles)]))}
    colour = {"field": wave, "type": "nominal", "sort": titles, "scale": scale,
              "title": HEADS["wave"][language],
              "legend": {"orient": "top", "direction": "vertical"}}  # fmt: skip
    percent = {"type": "quantitative", "scale": {"domain": [0, 100]},
               "title": HEADS["percent"][language]}  # fmt: skip
    tooltip = [
        {"field": item, "title": HEADS["item"][language]},
        {"field": wave, "title": HEADS["wave"][language]},
        {"field": "said", "title": HEADS["percent"][language]},
        {"field": "interval", "title": HEADS["interval"][language]},
        {"field": "n", "title": "n", "format": ","},
    ]
    chosen = " && ".join(f"datum.{name} === choose_{name}" for name in choices)
    mark = "format(datum.percent, '.1f') + (datum.basis === 'assumed' ? '*' : '')"
    ends = "format(datum.ci_low, '.1f') + ' – ' + format(datum.ci_high, '.1f')"
    return {
        **_page(title[language], {"name": "rows"}),
        "width": "container",
        "height": ROW * len(titles) * len(indicators),
        "params": [_choice(name, labels, names, language) for name, labels in choices.items()],
        "transform": [
            {"filter": chosen},
            {"calculate": asked, "as": item},
            {"calculate": f"{_in_words(waves, language)}[datum.wave]", "as": wave},
            {"calculate": mark, "as": "said"},
            {"calculate": ends, "as": "interval"},
        ],
        "encoding": {
            "y": {"field": item, "type": "nominal", "title": None, "sort": None,
                  "axis": {"labelLimit": 230, "labelFontSize": 11,
                           "labelExpr": "split(datum.label, '\\n')"}},
            "yOffset": {"field": wave, "sort": titles},
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 1.6, "aria": False},
                "encoding": {"x": {"field": "ci_low", **percent}, "x2": {"field": "ci_high"},
                             "stroke": colour},
            },
            {
                "mark": {"type": "point", "size": 90, "strokeWidth": 1.8, "opacity": 1},
                "encoding": {"x": {"field": "percent", **percent}, "tooltip": tooltip,
                             **_fill(colour)},
            },
        ],
    }  # fmt: skip


def _in_words(texts: Mapping[str, Text], language: str) -> str:
    """An expression for the words of each key."""
    return json.dumps({key: text[language] for key, text in texts.items()}, ensure_ascii=False)


def _fill(solid: Mapping) -> dict:
    """Filled in the colour, or hollow where the value is assumed."""
    hollow = {"test": "datum.basis === 'assumed'", "value": "#ffffff"}
    return {"fill": {"condition": hollow, **solid}, "stroke": dict(solid)}


def _choice(name: str, labels: Mapping[str, Text], names: Mapping, language: str) -> dict:
    """A list to choose one category of a variable from."""
    return {
        "name": f"choose_{name}",
        "value": next(iter(labels)),
        "bind": {
            "input": "select",
            "options": list(labels),
            "labels": [label[language] for label in labels.values()],
            "name": f"{names[name][language]} ",
        },
    }


def _page(description: str, data: Mapping) -> dict:
    return {
        "description": description,
        "background": "transparent",
        "data": dict(data),
        "config": {"font": FONT, "axis": {"labelFontSize": 12, "titleFontSize": 12}},
    }


def choices_of(
    explorer: Mapping, table: pd.DataFrame, codebook_config: Mapping
) -> dict[str, dict[str, Text]]:
    """What a reader may choose: countries of the table, and everybody or one category of each
    variable of `by`."""
    variables = codebook_config["variables"]
    found = {"country": {k: t for k, t in _labels(variables, "country").items()
                         if k in set(table["country"])}}  # fmt: skip
    for name in explorer.get("by", ()):
        found[name] = {EVERYBODY: text("all_people"), **_labels(variables, name)}
    return found


def _labels(variables: Mapping, name: str) -> dict[str, Text]:
    return texts_of(variables[name]["categories"])
