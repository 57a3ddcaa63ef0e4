"""Standardisation: all-staff shares made from group counts, weighted by staff or at another wave's mix of teams."""

from dataclasses import dataclass

import numpy as np

from coprod.private.coding.tallies import NO_TEAM, Tally
from coprod.private.disclosure.aggregation import Aggregate
from coprod.record import TEAM, Record
from coprod.stats import adjusted_share, at_fixed_mix, round_half_up

ROUNDED_TO = 0.01  # whole per cents, because each figure is one more sum over the groups' counts


@dataclass(frozen=True)
class StandardisedShare:
    """One rounded all-staff figure: `share` is, up to rounding, the sum of `weights` × counts over the groups."""

    share: float
    weights: np.ndarray


@dataclass(frozen=True)
class CommonMix:
    """The mix of teams of two waves: sets of groups that hold the same teams in both.

    `then`, `now`: their head counts; `part`: the set of each group, -1 for a group of those who named no team.
    """

    baseline: str
    labels: tuple[str, ...]
    part: np.ndarray
    then: np.ndarray
    now: np.ndarray


def adjusted(count: np.ndarray, base: np.ndarray, groups: tuple[Aggregate, ...]) -> StandardisedShare:
    """A share weighted by the groups' head counts."""
    staff = np.array([group.headcount for group in groups])
    return StandardisedShare(round_half_up(at_fixed_mix(count, base, staff).share, 2), staff / staff.sum() / base)


def kish(groups: tuple[Aggregate, ...]) -> float | None:
    """Kish's factor for such weights, to one decimal, of the middle of what is published of who answered (or None)."""
    staff = np.array([group.headcount for group in groups])
    if any(group.at_least is None for group in groups):
        return None
    ends = [(group.surely, group.headcount if group.at_most is None else group.at_most) for group in groups]
    middle = np.minimum(np.array(ends).sum(axis=1) // 2, staff)
    return float(round_half_up(adjusted_share(0 * middle, middle, staff).kish, 1))


def fixed_mix(count: np.ndarray, base: np.ndarray, mix: CommonMix) -> StandardisedShare:
    """A share as it would be if the teams had the size they had in the baseline."""
    parts, people = (_sums(values, mix.part, len(mix.labels)) for values in (count, base))
    weights = np.where(mix.part < 0, 0.0, (mix.then / mix.then.sum() / np.maximum(people, 1))[mix.part])
    return StandardisedShare(round_half_up(at_fixed_mix(parts, people, mix.then).share, 2), weights)


def mix_of_teams(tally: Tally, groups: tuple[Aggregate, ...], baseline: Record) -> CommonMix | None:
    """What the two waves' groups have in common: the smallest sets of groups that hold the same teams in both.

    None where teams of one wave are not in the other, for then there is no common mix.
    """
    now = [{tally.units[n].label for n in group.units} - {NO_TEAM} for group in groups]
    by_team = baseline.groups_of(TEAM)
    then = [set(group.teams) for group in by_team]
    parts = _common(now + then)
    if set().union(*now) != set().union(*then):
        return None
    part_of = {team: n for n, part in enumerate(parts) for team in part}
    now_in, then_in = (np.array([part_of[min(teams)] if teams else -1 for teams in sets]) for sets in (now, then))
    staff_now, staff_then = np.array([group.headcount for group in groups]), np.array([g.headcount for g in by_team])
    return CommonMix(baseline.wave, tuple(" + ".join(sorted(part)) for part in parts), now_in,
                     _sums(staff_then, then_in, len(parts)), _sums(staff_now, now_in, len(parts)))


def _sums(values: np.ndarray, part: np.ndarray, parts: int) -> np.ndarray:
    """Values of groups (people) added up to parts."""
    return np.bincount(part[part >= 0], values[part >= 0], parts).astype(int)


def _common(sets: list[set[str]]) -> list[set[str]]:
    """Join sets until no two of them share a team; in the order of their first team."""
    part_of: dict[str, set[str]] = {}
    for teams in filter(None, sets):
        touching = {id(part): part for team in teams if (part := part_of.get(team))}
        largest = max(touching.values(), key=len, default=set())
        for new in (teams, *touching.values()):
            if new is not largest:
                largest |= new
                part_of |= dict.fromkeys(new, largest)
    return sorted({id(part): part for part in part_of.values()}.values(), key=min)
