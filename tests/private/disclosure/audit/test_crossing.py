"""What a reader could work out where breakdowns cross or sums are published: as enumeration and `milp` find it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod.private.disclosure.audit import crossing
from coprod.private.disclosure.audit.crossing import Known, reach
from coprod.stats import round_half_up


def drawn(seed, breakdowns, figures, cells, groups, largest, slack):
    """A random table, what is shown of it, and two more ways to cut it into sets: cell by cell, and at random."""
    rng = np.random.default_rng(seed)
    most = rng.integers(1, largest + 1, cells)
    count = rng.integers(0, most + 1)
    group = np.array([np.append(np.arange(groups), rng.integers(0, groups, cells - groups)) for _ in range(breakdowns)])
    group = rng.permuted(group, axis=1)
    sums, bases = ([np.bincount(one, values).astype(int) for one in group] for values in (count, most))
    low = tuple(np.maximum(one - rng.integers(0, slack + 1, groups), 0) for one in sums)
    high = tuple(np.minimum(one + rng.integers(0, slack + 1, groups), base)
                 for one, base in zip(sums, bases, strict=True))
    weights = [rng.integers(1, 7, groups)[group[0]] / rng.choice((200, 210, 1000)) for _ in range(figures)]
    shown = tuple((weight, float(round_half_up(weight @ count, 2))) for weight in weights)
    return Known(count, most, group, low, high, shown, others=(np.arange(cells), rng.integers(0, 2, cells)))


def tables(known):
    """All tables that fit what is known, by trying every table: table × cell."""
    every = np.indices(known.most + 1).reshape(len(known.most), -1).T
    fits = every.sum(axis=1) == known.count.sum()
    for group, low, high in zip(known.group, known.low, known.high, strict=True):
        sums = every @ np.eye(len(low), dtype=int)[group]
        fits &= ((sums >= low) & (sums <= high)).all(axis=1)
    for weight, figure in known.figures:
        fits &= np.abs(round_half_up(every @ weight, 2) - figure) < 1e-9
    return every[fits]


def sets(known):
    """Every set of cells whose count must not be found, with what `reach` says about it."""
    for cut, ends in zip(known.cuts, reach(known), strict=True):
        for n, (low, high) in enumerate(zip(*ends, strict=True)):
            yield cut == n, int(low), int(high)


def agrees(values, low, high, needed):
    """Whether an interval holds `needed` + 1 possible values where there are so many, and else is exact."""
    if len(values) <= needed:
        return (low, high) == (values[0], values[0] + len(values) - 1)
    return values[0] <= low <= high <= values[-1] and sum(low <= value <= high for value in values) > needed


def needed(known, inside):
    return min(2, int(known.most[inside].sum()), int(known.count.sum()))


SMALL = st.builds(drawn, st.integers(0, 2**32), st.integers(1, 3), st.integers(0, 2), st.integers(4, 6),
                  st.integers(2, 3),
                  st.integers(1, 4), st.integers(0, 2))


def check_by_enumeration(known):
    every = tables(known)
    for inside, low, high in sets(known):
        values = sorted({int(n) for n in every[:, inside].sum(axis=1)})
        assert agrees(values, low, high, needed(known, inside)), (values, low, high)


@settings(max_examples=60)
@given(SMALL)
def test_every_count_that_enumeration_pins_is_found_and_no_other(known):
    check_by_enumeration(known)


@settings(max_examples=40)
@given(SMALL)
def test_a_search_that_finds_little_changes_no_verdict(known):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"_TABLES": 1, "_PARTNERS": 2, "_AT_ONCE": 3}.items():
            patch.setattr(crossing, name, value)
        check_by_enumeration(known)


@settings(max_examples=100)
@given(SMALL)
def test_steps_of_two_people_change_no_verdict(known):
    """The way that waves with thousands of groups go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossing, "_PARTNERS", 0)
        check_by_enumeration(known)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(6, 12), st.integers(2, 3), st.integers(4, 8), st.integers(3, 5))
def test_with_one_crossing_a_set_is_told_only_where_a_group_is(seed, cells, groups, largest, slack):
    # By duality: the bounds of a set are whole multiples of the groups' limits, so no group it hangs on has more.
    known = drawn(seed, 2, 0, cells, groups, largest, slack)
    no, size = known.most.sum() - known.count.sum(), known.most.sum()
    open_groups = all((high - low > 1).all() for low, high in reach(known)[:2])
    if open_groups and no > 1:
        for inside, low, high in sets(known):
            assert high - low >= min(needed(known, inside), size - known.most[inside].sum())


