"""Microsoft Forms: one header row, a grid's rows by their statement alone, several choices in one cell."""

import re

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, has_heads, heads, one_row

_OWN = frozenset({"id", "start time", "completion time", "email", "name", "last modified time", "language",
                  "total points", "quiz feedback", "grade posted time"})

_QUIZ = re.compile(r"(?:points|feedback) - ")


def _readings(rows: Rows) -> list[Ways]:
    known = heads(rows)
    return one_row(_OWN, lambda head: () if _of_a_quiz(head, known) else _reading(head, known))(rows)


def _of_a_quiz(head: str, known: set[str]) -> bool:
    """A quiz gives each question two more columns."""
    added = _QUIZ.match(fold(head))
    return bool(added) and fold(head)[added.end():] in known


def _reading(head: str, known: set[str]) -> Ways:
    """A statement that stands in a second grid gets the digit 2 glued on, in a third 3."""
    again = re.fullmatch(r"(.*\D)([2-9]|[1-9]\d)", head, re.S)
    if again and fold(again[1]) in known:
        return Heading(label=head), Heading(label=again[1], nth=int(again[2]))
    return (Heading(label=head),)


PLATFORM = Platform("microsoft-forms", has_heads("id", "start time", "completion time"), _readings, ids=("id",),
                    started=("start time", "completion time"), dates="either")
