"""Aggregation: the tree in which units are shown together, from what is public of them, and the groups it gives."""

from dataclasses import dataclass, replace

import numpy as np

from coprod.private.coding.tallies import Tally, Unit
from coprod.private.disclosure.limits import SPARE, Limits, Node, by_staff, halved, limits_of, merged, surely
from coprod.record import FEWEST, TEAM

LEVEL = " > "  # between the levels of a parent, the largest first: "Health > Hospitals > North"


@dataclass(frozen=True)
class Aggregate:
    """Units shown as one group; `units` are positions in the tally.

    `at_least`, `at_most`: between which numbers those who answered lie, as published (None: nothing is said); `surely`:
    so many answered at least, as a reader can work out.
    """

    label: str
    parent: str
    units: tuple[int, ...]
    headcount: int
    surely: int = 0
    at_least: int | None = None
    at_most: int | None = None


def aggregate(tally: Tally, floor: int, narrow: bool = True) -> tuple[Aggregate, ...]:
    """The groups of a breakdown, at least `floor` answers in each, and what is said of how many answered.

    Which units are merged first follows from head counts and names alone (`tree`); where a set of units is split, from
    questions that may be answered either way (`limits`). `narrow`: whether it is said how many answered, and not only
    that enough did.
    """
    nameless, by_team = _nameless(tally), tally.breakdown == TEAM
    root = tree(tally)
    if root is None:
        return ()
    room = SPARE if by_team and nameless < FEWEST else 0
    found = limits_of(root, floor, room, 0 if by_team else floor, narrow)
    least = surely(found, root.answered, room) if narrow else [group.low for group in found]
    made = [_group(tally, group, int(n), narrow, nameless) for group, n in zip(found, least, strict=True)]
    order = (lambda group: (not group.parent, group.parent, group.label)) if by_team else (lambda group: group.units)
    return tuple(sorted(made, key=order))


def tree(tally: Tally) -> Node | None:
    """All units as one tree; None if there are none.

    Teams: inside each service, then between services, always the two with the fewest staff. Those who named no team
    are in the team with the most staff. Another breakdown: neighbours in the codebook's order, by halving the list,
    those who named none last; one or two of them are in the last answer, so that nobody can tell whether there are any.
    """
    named = [n for n, unit in enumerate(tally.units) if unit.named]
    lost = [n for n, unit in enumerate(tally.units) if not unit.named]
    if not named:
        return None
    nameless, nodes = _nameless(tally), [_leaf(tally, [n]) for n in named]
    if tally.breakdown != TEAM:
        if nameless >= FEWEST:
            nodes.append(_leaf(tally, lost))
        else:
            nodes[-1] = _leaf(tally, [named[-1], *lost])
        return halved(nodes, int(tally.usable.sum()))
    largest = min(range(len(nodes)), key=lambda n: nodes[n].first)
    counted = nameless if nameless >= FEWEST else 0
    whole = _leaf(tally, [named[largest], *lost])
    nodes[largest] = replace(whole, label=nodes[largest].label, staff=whole.staff + counted)
    return by_service(nodes, [tally.units[n].parent for n in named])


def by_service(nodes: list[Node], parents: list[str]) -> Node:
    """Teams as one tree: merged inside the lowest level of their parents first, then level by level."""
    level = [(tuple(parent.split(LEVEL)), node) for parent, node in zip(parents, nodes, strict=True)]
    for depth in range(max(len(path) for path, _ in level), -1, -1):
        inside: dict[tuple[str, ...], list[Node]] = {}
        for path, node in level:
            inside.setdefault(path[:depth], []).append(node)
        level = [(path, merged(some)) for path, some in inside.items()]
    return level[0][1]


def by_head_count(units: tuple[Unit, ...], floor: int) -> list[Node]:
    """The nodes of the teams' tree into which head counts alone split it, those who name no team left out."""
    named = [(n, unit) for n, unit in enumerate(units) if unit.named]
    if not named:
        return []
    leaves = [Node(unit.label, unit.headcount, 0, (n,)) for n, unit in named]
    return by_staff(by_service(leaves, [unit.parent for _, unit in named]), floor)


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


def name_of(units: tuple[Unit, ...], places, by_team: bool) -> tuple[str, str]:
    """The label and the parent of some units shown as one."""
    members = [units[n] for n in sorted(places)]
    parents = sorted({unit.parent for unit in members if unit.parent})
    labels = [unit.label for unit in members]
    return " + ".join(sorted(labels) if by_team else labels), " + ".join(parents)


def _nameless(tally: Tally) -> int:
    return int(sum(n for n, unit in zip(tally.usable, tally.units, strict=True) if not unit.named))


def _leaf(tally: Tally, places: list[int]) -> Node:
    members = [tally.units[n] for n in places]
    return Node(members[0].label, sum(unit.headcount for unit in members), int(tally.usable[places].sum()),
                tuple(places))


def _group(tally: Tally, limits: Limits, surely: int, narrow: bool, nameless: int) -> Aggregate:
    """One or two people who named none are not mentioned: nobody can tell whether there are any."""
    units = tuple(sorted(limits.node.units))
    told = [n for n in units if tally.units[n].named or nameless >= FEWEST]
    label, parent = name_of(tally.units, told, tally.breakdown == TEAM)
    said = (limits.low, None if limits.is_open else limits.high) if narrow else (None, None)
    return Aggregate(label, parent, units, sum(tally.units[n].headcount for n in units), surely, *said)
