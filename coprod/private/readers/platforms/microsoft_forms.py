"""Microsoft Forms: one header row, a grid's rows by their statement alone, several choices in one cell."""

import re

from coprod.private.readers.interface_words import MICROSOFT_END, MICROSOFT_ID, MICROSOFT_OWN, MICROSOFT_START
from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, heads, one_row

_OWN = frozenset(map(fold, MICROSOFT_OWN))
_IDS, _START, _END = (tuple(map(fold, words)) for words in (MICROSOFT_ID, MICROSOFT_START, MICROSOFT_END))
_QUIZ = re.compile(r"(?:points|feedback) - ")


def _recognise(rows: Rows) -> bool:
    """Id, start and end, in the language of whoever opened the results."""
    return all(not heads(rows).isdisjoint(words) for words in (_IDS, _START, _END))


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


PLATFORM = Platform("microsoft-forms", _recognise, _readings, ids=_IDS,
                    started=(*_START, *_END), dates="either")
