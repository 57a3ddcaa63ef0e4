"""The record of a wave, typed and sealed: all that leaves disclosure control, and all that pages are made of."""

from coprod.record.files import read_record
from coprod.record.model import (
    ALL_STAFF,
    EVERYBODY,
    EVERYONE,
    FEWEST,
    FEWEST_STAFF,
    INDICATOR,
    ITEM,
    MOST_LISTED,
    OPTION,
    RATED,
    RESPONSE,
    TEAM,
    Answer,
    Breakdown,
    Group,
    Measure,
    Mix,
    MixPart,
    Note,
    Record,
    Score,
    Unasked,
    Verdict,
)
from coprod.record.survey import Survey, cached, check_earlier, read_survey

__all__ = [
    "ALL_STAFF", "EVERYBODY", "EVERYONE", "FEWEST", "FEWEST_STAFF", "INDICATOR", "ITEM", "MOST_LISTED", "OPTION",
    "RATED", "RESPONSE", "TEAM", "Answer", "Breakdown", "Group", "Measure", "Mix", "MixPart", "Note", "Record", "Score",
    "Survey", "Unasked", "Verdict", "cached", "check_earlier", "read_record", "read_survey",
]
