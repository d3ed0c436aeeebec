"""The deliveries of 2011 to 2020: several files, split halves, rows that must go, and worse."""

import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from twenty.deliveries import (
    NUMBERED,
    STARTS,
    USER_MISSING,
    numbered,
    of_all,
    places,
    value_labels,
)
from twenty.files import raw, write_dta, write_excel, write_sav, write_text
from twenty.truth import (
    COUNTRIES,
    MEDIA,
    NO_ANSWER,
    NOT_APPLICABLE,
    NOT_ASKED,
    NOT_SELECTED,
    SELECTED,
    add_design,
    always_answered,
    categories,
    take_away,
)

NINES = {NO_ANSWER: 9, NOT_APPLICABLE: 8}


def without(names: dict[str, str], *variables: str) -> dict[str, str]:
    return {name: pattern for name, pattern in names.items() if name not in variables}


PREFIXES = dict(zip(COUNTRIES, ("jp-", "us-", "de-", "uk-", "fr-"), strict=True))


def wave_2011(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """A file a country, each of another format, with ids from 1; France had no `income`."""
    france = people["country"] == "france"
    for stem in ("income", "member"):
        take_away(people, stem, france)
    names = without(NUMBERED, "country")
    short = without(names, "income", "member")
    parts, place = {}, people.groupby("country").cumcount() + 1
    people["respondent"] = people["country"].map(PREFIXES) + place.astype(str)
    for country in COUNTRIES:
        own = people[people["country"] == country].assign(respondent=place)
        codes = of_all(NINES | {NOT_ASKED: None}, (1, 0))
        parts[country] = raw(own, short if country == "france" else names, codes, places())
    write_text(parts["japan"], folder / "jp.csv", "cp932")
    write_text(parts["united_states"], folder / "us.tsv", "utf-8", "\t")
    write_excel(parts["germany"], folder / "de.xlsx")
    write_sav(parts["united_kingdom"], folder / "uk.sav")
    parts["france"].to_parquet(folder / "fr.parquet")
    return people


def wave_2012(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Three modules: ids as 0042, as 42, and those who are online alone in the third."""
    people["respondent"] = people["respondent"].str.removeprefix("p")
    codes = of_all(NINES, (1, 0))
    frame = raw(people, NUMBERED, codes, places())
    media = [name for name in frame if name.startswith(("q8_", "q9_"))]
    why = [name for name in frame if name.startswith("q10_")]
    write_text(frame.drop(columns=[*media, *why]), folder / "main.csv", "utf-8")
    numbers = frame["ID"].astype(int).rename("serial")
    shuffled = pd.concat([numbers, frame[media]], axis=1).sample(frac=1, random_state=1)
    write_sav(shuffled, folder / "media.sav")
    online = frame.loc[(people["online"] == "user").to_numpy(), ["ID", *why]]
    write_excel(online.assign(ID=online["ID"].astype(int)), folder / "why.xlsx", "Blatt 1")
    return people


def chosen(row: np.ndarray, marks: dict[str, object]) -> list:
    """The marks of the answers that a respondent selected."""
    return [mark for mark, cell in zip(marks.values(), row, strict=True) if cell == SELECTED]


def joined_marks(people: pd.DataFrame, stem: str, marks: dict[str, str], between: str) -> list[str]:
    """All answers of a multiple question in one cell."""
    rows = people[[f"{stem}.{name}" for name in marks]].to_numpy()
    missing = {NOT_APPLICABLE: "-", NO_ANSWER: "?"}
    return [missing.get(row[0], between.join(chosen(row, marks))) for row in rows]


def wave_2013(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """CSV, UTF-8 with its mark; all answers of a multiple question in one cell."""
    names = without(NUMBERED, "reading", "reasons")
    frame = raw(people, names, of_all(NINES, (1, 0)), places())
    letters = dict(zip(categories("reasons"), "ABCDE", strict=True))
    frame["why"] = joined_marks(people, "reasons", letters, ";")
    for medium in MEDIA:
        marks = {name: name[:3] for name in categories("reading")}
        frame[f"from_{medium}"] = joined_marks(people, f"reading.{medium}", marks, " | ")
    write_text(frame, folder / "wave13.csv", "utf-8-sig")
    return people


def wave_2014(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """TSV; first, second and third reason in columns of their own, in an order of their own."""
    rng = np.random.default_rng(14)
    frame = raw(people, without(NUMBERED, "reasons"), of_all(NINES, (1, 0)), places())
    codes, ranks = numbered("reasons"), []
    for row in people[[f"reasons.{name}" for name in codes]].to_numpy():
        if row[0] in NINES:
            ranks.append([NINES[row[0]]] * 3)
            continue
        ranks.append([*rng.permutation(chosen(row, codes)), "", "", ""][:3])
    frame[["first", "second", "third"]] = ranks
    write_text(frame, folder / "wave14.tsv", "utf-8", "\t")
    return people


def wave_2015(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """CSV, quoted; half A and half B had columns and scales of their own, C neither."""
    form = np.random.default_rng(15).choice(list("ABC"), len(people))
    for stem in ("trust", "helpful"):
        take_away(people, stem, form == "C")
    codes = of_all(NINES | {NOT_ASKED: ""}, (1, 0))
    frame = raw(people, without(NUMBERED, "trust"), codes, places()).assign(form=form)
    turned = of_all(NINES | {NOT_ASKED: ""}, (1, 0), turned=("trust",))
    for half, own in (("A", codes), ("B", turned)):
        cells = [own["trust"][answer] for answer in people["trust"]]
        frame[f"q4{half}"] = np.where(form == half, np.array(cells, dtype=object), "")
    frame.to_csv(folder / "wave15.csv", index=False, encoding="cp949", quoting=1)
    return people


def wave_2016(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """CSV, cp1252, German labels; one column turned round for a half; web or paper columns."""
    rng = np.random.default_rng(16)
    half = rng.choice(["links", "rechts"], len(people))
    codes = of_all(NINES, (1, 0))
    often = ("täglich", "wöchentlich", "selten", "nie")
    codes["use"] = dict(zip(categories("use"), often, strict=True)) | {
        NO_ANSWER: "ungültig", NOT_APPLICABLE: "entfällt",
    }  # fmt: skip
    frame = raw(people, without(NUMBERED, "helpful", "trust"), codes, places()).assign(half=half)
    turned = of_all(NINES, (1, 0), turned=("trust",))["trust"]
    frame["q4"] = [
        (turned if side == "rechts" else codes["trust"])[answer]
        for side, answer in zip(half, people["trust"], strict=True)
    ]
    paper = rng.random(len(people)) < 0.3
    helpful = np.array([codes["helpful"][answer] for answer in people["helpful"]], dtype=object)
    frame["q5_web"], frame["q5_paper"] = np.where(paper, "", helpful), np.where(paper, helpful, "")
    write_text(frame, folder / "wave16.csv", "cp1252", ";")
    return people


TRUST_SCORES = {
    "agree": (8, 10), "somewhat_agree": (5, 7), "somewhat_disagree": (3, 4), "disagree": (0, 2),
}  # fmt: skip
INCOMES = {"low": (0, 299), "middle": (300, 799), "high": (800, 4000)}


def _within(rng: np.random.Generator, answers: pd.Series, spans: dict) -> list[float]:
    """A number of the band that each answer stands for; -1 for none."""
    ends = [spans.get(answer, (-1, -1)) for answer in answers]
    return [float(rng.integers(low, high + 1)) for low, high in ends]


def wave_2017(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Parquet, numbers with a fraction of nothing; scores and amounts, conditions on columns."""
    rng = np.random.default_rng(17)
    always_answered(people, "member", "not_member")
    names = without(NUMBERED, "trust", "income", "online", "member")
    frame = raw(people, names, of_all(NINES, (1, 0)), places()).drop(columns="q3")
    numbers = {name: frame[name].astype(float) for name in frame if name != "ID"}
    frame = frame.assign(**numbers, q3=people["age"].astype("float32"))
    frame["score"] = _within(rng, people["trust"], TRUST_SCORES)
    frame["amount"] = _within(rng, people["income"], INCOMES)
    online = (people["online"] == "user").to_numpy()
    web = online & (rng.random(len(people)) < 0.6)
    frame["web"], frame["app"] = np.where(web, 1, 2), np.where(online & ~web, 1, 2)
    for place, group in enumerate(("sports", "faith", "union"), start=1):
        member = (people[f"member.{group}"] == "member").to_numpy()
        active = member & (rng.random(len(people)) < 0.5)
        frame[f"active{place}"] = active
        frame[f"paying{place}"] = member & ~active
    frame.to_parquet(folder / "wave17.parquet", compression="zstd")
    return people


def wave_2018(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Excel, where codes such as 3-4 became dates in some rows; true and false for ticks."""
    rng = np.random.default_rng(18)
    codes = of_all(NINES, (True, False))
    codes["reading"] = {SELECTED: "x", NOT_SELECTED: "o"} | NINES
    codes["reasons"] = {SELECTED: True, NOT_SELECTED: False, NO_ANSWER: 9, NOT_APPLICABLE: 8}
    typed = {"low": "1-2", "middle": "3-4", "high": "5-6"}
    codes["income"] = typed | {NO_ANSWER: "n/a"}
    frame = raw(people, NUMBERED, codes, places())
    dates = {"1-2": (1, 2), "3-4": (3, 4), "5-6": (5, 6)}
    frame["q6"] = [
        datetime.datetime(2018, *dates[cell]) if cell in dates and rng.random() < 0.4 else cell
        for cell in frame["q6"]
    ]
    write_excel(frame, folder / "wave18.xlsx", "回答", others=["表紙"])
    return people


def wave_2019(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """CSV with rows that must go: sent twice, too young or old, tests, without consent."""
    people["age"] = people["age"].clip(20, 79)
    people.loc[people.index[:6], "age"] = [20, 79, 29, 39, 49, 59]
    codes = of_all({NO_ANSWER: 99, NOT_APPLICABLE: 88}, ("Yes", "No"))
    frame = raw(people, NUMBERED, codes, places())
    frame["remark"] = [
        f'says "{place}", and more' if place % 7 == 0 else "" for place in range(len(frame))
    ]
    frame["status"] = np.where(np.arange(len(frame)) % 3 == 0, "complete", "partial, kept")
    frame["consent"] = "given"
    tests = frame.head(7).assign(ID=[f"t{k}" for k in range(7)], status="test", q3="?", q4="broken")
    refused = frame.head(5).assign(ID=[f"r{k}" for k in range(5)], consent="", q4="?")
    young = frame.head(4).assign(ID=[f"y{k}" for k in range(4)], q3=[19, 15, 80, 101])
    rows = pd.concat([frame, tests, refused, young, frame.iloc[10:20]])
    write_text(rows.sample(frac=1, random_state=19), folder / "wave19.csv", "iso2022_jp")
    return people


def wave_2020(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Stata beside Feather, items with columns of their own, answers by letter, a design."""
    for stem in ("use.mail", "reading.mail"):
        take_away(people, stem)
    always_answered(people, "reasons", NOT_SELECTED)
    add_design(people, 2020)
    codes = of_all(USER_MISSING, (1, 2))
    frame = raw(people, without(NUMBERED, "use", "reading", "reasons"), codes, places())
    frame["wt"], frame["strat"] = people["design.weight"], people["design.strata.1"]
    frame["psu"] = people["design.clusters.1"]
    labels = value_labels(frame, "en", {s: (name, codes[name]) for s, name in STARTS.items()})
    write_dta(frame, folder / "main.dta", labels)
    media = pd.DataFrame({"ID": people["respondent"]})
    media["letters_sent"] = [codes["use"][answer] for answer in people["use.letter"]]
    often = dict(zip(categories("use"), "dwrn", strict=True))
    often |= {NO_ANSWER: "?", NOT_APPLICABLE: ""}
    for medium in ("phone", "chat"):
        media[f"{medium}_often"] = [often[answer] for answer in people[f"use.{medium}"]]
    ticks = {SELECTED: 1, NOT_SELECTED: 0} | NINES
    for medium in ("letter", "phone", "chat"):
        for name in categories("reading"):
            answers = people[f"reading.{medium}.{name}"]
            media[f"{medium}_{name}"] = [ticks[answer] for answer in answers]
    for name, letter in zip(categories("reasons"), "ABCDE", strict=True):
        media[f"why_{name}"] = np.where(people[f"reasons.{name}"] == SELECTED, letter, "")
    shuffled = media.sample(frac=1, random_state=20).reset_index(drop=True)
    shuffled.to_feather(folder / "media.feather")
    return people
