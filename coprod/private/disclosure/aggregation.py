"""Aggregation: small teams, or an item's small answers, are merged until every group shown is large enough."""

import bisect
from dataclasses import dataclass

import numpy as np

from coprod.private.coding.tallies import Tally, Unit
from coprod.record import TEAM

LEVEL = " > "  # between the levels of a parent, the largest first: "Health > Hospitals > North"
_SPARE = 2  # a head count this much above the floor, so that "at least ten of them answered" does not mean "all did"


@dataclass(frozen=True)
class Aggregate:
    """Units shown as one group; `units` are positions in the tally."""

    label: str
    parent: str
    units: tuple[int, ...]
    headcount: int


def aggregate(tally: Tally, measures: list[int], floor: int) -> tuple[Aggregate, ...]:
    """The groups of a breakdown: units merged until all `measures` have at least `floor` answers in each.

    Teams: services that are too small are merged first, then (where `parent` has several levels) the parts of each, at
    last the teams inside each; always the smallest with the next smallest, so the same counts give the same groups in
    any order of teams. Another breakdown: an answer that is too small is merged with the smaller of its neighbours in
    the codebook, so that "1 to 2 years" never joins "over 10 years". Those who named none are shown on their own only
    if they are enough, else with the smallest group.
    """
    clusters = _Clusters(tally.units, tally.bases()[:, measures], tally.usable, floor)
    named = [n for n, unit in enumerate(tally.units) if unit.named]
    groups = clusters.within(named) if tally.breakdown == TEAM else clusters.merge_neighbours([[n] for n in named])
    nobody = [n for n, unit in enumerate(tally.units) if not unit.named and tally.usable[n]]
    if nobody and groups and any(map(clusters.short, [nobody, *groups])):
        min(groups, key=clusters.size).extend(nobody)
    elif nobody:
        groups.append(nobody)
    made = [_shown_as_one(sorted(units), tally) for units in groups]
    if tally.breakdown == TEAM:  # in the order of their names: any other would tell which group has the fewer answers
        made.sort(key=lambda group: (not group.parent, group.parent, group.label))
    return tuple(made)


def by_group(values: np.ndarray, tally: Tally, groups: tuple[Aggregate, ...]) -> np.ndarray:
    """Values of units (first axis) added up to groups."""
    sums = np.zeros((len(groups), *values.shape[1:]), values.dtype)
    np.add.at(sums, group_of_unit(tally, groups), values)
    return sums


def group_of_unit(tally: Tally, groups: tuple[Aggregate, ...]) -> np.ndarray:
    """The group of each unit; a unit in no group is empty, and may stand anywhere."""
    places = np.zeros(len(tally.units), int)
    for n, group in enumerate(groups):
        places[list(group.units)] = n
    return places


class _Clusters:
    """Sizes of sets of units, and the greedy merge."""

    def __init__(self, units: tuple[Unit, ...], bases: np.ndarray, usable: np.ndarray, floor: int):
        self.units, self.bases, self.usable, self.floor = units, bases, usable, floor
        self.paths = [tuple(unit.parent.split(LEVEL)) for unit in units]

    def size(self, cluster: list[int]) -> tuple:
        """Sort key: the fewest answers to any measure, then the labels."""
        fewest = min([*self.bases[cluster].sum(axis=0).tolist(), int(self.usable[cluster].sum())])
        return fewest, sorted(self.units[n].label for n in cluster)

    def short(self, cluster: list[int]) -> bool:
        """Whether the cluster is too small to be shown."""
        staff = sum(self.units[n].headcount for n in cluster)
        return self.size(cluster)[0] < self.floor or 0 < staff < self.floor + _SPARE

    def within(self, units: list[int], level: int = 0) -> list[list[int]]:
        """The groups of teams that share their parents down to a level: what is below is merged first."""
        if level == max((len(self.paths[n]) for n in units), default=0):
            return self.merge([[n] for n in units])
        parts: dict[tuple[str, ...], list[int]] = {}
        for n in units:
            parts.setdefault(self.paths[n][:level + 1], []).append(n)
        return [group for part in self.merge(list(parts.values())) for group in self.within(part, level + 1)]

    def merge(self, clusters: list[list[int]]) -> list[list[int]]:
        """Merge the smallest short cluster with the next smallest until none is short or one is left."""
        waiting = sorted((self.size(cluster), self.short(cluster), cluster) for cluster in clusters)
        while len(waiting) > 1 and (short := next((one for one in waiting if one[1]), None)):
            waiting.remove(short)
            merged = [*waiting.pop(0)[2], *short[2]]
            bisect.insort(waiting, (self.size(merged), self.short(merged), merged))
        return [cluster for *_, cluster in waiting]

    def merge_neighbours(self, clusters: list[list[int]]) -> list[list[int]]:
        """Merge the smallest short cluster with the smaller of its neighbours until none is short or one is left."""
        while len(clusters) > 1 and (short := [n for n, cluster in enumerate(clusters) if self.short(cluster)]):
            small = min(short, key=lambda n: self.size(clusters[n]))
            beside = [n for n in (small - 1, small + 1) if 0 <= n < len(clusters)]
            first = min(small, min(beside, key=lambda n: self.size(clusters[n])))
            clusters[first:first + 2] = [clusters[first] + clusters[first + 1]]
        return clusters


def _shown_as_one(units: list[int], tally: Tally) -> Aggregate:
    members = [tally.units[n] for n in units]
    parents = sorted({unit.parent for unit in members if unit.parent})
    labels = [unit.label for unit in members]
    label = " + ".join(sorted(labels) if tally.breakdown == TEAM else labels)
    return Aggregate(label, " + ".join(parents), tuple(units), sum(unit.headcount for unit in members))
