"""The audit of all breakdowns side by side: whether what is shown by group would tell a group's count."""

from dataclasses import dataclass, field, replace
from itertools import combinations, islice

import numpy as np

from coprod.private.coding.tallies import Tallies
from coprod.private.disclosure.aggregation import Aggregate, group_of_unit
from coprod.private.disclosure.audit.crossing import Known, reach, some_table
from coprod.private.disclosure.audit.single import narrow, too_narrow
from coprod.private.disclosure.band_widths import counts_in_band
from coprod.private.disclosure.standardisation import ROUNDED_TO, CommonMix, StandardisedShare
from coprod.record import TEAM, Note
from coprod.stats import round_half_up
from coprod.wave.settings import FLOOR

_DRAWS = 100


@dataclass(frozen=True)
class Share:
    """One measure that may be shown by group, as a share of everybody who answered the survey.

    `column`: its place in the tally; `answers`: all-staff counts as shown, the last of them how many did not rate it,
    together everybody; `is_positive`: which of those make the share.
    """

    name: str
    column: int
    answers: tuple[int, ...]
    is_positive: tuple[bool, ...]

    @property
    def unrated(self) -> int:
        """How many of those who answered the survey did not rate it."""
        return self.answers[-1]

    @property
    def total(self) -> int:
        """How many people's answer makes the share."""
        return sum(n for n, is_positive in zip(self.answers, self.is_positive, strict=True) if is_positive)


@dataclass(frozen=True)
class Partition:
    """The groups of one breakdown and what is shown of them; no groups where nothing is.

    `parts`: into how many parts 0 to 1 is cut, for each group; `bands`: by item, arrays low and high with one value a
    group; `response`: the same for who answered, of a small survey; `figures`: by item, all-staff shares made from the
    groups (`adjusted`, `fixed_mix`: whole per cents); `kish`: the loss by weighting; `mix`: what the groups share with
    a baseline.
    """

    breakdown: str = TEAM
    label: str = "Team"
    groups: tuple[Aggregate, ...] = ()
    parts: tuple[int, ...] = ()
    bands: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    response: tuple[np.ndarray, np.ndarray] | None = None
    figures: dict[str, dict[str, StandardisedShare]] = field(default_factory=dict)
    kish: float | None = None
    mix: CommonMix | None = None
    notes: tuple[Note, ...] = ()


def discloses(tallies: Tallies, made: list[Partition], shares: list[Share]) -> bool:
    """Whether a reader who knows who answered and the all-staff counts could pin down a count of any group.

    `made`: one partition for each of the tallies. Every group must keep three possible counts, of the answers that make
    the share and of each answer (`single.narrow`); where breakdowns cross, so must the people where two or more groups
    meet, and the few by whom two groups differ. One breakdown alone has a closed form; for the rest, tables that fit
    are looked for (`crossing.reach`).
    """
    crossed = _Crossed.of(tallies, made)
    return any(_narrow(share, crossed.known(share)) for share in shares)


def nearly_alike(tallies: Tallies, made: list[Partition]) -> bool:
    """Whether a group of the last partition differs by 1 to 9 people from groups of one before it (differencing)."""
    if not made[-1].groups:
        return False
    crossed = _Crossed.of(tallies, made)
    people, (*before, last) = crossed.most, crossed.groups
    return any(0 < people[more | fewer].sum() < FLOOR for other in before
               for one, two in ((other, last), (last, other)) for more, fewer in _differences(one, two, people))


def could_be_any(tallies: Tallies, made: list[Partition], shares: list[Share]) -> bool:
    """Whether a reader who finds the figures left out cannot tell which item they were left out for.

    For two items at least, some table that fits the ranges has figures that would tell a count. Tables are drawn
    without regard to the true one, so the answer follows from what is shown.
    """
    crossed = _Crossed.of(tallies, made)
    known = [(share, crossed.known(share)) for share in shares]
    return len(list(islice((share for share, one in known if one.figures and _could_be_why(share, one)), 2))) == 2


