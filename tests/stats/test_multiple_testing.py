"""Many tests at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.stats import benjamini_hochberg, holm

P_VALUES = st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), max_size=30)
BOTH = pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])


def test_s6_benjamini_and_hochberg_1995_as_in_scipys_docstring():
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
         0.7590, 1.0]  # fmt: skip
    expected = [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714, 0.06385714, 0.0645, 0.0765, 0.486, 0.58118182,
                0.714875, 0.75323077, 0.81321429, 1.0]  # fmt: skip
    adjusted = benjamini_hochberg(p)
    assert adjusted == pytest.approx(expected, abs=5e-9)
    assert (adjusted <= 0.05).sum() == 4
    assert (np.array(p) * len(p) <= 0.05).sum() == 3
    # Holm, too, finds the three that Bonferroni finds.
    assert (holm(p) <= 0.05).sum() == 3


def test_both_agree_with_statsmodels():
    # statsmodels 0.15.0: multipletests([.01, .04, .03, .005, .2], method="holm")[1], and method="fdr_bh"
    p = [0.01, 0.04, 0.03, 0.005, 0.2]
    assert holm(p) == pytest.approx([0.04, 0.09, 0.09, 0.025, 0.2])
    assert benjamini_hochberg(p) == pytest.approx([0.025, 0.05, 0.05, 0.025, 0.2])


@BOTH
def test_a_missing_p_value_stays_missing_and_does_not_count(adjust):
    with_gap, without = adjust([0.01, np.nan, 0.2]), adjust([0.01, 0.2])
    assert np.isnan(with_gap[1])
    assert with_gap[[0, 2]] == pytest.approx(without)
    assert adjust([]).shape == (0,)


@BOTH
def test_a_p_value_above_one_is_refused(adjust):
    with pytest.raises(ValueError, match="p-values to be from 0 to 1; not so at position 1"):
        adjust([0.5, 1.5])


@BOTH
@given(p=P_VALUES, data=st.data())
def test_adjusting_keeps_order_never_lowers_and_follows_the_items_around(adjust, p, data):
    p = np.array(p)
    adjusted, tests = adjust(p), ~np.isnan(p)
    assert (adjusted[tests] >= p[tests]).all()
    assert (adjusted[tests] <= 1).all()
    assert (np.diff(adjusted[tests][np.argsort(p[tests], kind="stable")]) >= 0).all()
    order = data.draw(st.permutations(range(len(p))))
    np.testing.assert_allclose(adjust(p[order]), adjusted[order])


@given(P_VALUES)
def test_holm_is_never_below_benjamini_and_hochberg(p):
    strict, mild = holm(p), benjamini_hochberg(p)
    tests = ~np.isnan(strict)
    assert (strict[tests] >= mild[tests] - 1e-12).all()
