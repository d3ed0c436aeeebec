"""Each kind of predicate on hand-made numbers: it holds, and one changed number makes it fail."""

import math

import pytest
import yaml
from claims_of_section import context, printed, verdict

from tsunagari.audit.claims.predicates import KINDS, read_predicate
from tsunagari.audit.claims.tree import judge
from tsunagari.config.problems import ProblemsFound

USE = "1-2 2 here all {} {}"


def use(**percents: str) -> dict[str, str]:
    """letter_daily="30.0" ... as printed numbers of figure 1-2 here."""
    return {USE.format(*key.split("_", 1)): percent for key, percent in percents.items()}


def trust(**percents: str) -> dict[str, str]:
    """w1_young="30.0" ... as printed numbers of figure 1-1, of those who agree."""
    return {f"1-1 {key[1]} here {key[3:]} trust agree": p for key, p in percents.items()}


DAILY = use(letter_daily="30.0", phone_daily="60.0", radio_daily="5.0")
TWO = trust(w1_all="40.7", w2_all="33.8")
LINE = trust(w2_young="30.0", w2_middle="20.0", w2_old="21.0")

# kind, figure, predicate, numbers, what changes so that it fails
CASES = [
    ("at_least", "1-2", "{cell: {country: here, item: letter, category: daily}, value: 30}", DAILY, use(letter_daily="29.9")),
    ("at_most", "1-2", "{cell: {country: here, item: radio, category: daily}, value: 5}", DAILY, use(radio_daily="5.1")),
    ("between", "1-2", "{cell: {country: here, item: letter, category: daily}, low: 30, high: 40}", DAILY, use(letter_daily="40.1")),
    ("about", "1-2", "{cell: {country: here, item: letter, category: daily}, value: 34, within: about}", DAILY, use(letter_daily="28.9")),
    ("stated", "1-2", "{cell: {country: here, item: letter, category: daily}, value: 30.0}", DAILY, use(letter_daily="30.1")),
    ("lower_than", "1-2", "{cell: {country: here, item: letter, category: daily}, than: {item: phone}}", DAILY, use(phone_daily="30.0")),
    ("higher_than", "1-2", "{cell: {country: here, item: phone, category: daily}, than: {item: [letter, radio]}, by: 10}", DAILY, use(letter_daily="50.0")),
    ("among_the_highest", "1-2", "{cell: {country: here, item: [letter, phone], category: daily}, of: {country: here, item: '*', category: daily}}", DAILY, use(radio_daily="30.0")),
    ("among_the_lowest", "1-2", "{cell: {country: here, item: letter, category: daily}, of: {country: here, item: '*', category: daily}, k: 2}", DAILY, use(phone_daily="20.0")),
    ("falling_along", "1-1", "{cell: {wave: '2', group: [young, middle, old], category: agree}, tolerance: step}", LINE, trust(w2_old="22.1")),
    ("rising_along", "1-1", "{cell: {wave: '2', group: [middle, old, young], category: agree}}", LINE, trust(w2_old="19.9")),
    ("fell", "1-1", "{cell: {category: agree}, from: 40.7, to: 33.8}", TWO, trust(w2_all="33.9")),
    ("rose", "1-1", "{cell: {category: disagree}, by: 6}", TWO, trust(w2_all="34.7")),
    ("all", "1-2", "[{at_least: {cell: {country: here, item: letter, category: daily}, value: 30}}, {at_most: {cell: {country: here, item: radio, category: daily}, value: 5}}]", DAILY, use(radio_daily="6.0")),
    ("any", "1-2", "[{at_least: {cell: {country: here, item: letter, category: daily}, value: 90}}, {at_most: {cell: {country: here, item: radio, category: daily}, value: 5}}]", DAILY, use(radio_daily="6.0")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "figure", "body", "numbers", "change"), CASES, ids=[case[0] for case in CASES]
)
def test_each_kind_holds_and_can_fail(kind, figure, body, numbers, change):
    predicate = f"{{{kind}: {body}}}"
    assert verdict(predicate, numbers, figure) is True
    assert verdict(predicate, numbers | change, figure) is False


def test_every_kind_is_tried():
    assert {case[0] for case in CASES} == set(KINDS)


def test_a_share_of_the_comparisons_is_enough():
    # Two of three media reach 30: 67%, less than `most`, which is 75%.
    body = "at_least: {cell: {country: here, item: '*', category: daily}, value: 30, share: %s}"
    assert verdict("{" + body % 66 + "}", DAILY) is True
    assert verdict("{" + body % "most" + "}", DAILY) is False
    some = "{at_least: {cell: {country: here, item: '*', category: daily}, value: 60, some: true}}"
    assert verdict(some, DAILY) is True
    assert verdict(some, DAILY | use(phone_daily="59.9")) is False


ORDER = "{falling_along: {cell: {wave: '2', group: [young, middle, old], category: agree}, tolerance: step}}"


