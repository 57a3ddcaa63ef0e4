"""The brute-force reader: every possible set of replies goes through the real rule, and only published limits come out.

Rosters are scaled down (a floor of 2, narrower thresholds), so that all sets of replies can be gone through. Two that
publish the same cannot be told apart: what a reader can know is the numbers that all of them have in common.
"""

import sys
from collections import defaultdict
from itertools import combinations, product

import numpy as np
import pytest

from coprod.private.disclosure import aggregation, band_widths, limits
from coprod.private.disclosure.limits import Node, by_staff, halved, limits_of, merged, parts_of, surely

FLOOR = 2
BITS = ((14, 10), (9, 5), (5, 4), (2, 3))  # widths for so small groups


@pytest.fixture
def scaled(monkeypatch):
    scale(monkeypatch.setattr)


def scale(setattr):
    """The rule for people in twos and threes instead of tens."""
    setattr(limits, "_THRESHOLDS", (9, 5, 7, 12))
    setattr(band_widths, "_PARTS", BITS)
    setattr(band_widths, "LEVELS", tuple(parts for _, parts in BITS))
    setattr(limits, "LEVELS", (20, 3))


def roster(seed, teams):
    """Head counts and services of some teams, and the totals that are gone through."""
    rng = np.random.default_rng(seed)
    staff = rng.integers(3, 9, teams)
    totals = {*rng.integers(int(0.3 * staff.sum()), staff.sum() + 1, 4).tolist(), int(staff.sum()) - 2}
    return staff, np.sort(rng.integers(0, 3, teams)), totals


def published_by(staff, services, totals):
    """What each set of replies publishes: the groups (their teams, low, high) and how wide their bands are."""
    seen, least = defaultdict(list), {}
    for replies in product(*(range(n + 1) for n in staff)):
        total = sum(replies)
        if total not in totals or total < 2 * FLOOR:
            continue
        leaves = [Node(f"t{n}", int(people), replies[n], (n,)) for n, people in enumerate(staff)]
        root = aggregation.by_service(leaves, [f"s{n}" for n in services])
        if total not in least:
            least[total] = limits._least_size(root, FLOOR)
        found = limits_of(root, FLOOR, least=least[total])
        parts = parts_of(surely(found, total), 20)
        shown = tuple((one.node.units, one.low, one.high) for one in found)
        seen[total, shown, parts.tobytes()].append(replies)
    return seen


def judged(staff, seen):
    """How many groups a reader narrows to two numbers or one, knows otherwise than by the published limits, and how
    many a colleague who did or did not answer narrows so; and how many groups there were."""
    narrow = otherwise = for_a_colleague = groups = 0
    for (total, shown, _), replies in seen.items():
        inside = np.array([[n in units for n in range(len(staff))] for units, _, _ in shown], int)
        everyone, people = np.array(replies), inside @ staff
        answered = everyone @ inside.T
        low, high = (np.array(ends) for ends in list(zip(*shown, strict=True))[1:])
        groups += len(shown) * (len(shown) > 1)
        if len(shown) < 2:
            continue
        spared = np.minimum(2, np.minimum(people, staff.sum() - total))
        narrow += (np.ptp(answered, axis=0) < spared).sum()
        ends = np.maximum(low, high - (high.sum() - total)), np.minimum(high, low + (total - low.sum()))
        otherwise += ((answered.min(axis=0) != ends[0]) | (answered.max(axis=0) != ends[1])).sum()
        for team in range(len(staff)):
            for who, silent in ((everyone[:, team] > 0, 0), (everyone[:, team] < staff[team], 1)):
                left = np.minimum(2, np.minimum(people - inside[:, team], staff.sum() - total - silent))
                for_a_colleague += (np.ptp(answered[who], axis=0) < left).sum() if who.any() else 0
    return narrow, otherwise, for_a_colleague, groups


@pytest.mark.parametrize(("seed", "teams"), [(0, 4), (1, 4), (2, 5), (3, 5)])
def test_every_reply_vector_of_a_roster_leaves_a_reader_the_published_limits_and_nothing_else(scaled, seed, teams):
    staff, services, totals = roster(seed, teams)
    narrow, otherwise, for_a_colleague, groups = judged(staff, published_by(staff, services, totals))
    assert groups >= 10
    assert (narrow, otherwise, for_a_colleague) == (0, 0, 0)


