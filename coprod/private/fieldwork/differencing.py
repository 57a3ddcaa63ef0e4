"""Differencing: what a reader could work out about groups from counts that only grow, shown again and again."""

from dataclasses import dataclass

import numpy as np

from coprod.record.replies import STEP
from coprod.stats.integer_programs import solve

_DRAWS = 24  # corners looked at first: most counts are seen to be free in a few of them
_FREE = 2  # how far apart the ends of a count must lie, so that three values are left


@dataclass(frozen=True)
class Moment:
    """What is known of one time.

    `total`: from and to how many replied who named a team; `nameless`: how many named none; `groups`: those shown
    (group × cell, 0 or 1), None where none was; `low`, `high`: from and to how many of each replied.
    """

    total: tuple[int, int]
    nameless: int
    groups: np.ndarray | None = None
    low: np.ndarray | None = None
    high: np.ndarray | None = None


def discloses(staff: np.ndarray, moments: list[Moment], last: Moment | None = None) -> bool:
    """Whether a group's number of replies, or how many came between two views, has fewer than three possible values.

    `staff`: head counts of cells, known to the reader, who also knows how many named no team, that replies only come
    in, and that a view moves for 10 or more; `last`: what a released record tells in the end. Counts that fit nothing
    tell too much.
    """
    known = [*moments, *([last] if last else [])]
    rules, most = _rules(staff, known, len(moments)), np.repeat(staff, len(known))
    aims = _aims(staff, known)
    if not len(aims):
        return False
    rng, seen = np.random.default_rng(0), []
    for _ in range(_DRAWS):
        found = solve(rng.normal(size=len(aims)) @ aims, rules, most)
        if not found.success:
            return True
        seen.append(aims @ np.round(found.x))
    doubtful = aims[np.ptp(seen, axis=0) < _FREE]
    return any(-solve(-aim, rules, most).fun - solve(aim, rules, most).fun < _FREE for aim in doubtful)


def _aims(staff: np.ndarray, known: list[Moment]) -> np.ndarray:
    """What must stay open: each group's count at each time it was shown, and its growth to the next time."""
    times, cells, aims = len(known), len(staff), []

    def at(group: np.ndarray, time: int) -> np.ndarray:
        aim = np.zeros((cells, times))
        aim[:, time] = group
        return aim.ravel()

    shown = [t for t, moment in enumerate(known) if moment.groups is not None]
    for before, t in zip([None, *shown], shown, strict=False):
        aims += [at(group, t) for group in known[t].groups]
        if before is not None:
            aims += [at(group, t) - at(group, before) for group in known[before].groups]
    return np.array(aims).reshape(-1, cells * times)


def _rules(staff: np.ndarray, known: list[Moment], stepwise: int) -> list:
    from scipy.optimize import LinearConstraint

    times, cells = len(known), len(staff)
    now, growth = np.eye(times), np.diff(np.eye(times), axis=0)
    rules = [LinearConstraint(np.kron(np.ones(cells), now), *np.array([moment.total for moment in known], float).T)]
    if times > 1:
        rules.append(LinearConstraint(np.kron(np.eye(cells), growth), 0, np.inf))
    if stepwise > 1:
        named = STEP - np.diff([moment.nameless for moment in known[:stepwise]])
        rules.append(LinearConstraint(np.kron(np.ones(cells), growth[:stepwise - 1]), named, np.inf))
    for t, moment in enumerate(known):
        if moment.groups is not None:
            rules.append(LinearConstraint(np.kron(moment.groups, np.eye(times)[t]), moment.low, moment.high))
    return rules
