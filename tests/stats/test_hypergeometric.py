"""Tails of the hypergeometric distribution, beside scipy's."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from coprod.stats.hypergeometric import chance_of_at_least, chance_of_at_most


@given(st.integers(1, 400), st.data())
def test_both_tails_are_scipys(staff, data):
    holders, drawn = data.draw(st.integers(0, staff)), data.draw(st.integers(0, staff))
    x = np.arange(-1, drawn + 2)
    more, fewer = chance_of_at_least(x, staff, holders, drawn), chance_of_at_most(x, staff, holders, drawn)
    np.testing.assert_allclose(more, hypergeom.sf(x - 1, staff, holders, drawn), atol=1e-10)
    np.testing.assert_allclose(fewer, hypergeom.cdf(x, staff, holders, drawn), atol=1e-10)


def test_no_staff_is_too_large():
    # scipy 1.17.1: hypergeom.sf(2, 1_000_000, 100, 20_000) = 0.32331410400097
    assert abs(chance_of_at_least(3, 1_000_000, 100, 20_000) - 0.32331410400097) < 1e-9


def test_a_far_tail_of_a_large_staff_is_scipys():
    more = chance_of_at_least([5250, 5500], 100_000, 50_000, 10_000)
    np.testing.assert_allclose(more, hypergeom.sf([5249, 5499], 100_000, 50_000, 10_000), rtol=1e-6)
