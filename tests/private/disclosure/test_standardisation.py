"""All-staff figures made from group counts: weighted by head count, and at another wave's mix of teams."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.private.disclosure.aggregation import Aggregate
from coprod.private.disclosure.standardisation import _common, adjusted, fixed_mix, kish, mix_of_teams
from coprod.record import Group
from tests.records import item, record

GROUPS = (Aggregate("North", "", (0,), 40), Aggregate("South", "", (1,), 60))


def tally(*labels):
    return SimpleNamespace(units=[SimpleNamespace(label=label) for label in labels])


def baseline(*groups):
    groups = tuple(Group("team", " + ".join(teams), "", "", n, tuple(teams)) for teams, n in groups)
    return replace(record(item("job")), groups=groups)


def test_the_adjusted_share_weighs_each_group_by_its_staff():
    figure = adjusted(np.array([10, 30]), np.array([20, 40]), GROUPS)
    assert figure.share == 0.65  # 0.4 × 1/2 + 0.6 × 3/4
    assert figure.weights @ [10, 30] == pytest.approx(0.65)


def test_kish_s_factor_is_made_of_published_limits_alone():
    groups = (replace(GROUPS[0], surely=10, at_least=10, at_most=12), replace(GROUPS[1], surely=31, at_least=31))
    assert kish(groups) == 1.3  # weights 40/11 and 60/45: 1 + their squared coefficient of variation, by answers
    assert kish((groups[0], GROUPS[1])) is None


def test_the_fixed_mix_weighs_by_the_baseline_s_staff():
    mix = mix_of_teams(tally("North", "South"), GROUPS, baseline((["North"], 50), (["South"], 50)))
    figure = fixed_mix(np.array([10, 30]), np.array([20, 40]), mix)
    assert figure.share == 0.63  # half of 1/2 and half of 3/4: 0.625, half up
    assert figure.weights @ [10, 30] == pytest.approx(0.625)


def test_groups_cut_differently_are_joined_until_they_hold_the_same_teams():
    groups = (Aggregate("A", "", (0,), 10), Aggregate("B + C", "", (1, 2), 30), Aggregate("D", "", (3,), 20))
    mix = mix_of_teams(tally("A", "B", "C", "D"), groups, baseline((["A", "B"], 25), (["C"], 15), (["D"], 40)))
    assert mix.labels == ("A + B + C", "D")
    assert mix.then.tolist() == [40, 40] and mix.now.tolist() == [40, 20]
    assert mix.part.tolist() == [0, 0, 1]


def test_without_the_same_teams_there_is_no_common_mix():
    assert mix_of_teams(tally("North", "East"), GROUPS, baseline((["North"], 50), (["South"], 50))) is None


@given(st.lists(st.sets(st.sampled_from("abcdefgh"), max_size=4), max_size=8))
def test_parts_are_the_smallest_sets_that_share_no_team(sets):
    """By joining any two that overlap until none do."""
    parts, before = [set(one) for one in sets if one], [set(one) for one in sets]
    while pair := next(((p, q) for p in parts for q in parts if p is not q and p & q), None):
        parts = [one for one in parts if one is not pair[0] and one is not pair[1]] + [pair[0] | pair[1]]
    assert _common(sets) == sorted(parts, key=min)
    assert sets == before
