"""Bands leave enough counts possible; the chance that they would tell one is what enumeration of all tables gives."""

from collections import Counter
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod.private.disclosure.audit import too_narrow
from coprod.private.disclosure.band_widths import LEVELS, band, chance_of_refusal, counts_in_band, parts_for

BASES = [(base, most) for base in range(10, 121) for most in LEVELS]


@pytest.mark.parametrize("most", LEVELS)
def test_inner_bands_hold_three_counts_and_end_bands_four(most):
    for base in range(10, 121):
        counts = np.arange(base + 1)
        parts = np.full(base + 1, parts_for(base, most))
        held = np.bincount(np.round(band(counts, base, parts)[0] * parts).astype(int), minlength=parts[0])
        assert min(held[0], held[-1]) >= 4, base
        assert held.min() >= 3, base


def test_counts_in_a_band_are_exactly_those_shown_in_it():
    for base, most in BASES:
        counts, parts = np.arange(base + 1), int(parts_for(base, most))
        place = [min(int(Fraction(int(count), base) * parts), parts - 1) for count in counts]
        low, high = counts_in_band(counts, base, parts)
        assert low.tolist() == [place.index(p) for p in place], (base, most)
        assert high.tolist() == [base - place[::-1].index(p) for p in place], (base, most)


def test_the_share_lies_in_its_band():
    for base, most in BASES:
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


def tables(bases, total):
    """All counts of positive answers with this total, group × table."""
    every = np.indices([base + 1 for base in bases]).reshape(len(bases), -1)
    return every[:, every.sum(axis=0) == total]


def limits(every, bases, most):
    """The limits of each group's band, and the groups' bases, for every table."""
    sizes = np.broadcast_to(np.array(bases)[:, None], every.shape)
    return *counts_in_band(every, sizes, parts_for(sizes, most)), sizes


def told(every, bases, most):
    """In which tables the audit finds that the ranges tell a count."""
    total = int(every[:, 0].sum())
    answers = np.tile([total, sum(bases) - total], (every.shape[1], 1))
    return too_narrow(*limits(every, bases, most), answers, np.broadcast_to([True, False], answers.shape))


def ways(every, bases):
    """In how many ways people can give each table's answers."""
    return np.prod([[comb(base, int(count)) for count in row] for base, row in zip(bases, every, strict=True)],
                   axis=0, dtype=float)


@st.composite
def cases(draw):
    bases = draw(st.lists(st.integers(10, 24), min_size=2, max_size=3))
    return bases, draw(st.integers(2, sum(bases) - 2)), draw(st.sampled_from(LEVELS))


@settings(max_examples=150)
@given(cases())
def test_the_chance_is_the_share_of_all_tables_that_the_audit_would_refuse(case):
    bases, total, most = case
    every = tables(bases, total)
    refused, weights = told(every, bases, most), ways(every, bases)
    expected = max(refused.mean(), weights[refused].sum() / weights.sum())
    assert chance_of_refusal(np.array(bases), total, most) == pytest.approx(expected, abs=1e-12)


@given(cases())
def test_ranges_tell_a_count_exactly_where_the_total_spares_one_or_none(case):
    bases, total, most = case
    every = tables(bases, total)
    low, high, _ = limits(every, bases, most)
    spare = np.minimum((every - low).sum(axis=0), (high - every).sum(axis=0))
    assert np.array_equal(told(every, bases, most), spare < 2)


@pytest.mark.parametrize(("bases", "total", "most", "refused", "all_tables"), [
    ([20, 20, 20, 20], 37, 5, 344, 6004), ([20, 20, 20, 20], 37, 4, 12, 6004), ([20, 20, 20, 20], 37, 3, 40, 6004),
    ([13, 16, 16, 20], 22, 20, 121, 2019), ([13, 16, 16, 20], 22, 4, 66, 2019), ([13, 16, 16, 20], 22, 3, 9, 2019)])
def test_tables_of_four_groups_that_are_refused(bases, total, most, refused, all_tables):
    every = tables(bases, total)
    assert (told(every, bases, most).sum(), every.shape[1]) == (refused, all_tables)
    assert chance_of_refusal(np.array(bases), total, most) >= refused / all_tables - 1e-12


def test_the_larger_of_the_two_weightings_counts():
    every = tables([20] * 4, 37)
    refused, weights = told(every, [20] * 4, 5), ways(every, [20] * 4)
    alike, at_random = refused.mean(), weights[refused].sum() / weights.sum()
    assert (round(alike, 4), round(at_random, 4)) == (0.0573, 0.0621)
    assert chance_of_refusal(np.array([20] * 4), 37, 5) == pytest.approx(at_random)
    # here tables weighed alike give more
    assert chance_of_refusal(np.array([20] * 4), 37, 4) == pytest.approx(12 / 6004)


@st.composite
def sizes_and_totals(draw):
    bases = draw(st.lists(st.integers(10, 300), min_size=1, max_size=24))
    return bases, draw(st.integers(0, sum(bases)))


@given(sizes_and_totals(), st.sampled_from(LEVELS))
def test_a_chance_lies_between_nought_and_one(case, most):
    assert 0 <= chance_of_refusal(np.array(case[0]), case[1], most) <= 1 + 1e-9


def test_where_nearly_all_answered_yes_no_digits_are_lost():
    # Five of 200 people said no: of C(24, 5) tables, 20 have all five in one group of ten, 380 four in one, one apart.
    assert chance_of_refusal(np.full(20, 10), 195, 3) == pytest.approx(400 / 42_504)
    assert chance_of_refusal(np.full(20, 60), 1196, 20) == 0


@pytest.mark.parametrize("total", [0, 80])
def test_where_all_or_none_answered_yes_nothing_is_left_to_tell(total):
    assert chance_of_refusal(np.array([20] * 4), total, 5) == 0


def test_with_many_groups_the_chance_is_nought():
    assert chance_of_refusal(np.full(20, 10), 40, 3) > 0
    assert chance_of_refusal(np.full(21, 10), 40, 3) == 0


def test_large_groups_are_counted_without_overflow():
    # of twentieths; four of them make the total, or all but one
    lower_ends = [comb(900, 45 * place) for place in range(20)]
    pairs = Counter()
    for one, two in product(range(20), repeat=2):
        pairs[one + two] += lower_ends[one] * lower_ends[two]
    expected = Fraction(sum(ways * pairs[40 - places] for places, ways in pairs.items()), comb(3_600, 1_800))
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        chances = [chance_of_refusal(np.array([900] * 4), total, 20) for total in (1_799, 1_800, 1_802)]
    assert chances == [0, pytest.approx(float(expected), rel=1e-6), 0]
