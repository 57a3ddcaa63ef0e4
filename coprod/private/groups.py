"""One banded share a group and item: which groups, which items, and how wide the bands must be."""

from dataclasses import dataclass, field, replace

import numpy as np

from coprod.private.adjust import ROUNDED_TO, Figure, Mix, adjusted, fixed_mix, mix_of_teams
from coprod.private.audit import feasible, feasible_given, narrow, too_narrow
from coprod.private.bands import LEVELS, band, counts_in_band, parts_for
from coprod.private.rollup import Group, roll_up
from coprod.private.tally import NO_TEAM, Tally
from coprod.safe import SafeTally

FEW_GROUPS = 5  # so few groups against an exact total need wider bands
_MANY_GROUPS = 40  # above it no adjusted figures: the audit tries every table
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
    """The groups shown and what was decided, in words.

    `bands`: by item, arrays low and high with one value a group; `figures`: by item, all-staff shares made from the groups
    (`adjusted`, `fixed_mix`: whole per cents); `kish`: the loss by weighting; `mix`: what the groups share with a baseline.
    """

    groups: tuple[Group, ...] = ()
    bands: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    response: tuple[np.ndarray, np.ndarray] | None = None
    notes: tuple[str, ...] = ()
    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    kish: float | None = None
    mix: Mix | None = None


def partition(tally: Tally, headline: list[int], shares: list[Share], floor: int,
              baseline: SafeTally | None = None) -> Partition:
    """Choose groups and bands so that no reader can pin down a group's answers.

    Tried in turn: bands by base, coarser bands for all groups, larger groups; if nothing holds, no groups are shown.
    """
    for extra in _LARGER:
        groups = roll_up(tally, headline, floor + extra)
        if len(groups) < 4:
            break
        usual = LEVELS if len(groups) > FEW_GROUPS else tuple(level for level in LEVELS if level <= 5)
        mix = mix_of_teams(tally, groups, baseline) if baseline and len(groups) <= _MANY_GROUPS else None
        for most in usual:
            made = _bands(tally, Partition(groups, mix=mix), headline, shares, floor, most)
            if made is not None:
                response = _response(tally, groups, floor)
                return replace(made, response=response, notes=tuple(_notes(groups, extra, most, usual, response)))
    return Partition(notes=("Results are not shown by team: with so few groups, people's answers could be worked out.",))


def _bands(tally: Tally, split: Partition, headline: list[int], shares: list[Share], floor: int, most: int) -> Partition | None:
    """`split` with the bands and figures of every item that may be shown, or None if one of them would tell too much."""
    members = _membership(tally, split.groups)
    bases = members @ tally.bases()
    bands, shown, kish = {}, {}, None
    for share in shares:
        base = bases[:, share.column]
        count = members @ tally.counts[:, share.column, list(share.positive)].sum(axis=1)
        if base.min() < floor or not _middling(share, len(split.groups)):
            continue
        parts = parts_for(base, most)
        figures, loss = _figures(count, base, split) if share.column in headline else ({}, None)
        if _tells_too_much(share, count, base, parts, list(figures.values())):
            return None
        bands[share.name] = band(count, base, parts)
        shown[share.name] = {name: figure.share for name, figure in figures.items()}
        kish = kish or loss
    return replace(split, bands=bands, figures=shown, kish=kish)


def _figures(count: np.ndarray, base: np.ndarray, split: Partition) -> tuple[dict[str, Figure], float | None]:
    """The all-staff figures made from one item's group counts, and Kish's factor."""
    figures, loss = {}, None
    if len(split.groups) <= _MANY_GROUPS and (made := adjusted(count, base, split.groups)):
        figures["adjusted"], loss = made
    if split.mix:
        figures["fixed_mix"] = fixed_mix(count, base, split.mix)
    return figures, loss


def _tells_too_much(share: Share, count: np.ndarray, base: np.ndarray, parts: np.ndarray, figures: list[Figure]) -> bool:
    low, high = counts_in_band(count, base, parts)
    answers, positive = np.array([share.answers]), np.array([share.is_positive])
    total = (answers * positive).sum(axis=1)
    if figures:
        given = [(figure.weights, figure.share) for figure in figures]
        ends = [end[:, None] for end in feasible_given(low, high, int(total[0]), given, ROUNDED_TO / 2)]
    else:
        ends = feasible(low[:, None], high[:, None], total)
    return bool(narrow(*ends, base[:, None], answers, positive).any())


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
