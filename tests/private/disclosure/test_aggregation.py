"""Small teams are merged until every group is large enough; the order of the roster changes nothing."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coprod.private.coding.tallies import NO_TEAM
from coprod.private.disclosure.aggregation import _Clusters, aggregate, by_group
from tests.invented import tally_of

FLOOR, STAFF = 10, 12  # the fewest answers, and the fewest staff, of a group


@st.composite
def teams(draw):
    """Some teams in up to four services, with their answers; perhaps some people who named no team."""
    sizes = draw(st.lists(st.tuples(st.integers(0, 18), st.integers(0, 9)), min_size=1, max_size=10))
    made = [(f"Team {n:02}", f"Service {draw(st.integers(0, 3))}", [no, yes]) for n, (no, yes) in enumerate(sizes)]
    return [*made, (NO_TEAM, "", [draw(st.integers(0, 14)), 0])]


def grouped(made, floor=FLOOR):
    tally = tally_of(made)
    return tally, aggregate(tally, [0], floor)


def named(made):
    return [team for team in made if team[0] != NO_TEAM]


@given(teams(), st.integers(10, 30))
def test_every_group_has_enough_answers_and_staff_or_there_is_one_group(made, floor):
    tally, groups = grouped(made, floor)
    bases, everybody = tally.bases()[:, 0], sum(sum(team[2]) for team in named(made))
    if len(groups) > 1 or everybody >= floor:
        assert all(bases[list(group.units)].sum() >= floor for group in groups)
        assert all(group.headcount >= STAFF or group.label == NO_TEAM for group in groups)


@given(teams())
def test_every_team_is_in_one_group_and_so_is_whoever_named_none(made):
    tally, groups = grouped(made)
    units = sorted(unit for group in groups for unit in group.units)
    assert units == [n for n, unit in enumerate(tally.units) if unit.label != NO_TEAM or tally.usable[n]]


@given(teams(), st.randoms(use_true_random=False))
def test_the_order_of_teams_changes_nothing(made, random):
    shuffled = random.sample(made, len(made))
    described = [[(g.label, g.parent, g.headcount) for g in grouped(order)[1]] for order in (made, shuffled)]
    assert described[0] == described[1]


@given(teams())
def test_groups_stay_inside_their_service_unless_a_service_is_too_small(made):
    services = {parent: [team for team in named(made) if team[1] == parent] for _, parent, _ in named(made)}
    if all(sum(sum(t[2]) for t in s) >= FLOOR and sum(sum(t[2]) + 5 for t in s) >= STAFF for s in services.values()):
        assert all(group.parent in services for group in grouped(made)[1] if group.label != NO_TEAM)


@given(st.lists(st.tuples(st.integers(10, 30), st.integers(0, 9)), min_size=1, max_size=8))
def test_teams_that_are_large_enough_stay_alone(sizes):
    made = [(f"Team {n}", f"Service {n % 2}", list(counts)) for n, counts in enumerate(sizes)]
    assert sorted(group.label for group in grouped(made)[1]) == [team[0] for team in made]


def test_the_smallest_is_merged_with_the_next_smallest_of_its_service():
    made = [("Ash", "North", [20, 0]), ("Beech", "North", [4, 0]), ("Cedar", "North", [11, 0]),
            ("Elm", "South", [10, 0])]
    assert [(g.label, g.parent) for g in grouped(made)[1]] == [
        ("Ash", "North"), ("Beech + Cedar", "North"), ("Elm", "South")]


def test_small_services_are_merged_first():
    made = [("Ash", "North", [30, 0]), ("Beech", "East", [4, 0]), ("Cedar", "West", [7, 0])]
    assert [(g.label, g.parent) for g in grouped(made)[1]] == [("Beech + Cedar", "East + West"), ("Ash", "North")]


def test_groups_stand_in_the_order_of_their_names_not_of_their_sizes():
    made = [("Ash", "North", [30, 0]), ("Beech", "North", [4, 0]), ("Cedar", "North", [12, 0]),
            ("Dill", "North", [11, 0])]
    assert [group.label for group in grouped(made)[1]] == ["Ash", "Beech + Dill", "Cedar"]


def test_few_people_without_a_team_join_the_smallest_group():
    made = [("Ash", "North", [20, 0]), ("Beech", "North", [11, 0]), (NO_TEAM, "", [9, 0])]
    assert [group.label for group in grouped(made)[1]] == ["Ash", f"Beech + {NO_TEAM}"]


def test_many_people_without_a_team_are_a_group_of_their_own():
    made = [("Ash", "North", [20, 0]), ("Beech", "North", [11, 0]), (NO_TEAM, "", [10, 0])]
    assert [(group.label, group.headcount) for group in grouped(made)[1]] == [("Ash", 25), ("Beech", 16), (NO_TEAM, 0)]


def test_a_team_with_few_staff_is_merged_even_if_all_answered():
    tally = tally_of([("Ash", "North", [20, 0]), ("Beech", "North", [10, 1])], spare=0)
    assert [group.label for group in aggregate(tally, [0], FLOOR)] == ["Ash + Beech"]


def by_tenure(counts, without=0):
    """A tally by an item other than the team: years of service from few to many, and how many people said none."""
    units = [(f"{n} years", "", [count, 0]) for n, count in enumerate(counts)]
    return replace(tally_of([*units, (NO_TEAM, "", [without, 0])]), breakdown="tenure", label="Tenure")


@given(st.lists(st.integers(0, 25), min_size=1, max_size=9), st.integers(0, 25), st.integers(10, 20))
def test_another_breakdown_merges_neighbours_only_and_keeps_their_order(counts, without, floor):
    tally = by_tenure(counts, without)
    groups = aggregate(tally, [0], floor)
    named = [[n for n in group.units if tally.units[n].named] for group in groups]
    assert [n for units in named for n in units] == list(range(len(counts)))
    assert all(group.label.split(" + ") == [tally.units[n].label for n in group.units] for group in groups)
    if len(groups) > 1:
        assert all(tally.bases()[list(group.units), 0].sum() >= floor for group in groups)


@given(st.lists(st.integers(10, 25), min_size=1, max_size=9))
def test_answers_of_another_breakdown_that_are_large_enough_stay_alone(counts):
    assert [group.units for group in aggregate(by_tenure(counts), [0], FLOOR)] == [(n,) for n in range(len(counts))]


def test_a_small_answer_joins_the_smaller_of_its_neighbours_not_the_smallest_of_all():
    groups = aggregate(by_tenure([11, 30, 4, 20, 12]), [0], FLOOR)
    assert [group.units for group in groups] == [(0,), (1,), (2, 3), (4,)]


def test_a_small_answer_at_an_end_joins_its_one_neighbour():
    assert [group.units for group in aggregate(by_tenure([4, 30, 12, 10, 3]), [0], FLOOR)] == [(0, 1), (2,), (3, 4)]


def test_few_people_who_named_none_join_the_smallest_answer_and_many_stand_last():
    few, many = (aggregate(by_tenure([20, 11, 30], without), [0], FLOOR) for without in (9, 10))
    assert [group.label for group in few] == ["0 years", f"1 years + {NO_TEAM}", "2 years"]
    assert [group.label for group in many] == ["0 years", "1 years", "2 years", NO_TEAM]


@given(teams(), st.integers(1, 3))
def test_values_of_units_add_up_to_those_of_their_groups(made, columns):
    tally, groups = grouped(made)
    values = np.arange(len(tally.units) * columns).reshape(-1, columns) * tally.usable[:, None]
    expected = [[sum(int(values[n, c]) for n in group.units) for c in range(columns)] for group in groups]
    assert by_group(values, tally, groups).tolist() == expected


@given(teams(), st.integers(10, 30))
def test_merging_is_what_sorting_again_after_each_merge_would_give(made, floor):
    """The rule as it is told: sort, take the smallest that is short, join it to the smallest of the others."""
    tally = tally_of(made)
    clusters = _Clusters(tally.units, tally.bases(), tally.usable, floor)
    told = [[n] for n in range(len(tally.units))]
    while len(told) > 1 and any(map(clusters.short, told)):
        told.sort(key=clusters.size)
        small = told.pop(next(n for n, cluster in enumerate(told) if clusters.short(cluster)))
        told[0].extend(small)
    merged = clusters.merge([[n] for n in range(len(tally.units))])
    assert sorted(map(sorted, merged)) == sorted(map(sorted, told))


@given(st.lists(st.tuples(st.integers(0, 18), st.integers(0, 7)), min_size=2, max_size=16),
       st.randoms(use_true_random=False))
def test_groups_nest_in_every_level_of_parents(sizes, random):
    """Parts too small at one level are merged before what is below, so a group crosses a border only if they were."""
    made = [(f"Team {n:02}", f"Dept {place // 4} > Dir {place // 2} > Div {place}", [answers, 0])
            for n, (answers, place) in enumerate(sizes)]
    tally, groups = grouped(made)
    for level in (1, 2, 3):
        part = [tuple(unit.parent.split(" > ")[:level]) for unit in tally.units]
        staff = {p: sum(u.headcount for u, q in zip(tally.units, part, strict=True) if q == p) for p in part}
        answers = {p: sum(n for n, q in zip(tally.usable, part, strict=True) if q == p) for p in part}
        if all(answers[p] >= FLOOR and staff[p] >= STAFF for p in part[:-1]):  # the last unit is whoever named no team
            assert all(len({part[n] for n in group.units}) == 1 for group in groups)
    shuffled = random.sample(made, len(made))
    assert [(g.label, g.parent) for g in grouped(shuffled)[1]] == [(g.label, g.parent) for g in groups]


def test_a_small_division_joins_one_of_its_own_directorate():
    made = [("Ash", "D > North > N1", [4, 0]), ("Beech", "D > North > N2", [30, 0]),
            ("Cedar", "D > South > S1", [11, 0])]
    assert [(g.label, g.parent) for g in grouped(made)[1]] == [
        ("Ash + Beech", "D > North > N1 + D > North > N2"), ("Cedar", "D > South > S1")]
