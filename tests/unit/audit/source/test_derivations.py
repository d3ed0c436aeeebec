"""Answers that follow from the same questions: by hand, and against every set of respondents."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations_with_replacement, product

from hypothesis import given, settings
from hypothesis import strategies as st
from small_publication import alarmed, audited, verdicts


def printed(count: int, n: int) -> str:
    exact = Decimal(100 * count) / Decimal(n)
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def counted(people: tuple[tuple[bool, bool], ...]) -> tuple[str, ...]:
    """What would be printed of people who use letters, phones: 0, 1, 2 media; some; each."""
    n = len(people)
    numbers = [sum(person) for person in people]
    counts = [numbers.count(k) for k in range(3)]
    counts += [n - numbers.count(0), *(sum(p[i] for p in people) for i in (0, 1))]
    return tuple(printed(count, n) for count in counts)


def lines(n: int, numbers: tuple[str, ...]) -> str:
    none, one, two, some, letter, phone = numbers
    return "\n".join(
        [
            f"9-5 all uses_class none {n} {none}",
            f"9-5 all uses_class one {n} {one}",
            f"9-5 all uses_class two {n} {two}",
            f"9-5 all user uses_some {n} {some}",
            f"9-3 all letter users {n} {letter}",
            f"9-3 all phone users {n} {phone}",
        ]
    )


def possible(n: int) -> set[tuple[str, ...]]:
    kinds = list(product((True, False), repeat=2))
    return {counted(people) for people in combinations_with_replacement(kinds, n)}


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.data())
def test_every_set_of_respondents_is_consistent_and_what_none_gives_is_found(n, data):
    known = possible(n)
    numbers = list(data.draw(st.sampled_from(sorted(known))))
    assert not alarmed(audited(lines(n, tuple(numbers))))
    numbers[data.draw(st.integers(0, 5))] = printed(data.draw(st.integers(0, n)), n)
    table = audited(lines(n, tuple(numbers)))
    assert alarmed(table) == (tuple(numbers) not in known), numbers


def test_bounds_by_hand():
    # 10 people: 4 use nothing, so 6 use something, and letters are used by 6 at most.
    text = (
        "9-5 all uses_class none 10 40.0\n9-5 all user uses_some 10 {}\n9-3 all letter users 10 {}"
    )
    assert not alarmed(audited(text.format("60.0", "60.0")))
    found = verdicts(audited(text.format("50.0", "20.0")), "derived_answers")
    assert found["9-5", "all", "user", "uses_some"] == "inconsistent"
    found = verdicts(audited(text.format("60.0", "70.0")), "derived_answers")
    assert found["9-3", "all", "letter", "users"] == "inconsistent"


def test_the_mean_number_against_its_classes():
    # Of 10 people 5, 3, 2 use 0, 1, 2 media: 7 uses, 0.7 a head.
    classes = "9-5 all uses_class none 10 50.0\n9-5 all uses_class one 10 30.0\n9-5 all uses_class two 10 20.0"
    table = audited(f"{classes}\n9-3 all letter users 10 40.0\n9-3 all phone users 10 30.0")
    found = table[table["check"] == "mean_against_classes"].iloc[0]
    assert (found["verdict"], found["implied"]) == ("consistent", "0.70")
    table = audited(f"{classes}\n9-3 all letter users 10 40.0\n9-3 all phone users 10 40.0")
    assert alarmed(table, "mean_against_classes")
    table = audited(f"{classes}\n- all uses mean - =0.7")
    assert set(table.loc[table["check"] == "mean_against_classes", "verdict"]) == {
        "consistent",
        "cannot_be_checked",
    }
    assert alarmed(audited(f"{classes}\n- all uses mean - =0.9"), "mean_against_classes")


def test_moments_by_hand():
    # About half score 1 and half 3; with half in the middle no deviation exceeds 0.71.
    text = "- all mood mean - =1.99\n- all mood standard_deviation - =0.99\n9-7 all mood {} 10 {}"
    assert not alarmed(audited(text.format("good", "50.0")), "moments")
    assert alarmed(audited(text.format("fair", "50.0")), "moments")
    assert alarmed(
        audited("- all mood mean - =1.99\n- all mood standard_deviation - =1.29"), "moments"
    )
    # With six in ten at one end, a mean of 1.5 needs that end to score 1 (1.4 to 1.8).
    table = audited("- all mood mean - =1.5\n9-7 all mood good 10 60.0")
    assert table.loc[table["check"] == "moments", "implied"].to_list() == ["1"]
