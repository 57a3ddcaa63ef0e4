"""Sentences of the page while a survey is open."""

from datetime import date

from coprod.report.messages.language import say, sentences
from coprod.report.messages.of_numbers import day, open_between, percent

_MOST = 0.9  # nothing higher is foretold


def asked(opened: date, closed: date, eligible: int, left: int) -> str:
    """When the survey is open, who can reply, and how long still."""
    when = say("fieldwork.asked", opened=day(opened.isoformat()), closed=day(closed.isoformat()), eligible=eligible)
    return f"{when} {say('fieldwork.left', count=left)}"


def replied(count: int, eligible: int) -> str:
    """How many of all staff have replied at least."""
    return say("fieldwork.replied", count=count, eligible=eligible, share=percent(count / eligible))


def end_headline(rate: float) -> str:
    """Where the survey ends at the pace of late."""
    return say(f"fieldwork.end_headline{'_high' * (rate >= _MOST)}", share=rate_words(rate))


def rate_words(rate: float) -> str:
    """A rate drawn on: "61%", or "90% or more"."""
    return open_between((_MOST, 1.0)) if rate >= _MOST else percent(rate)


def source(title: str, eligible: int) -> str:
    """What stands under the figures of all staff."""
    return say("fieldwork.source", title=title, eligible=eligible)


def paces() -> tuple[str, ...]:
    """The three paces, slowest first."""
    return sentences("fieldwork.paces")
