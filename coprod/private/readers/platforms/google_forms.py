"""Google Forms: one header row, a grid as "Stem [Row]", several choices in one cell by semicolon, or comma through Sheets."""

from coprod.private.readers.platforms import Heading, Platform, Rows, heads, one_row, row_or_option, splits

_OWN = frozenset({"timestamp", "email address", "username", "score"})


def _recognise(rows: Rows) -> bool:
    return "timestamp" in heads(rows)


def _reading(head: str) -> tuple[Heading, ...]:
    cuts = splits(head[:-1], "[") if head.endswith("]") else ()
    return Heading(label=head), *(heading for cut in cuts for heading in row_or_option(*cut))


# Only a single answer can have been given twice, so no id is needed to keep people apart; the e-mail stays outside.
PLATFORM = Platform("google-forms", _recognise, one_row(_OWN, _reading), started=("timestamp",), dates="either", separators=";,")
