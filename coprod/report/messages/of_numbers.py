"""Old names of how values are written, for call sites that are not converted yet."""

from functools import partial

from coprod.report.messages.values import shown


def _as(name: str):
    return lambda value: shown(value, name)


percent, between, open_between, points, points_between = map(_as, ("percent", "range", "open_range", "points", "points_range"))
people, in_hundred, in_ten, day, listed, any_of = map(_as, ("people", "in_hundred", "in_ten", "day", "list", "any_of"))
withheld = partial(shown, None, "percent")


def whole(share: float) -> int:
    """A share or a change in whole per cents."""
    return int(shown(share, "whole"))


def in_hundred_between(low: float, high: float) -> str:
    """The likely range of how often of a hundred times."""
    return shown((low, high), "in_hundred_range")
