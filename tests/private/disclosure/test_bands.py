"""Every band leaves room for enough counts, and the count shown lies in it."""

from fractions import Fraction

import numpy as np
import pytest

from coprod.private.disclosure.bands import LEVELS, band, counts_in_band, parts_for

CASES = [(base, most) for base in range(10, 121) for most in LEVELS]


@pytest.mark.parametrize("most", LEVELS)
def test_inner_bands_hold_three_counts_and_end_bands_four(most):
    for base in range(10, 121):
        counts = np.arange(base + 1)
        parts = np.full(base + 1, parts_for(base, most))
        held = np.bincount(np.round(band(counts, base, parts)[0] * parts).astype(int), minlength=parts[0])
        assert min(held[0], held[-1]) >= 4, base
        assert held.min() >= 3, base


def test_counts_in_a_band_are_exactly_those_shown_in_it():
    for base, most in CASES:
        counts, parts = np.arange(base + 1), int(parts_for(base, most))
        place = [min(int(Fraction(int(count), base) * parts), parts - 1) for count in counts]
        low, high = counts_in_band(counts, base, parts)
        assert low.tolist() == [place.index(p) for p in place], (base, most)
        assert high.tolist() == [base - place[::-1].index(p) for p in place], (base, most)


def test_the_share_lies_in_its_band():
    for base, most in CASES:
        counts = np.arange(base + 1)
        low, high = band(counts, base, parts_for(base, most))
        assert ((low <= counts / base + 1e-12) & (counts / base <= high + 1e-12)).all(), (base, most)


@pytest.mark.parametrize(("base", "parts"), [
    (10, 3), (12, 3), (13, 4), (15, 4), (16, 5), (30, 5), (31, 10), (60, 10), (61, 20), (5000, 20)])
def test_the_number_of_bands_grows_with_the_base(base, parts):
    assert parts_for(base) == parts


def test_no_band_is_finer_than_asked():
    assert parts_for(np.array([10, 14, 40, 400]), 5).tolist() == [3, 4, 5, 5]


def test_under_ten_there_is_no_band():
    assert parts_for(np.array([0, 9])).tolist() == [0, 0]
