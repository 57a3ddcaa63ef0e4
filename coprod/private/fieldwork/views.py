"""What was shown of an open survey, one view after another: kept in a private file, and only ever added to."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date

import numpy as np

from coprod.errors import BadInput
from coprod.paths import project_root, whole_file
from coprod.private.coding.tallies import Unit
from coprod.private.disclosure.aggregation import by_head_count, name_of
from coprod.private.disclosure.band_widths import counts_at, parts_for, place_of
from coprod.private.disclosure.limits import FEWEST_GROUPS
from coprod.private.fieldwork.differencing import Moment, discloses
from coprod.record import FEWEST, FEWEST_STAFF
from coprod.record.replies import MOST_PARTS, STEP
from coprod.wave.settings import Wave


@dataclass(frozen=True)
class ReplyGroups:
    """The groups whose replies are shown, by head counts alone: name, service, teams and staff; none if too few."""

    labels: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    teams: tuple[tuple[str, ...], ...] = ()
    staff: tuple[int, ...] = ()

    @classmethod
    def from_head_counts(cls, units: tuple[Unit, ...], floor: int) -> "ReplyGroups":
        """The tree of teams as a release has it, split by head counts alone; no groups if fewer than four are left."""
        groups = by_head_count(units, floor)
        if len(groups) < FEWEST_GROUPS:
            return cls()
        rows = ((*name_of(units, one.units, True), tuple(sorted(units[n].label for n in one.units)), one.staff)
                for one in groups)
        return cls(*zip(*sorted(rows, key=lambda row: (not row[1], row[1], row[0])), strict=True))

    def of(self, units: tuple[Unit, ...]) -> np.ndarray:
        """Which unit is in which group (group × unit, 0 or 1)."""
        return np.array([[unit.label in teams for unit in units] for teams in self.teams], int).reshape(-1, len(units))

    def parts(self) -> np.ndarray:
        """Into how many parts each group's head count is cut."""
        return parts_for(np.array(self.staff, int), MOST_PARTS)


@dataclass(frozen=True)
class FieldworkView:
    """One figure that was shown.

    `week`: the Sunday up to which it counts; `replies`, `nameless`: how many there were, and how many of them named no
    team (never shown so); `seen`: the last Sunday before it was first shown; `places`: the band of each group, lowest
    0, none where groups did not move.
    """

    week: date
    replies: int
    nameless: int
    seen: date
    places: tuple[int, ...] = ()

    @property
    def shown(self) -> int:
        """The figure that is shown."""
        return self.replies // STEP * STEP


@dataclass(frozen=True)
class ReplyCounts:
    """Replies up to the end of each week (a Sunday): `by_unit` (week × unit); `nameless`: without a team."""

    weeks: tuple[date, ...]
    by_unit: np.ndarray
    nameless: np.ndarray


@dataclass(frozen=True)
class ShownWhileOpen:
    """All that was shown of a wave while it was open."""

    groups: ReplyGroups | None = None
    views: tuple[FieldworkView, ...] = ()

    def tells_with(self, response: tuple[np.ndarray, np.ndarray], wave: Wave) -> bool:
        """Whether the band of who answered a small survey, released beside the views, would tell a number."""
        if not self.views:
            return False
        low, high = response
        possible = np.arange(max(wave.floor, self.views[-1].shown), FEWEST_STAFF) / wave.eligible
        return bool(((possible >= low - 1e-9) & (possible < high - 1e-9)).sum() < FEWEST)


def next_views(kept: tuple[FieldworkView, ...], groups: ReplyGroups, units: tuple[Unit, ...], counted: ReplyCounts,
               eligible: int) -> tuple[FieldworkView, ...]:
    """The views kept and those to be added.

    None is added in a week that had one, and none unless 10 or more replied since, and 10 or more have not. Groups
    move with the last figure only. Where the views together would tell a group's number, nothing moves at all, which
    nobody can tell from too few new replies.
    """
    made, seen = list(kept), max(counted.weeks, default=date.min)
    if kept and seen <= kept[-1].seen:
        return kept
    for n, week in enumerate(counted.weeks):
        last = made[-1] if made else FieldworkView(date.min, 0, 0, date.min)
        replies = int(counted.by_unit[n].sum() + counted.nameless[n])
        if week > last.week and replies - last.replies >= STEP and eligible - replies >= STEP:
            made.append(FieldworkView(week, replies, int(counted.nameless[n]), seen))
    if len(made) > len(kept) and groups.staff:
        count = groups.of(units) @ counted.by_unit[counted.weeks.index(made[-1].week)]
        places = place_of(count, np.array(groups.staff), groups.parts())
        made[-1] = replace(made[-1], places=tuple(places.tolist()))
        if discloses(np.array(groups.staff), _moments(tuple(made), groups, np.eye(len(places), dtype=int))):
            return kept
    return tuple(made)


def _moments(views: tuple[FieldworkView, ...], groups: ReplyGroups, inside: np.ndarray) -> list[Moment]:
    """What a reader of the views knows. `inside`: group × cell, which cells are in it."""
    known = []
    for view in views:
        total = (view.shown - view.nameless, view.shown + STEP - 1 - view.nameless)
        ends = counts_at(np.array(view.places), np.array(groups.staff), groups.parts()) if view.places else ()
        known.append(Moment(total, view.nameless, *((inside, *ends) if ends else ())))
    return known


def shown_while_open(wave: Wave) -> ShownWhileOpen:
    """What was shown of a wave while it was open; nothing of an invented one, whose views can be made again."""
    return ShownWhileOpen() if wave.invented else FieldworkFile().of(wave.name)


class FieldworkFile:
    """The views of all waves ever shown, a private file beside the raw data; raises BadInput where it is broken."""

    def __init__(self):
        self.path = project_root() / "data" / "raw" / "fieldwork.json"
        try:
            self.waves = json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}
            for wave in self.waves:
                self.of(wave)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadInput("data/raw/fieldwork.json cannot be read. Bring it back from where it was last used: without "
                           "it nobody can check what two views tell together.") from error

    def of(self, wave: str) -> ShownWhileOpen:
        """What was shown of a wave; without groups and views where nothing ever was."""
        if wave not in self.waves:
            return ShownWhileOpen()
        groups = self.waves[wave]["frame"]
        views = (FieldworkView(date.fromisoformat(view["week"]), view["replies"], view["nameless"],
                               date.fromisoformat(view["seen"]), tuple(view["places"]))
                 for view in self.waves[wave]["views"])
        labels, parents, teams, staff = (tuple(groups[name]) for name in ("labels", "parents", "teams", "staff"))
        return ShownWhileOpen(ReplyGroups(labels, parents, tuple(map(tuple, teams)), staff), tuple(views))

    def keep(self, wave: str, groups: ReplyGroups, views: tuple[FieldworkView, ...]) -> None:
        """Note the views of a wave."""
        told = [asdict(view) | {"week": view.week.isoformat(), "seen": view.seen.isoformat()} for view in views]
        self.waves[wave] = {"frame": asdict(groups), "views": told}
        whole_file(self.path, json.dumps(self.waves, indent=1, ensure_ascii=False) + "\n")
