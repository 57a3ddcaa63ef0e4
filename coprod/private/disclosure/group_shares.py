"""Which breakdowns and groups are shown, for which items, in how wide bands: from published sizes and counts alone."""

from dataclasses import replace

import numpy as np

from coprod.private.coding.tallies import Tallies, Tally
from coprod.private.disclosure.aggregation import Aggregate, aggregate, by_group
from coprod.private.disclosure.audit import Partition, Share, could_be_any, discloses, nearly_alike
from coprod.private.disclosure.band_widths import LEVELS, band, chance_of_refusal
from coprod.private.disclosure.limits import FEW_GROUPS, FEWEST_GROUPS, parts_of
from coprod.private.disclosure.standardisation import adjusted, fixed_mix, kish, mix_of_teams
from coprod.record import TEAM, Note, Record
from coprod.wave.settings import FLOOR

_UNLIKELY = 0.1  # so seldom may the audit have to refuse a whole breakdown
_UNRATED = 0.1  # of all who answered: so many may have left out what is shown by group, for they count as not positive


def partitions(tallies: Tallies, headline: list[int], shares: list[Share], floor: int,
               baseline: Record | None = None, narrow: bool = True) -> list[Partition]:
    """What may be shown of each breakdown; without groups, and with a note that says why, where it would tell too much.

    `narrow`: whether it may be said how many of a group answered, as nothing else said so before. A breakdown that is
    nearly another one is left out for its sizes alone. What the others tell is then audited together, and where it is
    too much, nothing is shown by any group: were one left out and another kept, that it was left out would tell what
    the audit found. Figures made from groups are left out by themselves only where nobody can tell for which item.
    """
    made: list[Partition] = []
    for tally in tallies.by:
        made.append(partition(tally, headline, shares, floor, baseline, narrow))
        if nearly_alike(tallies, made):
            made[-1] = _refused(made[-1], "nearly_alike")
    if not any(split.groups for split in made) or not discloses(tallies, made, shares):
        return made
    bare = [replace(split, figures={}, kish=None, mix=None,
                    notes=(*split.notes, Note("figures_left_out", split.breakdown))) if split.figures else split
            for split in made]
    if discloses(tallies, bare, shares) or not could_be_any(tallies, made, shares):
        return [_refused(split, "ranges_tell") if split.groups else split for split in made]
    return bare


def partition(tally: Tally, headline: list[int], shares: list[Share], floor: int, baseline: Record | None = None,
              narrow: bool = True) -> Partition:
    """The groups, bands and figures of one breakdown; without groups where there are too few large ones.

    Groups, width of the bands, and which items and figures are shown follow from what is published of who answered and
    of all staff, so they tell nothing about any group. What the bands tell is for the audit.
    """
    groups, by_team = aggregate(tally, floor, narrow), tally.breakdown == TEAM
    shown = _may_be_shown(groups, shares)
    most, chance = _most_parts(tally, groups, shown)
    split = Partition(tally.breakdown, tally.label)
    # Where the audit refuses one breakdown it must refuse all, so none but the teams may make that likely.
    if len(groups) < FEWEST_GROUPS or not by_team and chance > _UNLIKELY:
        return _refused(split, "few_groups")
    parts = parts_of(np.array([group.surely for group in groups]), most)
    mix = mix_of_teams(tally, groups, baseline) if baseline and by_team else None
    split = replace(split, groups=groups, parts=tuple(parts.tolist()), mix=mix)
    bands, figures, counts = {}, {}, by_group(tally.positive(), tally, groups)
    answered = by_group(tally.usable, tally, groups)
    for share in shown:
        count = counts[:, share.column]
        bands[share.name] = band(count, answered, parts)
        if share.column in headline and by_team:
            figures[share.name] = {"adjusted": adjusted(count, answered, groups)} | (
                {"fixed_mix": fixed_mix(count, answered, mix)} if mix else {})
    if len(figures) < 2:  # where those of a single item told too much, leaving them out would tell that they did
        split, figures = replace(split, mix=None), {}
    notes = tuple(Note(code, split.breakdown) for code in _notes(split, most, narrow))
    return replace(split, bands=bands, figures=figures, kish=kish(groups) if figures else None, notes=notes)


def _refused(split: Partition, why: str) -> Partition:
    """The same breakdown without anything shown, and a note that says why."""
    return Partition(split.breakdown, split.label, notes=(Note(why, split.breakdown),))


def _most_parts(tally: Tally, groups: tuple[Aggregate, ...], shown: list[Share]) -> tuple[int, float]:
    """Into how many parts 0 to 1 is cut: as many as leave the audit hardly anything to refuse; and how likely it is to.

    As if all groups had answered alike: their numbers are not published, and decide nothing. Larger groups would not
    help: the fewer groups, the less the total leaves open.
    """
    staff = np.array([group.headcount for group in groups])
    staff = staff if staff.size and staff.all() else np.ones(len(groups))
    alike = np.maximum((staff * tally.usable.sum() / max(staff.sum(), 1) + 0.5).astype(int), FLOOR)
    chances = {most: sum(chance_of_refusal(alike, min(share.total, int(alike.sum())), most) for share in shown)
               for most in _levels(groups)} if len(groups) >= FEWEST_GROUPS else {LEVELS[-1]: 1.0}
    most = next((most for most, chance in chances.items() if chance <= _UNLIKELY), min(chances, key=chances.get))
    return most, chances[most]


def _levels(groups: tuple[Aggregate, ...]) -> tuple[int, ...]:
    return LEVELS if len(groups) > FEW_GROUPS else tuple(level for level in LEVELS if level <= 5)


def _may_be_shown(groups: tuple[Aggregate, ...], shares: list[Share]) -> list[Share]:
    """The shares that nearly all rated of those who answered; with few groups, only those that divide all staff."""
    everybody = {share.name: sum(share.answers) for share in shares}
    return [share for share in shares if share.unrated <= _UNRATED * everybody[share.name]
            and (len(groups) > FEW_GROUPS or 0.2 * everybody[share.name] <= share.total <= 0.8 * everybody[share.name])]


def _notes(split: Partition, most: int, narrow: bool):
    if most != _levels(split.groups)[0]:
        yield "wide_ranges"
    if len(split.groups) <= FEW_GROUPS:
        yield "divided_only"
    if split.breakdown == TEAM and not narrow:
        yield "response_left_out"
