"""Which groups are shown and what is said of how many of them answered: by questions that may be answered either way.

Every decision follows from what is public (head counts, the number of all answers, earlier questions), or it is one
question of the data, "did at least so many answer?", asked only where either answer leaves every group three possible
numbers. So all that a reader who knows these rules can learn of who answered is: at least `low` and at most `high` of
each group, and the total.
"""

import heapq
from dataclasses import dataclass, replace

import numpy as np

from coprod.private.disclosure.band_widths import LEVELS, parts_for

FEWEST_GROUPS = 4  # fewer against a total of all staff could be worked out
FEW_GROUPS = 5  # so few groups against an exact total need wider bands
SPARE = 2  # three possible numbers are two apart
_THRESHOLDS = (16, 31, 61, 13, 23, 46)  # asked in this order: those first that make bands narrower
_LARGEST = 100  # larger groups would not make any band narrower


@dataclass(frozen=True)
class Node:
    """Units that are shown together, or as two halves. `answered` is private; all else is public.

    `units`: positions in the tally; `staff`: as many as can have answered.
    """

    label: str
    staff: int
    answered: int
    units: tuple[int, ...] = ()
    halves: tuple["Node", ...] = ()

    @property
    def first(self) -> tuple[int, str]:
        """Sort key by which the most staff come first."""
        return -self.staff, self.label


@dataclass(frozen=True)
class Limits:
    """Between which numbers those who answered in a node lie; `top`: the largest that no question has ruled out."""

    node: Node
    low: int
    high: int
    top: int

    @property
    def is_open(self) -> bool:
        """Whether nothing is said of the most that can have answered."""
        return self.high == self.top


@dataclass(frozen=True)
class State:
    """What a reader knows of who answered: the limits of all groups, as sums, and the total.

    `room`: people more than its staff that one group can hold, where one or two may have named no team; `tight`: groups
    with fewer than three numbers, or fewer than four where a colleague who did not answer lowers the top.
    """

    total: int
    low: int = 0
    high: int = 0
    open: int = 0
    tight: int = 0
    groups: int = 0
    room: int = 0

    def changed(self, old: tuple[Limits, ...], new: tuple[Limits, ...]) -> "State":
        """The state with other limits in the place of some."""
        made = {"low": self.low, "high": self.high, "open": self.open, "tight": self.tight, "groups": self.groups}
        for sign, one in [(-1, group) for group in old] + [(1, group) for group in new]:
            made["low"] += sign * one.low
            made["high"] += sign * one.high
            made["open"] += sign * one.is_open
            made["tight"] += sign * (one.high - one.low < SPARE + one.is_open)
            made["groups"] += sign
        return replace(self, **made)

    @property
    def below(self) -> int:
        """How far the total is above the sum of the lower limits."""
        return self.total - self.low

    @property
    def above(self) -> int:
        """How far the total is below the sum of the upper limits."""
        return self.high - self.total

    @property
    def is_impossible(self) -> bool:
        """Whether no numbers fit these limits."""
        return self.above + self.room < 0

    @property
    def is_safe(self) -> bool:
        """Whether each group keeps three possible numbers, for a colleague who did not answer too."""
        return self.groups == 1 or (
            self.below >= SPARE and self.above >= SPARE + bool(self.open) and not self.tight)


def limits_of(root: Node, floor: int, room: int = 0, least: int = 0, narrow: bool = True) -> tuple[Limits, ...]:
    """The groups of a tree and the limits of each.

    `least`: how many must have answered in each, by default what would show most if all had answered alike; `narrow`:
    whether the limits may be narrowed further.
    """
    groups, state = _split(root, least or _least_size(root, floor), room)
    return tuple(_narrowed(groups, state) if narrow else groups)


def surely(groups: tuple[Limits, ...], total: int, room: int = 0) -> np.ndarray:
    """How many of each group answered at least: its lower limit, or what the total leaves."""
    above = sum(group.high for group in groups) + room - total
    return np.array([max(group.low, group.high - above) for group in groups])


