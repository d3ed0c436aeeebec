"""Proofs that the transcription of the published numbers is complete and adds up.

Completeness goes both ways: each number of the text is transcribed, or listed as no
statistic; each transcribed number stands on the line that its row names.
"""

import csv
import re
import unicodedata
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import product
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from unit.published_numbers import (
    FOLDER,
    TEXT,
    cell,
    cells,
    codebook,
    config,
    file,
    printed_rows,
    published,
    row_sums,
    text,
)

from tsunagari.read.rounding import possible_counts, rounded, row_is_attainable

NUMBER = re.compile(r"\d+(?:-\d+)+|\d{1,3}(?:,\d{3})+|\d+\.\d|\d+")
PERCENTAGES = {
    "4-3-2-2": 117,
    "4-3-2-3": 5,
    "4-3-2-4": 5,
    "4-3-2-5": 5,
    "4-3-3-1": 121,
    "4-3-3-2": 40,
    "4-3-4-2": 40,
    "4-3-4-3": 80,
    "4-3-5-1": 18,
    "4-3-5-2": 16,
}


# --- completeness -----------------------------------------------------------------
def numbers_of(line: str) -> Counter[str]:
    return Counter(unicodedata.normalize("NFKC", n).replace(",", "") for n in NUMBER.findall(line))


@cache
def accounts() -> pd.DataFrame:
    """Every transcribed number of the text with its line: percentages, values and bases."""
    seed = published()[published()["provenance"] == "seed"]
    percents = seed[seed["printed"] != ""]
    values = seed[seed["value"].notna()]
    keys = ["figure", "wave", "country", "group", "item", "n", "seed_line"]
    bases = seed[seed["n"].notna()].drop_duplicates(keys)
    parts = [
        pd.DataFrame(
            {"line": percents["seed_line"], "text": percents["printed"], "what": "percent"}
        ),
        pd.DataFrame({"line": values["seed_line"], "text": values["value"], "what": "value"}),
        pd.DataFrame({"line": bases["seed_line"], "text": bases["n"].astype(str), "what": "base"}),
    ]
    parts[1]["text"] = parts[1]["text"].map(lambda value: f"{value:g}")
    return pd.concat(parts, ignore_index=True)


def stated(line: int, what: str) -> Counter[str]:
    rows = accounts()
    return Counter(rows.loc[(rows["line"] == line) & (rows["what"] == what), "text"])


