"""Figures of all staff that are made from exact group counts: adjusted for who answered, and at another wave's mix of teams."""

from dataclasses import dataclass

import numpy as np

from coprod.formulas import adjusted_share, at_fixed_mix, round_half_up
from coprod.private.rollup import Group
from coprod.private.tally import NO_TEAM, Tally
from coprod.safe import TEAM, SafeTally

ROUNDED_TO = 0.01  # whole per cents, because each figure is one more sum over the groups' counts


@dataclass(frozen=True)
class Figure:
    """One rounded all-staff figure: `share` is, up to rounding, the sum of `weights` × counts over the groups."""

    share: float
    weights: np.ndarray


@dataclass(frozen=True)
class Mix:
    """The mix of teams of two waves. `parts`: sets of groups that hold the same teams in both; head counts then and now."""

    baseline: str
    labels: tuple[str, ...]
    members: np.ndarray
    then: np.ndarray
    now: np.ndarray


def adjusted(count: np.ndarray, base: np.ndarray, groups: tuple[Group, ...]) -> tuple[Figure, float] | None:
    """A share weighted by the groups' head counts, and Kish's factor to one decimal; None where a group has no head count."""
    staff = np.array([group.headcount for group in groups])
    if not staff.all() or (base > staff).any():
        return None
    made = adjusted_share(count, base, staff)
    return Figure(round_half_up(made.share, 2), staff / staff.sum() / base), round_half_up(made.kish, 1)


def fixed_mix(count: np.ndarray, base: np.ndarray, mix: Mix) -> Figure:
    """A share as it would be if the teams had the size they had in the baseline."""
    parts, people = mix.members @ count, mix.members @ base
    weights = (mix.then / mix.then.sum() / np.maximum(people, 1)) @ mix.members
    return Figure(round_half_up(at_fixed_mix(parts, people, mix.then).share, 2), weights)


def mix_of_teams(tally: Tally, groups: tuple[Group, ...], baseline: SafeTally) -> Mix | None:
    """What the two waves' groups have in common: the smallest sets of groups that hold the same teams in both.

    None where teams of one wave are not in the other, for then there is no common mix.
    """
    now = [{tally.units[n].label for n in group.units} - {NO_TEAM} for group in groups]
    by_team = [group for group in baseline.about["groups"] if group["breakdown"] == TEAM]
    then = [set(group["teams"]) for group in by_team]
    parts = _common(now + then)
    if set().union(*now) != set().union(*then):
        return None
    inside = np.array([[bool(group and group <= part) for group in now] for part in parts], dtype=int)
    staff_then = [sum(g["headcount"] for g, teams in zip(by_team, then, strict=True) if teams <= part) for part in parts]
    staff_now = inside @ np.array([group.headcount for group in groups])
    return Mix(baseline.wave, tuple(" + ".join(sorted(part)) for part in parts), inside, np.array(staff_then), staff_now)


def _common(sets: list[set[str]]) -> list[set[str]]:
    """Join sets until no two of them share a team; in the order of their first team."""
    parts: list[set[str]] = []
    for teams in filter(None, sets):
        touching = [part for part in parts if part & teams]
        parts = [part for part in parts if not part & teams] + [set(teams).union(*touching)]
    return sorted(parts, key=min)
