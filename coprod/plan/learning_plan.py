"""The learning plan: what is done, for whom, when, at what cost, and what those who lead expect of it; without any answers."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from coprod.errors import refuse
from coprod.paths import project_root
from coprod.plan.input_tables import Line, find_filled, read_filled
from coprod.plan.roles import NOBODY, ROLE, names_a_person, names_a_role

COLUMNS = ("id", "activity", "needs", "for_whom", "start", "end", "hours", "places", "cost", "owner", "indicator", "points",
           "agreed_by", "agreed_on")
MONTHS = 12  # the longest plan
# What the command line says of each thing that a plan leaves open; pages say it in words of their own.
OPEN = {
    "need_open": 'no activity serves "{need}", which is likely among the three largest needs of its kind. Add an activity, or name '
                 "it under one.",
    "activity_open": "this activity serves no need. Name the measure of one.",
    "unsigned": "nobody has signed what is expected here. Name the senior role and the day.",
    "no_measure": "no share of this measure is shown, so nothing can be seen of it. Choose another.",
    "too_small": "the next survey can show a change of about {least} points or more here, so this is too small to be seen. Expect "
                 "more, or choose another measure.",
    "too_long": "the plan takes {months} months; it should end within {most}.",
}


@dataclass(frozen=True)
class Activity:
    """One line of a plan.

    `needs`: measures of the survey it serves; `start`, `end`: first days of months; `hours` of one place; `cost` in pounds;
    `owner`, `agreed_by`: roles; `indicator`: the measure it should move, by `points` (with sign); `line`: where it stands.
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
    """What is expected of a measure, by all the activities that should move it; `signed`: a role agreed to it on a day."""

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
        return tuple(Expectation(name, one[0].points, one[0].agreed_by, one[0].agreed_on, tuple(one)) for name, one in by.items())


def plan_folder(wave: str) -> Path:
    """Where a wave's plan and review lie: `data/plan/<wave>`; it need not exist."""
    return project_root() / "data" / "plan" / wave


def read_plan(wave: str) -> Plan | None:
    """Read plan.csv or plan.xlsx of `data/plan/<wave>`; None where there is none, or no line is filled in yet.

    Raises BadInput with every problem by file, line and column.
    """
    path = find_filled(plan_folder(wave), "plan")
    if path is None:
        return None
    problems: list[str] = []
    activities = tuple(_activity(line) for line in read_filled(path, COLUMNS, problems))
    if not problems:
        problems += [*_repeated(path.name, activities), *_at_odds(path.name, activities)]
    refuse(problems)
    return Plan(wave, path.name, activities) if activities else None


def months_between(one: datetime.date, two: datetime.date) -> int:
    """How many months one day's month lies before another's."""
    return (two.year - one.year) * 12 + two.month - one.month


def _activity(line: Line) -> Activity:
    start, end = line.month("start"), line.month("end")
    if start and end and end < start:
        line.wrong("end", "is before the start.")
    indicator, points = line.text("indicator", needed=False), line.points("points", needed=False)
    if bool(indicator) != bool(line.cells["points"]):
        line.wrong("points" if indicator else "indicator", "is still to be filled in: a measure and by how much it should move "
                   "belong together. Leave both blank where nothing is expected.")
    for column in ("activity", "for_whom"):
        if names_a_person(line.text(column)):
            line.wrong(column, NOBODY)
    return Activity(line.text("id"), line.cells["activity"], tuple(line.cells["needs"].split()), line.cells["for_whom"], start, end,
                    line.number("hours"), line.whole("places"), line.whole("cost"), _role(line, "owner"), indicator, points,
                    _role(line, "agreed_by", needed=False), line.day("agreed_on", needed=False), line.at)


def _role(line: Line, column: str, needed: bool = True) -> str:
    text = line.text(column, needed)
    if text and not names_a_role(text):
        line.wrong(column, ROLE)
    return text


def _repeated(file: str, activities: tuple[Activity, ...]) -> list[str]:
    ids = [activity.id for activity in activities]
    return [f'{file}, line {activity.line}, column "id": stands there more than once. Give each activity an id of its own.'
            for n, activity in enumerate(activities) if activity.id in ids[:n]]


def _at_odds(file: str, activities: tuple[Activity, ...]) -> list[str]:
    """Activities that should move the same measure share one expectation."""
    first: dict[str, Activity] = {}
    wrong = []
    for activity in activities:
        one = first.setdefault(activity.indicator, activity)
        for column in ("points", "agreed_by", "agreed_on"):
            if activity.indicator and getattr(activity, column) != getattr(one, column):
                wrong.append(f'{file}, line {activity.line}, column "{column}": differs from line {one.line}, which should move '
                             "the same measure. What is expected of a measure is expected of all its activities together: give "
                             "them the same.")
    return wrong