@cache
def not_statistics() -> dict[int, Counter[str]]:
    listed: dict[int, Counter[str]] = {}
    with (FOLDER / "not_statistics.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            assert row["why"]
            number = unicodedata.normalize("NFKC", row["text"])
            listed.setdefault(int(row["seed_line"]), Counter())[number] += 1
    return listed


def test_each_number_of_the_text_is_transcribed_or_listed_as_no_statistic():
    problems = []
    for line in range(1, len(TEXT) + 1):
        left = numbers_of(text(line))
        listed = not_statistics().get(line, Counter())
        claimed = stated(line, "percent") + stated(line, "value") + listed
        if not claimed <= left:
            problems.append(f"line {line} does not hold {claimed - left}")
        # A base may stand on another line than its percentages, so it need not be on this one.
        if not left - claimed <= stated(line, "base"):
            problems.append(f"line {line}: {left - claimed} not accounted for")
    assert problems == []


def test_lines_named_by_the_transcription_exist():
    assert set(accounts()["line"]) | set(not_statistics()) <= set(range(1, len(TEXT) + 1))


def test_each_base_stands_on_the_line_of_one_of_its_rows():
    seed = published()[(published()["provenance"] == "seed") & published()["n"].notna()]
    keys = ["figure", "wave", "country", "group", "item", "n"]
    for key, rows in seed.groupby(keys):
        assert any(numbers_of(text(line))[str(key[-1])] for line in rows["seed_line"]), key


def test_number_tokens_are_found_in_every_form_of_the_text():
    assert numbers_of("1.44.8") == Counter(["1.4", "4.8"])
    assert numbers_of(" 48.248.2") == Counter({"48.2": 2})
    assert numbers_of("全体（n=1,200）") == Counter(["1200"])
    assert numbers_of("5個 6個 ７～９個 10個以上") == Counter(["5", "6", "7", "9", "10"])
    assert numbers_of("図表4-3-5-2、16.3％から44.1％へ") == Counter(["4-3-5-2", "16.3", "44.1"])


def test_there_are_447_percentages_in_the_figures():
    seed = published()[(published()["provenance"] == "seed") & (published()["printed"] != "")]
    own = seed[seed["file"].isin(list(PERCENTAGES))]
    assert own.groupby("file").size().to_dict() == PERCENTAGES
    assert len(own) == 447
    assert len(file("4-3-5-3")) == 4  # of the prose, in place of the lost picture


def test_every_cell_belongs_to_a_query_of_its_figure():
    figures = config("figures")["figures"]
    for figure, rows in cells(published()).groupby("figure"):
        queries = figures[figure]["estimates"]
        asked = {
            (item, category)
            for query in queries
            for item in codebook()[query["variable"]].items or (query["variable"],)
            for category in query.get("categories", codebook()[query["variable"]].categories)
        }
        assert set(zip(rows["item"], rows["category"], strict=True)) <= asked


# --- sums and counts ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("figure", "variable", "sums"),
    [
        ("4-3-2-4", "trust_change", {"100.0"}),
        ("4-3-4-2", "need_intention", {"99.9", "100.0", "100.1"}),
        ("4-3-4-3", "help_intention", {"99.9", "100.0", "100.1"}),
        ("4-3-5-1", "communities_class", {"100.0", "100.3"}),
        ("4-3-5-2", "participation", {"100.1"}),
    ],
)
def test_single_answers_sum_to_100_within_rounding(figure, variable, sums):
    categories = codebook()[variable].categories
    found = row_sums(file(figure), categories)
    assert {str(total) for total in found} == sums
    assert all(abs(total - 100) * 20 <= len(categories) for total in found)


def test_a_base_gives_every_percentage_but_three_that_are_known():
    rows = cells(published())
    rows = rows[rows["n"].notna()]
    impossible = [
        (row.figure, row.item, row.category)
        for row in rows.itertuples()
        if not possible_counts(row.printed, row.n)
    ]
    assert len(rows) > 450
    assert impossible == [
        ("4-3-2-3", "twitter", "met"),  # a sum of rounded classes
        ("4-3-2-3", "bulletin_board", "met"),  # the same
        ("4-3-2-4", "trust_change", "rose_much"),  # 9.2 of 208
    ]


def test_trust_change_fits_206_and_not_the_printed_208():
    row = printed_rows("4-3-2-4")["2017", "all", "trust_change"]
    assert row == ["9.2", "44.2", "44.2", "1.9", "0.5"]
    assert [n for n in range(1, 369) if row_is_attainable(row, n)] == [206]
    assert [possible_counts(p, 206) for p in row] == [(19,), (91,), (91,), (4,), (1,)]
    assert file("4-3-2-5")["n"].unique().item() == 19 + 91
    assert possible_counts("9.2", 208) == ()


def test_the_total_of_4_3_2_2_is_the_mean_of_its_twelve_cells():
    table = file("4-3-2-2").pivot_table(index="group", columns="category", values="percent")
    assert table.shape == (13, 9)
    counts = table.drop(index="all").round().astype(int).sum()  # each cell has 100 people
    for category, count in counts.items():
        total = cell("4-3-2-2", group="all", category=category)
        assert count in possible_counts(total, 1200)


def test_rounding_ties_up_explains_every_cell_that_can_be_explained():
    rows = cells(published())
    rows = rows[rows["n"].notna()]
    for row in rows.itertuples():
        by_rule = {
            max(rounded(Fraction(100 * k, row.n))) for k in possible_counts(row.printed, row.n)
        }
        assert not by_rule or Fraction(row.printed) in by_rule
    ratings = file("4-3-2-2").query("category == 'ratings' and group != 'all'")["percent"].sum()
    assert ratings == 63  # of 1,200: 5.25 exactly, which half to even would print as 5.2
    assert cell("4-3-2-2", group="all", category="ratings") == "5.3"


