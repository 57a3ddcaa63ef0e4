"""What may be known while a survey is open: how many replied, in steps and bands."""

from dataclasses import dataclass
from datetime import date

STEP = 10  # no figure moves for fewer new replies, and all staff are counted in full steps
MOST_PARTS = 5  # into how many bands a group's head count is cut at the most


@dataclass(frozen=True)
class Standing:
    """A group of the league table: its name, its service, and the band its reply rate lies in (shares, 0 to 1)."""

    label: str
    parent: str
    low: float
    high: float


@dataclass(frozen=True)
class Replies:
    """How an open survey stands on a day.

    `points`: for the end of some weeks (a Sunday) how many of all staff had replied at least, in full steps of 10;
    `groups`: the league table as at the last of them, empty where none is shown; `eligible`: staff who can reply.
    """

    wave: str
    title: str
    survey: str
    invented: bool
    opened: date
    closed: date
    day: date
    eligible: int
    points: tuple[tuple[date, int], ...]
    groups: tuple[Standing, ...]

    @property
    def days_left(self) -> int:
        """Days on which one can still reply, the day of the view and the closing day among them."""
        return (self.closed - self.day).days + 1
