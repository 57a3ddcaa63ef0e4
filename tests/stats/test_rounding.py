"""Rounding once, last, half up."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.stats import round_half_up


def test_s2_rounding_as_in_the_civil_service_people_survey_2016_page_27():
    counts = np.array([103, 166, 176, 96, 24])
    share = counts / counts.sum()
    assert list(round_half_up(share, 4)) == [0.1823, 0.2938, 0.3115, 0.1699, 0.0425]
    assert round_half_up(share[:2].sum(), 4) == 0.4761
    assert round_half_up(share[:2].sum(), 2) == 0.48
    # Adding what was rounded before would say 47.
    assert round_half_up(share[:2], 2).sum() == pytest.approx(0.47)
    organisation, benchmark = 0.52952, 0.58495
    assert (round_half_up(organisation), round_half_up(benchmark)) == (0.53, 0.58)
    assert round_half_up(organisation - benchmark) == -0.06


def test_a_half_goes_up_although_the_float_lies_a_hair_below():
    assert round(0.285, 2) == 0.28
    assert [round_half_up(value) for value in (0.285, 57 / 200, 0.385 - 0.1, 0.125, 0.5)] == [0.29] * 3 + [0.13, 0.5]
    assert 0.563 - 0.278 < 0.285  # what arithmetic leaves of another 0.285
    assert round_half_up(0.563 - 0.278) == 0.29
    assert round_half_up(0.2849999) == 0.28


def test_negative_changes_mirror_positive_ones_and_nought_has_no_sign():
    assert round_half_up(-0.285) == -0.29
    assert str(round_half_up(-0.001)) == "0.0"


def test_a_missing_share_stays_missing_and_tens_can_be_rounded_to():
    assert np.isnan(round_half_up(np.nan))
    assert round_half_up([45, 44.9], -1).tolist() == [50, 40]


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 7), st.integers(0, 4))
def test_it_rounds_the_decimal_number_a_reader_would_write(number, decimals, digits):
    written = Decimal(number).scaleb(-decimals)
    expected = written.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    assert round_half_up(float(written), digits) == float(expected)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_every_share_of_counts_rounds_as_on_paper(count, base):
    count = min(count, base)
    on_paper = (200 * count + base) // (2 * base)
    assert round_half_up(count / base) == on_paper / 100
