"""Kinds of cells: how each is said on a page, and which numbers it is in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from math import nan

from coprod.report.messages import say, shown
from coprod.stats import round_half_up

WITHHELD = "withheld"  # what stands in a resource for a number of too few people
_PAIR, _TRIPLE = ("low", "high"), ("", "low", "high")


@dataclass(frozen=True)
class Kind:
    """A kind of cell: `said` puts a value into words; `parts` names its numbers; `unit` is how files count them, "" for
    counts and texts; `open`: an end that says none or all is left empty."""

    said: Callable[..., str]
    parts: tuple[str, ...] = ("",)
    unit: str = ""
    open: bool = False

    @property
    def type(self) -> str:
        """The Frictionless type of its fields: shares and changes are numbers, counts integers."""
        return "string" if self.said is str else "number" if self.unit else "integer"

    def fields(self, value) -> list:
        """The numbers of a value as a resource holds them: no finer than they are shown."""
        if self.said is str:
            return [str(value)]
        numbers = [None if not is_there(one) else self._number(one)
                   for one in (value if len(self.parts) > 1 else [value])]
        return [None if self.open and number in (0, 1) else number for number in numbers]

    def _number(self, one):
        return points(one) / 100 if self.unit == "points" else whole(one) / 100 if self.unit else int(one)

    def value(self, fields: list):
        """What `fields` was given; None where all are empty."""
        if fields[0] == WITHHELD and self.unit:
            fields = [nan, *fields[1:]]
        if all(one is None for one in fields):
            return None
        if self.open:
            fields = [end if one is None else one for one, end in zip(fields, (0.0, 1.0), strict=True)]
        return tuple(fields) if len(self.parts) > 1 else fields[0]

    def in_file(self, field):
        """A field as a CSV file has it: shares as whole per cents, changes as whole points, what is withheld empty."""
        if not self.unit or field is None:
            return field
        return None if field == WITHHELD else points(field) if self.unit == "points" else whole(field)

    def heading(self, heading: str, part: str) -> str:
        """What a part of it is called in a file, with its unit."""
        named = say(f"tables.{part}", heading=heading) if part else heading
        return say(f"tables.in_{self.unit}", heading=named) if self.unit else named


def whole(share: float) -> int:
    """A share or a change (-1 to 1) in whole per cents or points, halves away from zero."""
    return int(round(float(round_half_up(share, 2)) * 100))


def points(change: float) -> int | float:
    """A change (-1 to 1) in points, as fine as it is given; whole ones without a point."""
    made = round(change * 100, 6)
    return int(made) if made == int(made) else made


def _as(form: str) -> Callable[..., str]:
    return lambda value: shown(value, form)


def _estimate(value):
    return say("numbers.with_range", share=value[0], range=value[1:])


def _score(value):
    return say("numbers.score", mean=value[0], low=value[1], high=value[2])


KINDS = {
    "text": Kind(str),
    "percent": Kind(_as("percent"), unit="percent"),
    "range": Kind(_as("range"), _PAIR, "percent"),
    "open range": Kind(_as("open_range"), _PAIR, "percent", open=True),
    "estimate": Kind(_estimate, _TRIPLE, "percent"),
    "points": Kind(_as("points"), unit="points"),
    "points range": Kind(_as("points_range"), _PAIR, "points"),
    "hundred": Kind(_as("in_hundred"), unit="hundred"),
    "hundred range": Kind(_as("in_hundred_range"), _PAIR, "hundred"),
    "score": Kind(_score, _TRIPLE),
    "whole": Kind(_as("people")),
}


def is_there(value) -> bool:
    """Whether a cell has a value: not None, not NaN."""
    return value is not None and value == value


def is_withheld(kind: str, value) -> bool:
    """Whether a cell stands for a number of too few people: a share that is NaN."""
    share = value[0] if kind == "estimate" and value is not None else value
    return kind in ("percent", "estimate") and share is not None and share != share
