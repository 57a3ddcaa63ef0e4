"""Moodle Feedback: one header row, "(label) Question", several choices in one cell, a line each.

Rests on the source of its feedback module (2024); no real file was at hand.
"""

import re

from coprod.private.readers.platforms import Heading, Platform, Ways, heads, one_row

_OWN = frozenset({"id", "response number", "user picture", "full name", "first name", "last name", "surname",
                  "email address",
                  "groups", "date", "course", "username"})
_LABELLED = re.compile(r"\(([^()]+)\)\s*(.+)", re.S)


def _recognise(rows) -> bool:
    found = heads(rows)
    return "date" in found and bool(found & {"response number", "full name"}) and not found & {"timestamp",
                                                                                               "submitdate"}


def _reading(head: str) -> Ways:
    labelled = _LABELLED.fullmatch(head)
    return Heading(label=head), *((Heading(labelled[1], label=labelled[2]),) if labelled else ())


PLATFORM = Platform("moodle", _recognise, one_row(_OWN, _reading), ids=("id", "response number"), started=("date",),
                    dates="uk", separators="\n;")
