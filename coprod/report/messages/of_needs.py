"""Old names of sentences about needs, for call sites that are not converted yet."""

from coprod.report.messages.catalogue import own_words
from coprod.report.messages.sentences import say
from coprod.report.messages.values import shown


def word(key):
    return say(f"needs.{key}")


def headline(kind, ways):
    return say("needs.headline", kind=kind, ways=ways)


def title(kind):
    return say("needs.title", kind=kind)


def named(kind, way):
    return say("needs.named", kind=kind, way=way)


def order(ways, sure, more):
    return say("needs.order", ways=ways, sure=sure, more=more)


def learning(kind):
    return say("needs.learning", kind=kind)


def withheld(ways):
    return say("needs.withheld", ways=ways)


def chance(share):
    return shown(share, "chance")


def most(ways, of):
    return say("needs.most", count=ways, all=of)


def asked(stem):
    return say("needs.asked", stem=stem)


def by_group(kind, breakdown):
    name, label = (breakdown["name"], own_words(breakdown["label"])) if breakdown else (None, None)
    return say("needs.by_group", kind=kind, breakdown=name, group=label)


def about_groups(breakdown):
    return say("needs.about_groups", breakdown=breakdown)


def note():
    return say("needs.note")
