"""Scores, and how well items hang together."""

import math

import numpy as np
import pytest

from coprod.stats import (
    alpha,
    alpha_of,
    alpha_range,
    covariance_of,
    index,
    moments,
    omega,
    omega_of,
    round_half_up,
    score,
)

# R datasets::attitude: rating, complaints, privileges, learning, raises, critical, advance of 30 departments.
ATTITUDE = np.array(
    [
        [43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77, 81, 74, 65, 65, 50, 50, 64, 53, 40, 63,
         66, 78, 48, 85, 82],
        [51, 64, 70, 63, 78, 55, 67, 75, 82, 61, 53, 60, 62, 83, 77, 90, 85, 60, 70, 58, 40, 61, 66, 37, 54,
         77, 75, 57, 85, 82],
        [30, 51, 68, 45, 56, 49, 42, 50, 72, 45, 53, 47, 57, 83, 54, 50, 64, 65, 46, 68, 33, 52, 52, 42, 42,
         66, 58, 44, 71, 39],
        [39, 54, 69, 47, 66, 44, 56, 55, 67, 47, 58, 39, 42, 45, 72, 72, 69, 75, 57, 54, 34, 62, 50, 58, 48,
         63, 74, 45, 71, 59],
        [61, 63, 76, 54, 71, 54, 66, 70, 71, 62, 58, 59, 55, 59, 79, 60, 79, 55, 75, 64, 43, 66, 63, 50, 66,
         88, 80, 51, 77, 64],
        [92, 73, 86, 84, 83, 49, 68, 66, 83, 80, 67, 74, 63, 77, 77, 54, 79, 80, 85, 78, 64, 80, 80, 57, 75,
         76, 78, 83, 74, 78],
        [45, 47, 48, 35, 47, 34, 35, 41, 31, 41, 34, 41, 25, 35, 46, 36, 63, 60, 46, 52, 33, 41, 37, 49, 33,
         72, 49, 38, 55, 39],
    ]
).T  # fmt: skip


def test_s1_engagement_index_as_in_the_civil_service_people_survey_2016_pages_14_and_15():
    # Strongly agree, agree, agree, neither, disagree, of five steps.
    assert score([4, 3, 3, 2, 1]) == 65
    assert np.mean([65, 25, 70, 35, 50, 100, 90, 40, 20, 35]) == 53
    # Organisation A: 10, 40, 10, 16 and 24 per cent from strongly agree to strongly disagree.
    organisation = np.array([24, 16, 10, 40, 10])
    assert index(organisation) == 49
    assert organisation[-2:].sum() == 50


def test_reversed_items_are_turned_first_and_an_unanswered_item_leaves_no_score():
    scores = score([[4, 0, 4], [2, 2, 2], [4, np.nan, 4]], reverse=[False, True, False])
    assert scores[:2].tolist() == [100, 50]
    assert math.isnan(scores[2])


def test_the_index_of_counts_is_the_mean_of_the_scores():
    answers = np.array([0, 0, 1, 3, 4, 4, 4])
    points = score(np.repeat(answers[:, None], 3, axis=1))
    assert index(np.bincount(answers, minlength=5)) == pytest.approx(points.mean())
    assert math.isnan(index([0, 0, 0]))


def test_scores_need_three_items_and_steps_on_the_scale():
    with pytest.raises(ValueError, match="three or more items"):
        score([[1, 2]])
    with pytest.raises(ValueError, match=r"steps from 0 to 4, or NaN; not so at position \(0, 1\)"):
        score([[1, 5, 2]])


def test_s9_alpha_of_attitude_as_in_psych_and_pingouin():
    # R psych 2.2.9: alpha(attitude); pingouin 0.7.0: cronbach_alpha(attitude)
    assert alpha(ATTITUDE) == pytest.approx(0.843143, abs=5e-7)
    assert alpha(ATTITUDE, standardised=True) == pytest.approx(0.839084, abs=5e-7)
    assert list(round_half_up(alpha_range(ATTITUDE), 3)) == [0.739, 0.916]


def test_omega_of_attitude_agrees_with_statsmodels():
    # statsmodels 0.15.0: Factor(attitude, n_factor=1, method="ml").fit(), then l = loadings * sd,
    # sum(l)^2 / (sum(l)^2 + sum(uniqueness * sd^2)) = 0.85632679
    assert omega(ATTITUDE) == pytest.approx(0.85632679, abs=1e-6)


def test_omega_equals_alpha_where_all_items_measure_alike():
    wished = np.full((4, 4), 0.4) + 0.6 * np.eye(4)
    noise = np.random.default_rng(1).normal(size=(50, 4))
    noise -= noise.mean(axis=0)
    items = noise @ np.linalg.inv(np.linalg.cholesky(np.cov(noise, rowvar=False))).T @ np.linalg.cholesky(wished).T
    assert alpha(items) == pytest.approx(4 * 0.4 / (1 + 3 * 0.4))
    assert omega(items) == pytest.approx(alpha(items), abs=1e-6)


def test_people_who_left_out_an_item_do_not_count():
    gap = np.vstack([ATTITUDE, [np.nan, *[50] * 6]])
    assert (alpha(gap), omega(gap)) == (alpha(ATTITUDE), omega(ATTITUDE))


def test_where_nothing_varies_there_is_no_figure():
    same = np.ones((10, 3))
    assert math.isnan(alpha(same))
    assert math.isnan(omega(same))
    assert all(math.isnan(end) for end in alpha_range(same))
    assert alpha(np.repeat(np.arange(5.0)[:, None], 3, axis=1)) == pytest.approx(1)
    assert 0.98 < omega(np.repeat(np.arange(5.0)[:, None], 3, axis=1)) <= 1


def test_too_few_items_are_refused():
    with pytest.raises(ValueError, match="at least 2 items"):
        alpha(np.ones((5, 1)))
    with pytest.raises(ValueError, match="at least 3 items"):
        omega(np.ones((5, 2)))


def test_moments_of_a_crowd_give_its_covariances_alpha_and_omega():
    answers = np.vstack([ATTITUDE.astype(float), np.full((1, 7), np.nan)])
    found = covariance_of(moments(answers))
    # R: cov(attitude)[1:2, 1:2]
    assert found[:2, :2].round(4).tolist() == [[148.1713, 133.7793], [133.7793, 177.2828]]
    assert found == pytest.approx(np.cov(ATTITUDE, rowvar=False), rel=1e-12)
    assert alpha_of(found) == pytest.approx(alpha(answers), rel=1e-12)
    assert omega_of(found) == pytest.approx(omega(answers), rel=1e-6)


def test_moments_are_of_whole_numbers_and_of_nobody_where_nobody_answered_all():
    assert moments([[1, np.nan, 2]]).tolist() == [[0] * 4] * 4
    assert covariance_of(moments([[1, 2, 3]])).tolist() == [[0] * 3] * 3
    with pytest.raises(ValueError, match="whole numbers, or NaN"):
        moments([[0.5, 1, 2]])
