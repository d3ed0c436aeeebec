"""Pictures that answer to the reader, as Vega-Lite specifications in each language."""

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text, texts_of
from tsunagari.draw.paper import style
from tsunagari.report.words import HEADS, WORDS, text

EVERYBODY = "all"
ROW = 34  # pixels of height for each dot
SKETCHES = Path(__file__).parents[3] / "workflow" / "report" / "pictures"
FONT = "sans-serif, Pictures"  # the bundled font, where a machine has no Japanese one


def subsets(by: Sequence[str]) -> list[tuple[str, ...]]:
    """All choices among the variables that a reader may narrow by, the empty one first."""
    return [chosen for size in range(len(by) + 1) for chosen in combinations(by, size)]


def explorer_entries(explorer: Mapping) -> list[dict]:
    """The explorer's entry as entries of comparisons, one a choice of variables crossed."""
    rest = {key: value for key, value in explorer.items() if key not in ("by", "title", "base")}
    choices = subsets(explorer.get("by", ()))
    return [rest | ({"by": list(chosen)} if chosen else {}) for chosen in choices]


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
    # Names stand beside their points, on the side with more room, so that none is cut.
    right = f"datum.x > {(table['x'].min() + table['x'].max()) / 2:.3f}"
    return _picture(
        "quadrant",
        language,
        title=entry["title"][language],
        rows=rows,
        colour=style.WAVES_ON_PAGES[0],
        align=f"{right} ? 'right' : 'left'",
        offset=f"{right} ? -9 : 9",
        **{name: _ends(entry["chart"][name], language) for name in ("horizontal", "vertical")},
    )


def _ends(axis: Mapping, language: str) -> str:
    return f"← {axis['low'][language]}　　{axis['high'][language]} →"


def _picture(name: str, language: str, **values: object) -> dict:
    """A sketch filled in with values, with the heads of columns and the font."""
    sketch = json.loads((SKETCHES / f"{name}.json").read_text(encoding="utf-8"))
    heads = {f"head.{column}": words[language] for column, words in HEADS.items()}
    return filled_in(sketch, {"font": FONT, **heads, **values})


def filled_in(sketch: object, values: Mapping[str, object]) -> object:
    """The sketch (a Vega-Lite specification) with the value of each `$name` in its place.

    Raises KeyError for a name that has no value.
    """
    if isinstance(sketch, str) and sketch.startswith("$"):
        return values[sketch[1:]]
    if isinstance(sketch, dict):
        return {key: filled_in(part, values) for key, part in sketch.items()}
    return [filled_in(part, values) for part in sketch] if isinstance(sketch, list) else sketch


def in_page(spec: Mapping | list) -> str:
    """JSON that can stand in a script element."""
    return json.dumps(spec, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def waves_rows(table: pd.DataFrame, choices: Iterable[str]) -> list[dict]:
    """The rows that the picture of waves is drawn from, by keys, for both languages.

    table    wave, country, item, category, n, percent, ci_low, ci_high, basis, and a column
             for each of `choices`
    """
    return [
        {
            "wave": row["wave"],
            "what": f"{row['item']}.{row['category']}",
            **{end: _rounded(row[end]) for end in ("percent", "ci_low", "ci_high")},
            **{name: row[name] for name in choices},
            "n": int(row["n"]),
            "basis": row["basis"],
        }
        for row in table.to_dict("records")
    ]


def _rounded(value: float) -> float | None:
    """None of what is unknown, as JSON has it."""
    return None if pd.isna(value) else round(value, 1)


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
    return _picture(
        "waves",
        language,
        title=title[language],
        height=ROW * len(titles) * len(indicators),
        choices=[_choice(name, each, names, language) for name, each in choices.items()],
        chosen=" && ".join(f"datum.{name} === choose_{name}" for name in choices),
        shown=f"{_in_words(indicators, language)}[datum.what]",
        survey=f"{_in_words(waves, language)}[datum.wave]",
        waves=titles,
        # The latest wave has the colour that it has in pictures.
        colours=list(reversed(style.WAVES_ON_PAGES[: len(titles)])),
    )


def _in_words(texts: Mapping[str, Text], language: str) -> str:
    """An expression for the words of each key."""
    return json.dumps({key: text[language] for key, text in texts.items()}, ensure_ascii=False)


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


def choices_of(
    explorer: Mapping, table: pd.DataFrame, codebook_config: Mapping
) -> dict[str, dict[str, Text]]:
    """What a reader may choose: countries of the table, and everybody or one category of each
    variable of `by`."""
    variables = codebook_config["variables"]
    labels = {
        name: texts_of(variables[name]["categories"])
        for name in ("country", *explorer.get("by", ()))
    }
    asked, everybody = set(table["country"]), {EVERYBODY: text("all_people")}
    countries = {key: label for key, label in labels.pop("country").items() if key in asked}
    return {"country": countries, **{name: everybody | each for name, each in labels.items()}}
