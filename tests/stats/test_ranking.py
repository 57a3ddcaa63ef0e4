"""Which shares are surely the largest, and how often one is among them: literals, every case by hand, and laws."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.stats import chance_in_top, clear_of_all, joint_bounds, largest, rank_doubt

# Worked out by a second implementation: counts, bases, staff, doubt that the first three are the largest, surely or not
TOP_THREE = [
    ([92, 86, 72, 42, 41, 25, 22, 16], [126, 125, 126, 126, 126, 125, 126, 126], 210, 1.9e-05, True),
    ([83, 83, 82, 74, 73, 57, 56, 41], [120] * 8, 200, 0.834943, False),
    ([31, 20, 17, 16, 13, 11, 9], [47] * 7, None, 1.0, False),
    ([15, 15, 12, 12, 12, 10, 9, 8], [125, 126, 125, 126, 126, 126, 126, 125], 210, 1.0, False),
    ([114, 113, 107, 90, 81, 65, 64, 50], [126, 126, 126, 126, 125, 125, 126, 126], 210, 0.000428, True),
]
# Known, but not used: panels, workshops, checks, tenders and peers are shown; surveys, groups and interviews are not.
FEWEST, LARGEST_BASE = [52, 43, 39, 28, 33, 40, 52, 54], [126, 126, 126, 125, 125, 126, 126, 125]
MOST, SMALLEST_BASE = [52, 43, 39, 28, 33, 56, 74, 80], LARGEST_BASE
HIDDEN = [False] * 5 + [True] * 3


def by_hand(count, base, people, top):
    """Every combination of true numbers, each weighted by the hypergeometric chance of what was seen."""
    seen = [[math.comb(m, x) * math.comb(people - m, n - x) for m in range(people + 1)]
            for x, n in zip(count, base, strict=True)]
    total, inside = 0, np.zeros(len(count))
    for true in itertools.product(range(people + 1), repeat=len(count)):
        weight = math.prod(chances[m] for chances, m in zip(seen, true, strict=True))
        total += weight
        inside += [weight * (sum(other > mine for other in true) < top) for mine in true]
    return inside / total


@pytest.mark.parametrize("top", [1, 2, 3])
def test_every_case_by_hand(top):
    count, base = [3, 5, 2, 4], [6, 7, 5, 8]
    assert chance_in_top(count, base, 9, top) == pytest.approx(by_hand(count, base, 9, top), abs=1e-12)


def test_without_a_population_one_beta_share_above_another():
    """scipy: `quad(lambda p: beta(19, 34).pdf(p) * beta(21, 32).cdf(p), 0, 1)` gives 0.34284; equals are both in."""
    assert chance_in_top([18, 20], [51, 51], top=1) == pytest.approx([0.34284, 1 - 0.34284], abs=0.002)


def test_where_everyone_answered_there_is_nothing_left_open():
    assert chance_in_top([9, 7, 7, 2], [10, 10, 10, 10], 10, 2).tolist() == [1, 1, 1, 0]


def test_a_clear_order_and_an_open_one():
    clear = chance_in_top([110, 90, 70, 50], [120] * 4, 200)
    assert clear[:3] == pytest.approx(1, abs=1e-3) and clear[3] < 1e-3
    assert chance_in_top([60] * 4, [120] * 4, 200) == pytest.approx([chance_in_top([60] * 4, [120] * 4, 200)[0]] * 4)


numbers = st.lists(st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
                   min_size=1, max_size=6)


@given(numbers, st.sampled_from([None, 40, 55]), st.integers(1, 4))
def test_laws(pairs, people, top):
    count, base = zip(*pairs, strict=True)
    chances = chance_in_top(count, base, people, top)
    assert np.isfinite(chances).all() and (chances >= 0).all() and (chances <= 1).all()
    assert chances.sum() >= min(top, len(pairs)) - 1e-9  # equal ones are all in
    turned = chance_in_top(count[::-1], base[::-1], people, top)[::-1]
    assert turned == pytest.approx(chances)
    assert (chance_in_top(count, base, people, top + 1) >= chances - 1e-12).all()


@given(st.integers(1, 30), st.integers(0, 29))
def test_more_who_said_so_is_never_less_often_in_the_top(base, count):
    count = min(count, base - 1)
    lower = chance_in_top([count, base // 2, base // 3], [base] * 3, 40, 1)
    higher = chance_in_top([count + 1, base // 2, base // 3], [base] * 3, 40, 1)
    assert higher[0] >= lower[0] - 1e-12


def test_nobody_asked_leaves_everything_open_and_impossible_counts_are_refused():
    assert chance_in_top([0, 0], [0, 0], 9, 1) == pytest.approx([0.55, 0.55])
    with pytest.raises(ValueError):
        chance_in_top([5], [4], 9)


@pytest.mark.parametrize(("count", "base", "people", "doubt", "surely"), TOP_THREE)
def test_the_top_three_literals(count, base, people, doubt, surely):
    inside = [True] * 3 + [False] * (len(count) - 3)
    assert rank_doubt(inside, count, base, people) == pytest.approx(doubt, abs=6e-7)
    told = largest(count, base, people)
    assert told.surely is surely
    assert told.doubt == pytest.approx(doubt, abs=6e-7)
    assert not told.may_be_larger.any()


def test_joint_bounds():
    # Sets of 10 people: 7 know, 5 never used, so 2 to 5 know and never used; and one known by all.
    assert joint_bounds([7, 10], 10, [5, 5], [10, 9], 10) == (pytest.approx([2, 5]), pytest.approx([5, 5]),
                                                             pytest.approx([10, 9]), pytest.approx([10, 9]))
    with pytest.raises(ValueError, match="base to be no larger than population"):
        joint_bounds(7, 11, 5, 10, 10)


@pytest.mark.parametrize("top", [(7, 6, 0), (7, 6, 5), (0, 1, 2)])
def test_no_three_of_what_is_known_but_not_used_are_surely_the_largest(top):
    inside = [row in top for row in range(8)]
    assert rank_doubt(inside, FEWEST, LARGEST_BASE, 210, MOST, SMALLEST_BASE) == 1


def test_a_withheld_row_that_may_be_larger_is_told():
    told = largest(FEWEST, LARGEST_BASE, 210, 3, HIDDEN, MOST, SMALLEST_BASE)
    assert told.named.tolist() == [True, True, True] + [False] * 5  # panels, workshops, checks: rows that may be shown
    assert told.surely is False
    assert told.may_be_larger.tolist() == HIDDEN
    assert told.at_least_as_large.tolist() == HIDDEN
    fewer = largest([90, 80, 70, 10, 20], [126] * 5, 210, 3, [False] * 4 + [True], [90, 80, 70, 10, 75], [126] * 5)
    assert fewer.may_be_larger.tolist() == [False] * 4 + [True]
    assert not fewer.at_least_as_large.any() and not fewer.surely
    small = largest([90, 80, 70, 10, 0], [126] * 5, 210, 3, [False] * 4 + [True], [90, 80, 70, 10, 20], [126] * 5)
    assert not small.may_be_larger.any() and small.surely


def test_the_chance_printed_is_the_lower_of_the_two_extremes():
    shown = chance_in_top(FEWEST[:5], LARGEST_BASE[:5], 210)  # too high, for three rows are left out
    assert shown == pytest.approx([0.999997, 0.990383, 0.905955, 0.006889, 0.125663], abs=6e-7)
    least = chance_in_top(FEWEST, LARGEST_BASE, 210, 3, MOST, SMALLEST_BASE)
    assert least[:5] == pytest.approx([0.227963, 0.001814, 6.4e-05, 0, 0], abs=6e-7)
    at_most = chance_in_top(FEWEST, LARGEST_BASE, 210)
    assert at_most[:5] == pytest.approx([0.97058, 0.069394, 0.006768, 0, 6.1e-05], abs=6e-7)
    assert (least <= at_most + 1e-12).all()


def test_a_withheld_row_whose_most_is_above_its_smallest_base_is_at_most_all():
    hidden = [False, False, True], [50, 40, 45], [60, 60, 30]
    assert chance_in_top([50, 40, 20], [60, 60, 60], 100, 1, *hidden[1:])[0] < 0.05
    assert largest([50, 40, 20], [60, 60, 60], 100, 1, *hidden).may_be_larger.tolist() == [False, False, True]


def test_at_a_tie_for_third_all_are_named_or_surely_none():
    tied = largest([150, 140, 120, 120, 60], [200] * 5, 200)
    assert tied.named.tolist() == [True] * 4 + [False]
    assert tied.surely is True  # of four
    assert rank_doubt([True] * 3 + [False] * 2, [150, 140, 120, 120, 60], [200] * 5, 200) == 1
    assert largest([150, 140, 120, 119], [200] * 4, 200).surely is True
    assert largest([150, 140, 120, 120], [200] * 4, 200).surely is False


def test_three_need_a_fourth_row():
    assert largest([90, 60, 30], [100] * 3, 100).surely is False
    assert largest([90, 60], [100] * 2, 100).named.tolist() == [True, True]
    assert largest([90, 60], [100] * 2, 100, top=1).surely is True
    assert largest([], [], 100).named.tolist() == []


def test_surely_is_rarely_wrong_at_a_tie_whatever_one_answer_has_to_do_with_another():
    """Third and fourth are equally large among all staff; so "surely" is wrong, in either of two extremes."""
    rng, wrong = np.random.default_rng(2016), {"independent": 0, "exclusive": 0}
    people, answers, holders = 200, 120, [60, 50, 45, 45]
    for _ in range(1000):
        apart = [rng.hypergeometric(n, people - n, answers) for n in holders]
        exclusive = rng.multivariate_hypergeometric(holders, answers)
        wrong["independent"] += largest(apart, [answers] * 4, people).surely
        wrong["exclusive"] += largest(exclusive, [answers] * 4, people).surely
    assert wrong["independent"] < 20 and 0 < wrong["exclusive"] < 50


@given(numbers, st.sampled_from([None, 40, 55]), st.integers(1, 4))
def test_laws_of_the_largest(pairs, people, top):
    count, base = map(np.array, zip(*pairs, strict=True))
    told, turned = largest(count, base, people, top), largest(count[::-1], base[::-1], people, top)
    assert told.named.tolist() == turned.named[::-1].tolist()
    assert told.doubt == pytest.approx(turned.doubt)
    assert told.named.sum() >= min(top, len(pairs))
    share = np.where(base > 0, count / np.maximum(base, 1), 0)
    assert not told.named.any() or share[told.named].min() > share[~told.named].max(initial=-1)
    hidden = largest(np.append(count, 0), np.append(base, 40), people, top, np.arange(len(pairs) + 1) == len(pairs),
                     np.append(count, 40), np.append(base, 40))
    assert hidden.surely is False and hidden.may_be_larger[-1]


def test_clear_of_all():
    above, below = clear_of_all([0.6, 0.4, 0.1, 0.3], [0.8, 0.6, 0.3, 0.5])
    assert not above.any() and not below.any()  # ranges that touch
    above, below = clear_of_all([0.61, 0.4, 0.1, 0.3], [0.8, 0.6, 0.29, 0.5])
    assert above.tolist() == [True, False, False, False]
    assert below.tolist() == [False, False, True, False]
    assert not np.any(clear_of_all([0.5], [0.6]))
    assert not np.any(clear_of_all([0.5, 0.5], [0.6, 0.6]))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=7))
def test_clear_of_all_as_defined(ranges):
    low, high = np.array([min(r) for r in ranges]), np.array([max(r) for r in ranges])
    above, below = clear_of_all(low, high)
    for n in range(len(ranges)):
        others = np.arange(len(ranges)) != n
        assert above[n] == (low[n] > high[others]).all()
        assert below[n] == (high[n] < low[others]).all()
