"""Old names of sentences of a team page, for call sites that are not converted yet."""

from coprod.report.messages.language import entries_of
from coprod.report.messages.sentences import say

__getattr__ = entries_of("teams")


def about_team(teams):
    return say("teams.about_team", count=max(teams, 1))


def answered(low, high):
    return say("teams.answered", low=low, high=high)


def beside_all_staff(compared, share):
    return say("teams.than_all_staff", compared=compared, share=share)


def compared(how, good):
    return say("teams.compared_cell", compared=how, good=good)


def stands_out(good, count):
    return say("teams.stands_out", good=good, count=count)


def why_chosen(good, apart, half, most):
    return say("teams.why_chosen", good=good, apart=apart, half=half, more=max((apart or half) - most, 0))


def asked_about(stem, label, kind, phrase, answers):
    return say("teams.asked_about", stem=stem, label=label, kind=kind, phrase=phrase, answers=answers)


def what_to_choose(some):
    return say("teams.choose", some=some)


def then_and_now(then, now, gaps):
    return say("teams.then_and_now", then=then, now=now, gaps=gaps)


def part(title, number, count):
    return say("teams.part", title=title, number=number, count=count)


def with_number(title, count):
    return say("teams.with_number", title=title, count=count)


def note():
    return list(say("teams.note"))
