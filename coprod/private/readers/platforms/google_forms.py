"""Google Forms: one header row, a grid as "Stem [Row]", several choices in one cell by semicolon, or comma."""

from coprod.private.readers.interface_words import GOOGLE_OWN, GOOGLE_TIME
from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, heads, one_row, row_or_option, splits

_OWN = frozenset(map(fold, GOOGLE_OWN))
_TIME = frozenset(map(fold, GOOGLE_TIME))


def _recognise(rows: Rows) -> bool:
    """Its first column is the time, in the language of whoever made the form."""
    return bool(rows and rows[0]) and fold(rows[0][0]) in _TIME


def _readings(rows: Rows) -> list[Ways]:
    """A quiz gives each question two more columns, [Score] and [Feedback]."""
    known = heads(rows)
    added = [fold(head).removesuffix(" [score]").removesuffix(" [feedback]") for head in rows[0]]
    return one_row(_OWN | {fold(head) for head, question in zip(rows[0], added, strict=True)
                           if question != fold(head) and question in known}, _reading)(rows)


def _reading(head: str) -> Ways:
    cuts = splits(head[:-1], "[") if head.endswith("]") else ()
    return Heading(label=head), *(heading for cut in cuts for heading in row_or_option(*cut))


# Only a single answer can have been given twice, so no id is needed to keep people apart; the e-mail stays outside.
PLATFORM = Platform("google-forms", _recognise, _readings, started=tuple(_TIME),
                    dates="either", separators=";,")
