"""Typeform: one header row, an option's column by the option alone, the tool's own columns at the end, yes and no as 1 and 0."""

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, heads, one_row

_OWN = frozenset({
    "#", "response type", "start date (utc)", "stage date (utc)", "submit date (utc)", "network id", "tags", "ending",
})


def _recognise(rows: Rows) -> bool:
    return {"submit date (utc)", "network id"} <= heads(rows)


def _reading(head: str) -> tuple[Heading, ...]:
    return Heading(label=head), Heading(option=head, own_words=fold(head) == "other")


PLATFORM = Platform("typeform", _recognise, one_row(_OWN, _reading), ids=("#",), started=("start date (utc)", "submit date (utc)"),
                    finished=("submit date (utc)", bool), not_chosen=frozenset({"", "0"}), stands_for={"1": "yes", "0": "no"})
