"""Margins of respondents: errors of dependent shares by hand and against the estimators."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from claims_of_section import CODEBOOK, FIGURES, REGISTRY, SURVEY, context

from tsunagari.audit.claims.answers_of_cells import USUAL, AnswersOfWave, Choice
from tsunagari.audit.claims.basis_of_cells import BasisOfCells
from tsunagari.audit.claims.cells import Registry
from tsunagari.audit.claims.computed_numbers import ComputedNumbers
from tsunagari.audit.claims.evidence import with_sets
from tsunagari.audit.claims.index_tables import IndexTables
from tsunagari.audit.claims.predicates import read_predicate
from tsunagari.audit.claims.tree import judge
from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.queries import KEYS
from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import ratios
from tsunagari.estimate.figures import estimate
from tsunagari.estimate.respondents import Held

MEDIA = ("letter", "phone", "radio")


def people(wave: str, n: int, seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)

    def answers(variable: str) -> pd.Categorical:
        entry = CODEBOOK[variable]
        return pd.Categorical(random.choice(entry.categories, n), dtype=dtype_of(entry))

    frame = pd.DataFrame({"respondent": [f"{wave}{i}" for i in range(n)], "wave": wave})
    for name in ("country", "age_band", "trust"):
        frame[name] = answers(name)
    for item in MEDIA:
        frame[f"use.{item}"] = answers("use")
    return derive(CODEBOOK, frame)


PEOPLE = {"1": people("1", 240, 1), "2": people("2", 300, 2)}
ESTIMATES = pd.concat([
    estimate(CODEBOOK, figure, entry["estimates"], Held(PEOPLE[wave], Design.unweighted(len(PEOPLE[wave]))))
    for figure, entry in FIGURES.items() for wave in entry["waves"]
])  # fmt: skip


def numbers(choice=USUAL, designs=None, basis=lambda cell: "delivered", indices=None):
    answers = {
        wave: AnswersOfWave(
            REGISTRY,
            Held(frame, (designs or {}).get(wave, Design.unweighted(len(frame)))),
            choice,
        )
        for wave, frame in PEOPLE.items()
    }
    return ComputedNumbers(answers, IndexTables(indices or {}), basis, choice)


def judged(predicate: dict, figure: str, **more):
    return judge(read_predicate(predicate, context(figure)), numbers(**more))


def share(wave: str, column: str, answer: str, inside=None) -> tuple[float, int]:
    frame = PEOPLE[wave][PEOPLE[wave]["country"] == "here"]
    frame = frame if inside is None else frame[frame["age_band"].isin(inside)]
    return float((frame[column] == answer).mean()), len(frame)


def test_one_share_has_the_interval_of_its_figure():
    found = judged({"at_least": {"cell": {"country": "here", "item": "letter", "category": "daily"}, "value": 20}}, "1-2")  # fmt: skip
    keys = {"figure": "1-2", "country": "here", "item": "letter", "category": "daily"}
    (row,) = ESTIMATES[(ESTIMATES[list(keys)] == pd.Series(keys)).all(axis=1)].to_dict("records")
    assert found.margin == pytest.approx(row["percent"] - 20)
    assert found.std_error == pytest.approx(row["std_error"], rel=1e-12)
    assert (found.low, found.high) == pytest.approx((row["ci_low"] - 20, row["ci_high"] - 20))


def test_answers_of_one_question_are_dependent():
    found = judged({"higher_than": {"cell": {"country": "here", "item": "letter", "category": "daily"}, "than": {"category": "never"}}}, "1-2")  # fmt: skip
    (p, n), (q, _) = share("2", "use.letter", "daily"), share("2", "use.letter", "never")
    assert found.margin == pytest.approx(100 * (p - q))
    # A respondent's daily less never is 1, -1 or 0.
    assert found.std_error == pytest.approx(100 * math.sqrt((p + q - (p - q) ** 2) / (n - 1)))


def test_separate_people_and_waves_are_independent():
    young = {"cell": {"wave": "2", "group": "young", "category": "agree"}, "than": {"group": "old"}}
    (p, n), (q, m) = share("2", "trust", "agree", ["young"]), share("2", "trust", "agree", ["old"])
    apart = judged({"higher_than": young}, "1-1").std_error
    # Each group's own n, as in its figure; the whole sample's mean square is no part of it.
    exact = 100 * math.sqrt(p * (1 - p) / (n - 1) + q * (1 - q) / (m - 1))
    assert apart == pytest.approx(exact, rel=1e-9)
    (p, n), (q, m) = share("1", "trust", "agree"), share("2", "trust", "agree")
    change = judged({"fell": {"cell": {"category": "agree"}}}, "1-1")
    assert change.margin == pytest.approx(100 * (p - q))
    assert change.std_error == pytest.approx(100 * math.sqrt(p * (1 - p) / (n - 1) + q * (1 - q) / (m - 1)))  # fmt: skip


def test_under_a_design_as_the_estimators():
    random = np.random.default_rng(3)
    n = len(PEOPLE["2"])
    clusters = random.integers(0, 25, n)
    design = Design(random.uniform(0.5, 3, n), strata=(clusters % 5,), clusters=(clusters,))
    found = judged(
        {"higher_than": {"cell": {"country": "here", "item": "letter", "category": "daily"}, "than": {"item": "phone", "country": "there"}}},
        "1-2", designs={"2": design},
    )  # fmt: skip
    frame = PEOPLE["2"]
    inside = np.column_stack([frame["country"] == "here", frame["country"] == "there"])
    chosen = np.column_stack([frame["use.letter"] == "daily", frame["use.phone"] == "daily"])
    both = ratios(design, inside & chosen, inside, ["one", "other"]).difference("one", "other")
    assert found.margin == pytest.approx(100 * both.values[0])
    assert found.std_error == pytest.approx(100 * both.std_error[0], rel=1e-10)


def test_doubling_a_groups_weights_moves_the_margin():
    weights = np.where(PEOPLE["2"]["age_band"] == "young", 2.0, 1.0)
    predicate = {"at_least": {"cell": {"wave": "2", "category": "agree"}, "value": 50}}
    moved = judged(predicate, "1-1", designs={"2": Design(weights)})
    assert moved.margin != pytest.approx(judged(predicate, "1-1").margin)


def test_an_assumed_cell_leaves_the_claim_open_with_its_value():
    found = judged(
        {"at_most": {"cell": {"wave": "2", "category": "agree"}, "value": 99}}, "1-1",
        basis=lambda cell: "assumed",
    )  # fmt: skip
    assert found.verdict is None and found.basis == "assumed" and found.margin > 0
    assert [kind for kind, _ in found.reasons] == ["assumed"]


def test_indices_by_their_own_errors_and_by_those_of_their_differences():
    table = pd.DataFrame({"wave": "2", "group": ["young", "old"], "mean": [3.0, 1.0], "std_error": [0.3, 0.4], "basis": "delivered"})  # fmt: skip
    differences = pd.DataFrame({"wave": ["2"], "group": ["young"], "against": ["old"], "std_error": [0.1]})  # fmt: skip
    predicate = {"higher_than": {"cell": {"index": "ties", "group": "young", "category": "mean"}, "than": {"group": "old"}}}  # fmt: skip
    node = read_predicate(predicate, context())
    alone = ComputedNumbers({}, IndexTables({"ties": table}), str, USUAL)
    assert judge(node, alone).std_error == pytest.approx(0.5)
    spec = {"ties": {"differences": {"table": "gaps"}}}
    beside = IndexTables({"ties": table, "gaps": differences}, spec)
    assert judge(node, ComputedNumbers({}, beside, str, USUAL)).std_error == pytest.approx(0.1)
    assert judge(node, alone).margin == 2.0


def test_an_index_cell_that_is_not_one_row_is_an_error():
    table = pd.DataFrame({"group": ["young", "old"], "mean": [3.0, 1.0], "basis": "delivered"})
    for selection, message in (
        ({"index": "ties", "category": "mean"}, "2 such rows [mean]. Name `group` (young, old)."),
        ({"index": "ties", "group": "young", "category": "meen"}, "Did you mean 'mean'?"),
    ):
        node = read_predicate({"at_least": {"cell": selection, "value": 0}}, context())
        with pytest.raises(ProblemsFound, match=re.escape(message)):
            judge(node, ComputedNumbers({}, IndexTables({"ties": table}), str, USUAL))


# --- other choices ----------------------------------------------------------------
AGREE = {"cell": {"wave": "2", "category": "agree"}, "value": 50}


def test_where_narrows_and_without_widens():
    p, _ = share("2", "trust", "agree", ["young"])
    narrowed = judged({"at_least": AGREE}, "1-1", choice=Choice(where={"age_band": ["young"]}))
    assert narrowed.margin == pytest.approx(100 * p - 50)
    group = {"cell": {**AGREE["cell"], "group": "not_old"}, "value": 50}
    both = judged({"at_least": group}, "1-1", choice=Choice(where={"age_band": ["middle", "old"]}))
    p, _ = share("2", "trust", "agree", ["middle"])
    assert both.margin == pytest.approx(100 * p - 50)
    everybody = judged({"at_least": group}, "1-1", choice=Choice(without=("age_band",)))
    assert everybody.margin == pytest.approx(judged({"at_least": AGREE}, "1-1").margin)


def test_weights_give_groups_the_shares_wanted():
    shares = {"young": 5, "middle": 3, "old": 2}
    weights = {"by": "age_band", "where": {"country": "here"}, "shares": shares}
    found = judged({"at_least": AGREE}, "1-1", choice=Choice(weights=weights))
    by_hand = sum(share("2", "trust", "agree", [g])[0] * s / 10 for g, s in shares.items())
    assert found.margin == pytest.approx(100 * by_hand - 50)


def test_sets_are_derived_anew():
    changed = Registry(with_sets(SURVEY, {"use": {"users": ["daily"]}}), FIGURES)
    choice = Choice(sets={"use": {"users": ["daily"]}})
    frame = PEOPLE["2"]
    answers = AnswersOfWave(changed, Held(frame, Design.unweighted(len(frame))), choice)
    (cell,) = REGISTRY.select({"figure": "1-3", "category": "any"})
    here = frame[frame["country"] == "here"]
    by_hand = np.mean([(here[f"use.{item}"] == "daily") for item in MEDIA], axis=0) > 0
    assert answers.share(cell).percent == pytest.approx(100 * by_hand.mean())


def test_rounding_as_printed():
    found = judged({"at_least": AGREE}, "1-1", choice=Choice(printed=True))
    assert found.margin == pytest.approx(round(judged({"at_least": AGREE}, "1-1").margin, 1))


# --- basis ------------------------------------------------------------------------
def basis(*fixed: tuple[str, ...]) -> BasisOfCells:
    """Basis of cells of which these (by KEYS but the category) are fixed by publications."""
    table = ESTIMATES[list(KEYS)].astype(str)
    keys = pd.MultiIndex.from_frame(table)
    published = keys.isin(list(fixed)) if fixed else np.zeros(len(table), bool)
    table = table.assign(basis=np.where(published, "published", "assumed"))
    return BasisOfCells(REGISTRY, table, {"1": "synthetic", "2": "synthetic"})


def of(found: BasisOfCells, selection: dict, choice: Choice = USUAL) -> str:
    (cell,) = REGISTRY.select(selection)
    return found.of(cell, choice)


def trust_of(group: str) -> tuple[str, ...]:
    return ("1-1", "2", "here", group, "trust", "agree")


ALL_AGREE = {"figure": "1-1", "wave": "2", "category": "agree"}


def test_a_cell_of_another_group_counts_where_it_is_the_same_people():
    found = basis(trust_of("not_old"))
    assert of(found, ALL_AGREE) == "assumed"
    assert of(found, ALL_AGREE, Choice(where={"age_band": "not_old"})) == "published"
    assert of(found, ALL_AGREE, Choice(where={"age_band": ["young"]})) == "assumed"


def test_weighted_groups_are_fixed_where_all_of_them_are():
    weights = {"by": "age_band", "shares": {"young": 1, "middle": 1, "old": 1}}
    every = [trust_of(group) for group in ("young", "middle", "old")]
    assert of(basis(*every), ALL_AGREE, Choice(weights=weights)) == "published"
    assert of(basis(*every[:2], trust_of("all")), ALL_AGREE, Choice(weights=weights)) == "assumed"
    # Two groups fixed make up those who are not old.
    narrowed = Choice(where={"age_band": "not_old"})
    assert of(basis(*every[:2]), ALL_AGREE, narrowed) == "published"


def test_parts_and_rests_of_what_is_fixed():
    def use_of(category):
        return ("1-2", "2", "here", "all", "letter", category)

    cell = {"figure": "1-2", "country": "here", "item": "letter"}
    found = basis(use_of("users"), use_of("daily"))
    assert of(found, cell | {"category": "rarely"}) == "published"
    assert of(found, cell | {"category": "daily+never"}) == "assumed"
    found = basis(use_of("daily"), use_of("never"))
    assert of(found, cell | {"category": "daily+never"}) == "published"


def test_a_changed_set_leaves_nothing_derived_fixed():
    found = basis(("1-3", "2", "here", "all", "user", "any"))
    cell = {"figure": "1-3", "category": "any"}
    assert of(found, cell) == "published"
    assert of(found, cell, Choice(sets={"use": {"users": ["daily"]}})) == "assumed"


def test_delivered_respondents_are_delivered_whatever_the_choice():
    found = basis()
    found.sources = {"1": "delivered", "2": "delivered"}
    assert of(found, ALL_AGREE, Choice(where={"age_band": ["young"]})) == "delivered"


def test_numbers_that_are_stated_leave_the_interval_as_it_is():
    cell = {"country": "here", "group": "all", "category": "agree"}
    ends = [round(100 * share(wave, "trust", "agree")[0], 1) for wave in ("1", "2")]
    kind = "fell" if ends[1] < ends[0] else "rose"
    plain = judged({kind: {"cell": cell}}, "1-1")
    stated = judged({kind: {"cell": cell, "from": ends[0], "to": ends[1]}}, "1-1")
    assert stated.verdict is True
    assert (stated.margin, stated.low, stated.high) == (plain.margin, plain.low, plain.high)
