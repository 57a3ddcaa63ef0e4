"""The parts of Brunner and Munzel's statistic."""

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import brunnermunzel

from coprod.stats.placements import limits, placements, statistic

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
