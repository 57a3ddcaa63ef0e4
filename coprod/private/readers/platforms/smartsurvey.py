"""SmartSurvey: three header rows (question, row or option, Answer or Other), or one; a column an option."""

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, has_heads, heads, row_or_option, unnumbered

_OWN = frozenset({"userid", "userno", "name", "email", "ip address", "unique id", "started", "ended", "tracking link"})
_KINDS = {"", "answer", "other"}
_MISSING = frozenset({"", ".", "na", "-"})


def _header_rows(rows: Rows) -> int:
    return 3 if heads(rows, 2) <= _KINDS else 1


def _readings(rows: Rows) -> list[Ways]:
    question, found = "", []
    for upper, *below in zip(*rows, strict=True):
        part, kind = below or ("", "")
        question = upper.strip() or question
        own = fold(question) in _OWN or not (upper + part + kind).strip()
        found.append(() if own else _reading(question, part.strip(), fold(kind)))
    return found


def _reading(numbered: str, numbered_part: str, kind: str) -> Ways:
    question, part = unnumbered(numbered), unnumbered(numbered_part)
    if kind == "other":
        return (Heading(label=question, option=part or "Other", own_words=True),)
    return row_or_option(question, part) if part else (Heading(label=question), Heading(label=numbered))


PLATFORM = Platform("smartsurvey", has_heads("userid", "userno"), _readings, _header_rows,
                    ids=("userid", "unique id"), started=("started",), dates="uk", missing=_MISSING,
                    not_chosen=_MISSING | {"0"}, codes="numbers")
