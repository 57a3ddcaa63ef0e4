"""Changes between two waves: literals, laws that hold for every input, and how often the range holds the truth."""

import math
import time

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from coprod.stats import change, change_p_value, likely_range, minimum_detectable_change, same_out_of_reach
from coprod.stats.contrasts import against, odds_of_silence, waves_of

from ..benchmarks.coverage import EXACT, HALF, RATES, change_misses, exact_coverage
from .strategies import waves

# Worked out by a second implementation of the formulas: x1, n1, N1, x2, n2, N2, change, low, high, p
BOTH_INCOMPLETE = [
    (84, 120, 200, 101, 126, 210, 0.101587, 0.008712, 0.192614, 0.031357),
    (60, 120, 200, 60, 120, 200, 0.0, -0.107463, 0.107463, 1.0),
    (85, 170, 200, 102, 170, 200, 0.1, 0.051666, 0.147817, 2.3e-05),
    (119, 170, 200, 136, 170, 200, 0.1, 0.057513, 0.142079, 1e-06),
    (72, 120, 200, 154, 180, 210, 0.255556, 0.187904, 0.324322, 0.0),
    (40, 80, 200, 50, 80, 200, 0.125, -0.03355, 0.277148, 0.125617),
    (30, 60, 200, 66, 121, 220, 0.045455, -0.111789, 0.201562, 0.603387),
    (3600, 7200, 12000, 3750, 7200, 12000, 0.020833, 0.007424, 0.034235, 0.002279),
    (5100, 10200, 12000, 5202, 10200, 12000, 0.01, 0.004172, 0.015828, 0.000729),
    (0, 120, 200, 0, 126, 210, 0.0, -0.015206, 0.014486, 1.0),
    (0, 120, 200, 12, 126, 210, 0.095238, 0.05339, 0.135185, 5.8e-05),
    (120, 120, 200, 126, 126, 210, 0.0, -0.014486, 0.015206, 1.0),
    (20, 199, 200, 25, 198, 200, 25 / 198 - 20 / 199, 0.02, 0.034813, 0.0),
    (10, 20, 30, 15, 22, 30, 15 / 22 - 0.5, -0.043411, 0.3935, 0.127535),
    (84, 120, np.nan, 101, 126, np.nan, 0.101587, -0.006513, 0.207538, 0.065496),
]
COMPLETE = [
    (120, 200, 200, 90, 126, 210, 0.114286, 0.061905, 0.161905, 6.4e-05),
    (84, 120, 200, 168, 200, 200, 0.14, 0.09, 0.195, 0.0),
    (4, 7, 7, 6, 8, 12, 0.178571, -0.071429, 0.261905, 0.060606),
    (4, 7, 7, 5, 7, 7, 1 / 7, 1 / 7, 1 / 7, 0.0),
]
# share, then the smallest change alone and at level .99; both waves n of N
DETECTABLE = {
    (120, 200): [(0.05, 0.069088, 0.083272), (0.1, 0.093381, 0.112905), (0.2, 0.122986, 0.149018),
                 (0.3, 0.140233, 0.170057), (0.5, 0.152591, 0.185132)],
    (170, 200): [(0.05, 0.031726, 0.037857), (0.1, 0.042227, 0.050666), (0.2, 0.055024, 0.066277),
                 (0.3, 0.06248, 0.075371), (0.5, 0.067821, 0.081887)],
    (600, 1000): [(0.05, 0.029711, 0.036041), (0.1, 0.040553, 0.049267), (0.2, 0.053767, 0.065385),
                  (0.3, 0.061464, 0.074775), (0.5, 0.06698, 0.081503)],
    (7200, 12000): [(0.05, 0.008386, 0.010212), (0.1, 0.011514, 0.014028), (0.2, 0.015327, 0.018679),
                    (0.3, 0.017548, 0.021389), (0.5, 0.019139, 0.02333)],
}

knowing = st.sampled_from([(True, True), (True, False), (False, True), (False, False)])


