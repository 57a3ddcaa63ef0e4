"""Alchemer: one header row, "Row:Question" for grids and for options, own words under "Other - Write In:Question"."""

from collections import Counter
from dataclasses import replace

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, has_heads, one_row, row_or_option, splits

_OWN = frozenset({"response id", "time started", "date submitted", "status", "contact id", "legacy comments",
                  "comments", "language", "referer", "sessionid", "extended referer", "user agent", "tags",
                  "ip address", "longitude", "latitude", "country", "city", "state/region", "postal"})
_STATUS = {"disqualified": "turned away by the form", "deleted": "deleted in the tool"}
_WRITE_IN = " - write in"


def _readings(rows: Rows) -> list[Ways]:
    """Where "Other - Write In" stands there twice, the first column is the option's, the other holds the words."""
    found, left = one_row(_OWN, _reading)(rows), Counter(map(fold, rows[0]))
    for n, head in enumerate(map(fold, rows[0])):
        if left[head] > 1:
            found[n] = tuple(replace(way, own_words=False) for way in found[n])
        left[head] = 0
    return found


def _reading(head: str) -> Ways:
    cuts = (_part(part.rstrip(":"), question) for part, question in splits(head, ":"))
    return Heading(label=head), *(heading for cut in cuts for heading in cut)


def _part(part: str, question: str) -> Ways:
    option, write_in, _ = part.casefold().partition(_WRITE_IN)
    if write_in:
        return tuple(Heading(label=question, option=words, own_words=True) for words in (part, option))
    return row_or_option(question, part)


PLATFORM = Platform("alchemer", has_heads("time started", "date submitted", "status"), _readings, ids=("response id",),
                    started=("time started", "date submitted"), status={"status": _STATUS},
                    finished=("status", "complete".__eq__), codes="numbers")
