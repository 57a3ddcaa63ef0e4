"""Which breakdowns and groups are shown, for which items, in how wide bands: from sizes and all-staff counts."""

from dataclasses import replace

import numpy as np

from coprod.private.coding.tallies import Tallies, Tally
from coprod.private.disclosure.aggregation import Aggregate, aggregate, by_group
from coprod.private.disclosure.audit import Partition, Share, could_be_any, discloses, nearly_alike, too_narrow
from coprod.private.disclosure.band_widths import LEVELS, band, chance_of_refusal, counts_in_band, parts_for
from coprod.private.disclosure.standardisation import adjusted, fixed_mix, mix_of_teams
from coprod.record import TEAM, Note, Record

_FEWEST_GROUPS = 4
_FEW_GROUPS = 5  # so few groups against an exact total need wider bands
_UNLIKELY = 0.1  # so seldom may the audit have to refuse a whole breakdown


def partitions(tallies: Tallies, headline: list[int], shares: list[Share], floor: int,
               baseline: Record | None = None) -> list[Partition]:
    """What may be shown of each breakdown; without groups, and with a note that says why, where it would tell too much.

    A breakdown that is nearly another one is left out for its sizes alone. What the others tell is then audited
    together, and where it is too much, nothing is shown by any group: were one left out and another kept, that it was
    left out would tell what the audit found. Figures made from groups are left out by themselves only where nobody can
    tell for which item.
    """
    made: list[Partition] = []
    for tally in tallies.by:
        made.append(partition(tally, headline, shares, floor, baseline))
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


def partition(tally: Tally, headline: list[int], shares: list[Share], floor: int,
              baseline: Record | None = None) -> Partition:
    """The groups, bands and figures of one breakdown; without groups where there are too few large ones.

    Groups, width of the bands, and which items and figures are shown follow from sizes and all-staff counts alone, so
    they tell nothing about any group. What the bands tell is for the audit.
    """
    groups, by_team = aggregate(tally, headline, floor), tally.breakdown == TEAM
    shown = _may_be_shown(tally, groups, shares, floor)
    most, chance = _parts(groups, shown)
    split = Partition(tally.breakdown, tally.label)
    # Where the audit refuses one breakdown it must refuse all, so none but the teams may make that likely.
    if len(groups) < _FEWEST_GROUPS or not by_team and chance > _UNLIKELY:
        return _refused(split, "few_groups")
    mix = mix_of_teams(tally, groups, baseline) if baseline and by_team else None
    split = replace(split, groups=groups, most=most, mix=mix)
    bands, figures, kish, counts = {}, {}, None, by_group(tally.positive(), tally, groups)
    for share, base in shown:
        count = counts[:, share.column]
        bands[share.name] = band(count, base, parts_for(base, most))
        if share.column in headline and by_team:
            weighted = adjusted(count, base, groups)
            kish = kish or (weighted and weighted[1])
            figures[share.name] = ({"adjusted": weighted[0]} if weighted else {}) | (
                {"fixed_mix": fixed_mix(count, base, mix)} if mix else {})
    if len(figures) < 2:  # where those of a single item told too much, leaving them out would tell that they did
        split, figures, kish = replace(split, mix=None), {}, None
    response = _response(tally, groups, floor) if by_team else None
    notes = tuple(Note(code, split.breakdown) for code in _notes(split, response))
    return replace(split, bands=bands, figures=figures, kish=kish, response=response, notes=notes)


def _refused(split: Partition, why: str) -> Partition:
    """The same breakdown without anything shown, and a note that says why."""
    return Partition(split.breakdown, split.label, notes=(Note(why, split.breakdown),))


def _parts(groups: tuple[Aggregate, ...], shown: list[tuple[Share, np.ndarray]]) -> tuple[int, float]:
    """Into how many parts 0 to 1 is cut: as many as leave the audit hardly anything to refuse; and how likely it is to.

    Larger groups would not help: the fewer groups, the less the total leaves open.
    """
    chances = {most: sum(chance_of_refusal(base, share.total, most) for share, base in shown)
               for most in _levels(groups)}
    most = next((most for most, chance in chances.items() if chance <= _UNLIKELY), min(chances, key=chances.get))
    return most, chances[most]


def _levels(groups: tuple[Aggregate, ...]) -> tuple[int, ...]:
    return LEVELS if len(groups) > _FEW_GROUPS else tuple(level for level in LEVELS if level <= 5)


def _may_be_shown(tally: Tally, groups: tuple[Aggregate, ...], shares: list[Share],
                  floor: int) -> list[tuple[Share, np.ndarray]]:
    """The shares with enough answers in every group, and the groups' bases; with few groups, of divided staff only."""
    bases = by_group(tally.bases(), tally, groups)
    return [(share, base) for share in shares if (base := bases[:, share.column]).min() >= floor
            and (len(groups) > _FEW_GROUPS or 0.2 <= share.total / sum(share.answers) <= 0.8)]


def _response(tally: Tally, groups: tuple[Aggregate, ...], floor: int) -> tuple[np.ndarray, np.ndarray] | None:
    """The bands of the groups' response rates; None if they would tell a group's number of answers."""
    named = np.array([unit.named for unit in tally.units])
    staff = np.array([group.headcount for group in groups])
    if not staff.all():
        return None  # a group of those who named no team has no rate
    count, nameless = (by_group(tally.usable * who, tally, groups) for who in (named, ~named))
    total = int(count.sum())
    most = next((level for level in LEVELS if chance_of_refusal(staff, total, level) <= _UNLIKELY / 10), LEVELS[-1])
    parts, floors = parts_for(staff, most), np.maximum(floor - nameless, 0)
    low, high = _from_the_floor(count, staff, parts, floors)
    answers = np.array([[total, staff.sum() - total]])
    if too_narrow(low[:, None], high[:, None], staff[:, None], answers, np.array([[True, False]])).any():
        return None
    most_likely = np.minimum(staff, count + nameless.sum())
    return band(low, staff, parts)[0], band(np.maximum(high, most_likely), staff, parts)[1]


def _from_the_floor(count: np.ndarray, staff: np.ndarray, parts: np.ndarray,
                    floors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The counts of each group's band.

    A group has `floors` answers at least: where that leaves fewer than three counts of the first band, it is shown as
    one with the next.
    """
    first, (low, high) = counts_in_band(floors, staff, parts)[1], counts_in_band(count, staff, parts)
    next_high = counts_in_band(np.minimum(first + 1, staff), staff, parts)[1]
    joined = (first - floors < 2) & (first < staff) & (count <= next_high)
    return np.maximum(np.where(joined, floors, low), floors), np.where(joined, next_high, high)


def _notes(split: Partition, response):
    if split.most != _levels(split.groups)[0]:
        yield "wide_ranges"
    if len(split.groups) <= _FEW_GROUPS:
        yield "divided_only"
    if split.breakdown == TEAM and response is None:
        yield "response_left_out"