@pytest.mark.parametrize("row", BOTH_INCOMPLETE + COMPLETE)
def test_literals(row):
    x_1, n_1, all_1, x_2, n_2, all_2, *expected = row
    assert change(x_1, n_1, x_2, n_2, all_1, all_2) == pytest.approx(expected[:3], abs=6e-7)
    assert change_p_value(x_1, n_1, x_2, n_2, all_1, all_2) == pytest.approx(expected[3], abs=6e-7)


def test_literals_all_at_once_with_some_staff_not_known():
    x_1, n_1, all_1, x_2, n_2, all_2, *expected, p = np.array(BOTH_INCOMPLETE + COMPLETE).T
    np.testing.assert_allclose(change(x_1, n_1, x_2, n_2, all_1, all_2), expected, atol=6e-7)
    np.testing.assert_allclose(change_p_value(x_1, n_1, x_2, n_2, all_1, all_2), p, atol=6e-7)


def test_the_largest_opposing_correlation():
    waves = waves_of("r", (0, [120, 120, 80, 60, 7], [200, 200, 200, 200, 7]),
                     (0, [126, 180, 160, 121, 8], [210, 210, 200, 220, 12]))
    assert against(*odds_of_silence(waves)) == pytest.approx([0.666667, 0.333333, 0.612372, 0.723747, 0], abs=6e-7)


def test_s5_newcombe_1998b_table_ii_a_and_b():
    # Their difference is first less second, ours repeat less baseline.
    _, low, high = change([48, 3], [80, 10], [56, 9], [70, 10])
    assert low == pytest.approx([0.0524, 0.1705], abs=5e-5)
    assert high == pytest.approx([0.3339, 0.8090], abs=5e-5)


def test_without_staff_it_agrees_with_statsmodels():
    # statsmodels 0.15.0: confint_proportions_2indep(90, 126, 60, 120, method="newcomb", compare="diff")
    assert change(60, 120, 90, 126)[1:] == pytest.approx((0.09237747197482182, 0.3277958834263939), abs=1e-12)


def test_beside_a_complete_wave_it_is_the_other_ones_range_moved():
    low, high = likely_range(90, 126, 210)
    assert change(120, 200, 90, 126, 200, 210)[1:] == pytest.approx((low - 0.6, high - 0.6))
    assert change(90, 126, 120, 200, 210, 200)[1:] == pytest.approx((0.6 - high, 0.6 - low))
    low, high = likely_range(3600, 7200, 12000)
    assert change(40, 100, 3600, 7200, 100, 12000)[1:] == pytest.approx((low - 0.4, high - 0.4))


def test_the_p_value_beside_a_complete_wave_is_exact():
    # scipy 1.17.1: 2 * hypergeom.sf(89, 210, 126, 126) and 2 * hypergeom.cdf(40, 200, 120, 100)
    assert change_p_value(120, 200, 90, 126, 200, 210) == pytest.approx(2 * hypergeom.sf(89, 210, 126, 126))
    assert change_p_value(60, 100, 40, 100, 100, 200) == pytest.approx(2 * hypergeom.cdf(40, 200, 120, 100))
    # 4 of 7 would be 6.86 of 12: up to 7 for a fall, 6 for a rise.
    assert change_p_value(4, 7, 2, 8, 7, 12) == pytest.approx(2 * hypergeom.cdf(2, 12, 7, 8))
    assert change_p_value(4, 7, 6, 8, 7, 12) == pytest.approx(2 * hypergeom.sf(5, 12, 6, 8))


def test_what_nobody_s_silence_can_undo_has_a_p_of_0_and_lies_in_what_is_certain():
    assert change_p_value(20, 180, 120, 180, 200, 200) == 0
    _, low, high = change(20, 199, 25, 198, 200, 200)
    assert (low, high) == pytest.approx((25 / 200 - 21 / 200, 25 / 198 - 20 / 199 + 0.0091), abs=1e-4)


def test_a_wave_without_answers_leaves_what_the_other_one_does():
    missing, low, high = change(0, 0, 3, 10)
    assert math.isnan(missing)
    assert (low, high) == (-1, 1)
    assert change(0, 0, 3, 10, 5, 10)[1:] == pytest.approx((-0.7, 0.3))
    assert change(3, 10, 0, 0, 10, 5)[1:] == pytest.approx((-0.3, 0.7))
    assert change_p_value(0, 0, 3, 10, 5, 10) == 1