def parts_of(sizes: np.ndarray, most: int) -> np.ndarray:
    """Into how many bands the shares of groups are cut, by how many surely answered; none for too few groups."""
    if len(sizes) < FEWEST_GROUPS:
        return np.zeros(0, int)
    return np.maximum(parts_for(sizes, min(most, 5) if len(sizes) <= FEW_GROUPS else most), LEVELS[-1])


def by_staff(root: Node, least: int) -> list[Node]:
    """The groups by head counts alone: nodes are split while both halves can hold `least` and three numbers more."""
    if not root.halves or min(half.staff for half in root.halves) < least + SPARE:
        return [root]
    return [part for half in root.halves for part in by_staff(half, least)]


def merged(nodes: list[Node]) -> Node:
    """Nodes as one tree: always the two with the fewest staff (then by name) make one."""
    waiting = [(node.staff, node.label, node) for node in nodes]
    heapq.heapify(waiting)
    while len(waiting) > 1:
        both = joined(heapq.heappop(waiting)[-1], heapq.heappop(waiting)[-1])
        heapq.heappush(waiting, (both.staff, both.label, both))
    return waiting[0][-1]


def joined(one: Node, two: Node) -> Node:
    """Two nodes as the halves of one."""
    return Node(f"{one.label} + {two.label}", one.staff + two.staff, one.answered + two.answered,
                one.units + two.units, (one, two))


def halved(nodes: list[Node], staff: int) -> Node:
    """Nodes in a given order as one tree, by halving the list; `staff`: of any of them, for nobody knows how many."""
    if len(nodes) == 1:
        return replace(nodes[0], staff=staff)
    half = len(nodes) // 2
    return replace(joined(halved(nodes[:half], staff), halved(nodes[half:], staff)), staff=staff)


def _split(root: Node, least: int, room: int) -> tuple[list[Limits], State]:
    """Nodes are split from the top, the most staff first, where at least `least` answered in either half."""
    first = Limits(root, least, root.staff, root.staff)
    state, waiting, done = State(root.answered, room=room).changed((), (first,)), [(root.first, first)], []
    while waiting:
        group = heapq.heappop(waiting)[1]
        staff = sorted(half.staff for half in group.node.halves)
        halves = tuple(Limits(half, least, half.staff, half.staff) for half in group.node.halves)
        if not staff or staff[0] < least + SPARE + 1:
            done.append(group)
            continue
        top = min(group.node.staff, staff[1] + least - 1)  # so many can have answered where one half has too few
        whole = replace(group, high=top, top=top)
        yes, no = state.changed((group,), halves), state.changed((group,), (whole,))
        if yes.below < SPARE or not (no.is_impossible or no.is_safe):
            done.append(group)
        elif min(half.answered for half in group.node.halves) >= least:
            state = yes
            for half in halves:
                heapq.heappush(waiting, (half.node.first, half))
        else:
            state = no
            done.append(whole)
    return done, state


def _narrowed(groups: list[Limits], state: State) -> list[Limits]:
    """The limits after each group, the most staff first, was asked "did at least so many answer?" where it may be."""
    made = []
    for one in sorted(groups, key=lambda group: group.node.first):
        for threshold in _THRESHOLDS:
            if not one.low < threshold <= one.high:
                continue
            ends = replace(one, low=threshold), replace(one, high=threshold - 1)
            yes, no = (state.changed((one,), (end,)) for end in ends)
            if yes.is_safe and no.is_safe:
                is_yes = one.node.answered >= threshold
                one, state = (ends[0], yes) if is_yes else (ends[1], no)
        made.append(one)
    return made


def _least_size(root: Node, floor: int) -> int:
    """How many must have answered in each group: the smallest number that would show most if all had answered alike."""
    alike = _alike(root, root.answered / max(root.staff, 1))
    told = {}
    for least in range(floor, max(floor, min(root.answered // 4, _LARGEST)) + 1):
        groups = limits_of(alike, floor, least=least)
        told[least] = round(float(np.log2(parts_of(surely(groups, alike.answered), LEVELS[0])).sum()), 6)
    return max(told, key=told.get)  # the smallest of the best


def _alike(node: Node, rate: float) -> Node:
    halves = tuple(_alike(half, rate) for half in node.halves)
    answered = sum(half.answered for half in halves) if halves else int(node.staff * rate + 0.5)
    return replace(node, answered=answered, halves=halves)
