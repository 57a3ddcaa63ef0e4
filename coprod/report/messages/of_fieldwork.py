"""Old names of sentences of an open survey, for call sites that are not converted yet."""

from coprod.report.messages.sentences import say
from coprod.report.messages.values import shown


def asked(opened, closed, eligible, left):
    return say("fieldwork.asked", opened=opened, closed=closed, eligible=eligible, left=left)


def replied(count, eligible):
    return say("fieldwork.replied", count=count, eligible=eligible, share=count / eligible)


def end_headline(rate):
    return say("fieldwork.end_headline", share=rate)


def rate_words(rate):
    return shown(rate, "foretold")


def source(title, eligible):
    return say("fieldwork.source", title=title, eligible=eligible)


def paces():
    return say("fieldwork.paces")