@pytest.mark.parametrize("total", [14, 19])
@pytest.mark.parametrize("answers", [4, 5])
def test_every_reply_vector_without_head_counts_leaves_a_reader_the_published_limits(scaled, answers, total):
    seen = defaultdict(list)
    for cut in combinations(range(total + answers - 1), answers - 1):
        numbers = np.diff([-1, *cut, total + answers - 1]) - 1
        root = halved([Node(f"a{n}", 0, int(number), (n,)) for n, number in enumerate(numbers)], total)
        found = limits_of(root, FLOOR, least=FLOOR)
        seen[tuple((one.node.units, one.low, one.high) for one in found)].append(numbers)
    several = {shown: numbers for shown, numbers in seen.items() if len(shown) > 1}
    assert several
    for shown, numbers in several.items():
        answered = np.array(numbers) @ np.array([[n in units for n in range(answers)] for units, _, _ in shown]).T
        low, high = (np.array(ends) for ends in list(zip(*shown, strict=True))[1:])
        assert (np.ptp(answered, axis=0) >= 2).all()
        assert (answered.min(axis=0) == np.maximum(low, high - (high.sum() - total))).all()
        assert (answered.max(axis=0) == np.minimum(high, low + (total - low.sum()))).all()


def test_whoever_knows_that_everybody_named_a_team_or_that_one_or_two_did_not_learns_no_more(scaled):
    """One or two who named none are in the team with the most staff, which may have more answers than staff."""
    staff, services, _ = roster(1, 4)
    largest, totals = int(np.argmax(staff)), [int(staff.sum()) - n for n in (3, 4, 6, 9, 12)]
    leaves, seen = [f"t{n}" for n in range(len(staff))], defaultdict(list)
    for nameless, replies in product(range(3), product(*(range(n + 1) for n in staff))):
        if (total := sum(replies) + nameless) in totals:
            numbers = [n + nameless * (team == largest) for team, n in enumerate(replies)]
            nodes = [Node(name, int(staff[n]), numbers[n], (n,)) for n, name in enumerate(leaves)]
            found = limits_of(aggregation.by_service(nodes, [f"s{n}" for n in services]), FLOOR, 2, FLOOR)
            seen[tuple((one.node.units, one.low, one.high) for one in found), nameless, total].append(numbers)
    groups = [(np.array(numbers) @ np.array([[n in units for n in range(len(staff))] for units, _, _ in shown]).T)
              for (shown, *_), numbers in seen.items() if len(shown) > 1]
    assert len(groups) > 5
    assert all((np.ptp(answered, axis=0) >= 2).all() for answered in groups)


def test_a_rule_that_tells_more_is_caught(scaled):
    """The same reader, where each group's exact number decides how wide its bands are, as it did once."""
    staff, services, totals = roster(0, 4)
    told = defaultdict(list)
    for (total, shown, _), everyone in published_by(staff, services, totals).items():
        for replies in everyone:
            sizes = [sum(replies[n] for n in units) for units, _, _ in shown]
            told[total, shown, band_widths.parts_for(sizes).tobytes()].append(replies)
    assert judged(staff, told)[0] > 0


def leaves_of(staff, answered=(0, 0, 0, 0, 0)):
    """Teams a, b, c … of so many staff and answers."""
    return [Node(name, people, n, (place,))
            for place, (name, people, n) in enumerate(zip("abcde", staff, answered, strict=False))]


def test_teams_are_merged_inside_their_service_first_always_the_two_with_the_fewest_staff():
    root = aggregation.by_service(leaves_of((9, 5, 7, 4, 30)), ["North", "North", "North", "South", "South"])
    north, south = sorted(root.halves, key=lambda node: min(node.units))
    assert [sorted(half.units) for half in north.halves] in ([[0], [1, 2]], [[1, 2], [0]])
    assert sorted(south.units) == [3, 4]


@pytest.mark.parametrize("room", [0, 2])
def test_two_people_without_a_team_never_make_a_number_sure(room):
    """Where one or two may have named no team, nothing is taken for impossible that they make possible."""
    root = merged(leaves_of([20] * 4, (19, 19, 18, 20)))
    found = limits_of(root, 10, room)
    assert len(found) == 4
    assert (surely(found, 76, room) <= [19, 19, 18, 20]).all()


def test_nobody_can_tell_a_group_s_number_where_nearly_all_answered():
    root = merged(leaves_of([20] * 5, [20] * 5))
    assert all(one.is_open for one in limits_of(root, 10))


def test_by_head_counts_alone_a_node_is_split_where_both_halves_can_hold_enough():
    root = merged(leaves_of((5, 6, 30, 12)))
    assert [sorted(node.units) for node in by_staff(root, 10)] in ([[2], [0, 1, 3]], [[0, 1, 3], [2]])


if __name__ == "__main__":  # more rosters: python -m tests.private.disclosure.test_limits [rosters] [teams]
    scale(setattr)
    sums = np.zeros(4, int)
    for number in range(int(sys.argv[1])):
        people, parts, all_totals = roster(number, int(sys.argv[2]))
        sums += judged(people, published_by(people, parts, all_totals))
    print(f"{sums[3]} groups: narrow {sums[0]}, not the published limits {sums[1]}, for a colleague {sums[2]}")
