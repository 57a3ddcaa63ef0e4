"""An attacker of open surveys who tries every number there is, and invented surveys to attack."""

import itertools

import numpy as np

from coprod.private.coding.tallies import NO_TEAM, Unit


def trajectories(bands, growing=True):
    """Every way in which one group's number can run through its bands [(low, high), …]."""
    ways = itertools.product(*(range(int(low), int(high) + 1) for low, high in bands))
    return [way for way in ways if not growing or all(a <= b for a, b in itertools.pairwise(way))]


def possible(bands, totals, step=0):
    """For each group the ways left to it, if each keeps to its bands and all together to the totals [(low, high), …].

    bands: for each group its (low, high) at every time; step: by how much the total grows at least each time.
    """
    ways = [trajectories(group) for group in bands]
    sums = []
    for g in range(len(ways)):
        others = {(0,) * len(totals)}
        for other in ways[:g] + ways[g + 1:]:
            others = {tuple(a + b for a, b in zip(total, way, strict=True)) for total in others for way in other}
        sums.append(others)
    return [[way for way in ways[g] if any(_fits(tuple(a + b for a, b in zip(way, rest, strict=True)), totals, step)
                                           for rest in sums[g])] for g in range(len(ways))]


def _fits(total, totals, step):
    return (all(low <= value <= high for value, (low, high) in zip(total, totals, strict=True))
            and all(b - a >= step for a, b in itertools.pairwise(total)))


def told(left):
    """Whether some group's number at some time, or its growth to the next, has fewer than three values left."""
    for ways in left:
        table = np.array(ways)
        for column in (*table.T, *np.diff(table, axis=1).T):
            if len(set(column.tolist())) < 3:
                return True
    return False


def survey(staff, arrivals):
    """Units, and replies so far (week × unit) from arrivals (week × team), never more than staff; all name a team."""
    teams = [Unit(f"Team {n:02}", f"Service {n % 2}", people) for n, people in enumerate(staff)]
    units = (*teams, Unit(NO_TEAM, "", 0, False))
    so_far = np.minimum(np.cumsum(arrivals, axis=0), staff)
    return units, np.column_stack([so_far, np.zeros(len(so_far), int)])
