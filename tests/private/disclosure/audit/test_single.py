"""The audit finds exactly what a reader could work out: checked by enumeration, and by integer programming."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod.private.disclosure.audit import feasible, too_narrow


def draw_case(rng, groups, answers, largest):
    """A true table (group × answer), which answers are positive, and limits around each group's positives."""
    truth = rng.integers(0, largest + 1, (groups, answers))
    truth[:, 0] += 1  # nobody's group is empty
    positive = np.arange(answers) >= rng.integers(1, answers)
    count, base = truth[:, positive].sum(axis=1), truth.sum(axis=1)
    low = np.maximum(count - rng.integers(0, 4, groups), 0)
    high = np.minimum(count + rng.integers(0, 4, groups), base)
    return truth, positive, low, high


def rows_of(base, answers):
    """All ways in which `base` people can spread over so many answers."""
    return [row for row in product(range(base + 1), repeat=answers) if sum(row) == base]


def tables(truth, positive, low, high):
    """All tables (as arrays) that fit the limits, the bases and the all-staff counts."""
    ways = [[row for row in rows_of(int(base), len(positive)) if least <= np.array(row)[positive].sum() <= most]
            for base, least, most in zip(truth.sum(axis=1), low, high, strict=True)]
    every = np.array(list(product(*ways)))
    return every[(every.sum(axis=1) == truth.sum(axis=0)).all(axis=1)]


def pinned(low, high, base, total):
    return high - low < min(2, base, total)


CASES = st.builds(lambda seed, groups, answers: draw_case(np.random.default_rng(seed), groups, answers, 2),
                  st.integers(0, 2**32), st.integers(2, 3), st.integers(2, 3))


@given(CASES)
def test_the_interval_of_a_group_is_what_enumeration_gives(case):
    truth, positive, low, high = case
    counts = tables(*case)[:, :, positive].sum(axis=2)
    lowest, highest = feasible(low[:, None], high[:, None], np.array([truth[:, positive].sum()]))
    assert (lowest[:, 0].tolist(), highest[:, 0].tolist()) == (counts.min(axis=0).tolist(), counts.max(axis=0).tolist())
    for group in range(len(low)):
        assert len(set(counts[:, group])) == highest[group, 0] - lowest[group, 0] + 1


@settings(max_examples=200)
@given(CASES)
def test_an_item_is_too_narrow_exactly_where_enumeration_pins_somebody(case):
    truth, positive, low, high = case
    every, base, totals = tables(*case), truth.sum(axis=1), truth.sum(axis=0)
    shares = every[:, :, positive].sum(axis=2)
    unknown = [(shares[:, g], base[g], totals[positive].sum()) for g in range(len(base))]
    unknown += [(every[:, g, a], base[g], totals[a]) for g in range(len(base)) for a in range(len(totals)) if totals[a]]
    expected = any(pinned(values.min(), values.max(), *sizes) for values, *sizes in unknown)
    found = too_narrow(low[:, None], high[:, None], base[:, None], totals[None], positive[None])
    assert found.tolist() == [expected]


@pytest.mark.parametrize("seed", range(6))
def test_larger_tables_agree_with_integer_programming(seed):
    truth, positive, low, high = draw_case(np.random.default_rng(seed), 6, 4, 9)
    base, totals = truth.sum(axis=1), truth.sum(axis=0)
    limits = [limits_of(truth, positive, low, high, np.outer(np.arange(6) == g, positive)) for g in range(6)]
    lowest, highest = feasible(low[:, None], high[:, None], np.array([totals[positive].sum()]))
    assert limits == list(zip(lowest[:, 0], highest[:, 0], strict=True))
    cells = [(*limits_of(truth, positive, low, high, np.outer(np.arange(6) == g, np.arange(4) == a)), base[g],
              totals[a])
             for g in range(6) for a in range(4) if totals[a]]
    shares = [(*pair, base[g], totals[positive].sum()) for g, pair in enumerate(limits)]
    found = too_narrow(low[:, None], high[:, None], base[:, None], totals[None], positive[None])
    assert found.tolist() == [any(pinned(*unknown) for unknown in cells + shares)]


def limits_of(truth, positive, low, high, wanted):
    """The smallest and largest sum over the `wanted` cells of any table that fits, by `milp`."""
    from scipy.optimize import LinearConstraint, milp

    groups, answers = truth.shape
    by_group = np.kron(np.eye(groups), np.ones(answers))
    rules = [LinearConstraint(by_group, truth.sum(axis=1), truth.sum(axis=1)),
             LinearConstraint(np.kron(np.ones(groups), np.eye(answers)), truth.sum(axis=0), truth.sum(axis=0)),
             LinearConstraint(np.kron(np.eye(groups), positive.astype(float)), low, high)]
    aim = wanted.ravel().astype(float)
    found = [milp(sign * aim, constraints=rules, integrality=np.ones(aim.size)) for sign in (1, -1)]
    return round(found[0].fun), round(-found[1].fun)


def test_groups_all_at_the_lower_end_of_their_bands_are_pinned():
    low, high = np.full((6, 1), 4), np.full((6, 1), 7)
    assert too_narrow(low, high, np.full((6, 1), 12), np.array([[48, 24]]),
                      np.array([[False, True]])).tolist() == [True]
    assert too_narrow(low, high, np.full((6, 1), 12), np.array([[42, 30]]),
                      np.array([[False, True]])).tolist() == [False]


def test_each_item_is_judged_alone():
    low, high, bases = np.array([[4, 4]] * 6), np.array([[7, 7]] * 6), np.full((6, 2), 12)
    found = too_narrow(low, high, bases, np.array([[48, 24], [42, 30]]), np.array([[False, True]] * 2))
    assert found.tolist() == [True, False]