def possible(known, inside):
    """The possible counts of a set, three at the most: the smallest, the largest and one between, by plain `milp`."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows = [np.ones_like(known.count), *(one == n for one in known.group for n in range(one.max() + 1))]
    least, most = ([known.count.sum(), *np.concatenate(ends)] for ends in (known.low, known.high))
    rules = [LinearConstraint(np.array(rows, float), least, most)]
    rules += [LinearConstraint(weight[None], figure - 0.005 - 1e-5, figure + 0.005 - 1e-5)
              for weight, figure in known.figures]
    aim = inside.astype(float)

    def smallest(sign, *more):
        found = milp(sign * aim, constraints=[*rules, *more], bounds=Bounds(0, known.most),
                     integrality=np.ones_like(aim))
        return [sign * round(found.fun)] if found.success else []

    (low,), (high,) = smallest(1), smallest(-1)
    between = smallest(1, LinearConstraint(aim[None], low + 1, high - 1)) if high - low > 1 else []
    return sorted({low, *between, high})


@pytest.mark.parametrize("figures", [0, 1, 2])
@pytest.mark.parametrize("breakdowns", [1, 2, 3])
def test_larger_tables_agree_with_plain_integer_programming(breakdowns, figures):
    pinned = 0
    for seed in range(2):
        known = drawn(seed, breakdowns, figures, cells=12, groups=4, largest=7, slack=1)
        for inside, low, high in sets(known):
            values, least = possible(known, inside), needed(known, inside)
            if len(values) > least:
                assert values[0] <= low <= high - least <= values[-1] - least
            else:
                assert agrees(values, low, high, least)
            pinned += len(values) <= least
    assert pinned  # so that both verdicts are compared


@pytest.fixture
def exactly(monkeypatch):
    """The sets of which `reach` works out the exact bounds."""
    asked, exact = [], crossing._exact
    monkeypatch.setattr(crossing, "_exact", lambda known, inside: asked.append(inside.tolist()) or exact(known, inside))
    return asked


def test_where_there_is_room_nothing_needs_to_be_worked_out(exactly):
    known = drawn(1, 2, 0, cells=2500, groups=6, largest=30, slack=9)
    ends = reach(known)
    assert exactly == []
    for (low, high), cut in zip(ends, known.cuts, strict=True):
        true = np.bincount(cut, known.count)
        assert ((low <= true) & (true <= high)).all()


def test_four_cells_that_change_only_together_are_worked_out(exactly):
    rows, columns = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    fixed = np.array([6, 5])
    known = Known(np.array([4, 2, 2, 3]), np.full(4, 5), np.array([rows, columns]), (fixed, fixed), (fixed, fixed),
                  others=(np.arange(4),))
    ends = [(low.tolist(), high.tolist()) for low, high in reach(known)]
    assert ends == [([6, 5], [6, 5]), ([6, 5], [6, 5]), ([1, 1, 1, 0], [5, 5, 5, 4])]
    assert len(exactly) == 8


def cell_by_cell(count, most, group, low, high):
    """What `reach` says of each cell."""
    limits = [tuple(map(np.array, ends)) for ends in (low, high)]
    known = Known(np.array(count), np.array(most), np.array(group), *limits, others=(np.arange(len(count)),))
    return [(int(low), int(high)) for low, high in zip(*reach(known)[-1], strict=True)]


def test_a_fractional_corner_of_the_linear_program_is_not_taken_for_an_answer():
    # Three breakdowns of five cells: the linear program says 0.5 to 2.5 for the fourth, whole numbers are 1 and 2 only.
    found = cell_by_cell([2, 2, 2, 2, 0], [3, 5, 3, 4, 1], [[0, 0, 1, 1, 1], [0, 1, 0, 1, 1], [0, 1, 1, 0, 1]],
                         [[3, 4], [4, 3], [3, 3]], [[4, 4], [5, 5], [5, 5]])
    assert found[3] == (1, 2)


def test_a_count_that_is_possible_only_next_but_one_is_no_third_possibility():
    # The second cell can hold nobody or two people, never one.
    found = cell_by_cell([0, 2, 0, 2, 2], [1, 6, 6, 3, 2], [[0, 0, 0, 1, 1], [0, 0, 1, 0, 1], [0, 1, 1, 1, 0]],
                         [[2, 4], [3, 2], [2, 4]], [[2, 5], [4, 2], [3, 5]])
    assert found[1] == (0, 1)


@pytest.mark.parametrize(("first", "ends"), [(9, (9, 10)), (10, (9, 10)), (11, (11, 12))])
def test_a_half_is_known_to_be_rounded_up(first, ends):
    # The figure is the total plus half the first group's count, in per cents: 44.5 is shown as 45, 45.5 as 46.
    weight = np.array([0.015, 0.01, 0.01, 0.01])
    count = np.array([first, 16 - first, 10, 14])
    low, high = np.array([8, 4, 8, 12]), np.array([12, 8, 12, 18])
    known = Known(count, np.array([20, 20, 20, 30]), np.arange(4)[None], (low,), (high,),
                  ((weight, float(round_half_up(weight @ count, 2))),))
    (low, high), = reach(known)
    assert (low[0], high[0]) == ends
