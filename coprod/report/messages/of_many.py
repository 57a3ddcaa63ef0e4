"""Sentences about many groups: how many of them lie above or below all staff."""

import pandas as pd

from coprod.report.messages.language import say, written
from coprod.report.messages.of_numbers import open_between, people

_TEAM = "team"


def headline(key: str, breakdown: dict, count: int) -> str:
    """The headline of a place where groups are counted: "12,560 teams beside all staff"; breakdown: of the record."""
    return say(f"many.{key}", groups=groups(breakdown, count))


def groups(breakdown: dict, count: int) -> str:
    """How many groups: "12,560 teams", "80 groups by role"."""
    if breakdown["name"] == _TEAM:
        return _teams(count)
    return say("many.groups", count=count, number=people(count), group=written(breakdown["label"]).lower())


def questions(count: int) -> str:
    """How many questions: "5 questions"."""
    return say("many.questions", count=count)


def told(frame: pd.DataFrame) -> str:
    """What counts of groups say: of one measure all of them, of several where most lie higher and where most lie lower."""
    if len(frame) == 1:
        return say("many.told", **{kind: people(frame[kind].iloc[0]) for kind in ("higher", "lower", "cannot_tell")})
    most = [frame.loc[frame[kind].idxmax(), ["label", kind]] for kind in ("higher", "lower")]
    return say("many.most", **{f"label_{n}": row.iloc[0].rstrip(".") for n, row in enumerate(most, 1)},
               **{f"number_{n}": people(row.iloc[1]) for n, row in enumerate(most, 1)})


def about(breakdown: dict) -> str:
    """How groups are compared with all staff, and where the ranges of each stand."""
    kind = "team" if breakdown["name"] == _TEAM else "group"
    return f"{say(f'many.compared_{kind}')} {say(f'many.elsewhere_{kind}')}"


def kind(name: str) -> str:
    """The heading of a count: "Higher", "Can't tell", "Lower", "Not shown"."""
    return say(f"many.{name}")


def value(counts: list[int]) -> str:
    """The counts of a row side by side, as they stand beside its bars: "1,924 · 8,016 · 2,620"."""
    return say("many.beside").join(map(people, counts))


def axis(breakdown: dict) -> str:
    """What the scale means."""
    return say("many.axis_team" if breakdown["name"] == _TEAM else "many.axis_group")


def in_both(breakdown: dict, count: int) -> str:
    """How many groups are the same in two waves, and where their ranges stand."""
    return say("many.in_both_team" if breakdown["name"] == _TEAM else "many.in_both_group", groups=groups(breakdown, count))


def bands(count: int) -> str:
    """The headline where teams are counted by how many of them replied."""
    return say("many.bands", teams=_teams(count))


def to_ask_again(count: int, band: tuple[float, float]) -> str:
    """How many teams are in the lowest band of reply rates."""
    return say("many.to_ask_again", count=count, teams=_teams(count), between=open_between(band))


def _teams(count: int) -> str:
    return say("many.teams", count=count, number=people(count))
