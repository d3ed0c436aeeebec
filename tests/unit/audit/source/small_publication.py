"""A small codebook, its figures, and publications about it, for tests of the source's audit."""

import pandas as pd
import yaml

from tsunagari.audit.source.audit import audit_source
from tsunagari.codebook.labels import figure_labels
from tsunagari.codebook.variables import Codebook
from tsunagari.read.published import COLUMNS, typed

CONFIG = yaml.safe_load("""
lists:
  media:
    label: {ja: メディア, en: Medium}
    items: {letter: {ja: 手紙, en: Letter}, phone: {ja: 電話, en: Phone}}
variables:
  country:
    type: single
    label: {ja: 国, en: Country}
    categories: {here: {ja: 国内, en: Here}, there: {ja: 国外, en: There}}
  sex:
    type: single
    label: {ja: 性別, en: Sex}
    categories: {man: {ja: 男, en: Men}, woman: {ja: 女, en: Women}}
  use:
    type: single
    each: media
    label: {ja: 利用, en: Use}
    categories: {daily: {ja: 毎日, en: Daily}, rarely: {ja: まれ, en: Rarely}, never: {ja: なし, en: Never}}
    sets: {users: [daily, rarely]}
  why:
    type: multiple
    each: media
    label: {ja: 理由, en: Why}
    base: {use: users}
    categories: {cheap: {ja: 安い, en: Cheap}, fast: {ja: 速い, en: Fast}, no_reason: {ja: 特になし, en: No reason, exclusive: true}}
  mood:
    type: single
    ordered: true
    label: {ja: 気分, en: Mood}
    categories: {good: {ja: 良い, en: Good}, fair: {ja: 普通, en: Fair}, bad: {ja: 悪い, en: Bad}}
    sets: {fine: [good, fair]}
  after:
    type: single
    label: {ja: 理由の後, en: Afterwards}
    base: {mood: [bad]}
    categories: {better: {ja: 改善, en: Better}, same: {ja: 同じ, en: The same}}
  uses: {type: number, label: {ja: 利用数, en: Media used}, derive: {count: [{use: users}]}}
  uses_class:
    type: single
    label: {ja: 利用数, en: Media used}
    categories: {none: {ja: "0", en: "0"}, one: {ja: "1", en: "1"}, two: {ja: "2", en: "2"}}
    derive: {bands: uses, upper: {none: 0, one: 1, two: 2}, lowest: 0}
  user:
    type: single
    label: {ja: 利用者, en: User}
    categories: {uses_some: {ja: はい, en: "Yes"}, uses_none: {ja: いいえ, en: "No"}}
    derive: {cases: {uses_some: {any: {use: users}}, uses_none: otherwise}}
""")

FIGURES = yaml.safe_load("""
9-1: {title: {ja: 気分, en: Mood}, status: drawable, estimates: [{variable: mood, countries: [here], groups: {all: {}}, by: [sex]}]}
9-2: {title: {ja: 理由（複数回答）, en: Why}, status: drawable, estimates: [{variable: why}]}
9-3: {title: {ja: 利用, en: Use}, status: drawable, estimates: [{variable: use}]}
9-4: {title: {ja: その後, en: Afterwards}, status: drawable, estimates: [{variable: after}]}
9-5: {title: {ja: 利用数, en: Media used}, status: drawable, estimates: [{variable: uses_class}, {variable: user}]}
9-6: {title: {ja: 女性の気分, en: Mood of women}, status: drawable, estimates: [{variable: mood, where: {sex: woman}}]}
9-7: {title: {ja: 気分の再掲, en: Mood again}, status: drawable, estimates: [{variable: mood}]}
""")

NO_CONTRADICTIONS = pd.DataFrame(columns=["kind", "culprits"])
ALARMS = ("inconsistent", "unattainable")


def codebook() -> Codebook:
    return Codebook.from_config(CONFIG)


def publication(text: str) -> pd.DataFrame:
    """Published rows from lines `figure group item category n percent`, `-` where empty.

    A line may start with `wave=...;`. Values that are no percentages are written `=3.5`.
    """
    rows = []
    for line in text.strip().splitlines():
        figure, group, item, category, n, percent = line.split()
        row = {"figure": figure, "wave": "w", "country": "here", "group": group, "item": item}
        row |= {"category": category, "n": n, "percent": percent}
        row = {key: "" if value == "-" else value for key, value in row.items()}
        if row["percent"].startswith("="):
            row |= {"percent": "", "value": row["percent"][1:], "unit": "units"}
        rows.append({**dict.fromkeys(COLUMNS, ""), **row, "provenance": "secondary"})
    frame = pd.DataFrame(rows)[list(COLUMNS)].assign(placement="printed")
    names = frame["figure"].where(frame["figure"] != "", "prose")
    return typed({f"{name}.csv": part for name, part in frame.groupby(names, sort=False)})


def audited(published: pd.DataFrame | str, figures: dict | None = None) -> pd.DataFrame:
    """The audit of a publication about the small codebook, titles and captions left out."""
    figures = figures or FIGURES
    frame = publication(published) if isinstance(published, str) else published
    labels = {
        figure: figure_labels(
            CONFIG, figure, entry, {"w": {"title": {"ja": "調査", "en": "Survey"}}}
        )
        for figure, entry in figures.items()
    }
    names = {name: entry["label"] for name, entry in CONFIG["variables"].items()}
    table = audit_source(codebook(), frame, figures, labels, names, [], NO_CONTRADICTIONS)
    printed = ("title_against_scale", "title_against_countries", "caption", "decimals")
    return table[~table["check"].isin(printed)].reset_index(drop=True)


def verdicts(table: pd.DataFrame, check: str) -> dict[tuple[str, ...], str]:
    """figure, group, item, category -> the verdict of one check."""
    chosen = table[table["check"] == check]
    keys = chosen[["figure", "group", "item", "category"]].itertuples(index=False, name=None)
    return dict(zip(keys, chosen["verdict"], strict=True))


def alarmed(table: pd.DataFrame, *checks: str) -> bool:
    """Whether any of these checks (or any at all) raised an alarm."""
    chosen = table[table["check"].isin(checks)] if checks else table
    return bool(chosen["verdict"].isin(ALARMS).any())
