"""Qualtrics: three header rows (name, text, import id), two in older files; question and row or option with " - "."""

import re

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, heads, row_or_option, splits

_OWN = frozenset({"startdate", "enddate", "status", "ipaddress", "progress", "duration (in seconds)", "finished",
                  "recordeddate", "responseid", "recipientlastname", "recipientfirstname", "recipientemail",
                  "externalreference", "externaldatareference", "locationlatitude", "locationlongitude",
                  "locationaccuracy", "distributionchannel", "userlanguage", "responseset", "name", "emailaddress"})
_CHOICE, _TEXT = " - Selected Choice", " - Text"
_ADDED = re.compile(r"_do(_\d+)?$|^q_(recaptchascore|duplicaterespondent|relevantid\w*|ballotboxstuffing|totalduration|"
                    r"url|lang\w*|terminateflag|dataqualit\w*)$|_(first click|last click|page submit|click count)$|"
                    r"_(browser|version|operating system|resolution)(_\d+)?$")  # order of display, timers, the browser
_STATUS = {
    "survey preview": "a preview", "1": "a preview", "survey test": "a test answer", "2": "a test answer",
    "spam": "spam", "8": "spam", "possible spam": "spam", "9": "a preview", "17": "a preview",
}


def _recognise(rows: Rows) -> bool:
    return "responseid" in heads(rows, 1) or "responseid" in heads(rows) and _import_ids(rows)


def _header_rows(rows: Rows) -> int:
    return 3 if _import_ids(rows) else 2


def _import_ids(rows: Rows) -> bool:
    return any('"importid"' in cell for cell in heads(rows, 2))


def _readings(rows: Rows) -> list[Ways]:
    return [() if {fold(name), fold(text)} & _OWN or not name.strip() or _ADDED.search(fold(name))
            else reading(name.strip(), text)
            for name, text in zip(rows[0], rows[1], strict=True)]


def reading(name: str, text: str) -> Ways:
    """The ways to read a name and the words beside it; a name that ends in _TEXT holds the words beside "other"."""
    plain = text.replace(_CHOICE, "").strip()
    if name.endswith("_TEXT"):
        cuts = splits(plain.removesuffix(_TEXT), " - ")
        ways = [Heading(name, label=question, option=option, own_words=True) for question, option in cuts]
    else:
        ways = [heading for cut in splits(plain, " - ") for heading in row_or_option(*cut, name)]
    return Heading(name, label=plain), *ways


PLATFORM = Platform("qualtrics", _recognise, _readings, _header_rows, ids=("responseid",), started=("startdate",),
                    status={"status": _STATUS}, finished=("finished",
                                                          {"true", "1"}.__contains__), separators=",", codes="numbers",
                    not_chosen=frozenset({"", "0", "-99"}), missing=frozenset({"", "-99"}))
