"""How often a share is among the largest: against every case by hand, a closed form, and laws."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.stats import chance_in_top


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
