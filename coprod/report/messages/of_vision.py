"""Old names of sentences of the vision scorecard, for call sites that are not converted yet."""

from coprod.report.messages.language import entries_of
from coprod.report.messages.sentences import say

__getattr__ = entries_of("vision")


def lines_asked(asked, lines):
    return say("vision.lines_asked", asked=asked, lines=lines, left=lines - asked)


def question(label, less):
    return say("vision.label", label=label, less=bool(less))
