"""What one view after another discloses: the answer of an attacker who tries every number."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod.private.fieldwork.differencing import Moment, discloses
from tests.fieldworks import possible, told

BANDS = st.tuples(st.integers(0, 6), st.integers(0, 4))


def moments(bands, totals):
    """What `bands` (group × time) and totals say, as moments in which every cell is a group."""
    groups = np.eye(len(bands), dtype=int)
    return [Moment(total, 0, groups, np.array([group[t][0] for group in bands]),
                   np.array([group[t][1] for group in bands]))
            for t, total in enumerate(totals)]


@settings(max_examples=60)
@given(st.data(), st.integers(2, 3), st.integers(1, 2))
def test_the_verdict_is_that_of_trying_every_number(data, groups, times):
    bands = [[(low, low + width) for low, width in data.draw(st.lists(BANDS, min_size=times, max_size=times))]
             for _ in range(groups)]
    sums = [sum(group[t][0] for group in bands) for t in range(times)]
    totals = [(s + more, s + more + 3) for s, more in zip(sums, data.draw(st.lists(st.integers(0, 8), min_size=times,
                                                                                   max_size=times)), strict=True)]
    left = possible(bands, totals, step=10)
    expected = not all(left) or told(left)
    assert discloses(np.full(groups, 10), moments(bands, totals)) == expected


def test_a_last_total_that_is_exact_can_tell_what_the_views_did_not():
    staff, eye = np.array([10, 10, 10, 10]), np.eye(4, dtype=int)
    view = Moment((20, 29), 0, eye, np.full(4, 4), np.full(4, 6))
    assert not discloses(staff, [view])
    apart = Moment((39, 39), 0, eye, np.full(4, 7), np.full(4, 10))
    assert discloses(staff, [view], apart)
    assert not discloses(staff, [view], Moment((34, 34), 0, eye, np.full(4, 7), np.full(4, 10)))


def test_without_groups_there_is_nothing_to_tell():
    assert not discloses(np.array([10, 10]), [Moment((10, 19), 0), Moment((20, 20), 0)])
