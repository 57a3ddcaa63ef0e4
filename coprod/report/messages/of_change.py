"""Old names of sentences about several surveys, for call sites that are not converted yet."""

from coprod.report.messages.language import entries_of
from coprod.report.messages.sentences import counted as _counted
from coprod.report.messages.sentences import say
from coprod.report.messages.values import shown

__getattr__ = entries_of("change")


def in_hundred(theta):
    return shown(theta, "in_hundred")


def changed(phrase, share_1, share_2, verdict):
    return say("change.changed", phrase=phrase, then=share_1, now=share_2, change=share_2 - share_1, verdict=verdict)


def verdict_words(verdict, held_back=False):
    return say("change.told", verdict=verdict, held_back=bool(held_back))


def in_short(verdict):
    return say("change.in_short", verdict=verdict)


def since(share, verdict):
    return say("change.since", share=share, verdict=verdict)


def one_wave(share, low, high):
    return say("numbers.with_range", share=share, range=(low, high))


def why_not(reason):
    return say("change.why_not", verdict=reason)


def detectable(points_safe):
    return say("change.detectable", count=points_safe)


def out_of_reach(points):
    return say("change.out_of_reach", count=points)


def score(one):
    return say("numbers.score", mean=one["mean"], low=one["low"], high=one["high"])


def change_note(margin):
    return list(say("change.note", margin=margin))


def verdict_counts(counts):
    return say("change.of_these_questions", told=counted(counts))


def counted(counts):
    return _counted("change.counted", counts)


def sources(titles):
    return say("change.sources", titles=titles)


def compared_with(title):
    return say("change.compared_with", title=title)
