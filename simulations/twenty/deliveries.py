"""The deliveries of 2001 to 2010: one file each, of every format, with codes or labels.

Each function takes the known respondents of its wave, takes away what the wave did not ask,
writes the raw files into a folder, and returns the respondents that a reader must find.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from twenty.files import raw, write_dta, write_excel, write_sav, write_text
from twenty.truth import (
    GROUPS,
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
    words,
)

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
SINGLE = ("country", "sex", "trust", "helpful", "income", "online", "use", "member")


def numbered(variable: str, first: int = 1) -> dict[str, int]:
    """Category -> its number."""
    return {name: place for place, name in enumerate(categories(variable), start=first)}


def of_all(missing: dict, ticked: tuple, turned: tuple[str, ...] = ()) -> dict[str, dict]:
    """Numbers for every variable; the scales of `turned` run against the codebook."""
    codes = {}
    for variable in SINGLE:
        own = numbered(variable)
        if variable in turned:
            own = dict(zip(own, reversed(own.values()), strict=True))
        codes[variable] = own | missing
    for variable in ("reading", "reasons"):
        codes[variable] = {SELECTED: ticked[0], NOT_SELECTED: ticked[1]} | missing
    return codes


def wave_2001(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """CSV, cp932; Japanese names and labels as cells; ages in full-width digits."""
    missing = {NO_ANSWER: "無回答", NOT_APPLICABLE: "非該当"}
    codes = {name: words(name, "ja") | missing for name in SINGLE}
    codes |= {
        name: {SELECTED: "１", NOT_SELECTED: "０"} | missing for name in ("reading", "reasons")
    }
    codes["age"] = {age: str(age).translate(WIDE) for age in range(100)}
    names = {
        "respondent": "番号", "country": "国", "sex": "性別", "age": "年齢", "trust": "信頼",
        "helpful": "親切", "income": "収入", "online": "ネット", "use": "利用_{0}",
        "reading": "受取_{0}_{1}", "reasons": "理由_{0}", "member": "加入_{0}",
    }  # fmt: skip
    media = dict(zip(MEDIA, ("手紙", "電話", "メール", "チャット"), strict=True))
    marks = {
        "use": media,
        "reading": media | words("reading", "ja"),
        "reasons": words("reasons", "ja"),
        "member": dict(zip(GROUPS, ("スポーツ", "宗教", "組合"), strict=True)),
    }
    write_text(raw(people, names, codes, marks), folder / "調査.csv", "cp932")
    return people


NUMBERED = {
    "respondent": "ID", "country": "q1", "sex": "q2", "age": "q3", "trust": "q4",
    "helpful": "q5", "income": "q6", "online": "q7", "use": "q8_{0}",
    "reading": "q9_{0}_{1}", "reasons": "q10_{0}", "member": "q11_{0}",
}  # fmt: skip


def places(*, first: int = 1) -> dict[str, dict[str, object]]:
    """Marks: items and categories by their place in the codebook."""
    media = {name: place for place, name in enumerate(MEDIA, start=first)}
    return {
        "use": media,
        "reading": media | numbered("reading", first),
        "reasons": numbered("reasons", first),
        "member": {name: place for place, name in enumerate(GROUPS, start=first)},
    }


def wave_2002(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """CSV, UTF-16, semicolons, a weight with a decimal comma; trust runs the other way."""
    add_design(people, 2002)
    codes = of_all({NO_ANSWER: 99, NOT_APPLICABLE: 98}, (1, 2), turned=("trust",))
    frame = raw(people, NUMBERED, codes, places())
    frame["weight"] = [f"{weight:.3f}".replace(".", ",") for weight in people["design.weight"]]
    write_text(frame, folder / "wave2.csv", "utf-16", ";")
    return people.drop(columns=["design.strata.1", "design.clusters.1"])


def wave_2003(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """TSV, EUC-JP, two titles above the names and the wording below; no phone, no income."""
    for stem in ("use.phone", "reading.phone", "income"):
        take_away(people, stem)
    codes = of_all({NO_ANSWER: "NA", NOT_APPLICABLE: "-", NOT_ASKED: ""}, ("Y", "N"))
    codes["trust"] = words("trust", "ja") | {NO_ANSWER: "NA"}
    names = {name: pattern for name, pattern in NUMBERED.items() if name != "income"}
    frame = raw(people, names, codes, places())
    frame = frame[[name for name in frame if not name.startswith(("q8_2", "q9_2_"))]]
    asked = [f"質問{place}" for place in range(frame.shape[1])]
    wording = pd.DataFrame([asked], columns=frame.columns)
    above = ("第3回調査", "単純集計用")
    write_text(pd.concat([wording, frame]), folder / "wave3.tsv", "euc_jp", "\t", above)
    return people


def wave_2004(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Excel, a title above, the second sheet; numbers as cells, a blank for all that is missing."""
    always_answered(people, "reasons", NOT_SELECTED)
    blank = {NO_ANSWER: None, NOT_APPLICABLE: None}
    frame = raw(people, NUMBERED, of_all(blank, (1, 0)), places())
    for column in [name for name in frame if name.startswith("q10_")]:
        frame[column] = frame[column].where(frame[column] == 1, None)  # not ticked is left blank
    write_excel(frame, folder / "wave4.xlsx", "answers", above=1, others=["about"])
    return people


