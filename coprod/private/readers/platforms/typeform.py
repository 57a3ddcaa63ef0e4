"""Typeform: one header row, an option's column by the option alone, its own columns last, yes and no as 1 and 0."""

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Ways, has_heads, one_row

_OWN = frozenset({"#", "response type", "start date (utc)", "stage date (utc)", "submit date (utc)", "network id",
                  "tags", "ending"})


def _reading(head: str) -> Ways:
    return Heading(label=head), Heading(option=head, own_words=fold(head) == "other")


PLATFORM = Platform("typeform", has_heads("submit date (utc)", "network id"), one_row(_OWN, _reading), ids=("#",),
                    started=("start date (utc)", "submit date (utc)"), finished=("submit date (utc)", bool),
                    stands_for={"1": "yes", "0": "no"})
