"""Brunner and Munzel's statistic against scipy, and its rank among all ways to share few answers out."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import brunnermunzel, permutation_test

from coprod.stats import brunner_munzel
from coprod.stats.brunner_munzel import limits, permuted, placements, separated_p_value, statistic

from .strategies import tables


@given(tables(), tables())
def test_the_parts_are_those_scipy_finds_from_the_single_answers(first, second):
    parts = placements(np.array([first]), np.array([second]))
    if min(parts.n_1[0], parts.n_2[0]) < 2 or parts.variance[0] == 0:
        return
    single = [np.repeat(np.arange(5), counts) for counts in (first, second)]
    expected = brunnermunzel(*single)
    assert statistic(parts.theta, parts.variance, "identity")[0] == pytest.approx(expected.statistic, abs=1e-9)


def test_theta_is_exact_where_waves_do_not_overlap_or_are_all_the_same():
    parts = placements(np.array([[7, 0], [0, 3], [49, 0], [0, 0]]), np.array([[0, 3], [7, 0], [11, 0], [1, 1]]))
    assert parts.theta[:3].tolist() == [1, 0, 0.5]
    assert (parts.variance[:3] == 0).all()
    assert np.isnan(parts.theta[3])
    assert statistic(parts.theta[:3], parts.variance[:3], "logit").tolist() == [np.inf, -np.inf, 0]


def test_limits_on_the_logit_scale_never_leave_0_to_1():
    low, high = limits(np.array([0.5, 0.99]), np.array([0.01, 0.2]), np.array([2.0, np.inf]), "logit")
    assert low == pytest.approx([1 / (1 + np.exp(0.8)), 0])
    assert high == pytest.approx([1 / (1 + np.exp(-0.8)), 1])


def by_hand(first, second, scale):
    pooled, size = np.repeat(np.arange(len(first)), np.add(first, second)), int(np.sum(first))
    results = []
    for chosen in itertools.combinations(range(len(pooled)), size):
        then = np.bincount(pooled[list(chosen)], minlength=len(first))
        now = np.bincount(pooled, minlength=len(first)) - then
        parts = placements(then[None], now[None])
        results.append(abs(statistic(parts.theta, parts.variance, scale)[0]))
    own = placements(np.array([first]), np.array([second]))
    return np.mean(np.array(results) >= abs(statistic(own.theta, own.variance, scale)[0]) - 1e-9)


@pytest.mark.parametrize("scale", ["logit", "identity"])
@pytest.mark.parametrize(
    ("first", "second"),
    [([3, 2, 1], [1, 2, 3]), ([2, 1, 0], [0, 1, 2]), ([4, 0, 1], [1, 1, 3]), ([1, 1, 3], [4, 2, 1]), ([3, 0], [0, 4])],
)
def test_the_p_value_is_that_of_every_rearrangement_of_the_people(first, second, scale):
    p_value, _ = permuted(np.array(first, float), np.array(second, float), scale, 0.95)
    assert p_value == pytest.approx(by_hand(first, second, scale))


@given(tables(3, 4), tables(3, 4))
def test_waves_that_do_not_overlap_get_the_same_p_value_in_one_step(first, second):
    first, second = np.array([*first, 0, 0, 0]), np.array([0, 0, 0, *second])
    if first.sum() > 1 and second.sum() > 1:
        quick = separated_p_value(first[None].astype(float), second[None].astype(float))[0]
        assert quick == pytest.approx(permuted(first.astype(float), second.astype(float), "logit", 0.95)[0])


def test_the_permutation_test_of_scipy_agrees():
    first, second = [5, 3, 2, 0], [1, 2, 4, 6]

    def size(then, now, axis):
        then, now = ((answers[..., None] == np.arange(4)).sum(axis=-2) for answers in (then, now))
        parts = placements(then, now)
        return np.abs(statistic(parts.theta, parts.variance, "identity"))

    single = tuple(np.repeat(np.arange(4), counts) for counts in (first, second))
    expected = permutation_test(single, size, vectorized=True, n_resamples=20_000, alternative="greater",
                                rng=np.random.default_rng(1)).pvalue  # fmt: skip
    found, _ = permuted(np.array(first, float), np.array(second, float), "identity", 0.95)
    assert found == pytest.approx(expected, abs=0.005)


def test_too_many_rearrangements_are_drawn_the_same_way_each_time(monkeypatch):
    first, second = np.array([3.0, 3, 2, 1]), np.array([5.0, 10, 20, 30])
    exact = permuted(first, second, "logit", 0.95)
    monkeypatch.setattr(brunner_munzel, "_COUNT_UP_TO", 0)
    drawn = permuted(first, second, "logit", 0.95)
    assert drawn == permuted(first, second, "logit", 0.95)
    assert drawn == pytest.approx(exact, abs=0.1)


@given(tables(4, 4), tables(4, 4), st.sampled_from([0.8, 0.9, 0.95]))
def test_turning_the_waves_or_the_scale_round_changes_no_p_value(first, second, level):
    first, second = np.array(first, float), np.array(second, float)
    if min(first.sum(), second.sum()) > 1:
        expected = permuted(first, second, "logit", level)
        assert permuted(second, first, "logit", level) == pytest.approx(expected)
        assert permuted(first[::-1], second[::-1], "logit", level) == pytest.approx(expected)
