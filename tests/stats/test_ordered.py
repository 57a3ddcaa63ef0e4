"""Ordered answers: published literals, few answers, and what must hold for every input."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coprod.stats import cliffs_delta, ordered_change

from .strategies import tables


def counts(answers, steps=5):
    return np.bincount(answers, minlength=steps + 1)[1:]


THEN, NOW = counts([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]), counts([3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4])


def test_s8_brunner_and_munzels_own_range_and_p_value():
    # scipy 1.17.1: brunnermunzel(x1, x2); R brunnermunzel 2.0: brunnermunzel.test(x1, x2)
    theta, low, high, p = ordered_change(THEN, NOW, scale="identity")
    assert theta == pytest.approx(0.788961039, abs=5e-10)
    assert (low, high) == pytest.approx((0.5952168643, 0.9827052137), abs=5e-11)
    assert p == pytest.approx(0.005786209, abs=5e-10)
    assert cliffs_delta(THEN, NOW).delta == pytest.approx(0.5779220779, abs=5e-11)


def test_the_logit_range_of_the_same_answers():
    # expit(logit(theta) -+ t(0.975, df) se / (theta (1 - theta))), se = (theta - 1/2) / W, with S8's W and df.
    theta, df_quantile = 0.788961039, 2.1036  # scipy.stats.t.ppf(0.975, 17.682842)
    reach = df_quantile * (theta - 0.5) / 3.1374674823 / (theta * (1 - theta))
    middle = math.log(theta / (1 - theta))
    expected = [1 / (1 + math.exp(-(middle + side * reach))) for side in (-1, 1)]
    assert ordered_change(THEN, NOW)[1:3] == pytest.approx(expected, abs=1e-4)


def test_s7_cliffs_delta_of_hogarty_and_kromreys_answers():
    # R effsize 0.8.1: cliff.delta(treatment, control, use.unbiased = TRUE, use.normal = FALSE)
    treatment, control = counts([1, 1, 2, 2, 2, 3, 3, 3, 4, 5]), counts([1, 2, 3, 4, 4, 5])
    assert cliffs_delta(control, treatment) == pytest.approx((-0.25, -0.7265846, 0.3890062), abs=5e-8)


def test_a_real_size_agrees_with_statsmodels():
    # statsmodels 0.15.0: rank_compare_2ordinal([20, 40, 60], [30, 40, 50]), the other way round
    result = ordered_change([30, 40, 50], [20, 40, 60], scale="identity")
    normal = (0.5555555555555556, 0.48778676229971424, 0.6233243488113969, 0.10764321533612731)
    assert result == pytest.approx(normal, abs=1e-6)


@pytest.mark.parametrize(
    ("then", "now", "p"),
    [
        ([5, 0, 0], [0, 0, 5], 2 / 252),
        ([0, 0, 4], [4, 0, 0], 2 / 70),
        ([2, 0], [0, 2], 2 / 6),
        ([12, 0], [0, 12], 2 / math.comb(24, 12)),
        # Of 12 low and 15 high answers a wave of 12 cannot take the high ones and leave the low ones: one way only.
        ([12, 0], [0, 15], 1 / math.comb(27, 12)),
    ],
)
def test_waves_that_do_not_overlap_get_an_exact_p_value(then, now, p):
    theta, low, high, found = ordered_change(then, now)
    assert theta in (0, 1)
    assert found == pytest.approx(p, rel=1e-6)
    assert (low > 0.5 or high < 0.5) == (p < 0.05)
    assert low <= theta <= high


def test_one_single_answer_from_everyone_is_no_change_but_not_certain():
    theta, low, high, p = ordered_change([0, 50, 0], [0, 40, 0])
    assert (theta, p) == (0.5, 1)
    assert 0.3 < low < 0.5 < high < 0.7


def test_one_answer_or_none_in_a_wave():
    assert ordered_change([1, 0], [3, 4]) == (pytest.approx(11 / 14), 0, 1, 1)
    nobody = ordered_change([0, 0], [3, 4])
    assert math.isnan(nobody.theta)
    assert nobody[1:] == (0, 1, 1)
    assert cliffs_delta([0, 0], [3, 4])[1:] == (-1, 1)


def test_many_comparisons_at_once_are_each_as_if_alone():
    then, now = [[30, 40, 50], [5, 0, 0], [3, 2, 1]], [[20, 40, 60], [0, 0, 5], [1, 2, 6]]
    together = ordered_change(then, now)
    alone = [ordered_change(*pair) for pair in zip(then, now, strict=True)]
    np.testing.assert_allclose(np.transpose(together), alone)


@given(tables(), tables(), st.sampled_from(["logit", "identity"]), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_never_missing_inside_its_range_and_range_and_p_value_agree(first, second, scale, level):
    theta, low, high, p = ordered_change(first, second, scale, level)
    assume(sum(first) > 0 and sum(second) > 0)
    assert 0 <= low <= theta <= high <= 1
    assert 0 <= p <= 1
    assume(abs(p - (1 - level)) > 1e-9)
    assert (p < 1 - level) == (low > 0.5 or high < 0.5)


@given(tables(), tables(), st.sampled_from(["logit", "identity"]))
def test_turning_the_waves_round_turns_theta_round(first, second, scale):
    assume(sum(first) > 0 and sum(second) > 0)
    there, back = ordered_change(first, second, scale), ordered_change(second, first, scale)
    assert back == pytest.approx((1 - there.theta, 1 - there.high, 1 - there.low, there.p), abs=1e-9)
    delta, turned = cliffs_delta(first, second), cliffs_delta(second, first)
    assert turned == pytest.approx((-delta.delta, -delta.high, -delta.low), abs=1e-9)
    assert -1 <= delta.low <= delta.delta <= delta.high <= 1


@given(tables(), tables(), st.integers(0, 5))
def test_an_answer_that_nobody_gave_changes_nothing(first, second, place):
    wider = [[*counted[:place], 0, *counted[place:]] for counted in (first, second)]
    np.testing.assert_allclose(ordered_change(*wider), ordered_change(first, second))


def test_impossible_input_is_refused():
    with pytest.raises(ValueError, match="scale is expected"):
        ordered_change([1, 2], [3, 4], scale="probit")
    with pytest.raises(ValueError, match="the same answers in both waves"):
        ordered_change([1, 2], [3, 4, 5])
    with pytest.raises(ValueError, match="whole numbers from 0 up; not so at position 1"):
        ordered_change([1, -2], [3, 4])
    with pytest.raises(ValueError, match="two or more answers"):
        cliffs_delta([1], [3])
