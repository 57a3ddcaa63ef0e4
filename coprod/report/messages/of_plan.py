"""Sentences about the learning plan, its sessions, what was expected of it, and what the working party learned."""

import datetime

from coprod.report.messages.language import say, sentences
from coprod.report.messages.of_numbers import listed, people

_OUTCOMES = ("met", "partly", "missed", "unknown")


def word(key: str) -> str:
    """A word or sentence about a plan that takes no values."""
    return say(f"plan.{key}")


def of_review(key: str) -> str:
    """A word or sentence about a review that takes no values."""
    return say(f"review.{key}")


def month(day: datetime.date) -> str:
    """A month as a table says it: "Dec 2016"."""
    return say("plan.month", month=_short(day), year=day.year)


def day(date: datetime.date) -> str:
    """A day as a table says it: "28 Nov 2016"."""
    return say("plan.date", day=date.day, month=_short(date), year=date.year)


def months(first: str, last: str) -> str:
    """From month ("2017-01") to month, as a table says it."""
    return when(*(datetime.date.fromisoformat(f"{one}-01") for one in (first, last)))


def pooled(enough: int) -> str:
    """How sessions are put together."""
    return say("plan.sessions_about", enough=enough)


def pounds(amount: float) -> str:
    """Money, to the pound: "£1,200"."""
    return say("plan.pounds", amount=people(int(amount + 0.5)))


def hours(number: float) -> str:
    """Hours as a table says them: "2.5 h"."""
    return say("plan.hours_of", hours=f"{number:,.1f}".removesuffix(".0"))


def when(start: datetime.date, end: datetime.date) -> str:
    """From month to month, or the one month: "Dec 2016 to Jan 2017", "Jan to May 2017"."""
    first = month(start) if start.year != end.year else _short(start)
    return month(start) if start == end else say("plan.when", start=first, end=month(end))


def summary(activities: int, start: datetime.date, end: datetime.date, places: int, cost: int) -> str:
    """A plan in three short sentences."""
    return say("plan.summary", activities=say("plan.activities", count=activities), start=_full(start), end=_full(end),
               places=people(places), cost=pounds(cost))


def calendar_axis() -> str:
    """What stands under a calendar."""
    return say("plan.calendar_axis")


def calendar_told(activities: int, first: str, last: str) -> str:
    """What a calendar shows; first and last: activities with their months, as sentences."""
    return say("plan.calendar_alt", activities=say("plan.activities", count=activities), first=first, last=last)


def before() -> str:
    """The key of those asked before a session."""
    return say("plan.before")


def after() -> str:
    """The key of those asked after a session."""
    return say("plan.after")


def places_taken() -> str:
    """The key of the share of places that were taken."""
    return say("plan.places_taken")


def middle() -> str:
    """The key of the middle of all pools."""
    return say("plan.middle")


def run_axis() -> str:
    """What stands under a run chart."""
    return say("plan.run_axis")


def confidence_told(higher: int, pools: int) -> str:
    """In how many pools more people felt sure after than before."""
    return say("plan.confidence_told", higher=higher, count=pools)


def places_told(low: str, high: str, median: str) -> str:
    """How many of the places were taken."""
    return say("plan.places_about", low=low, high=high, middle=median)


def source(title: str) -> str:
    """The caption of what comes from a plan."""
    return say("plan.source", title=title)


def review_source(title: str) -> str:
    """The caption of what comes from a review."""
    return say("review.source", title=title)


def outcome(name: str) -> str:
    """What came of an expectation: met, partly met, not met, cannot tell."""
    return say(f"plan.{name}")


def outcomes(names: list[str]) -> str:
    """How many expectations were met, partly met and so on."""
    parts = [f"{names.count(name)} {outcome(name)}" for name in _OUTCOMES if name in names]
    return say("plan.counts", all=len(names), parts=listed(parts))


def aims_met(met: int, of: int) -> str:
    """The headline on agreed aims."""
    return say("plan.headline", met=met, count=of)


def took(cost: int, number: float) -> str:
    """The headline on what a plan takes."""
    return say("plan.took_headline", cost=pounds(cost), hours=people(number))


def led(done: int, of: int) -> str:
    """The headline on lessons."""
    return say("review.led", done=done, all=of)


def open_point(key: str, **values) -> str:
    """One thing that a plan leaves open."""
    return say(f"plan.{key}", **values)


def left_out(measures: list[str]) -> str:
    """Which expectations are not judged."""
    return say("plan.left_out", measures=listed(measures))


def states(names: list[str]) -> str:
    """How many lessons led to something done, begun, planned, dropped."""
    states = ("done", "begun", "planned", "dropped")
    found = listed([f"{names.count(name)} {say(f'review.state_{name}')}" for name in states if name in names])
    return say("review.states", parts=found[:1].upper() + found[1:])


def answered(share: str, title: str) -> str:
    """How many answered a survey."""
    return say("review.response_one", share=share, title=title) if share else say("review.response_few", title=title)


def signed(number: int, of: int) -> str:
    """How many aims were agreed."""
    return say("review.signed", signed=number, all=of)


def judged_note() -> tuple[str, ...]:
    """The technical note on how an expectation is judged."""
    return sentences("plan.judged_note")


def _short(day: datetime.date) -> str:
    return sentences("plan.short_months")[day.month - 1]


def _full(day: datetime.date) -> str:
    return say("plan.month", month=sentences("numbers.months")[day.month - 1], year=day.year)
