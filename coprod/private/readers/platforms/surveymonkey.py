"""SurveyMonkey: two header rows, a question once above its rows or options; condensed, or a column for every answer."""

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, heads, row_or_option, splits

_OWN = frozenset({"respondent id", "collector id", "start date", "end date", "date created", "date modified",
                  "ip address", "email address", "first name", "last name", *(f"custom data {n}" for n in range(1,
                  10))})
_ANSWER = {"response", "open-ended response"}
_OTHER = " (please specify)"


def _recognise(rows: Rows) -> bool:
    return {"respondent id", "collector id"} <= heads(rows) and len(rows) > 1


def _readings(rows: Rows) -> list[Ways]:
    question, found = "", []
    for upper, lower in zip(*rows, strict=True):
        question = upper.strip() or question
        own = fold(question) in _OWN or not (upper + lower).strip()
        found.append(() if own else _reading(question, lower.strip()))
    return found


def _reading(question: str, part: str) -> Ways:
    if fold(part) in _ANSWER or not part:
        return (Heading(label=question),)
    if part.casefold().endswith(_OTHER):
        return tuple(Heading(label=question, option=option, own_words=True) for option in (part, part[: -len(_OTHER)]))
    grid = (Heading(stem=question, label=row, option=answer) for row, answer in splits(part, " - "))
    return *row_or_option(question, part), *grid


PLATFORM = Platform("surveymonkey", _recognise, _readings, header_rows=2, ids=("respondent id",),
                    started=("start date", "date created"), dates="us", codes="numbers")
