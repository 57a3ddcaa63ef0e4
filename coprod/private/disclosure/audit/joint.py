"""What is shown by group in the end: all breakdowns put side by side, and left out where they would tell a group's count."""

from dataclasses import replace
from itertools import combinations, islice

import numpy as np

from coprod.private.coding.tallies import Tallies
from coprod.private.disclosure.aggregation import group_of_unit
from coprod.private.disclosure.audit.crossing import Known, reach, some_table
from coprod.private.disclosure.audit.single import narrow, too_narrow
from coprod.private.disclosure.bands import counts_in_band, parts_for
from coprod.private.disclosure.group_shares import Partition, Share, partition, refused
from coprod.private.disclosure.standardisation import ROUNDED_TO
from coprod.record import Record
from coprod.stats import round_half_up
from coprod.wave.settings import FLOOR

_ALIKE = "some of its groups are nearly the same people as other groups shown, and the difference would tell what a few answered"
_TOLD = "the ranges of the groups and the numbers of all staff together would tell what people answered"
_NO_FIGURES = ("Shares in which each team counts by its staff are not shown, because together with the ranges by team they would "
               "tell what people answered.")
_DRAWS = 100


def partitions(tallies: Tallies, headline: list[int], shares: list[Share], floor: int,
               baseline: Record | None = None) -> list[Partition]:
    """What may be shown of each breakdown; without groups, and with a sentence that says why, where it would tell too much.

    A breakdown that is nearly another one is left out for its sizes alone. What the others tell is then checked together, and
    where it is too much, nothing is shown by any group: were one left out and another kept, that it was left out would tell
    what the audit found. Figures made from groups are left out by themselves only where nobody can tell for which item.
    """
    made = _apart(tallies, [partition(tally, headline, shares, floor, baseline) for tally in tallies.by])
    if not any(split.groups for split in made) or not tells(tallies, made, shares):
        return made
    bare = [replace(split, figures={}, kish=None, mix=None, notes=(*split.notes, _NO_FIGURES)) if split.figures else split
            for split in made]
    if tells(tallies, bare, shares) or not _any_could_be_why(tallies, made, shares):
        return [refused(split, _TOLD) if split.groups else split for split in made]
    return bare


def _apart(tallies: Tallies, made: list[Partition]) -> list[Partition]:
    """Leaves out a breakdown of which a group differs by 1 to 9 people from groups of a breakdown before it."""
    for n, split in enumerate(made):
        before = [m for m in range(n) if made[m].groups]
        if split.groups and before:
            groups, most, _ = _cells(tallies, made, [*before, n])
            people = most.max(axis=1)
            apart = [people[more | fewer].sum() for other in groups[:-1]
                     for one, two in ((other, groups[-1]), (groups[-1], other)) for more, fewer in _differences(one, two, people)]
            if any(0 < number < FLOOR for number in apart):
                made[n] = refused(split, _ALIKE)
    return made


def _any_could_be_why(tallies: Tallies, made: list[Partition], shares: list[Share]) -> bool:
    """Whether a reader who finds the figures left out cannot tell which item they were left out for.

    For two items at least, some table that fits the ranges has figures that would tell a count. Tables are drawn without
    regard to the true one, so the answer follows from what is shown.
    """
    shown = [n for n, split in enumerate(made) if split.groups]
    known = [(share, _known(share, [made[n] for n in shown], *_cells(tallies, made, shown))) for share in shares]
    found = (share for share, one in known if one.figures and _could_be_why(share, one))
    return len(list(islice(found, 2))) == 2


def _could_be_why(share: Share, known: Known) -> bool:
    rng = np.random.default_rng(0)
    for _ in range(_DRAWS):
        count = some_table(replace(known, figures=()), rng)
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
    # One crossing is a network: what its groups leave open, no cell and no difference closes. Figures and more crossings can.
    others = _remainders(groups[places], most) if len(places) > 2 or len(places) == 2 and figures else ()
    return Known(count, most, groups[places], low, high, tuple(figures), ROUNDED_TO / 2, others)


def _remainders(groups: np.ndarray, most: np.ndarray) -> tuple[np.ndarray, ...]:
    """The populations that crossing breakdowns cut out: cells, cells of two breakdowns, and the few people by whom a group
    and the groups of another breakdown that are nearest to it differ (the remainder rule)."""
    cuts = [np.arange(groups.shape[1])]
    for one, two in combinations(groups, 2):
        if len(groups) > 2:
            cuts.append(np.unique(np.column_stack([one, two]), axis=0, return_inverse=True)[1].ravel())
        cuts += [np.where(rest, 0, 1 + cuts[0]) for here, there in ((one, two), (two, one))
                 for pair in _differences(here, there, most) for rest in pair if 0 < most[rest].sum() < FLOOR]
    return tuple(cuts)


def _differences(one: np.ndarray, two: np.ndarray, people: np.ndarray):
    """For each group of `one`, the cells of the nearest groups of `two` that are not in it, and its own outside them."""
    for group in np.unique(one):
        inside = one == group
        near = np.bincount(two, people * inside) > np.bincount(two, people * ~inside)
        yield near[two] & ~inside, ~near[two] & inside


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