@given(waves(fewest=1), waves(fewest=1), st.floats(0.5, 0.999), knowing)
def test_a_change_lies_in_its_range_and_turns_round_with_the_waves_and_with_the_answer(first, second, level, known):
    (x_1, n_1, all_1), (x_2, n_2, all_2) = first, second
    people = [staff if seen else None for staff, seen in zip((all_1, all_2), known, strict=True)]
    there = change(x_1, n_1, x_2, n_2, *people, level=level)
    turned = [(change(x_2, n_2, x_1, n_1, *people[::-1], level=level)),
              (change(n_1 - x_1, n_1, n_2 - x_2, n_2, *people, level=level))]
    assert -1 <= there.low <= there.change <= there.high <= 1
    for back in turned:
        assert back == pytest.approx((-there.change, -there.high, -there.low), abs=1e-11)
    p_value = change_p_value(x_1, n_1, x_2, n_2, *people)
    assert p_value == pytest.approx(change_p_value(x_2, n_2, x_1, n_1, *people[::-1]), abs=1e-9)


@given(waves(fewest=1), waves(fewest=1), st.floats(0.01, 0.9999), knowing)
def test_test_and_range_agree_at_every_level(first, second, level, known):
    (x_1, n_1, all_1), (x_2, n_2, all_2) = first, second
    people = [staff if seen else None for staff, seen in zip((all_1, all_2), known, strict=True)]
    p_value = change_p_value(x_1, n_1, x_2, n_2, *people)
    assert 0 <= p_value <= 1
    assume(abs(p_value - (1 - level)) > 1e-8)
    _, low, high = change(x_1, n_1, x_2, n_2, *people, level=level)
    assert (p_value < 1 - level) == (low > 0 or high < 0)


@given(waves(fewest=1), waves(fewest=1), st.floats(0.1, 0.99), st.floats(0.001, 0.009))
def test_a_higher_level_gives_a_range_that_holds_the_lower_ones(first, second, level, more):
    counts = first[0], first[1], second[0], second[1], first[2], second[2]
    _, low, high = change(*counts, level=level)
    _, lower, higher = change(*counts, level=level + more)
    assert lower <= low + 1e-12 and high <= higher + 1e-12


@given(waves(fewest=1), waves(fewest=1))
def test_the_range_lies_inside_what_those_who_did_not_answer_allow(first, second):
    (x_1, n_1, all_1), (x_2, n_2, all_2) = first, second
    _, low, high = change(x_1, n_1, x_2, n_2, all_1, all_2)
    assert low >= x_2 / all_2 - (x_1 + all_1 - n_1) / all_1 - 1e-12
    assert high <= (x_2 + all_2 - n_2) / all_2 - x_1 / all_1 + 1e-12


@given(st.integers(2, 400), st.integers(0, 10), st.integers(1, 10), st.integers(2, 9))
def test_the_range_narrows_as_answers_grow_at_the_same_shares(tens, part_1, part_2, fewer):
    staff, part_2 = 10 * tens * 10, min(part_2, 10)
    wide, narrow = (change(tens * part_1 * k, tens * 10 * k, tens * part_2 * k, tens * 10 * k, staff, staff)
                    for k in (fewer, fewer + 1))
    assert narrow.high - narrow.low <= wide.high - wide.low + 1e-12


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.data())
def test_where_everybody_answered_both_times_it_is_a_fact(all_1, all_2, data):
    x_1, x_2 = data.draw(st.integers(0, all_1)), data.draw(st.integers(0, all_2))
    fact = x_2 / all_2 - x_1 / all_1
    assert change(x_1, all_1, x_2, all_2, all_1, all_2) == (fact, fact, fact)
    assert change_p_value(x_1, all_1, x_2, all_2, all_1, all_2) == (0 if fact else 1)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="change expected base to be no larger than population; not so at position 1"):
        change([1, 1], [2, 9], 1, 2, 8, 8)
    with pytest.raises(ValueError, match="change_p_value expected count"):
        change_p_value(3, 2, 1, 2)
    with pytest.raises(ValueError, match="level"):
        change(1, 2, 1, 2, level=95)


