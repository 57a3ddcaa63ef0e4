"""LimeSurvey: one header row, in three styles: Q1[SQ001], Q1[SQ001]. Question [Row], or Question [Row]."""

import re
from dataclasses import replace

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, heads, row_or_option, splits

_OWN = {
    "id": "response id", "submitdate": "date submitted", "lastpage": "last page", "startlanguage": "start language",
    "seed": "seed", "token": "access code", "startdate": "date started", "datestamp": "date last action",
    "ipaddr": "ip address", "refurl": "referrer url", "interviewtime": "total time",
}  # by code and in words
_OWN_WORDS = frozenset({*_OWN, *_OWN.values(), *(f"{code}. {words}" for code, words in _OWN.items())})
_TIMING = re.compile(r"(grouptime|group time|questiontime|question time)")
_CODED = re.compile(r"(\w+)((?:\[\w+\])*)(?:\. (.*))?", re.S)


def _recognise(rows: Rows) -> bool:
    found = {fold(head).partition(". ")[0] for head in heads(rows)}
    return {"submitdate", "lastpage"} <= found or {"date submitted", "last page"} <= found


def _readings(rows: Rows) -> list[Ways]:
    own = [fold(head) in _OWN_WORDS or _TIMING.match(fold(head)) or not head.strip() for head in rows[0]]
    return [() if mine else _reading(head.strip()) for mine, head in zip(own, rows[0], strict=True)]


def _reading(head: str) -> Ways:
    coded = _CODED.fullmatch(head)
    if not coded:
        return _in_words("", head)
    code, below, words = coded[1], coded[2].strip("[]").rpartition("][")[2], coded[3] or ""
    question, part = (code, below) if below else code.rpartition("_")[::2]  # a setting writes Q1_SQ001
    by_part = (Heading(part), Heading(question, option=part, own_words=part == "other")) if question else ()
    by_code = () if below else (Heading(code, label=code),)
    return *by_code, *by_part, *(_in_words(code + coded[2], words) if words else ())


def _in_words(code: str, words: str) -> Ways:
    cuts = splits(words[:-1], "[") if words.endswith("]") else ()
    found = Heading(code, label=words), *(heading for cut in cuts for heading in row_or_option(*cut, code))
    return tuple(replace(heading, begins=".." in words) for heading in found)


PLATFORM = Platform("limesurvey", _recognise, _readings, ids=("id", "response id", "id. response id"),
                    started=("startdate", "date started", "startdate. date started", "submitdate"),
                    finished=("submitdate", bool), missing=frozenset({"", "n/a"}),
                    not_chosen=frozenset({"", "n/a"}), codes="names", stands_for={"y": "yes", "n": "no"})
