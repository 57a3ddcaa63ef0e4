"""Which groups of a breakdown are shown, for which items, and how wide their bands are: decided before anybody looks."""

from dataclasses import dataclass, field, replace

import numpy as np

from coprod.private.coding.tallies import Tally
from coprod.private.disclosure.aggregation import Group, by_group, roll_up
from coprod.private.disclosure.audit.single import too_narrow
from coprod.private.disclosure.band_widths import chance_of_refusal
from coprod.private.disclosure.bands import LEVELS, band, counts_in_band, parts_for
from coprod.private.disclosure.standardisation import Figure, Mix, adjusted, fixed_mix, mix_of_teams
from coprod.record import TEAM, Record

_FEWEST_GROUPS = 4
FEW_GROUPS = 5  # so few groups against an exact total need wider bands
NO_RESPONSE = "How many answered is not shown by group, because single groups' numbers could be worked out."
_UNLIKELY = 0.1  # so seldom may the audit have to refuse a whole breakdown


@dataclass(frozen=True)
class Share:
    """One measure that may be shown by group.

    `name`; `column`: its place in the tally; `answers`: all-staff counts as shown; `is_positive`: which of those make the
    share.
    """

    name: str
    column: int
    answers: tuple[int, ...]
    is_positive: tuple[bool, ...]

    @property
    def total(self) -> int:
        """How many people's answer makes the share."""
        return sum(n for n, is_positive in zip(self.answers, self.is_positive, strict=True) if is_positive)


@dataclass(frozen=True)
class Partition:
    """The groups of one breakdown, what is shown of them, and what was decided, in words.

    `most`: into how many parts 0 to 1 is cut at the most; `bands`: by item, arrays low and high with one value a group;
    `response`: the same for who answered; `figures`: by item, all-staff shares made from the groups (`adjusted`, `fixed_mix`:
    whole per cents); `kish`: the loss by weighting; `mix`: what the groups share with a baseline.
    """

    breakdown: str = TEAM
    label: str = "Team"
    groups: tuple[Group, ...] = ()
    most: int = 0
    bands: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    response: tuple[np.ndarray, np.ndarray] | None = None
    figures: dict[str, dict[str, Figure]] = field(default_factory=dict)
    kish: float | None = None
    mix: Mix | None = None
    notes: tuple[str, ...] = ()


def partition(tally: Tally, headline: list[int], shares: list[Share], floor: int, baseline: Record | None = None) -> Partition:
    """The groups, bands and figures of one breakdown; without groups where there are too few large ones.

    Groups, width of the bands, and which items and figures are shown follow from sizes and all-staff counts alone, so they
    tell nothing about any group. What the bands tell is for `together` to check.
    """
    groups = roll_up(tally, headline, floor)
    shown = _may_be_shown(tally, groups, shares, floor)
    most, chance = _parts(groups, shown)
    # Where the audit refuses one breakdown it must refuse all, so none but the teams may make that likely.
    if len(groups) < _FEWEST_GROUPS or tally.breakdown != TEAM and chance > _UNLIKELY:
        return refused(Partition(tally.breakdown, tally.label), "with so few groups, people's answers could be worked out")
    mix = mix_of_teams(tally, groups, baseline) if baseline and tally.breakdown == TEAM else None
    split = Partition(tally.breakdown, tally.label, groups, most, mix=mix)
    bands, figures, kish, counts = {}, {}, None, by_group(tally.positive(), tally, groups)
    for share, base in shown:
        count = counts[:, share.column]
        bands[share.name] = band(count, base, parts_for(base, most))
        if share.column in headline and tally.breakdown == TEAM:
            figures[share.name], loss = _figures(count, base, split)
            kish = kish or loss
    if len(figures) < 2:  # where those of a single item told too much, leaving them out would tell that they did
        split, figures, kish = replace(split, mix=None), {}, None
    response = _response(tally, groups, floor) if tally.breakdown == TEAM else None
    return replace(split, bands=bands, figures=figures, kish=kish, response=response, notes=tuple(_notes(split, response)))


