"""Of a tool's dates only the week is kept; the column, then the fieldwork tells day and month; nothing is guessed."""

import datetime

import numpy as np
import pytest

from coprod.private.matching.dates import days_of, weeks_of
from coprod.private.readers.columns import column_of

OPENED, CLOSED = datetime.date(2020, 1, 6), datetime.date(2020, 1, 31)
NONE = "NaT"


def week(cells, habit="either", said="", opened=OPENED, closed=CLOSED):
    found, doubt = days_of(column_of(cells), habit, said, opened, closed)
    assert found.dtype == np.dtype("datetime64[D]")
    return [str(day) for day in weeks_of(found)], doubt


@pytest.mark.parametrize("cell", [
    "2020-01-08", "2020-01-08 09:00:01", "2020-01-08T09:00:01.000+01:00", "2020/01/08 9:05:01 am GMT+1",
    "8 Jan 2020 09:00", "Jan 8, 2020 9:05:01 AM", "08-Jan-2020", "8-Jan-20", "08 Jan 20 10:00", "Jan 8, 20"])
def test_a_date_whose_order_is_beyond_doubt(cell):
    assert week([cell]) == (["2020-01-06"], "")


@pytest.mark.parametrize(("cells", "mondays"), [
    (["13/1/2020 10:00", "7/1/2020 9:00"], ["2020-01-13", "2020-01-06"]),
    (["1/13/20 10:00", "1/7/20 9:00"], ["2020-01-13", "2020-01-06"]),
])
def test_a_number_over_twelve_decides_for_the_whole_column(cells, mondays):
    assert week(cells, opened=datetime.date(2020, 1, 1), closed=datetime.date(2020, 12, 31)) == (mondays, "")


@pytest.mark.parametrize(("cell", "monday"), [("9/1/2020", "2020-01-06"), ("1/9/2020", "2020-01-06")])
def test_else_the_reading_within_the_fieldwork_decides(cell, monday):
    assert week([cell]) == ([monday], "")


def test_the_fieldwork_goes_before_the_habit_of_the_platform():
    assert week(["9/1/2020"], habit="us") == (["2020-01-06"], "")


@pytest.mark.parametrize(("habit", "monday"), [("uk", "2020-02-03"), ("us", "2020-03-02")])
def test_else_the_habit_of_the_platform(habit, monday):
    found, _ = week(["3/2/2020"], habit, closed=datetime.date(2020, 12, 31))
    assert found == [{"uk": "2020-02-03", "us": "2020-03-02"}[habit]]
    assert monday == week(["3/2/2020"], habit, closed=datetime.date(2020, 12, 31))[0][0]


def test_else_no_week_is_known_and_the_setting_is_asked_for():
    found, doubt = week(["3/2/2020", "2020-01-08"], closed=datetime.date(2020, 12, 31))
    assert found == [NONE, NONE]
    assert 'Say it in wave.toml: dates = "day first" or dates = "month first".' in doubt


def test_the_setting_decides():
    year = {"closed": datetime.date(2020, 12, 31)}
    assert week(["3/2/2020"], said="day first", **year) == (["2020-02-03"], "")
    assert week(["3/2/2020"], said="month first", **year) == (["2020-03-02"], "")


def test_where_both_readings_fall_in_one_week_nothing_need_be_asked():
    assert week(["1/1/2020", "2/2/2020"], closed=datetime.date(2020, 12, 31)) == (["2019-12-30", "2020-01-27"], "")


def test_a_column_that_contradicts_itself_is_asked_about():
    assert week(["13/1/2020", "1/13/2020"])[0] == [NONE, NONE]


def test_what_is_no_date_is_counted_and_not_shown():
    found, doubt = week(["2020-01-08", "", "quillworthing", "2020-02-31"])
    assert found == ["2020-01-06", NONE, NONE, NONE]
    assert doubt == "3 answers have no date that can be read; they count, but in no week."


def test_the_first_of_1980_is_no_date_as_limesurvey_writes_it_of_anonymous_answers():
    found, doubt = week(["1980-01-01 00:00:00", "2020-01-08 09:00:00"])
    assert found == [NONE, "2020-01-06"]
    assert doubt == "1 answers have no date that can be read; they count, but in no week."
