"""Whatever the format in which a wave is delivered, its respondents come back as they were."""

import numpy as np
import pandas as pd
import pytest
from hand_made import CODEBOOK, NAMES, TEXTS, wave_of
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.checks import Survey
from tsunagari.codebook.variables import (
    NO_ANSWER,
    NOT_APPLICABLE,
    NOT_ASKED,
    NOT_SELECTED,
    SELECTED,
)
from tsunagari.config.checker import Checker
from tsunagari.config.problems import ProblemsFound
from tsunagari.config.yaml_lines import Lines
from tsunagari.harmonise.file_labels import label_problems, label_table
from tsunagari.harmonise.respondents import columns_read, harmonise
from tsunagari.read.read import read_delivered
from tsunagari.synthesise.delivery.files import write_delivered
from tsunagari.synthesise.delivery.rows import deliver
from tsunagari.waves.checks import check_wave

BALLOTS = ("A", "B", "C")
NO_MESS = {"seed": 3}
AGE = [
    "age: {column: AGE, blank: no_answer}",
    "age: {column: AGE, codes: {89 or older: 89}, reason: {ja: 上限, en: top-coded}}",
]
ONLINE = [
    "online: {column: NET, codes: {2: user, 7: non_user}}",
    "online: {column: NET, case: ignore, codes: {Ja: user, NEIN: non_user}}",
]
# format, ballots that had the question
TRUST = [
    ("trust: {column: Q, codes: [1, 2, 3]}", BALLOTS),
    ("trust: {column: Q, codes: [1, 2, 3], reverse: true}", BALLOTS),
    (
        "trust: {column: Q, codes: {そう思う: agree, 中間: so_so, 思わない: disagree}, blank: no_answer}",
        BALLOTS,
    ),
    (
        "trust: {column: Q, codes: [0, 1, 2], asked_of: {column: BALLOT, values: [B, C], others: [A]}}",
        ("B", "C"),
    ),
    (
        "trust: {forms: [{column: QB, codes: [1, 2, 3], asked_of: {column: BALLOT, values: [B], others: [A]}},"
        " {column: QC, codes: [4, 3, 2], asked_of: {column: BALLOT, values: [C], others: [A]}}]}",
        ("B", "C"),
    ),
]
USE = [
    (
        "use: {column: 'U_{item}', item_marks: 01..03, codes: {1: daily, 0: never}, blank: no_answer}",
        BALLOTS,
    ),
    (
        "use: {column: 'U_{item}', items: [radio, phone, letter], item_marks: a..c, codes: {1: daily, 2: never}}",
        BALLOTS,
    ),
    (
        "use: {column: 'U_{item}', items: {letter: x, phone: {column: TEL, codes: {y: daily, n: never}}, radio: z},"
        " codes: {1: daily, 2: never}, asked_of: {column: BALLOT, values: [A, B], others: [C]}}",
        ("A", "B"),
    ),
]
# format, whether somebody can have selected nothing
REASONS = [
    (
        "reasons: {column: 'R{category}', category_marks: 1..3, codes: {1: selected, 0: not_selected}}",
        True,
    ),
    (
        "reasons: {column: 'R{category}', category_marks: 1..3, selected_as: {cheap: Cheap, fast: Quick, nothing: None},"
        " blank: not_selected}",
        True,
    ),
    (
        "reasons: {column: R, separator: ';', codes: {1: cheap, 2: fast, 3: nothing}, blank: not_selected}",
        True,
    ),
    ("reasons: {column: R, separator: ', ', codes: {c: cheap, f: fast, n: nothing}}", False),
    (
        "reasons: {ranked: [R1, R2], codes: {1: cheap, 2: fast, 3: nothing}, blank: no_answer}",
        False,
    ),
    (
        "reasons: {ranked: [R1, R2, R3], codes: {1: cheap, 2: fast, 3: nothing}, blank: not_selected}",
        True,
    ),
]
FILES = [
    {"path": "a.csv", "reader": "csv", "encoding": "cp932"},
    {"path": "a.csv", "reader": "csv", "encoding": "utf-8", "delimiter": ";"},
    {"path": "a.sav", "reader": "spss"},
]


def people_of(n, rng, trust_asked, use_asked, nothing_selected) -> pd.DataFrame:
    """Respondents who answer, do not answer, and skip what they were not asked."""
    ballot = rng.choice(BALLOTS, n)
    online = rng.choice(["user", "non_user"], n)
    frame = pd.DataFrame({"age": pd.array(rng.choice([18, 40, 89, 90], n), dtype="Int64")})
    frame["age"] = frame["age"].mask(pd.Series(rng.random(n) < 0.2))
    frame["online"] = online

    def column(given, asked):
        given = np.where(rng.random(n) < 0.2, NO_ANSWER, given)
        return np.where(np.isin(ballot, asked), given, NOT_ASKED)

    frame["trust"] = column(rng.choice(["agree", "so_so", "disagree"], n), trust_asked)
    for item in ("letter", "phone", "radio"):
        drawn = np.where(rng.random(n) < 0.2, NO_ANSWER, rng.choice(["daily", "never"], n))
        inside = np.where(online == "user", drawn, NOT_APPLICABLE)
        frame[f"use.{item}"] = np.where(np.isin(ballot, use_asked), inside, NOT_ASKED)
    sets = [(0, 0, 1), (1, 0, 0), (0, 1, 0), (1, 1, 0)] + [(0, 0, 0)] * nothing_selected
    chosen = np.array(sets)[rng.integers(0, len(sets), n)]
    silent = rng.random(n) < 0.2
    for place, category in enumerate(("cheap", "fast", "nothing")):
        answers = np.where(chosen[:, place] == 1, SELECTED, NOT_SELECTED)
        answers = np.where(silent, NO_ANSWER, answers)
        frame[f"reasons.{category}"] = np.where(online == "user", answers, NOT_APPLICABLE)
    for name in frame.columns.drop("age"):
        frame[name] = frame[name].astype(dtype_of(CODEBOOK[name.split(".")[0]]))
    return frame