@pytest.mark.parametrize(
    ("figure", "exclusive"), [("4-3-2-2", "nothing_particular"), ("4-3-3-1", "reads_nobody")]
)
def test_an_exclusive_answer_leaves_room_for_the_others(figure, exclusive):
    for _, row in file(figure).groupby(["group", "item"]):
        percents = row.set_index("category")["percent"]
        others = percents.drop(exclusive)
        slack = 0.05 * len(percents)
        assert others.max() <= 100 - percents[exclusive] + 0.1
        assert others.sum() >= 100 - percents[exclusive] - slack


def test_the_prose_repeats_what_the_figures_print():
    prose = file("prose")
    repeated = prose[(prose["printed"] != "") & (prose["figure"] != "")]
    assert len(repeated) == 11
    for row in repeated.itertuples():
        keys = {"wave": row.wave, "group": row.group, "item": row.item}
        parts = [cell(row.figure, category=c, **keys) for c in row.category.split("+")]
        assert sum(map(Fraction, parts)) == Fraction(row.printed)


def test_round_numbers_of_the_prose_fit_the_cells_that_they_speak_of():
    least = {"4-3-3-1": 20, "4-3-3-2": 40}
    prose = file("prose")
    for row in prose[prose["figure"].isin(list(least)) & prose["value"].notna()].itertuples():
        assert row.value == least[row.figure]
        for item, category in product(row.item.split("|"), row.category.split("|")):
            printed = cell(row.figure, country="japan", item=item, category=category)
            assert Fraction(printed) >= row.value
    fell = [cell("4-3-2-4", category=c) for c in codebook()["trust_change"].sets["fell"]]
    assert sum(map(Fraction, fell)) <= 3
    japan = file("4-3-3-2")[lambda rows: rows["country"] == "japan"]
    assert (japan["percent"] >= 40).sum() == 4  # so the first row is Japan's


# --- secondary and derived numbers --------------------------------------------------
def test_bases_of_later_figures_are_the_shares_of_4_2_2_1():
    bases = {
        "posts_actively": file("4-3-2-3").dropna(subset="n").set_index("item")["n"].to_dict(),
        "users": file("4-3-3-1").drop_duplicates("item").set_index("item")["n"].to_dict(),
    }
    rows = file("4-2-2-1").query("group == 'all_ages'")
    for category, counts in bases.items():
        for medium, count in counts.items():
            printed = cell("4-2-2-1", group="all_ages", item=medium, category=category)
            assert count in possible_counts(printed, 1200)
    assert len(rows) == 23
    assert possible_counts("48.7", 1200) == (584,)
    readers = cell("4-2-2-1", group="all_ages", item="line", category="readers")
    assert rounded(Fraction(100 * (584 - 204), 1200)) == {Fraction(readers)}


@pytest.mark.parametrize(
    ("mean_of_agreement", "shares"),
    [(2.534, (7.8, 41.0, 41.2, 10.0)), (5 - 2.534, (11.2, 37.6, 44.6, 6.6))],
    ids=["4 = agree", "1 = agree"],
)
def test_both_directions_of_the_2008_scale_give_shares(mean_of_agreement, shares):
    """Sum, affirmative share, mean and variance fix four shares in either direction."""
    deviation = 0.778
    equations = np.array([[1, 1, 1, 1], [0, 0, 1, 1], [1, 2, 3, 4], [1, 4, 9, 16]], dtype=float)
    square = deviation**2 + mean_of_agreement**2
    found = np.linalg.solve(equations, [1, 0.512, mean_of_agreement, square]) * 100
    assert found == pytest.approx(shares, abs=0.1)
    assert sqrt(square - mean_of_agreement**2) == pytest.approx(deviation)
