"""Wrapping, and the placing of labels."""

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tsunagari.draw.paper.page import hatching
from tsunagari.draw.paper.place import along, overlap, place_labels, spread
from tsunagari.draw.paper.text import NO_START, OPENING, balance, least_width, width, words, wrap

LETTERS = st.text(
    alphabet="あいがのっゃ漢字電話カタナー、。（）「」ab1 .,", min_size=1, max_size=60
)
SIZE = 8.0


def squeezed(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


@given(LETTERS, st.floats(20, 200))
def test_wrapping_loses_nothing_and_keeps_within_the_limit(text, limit):
    wrapped = wrap(text, SIZE, limit)
    assert squeezed(wrapped) == squeezed(text)
    for line in wrapped.split("\n"):
        glued = all(c in NO_START or before in OPENING for before, c in pairwise(line))
        assert width(line, SIZE) <= limit or glued


@given(LETTERS, st.floats(20, 200))
def test_no_line_starts_or_ends_with_what_must_not(text, limit):
    assume(" " not in text)  # a space may part anything
    lines = wrap(text, SIZE, limit).split("\n")
    assert not any(line[0] in NO_START for line in lines[1:])
    assert not any(line[-1] in OPENING for line in lines[:-1])


@given(LETTERS, st.floats(40, 200))
def test_balanced_lines_are_as_many_and_never_wider(text, limit):
    plain, even = wrap(text, SIZE, limit), balance(text, SIZE, limit)
    assert even.count("\n") == plain.count("\n")
    assert width(even, SIZE) <= max(limit, width(plain, SIZE))


def test_japanese_breaks_at_phrases():
    assert words("相手の名前がわかること") == ["相手の", "名前が", "わかること"]
    assert words("お金がもらえるのであれば引き受けたい") == [
        "お金が",
        "もらえるのであれば",
        "引き受けたい",
    ]
    assert words("2017年度調査（n=1,200）") == ["2017年度調査", "（n=1,200）"]
    assert words("オンラインゲーム/ソーシャルゲーム") == ["オンラインゲーム/", "ソーシャルゲーム"]


def test_english_breaks_at_spaces_only():
    assert wrap("Acquaintances outside work", SIZE, least_width("Acquaintances", SIZE)) == (
        "Acquaintances\noutside work"
    )


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6), st.floats(2, 12))
def test_spread_labels_keep_their_order_and_do_not_touch(centres, wide):
    places = spread(sorted(centres), [wide] * len(centres), 2.0, -10.0, 110.0)
    gaps = [b - a for a, b in pairwise(places)]
    assert all(gap >= wide + 2 - 1e-9 for gap in gaps)
    assert all(-10 + wide / 2 - 1e-9 <= place <= 110 - wide / 2 + 1e-9 for place in places)


def test_labels_that_fit_where_they_stand_are_not_moved():
    assert spread([10.0, 50.0], [8.0, 8.0], 2.0, 0.0, 100.0) == [10.0, 50.0]


@settings(deadline=None)  # the first example loads the font
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=11, unique=True)
)
def test_labels_of_points_do_not_cover_labels_or_points(cells):
    points = [(60.0 + 42 * x, 30.0 + 30 * y) for x, y in cells]
    frame = (0.0, 0.0, 540.0, 330.0)
    boxes = place_labels(points, [(30.0, 9.0)] * len(points), 4.0, frame, [])
    for index, box in enumerate(boxes):
        assert all(overlap(box, other) == 0 for other in boxes[index + 1 :])
        assert all(overlap(box, (x - 2, y - 2, x + 2, y + 2)) == 0 for x, y in points)


def test_a_line_is_covered_by_its_small_boxes():
    boxes = along((0.0, 0.0), (24.0, 0.0), 1.0)
    assert all(any(b[0] <= x <= b[2] for b in boxes) for x in (0.0, 7.3, 12.0, 24.0))


@given(st.floats(0, 300), st.floats(0, 300), st.floats(0.1, 200), st.floats(1, 20))
def test_hatching_stays_within_its_rectangle(x, y, wide, tall):
    for (x0, y0), (x1, y1) in hatching(x, y, wide, tall):
        assert x - 1e-9 <= x0 < x1 <= x + wide + 1e-9
        assert y - 1e-9 <= y1 < y0 <= y + tall + 1e-9
        assert abs((x1 - x0) - (y0 - y1)) < 1e-9  # at 45 degrees


def test_hatching_of_neighbours_is_continuous():
    whole = hatching(0.0, 0.0, 40.0, 10.0)
    halves = hatching(0.0, 0.0, 20.0, 10.0) + hatching(20.0, 0.0, 20.0, 10.0)
    assert {start[0] + start[1] for start, _ in whole} == {s[0] + s[1] for s, _ in halves}
