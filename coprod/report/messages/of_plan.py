"""Old names of sentences about the plan and the review, for call sites that are not converted yet."""

from collections import Counter

from coprod.report.messages.sentences import counted, say
from coprod.report.messages.values import shown


def word(key):
    return say(f"plan.{key}")


def of_review(key):
    return say(f"review.{key}")


def month(day):
    return shown(day, "short_month")


def day(date):
    return shown(date, "short_day")


def months(first, last):
    return shown((first, last), "months")


def pooled(enough):
    return say("plan.sessions_about", enough=enough)


def pounds(amount):
    return shown(amount, "money")


def hours(number):
    return shown(number, "hours")


def when(start, end):
    return shown((start, end), "months")


def summary(activities, start, end, places, cost):
    return say("plan.summary", count=activities, start=start, end=end, places=places, cost=cost)


def calendar_axis():
    return say("plan.calendar_axis")


def calendar_told(activities, first, last):
    return say("plan.calendar_alt", count=activities, first=first, last=last)


def before():
    return say("plan.before")


def after():
    return say("plan.after")


def places_taken():
    return say("plan.places_taken")


def middle():
    return say("plan.middle")


def run_axis():
    return say("plan.run_axis")


def confidence_told(higher, pools):
    return say("plan.confidence_told", higher=higher, count=pools)


def places_told(low, high, median):
    return say("plan.places_about", low=low, high=high, middle=median)


def source(title):
    return say("plan.source", title=title)


def review_source(title):
    return say("review.source", title=title)


def outcome(name):
    return say(f"plan.{name}")


def outcomes(names):
    return say("plan.counts", told=counted("plan.outcomes", Counter(names)))


def aims_met(met, of):
    return say("plan.headline", met=met, count=of)


def took(cost, number):
    return say("plan.took_headline", cost=cost, hours=number)


def led(done, of):
    return say("review.led", done=done, all=of)


def open_point(key, **values):
    return say(f"plan.{key}", **values)


def left_out(measures):
    return say("plan.left_out", measures=measures)


def states(names):
    return say("review.states", told=counted("review.counted", Counter(names)))


def answered(share, title):
    return say("review.response_told", share=share, title=title)


def signed(number, of):
    return say("review.signed", signed=number, all=of)


def judged_note():
    return say("plan.judged_note")
