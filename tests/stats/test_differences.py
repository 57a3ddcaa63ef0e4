"""The first rule's smallest change and tipping point."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.stats import detectable_change, tipping_point

from .strategies import waves


def test_the_smallest_change_that_can_be_seen_at_200_staff_and_60_per_cent():
    assert detectable_change(120, 200, 120, 200) == pytest.approx((0.1808415, 0.1146612), abs=5e-8)


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
