"""Straight trends over three waves and more: literals, and what must hold for every input."""

import time

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coprod.stats import change, change_p_value, holm, trend, trend_p_value

from ..benchmarks.coverage import trend_coverage
from .strategies import waves

# Worked out by a second implementation of the formulas: x, n, N, times, slope, low, high, p
LITERALS = [
    ([60, 70, 84], [120] * 3, [200] * 3, [0, 1, 2], 0.1, 0.047226, 0.150474, 0.00016),
    ([84, 90, 101], [120, 110, 126], [200, 205, 210], [2016, 2017, 2018], 0.050794, 0.004356, 0.096307, 0.031357),
    ([60, 66, 72, 84], [120] * 4, [200] * 4, [0, 1, 2, 3], 0.065, 0.02266, 0.105844, 0.002281),
    ([51, 60, 70, 85], [170] * 4, [200] * 4, [0, 1, 2, 3], 0.065882, 0.04699, 0.084442, 0.0),
    ([30, 45, 50, 70, 44], [120, 150, 130, 170, 110], [200] * 5, [0, 2, 5, 6, 9],
     0.018488, 0.006196, 0.030476, 0.002723),
    ([20, 22, 25, 31], [60] * 4, None, [0, 1, 2, 3], 0.06, -0.010127, 0.125159, 0.094418),
]


@st.composite
def histories(draw):
    """Give (count, base, population, times) of three to five waves, staff known in each of them or not."""
    each = draw(st.lists(waves(fewest=1), min_size=3, max_size=5))
    steps = draw(st.lists(st.integers(1, 9), min_size=len(each), max_size=len(each)))
    unknown = draw(st.sets(st.integers(0, len(each) - 1)))
    count, base, staff = zip(*each, strict=True)
    return count, base, [None if n in unknown else people for n, people in enumerate(staff)], np.cumsum(steps)


@pytest.mark.parametrize("row", LITERALS)
def test_literals(row):
    *wave, slope, low, high, p = row
    assert trend(*wave) == pytest.approx((slope, low, high), abs=6e-7)
    assert trend_p_value(*wave) == pytest.approx(p, abs=6e-7)


def test_the_slope_is_the_line_of_least_squares():
    x, n, people, times, *_ = LITERALS[4]
    assert trend(x, n, people, times).slope == pytest.approx(np.polyfit(times, np.divide(x, n), 1)[0])


@given(waves(fewest=1), waves(fewest=1), waves(fewest=1))
def test_three_even_waves_are_half_the_change_from_first_to_last_if_somebody_was_silent_in_both(first, middle, last):
    assume(first[1] < first[2] and last[1] < last[2])
    history = trend(*zip(first, middle, last, strict=True), [0, 1, 2])
    counts = first[0], first[1], last[0], last[1], first[2], last[2]
    # The middle wave has no weight, neither in the slope nor in its range.
    assert np.multiply(history, 2) == pytest.approx(change(*counts), abs=1e-12)
    p = trend_p_value(*zip(first, middle, last, strict=True), [0, 1, 2])
    assert p == pytest.approx(change_p_value(*counts), abs=1e-9)


@given(histories(), st.integers(-50, 2000), st.integers(1, 12))
def test_a_trend_lies_in_its_range_whatever_time_is_counted_in(history, start, unit):
    count, base, staff, times = history
    slope, low, high = trend(*history)
    assert low <= slope <= high
    moved = trend(count, base, staff, start + times * unit)
    assert np.multiply(moved, unit) == pytest.approx((slope, low, high), abs=1e-9)
    back = trend(count[::-1], base[::-1], staff[::-1], -times[::-1])
    assert back == pytest.approx((-slope, -high, -low), abs=1e-9)


@given(histories(), st.floats(0.05, 0.999))
def test_test_and_range_agree_at_every_level(history, level):
    p = trend_p_value(*history)
    assume(abs(p - (1 - level)) > 1e-8)
    _, low, high = trend(*history, level)
    assert (p < 1 - level) == (low > 0 or high < 0)


def test_where_everybody_answered_it_is_a_fact():
    assert trend([6, 7, 9, 9], [10] * 4, [10] * 4, range(4)) == pytest.approx([0.11] * 3)


def test_a_wave_without_answers_gives_no_slope_and_a_wide_range():
    slope, low, high = trend([5, 0, 9], [10, 0, 10], [10, 10, 10], [0, 1, 2])
    assert np.isnan(slope) and (low, high) == (0.2, 0.2)  # the middle one has no weight, and the ends are complete
    assert trend_p_value([5, 0, 9], [10, 0, 10], [10, 10, 10], [0, 1, 2]) == 1


def test_several_headlines_at_once_and_one_family_of_holm():
    count, base, staff, times = [[60, 60, 50], [70, 66, 51], [84, 72, 52]], [120, 120, 120], [200, 200, 200], [0, 1, 2]
    p = trend_p_value(count, base, staff, times)
    assert p == pytest.approx([trend_p_value([row[k] for row in count], base, staff, times) for k in range(3)])
    assert holm(p) == pytest.approx([3 * p[0], 2 * p[1], p[2]])


def test_impossible_waves_are_refused():
    with pytest.raises(ValueError, match="three times or more"):
        trend([1, 2], [3, 3], [5, 5], [0, 1])
    with pytest.raises(ValueError, match="each later than the one before"):
        trend([1, 2, 2], [3, 3, 3], [5, 5, 5], [0, 2, 1])
    with pytest.raises(ValueError, match="for each of the times"):
        trend([1, 2], [3, 3, 3], [5, 5, 5], [0, 1, 2])
    with pytest.raises(ValueError, match="count to be no larger than base"):
        trend([1, 2, 4], [3, 3, 3], None, [0, 1, 2])


def test_in_drawn_surveys_the_range_holds_the_truth_although_the_same_people_answer_early_and_others_late():
    assert trend_coverage(60, 36, 4, np.random.default_rng(2016), draws=4000).min() > 0.95


def test_two_hundred_questions_in_five_waves_take_less_than_a_twentieth_of_a_second():
    rng = np.random.default_rng(2016)
    waves = rng.binomial(120, 0.5, (5, 200)), [120] * 5, [200] * 5, range(5)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        trend(*waves), trend_p_value(*waves)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05
