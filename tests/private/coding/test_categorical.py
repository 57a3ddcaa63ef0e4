"""What intake hands on to disclosure control: one column a measure, one row a person."""

import numpy as np

from coprod.codebook import Answer
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, NOT_ASKED, YES, YES_NO, Coded, rated

SCALE = (Answer("no", "No"), Answer("na", "Does not apply", "does not apply"), Answer("yes", "Yes", positive=True))
CODES = np.array([[NOT_ASKED, NO], [NOT_ANSWERED, YES], [FIRST, YES], [FIRST + 1, NO], [FIRST + 2, NO]], np.int8)
CODED = Coded({"sure": SCALE, "flag": YES_NO}, CODES, np.ones(5, bool))


def test_a_column_is_found_by_its_name():
    assert CODED.column("flag").tolist() == [NO, YES, YES, NO, NO]


def test_more_columns_are_added_at_the_end():
    more = CODED.with_yes_or_no({"new": np.full(5, YES)})
    assert list(more.answers) == ["sure", "flag", "new"]
    assert more.column("new").tolist() == [YES] * 5
    assert (more.codes.dtype, CODED.codes.shape) == (np.int8, (5, 2))


def test_no_columns_more_is_no_change():
    assert CODED.with_yes_or_no({}).codes.tolist() == CODED.codes.tolist()


def test_only_answers_without_a_missing_reason_are_ratings():
    assert rated(CODED.column("sure"), SCALE).tolist() == [False, False, True, False, True]
