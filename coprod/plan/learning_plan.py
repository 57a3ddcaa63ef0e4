"""The learning plan: what is done, for whom, when, at what cost, and what those who lead expect of it."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from coprod.errors import refuse
from coprod.paths import data_folder
from coprod.plan.input_tables import Line, find_filled, read_filled

COLUMNS = ("id", "activity", "needs", "for_whom", "start", "end", "hours", "places", "cost", "owner", "indicator",
           "points", "agreed_by", "agreed_on")
MONTHS = 12  # the longest plan


@dataclass(frozen=True)
class Activity:
    """One line of a plan.

    `needs`: measures of the survey it serves; `start`, `end`: first days of months; `hours` of one place; `cost` in
    pounds; `owner`, `agreed_by`: roles; `indicator`: the measure it should move, by `points` (with sign); `line`: where
    it stands.
    """

    id: str
    activity: str
    needs: tuple[str, ...]
    for_whom: str
    start: datetime.date
    end: datetime.date
    hours: float
    places: int
    cost: int
    owner: str
    indicator: str
    points: int | None
    agreed_by: str
    agreed_on: datetime.date | None
    line: int


@dataclass(frozen=True)
class Expectation:
    """What is expected of a measure, in `points` with sign, by all the activities that should move it."""

    indicator: str
    points: int
    agreed_by: str
    agreed_on: datetime.date | None
    activities: tuple[Activity, ...]

    @property
    def signed(self) -> bool:
        """Whether a senior role has agreed to it on a day."""
        return bool(self.agreed_by and self.agreed_on)


@dataclass(frozen=True)
class Plan:
    """The learning plan of a wave; `file`: the name of its file."""

    wave: str
    file: str
    activities: tuple[Activity, ...]

    @property
    def start(self) -> datetime.date:
        """The first day of its first month."""
        return min(activity.start for activity in self.activities)

    @property
    def months(self) -> int:
        """How many months it takes, the first and the last counted."""
        end = max(activity.end for activity in self.activities)
        return months_between(self.start, end) + 1

    @property
    def expectations(self) -> tuple[Expectation, ...]:
        """One for each measure that an activity should move, in the order of the plan."""
        by: dict[str, list[Activity]] = {}
        for activity in self.activities:
            if activity.indicator and activity.points:
                by.setdefault(activity.indicator, []).append(activity)
        return tuple(Expectation(name, same[0].points, same[0].agreed_by, same[0].agreed_on, tuple(same))
                     for name, same in by.items())


def plan_folder(wave: str) -> Path:
    """Where a wave's plan and review lie: `data/plan/<wave>`; it need not exist."""
    return data_folder("plan", wave)


def read_plan(wave: str) -> Plan | None:
    """Read plan.csv or plan.xlsx of `data/plan/<wave>`; None where there is none, or no line is filled in yet.

    Raises BadInput with every problem by file, line and column.
    """
    problems: list[str] = []
    lines = lines_of(wave, "plan", COLUMNS, problems)
    activities = tuple(_activity(line) for line in lines)
    if not problems:
        _check_together(lines, activities)
    refuse(problems)
    return Plan(wave, lines[0].file, activities) if lines else None


def lines_of(wave: str, name: str, columns: tuple[str, ...], problems: list[str]) -> list[Line]:
    """The filled-in lines of `name`.csv or `name`.xlsx of `data/plan/<wave>`; none where there is no such file."""
    path = find_filled(plan_folder(wave), name)
    return read_filled(path, columns, problems) if path else []


def months_between(one: datetime.date, two: datetime.date) -> int:
    """How many months one day's month lies before another's."""
    return (two.year - one.year) * 12 + two.month - one.month


def _activity(line: Line) -> Activity:
    start, end = line.month("start"), line.month("end")
    if start and end and end < start:
        line.wrong("end", "is before the start.")
    indicator, points = line.text("indicator", needed=False), line.points("points", needed=False)
    if bool(indicator) != bool(line.cells["points"]):
        line.wrong("points" if indicator else "indicator",
                   "is still to be filled in: a measure and by how much it should move belong together. Leave both "
                   "blank where nothing is expected.")
    line.refuse_people("activity", "for_whom")
    return Activity(
        line.text("id"), line.text("activity"), tuple(line.cells["needs"].split()), line.text("for_whom"), start, end,
        line.number("hours"), line.whole("places"), line.whole("cost"), line.role("owner"), indicator, points,
        line.role("agreed_by", needed=False), line.day("agreed_on", needed=False), line.at)


def _check_together(lines: list[Line], activities: tuple[Activity, ...]) -> None:
    """Each activity has an id of its own, and those that should move the same measure share one expectation."""
    ids: set[str] = set()
    first: dict[str, Activity] = {}
    for line, activity in zip(lines, activities, strict=True):
        if activity.id in ids:
            line.wrong("id", "stands there more than once. Give each activity an id of its own.")
        ids.add(activity.id)
        one = first.setdefault(activity.indicator, activity)
        for column in ("points", "agreed_by", "agreed_on"):
            if activity.indicator and getattr(activity, column) != getattr(one, column):
                line.wrong(column, f"differs from line {one.line}, which should move the same measure. What is "
                           "expected of a measure is expected of all its activities together: give them the same.")
