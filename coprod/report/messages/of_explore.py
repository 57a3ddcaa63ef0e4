"""Sentences of the explorer."""

import re

from coprod.report.messages import listed
from coprod.report.messages.language import entries_of, say

__getattr__ = entries_of("explore")


def tidy(words: str) -> str:
    """Words in which whole questions stand, with one full stop where two met: "Is it so?." becomes "Is it so?"."""
    return re.sub(r"\.(?=,| and )", "", re.sub(r"([.?!])\.", r"\1", words))


def text(key: str, **values) -> str:
    """A sentence of the explorer by its key."""
    return say(f"explore.{key}", **values)


def heading(construct: str) -> str:
    """The name of what a grid is for, as a heading: "Knowledge"."""
    return construct[:1].upper() + construct[1:]


def topic(key: str) -> str:
    """The name of measures put together: "Main results"."""
    return text(key)


def together(parts: list[str]) -> str:
    """The name of grids side by side: "Knowledge, skill and experience, side by side"."""
    return text("together", parts=listed([parts[0], *(part[:1].lower() + part[1:] for part in parts[1:])])) if parts else ""


def of_part(label: str, part: str) -> str:
    """A thing asked about in one of several grids: "Surveys (skill)"."""
    return text("part", label=label, part=part[:1].lower() + part[1:])


def shortcut(key: str) -> str:
    """A question people ask most."""
    return text(f"ask_{key}")


def who(breakdown: str, label: str) -> str:
    """Of whom: "team by team", "by role"."""
    return text("who_team") if breakdown == "team" else text("who_group", breakdown=label.lower())


def both(then: str, now: str) -> str:
    """Two surveys by their titles."""
    return text("both", then=then, now=now)


def quoted(title: str) -> str:
    """A title within a sentence: “Repeat, early 2018”."""
    return text("quoted", title=title)


def order(sort: str, what: str) -> str:
    """In which order: "highest first"; the size of a change is its rise."""
    by_size = {"change": "order_rise", "gap": "order_gap", "counts": "order_counts"}.get(what, "order_size")
    return text(by_size if sort == "size" else f"order_{sort}")


def status(name: str, whom: str, what: str, survey: str, ordered: str, result: str) -> str:
    """What is chosen and what comes of it, in one sentence."""
    if not result:
        return text("status_none", topic=name.rstrip("."), who=whom, survey=survey)
    shown = text("what_share" if what == "gap" else f"what_{what}")
    return text("status", topic=name.rstrip("."), who=whom, survey=survey, what=shown, order=ordered, result=result)


def from_to(rows: list[tuple[str, str]]) -> str:
    """The results of several rows, (label, share) each, from the first to the last; of one row its share alone."""
    (label_1, share_1), (label_2, share_2) = rows[0], rows[-1]
    if len(rows) == 1:
        return share_1
    if len({share for _, share in rows}) == 1:
        return text("same_all", share=share_1, count=len(rows))
    return text("from_to", label_1=_short(label_1), share_1=share_1, label_2=_short(label_2), share_2=share_2)


def _short(label: str) -> str:
    """A label in six words at most, so that a sentence with two of them stays short."""
    parts = label.rstrip(".").split()
    return " ".join(parts) if len(parts) <= 6 else " ".join(parts[:6]) + " …"


def saved(problem: str, **values) -> str:
    """What is wrong with the text of a saved view."""
    return text(f"saved_{problem}", **values)


def download(kind: str) -> str:
    """The words of a link to a file."""
    return text(f"download_{kind}")
