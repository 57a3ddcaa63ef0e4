"""One banded share a group and item: which groups, which items, and how wide the bands must be."""

from dataclasses import dataclass

import numpy as np

from coprod.private.audit import too_narrow
from coprod.private.bands import LEVELS, band, counts_in_band, parts_for
from coprod.private.rollup import Group, roll_up
from coprod.private.tally import NO_TEAM, Tally

FEW_GROUPS = 5  # so few groups against an exact total need wider bands
_LARGER = (0, 5, 10, 20)  # what is added to the floor, in turn, where bands alone do not protect


@dataclass(frozen=True)
class Share:
    """One measure that may be shown by group.

    `name`; `column`: its place in the tally; `positive`: codes of the answers that make its share; `answers`: all-staff
    counts as shown; `is_positive`: which of those make the share.
    """

    name: str
    column: int
    positive: tuple[int, ...]
    answers: tuple[int, ...]
    is_positive: tuple[bool, ...]


@dataclass(frozen=True)
class Partition:
    """The groups shown, their bands by item (arrays low and high, one value a group), and what was decided, in words."""

    groups: tuple[Group, ...]
    bands: dict[str, tuple[np.ndarray, np.ndarray]]
    response: tuple[np.ndarray, np.ndarray] | None
    notes: tuple[str, ...]


def partition(tally: Tally, headline: list[int], shares: list[Share], floor: int) -> Partition:
    """Choose groups and bands so that no reader can pin down a group's answers.

    Tried in turn: bands by base, coarser bands for all groups, larger groups; if nothing holds, no groups are shown.
    """
    for extra in _LARGER:
        groups = roll_up(tally, headline, floor + extra)
        if len(groups) < 4:
            break
        usual = LEVELS if len(groups) > FEW_GROUPS else tuple(level for level in LEVELS if level <= 5)
        for most in usual:
            made = _bands(tally, groups, shares, floor, most)
            if made is not None:
                response = _response(tally, groups, floor)
                return Partition(groups, made, response, tuple(_notes(groups, extra, most, usual, response)))
    return Partition((), {}, None, ("Results are not shown by team: with so few groups, people's answers could be worked out.",))


def _bands(tally: Tally, groups, shares: list[Share], floor: int, most: int) -> dict | None:
    """The bands of every item that may be shown, or None if one of them would tell too much."""
    members = _membership(tally, groups)
    bases = members @ tally.bases()
    made = {}
    for share in shares:
        base = bases[:, share.column]
        count = members @ tally.counts[:, share.column, list(share.positive)].sum(axis=1)
        if base.min() < floor or not _middling(share, len(groups)):
            continue
        parts = parts_for(base, most)
        low, high = counts_in_band(count, base, parts)
        answers, positive = np.array([share.answers]), np.array([share.is_positive])
        if too_narrow(low[:, None], high[:, None], base[:, None], answers, positive).any():
            return None
        made[share.name] = band(count, base, parts)
    return made


def _middling(share: Share, groups: int) -> bool:
    """With few groups, only items whose all-staff share is neither low nor high; decided from published totals alone."""
    if groups > FEW_GROUPS:
        return True
    positive = sum(n for n, is_positive in zip(share.answers, share.is_positive, strict=True) if is_positive)
    return 0.2 <= positive / sum(share.answers) <= 0.8


def _response(tally: Tally, groups, floor: int) -> tuple[np.ndarray, np.ndarray] | None:
    """The bands of the groups' response rates; None if they would tell a group's number of answers."""
    named = np.array([unit.label != NO_TEAM for unit in tally.units])
    members = _membership(tally, groups)
    staff = np.array([group.headcount for group in groups])
    if not staff.all():
        return None  # a group of those who named no team has no rate
    count = members @ (tally.usable * named)
    without_team = int(tally.usable[~named].sum())
    for most in LEVELS:
        parts = parts_for(staff, most)
        low, high = counts_in_band(count, staff, parts)
        low = np.maximum(low, floor - (members @ (tally.usable * ~named)))
        total = np.array([count.sum()])
        if not too_narrow(low[:, None], high[:, None], staff[:, None], np.array([[total[0], staff.sum() - total[0]]]),
                          np.array([[True, False]])).any():
            most_likely = np.minimum(staff, count + without_team)
            return band(count, staff, parts)[0], band(most_likely, staff, parts)[1]
    return None


def _membership(tally: Tally, groups) -> np.ndarray:
    members = np.zeros((len(groups), len(tally.units)), int)
    for g, group in enumerate(groups):
        members[g, list(group.units)] = 1
    return members


def _notes(groups, extra: int, most: int, usual: tuple[int, ...], response):
    if extra:
        yield "Groups are larger than usual, because with smaller ones people's answers could be worked out."
    if most != usual[0]:
        yield "The ranges are wider than usual, because with narrower ones people's answers could be worked out."
    if len(groups) <= FEW_GROUPS:
        yield "With so few groups, only questions are shown on which staff are divided, in wide ranges."
    if response is None:
        yield "How many answered is not shown by group, because single groups' numbers could be worked out."
