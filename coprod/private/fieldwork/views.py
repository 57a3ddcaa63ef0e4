"""What was shown of an open survey, one view after another: kept in a private file, and only ever added to."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from coprod.errors import BadInput
from coprod.paths import project_root, whole_file
from coprod.private.coding.tallies import Tally, Unit
from coprod.private.disclosure.aggregation import Aggregate, aggregate, group_of_unit
from coprod.private.disclosure.band_widths import band, parts_for
from coprod.private.fieldwork.differencing import Moment, tells
from coprod.record.replies import MOST_PARTS, STEP
from coprod.wave.settings import Wave

_FEWEST_GROUPS = 4  # fewer against a total of all staff could be worked out


@dataclass(frozen=True)
class Frame:
    """The groups of the league table, by head counts alone: name, service, teams and staff of each; none if too few."""

    labels: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    teams: tuple[tuple[str, ...], ...] = ()
    staff: tuple[int, ...] = ()

    def of(self, units: tuple[Unit, ...]) -> np.ndarray:
        """Which unit is in which group (group × unit, 0 or 1)."""
        return np.array([[unit.label in teams for unit in units] for teams in self.teams], int).reshape(-1, len(units))


@dataclass(frozen=True)
class View:
    """One figure that was shown: `week`: the Sunday up to which it counts; `replies`, `nameless`: how many there were,
    and how many of them named no team (never shown so); `seen`: the last Sunday before it was first shown; `places`:
    the band of each group, lowest 0, none where groups did not move.
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
class Shown:
    """All that was shown of a wave while it was open: groups and views."""

    frame: Frame | None = None
    views: tuple[View, ...] = ()

    def tells_with(self, tally: Tally, groups: tuple[Aggregate, ...], response: tuple[np.ndarray, np.ndarray], floor: int) -> bool:
        """Whether a released band of who answered for each of `groups` (shares, low and high) would tell too much
        beside it."""
        if not self.views or not self.frame or not self.frame.staff:
            return False
        named = np.array([unit.named for unit in tally.units])
        place, shown = group_of_unit(tally, groups)[named], self.frame.of(tally.units)[:, named]
        people = np.array([unit.headcount for unit in tally.units if unit.named])
        if (shown.sum(axis=0) != 1).any() or (shown @ people != self.frame.staff).any():
            return True  # the teams are others now, and nobody can check what the two tell
        cells, cell = np.unique(np.column_stack([place, shown.argmax(axis=0)]), axis=0, return_inverse=True)
        staff = np.bincount(cell.ravel(), people).astype(int)
        in_group = (cells[:, 0] == np.arange(len(groups))[:, None]).astype(int)
        in_frame = (cells[:, 1] == np.arange(len(self.frame.staff))[:, None]).astype(int)
        nameless, size = int(tally.usable[~named].sum()), in_group @ staff
        low, high = (np.round(ends * size, 6) for ends in response)
        low = np.maximum(np.ceil(low), floor - nameless)
        high = np.where(response[1] > 1 - 1e-9, size, np.ceil(high) - 1)
        total = int(tally.usable[named].sum())
        last = Moment((total, total), nameless, in_group, low, high)
        return tells(staff, moments(self.views, self.frame, in_frame), last)


@dataclass(frozen=True)
class Counted:
    """Replies up to the end of each week: `weeks` (Sundays), `by_unit` (week × unit) and how many of them named no
    team."""

    weeks: tuple[date, ...]
    by_unit: np.ndarray
    nameless: np.ndarray


def frame_of(units: tuple[Unit, ...], floor: int) -> Frame:
    """The groups of a league table: small teams merged by head count, services first; none where fewer than four are
    left."""
    staff = np.array([unit.headcount if unit.named else 0 for unit in units])
    groups = aggregate(Tally(np.zeros((len(units), 0, 2), int), {}, units, staff, staff), [], floor)
    if len(groups) < _FEWEST_GROUPS or min(group.headcount for group in groups) < floor:
        return Frame()
    teams = (tuple(sorted(units[n].label for n in group.units)) for group in groups)
    return Frame(tuple(g.label for g in groups), tuple(g.parent for g in groups), tuple(teams), tuple(g.headcount for g in groups))