def refused(split: Partition, why: str) -> Partition:
    """The same breakdown without anything shown, and a sentence that says why."""
    return Partition(split.breakdown, split.label, notes=(f"Results are not shown by {split.label.lower()}: {why}.",))


def _parts(groups: tuple[Group, ...], shown: list[tuple[Share, np.ndarray]]) -> tuple[int, float]:
    """Into how many parts 0 to 1 is cut at the most, as many as leave the audit hardly anything to refuse; and how likely it is to.

    Larger groups would not help: the fewer groups, the less the total leaves open.
    """
    chances = {most: sum(chance_of_refusal(base, share.total, most) for share, base in shown) for most in _levels(groups)}
    most = next((most for most, chance in chances.items() if chance <= _UNLIKELY), min(chances, key=chances.get))
    return most, chances[most]


def _levels(groups: tuple[Group, ...]) -> tuple[int, ...]:
    return LEVELS if len(groups) > FEW_GROUPS else tuple(level for level in LEVELS if level <= 5)


def _may_be_shown(tally: Tally, groups: tuple[Group, ...], shares: list[Share], floor: int) -> list[tuple[Share, np.ndarray]]:
    """The shares with enough answers in every group, each with the groups' bases.

    With few groups only shares of all staff that are neither low nor high.
    """
    bases = by_group(tally.bases(), tally, groups)
    large = [(share, base) for share in shares if (base := bases[:, share.column]).min() >= floor]
    return [(share, base) for share, base in large
            if len(groups) > FEW_GROUPS or 0.2 <= share.total / sum(share.answers) <= 0.8]


def _figures(count: np.ndarray, base: np.ndarray, split: Partition) -> tuple[dict[str, Figure], float | None]:
    """The all-staff figures made from one item's group counts, and Kish's factor."""
    figures, loss = {}, None
    if made := adjusted(count, base, split.groups):
        figures["adjusted"], loss = made
    if split.mix:
        figures["fixed_mix"] = fixed_mix(count, base, split.mix)
    return figures, loss


def _response(tally: Tally, groups: tuple[Group, ...], floor: int) -> tuple[np.ndarray, np.ndarray] | None:
    """The bands of the groups' response rates; None if they would tell a group's number of answers."""
    named = np.array([unit.named for unit in tally.units])
    staff = np.array([group.headcount for group in groups])
    if not staff.all():
        return None  # a group of those who named no team has no rate
    count, nameless = by_group(tally.usable * named, tally, groups), by_group(tally.usable * ~named, tally, groups)
    total = int(count.sum())
    most = next((level for level in LEVELS if chance_of_refusal(staff, total, level) <= _UNLIKELY / 10), LEVELS[-1])
    parts, floors = parts_for(staff, most), np.maximum(floor - nameless, 0)
    low, high = _from_the_floor(count, staff, parts, floors)
    if too_narrow(low[:, None], high[:, None], staff[:, None], np.array([[total, staff.sum() - total]]),
                  np.array([[True, False]])).any():
        return None
    most_likely = np.minimum(staff, count + nameless.sum())
    return band(low, staff, parts)[0], band(np.maximum(high, most_likely), staff, parts)[1]


def _from_the_floor(count: np.ndarray, staff: np.ndarray, parts: np.ndarray, floors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The counts of each group's band. A group has `floors` answers at least: where that leaves fewer than three counts of
    the first band, it is shown as one with the next."""
    first, second = counts_in_band(floors, staff, parts)[1], counts_in_band(count, staff, parts)
    joined = (first - floors < 2) & (first < staff)
    next_high = counts_in_band(np.minimum(first + 1, staff), staff, parts)[1]
    inside = joined & (count <= next_high)
    low, high = np.where(inside, floors, second[0]), np.where(inside, next_high, second[1])
    return np.maximum(low, floors), high


def _notes(split: Partition, response):
    by = split.label.lower()
    if split.most != _levels(split.groups)[0]:
        yield f"By {by}, the ranges are wider than usual, because with so few groups answers could be worked out."
    if len(split.groups) <= FEW_GROUPS:
        yield f"By {by}, only questions are shown on which staff are divided, in wide ranges, because there are so few groups."
    if split.breakdown == TEAM and response is None:
        yield NO_RESPONSE
