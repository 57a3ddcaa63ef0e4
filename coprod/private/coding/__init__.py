"""Answers as small whole numbers: coded by scale, missing reasons apart, routed; indicators, scores, tallies."""

from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, NOT_ASKED, YES, YES_NO, Coded
from coprod.private.coding.cleaning import Cleaned, clean, fold_rare_options
from coprod.private.coding.derived import add_indicators, fits, yes_or_no
from coprod.private.coding.tallies import (
    NO_TEAM,
    Tallies,
    Tally,
    Unit,
    tallies,
    tally,
    uncrossed,
    unit_of_each_person,
    units_of,
)

__all__ = ["FIRST", "NO", "NOT_ANSWERED", "NOT_ASKED", "NO_TEAM", "YES", "YES_NO", "Cleaned", "Coded", "Tallies",
           "Tally", "Unit", "add_indicators", "clean", "fits", "fold_rare_options", "tallies", "tally",
           "uncrossed", "unit_of_each_person", "units_of", "yes_or_no"]
