"""Old names of sentences of the explorer, for call sites that are not converted yet."""

import re

from coprod.report.messages.language import entries_of
from coprod.report.messages.sentences import say
from coprod.report.messages.values import shown

__getattr__ = entries_of("explore")


def tidy(words):
    return re.sub(r"\.(?=,| and )", "", re.sub(r"([.?!])\.", r"\1", words))


def text(key, **values):
    return say(f"explore.{key}", **values)


def heading(construct):
    return shown(construct, "capital")


def topic(key):
    return text(key)


def together(parts):
    return text("together", parts=parts)


def of_part(label, part):
    return text("part", label=label, part=part)


def shortcut(key):
    return text(f"ask_{key}")


def who(breakdown, label):
    return text("who", breakdown=breakdown, group=label)


def both(then, now):
    return text("both", then=then, now=now)


def quoted(title):
    return text("quoted", title=title)


def order(sort, what):
    return sort, what


def status(name, whom, what, survey, ordered, result):
    return text("status", topic=name, who=whom, what=what, survey=survey, sort=ordered[0], result=result)


def from_to(rows):
    (label_1, share_1), (label_2, share_2) = rows[0], rows[-1]
    if len(rows) == 1:
        return share_1
    if len({share for _, share in rows}) == 1:
        return text("same_all", share=share_1, count=len(rows))
    return text("from_to", label_1=label_1, share_1=share_1, label_2=label_2, share_2=share_2)


def saved(problem, **values):
    return text(f"saved_{problem}", **values)


def download(kind):
    return text(f"download_{kind}")
