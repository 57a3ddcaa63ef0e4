"""Units are shown together along a public tree; the order of the roster changes nothing."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coprod.private.coding.tallies import NO_TEAM
from coprod.private.disclosure.aggregation import aggregate, by_group, by_head_count
from tests.invented import tally_of

FLOOR, STAFF = 10, 13  # the fewest answers of a group, and the fewest staff: so many that three numbers are left


@st.composite
def teams(draw):
    """Some teams in up to four services, with their answers; perhaps some people who named no team."""
    sizes = draw(st.lists(st.tuples(st.integers(0, 18), st.integers(0, 9)), min_size=1, max_size=10))
    made = [(f"Team {n:02}", f"Service {draw(st.integers(0, 3))}", [no, yes]) for n, (no, yes) in enumerate(sizes)]
    return [*made, (NO_TEAM, "", [draw(st.integers(0, 14)), 0])]


def grouped(made, floor=FLOOR):
    tally = tally_of(made)
    return tally, aggregate(tally, floor)


@given(teams(), st.integers(10, 30))
def test_every_group_has_enough_answers_and_staff_or_there_is_one_group(made, floor):
    tally, groups = grouped(made, floor)
    if len(groups) > 1:
        answered = by_group(tally.usable, tally, groups)
        assert all(floor <= group.at_least <= group.surely <= n for group, n in zip(groups, answered, strict=True))
        assert all(n <= (group.at_most or n) for group, n in zip(groups, answered, strict=True))
        assert all(group.headcount >= STAFF for group in groups)


@given(teams())
def test_everybody_is_in_one_group(made):
    tally, groups = grouped(made)
    assert sorted(unit for group in groups for unit in group.units) == list(range(len(tally.units)))


@given(teams(), st.randoms(use_true_random=False))
def test_the_order_of_teams_changes_nothing(made, random):
    shuffled = random.sample(made, len(made))
    described = [[(g.label, g.parent, g.headcount, g.at_least, g.at_most) for g in grouped(order)[1]]
                 for order in (made, shuffled)]
    assert described[0] == described[1]


@given(teams(), st.data())
def test_who_left_out_which_question_changes_nothing(made, data):
    """The same people answered the survey; that some of them did not rate the measure decides nothing."""
    tally = tally_of(made)
    counts = tally.counts.copy()
    for n in range(len(tally.units)):
        left_out = data.draw(st.integers(0, int(counts[n, 0, 2])))
        counts[n, 0, 2] -= left_out
        counts[n, 0, 1] += left_out
    assert aggregate(replace(tally, counts=counts), FLOOR) == aggregate(tally, FLOOR)


def of_staff(*staff):
    """Teams of one service, of which all but one in four answered."""
    made = [(f"Team {n}", "North", [people * 3 // 4, 0]) for n, people in enumerate(staff)]
    tally = tally_of(made)
    units = [replace(unit, headcount=staff[n] if n < len(staff) else 0) for n, unit in enumerate(tally.units)]
    return replace(tally, units=tuple(units))


def test_large_teams_stay_alone_and_small_ones_are_shown_together():
    groups = aggregate(of_staff(40, 8, 44, 7, 48, 36), FLOOR)
    assert [group.label for group in groups] == ["Team 0", "Team 1 + Team 3", "Team 2", "Team 4", "Team 5"]
    assert [(group.at_least, group.at_most) for group in groups][1] == (10, None)


def test_one_or_two_without_a_team_cannot_be_told_from_none():
    staff = (40, 44, 48, 36)
    none, two, three = (aggregate(replace(one, usable=one.usable + add), FLOOR)
                        for n in (0, 2, 3) for one in [of_staff(*staff)]
                        for add in [np.array([0, 0, -n if n < 3 else 0, 0, n])])
    assert none == two
    assert [NO_TEAM in group.label for group in three] == [False, False, True, False]


def by_tenure(counts, without=0):
    """A tally by an item other than the team: years of service from few to many, and how many people said none."""
    units = [(f"{n} years", "", [count, 0]) for n, count in enumerate(counts)]
    return replace(tally_of([*units, (NO_TEAM, "", [without, 0])]), breakdown="tenure", label="Tenure")


@given(st.lists(st.integers(0, 25), min_size=1, max_size=9), st.integers(0, 25), st.integers(10, 20))
def test_another_breakdown_merges_neighbours_only_and_keeps_their_order(counts, without, floor):
    tally = by_tenure(counts, without)
    groups = aggregate(tally, floor)
    assert [n for group in groups for n in group.units] == list(range(len(tally.units)))
    if len(groups) > 1:
        assert all(tally.usable[list(group.units)].sum() >= floor for group in groups)


def test_few_who_named_none_are_with_the_last_answer_unnamed_and_many_stand_alone():
    few, many = (aggregate(by_tenure([40, 41, 42, 43], without), FLOOR) for without in (2, 30))
    assert [group.label for group in few] == ["0 years", "1 years", "2 years", "3 years"]
    assert [group.label for group in many][-1].endswith(NO_TEAM)


@given(teams(), st.integers(1, 3))
def test_values_of_units_add_up_to_those_of_their_groups(made, columns):
    tally, groups = grouped(made)
    values = np.arange(len(tally.units) * columns).reshape(-1, columns) * tally.usable[:, None]
    expected = [[sum(int(values[n, c]) for n in group.units) for c in range(columns)] for group in groups]
    assert by_group(values, tally, groups).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 18), st.integers(0, 7)), min_size=2, max_size=16))
def test_groups_nest_in_every_level_of_parents(sizes):
    """A group crosses a border only as a whole: it holds all of a part, or is inside one."""
    made = [(f"Team {n:02}", f"Dept {place // 4} > Dir {place // 2} > Div {place}", [answers, 0])
            for n, (answers, place) in enumerate(sizes)]
    tally, groups = grouped(made)
    named = [n for n, unit in enumerate(tally.units) if unit.named]
    for level in (1, 2, 3):
        part = {n: tuple(tally.units[n].parent.split(" > ")[:level]) for n in named}
        for group in groups:
            inside = [n for n in group.units if n in part]
            touched = {part[n] for n in inside}
            assert len(touched) == 1 or {n for n in named if part[n] in touched} == set(inside)


def test_what_is_shown_of_an_open_survey_is_a_cut_of_the_same_tree():
    tally = of_staff(40, 8, 44, 7, 48, 36, 12, 15, 9)
    views = [set(node.units) for node in by_head_count(tally.units, FLOOR)]
    released = [{n for n in group.units if tally.units[n].named} for group in aggregate(tally, FLOOR)]
    assert len(views) >= 4
    assert all(view <= group or group <= view or not view & group for view in views for group in released)