@pytest.mark.parametrize(("sizes", "rows"), DETECTABLE.items())
def test_the_smallest_change_that_is_found(sizes, rows):
    share, alone, among_many = np.array(rows).T
    assert minimum_detectable_change(*sizes, *sizes, share) == pytest.approx(alone, abs=6e-7)
    assert minimum_detectable_change(*sizes, *sizes, share, level=0.99) == pytest.approx(among_many, abs=6e-7)


def test_a_change_of_that_size_is_found_four_times_in_five_or_more():
    # Independent waves, where the formula takes the worst overlap.
    x, size = np.arange(121), minimum_detectable_change(120, 200, 120, 200)
    _, low, _ = change(x[:, None], 120, x, 120, 200, 200)
    then, now = round(200 * (0.5 - size / 2)), round(200 * (0.5 + size / 2))
    chance = np.outer(hypergeom.pmf(x, 200, then, 120), hypergeom.pmf(x, 200, now, 120))
    assert 0.8 < chance[low > 0].sum() < 0.95


@given(waves(), waves(), st.floats(0, 1))
def test_the_smallest_change_is_a_share_and_a_wave_without_answers_shows_nothing(first, second, share):
    sizes = first[1], first[2], second[1], second[2]
    assert 0 <= minimum_detectable_change(*sizes, share) <= 1
    if not first[1] * second[1]:
        assert minimum_detectable_change(*sizes, share) == 1


def test_at_120_of_200_no_share_from_31_to_69_per_cent_can_be_shown_to_have_stayed():
    assert same_out_of_reach(120, 200, 120, 200) == pytest.approx((0.31, 0.69), abs=0.005)
    assert np.isnan(same_out_of_reach(170, 200, 170, 200)).all()
    assert np.isnan(same_out_of_reach(120, 200, 120, 200, margin=0.15)).all()
    assert same_out_of_reach(10, None, 10, None) == (0, 1)
    assert same_out_of_reach(0, 200, 120, 200) == (0, 1)
    with pytest.raises(ValueError, match="margin"):
        same_out_of_reach(120, 200, 120, 200, margin=10)


@given(st.integers(30, 3000), st.integers(1, 10), st.floats(0.02, 0.2))
def test_an_unmoved_share_lies_inside_the_margin_exactly_outside_those_shares(tens, answered, margin):
    base, staff = tens * answered, tens * 10
    low, _ = same_out_of_reach(base, staff, base, staff, margin=margin)
    count = np.arange(0, base // 2 + 1)
    _, below, above = change(count, base, count, base, staff, staff)
    inside = (below > -margin) & (above < margin)
    clear = np.abs(count / base - low) > 1e-6
    assert (inside == (np.isnan(low) | (count / base < low)))[clear | np.isnan(low)].all()


@pytest.mark.parametrize(("table", "rates"), [(EXACT, RATES), (HALF, (0.5,))])
def test_at_the_worst_overlap_the_range_holds_the_truth_as_often_as_is_said(table, rates):
    for sizes, (least, _, shown) in table:
        coverage, _, _, missed = exact_coverage(sizes[:: len(sizes) // 2][:2] if sizes[-1] < 200 else sizes[:1], rates)
        assert coverage.min() >= least
        assert 1 - missed.max() >= shown


def test_in_drawn_surveys_the_range_holds_the_truth_whoever_answers_twice():
    below, above, newcombe = change_misses(40, 24, np.random.default_rng(2016), draws=2000)
    assert (below + above).max() < 0.05
    assert newcombe.max() < 0.05


def test_two_hundred_questions_take_less_than_a_twentieth_of_a_second():
    rng = np.random.default_rng(2016)
    base_1, base_2 = rng.integers(100, 121, 200), rng.integers(100, 127, 200)
    counts = rng.binomial(base_1, 0.5), base_1, rng.binomial(base_2, 0.6), base_2, 200, 210
    times = []
    for _ in range(5):
        start = time.perf_counter()
        change(*counts), change_p_value(*counts)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05
