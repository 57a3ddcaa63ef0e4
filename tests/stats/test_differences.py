"""Changes between two waves: published literals, agreement of test and range, and what can be seen."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binom, hypergeom

from coprod.stats import change, change_p_value, detectable_change, effective_base, tipping_point

from ..benchmarks.coverage import change_coverage
from .strategies import waves


def test_s5_newcombe_1998b_table_ii_a_and_b():
    # Their difference is first less second, ours repeat less baseline.
    _, low, high = change([48, 3], [80, 10], [56, 9], [70, 10])
    assert low == pytest.approx([0.0524, 0.1705], abs=5e-5)
    assert high == pytest.approx([0.3339, 0.8090], abs=5e-5)


def test_the_real_size_agrees_with_statsmodels():
    # statsmodels 0.15.0: confint_proportions_2indep(90, 126, 60, 120, method="newcomb", compare="diff")
    assert change(60, 120, 90, 126)[1:] == pytest.approx((0.09237747197482182, 0.3277958834263939), abs=1e-12)


def test_the_sharp_range_is_newcombes_with_the_effective_base():
    sharp = change(60, 120, 90, 126, 200, 210)
    first, second = effective_base(120, 200), effective_base(126, 210)
    low_1, high_1 = wilson(0.5, first)
    low_2, high_2 = wilson(90 / 126, second)
    difference = 90 / 126 - 0.5
    assert sharp.low == pytest.approx(difference - math.hypot(90 / 126 - low_2, high_1 - 0.5))
    assert sharp.high == pytest.approx(difference + math.hypot(high_2 - 90 / 126, 0.5 - low_1))


def test_a_wave_that_everyone_answered_adds_nothing():
    low, high = wilson(0.7, effective_base(20, 50))
    assert change(5, 10, 14, 20, 10, 50)[1:] == pytest.approx((low - 0.5, high - 0.5))
    assert change(5, 10, 7, 10, 10, 10)[1:] == pytest.approx((0.2, 0.2))


def test_a_wave_without_answers_gives_a_missing_change_and_every_change_possible():
    missing, low, high = change(0, 0, 3, 10)
    assert math.isnan(missing)
    assert (low, high) == (-1, 1)
    assert change_p_value(0, 0, 3, 10) == 1


@given(waves(fewest=1), waves(fewest=1), st.floats(0.5, 0.999), st.booleans())
def test_a_change_lies_in_its_range_and_turns_round_with_the_waves(first, second, level, sharp):
    (x_1, n_1, all_1), (x_2, n_2, all_2) = first, second
    people = (all_1, all_2) if sharp else (None, None)
    there = change(x_1, n_1, x_2, n_2, *people, level=level)
    back = change(x_2, n_2, x_1, n_1, *people[::-1], level=level)
    assert -1 <= there.low <= there.change <= there.high <= 1
    assert back == pytest.approx((-there.change, -there.high, -there.low), abs=1e-12)
    p_value = change_p_value(x_1, n_1, x_2, n_2, *people)
    assert p_value == pytest.approx(change_p_value(x_2, n_2, x_1, n_1, *people[::-1]))


@given(waves(fewest=1), waves(fewest=1))
def test_the_sharp_range_lies_inside_the_safe_one(first, second):
    (x_1, n_1, all_1), (x_2, n_2, all_2) = first, second
    safe, sharp = change(x_1, n_1, x_2, n_2), change(x_1, n_1, x_2, n_2, all_1, all_2)
    assert safe.low - 1e-12 <= sharp.low
    assert sharp.high <= safe.high + 1e-12


@given(waves(fewest=1), waves(fewest=1), st.floats(0.01, 0.9999), st.booleans())
def test_test_and_range_agree_at_every_level(first, second, level, sharp):
    (x_1, n_1, all_1), (x_2, n_2, all_2) = first, second
    people = (all_1, all_2) if sharp else (None, None)
    p_value = change_p_value(x_1, n_1, x_2, n_2, *people)
    assert 0 <= p_value <= 1
    assume(abs(p_value - (1 - level)) > 1e-9)
    _, low, high = change(x_1, n_1, x_2, n_2, *people, level=level)
    assert (p_value < 1 - level) == (low > 0 or high < 0)


@given(waves(fewest=1), waves(fewest=1))
def test_the_range_at_the_level_of_the_p_value_just_touches_no_change(first, second):
    (x_1, n_1, _), (x_2, n_2, _) = first, second
    p_value = change_p_value(x_1, n_1, x_2, n_2)
    assume(1e-9 < p_value < 0.999)
    _, low, high = change(x_1, n_1, x_2, n_2, level=1 - p_value)
    assert min(abs(low), abs(high)) < 1e-6


def test_p_values_at_the_ends():
    assert change_p_value(5, 10, 5, 10) == 1
    assert change_p_value(5, 10, 7, 10, 10, 10) == 0
    assert change_p_value(0, 1_000_000, 1_000_000, 1_000_000) < 1e-300


def test_the_smallest_change_that_can_be_seen_at_200_staff_and_60_per_cent():
    assert detectable_change(120, 200, 120, 200) == pytest.approx((0.1808415, 0.1146612), abs=5e-8)


def test_a_change_of_that_size_is_seen_four_times_in_five():
    x, safe, sharp = np.arange(121), *detectable_change(120, 200, 120, 200)
    _, low, _ = change(x[:, None], 120, x, 120)
    chance = np.outer(binom.pmf(x, 120, 0.5 - safe / 2), binom.pmf(x, 120, 0.5 + safe / 2))
    assert chance[low > 0].sum() == pytest.approx(0.8, abs=0.03)
    _, low, _ = change(x[:, None], 120, x, 120, 200, 200)
    then, now = round(200 * (0.5 - sharp / 2)), round(200 * (0.5 + sharp / 2))
    chance = np.outer(hypergeom.pmf(x, 200, then, 120), hypergeom.pmf(x, 200, now, 120))
    assert chance[low > 0].sum() == pytest.approx(0.8, abs=0.05)


@given(waves(), waves(), st.floats(0, 1))
def test_the_smallest_change_is_a_share_and_the_sharp_one_no_larger(first, second, share):
    safe, sharp = detectable_change(first[1], first[2], second[1], second[2], share)
    assert 0 <= sharp <= safe + 1e-12
    assert safe <= 1


def test_the_tipping_point():
    assert tipping_point(0.18, 0.6) == pytest.approx(0.45)
    assert tipping_point([-0.1, 0.0, 0.2], [0.5, 1.0, 1.0]).tolist() == [-0.2, 0.0, math.inf]
    with pytest.raises(ValueError, match="response rate"):
        tipping_point(0.1, 1.2)


def test_the_safe_range_holds_the_truth_whoever_answers_twice():
    safe, _ = change_coverage(40, 24, np.random.default_rng(2016), draws=2000)
    assert safe.min() > 0.95


def wilson(share, base):
    z = 1.959963984540054
    centre, half = share + z * z / (2 * base), z * math.sqrt(share * (1 - share) / base + z * z / (4 * base**2))
    return (centre - half) / (1 + z * z / base), (centre + half) / (1 + z * z / base)
