"""What stands off all staff on a team's page, and how much of it chance alone would show."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.stats import expected_apart, stands_apart


# Worked out by a second implementation; by drawing .5029 and .1304 for the first.
@pytest.mark.parametrize(
    ("count", "base", "parts", "most", "above", "below"),
    [
        ([101, 76, 23], [126, 125, 126], 3, 16, 0.503206, 0.130202),
        ([101, 76, 23], [126, 125, 126], 5, 22, 0.437087, 0.468529),
        ([60, 60], [120, 120], [3, 10], 200, 0.200226, 0.153998),
    ],
)
def test_literals(count, base, parts, most, above, below):
    assert expected_apart(count, base, parts, most) == pytest.approx((above, below), abs=6e-7)


def by_drawing(count, base, parts, bases, rng, draws=40_000):
    """Draw groups from all staff, put each in its band, and count how many stand apart; mean over bases."""
    found = np.zeros(2)
    for drawn in bases:
        x = rng.hypergeometric(count, base - count, drawn, draws)
        part = np.minimum(x * parts // drawn, parts - 1)
        apart = stands_apart(part / parts, (part + 1) / parts, count / base)
        found += apart.above.mean(), apart.below.mean()
    return found / len(bases)


@pytest.mark.parametrize(("count", "parts", "bases"), [(40, 4, [13, 14, 15]), (90, 10, [31, 35]), (20, 20, [61, 62])])
def test_by_drawing(count, parts, bases):
    rng = np.random.default_rng(2016)
    drawn = np.mean([by_drawing(count, 126, parts, [b], rng) for b in range(bases[0], bases[-1] + 1)], axis=0)
    assert expected_apart(count, 126, parts, bases[-1], bases[0]) == pytest.approx(drawn, abs=0.005)


def test_published_limits_of_who_answered_say_which_bases_are_open():
    assert expected_apart([60], [120], 3, 12, 10) == pytest.approx(expected_apart([60], [120], 3, 200))
    one, two = expected_apart([60], [120], 3, 10, 10), expected_apart([60], [120], 3, 11, 11)
    assert expected_apart([60], [120], 3, 11, 10) == pytest.approx(np.add(one, two) / 2)


def test_a_list_without_a_base_has_the_smallest_of_its_class():
    assert expected_apart([60], [120], 5, 12) == pytest.approx(expected_apart([60], [120], 5, 16, 16))


def test_no_group_has_more_answers_than_all_staff_gave():
    assert expected_apart([20], [40], 10, 100) == expected_apart([20], [40], 10, 40, 31)


def test_a_group_of_everybody_stands_off_nothing():
    assert expected_apart([101, 76, 23], [126, 126, 126], 5, 126, 126) == (0, 0)


def test_a_touch_is_no_difference_in_whole_per_cents():
    apart = stands_apart([0.2, 0.2, 0.2, 1 / 3], [0.4, 0.4, 0.4, 2 / 3], [0.196, 0.404, 0.41, 0.32])
    assert apart.above.tolist() == [False, False, False, True]
    assert apart.below.tolist() == [False, False, True, False]


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.sampled_from([3, 4, 5, 10, 20]), st.integers(10, 300))
def test_never_more_than_there_are_and_the_sum_of_each(count, parts, most):
    above, below = expected_apart(count, 300, parts, most, 10)
    assert 0 <= above + below <= len(count) + 1e-9
    assert (above, below) == pytest.approx(sum(np.array(expected_apart(x, 300, parts, most, 10)) for x in count))


def test_a_large_group_is_no_slower_than_a_small_one_by_much():
    times = []
    for _ in range(3):
        start = time.process_time()
        expected_apart([3000] * 32, [7200] * 32, 20, 2500)
        times.append(time.process_time() - start)
    assert min(times) < 2


def test_impossible_input_is_refused():
    with pytest.raises(ValueError, match="parts"):
        expected_apart([3], [9], 6, 9)
    with pytest.raises(ValueError, match="count to be no larger"):
        expected_apart([30], [9], 5, 9)
    with pytest.raises(ValueError, match="somebody in each base"):
        expected_apart([0], [0], 5, 9)
