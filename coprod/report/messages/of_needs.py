"""Sentences about what staff need to learn."""

from coprod.analysis import needs
from coprod.report.messages.language import say, sentences, written
from coprod.report.messages.of_numbers import listed, percent

_LEARNING = {needs.UNUSED: "unused_for", needs.UNSURE: "unsure_for"}


def word(key: str) -> str:
    """A word or sentence about needs that takes no values."""
    return say(f"needs.{key}")


def headline(kind: str, ways: list[str]) -> str:
    """What a kind of need is largest for."""
    return say(f"needs.headline_{kind}", way=listed(ways))


def title(kind: str) -> str:
    """The name of a list of needs of a kind."""
    return say(f"needs.title_{kind}")


def named(kind: str, way: str) -> str:
    """A need in the plan: the way, and what of it is lacking."""
    return say(f"needs.named_{kind}", way=way)


def order(ways: list[str], sure: bool, more: bool) -> str:
    """Which needs are in the top three, and whether that is sure; `more`: the list has others."""
    if not more:
        return say("needs.all_shown")
    return say("needs.sure" if sure else "needs.unsure", ways=listed(ways))


def learning(kind: str) -> str:
    """Which kind of learning a kind of need calls for; "" for those that go without saying."""
    return say(f"needs.{_LEARNING[kind]}") if kind in _LEARNING else ""


def withheld(ways: list[str]) -> str:
    """Which needs are not shown because too few people have them, or do not; "" for none."""
    return say("needs.withheld", ways=listed(ways)) if ways else ""


def chance(share: float) -> str:
    """How often a need is in the top three (0-1), as the cell of a table."""
    if share > 0.995:
        return say("needs.always")
    return percent(share) if share >= 0.005 else say("needs.never")


def most(ways: int, of: int) -> str:
    """How many ways more than half of staff do not know."""
    return say("needs.most", count=ways, all=of)


def asked(stem: str) -> str:
    """The question of a list; "" for none."""
    return say("needs.asked", stem=stem) if stem else ""


def by_group(kind: str, breakdown: dict | None) -> str:
    """The title of needs by group: "…: team by team", "…: by role"; breakdown: of the record, None for everybody as one."""
    if breakdown is None:
        return say("needs.by_nobody", title=title(kind))
    if breakdown["name"] == "team":
        return say("needs.by_team", title=title(kind))
    return say("needs.by_group", title=title(kind), group=written(breakdown["label"]).lower())


def about_groups(breakdown: str) -> str:
    """How to read needs by group; breakdown: "team" or another."""
    return say("needs.by_team_about" if breakdown == "team" else "needs.by_group_about")


def note() -> tuple[str, ...]:
    """The technical note."""
    return sentences("needs.note")
