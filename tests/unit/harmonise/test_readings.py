"""Proofs that tables which the text layer of the book scrambled are read rightly.

Each test shows that the reading in resources/published/ follows from the text, and counts
what else the text allows.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations, product

import pytest
from unit.published_numbers import (
    bases_between,
    cell,
    codebook,
    file,
    numbers_between,
    printed_rows,
    row_sums,
)

from tsunagari.read.rounding import possible_counts, row_is_attainable


# --- tables that are scrambled ------------------------------------------------------
def dealings(
    blocks: Sequence[Sequence[str]], bases: Sequence[int]
) -> Iterator[list[tuple[str, ...]]]:
    """All ways to give each row one number of each block so that counts sum to its base."""
    options = []
    for n in bases:
        fitting = [sorted({p for p in block if possible_counts(p, n)}) for block in blocks]
        options.append([row for row in product(*fitting) if row_is_attainable(row, n)])
    left = [Counter(block) for block in blocks]
    chosen: dict[int, tuple[str, ...]] = {}

    def fits(row: tuple[str, ...]) -> bool:
        return all(numbers[p] for numbers, p in zip(left, row, strict=True))

    def deal(open_rows: frozenset[int]) -> Iterator[list[tuple[str, ...]]]:
        if not open_rows:
            yield [chosen[i] for i in range(len(bases))]
            return
        possible = {i: [row for row in options[i] if fits(row)] for i in open_rows}
        i = min(possible, key=lambda row: len(possible[row]))
        for row in possible[i]:
            for numbers, p in zip(left, row, strict=True):
                numbers[p] -= 1
            chosen[i] = row
            yield from deal(open_rows - {i})
            for numbers, p in zip(left, row, strict=True):
                numbers[p] += 1

    yield from deal(frozenset(range(len(bases))))


@pytest.mark.parametrize(
    ("figure", "numbers", "labels"),
    [("4-3-4-2", (496, 574), (578, 592)), ("4-3-4-3", (603, 761), (765, 795))],
)
def test_only_one_dealing_of_the_intentions_fits_the_bases(figure, numbers, labels):
    printed, bases = numbers_between(*numbers), bases_between(*labels)
    blocks = [printed[start : start + len(bases)] for start in range(0, len(printed), len(bases))]
    assert len(blocks) == 5
    (only,) = dealings(blocks, bases)
    assert [tuple(row) for row in printed_rows(figure).values()] == only
    across = [printed[start : start + 5] for start in range(0, len(printed), 5)]
    assert not any(row_is_attainable(across[0], n) for n in bases)  # nor row by row


def test_shopping_shows_that_the_first_two_answers_are_the_willing_ones():
    row = [Fraction(p) for p in printed_rows("4-3-4-2")["2017", "all", "shopping"]]
    assert [
        pair for pair in combinations(range(5), 2) if abs(row[pair[0]] + row[pair[1]] - 75) < 2
    ] == [(0, 1)]


def test_only_one_grid_of_4_3_5_2_agrees_with_the_prose():
    printed = numbers_between(1153, 1183)
    prose = file("prose")
    prose = prose[
        (prose["figure"] == "4-3-5-2") & ~prose["category"].str.contains("+", regex=False)
    ]
    rows = [("all", "2008"), ("all", "2017"), ("60_and_over", "2008"), ("60_and_over", "2017")]
    categories = ["none", "offline_only", "both", "online_only"]
    assert len(prose) == 10
    found = []
    for by_answer, names, answers in product(
        (True, False), permutations(rows), permutations(categories)
    ):
        places = (
            [(r, c) for c in answers for r in names]
            if by_answer
            else [(r, c) for r in names for c in answers]
        )
        reading = dict(zip(places, printed, strict=True))
        agrees = all(
            reading[(r.group, r.wave), r.category] == r.printed for r in prose.itertuples()
        )
        sums = [sum(Fraction(reading[r, c]) for c in categories) for r in rows]
        if agrees and all(abs(total - 100) <= Fraction(2, 10) for total in sums):
            found.append(reading)
    (only,) = found
    transcribed = printed_rows("4-3-5-2")
    for group, wave in rows:
        row = transcribed[wave, group, "participation"]
        assert row == [only[(group, wave), c] for c in categories]


def test_sums_of_100_1_in_4_3_5_2_are_attainable_when_ties_are_rounded_up():
    rows = printed_rows("4-3-5-2")
    for group, n, counts in [
        ("all", 1200, (140, 93, 438, 529)),
        ("60_and_over", 400, (74, 65, 174, 87)),
    ]:
        row = rows["2017", group, "participation"]
        assert sum(counts) == n
        assert row_is_attainable(row, n)
        assert all(k in possible_counts(p, n) for k, p in zip(counts, row, strict=True))
    assert possible_counts("16.3", 400) == (65,)  # 16.25 exactly, so the book rounds ties up


MAIN, RUN_ON = (1109, 1135), (1146, 1146)
FALLING = ("16.7", "16.3", "17.6", "17.8", "11.2", "8.6", "5.9", "4.8", "1.4")


def tail_falls(row: Sequence[Fraction]) -> bool:
    """Whether the share of people a number of communities falls from 5 on (7 to 9 is three)."""
    return row[5] >= row[6] >= row[7] / 3 and row[7] >= row[8]


def readings_of_4_3_5_1() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Both rows, when each keeps the order of the text and the first ten numbers alternate.

    The two numbers of the run-on line stand anywhere after the first five of a row. Both
    rows sum to 100 within the rounding of nine numbers.
    """
    main, run_on = numbers_between(*MAIN), numbers_between(*RUN_ON)
    rest = range(10, len(main))
    for size in range(len(rest) + 1):
        for chosen in combinations(rest, size):
            other = [i for i in rest if i not in chosen]
            for extra in product((0, 1), repeat=2):
                rows = [
                    [main[i] for i in (0, 2, 4, 6, 8, *chosen)],
                    [main[i] for i in (1, 3, 5, 7, 9, *other)],
                ]
                placed = [rows]
                for number, row in zip(run_on, extra, strict=True):
                    placed = [
                        [[*r[:at], number, *r[at:]] if k == row else r for k, r in enumerate(pair)]
                        for pair in placed
                        for at in range(5, len(pair[row]) + 1)
                    ]
                for pair in placed:
                    sums = [sum(map(Fraction, r)) for r in pair]
                    if all(len(r) == 9 for r in pair) and all(
                        abs(s - 100) <= Fraction(45, 100) for s in sums
                    ):
                        yield tuple(pair[0]), tuple(pair[1])


