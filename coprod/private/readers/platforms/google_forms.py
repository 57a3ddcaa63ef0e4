"""Google Forms: one header row, a grid as "Stem [Row]", several choices in one cell by semicolon, or comma."""

from coprod.private.readers.platforms import Heading, Platform, Ways, has_heads, one_row, row_or_option, splits

_OWN = frozenset({"timestamp", "email address", "username", "score"})


def _reading(head: str) -> Ways:
    cuts = splits(head[:-1], "[") if head.endswith("]") else ()
    return Heading(label=head), *(heading for cut in cuts for heading in row_or_option(*cut))


# Only a single answer can have been given twice, so no id is needed to keep people apart; the e-mail stays outside.
PLATFORM = Platform("google-forms", has_heads("timestamp"), one_row(_OWN, _reading), started=("timestamp",),
                    dates="either", separators=";,")
