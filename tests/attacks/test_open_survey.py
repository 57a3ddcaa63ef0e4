"""S11: the page of an open survey, attacked view by view by readers who kept every one of them."""

import re
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod.private.disclosure.band_widths import parts_for
from coprod.private.fieldwork.open_survey import fieldwork, weeks_over
from coprod.private.fieldwork.views import ReplyCounts, ReplyGroups, next_views
from coprod.record.replies import MOST_PARTS
from coprod.site.fieldwork_page import write_fieldwork
from coprod.wave.settings import read_wave
from tests.attacks.published import BASELINE, REPEAT
from tests.attacks.reader import found_in, read_all
from tests.examples import CANARIES
from tests.fieldworks import possible, survey, told

OPENED = date(2016, 10, 10)
DAYS = [OPENED + timedelta(days=n) for n in range(0, 26)]
TEAMS = st.lists(st.integers(10, 26), min_size=4, max_size=5)


def replayed(staff, arrivals):
    """The views of a survey that is looked at every week, each with what was shown before it."""
    units, so_far = survey(staff, arrivals)
    frame, views = ReplyGroups.from_head_counts(units, 10), ()
    for n in range(1, len(so_far) + 1):
        weeks = weeks_over(OPENED, OPENED + timedelta(weeks=n))
        views = next_views(views, frame, units, ReplyCounts(weeks, so_far[:n], np.zeros(n, int)), sum(staff))
    return frame, views, frame.of(units) @ so_far.T


def bands_of(frame, views):
    """What a reader sees of every group in every view: its smallest and largest number, from head counts alone."""
    parts = parts_for(np.array(frame.staff, int), MOST_PARTS)
    for g, (staff, n) in enumerate(zip(frame.staff, parts, strict=True)):
        fits = [[c for c in range(staff + 1) if min(c * n // staff, n - 1) == view.places[g]] for view in views]
        yield [(min(f), max(f)) for f in fits]


@settings(max_examples=40)
@given(TEAMS, st.data())
def test_s11_no_sequence_of_views_tells_a_number_of_a_group(staff, data):
    arrivals = data.draw(st.lists(st.lists(st.integers(0, 12), min_size=len(staff), max_size=len(staff)), min_size=2,
                                  max_size=2))
    frame, views, _ = replayed(np.array(staff), np.array(arrivals))
    if views and frame.staff:
        totals = [(view.shown, view.shown + 9) for view in views]
        assert not told(possible(list(bands_of(frame, views)), totals, step=10))


@settings(max_examples=60)
@given(st.lists(st.integers(3, 40), min_size=4, max_size=12), st.data())
def test_s11_every_figure_moves_for_ten_or_more_and_none_says_nobody_or_everybody(staff, data):
    arrivals = data.draw(st.lists(st.lists(st.integers(0, 9), min_size=len(staff), max_size=len(staff)), min_size=1,
                                  max_size=5))
    frame, views, truth = replayed(np.array(staff), np.array(arrivals))
    figures = [0, *(view.shown for view in views)]
    assert all(b - a >= 10 and b % 10 == 0 for a, b in zip(figures, figures[1:], strict=False))
    assert all(sum(staff) - view.replies >= 10 for view in views)
    assert all(people >= 10 for people in frame.staff)
    for low_high, group, people in zip(bands_of(frame, views) if views else (), truth, frame.staff, strict=False):
        for low, high in low_high:
            assert high - low >= 2  # so neither 0 nor all, nor one of them
            assert (low, high) != (0, 0) and low < people
        assert len(group)


@pytest.fixture
def pages(examples):
    """The baseline's page as it was on every day it was open."""
    return {day: write_fieldwork(fieldwork(BASELINE, as_of=day)).read_text("utf-8") for day in DAYS}


def test_s11_the_replayed_pages_move_once_a_week_and_not_at_the_close(pages):
    figures = [re.findall(r"At least (\d+) of 200", page)[:1] for page in pages.values()]
    changes = [day for day, before, after in zip(DAYS[1:], figures, figures[1:], strict=False) if before != after]
    assert changes and all(day.weekday() == 0 for day in changes)
    assert DAYS[-1] == date(2016, 11, 4) and figures[-1] == figures[-5]


def test_s11_no_replayed_page_says_0_or_100_per_cent_of_a_team_or_names_a_small_one(pages):
    small = [team.label for team in read_wave(BASELINE).roster if team.headcount < 10]
    assert small
    for page in pages.values():
        cells = re.findall(r'data-label="Replied"><span>([^<]*)', page)
        assert not [cell for cell in cells if cell.startswith("0%") or cell.endswith("100%")]
        names = re.findall(r'role="rowheader"[^>]*>([^<]*)', page)
        assert not set(small) & set(names)


def test_s1_no_planted_detail_and_no_answer_is_on_a_page_of_an_open_survey(examples):
    for wave, day in ((BASELINE, date(2016, 11, 4)), (REPEAT, date(2018, 2, 9))):
        folder = write_fieldwork(fieldwork(wave, as_of=day)).parent
    texts = read_all(folder)
    assert len(texts) == 2
    assert found_in(texts, CANARIES) == []
    assert found_in(texts, ["Fairly confident", "Strongly agree", "I know the basics", "Training"]) == []
