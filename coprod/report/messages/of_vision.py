"""Sentences of the vision scorecard."""

from coprod.report.messages.language import entries_of, say

__getattr__ = entries_of("vision")


def lines_asked(asked: int, lines: int) -> str:
    """How many lines of the vision the survey asked about."""
    if lines == 1:
        return say("vision.one_line_asked" if asked else "vision.one_line_not_asked")
    if asked in (0, lines):
        return say("vision.all_asked" if asked else "vision.none_asked", count=lines)
    return say("vision.some_asked", count=asked, lines=lines)


def question(label: str, less: bool) -> str:
    """A question as the cell of a table; `less`: a lower share is better, which is not said elsewhere."""
    return say("vision.label_less", label=label) if less else label
