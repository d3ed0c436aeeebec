"""How far a run is: what it takes for left is what then goes by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.run.progress import Due, Progress, in_words


def of_jobs(*before: float | None) -> Progress:
    return Progress({n: Due("draw", f"draw {n}", t) for n, t in enumerate(before)}, began=0.0)


def run_all(progress: Progress, seconds: list[float]) -> list[float | None]:
    """One job after another; what was said to be left after each."""
    now, said = 0.0, []
    for job, took in enumerate(seconds):
        progress.start(job, now)
        now += took
        assert progress.finish(job, now)
        said.append(progress.seconds_left(now))
    return said


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=20), st.floats(0.2, 5))
def test_jobs_that_keep_their_proportions_end_when_it_is_said(seconds, slower):
    """Each takes `slower` times what it took before: the pace of this run is the one that counts."""
    now_taken = [slower * each for each in seconds]
    said = run_all(of_jobs(*seconds), now_taken)
    left = [sum(now_taken[done:]) for done in range(1, len(seconds) + 1)]
    assert said == pytest.approx(left, rel=1e-6, abs=1e-6)


def test_two_cores_halve_what_is_left():
    progress = of_jobs(10, 10, 10, 10)
    progress.start(0, 0.0)
    progress.start(1, 0.0)
    progress.finish(0, 10.0)
    progress.finish(1, 10.0)
    assert progress.seconds_left(10.0) == pytest.approx(10.0)


def test_a_rule_that_has_not_run_before_is_taken_by_its_mean_in_this_run():
    progress = Progress(
        {0: Due("a", "a"), 1: Due("b", "b"), 2: Due("a", "a 2"), 3: Due("b", "b 2")}, 0.0
    )
    assert progress.seconds_left(0.0) is None  # nothing is known yet, and nothing is said
    for job, (began, ended) in {0: (0.0, 2.0), 1: (2.0, 10.0)}.items():
        progress.start(job, began)
        progress.finish(job, ended)
    assert progress.seconds_left(10.0) == pytest.approx(2.0 + 8.0)


def test_what_has_run_for_long_already_does_not_count_twice():
    progress = of_jobs(10, 10)
    progress.start(0, 0.0)
    progress.finish(0, 10.0)
    progress.start(1, 10.0)
    assert progress.seconds_left(14.0) == pytest.approx(6.0)
    assert progress.seconds_left(40.0) == pytest.approx(0.0)  # late, and never below nothing


def test_jobs_of_others_are_passed_over():
    progress = of_jobs(1)
    progress.start(7, 0.0)
    assert not progress.finish(7, 1.0)
    assert progress.moving_line(1.0, 80).startswith("[                    ] 0 of 1")


def test_lines():
    progress = of_jobs(30, 30, 30)
    progress.start(0, 0.0)
    progress.finish(0, 60.0)
    progress.start(1, 60.0)
    assert progress.finished_line(0, 60.0) == "1 of 3  draw 0: 60.0 s, about 2 min 0 s left"
    line = progress.moving_line(60.0, 200)
    assert line == "[======              ] 1 of 3, about 2 min 0 s left  draw 1"
    assert progress.moving_line(60.0, 12) == line[:12]  # a narrow terminal: never two lines


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (3599.6, "1 h 0 min"), (7500, "2 h 5 min")],
)
def test_times_in_words(seconds, words):
    assert in_words(seconds) == words
