"""Bands by group: a reader who knows head counts, bases and all-staff counts can pin down nobody."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod.private.coding.categorical import NO, YES
from coprod.private.coding.tallies import NO_TEAM, uncrossed
from coprod.private.disclosure.audit import Share, feasible
from coprod.private.disclosure.group_shares import partitions
from coprod.record import Note
from tests.invented import tally_of


def split(teams, floor=10, spare=5):
    """The partition of some teams (label, parent, [no, yes]) and their one yes/no measure."""
    tally = tally_of(teams, spare)
    no, yes = (int(tally.counts[:, 0, code].sum()) for code in (NO, YES))
    share = Share("sure", 0, (no, yes, 0), (False, True, False))
    return tally, partitions(uncrossed(tally), [0], [share], floor)[0]


def possible(low, high, bases, total, least=0):
    """For each group the smallest and largest count, `least` or more, that fits its band and the sum of all groups."""
    def fits_band(count, base, a, b):
        return a - 1e-9 <= count / base and (count / base < b - 1e-9 or (b > 1 - 1e-9 and count == base))

    fits = [[count for count in range(least, base + 1) if fits_band(count, base, a, b)]
            for a, b, base in zip(low, high, bases, strict=True)]
    lowest, highest = (np.array([[f(counts)] for counts in fits]) for f in (min, max))
    return [ends[:, 0] for ends in feasible(lowest, highest, np.array([total]))]


def even(teams, no, yes, services=3):
    return [(f"Team {n:02}", f"Service {n % services}", [no, yes]) for n in range(teams)]


SIZES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=4, max_size=14)


@settings(max_examples=60)
@given(SIZES, st.integers(0, 12))
def test_every_group_shown_keeps_three_possible_counts(sizes, without):
    teams = [(f"Team {n:02}", f"Service {n % 3}", list(counts)) for n, counts in enumerate(sizes)]
    tally, made = split([*teams, (NO_TEAM, "", [without, 0])])
    for low, high in made.bands.values():
        bases = [int(tally.usable[list(group.units)].sum()) for group in made.groups]
        total = int(tally.counts[:, 0, YES].sum())
        lowest, highest = possible(low, high, bases, total)
        assert min(bases) >= 10
        assert (highest - lowest >= np.minimum(2, total)).all()


@settings(max_examples=60)
@given(SIZES, st.integers(0, 6))
def test_who_answered_of_a_group_keeps_three_possible_numbers(sizes, spare):
    teams = [(f"Team {n:02}", f"Service {n % 3}", list(counts)) for n, counts in enumerate(sizes)]
    tally, made = split(teams, spare=spare)
    if made.groups:
        low = np.array([group.at_least for group in made.groups])
        high = np.array([group.at_most or group.headcount for group in made.groups])
        lowest, highest = (ends[:, 0] for ends in feasible(low[:, None], high[:, None], np.array([tally.usable.sum()])))
        silent = sum(group.headcount for group in made.groups) - tally.usable.sum()
        assert (highest - lowest >= np.minimum(2, silent)).all()


@given(SIZES)
def test_groups_shown_and_all_staff_differ_by_nobody(sizes):
    teams = [(f"Team {n:02}", f"Service {n % 3}", list(counts)) for n, counts in enumerate(sizes)]
    tally, made = split([*teams, (NO_TEAM, "", [3, 4])])
    if made.groups:
        assert sorted(n for group in made.groups for n in group.units) == list(range(len(tally.units)))


def test_with_three_groups_nothing_is_shown():
    _, made = split(even(3, 20, 20))
    assert (made.groups, made.bands) == ((), {})
    assert made.notes == (Note("few_groups", "team"),)


def mixed(teams, base, counts):
    """Teams of one size whose positive answers differ, in turn."""
    return [(f"Team {n:02}", f"Service {n % 3}", [base - counts[n % len(counts)], counts[n % len(counts)]])
            for n in range(teams)]


def test_with_four_groups_bands_are_fifths_or_wider():
    _, made = split(mixed(4, 80, (30, 44, 35, 41)))
    low, high = made.bands["sure"]
    assert np.allclose(high - low, 0.2)
    assert Note("divided_only", "team") in made.notes


def test_with_four_groups_only_divided_questions_are_shown():
    counts = (5, 7, 11, 9)
    assert split(mixed(4, 80, counts))[1].bands == {}
    assert list(split(mixed(6, 80, counts))[1].bands) == ["sure"]


def test_with_many_groups_bands_follow_how_many_surely_answered():
    _, made = split(mixed(6, 120, (30, 44, 35, 41)), spare=30)
    low, high = made.bands["sure"]
    assert [group.at_least for group in made.groups] == [61] * 6
    assert np.allclose(high - low, 0.05)
    assert Note("wide_ranges", "team") not in made.notes


def test_notes_on_bands_follow_from_sizes_alone_never_from_answers():
    said = ((10, 7, 12, 15), (18, 5, 5, 16), (11, 9, 11, 13), (5, 20, 5, 14))
    made = [split(mixed(4, 40, counts), spare=20)[1] for counts in said]
    (notes,) = {one.notes for one in made if one.groups}
    assert notes[-1] == Note("divided_only", "team")


def test_where_the_bands_tell_too_much_nothing_is_shown_by_team():
    _, made = split(even(10, 8, 4))  # all at the lower end of a third, so that the sum would tell every count
    assert made.groups == ()
    assert made.notes == (Note("ranges_tell", "team"),)


def test_an_item_that_more_than_one_in_ten_left_out_is_shown_for_no_group_however_they_are_spread():
    tally = tally_of(even(6, 12, 12))
    counts = np.concatenate([tally.counts, tally.counts], axis=1)
    counts[0, 1, NO] -= 12
    counts[1, 1, NO] -= 3
    names = {name: tally.answers["sure"] for name in ("sure", "left_out")}
    tally = type(tally)(counts, names, tally.units, tally.usable, tally.complete)
    shares = [Share(name, n, (*counts[:, n, [NO, YES]].sum(axis=0).tolist(), (0, 15)[n]), (False, True, False))
              for n, name in enumerate(tally.answers)]
    assert list(partitions(uncrossed(tally), [0], shares, 10)[0].bands) == ["sure"]
    shares[1] = Share("left_out", 1, (58, 72, 14), (False, True, False))
    assert list(partitions(uncrossed(tally), [0], shares, 10)[0].bands) == ["sure", "left_out"]


def test_those_without_a_team_count_in_the_one_with_the_most_staff():
    tally, made = split([*even(6, 12, 12), (NO_TEAM, "", [6, 6])])
    (group,) = (group for group in made.groups if NO_TEAM in group.label)
    assert (len(made.groups), group.headcount) == (6, 29)


def test_where_views_of_the_open_survey_were_shown_it_is_not_said_how_many_of_a_group_answered():
    tally = tally_of(mixed(6, 80, (30, 44, 35, 41)))
    no, yes = (int(tally.counts[:, 0, code].sum()) for code in (NO, YES))
    share = Share("sure", 0, (no, yes, 0), (False, True, False))
    made, = partitions(uncrossed(tally), [0], [share], 10, narrow=False)
    assert {(group.at_least, group.at_most) for group in made.groups} == {(None, None)}
    assert Note("response_left_out", "team") in made.notes


def test_a_higher_floor_gives_larger_groups():
    assert [len(split(mixed(12, 14, (6, 9, 7)), floor)[1].groups) for floor in (10, 20, 40)] == [12, 6, 0]
