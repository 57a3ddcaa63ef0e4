"""What those who did not answer would have to think for a change to be none."""

import numpy as np
import pytest
from hypothesis import given

from coprod.stats import change_p_value, undone_by

from .strategies import waves


def test_at_equal_response_it_is_the_change_over_those_silent():
    undoing = undone_by(84, 120, 101, 126, 200, 210)
    assert undoing.possible is True
    assert undoing.less == pytest.approx((101 / 126 - 0.7) / 0.4)
    assert undoing.silent_1 - undoing.silent_2 == pytest.approx(undoing.less - (101 / 126 - 0.7))


def test_a_rise_from_30_to_76_per_cent_can_vanish_at_60_per_cent_response():
    """All staff may be between 18 and 58 % then and between 46 and 86 % now: 50 % both times, say."""
    undoing = undone_by(36, 120, 96, 126, 200, 210)
    assert undoing.possible is True
    assert undoing.less == pytest.approx((96 / 126 - 0.3) / 0.4)
    true = 0.6 * 0.3 + 0.4 * undoing.silent_1, 96 / 210 + 0.4 * undoing.silent_2
    assert true[0] == pytest.approx(true[1])


def test_unequal_response_names_what_those_silent_would_have_to_be_in_each_wave():
    # 70 % of 60 % then, 86 % of 86 % now: .6 * .7 + .4 q1 = .86 * .86 + .14 q2 with q1 - .7 = .86 - q2
    undoing = undone_by(84, 120, 148, 172, 200, 200)
    lead = (148 / 172 - 0.7) / (0.4 + 0.14)
    assert undoing == (True, pytest.approx(2 * lead), pytest.approx(0.7 + lead), pytest.approx(148 / 172 - lead))


def test_where_a_share_of_0_or_1_stops_one_wave_the_other_goes_further():
    undoing = undone_by(114, 120, 172, 172, 200, 200)
    assert undoing.silent_1 == 1
    assert undoing.silent_2 == pytest.approx((114 + 80 - 172) / 28)


def test_a_fall_is_undone_by_moving_more():
    rise, fall = undone_by(84, 120, 101, 126, 200, 210), undone_by(101, 126, 84, 120, 210, 200)
    assert fall == (True, pytest.approx(-rise.less), pytest.approx(rise.silent_2), pytest.approx(rise.silent_1))


def test_what_cannot_vanish_and_what_cannot_be_said():
    undoing = undone_by([20, 4, 3, 0, 5, 4], [180, 7, 10, 0, 10, 7], [120, 5, 9, 5, 12, 4], [180, 7, 10, 9, 20, 7],
                        [200, 7, np.nan, 10, 10, 7], [200, 7, 20, 10, 30, 7])
    assert undoing.possible.tolist() == [False, False, True, True, True, True]
    assert np.isnan(undoing.less).tolist() == [True, True, True, True, False, False]
    assert undoing.less[4:] == pytest.approx([0.3, 0])  # the first wave of the fifth is complete: .1 / (10 / 30)
    assert np.isnan(undoing.silent_1).all()
    assert undoing.silent_2[4] == pytest.approx(0.3)
    with pytest.raises(ValueError, match="undone_by expected base to be no larger than population"):
        undone_by(1, 5, 1, 2, 4, 3)


@given(waves(fewest=1), waves(fewest=1))
def test_with_those_shares_of_the_silent_all_staff_did_not_change(first, second):
    (x_1, n_1, all_1), (x_2, n_2, all_2) = first, second
    undoing = undone_by(x_1, n_1, x_2, n_2, all_1, all_2)
    overlap = max(x_1 / all_1, x_2 / all_2) <= min((x_1 + all_1 - n_1) / all_1, (x_2 + all_2 - n_2) / all_2) + 1e-12
    assert undoing.possible == overlap
    if not overlap:
        assert np.isnan(undoing.less)
        assert change_p_value(x_1, n_1, x_2, n_2, all_1, all_2) == 0
        return
    silent = [0 if n == staff else share for n, staff, share in
              ((n_1, all_1, undoing.silent_1), (n_2, all_2, undoing.silent_2))]
    assert all(0 <= share <= 1 for share in silent)
    true = (x_1 + (all_1 - n_1) * silent[0]) / all_1, (x_2 + (all_2 - n_2) * silent[1]) / all_2
    assert true[0] == pytest.approx(true[1], abs=1e-9)
    rise = x_2 / n_2 - x_1 / n_1
    assert undoing.less * rise >= 0
    if n_1 * all_2 == n_2 * all_1 and n_1 < all_1:
        assert undoing.less == pytest.approx(rise / (1 - n_1 / all_1), abs=1e-9)