USER_MISSING = {NOT_ASKED: 97, NOT_APPLICABLE: 98, NO_ANSWER: 99}


def value_labels(frame: pd.DataFrame, language: str, own: dict[str, tuple[str, dict]]) -> dict:
    """Raw column -> code -> label; own: first letters of columns -> variable and its codes."""
    labels = {}
    for column in frame:
        for start, (variable, codes) in own.items():
            if column == start or column.startswith(f"{start}_"):
                text = words(variable, language)
                labels[column] = {codes[name]: text[name] for name in text if name in codes}
    return labels


STARTS = {NUMBERED[name].split("_")[0]: name for name in SINGLE}


def wave_2005(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """SPSS, labels, three codes of user missing; the last part of the sample had no `helpful`."""
    take_away(people, "helpful", people.index[300:])
    add_design(people, 2005)
    codes = of_all(USER_MISSING, (1, 2))
    frame = raw(people, NUMBERED, codes, places()).assign(w=people["design.weight"].to_numpy())
    labels = value_labels(frame, "en", {s: (name, codes[name]) for s, name in STARTS.items()})
    for column in labels:
        labels[column] |= {97: "Not asked", 98: "Not applicable", 99: "No answer"}
    missing = {column: [97, 98, 99] for column in labels}
    write_sav(frame, folder / "wave5.sav", labels, missing_ranges=missing)
    return people.drop(columns=["design.strata.1", "design.clusters.1"])


def wave_2006(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Stata, kinds of missing by letter; weights, strata and clusters."""
    take_away(people, "income", people["country"] == "france")
    add_design(people, 2006)
    codes = of_all({NOT_ASKED: "i", NOT_APPLICABLE: "p", NO_ANSWER: "d"}, (1, 0))
    frame = raw(people, NUMBERED, codes, places())
    frame["wt"], frame["strat"] = people["design.weight"], people["design.strata.1"].astype(int)
    frame["psu"] = people["design.clusters.1"].astype(int)
    labels = value_labels(frame, "en", {s: (name, codes[name]) for s, name in STARTS.items()})
    write_dta(frame, folder / "wave6.dta", labels)
    return people


def wave_2007(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Parquet, whole numbers and nulls; a split sample: forms A, B and C."""
    form = np.random.default_rng(7).choice(list("ABC"), len(people))
    take_away(people, "helpful", form == "C")
    take_away(people, "member", form != "A")
    codes = of_all(dict.fromkeys((NOT_ASKED, NOT_APPLICABLE, NO_ANSWER)), (1, 0))
    frame = raw(people, NUMBERED, codes, places())
    numbers = {name: frame[name].astype("Int64") for name in frame if name != "ID"}
    frame.assign(**numbers, form=form).to_parquet(folder / "wave7.parquet")
    return people


def wave_2008(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Feather, factors with English labels, true and false for what was ticked."""
    missing = {NO_ANSWER: "No answer", NOT_APPLICABLE: "Does not apply"}
    codes = {name: words(name, "en") | missing for name in SINGLE}
    codes["reasons"] = {SELECTED: True, NOT_SELECTED: False, NOT_APPLICABLE: None, NO_ANSWER: None}
    codes["reading"] = {SELECTED: "yes", NOT_SELECTED: "no"} | missing
    frame = raw(people, NUMBERED, codes)
    for name in frame:
        if name.startswith("q10_"):
            frame[name] = frame[name].astype("boolean")
        elif name not in ("ID", "q3"):
            frame[name] = frame[name].astype("category")
    frame.to_feather(folder / "wave8.feather")
    return people


def wave_2009(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """SPSS, read by its Japanese labels; long codes that mean nothing."""
    codes = of_all({NOT_APPLICABLE: 888, NO_ANSWER: 999}, (1, 0), turned=("trust", "use", "income"))
    for variable in SINGLE:
        own = codes[variable].items()
        codes[variable] = {name: code if code > 100 else 10 * code + 3 for name, code in own}
    frame = raw(people, NUMBERED, codes, places())
    labels = value_labels(frame, "ja", {s: (name, codes[name]) for s, name in STARTS.items()})
    for column in labels:
        labels[column] |= {888: "非該当", 999: "無回答"}
    for column in [name for name in frame if name.startswith(("q9_", "q10_"))]:
        labels[column] = {1: "はい", 0: "いいえ", 888: "非該当", 999: "無回答"}
    write_sav(frame, folder / "wave9.sav", labels)
    return people


def wave_2010(people: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Stata, read by its labels, whose letter case wanders from question to question."""
    codes = of_all({NOT_APPLICABLE: "p", NO_ANSWER: "d"}, (1, 0))
    frame = raw(people, NUMBERED, codes, places())
    labels = value_labels(frame, "en", {s: (name, codes[name]) for s, name in STARTS.items()})
    for place, column in enumerate(labels):
        change = (str.upper, str.lower, str.title)[place % 3]
        labels[column] = {code: change(label) for code, label in labels[column].items()}
    write_dta(frame, folder / "wave10.dta", labels)
    return people
