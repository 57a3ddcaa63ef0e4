"""What is shown by group in the end: all breakdowns put side by side, and left out where they would tell a group's count."""

from dataclasses import replace
from itertools import combinations

import numpy as np

from coprod.formulas import round_half_up
from coprod.private.across import Known, reach
from coprod.private.adjust import ROUNDED_TO
from coprod.private.audit import narrow, too_narrow
from coprod.private.bands import counts_in_band, parts_for
from coprod.private.groups import Partition, Share, partition, refused
from coprod.private.rollup import group_of_unit
from coprod.private.tally import Tallies, Tally, uncrossed
from coprod.safe import SafeTally
from coprod.wave import FLOOR

_ALONE = "the ranges of the groups and the numbers of all staff together would tell what people answered"
_WITH_OTHERS = "together with the other groups shown, they would tell what people answered"
_NO_FIGURES = ("Shares in which each team counts by its staff are not shown, because together with the ranges by team they would "
               "tell what people answered.")
_DRAWS = 200


def partitions(tallies: Tallies, headline: list[int], shares: list[Share], floor: int,
               baseline: SafeTally | None = None) -> list[Partition]:
    """What may be shown of each breakdown; without groups, and with a sentence that says why, where it would tell too much.

    Each breakdown is checked by itself, then all together; one that tells too much is left out whole, the last of the
    codebook first. Leaving one out tells no answer: it may be due to any of the items.
    """
    made = [_checked(tally, partition(tally, headline, shares, floor, baseline), shares) for tally in tallies.by]
    while sum(bool(split.groups) for split in made) > 1 and tells(tallies, made, shares):
        last = max(n for n, split in enumerate(made) if split.groups)
        made[last] = refused(made[last], _WITH_OTHERS)
    return made


def _checked(tally: Tally, split: Partition, shares: list[Share]) -> Partition:
    """One breakdown as far as it tells no count: with its figures, without them, or not at all."""
    alone = uncrossed(tally)
    bare = replace(split, figures={}, kish=None, mix=None, notes=(*split.notes, _NO_FIGURES))
    if not split.groups or not tells(alone, [split], shares):
        return split
    if tells(alone, [bare], shares) or not _any_could_be_why(alone, split, shares):
        return refused(split, _ALONE)
    return bare


def _any_could_be_why(alone: Tallies, split: Partition, shares: list[Share]) -> bool:
    """Whether a reader who finds the figures left out cannot tell which item they were left out for.

    For two items at least, some table that fits what is shown has figures that would tell a count. Tables are drawn without
    regard to the true one, so the answer follows from what is shown.
    """
    return sum(_could_be_why(alone, split, share) for share in shares if share.name in split.figures) > 1


def _could_be_why(alone: Tallies, split: Partition, share: Share) -> bool:
    known = _known(share, [split], *_cells(alone, [split], [0]))
    (low,), (high,), total = known.low, known.high, known.count.sum()
    rng = np.random.default_rng(0)
    for _ in range(_DRAWS):
        count = low + rng.multivariate_hypergeometric(high - low, total - low.sum())
        figures = tuple((weight, float(round_half_up(weight @ count, 2))) for weight, _ in known.figures)
        if _narrow(share, replace(known, count=count, figures=figures)):
            return True
    return False


def tells(tallies: Tallies, made: list[Partition], shares: list[Share]) -> bool:
    """Whether a reader who knows head counts, bases and all-staff counts could pin down a count of any group.

    `made`: one partition for each of the tallies, without groups where it is not shown. Every group must keep three possible
    counts, of the answers that make the share and of each answer (`audit.narrow`); where breakdowns cross, so must the people
    where two or more groups meet, and the few by whom two groups differ. One breakdown alone has a closed form; for the rest,
    tables that fit are looked for (`across`).
    """
    shown = [n for n, split in enumerate(made) if split.groups]
    cells = _cells(tallies, made, shown)
    return any(_narrow(share, _known(share, [made[n] for n in shown], *cells)) for share in shares)


def _cells(tallies: Tallies, made: list[Partition], shown: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where groups cross: breakdown × cell, the group; cell × measure, people who rated it, and who gave a positive answer."""
    places = [group_of_unit(tallies.by[n], made[n].groups)[tallies.cells[:, n]] for n in shown]
    groups, cell = np.unique(np.column_stack(places), axis=0, return_inverse=True)
    most, count = np.zeros((2, len(groups), tallies.rated.shape[1]), int)
    np.add.at(most, cell.ravel(), tallies.rated)
    np.add.at(count, cell.ravel(), tallies.positive)
    return groups.T, most, count


def _known(share: Share, made: list[Partition], groups: np.ndarray, most: np.ndarray, count: np.ndarray) -> Known:
    """What is shown of one item, and by which breakdowns."""
    places = [n for n, split in enumerate(made) if share.name in split.bands]
    most, count = most[:, share.column], count[:, share.column]
    limits = []
    for n in places:
        bases, counts = (np.bincount(groups[n], values, len(made[n].groups)).astype(int) for values in (most, count))
        limits.append(counts_in_band(counts, bases, parts_for(bases, made[n].most)))
    figures = [(figure.weights[groups[n]], figure.share) for n in places for figure in made[n].figures.get(share.name, {}).values()]
    low, high = zip(*limits, strict=True) if limits else ((), ())
    others = _remainders(groups[places], most) if len(places) > 1 else ()
    return Known(count, most, groups[places], low, high, tuple(figures), ROUNDED_TO / 2, others)


def _remainders(groups: np.ndarray, most: np.ndarray) -> tuple[np.ndarray, ...]:
    """The populations that crossing breakdowns cut out: cells, cells of two breakdowns, and the few people by whom a group
    and the groups of another breakdown that are nearest to it differ (the remainder rule)."""
    cuts = [np.arange(groups.shape[1])]
    for one, two in combinations(groups, 2):
        if len(groups) > 2:
            cuts.append(np.unique(np.column_stack([one, two]), axis=0, return_inverse=True)[1].ravel())
        cuts += [rest.astype(int) for here, there in ((one, two), (two, one)) for rest in _differences(here, there, most)]
    return tuple(cuts)


def _differences(one: np.ndarray, two: np.ndarray, most: np.ndarray):
    """For each group of `one`, the cells of the nearest groups of `two` that are not in it, and its own outside them."""
    for group in np.unique(one):
        inside = one == group
        near = np.bincount(two, most * inside) > np.bincount(two, most * ~inside)
        for rest in (near[two] & ~inside, ~near[two] & inside):
            if 0 < most[rest].sum() < FLOOR:
                yield rest


def _narrow(share: Share, known: Known) -> bool:
    """Whether some count of one item has fewer than three possible values."""
    answers, positive = np.array([share.answers]), np.array([share.is_positive])
    if not known.low:
        return False
    if len(known.low) == 1 and not known.figures:
        low, high, base = known.low[0], known.high[0], known.bases()[0]
        return bool(too_narrow(low[:, None], high[:, None], base[:, None], answers, positive).any())
    return any(narrow(lowest[:, None], highest[:, None], base[:, None], answers, positive).any()
               for (lowest, highest), base in zip(reach(known), known.bases(), strict=True))
