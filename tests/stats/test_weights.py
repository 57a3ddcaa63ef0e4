"""Shares weighted by head counts."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from coprod.stats import adjusted_share, at_fixed_mix, likely_range


@st.composite
def grouped(draw, fewest=0):
    people = draw(st.lists(st.integers(1, 300), min_size=1, max_size=8))
    base = [draw(st.integers(min(fewest, size), size)) for size in people]
    count = [draw(st.integers(0, size)) for size in base]
    return count, base, people


def test_share_and_standard_error_are_right_on_average_over_every_possible_survey():
    # Groups of 9 and 7 people, 4 and 3 of them asked; 5 and 2 hold the answer.
    people, base, holders = np.array([9, 7]), np.array([4, 3]), np.array([5, 2])
    surveys = np.array(list(itertools.product(range(5), range(4))))
    chance = hypergeom.pmf(surveys, people, holders, base).prod(axis=1)
    result = adjusted_share(surveys, base, people)
    assert (chance * result.share).sum() == pytest.approx(7 / 16)
    spread = (chance * (result.share - 7 / 16) ** 2).sum()
    assert (chance * result.standard_error**2).sum() == pytest.approx(spread)


def test_weights_turn_uneven_response_right():
    # Half of each group of 100 hold opposite answers; the first group answered four times as often.
    result = adjusted_share([80, 0], [80, 20], [100, 100])
    assert result.share == pytest.approx(0.5)
    weights = np.repeat([100 / 80, 100 / 20], [80, 20])
    assert result.kish == pytest.approx(1 + weights.var() / weights.mean() ** 2)


def test_groups_without_spread_do_not_make_it_certain():
    result = adjusted_share([8, 0], [8, 8], [12, 12])
    assert result.standard_error == 0
    assert result.low < 0.4 < 0.6 < result.high


def test_everyone_answered_is_exact():
    result = adjusted_share([3, 5], [10, 10], [10, 10])
    assert (result.standard_error, result.low, result.high) == (0, 0.4, 0.4)


def test_even_response_needs_no_weights():
    result = adjusted_share([30, 10], [60, 20], [90, 30])
    assert result.share == pytest.approx(0.5)
    assert result.kish == pytest.approx(1)
    low, high = likely_range(40, 80, 120)
    assert (result.low, result.high) == pytest.approx((low, high), abs=0.01)


def test_a_group_without_an_answer_is_left_out_and_none_at_all_is_missing():
    with_gap, without = adjusted_share([3, 0, 4], [9, 0, 8], [12, 5, 12]), adjusted_share([3, 4], [9, 8], [12, 12])
    assert with_gap == pytest.approx(without)
    nobody = adjusted_share([0, 0], [0, 0], [3, 4])
    assert math.isnan(nobody.share)
    assert (nobody.low, nobody.high) == (0, 1)


def test_the_repeat_at_the_baselines_mix():
    # Now the first team is twice as large, and it is the one that agrees; at the old mix half would.
    assert at_fixed_mix([40, 0], [40, 20], [30, 30]).share == pytest.approx(0.5)
    two_items = at_fixed_mix([[40, 0], [10, 10]], [[40, 20], [40, 20]], [30, 30])
    assert two_items.share == pytest.approx([0.5, 0.375])
    assert at_fixed_mix([4, 5], [10, 10], [3, 3]).standard_error > 0


@pytest.mark.parametrize("adjust", [adjusted_share, at_fixed_mix])
@given(survey=grouped(), seed=st.integers(0, 99))
def test_shares_lie_in_their_range_whatever_the_order_of_groups(adjust, survey, seed):
    result = adjust(*survey)
    assert result.kish >= 1
    assert 0 <= result.low <= result.high <= 1
    if sum(survey[1]):
        assert result.low <= result.share <= result.high
        assert result.standard_error >= 0
    order = np.random.default_rng(seed).permutation(len(survey[0]))
    turned = adjust(*(np.array(part)[order] for part in survey))
    np.testing.assert_allclose(turned, result, atol=1e-12)


def test_impossible_groups_are_refused():
    with pytest.raises(ValueError, match="base to be no larger than population; not so at position 1"):
        adjusted_share([1, 2], [3, 14], [12, 12])
    with pytest.raises(ValueError, match="head counts to be whole numbers"):
        at_fixed_mix([1, 2], [3, 4], [12, -1])
    with pytest.raises(ValueError, match="groups along the last axis"):
        adjusted_share(1, 2, 3)