def next_views(kept: tuple[View, ...], frame: Frame, units: tuple[Unit, ...], counted: Counted, eligible: int) -> tuple[View, ...]:
    """The views kept and those to be added: none in a week that had one, and none unless 10 or more replied since, and
    10 or more have not.

    Groups move with the last figure only. Where the views together would tell a group's number, nothing moves at all,
    which nobody can tell from too few new replies.
    """
    made, seen = list(kept), max(counted.weeks, default=date.min)
    if kept and seen <= kept[-1].seen:
        return kept
    for n, week in enumerate(counted.weeks):
        last = made[-1] if made else View(date.min, 0, 0, date.min)
        replies = int(counted.by_unit[n].sum() + counted.nameless[n])
        if week > last.week and replies - last.replies >= STEP and eligible - replies >= STEP:
            made.append(View(week, replies, int(counted.nameless[n]), seen))
    if len(made) == len(kept):
        return kept
    if frame.staff:
        count = frame.of(units) @ counted.by_unit[counted.weeks.index(made[-1].week)]
        staff = np.array(frame.staff)
        parts = parts_for(staff, MOST_PARTS)
        made[-1] = replace(made[-1], places=tuple(int(p) for p in np.round(band(count, staff, parts)[0] * parts)))
        if tells(np.array(frame.staff), moments(tuple(made), frame, np.eye(len(frame.staff), dtype=int))):
            return kept
    return tuple(made)


def moments(views: tuple[View, ...], frame: Frame, groups: np.ndarray) -> list[Moment]:
    """What a reader of the views knows. `groups`: group of the frame × cell, which cells are in it."""
    staff = np.array(frame.staff)
    parts = parts_for(staff, MOST_PARTS)
    known = []
    for view in views:
        total = (view.shown - view.nameless, view.shown + STEP - 1 - view.nameless)
        if not view.places:
            known.append(Moment(total, view.nameless))
            continue
        places = np.array(view.places)
        low = -(-places * staff // parts)
        high = np.where(places == parts - 1, staff, -(-(places + 1) * staff // parts) - 1)
        known.append(Moment(total, view.nameless, groups, low, high))
    return known


def weeks_over(opened: date, day: date) -> tuple[date, ...]:
    """The Sundays from the week of the opening to the last one before a day."""
    first = opened + timedelta(days=6 - opened.weekday())
    return tuple(first + timedelta(weeks=n) for n in range(max(0, -(-(day - first).days // 7))))


def shown_while_open(wave: Wave) -> Shown:
    """What was shown of a wave while it was open; nothing of an invented one, whose views can be made again."""
    return Shown() if wave.invented else Shown(*Kept().of(wave.name))


class Kept:
    """The views of all waves that were ever shown, a private file beside the raw data; raises BadInput where it is
    broken."""

    def __init__(self):
        self.path: Path = project_root() / "data" / "raw" / "fieldwork.json"
        try:
            self.waves = json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}
            for wave in self.waves:
                self.of(wave)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadInput("data/raw/fieldwork.json cannot be read. Bring it back from where it was last used: without it nobody "
                           "can check what two views tell together.") from error

    def of(self, wave: str) -> tuple[Frame | None, tuple[View, ...]]:
        """The groups and views of a wave; no groups and no views where nothing was ever shown of it."""
        if wave not in self.waves:
            return None, ()
        frame = self.waves[wave]["frame"]
        views = (View(date.fromisoformat(v["week"]), v["replies"], v["nameless"], date.fromisoformat(v["seen"]),
                      tuple(v["places"]))
                 for v in self.waves[wave]["views"])
        teams = tuple(map(tuple, frame["teams"]))
        return Frame(tuple(frame["labels"]), tuple(frame["parents"]), teams, tuple(frame["staff"])), tuple(views)

    def keep(self, wave: str, frame: Frame, views: tuple[View, ...]) -> None:
        """Note the views of a wave."""
        told = [asdict(view) | {"week": view.week.isoformat(), "seen": view.seen.isoformat()} for view in views]
        self.waves[wave] = {"frame": asdict(frame), "views": told}
        whole_file(self.path, json.dumps(self.waves, indent=1, ensure_ascii=False) + "\n")
