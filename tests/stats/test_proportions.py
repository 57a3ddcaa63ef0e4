"""Likely ranges of one wave: published literals, and what must hold for every input."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from coprod.stats import effective_base, likely_range, nonresponse_bounds, round_half_up

from ..benchmarks.coverage import range_coverage
from .strategies import PEOPLE, equal_shares, waves

UNIT = st.floats(0, 1)


def by_definition(base, population, level=0.95):
    """The exact range of every count; a tail of exactly the limit is out, and the share itself is let in."""
    people, tail = np.arange(population + 1), (1 - level) / 2 + 1e-11
    x = np.arange(base + 1)[:, None]
    at_least, at_most = hypergeom.sf(x - 1, population, people, base), hypergeom.cdf(x, population, people, base)
    fewest = (at_least > tail).argmax(axis=1)
    most = population - (at_most > tail)[:, ::-1].argmax(axis=1)
    share = np.arange(base + 1) / base
    return np.minimum(fewest / population, share), np.maximum(most / population, share)


@pytest.mark.parametrize("level", [0.95, 0.9, 0.99])
@pytest.mark.parametrize("population", [1, 2, 3, 7, 12, 40, 61])
def test_every_count_of_a_small_population_agrees_with_the_definition(population, level):
    for base in range(1, population + 1):
        ours = likely_range(np.arange(base + 1), base, population, level)
        np.testing.assert_allclose(ours, by_definition(base, population, level), atol=1e-12)


@pytest.mark.parametrize(("base", "population"), [(120, 200), (126, 210), (300, 500), (499, 500), (950, 1000)])
def test_larger_populations_agree_with_the_definition(base, population):
    ours = likely_range(np.arange(base + 1), base, population)
    np.testing.assert_allclose(ours, by_definition(base, population), atol=1e-12)


def test_a_tail_of_exactly_the_limit_is_out():
    # One of 40 asked, and it holds the answer: P(X >= 1 | M = 1) = 1/40 = 0.025, not above it.
    assert likely_range(1, 1, 40)[0] == 2 / 40


@pytest.mark.parametrize("missing", [0, 1, 50, 99])
def test_the_truth_is_always_possible_for_those_who_answered_of_a_million(missing):
    x = np.array([0, 3, 999_000 - missing])
    low, high = likely_range(x, 1_000_000 - missing, 1_000_000)
    assert (x / 1_000_000 <= low + 1e-12).all()
    assert (high <= (x + missing) / 1_000_000 + 1e-12).all()


def test_s4_wilson_ranges_as_in_newcombe_1998a_table_i():
    low, high = likely_range([81, 15], [263, 148])
    assert low == pytest.approx([0.2553, 0.0624], abs=5e-5)
    assert high == pytest.approx([0.3662, 0.1605], abs=5e-5)
    # statsmodels 0.15.0: proportion_confint([81, 15], [263, 148], method="wilson")
    assert low == pytest.approx([0.25528852, 0.0623864], abs=5e-9)


def test_s3_margins_of_the_civil_service_people_survey_2016_page_23():
    share, base = np.array([0.43, 0.50]), effective_base([120, 80], [200, 150])
    assert list(round_half_up(1.96 * np.sqrt(share * (1 - share) / base), 2)) == [0.06, 0.08]


def test_it_can_be_said_in_people():
    low, high = likely_range([5, 8, 8, 7], [7, 8, 8, 10], [7, 8, 12, 12])
    assert list(np.rint(low * [7, 8, 12, 12])) == [5, 8, 10, 7]
    assert list(np.rint(high * [7, 8, 12, 12])) == [5, 8, 12, 9]


def test_a_share_between_two_whole_people_is_let_in():
    low, high = likely_range(1, 99, 100)
    assert (low, high) == (0.01, 1 / 99)


def test_above_500_people_it_is_wilson_with_the_finite_correction():
    z, n, p = 1.959963984540054, 600 * 1999 / 1400, 0.4
    centre, half = p + z**2 / (2 * n), z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    expected = ((centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n))
    assert likely_range(240, 600, 2000) == pytest.approx(expected)


def test_above_500_people_it_stays_exact_where_nearly_all_answered():
    # Wilson would say 101.4 to 102.99 people, and leave out the 103 there are if the last person holds the answer.
    assert likely_range(102, 500, 501) == (102 / 501, 103 / 501)


@given(waves(), st.floats(0.5, 0.999))
def test_the_share_lies_inside_a_range_from_0_to_1(wave, level):
    count, base, population = wave
    for people in (population, None):
        low, high = likely_range(count, base, people, level)
        assert 0 <= low <= high <= 1
        if base == 0:
            assert (low, high) == (0, 1)
        else:
            assert low <= count / base <= high


@given(PEOPLE, st.data())
def test_everyone_answered_is_exact(people, data):
    count = data.draw(st.integers(0, people))
    assert likely_range(count, people, people) == (count / people, count / people)


@given(st.integers(2, 500), st.data())
def test_tighter_as_answers_grow_at_the_same_share_in_an_exact_range(people, data):
    fewer, more = data.draw(equal_shares(people))
    assert width(*more, people) <= width(*fewer, people) + 1e-12


@given(st.integers(700, 1_000_000), st.data())
def test_tighter_as_answers_grow_at_the_same_share_in_a_wilson_range(people, data):
    fewer, more = data.draw(equal_shares(people - 100))
    assert width(*more, people) <= width(*fewer, people) + 1e-12
    assert width(*more, None) <= width(*fewer, None) + 1e-12


@given(st.integers(501, 20_000), st.floats(0, 1))
def test_where_wilson_hands_over_to_the_exact_range_it_widens_by_no_more_than_two_people(people, share):
    before, after = people - 100, people - 99
    wilson, exact = width(round(share * before), before, people), width(round(share * after), after, people)
    assert (exact - wilson) * people < 2


@given(waves())
def test_a_range_mirrors_that_of_the_opposite_answer(wave):
    count, base, population = wave
    low, high = likely_range(count, base, population)
    assert likely_range(base - count, base, population) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(waves(fewest=1))
def test_a_range_shrinks_when_a_population_is_named(wave):
    count, base, population = wave
    if population > 500 and population - base >= 100:
        assert width(count, base, population) <= width(count, base, None) + 1e-12


@given(UNIT, UNIT)
def test_bounds_of_nonresponse_hold_the_share_and_are_as_wide_as_the_silent(share, rate):
    low, high = nonresponse_bounds(share, rate)
    assert 0 <= low <= high <= 1
    assert high - low == pytest.approx(1 - rate, abs=1e-12)
    assert low - 1e-12 <= share <= high + 1e-12


def test_bounds_of_nonresponse_at_60_per_cent():
    assert nonresponse_bounds(0.2, 0.6) == pytest.approx((0.12, 0.52))


def test_effective_base_is_the_base_without_a_population_and_endless_for_everyone():
    assert effective_base(120) == pytest.approx(120)
    assert effective_base(120, 200) == pytest.approx(298.5)
    assert effective_base(200, 200) == math.inf


def test_the_exact_range_holds_the_truth_19_times_in_20_for_every_true_share():
    _, least, _ = range_coverage(sizes=(12, 13, 20, 33, 57, 100, 162, 200, 297, 300))
    assert least.min() >= 0.95


def width(count, base, population):
    low, high = likely_range(count, base, population)
    return high - low