def _could_be_why(share: Share, known: Known) -> bool:
    rng = np.random.default_rng(0)
    for _ in range(_DRAWS):
        count = some_table(replace(known, figures=()), rng)
        figures = tuple((weight, float(round_half_up(weight @ count, 2))) for weight, _ in known.figures)
        if _narrow(share, replace(known, count=count, figures=figures)):
            return True
    return False


@dataclass(frozen=True)
class _Crossed:
    """Where groups cross. `groups`: partition × cell; `most`: people in a cell; `count`: positive answers × measure."""

    shown: list[Partition]
    groups: np.ndarray
    most: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, tallies: Tallies, made: list[Partition]) -> "_Crossed":
        shown = [n for n, split in enumerate(made) if split.groups]
        places = [group_of_unit(tallies.by[n], made[n].groups)[tallies.cells[:, n]] for n in shown]
        groups, cell = np.unique(np.column_stack(places), axis=0, return_inverse=True)
        most, count = np.zeros(len(groups), int), np.zeros((len(groups), tallies.positive.shape[1]), int)
        np.add.at(most, cell.ravel(), tallies.people)
        np.add.at(count, cell.ravel(), tallies.positive)
        return cls([made[n] for n in shown], groups.T, most, count)

    def known(self, share: Share) -> Known:
        """What is shown of one item, by the breakdowns that show it."""
        by = [n for n, split in enumerate(self.shown) if share.name in split.bands]
        most, count, limits, figures = self.most, self.count[:, share.column], [], []
        for group, split in ((self.groups[n], self.shown[n]) for n in by):
            bases, counts = (np.bincount(group, values, len(split.groups)).astype(int) for values in (most, count))
            limits.append(counts_in_band(counts, bases, np.array(split.parts)))
            figures += [(figure.weights[group], figure.share) for figure in split.figures.get(share.name, {}).values()]
        low, high = zip(*limits, strict=True) if limits else ((), ())
        # One crossing is a network: what its groups leave open, no cell and no difference closes. Figures and more can.
        others = _remainders(self.groups[by], most) if len(by) > 2 or len(by) == 2 and figures else ()
        return Known(count, most, self.groups[by], low, high, tuple(figures), ROUNDED_TO / 2, others)


def _remainders(groups: np.ndarray, most: np.ndarray) -> tuple[np.ndarray, ...]:
    """The populations that crossing breakdowns cut out, also by difference (the remainder rule).

    These are cells, cells of two breakdowns, and the few people by whom a group and the groups of another breakdown
    that are nearest to it differ.
    """
    cuts = [np.arange(groups.shape[1])]
    for one, two in combinations(groups, 2):
        if len(groups) > 2:
            cuts.append(np.unique(np.column_stack([one, two]), axis=0, return_inverse=True)[1].ravel())
        cuts += [np.where(rest, 0, 1 + cuts[0]) for here, there in ((one, two), (two, one))
                 for pair in _differences(here, there, most) for rest in pair if 0 < most[rest].sum() < FLOOR]
    return tuple(cuts)


def _differences(one: np.ndarray, two: np.ndarray, people: np.ndarray):
    """For each group of `one`, the cells of its nearest groups of `two` that are not in it, and its own outside."""
    for group in np.unique(one):
        inside = one == group
        near = np.bincount(two, people * inside) > np.bincount(two, people * ~inside)
        yield near[two] & ~inside, ~near[two] & inside


def _narrow(share: Share, known: Known) -> bool:
    """Whether some count of one item has fewer than three possible values."""
    answers, positive = np.array([share.answers]), np.array([share.is_positive])
    if len(known.low) == 1 and not known.figures:
        ends = known.low[0], known.high[0], known.sums(known.most)[0]
        return bool(too_narrow(*(values[:, None] for values in ends), answers, positive).any())
    return bool(known.low) and any(narrow(low[:, None], high[:, None], base[:, None], answers, positive).any()
                                   for (low, high), base in zip(reach(known), known.sums(known.most), strict=True))
