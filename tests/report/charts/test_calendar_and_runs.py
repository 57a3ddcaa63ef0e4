"""The calendar and the run charts: the same frame gives the same bytes, and the words tell what is drawn."""

import re

import pandas as pd
import pytest

from coprod.record.pooled_sessions import COLUMNS
from coprod.report.charts import calendar, confidence_run, confidence_run_alt, places_run, places_run_alt

PLAN = pd.DataFrame({"label": ["Short talks at team meetings about ways to involve citizens", "Course"],
                     "when": ["Dec 2016 to Mar 2017", "May 2017"], "first": [0, 5], "last": [3, 5]})
MARKS = [(0, "Dec 2016", "start"), (0.5, "Jun 2017", "start")]


def pools(number):
    rows = [(n, "talks", "2017-01", "2017-02", 2, 40, 20 + n % 9, 0.2, 0.4, *((0.6, 0.8) if n % 2 else (0.2, 0.4)))
            for n in range(1, number + 1)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@pytest.mark.parametrize("draw", [lambda: calendar(PLAN, MARKS, 12), lambda: confidence_run(pools(5)),
                                  lambda: places_run(pools(5))])
def test_a_chart_is_the_same_bytes_each_time_and_fits_a_phone(draw):
    one = draw()
    assert one.svg("alt") == draw().svg("alt") and one.png() == draw().png()
    assert 'viewBox="0 0 340 ' in one.svg("alt") and 'font-size="14"' in one.svg("alt")


def test_a_bar_runs_from_the_first_month_to_the_end_of_the_last():
    drawn = calendar(PLAN, MARKS, 12)
    assert [(mark.low * 12, mark.high * 12) for row in drawn.rows for mark in row.marks] == [(0, 4), (5, 6)]
    assert re.findall(">(Dec 2016|Jun 2017)<", drawn.svg("alt")) == ["Dec 2016", "Jun 2017"]


def test_empty_frames_give_no_chart():
    empty = pools(0)
    assert calendar(PLAN.head(0), MARKS, 12) is None and confidence_run(empty) is None and places_run(empty) is None
    assert places_run_alt(empty) == ""


def test_words_tell_the_numbers():
    told = "After the sessions the range of those who felt sure was higher than before in 2 of 4 cases."
    assert confidence_run_alt(pools(4)) == told
    assert places_run_alt(pools(4)) == "From 53% to 60% of places were taken. The middle one is 56%."


def test_only_the_last_pools_that_fit_are_drawn():
    drawn = confidence_run(pools(20)).svg("alt")
    assert ">20</text>" in drawn and ">5</text>" in drawn and ">4</text>" not in drawn
    assert confidence_run_alt(pools(20)).endswith("in 10 of 20 cases. The picture shows the latest 16.")
