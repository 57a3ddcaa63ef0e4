"""Old names of sentences about one survey, for call sites that are not converted yet."""

from coprod.report.messages.sentences import say
from coprod.report.messages.values import shown


def _kind(heading):
    return "team" if heading == "Team" else "group"


def said(share, phrase):
    return say("survey.said", share=share, phrase=phrase)


def share_with_range(share, low, high, count, base):
    return say("survey.share_with_range", share=share, range=(low, high), count=count, base=base)


def who_answered(usable, eligible, opened, closed):
    return say("survey.who_answered", opened=opened, closed=closed, count=usable, eligible=eligible, share=usable / eligible)


def complete_words(usable, complete):
    return say("survey.finished_or_not", complete=complete, partial=usable - complete)


def positive_words(labels):
    return say("survey.positive", answers=labels)


def response_note(usable, complete, kish):
    lines = [say("survey.response_rates", usable=usable, complete=complete), say("survey.likely_ranges"),
             say("survey.kish", factor=kish)]
    return list(filter(None, lines))


def protection(floor):
    return list(say("survey.protection", floor=floor))


def about_groups(heading, notes):
    from coprod.report.messages.catalogue import own_words
    return " ".join([say("survey.about_groups", breakdown=_kind(heading)), *map(own_words, notes)])


def by(phrase, breakdown):
    from coprod.report.messages.catalogue import own_words
    return say("survey.by_group", phrase=phrase, breakdown=breakdown["name"], group=own_words(breakdown["label"]))


def ranges(heading):
    from coprod.report.messages.catalogue import own_words
    return say("survey.ranges", breakdown=_kind(heading), group=own_words(heading))


def few_answered(opened, closed, eligible, low, high):
    return say("survey.few_answered", opened=opened, closed=closed, eligible=eligible, low=low, high=high)


def said_between(low, high, phrase):
    return say("survey.said_between", low=low, high=high, phrase=phrase)


def source(title, base):
    return say("survey.source", title=title, base=base)


def bases(counts):
    return say("survey.bases", bases=counts)


def could_answer(eligible):
    return say("survey.could_answer", count=eligible)


def day(iso):
    return shown(iso, "day")


def in_ten(share):
    return shown(share, "in_ten")


def listed(parts):
    return shown(parts, "list")