def counted(frame: pd.DataFrame) -> pd.Series:
    columns = [column for name in NAMES for column in CODEBOOK[name].columns()]
    return (
        frame[columns]
        .astype(object)
        .fillna("")
        .astype(str)
        .agg("|".join, axis=1)
        .value_counts()
        .sort_index()
    )


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(AGE),
    st.sampled_from(ONLINE),
    st.sampled_from(TRUST),
    st.sampled_from(USE),
    st.sampled_from(REASONS),
    st.sampled_from(FILES),
    st.integers(0, 2**31),
)
def test_round_trip(tmp_path_factory, age, online, trust, use, reasons, file, seed):
    wave = wave_of("\n".join([age, online, trust[0], use[0], reasons[0]]))
    wave["files"] = [file]
    wave["missing"] = {"not_applicable": [97], "no_answer": [99]}
    checker = Checker("config/waves/w.yaml", Lines())
    check_wave(checker, wave, Survey(CODEBOOK, {}))
    assert not checker.problems
    sent = people_of(80, np.random.default_rng(seed), trust[1], use[1], reasons[1])
    cells = deliver(CODEBOOK, "w", wave, sent, NO_MESS)
    path = tmp_path_factory.mktemp("raw") / file["path"]
    write_delivered(path, cells[file["path"]], file, wave, CODEBOOK, TEXTS)
    raw = {file["path"]: read_delivered(path, file, columns_read(CODEBOOK, wave, file))}
    labels = label_table(CODEBOOK, TEXTS, wave, raw)
    back, _ = harmonise(CODEBOOK, "w", wave, raw, label_problems(labels))
    pd.testing.assert_series_equal(counted(sent), counted(back), check_names=False)


# --- what has no way back -------------------------------------------------------------
def refusal(columns: str, people: pd.DataFrame) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        deliver(CODEBOOK, "w", wave_of(columns), people, NO_MESS)
    return [str(problem) for problem in found.value.problems]


def one(variable: str, *answers: str) -> pd.DataFrame:
    columns = CODEBOOK[variable].columns()
    cells = dict(zip(columns, answers, strict=True)) if len(columns) > 1 else {columns[0]: answers}
    frame = pd.DataFrame(cells, index=range(len(answers) if len(columns) == 1 else 1))
    return frame.astype(dtype_of(CODEBOOK[variable]))


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ("trust: {first: [A, B], codes: [1, 2, 3]}", "several columns of which the first counts"),
        ("trust: {column: A, bands: {agree: [1, 2]}}", "bands of a number"),
        (
            "trust: {any_of: [{column: A, values: [1]}], then: agree, otherwise: so_so}",
            "a condition on several columns",
        ),
    ],
)
def test_sources_that_have_no_way_back(columns, reason):
    assert refusal(columns, one("trust", "agree")) == [
        f"config/waves/w.yaml: columns, trust: {reason}, which cannot be written backwards [trust]. "
        "Of a synthetic wave, map the variable from one column by its codes."
    ]


def test_an_answer_without_a_code():
    shown = refusal(
        "trust: {column: A, codes: {1: agree}}", one("trust", "agree", "so_so", NOT_ASKED)
    )
    assert sorted(text.split(". ")[0] for text in shown) == [
        "config/waves/w.yaml: columns, trust: no code in column A for an answer that respondents gave [_not_asked]",
        "config/waves/w.yaml: columns, trust: no code in column A for an answer that respondents gave [so_so]",
    ]


def test_more_choices_than_ranks_and_nothing_chosen():
    columns = "reasons: {ranked: [R1], codes: {1: cheap, 2: fast, 3: nothing}, blank: no_answer}"
    assert (
        "answers that 1 ranks cannot say"
        in refusal(columns, one("reasons", SELECTED, SELECTED, NOT_SELECTED))[0]
    )
    marks = "reasons: {column: R, separator: ';', codes: {1: cheap, 2: fast, 3: nothing}}"
    assert (
        "[nothing selected]"
        in refusal(marks, one("reasons", NOT_SELECTED, NOT_SELECTED, NOT_SELECTED))[0]
    )


def test_a_split_sample_without_a_code_for_the_others():
    columns = "trust: {column: A, codes: [1, 2, 3], asked_of: {column: BALLOT, values: [B]}}"
    shown = refusal(columns, one("trust", "agree", NOT_ASKED))
    assert shown[0].startswith(
        "config/waves/w.yaml: columns, asked_of: no code says who was asked what, of 1 respondents [BALLOT]"
    )
