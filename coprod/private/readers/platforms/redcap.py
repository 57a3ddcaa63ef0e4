"""REDCap: one header row; the raw export has names and codes, the label export has words; a column an option, 0/1.

Rests on its documentation: `field___code` with 0 and 1, or "Question (choice=Words)" with Checked and Unchecked.
"""

import re

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, heads, one_row

_IDS = ("record_id", "record id", "study_id", "study id")
_OWN = frozenset({*_IDS, "redcap_event_name", "event name", "redcap_repeat_instrument", "repeat instrument",
                  "redcap_repeat_instance", "repeat instance", "redcap_data_access_group", "data access group",
                  "redcap_survey_identifier", "survey identifier", "survey timestamp", "complete?"})
_CHOICE = re.compile(r"(.*\S)\s*\(choice=(.*)\)", re.S)
_CODED = re.compile(r"(\w+?)___(\w+)")


def _is_own(head: str) -> bool:
    return fold(head) in _OWN or fold(head).endswith(("_timestamp", "_complete"))


def _recognise(rows: Rows) -> bool:
    found = heads(rows)
    return bool(found & set(_IDS)) and any(head.endswith("_complete") or head == "complete?" for head in found)


def _readings(rows: Rows) -> list[Ways]:
    own = frozenset(fold(head) for head in rows[0] if _is_own(head))
    return one_row(own, _reading)(rows)


def _reading(head: str) -> Ways:
    if choice := _CHOICE.fullmatch(head):
        return (Heading(label=choice[1], option=choice[2]),)
    if coded := _CODED.fullmatch(head):
        return (Heading(coded[1], option=coded[2]),)
    return (Heading(head, label=head),)


PLATFORM = Platform("redcap", _recognise, _readings, ids=_IDS,
                    started=("survey timestamp", "*_timestamp"), codes="names",
                    not_chosen=frozenset({"", "0", "unchecked"}), missing=frozenset({"", "[not completed]"}),
                    stands_for={"1": "yes", "0": "no"})
