"""Merges small teams, services first, or an item's small answers, so that every group shown is large enough."""

import heapq
import itertools
from dataclasses import dataclass

import numpy as np

from coprod.private.coding.tallies import Tally, Unit
from coprod.record import TEAM

LEVEL = " > "  # between the levels of a parent, the largest first: "Health > Hospitals > North"
_SPARE = 2  # a head count this much above the floor, so that "at least ten of them answered" does not mean "all did"


@dataclass(frozen=True)
class Group:
    """Units shown as one; `units` are positions in the tally."""

    label: str
    parent: str
    units: tuple[int, ...]
    headcount: int


def roll_up(tally: Tally, measures: list[int], floor: int) -> tuple[Group, ...]:
    """The groups of a breakdown: units merged until all `measures` have at least `floor` answers in each.

    Teams: services that are too small are merged first, then (where `parent` has several levels) the parts of each, at last
    the teams inside each; always the smallest with the next smallest, so the same counts give the same groups in any order of
    teams. Another breakdown: an answer that is too small is
    merged with the smaller of its neighbours in the codebook, so that "1 to 2 years" never joins "over 10 years". Those who
    named none are shown on their own only if they are enough, else with the smallest group.
    """
    clusters = _Clusters(tally.units, tally.bases()[:, measures], tally.usable, floor)
    if tally.breakdown == TEAM:
        groups = _within(clusters, [n for n, unit in enumerate(tally.units) if unit.named])
    else:
        groups = clusters.merge_neighbours([[n] for n, unit in enumerate(tally.units) if unit.named])
    nobody = [n for n, unit in enumerate(tally.units) if not unit.named and tally.usable[n]]
    if nobody and groups and any(map(clusters.short, [nobody, *groups])):
        min(groups, key=clusters.size).extend(nobody)
    elif nobody:
        groups.append(nobody)
    made = (_group(sorted(units), tally) for units in groups)
    if tally.breakdown != TEAM:
        return tuple(made)
    # In order of their names: any other order would tell which group has the fewer answers.
    return tuple(sorted(made, key=lambda group: (not group.parent, group.parent, group.label)))


def by_group(values: np.ndarray, tally: Tally, groups: tuple[Group, ...]) -> np.ndarray:
    """Values of units (first axis) added up to groups."""
    sums = np.zeros((len(groups), *values.shape[1:]), values.dtype)
    np.add.at(sums, group_of_unit(tally, groups), values)
    return sums


def group_of_unit(tally: Tally, groups: tuple[Group, ...]) -> np.ndarray:
    """The group of each unit; a unit in no group is empty, and may stand anywhere."""
    places = np.zeros(len(tally.units), int)
    for n, group in enumerate(groups):
        places[list(group.units)] = n
    return places


def _within(clusters: "_Clusters", units: list[int], level: int = 0) -> list[list[int]]:
    """The groups of some teams that stand together down to a level of parents: those below are merged first, then their teams."""
    if level == max((len(clusters.paths[n]) for n in units), default=0):
        return clusters.merge([[n] for n in units])
    services: dict[tuple[str, ...], list[int]] = {}
    for n in units:
        services.setdefault(clusters.paths[n][:level + 1], []).append(n)
    return [group for service in clusters.merge(list(services.values())) for group in _within(clusters, service, level + 1)]


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

    def merge(self, clusters: list[list[int]]) -> list[list[int]]:
        """Merge the smallest short cluster with the next smallest until none is short or one is left."""
        waiting = dict(enumerate(clusters))  # what is not merged yet; a merged cluster gets a new number
        every = [(self.size(cluster), n) for n, cluster in waiting.items()]
        heapq.heapify(every)
        short = [(size, n) for size, n in every if self.short(waiting[n])]
        heapq.heapify(short)
        for number in itertools.count(len(clusters)):
            if len(waiting) < 2 or not _smallest(short, waiting):
                return list(waiting.values())
            small = waiting.pop(heapq.heappop(short)[1])
            _smallest(every, waiting)
            waiting[number] = [*waiting.pop(heapq.heappop(every)[1]), *small]
            entry = self.size(waiting[number]), number
            heapq.heappush(every, entry)
            if self.short(waiting[number]):
                heapq.heappush(short, entry)

    def merge_neighbours(self, clusters: list[list[int]]) -> list[list[int]]:
        """Merge the smallest short cluster with the smaller of its neighbours until none is short or one is left."""
        while len(clusters) > 1 and (short := [n for n, cluster in enumerate(clusters) if self.short(cluster)]):
            small = min(short, key=lambda n: self.size(clusters[n]))
            near = min((n for n in (small - 1, small + 1) if 0 <= n < len(clusters)), key=lambda n: self.size(clusters[n]))
            first = min(small, near)
            clusters[first:first + 2] = [clusters[first] + clusters[first + 1]]
        return clusters


def _smallest(heap: list, waiting: dict) -> bool:
    """Throws out what is merged by now; whether anything is left on the heap."""
    while heap and heap[0][1] not in waiting:
        heapq.heappop(heap)
    return bool(heap)


def _group(units: list[int], tally: Tally) -> Group:
    members = [tally.units[n] for n in units]
    parents = sorted({unit.parent for unit in members if unit.parent})
    labels = [unit.label for unit in members]
    label = " + ".join(sorted(labels) if tally.breakdown == TEAM else labels)
    return Group(label, " + ".join(parents), tuple(units), sum(unit.headcount for unit in members))
