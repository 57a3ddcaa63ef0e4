"""What may be known of a wave, typed: the record, what was asked, the groups, and why something is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import pandas as pd

ALL_STAFF = "all staff"
TEAM = "team"  # the breakdown whose groups have head counts
EVERYBODY = "everybody who answered"  # the one group, and breakdown, of a wave with few answers
RESPONSE = "response"  # the item under which the record holds who answered
ITEM, OPTION, INDICATOR = "item", "option", "indicator"  # kinds of measures
FEWEST = 3  # no answer given by fewer people is shown for all staff
MOST_LISTED = 60  # so many groups of a breakdown are listed one by one; of more it is only said how many there are
RATED, EVERYONE = "rated", "everyone"  # a group's share is of those who rated it (once), or of all who answered
FEWEST_STAFF = 30  # with fewer usable answers all staff are one group, and nothing is counted out


class Verdict(StrEnum):
    """What the answers of two waves allow to be said of a change."""

    IMPROVED = "improved"
    DECLINED = "declined"
    RISEN = "risen"
    FALLEN = "fallen"
    ABOUT_THE_SAME = "about the same"
    EXACTLY_THE_SAME = "exactly the same"  # everybody answered both times
    CANNOT_TELL = "cannot tell"
    NOT_TESTED = "not tested"


@dataclass(frozen=True)
class Answer:
    """An answer as shown. `name` joins merged ones with "+"; `positive`: whether the share counts it, None: in part."""

    name: str
    label: str
    missing: str
    positive: bool | None


@dataclass(frozen=True)
class Measure:
    """What was measured: an item, an option of an item with several answers, or an indicator.

    `sources`: the items it is made of; `scale`: the labels as asked; `relevant`: who was asked ("": everybody); `rule`:
    of an indicator; `share`: whether a share may be shown; `withheld`: why nothing is; `adjusted`, `fixed_mix`: the
    share (0 to 1) weighted by team, and at the baseline's mix of teams.
    """

    name: str
    kind: str
    label: str
    stem: str
    construct: str
    phrase: str
    better: str
    headline: bool
    scale: tuple[str, ...]
    relevant: str
    rule: str
    sources: tuple[str, ...]
    source_line: str
    share: bool
    withheld: str
    adjusted: float | None
    fixed_mix: float | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Breakdown:
    """What groups are made by: a name and its heading."""

    name: str
    label: str


@dataclass(frozen=True)
class Group:
    """A group that is shown. `label` is its key; `teams` and `headcount` are known of groups by team alone.

    `at_least`, `at_most`: between which numbers those who answered lie (`at_most` None: nothing is said of the most;
    both None: nothing is said).
    """

    breakdown: str
    label: str
    shown_as: str
    parent: str
    headcount: int | None
    teams: tuple[str, ...]
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True)
class Note:
    """Why something is not shown: a code, and the breakdown to which it applies ("": all of them)."""

    code: str
    breakdown: str = ""


@dataclass(frozen=True)
class Score:
    """Items meant as one scale: mean with likely range (0 to 100).

    `people`, `alpha`, `omega`: in older records only, for they told more than they should.
    """

    name: str
    label: str
    items: tuple[str, ...]
    people: int | None
    mean: int
    low: int
    high: int
    alpha: float | None
    omega: float | None


@dataclass(frozen=True)
class MixPart:
    """A team, or several shown as one, with its head count at the baseline and now."""

    label: str
    then: int
    now: int


@dataclass(frozen=True)
class Mix:
    """The teams that a wave and its baseline have in common."""

    baseline: str
    parts: tuple[MixPart, ...]


@dataclass(frozen=True)
class Unasked:
    """A question of the bank, which nobody was asked."""

    name: str
    label: str
    construct: str
    source_line: str


@dataclass(frozen=True, eq=False)
class Record:
    """What may be known of a wave: made by disclosure control, or read from `data/processed/<wave>/`.

    `tallies`: columns item, group, answer, count, base, low, high; one row an item and answer for all staff (`count`,
    `base`), one row an item and group for groups (`low`, `high`: the ends of the band, shares 0 to 1). A group's row
    has no count and no base, ever. `margin`: shares 0 to 1; `floor`: fewest people of any group; `kish`: the design
    effect of weighting by team; `group_base`: of whom a group's share is (RATED, EVERYONE).
    """

    wave: str
    title: str
    survey: str
    invented: bool
    opened: date
    closed: date
    eligible: int
    margin: float
    floor: int
    kish: float | None
    mix: Mix | None
    measures: tuple[Measure, ...]
    breakdowns: tuple[Breakdown, ...]
    groups: tuple[Group, ...]
    notes: tuple[Note, ...]
    scores: tuple[Score, ...]
    unasked: tuple[Unasked, ...]
    tallies: pd.DataFrame
    seal: str | None = None
    group_base: str = RATED

    @property
    def sealed(self) -> bool:
        """Whether the record was released."""
        return bool(self.seal)

    @cached_property
    def is_small(self) -> bool:
        """Whether so few answered that everybody is one group, shown in bands only."""
        return any(group.breakdown == EVERYBODY for group in self.groups)

    @cached_property
    def usable(self) -> int | None:
        """How many usable answers there are; None in a small survey, which does not tell."""
        rows = self.tallies
        count = rows.loc[rows["item"].eq(RESPONSE) & rows["group"].eq(ALL_STAFF) & rows["answer"].eq("usable"), "count"]
        return int(count.iloc[0]) if len(count) else None

    @cached_property
    def headlines(self) -> tuple[Measure, ...]:
        """The headline indicators, in the order of the codebook."""
        return tuple(measure for measure in self.measures if measure.headline and measure.kind == INDICATOR)

    @cached_property
    def by_name(self) -> Mapping[str, Measure]:
        """The measures by name."""
        return {measure.name: measure for measure in self.measures}

    @cached_property
    def stands_for(self) -> Mapping[str, str]:
        """The indicator that is made of an item alone, by that item: both would say the same."""
        return {m.sources[0]: m.name for m in self.measures if m.kind == INDICATOR and len(m.sources) == 1}

    def measure(self, name: str) -> Measure:
        """The measure of that name; raises KeyError if there is none."""
        return self.by_name[name]

    def groups_of(self, breakdown: str) -> tuple[Group, ...]:
        """The groups of a breakdown that are shown."""
        return tuple(group for group in self.groups if group.breakdown == breakdown)

    def is_long(self, breakdown: str) -> bool:
        """Whether a breakdown has too many groups to be listed one by one."""
        return len(self.groups_of(breakdown)) > MOST_LISTED