@pytest.mark.parametrize(
    ("ages", "falls"),
    [
        (("24.0", "22.0", "20.0"), True),
        (("20.0", "22.0", "19.9"), True),  # a step back by 2 points, within `step`
        (("20.0", "20.0", "20.0"), False),  # no fall at all
        (("20.0", "22.0", "24.0"), False),  # a rise, by 2 points each time
        (("20.0", "22.0", "20.0"), False),
        (("24.0", "18.0", "20.1"), False),  # a step back by more
    ],
)
def test_a_tolerance_of_steps_does_not_turn_the_order_round(ages, falls):
    numbers = dict(zip(("w2_young", "w2_middle", "w2_old"), ages, strict=True))
    assert verdict(ORDER, trust(**numbers), "1-1") is falls


def test_small_steps_back_add_up():
    # 18, 20, 22: two steps within `step`, but 4 points together, whatever stood before.
    body = {"cell": {"country": "here", "item": ["letter", "phone", "radio"], "category": "daily"}}
    node = read_predicate({"falling_along": {**body, "tolerance": "step"}}, context())
    judged = judge(node, printed(use(letter_daily="18.0", phone_daily="20.0", radio_daily="22.0")))
    assert judged.margin == pytest.approx(18 + 2 - 22 - 2)


def test_cells_are_added_up():
    sums = "{at_most: {cell: {sum: {country: here, item: [letter, radio], category: daily}}, value: 35}}"
    assert verdict(sums, DAILY) is True
    assert verdict(sums, DAILY | use(radio_daily="5.1")) is False


def test_pooled_cells_count_by_their_base():
    # 30% of 90 and 60% of 10 are 33 of 100.
    pool = "{at_most: {cell: {pool: {country: here, item: [letter, phone], category: daily}}, value: 33}}"
    bases = {"1-2 2 here all letter": 90, "1-2 2 here all phone": 10}
    assert verdict(pool, DAILY, bases=bases) is True
    assert verdict(pool, DAILY, bases=bases | {"1-2 2 here all phone": 11}) is False
    assert verdict(pool, DAILY) is None  # without bases there is nothing to pool by


def test_sets_and_rests_follow_from_what_is_printed():
    at_least = "{at_least: {cell: {country: here, item: letter, category: %s}, value: 40}}"
    assert verdict(at_least % "users", use(letter_daily="30.0", letter_rarely="10.0")) is True
    assert verdict(at_least % "users", use(letter_never="60.1")) is False
    assert verdict(at_least % "rarely", use(letter_users="70.0", letter_daily="30.0")) is True
    assert verdict(at_least % "rarely", use(letter_users="70.0", letter_daily="30.1")) is False
    assert verdict(at_least % "rarely", use(letter_daily="30.0")) is None


def test_rounding_travels_with_the_margin():
    node = read_predicate(
        {"at_least": {"cell": {"country": "here", "item": "letter", "category": "daily"}, "value": 30}},
        context(),
    )  # fmt: skip
    on_the_edge = judge(node, printed(use(letter_daily="30.0")))
    assert (on_the_edge.low, on_the_edge.high) == pytest.approx((-0.05, 0.05))
    assert on_the_edge.verdict is True and on_the_edge.certain is False
    assert judge(node, printed(use(letter_daily="30.1"))).certain is True


def test_what_is_stated_never_binds():
    predicate = {"fell": {"cell": {"category": "agree"}, "from": 40.7, "to": 33.8}}
    judged = judge(read_predicate(predicate, context("1-1")), printed(TWO))
    assert judged.margin == pytest.approx(6.9)
    only = {"stated": {"cell": {"wave": "2", "category": "agree"}, "value": 33.8}}
    assert judge(read_predicate(only, context("1-1")), printed(TWO)).margin == math.inf


def test_a_change_is_between_the_waves_that_are_named():
    for waves, holds in (('["1", "2"]', True), ('["2", "1"]', False)):
        predicate = f"{{fell: {{cell: {{wave: {waves}, category: agree}}}}}}"
        assert verdict(predicate, TWO, "1-1") is holds
        summed = f"{{fell: {{cell: {{sum: {{wave: {waves}, category: [agree]}}}}}}}}"
        assert verdict(summed, TWO, "1-1") is holds


BAD = [
    ("{fell: {cell: {figure: 1-1, wave: '2', category: agree}}}", "a change is one between two waves"),
    ("{at_leest: {}}", "Did you mean 'at_least'?"),
    ("{at_least: {cell: {country: here, item: leter, category: daily}, value: 1}}", "Did you mean 'letter'?"),
    ("{at_least: {cell: {country: here, item: letter, category: dayly}, value: 1}}", "Did you mean 'daily'?"),
    ("{at_least: {cell: {figure: 1-4, category: daily}, value: 1}}", "no tabulated figure"),
    ("{at_least: {cell: {country: here, item: letter}, value: 1}}", "`category` must be named"),
    ("{at_least: {cell: {country: here, item: letter, category: daily}, value: abot}}", "Did you mean 'about'?"),
    ("{among_the_highest: {cell: {country: here, item: letter, category: daily}, of: {country: here, item: [phone, radio], category: daily}}}", "is not one of `of`"),
]  # fmt: skip


@pytest.mark.parametrize(("predicate", "message"), BAD)
def test_a_misspelt_predicate_names_the_nearest(predicate, message):
    with pytest.raises(ProblemsFound) as found:
        read_predicate(yaml.safe_load(predicate), context())
    assert message in str(found.value)
