"""Merges small teams, services first, so that every group shown is large enough and groups always nest."""

from dataclasses import dataclass

import numpy as np

from coprod.private.tally import NO_TEAM, Tally, Unit

_SPARE = 2  # a head count this much above the floor, so that "at least ten of them answered" does not mean "all did"


@dataclass(frozen=True)
class Group:
    """Units shown as one; `units` are positions in the tally."""

    label: str
    parent: str
    units: tuple[int, ...]
    headcount: int


def roll_up(tally: Tally, measures: list[int], floor: int) -> tuple[Group, ...]:
    """The groups of the team breakdown: units merged until all `measures` have at least `floor` answers in each.

    Services that are too small are merged first, then teams inside each service; always the smallest with the next
    smallest, so the same counts give the same groups in any order of teams. Those who named no team are shown on their own
    only if they are enough, else with the smallest group.
    """
    bases = tally.bases()[:, measures]
    clusters = _Clusters(tally.units, bases, tally.usable, floor)
    services: dict[str, list[int]] = {}
    for n, unit in enumerate(tally.units):
        if unit.label != NO_TEAM:
            services.setdefault(unit.parent, []).append(n)
    groups = [group for service in clusters.merge(list(services.values())) for group in clusters.merge([[n] for n in service])]
    nobody = [n for n, unit in enumerate(tally.units) if unit.label == NO_TEAM and tally.usable[n]]
    if nobody and any(map(clusters.short, [nobody, *groups])):
        smallest = min(groups, key=clusters.size)
        smallest.extend(nobody)
    elif nobody:
        groups.append(nobody)
    made = (_group(sorted(units), tally.units) for units in groups)
    # In order of their names: any other order would tell which group has the fewer answers.
    return tuple(sorted(made, key=lambda group: (not group.parent, group.parent, group.label)))


class _Clusters:
    """Sizes of sets of units, and the greedy merge."""

    def __init__(self, units: tuple[Unit, ...], bases: np.ndarray, usable: np.ndarray, floor: int):
        self.units, self.bases, self.usable, self.floor = units, bases, usable, floor

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
        clusters = [list(cluster) for cluster in clusters]
        while len(clusters) > 1 and any(map(self.short, clusters)):
            clusters.sort(key=self.size)
            first = next(n for n, cluster in enumerate(clusters) if self.short(cluster))
            small = clusters.pop(first)
            clusters[0].extend(small)
        return clusters


def _group(units: list[int], all_units: tuple[Unit, ...]) -> Group:
    members = [all_units[n] for n in units]
    parents = sorted({unit.parent for unit in members if unit.parent})
    label = " + ".join(sorted(unit.label for unit in members))
    return Group(label, " + ".join(parents), tuple(units), sum(unit.headcount for unit in members))