def test_4_3_5_1_sums_fix_the_2017_row_and_the_numbers_of_the_2008_row():
    found = set(readings_of_4_3_5_1())
    transcribed = printed_rows("4-3-5-1")
    row_2008 = tuple(transcribed["2008", "all", "communities_class"])
    row_2017 = tuple(transcribed["2017", "all", "communities_class"])
    assert (row_2008, row_2017) in found
    assert {second for _, second in found} == {row_2017}
    assert {tuple(sorted(first)) for first, _ in found} == {tuple(sorted(row_2008))}
    assert len(found) == 12  # orders of the two run-on numbers in the 2008 row
    assert row_sums(file("4-3-5-1"), codebook()["communities_class"].categories).astype(
        str
    ).to_list() == ["100.3", "100.0"]


def test_4_3_5_1_order_of_the_2008_row_rests_on_a_falling_tail_of_neighbours():
    first_rows = {first for first, _ in readings_of_4_3_5_1()}
    falling = {row for row in first_rows if tail_falls([Fraction(p) for p in row])}
    assert falling == {FALLING, (*FALLING[:6], "4.8", "5.9", "1.4")}
    neighbours = {row for row in falling if abs(row.index("1.4") - row.index("4.8")) == 1}
    assert (
        neighbours
        == {FALLING}
        == {tuple(printed_rows("4-3-5-1")["2008", "all", "communities_class"])}
    )


def test_4_3_5_1_agrees_with_who_takes_part_in_nothing_and_with_the_bases():
    for wave in ("2008", "2017"):
        keys = {"wave": wave, "group": "all"}
        assert cell("4-3-5-1", category="0", **keys) == cell("4-3-5-2", category="none", **keys)
    row_2017 = printed_rows("4-3-5-1")["2017", "all", "communities_class"]
    assert row_is_attainable(row_2017, 1200)
    bounds = {}
    for (wave, *_), row in printed_rows("4-3-5-1").items():
        shares = [Fraction(p) for p in row]
        for name, last in (("least", (7, 10)), ("most", (9, 21))):
            numbers = (*range(7), *last)
            bounds[wave, name] = sum(map(lambda s, k: s * k, shares, numbers)) / sum(shares)
    online = file("4-3-3-1").drop_duplicates("item")["n"].sum()
    japan = file("4-3-3-2")[lambda rows: rows["country"] == "japan"]
    assert (online, japan["n"].sum()) == (4076, 713)
    least = Fraction(4076 + 713, 1200)  # those in their seventies add offline memberships
    assert bounds["2017", "least"] < least + Fraction(230, 1200) < bounds["2017", "most"]
    assert float(bounds["2008", "least"]) == pytest.approx(2.75, abs=0.01)


def test_4_3_5_1_sums_alone_decide_nothing():
    """Without the turns of the first five answers, many splits into two rows pass."""
    numbers = [Fraction(n) for n in numbers_between(*MAIN) + numbers_between(*RUN_ON)]
    first, second, *rest = numbers
    splits = 0
    for chosen in combinations(rest, 8):
        total = first + sum(chosen)
        other = second + sum(rest) - sum(chosen)
        splits += max(abs(total - 100), abs(other - 100)) <= Fraction(45, 100)
    assert splits == 314
