"""Views of an open survey: what moves, when, and what is kept."""

from datetime import date, timedelta

import numpy as np
import pytest

from coprod.errors import BadInput
from coprod.private.fieldwork.open_survey import weeks_over
from coprod.private.fieldwork.views import (
    FieldworkFile,
    FieldworkView,
    ReplyCounts,
    ReplyGroups,
    ShownWhileOpen,
    next_views,
)
from tests.fieldworks import possible, survey, told

STAFF = (34, 22, 18, 8, 24, 16, 14, 6)
MONDAY = date(2020, 1, 6)


def counted(by_unit, weeks=None):
    weeks = weeks or weeks_over(MONDAY, MONDAY + timedelta(weeks=len(by_unit)))
    return ReplyCounts(weeks, np.asarray(by_unit)[:len(weeks)], np.zeros(len(weeks), int))


def views(arrivals, staff=STAFF, kept=()):
    units, by_unit = survey(staff, arrivals)
    return next_views(kept, ReplyGroups.from_head_counts(units, 10), units, counted(by_unit), sum(staff))


def test_weeks_end_on_sunday_and_count_when_they_are_over():
    opened = date(2016, 10, 12)  # a Wednesday
    assert weeks_over(opened, date(2016, 10, 16)) == ()
    assert weeks_over(opened, date(2016, 10, 17)) == (date(2016, 10, 16),)
    assert weeks_over(opened, date(2016, 10, 24)) == (date(2016, 10, 16), date(2016, 10, 23))


def test_groups_are_made_of_head_counts_and_each_has_ten_staff_or_more():
    units, _ = survey(STAFF, np.zeros((1, 8), int))
    groups = ReplyGroups.from_head_counts(units, 10)
    assert sum(groups.staff) == sum(STAFF) and min(groups.staff) >= 10 and len(groups.staff) >= 4
    # three groups against a total would be too few
    assert ReplyGroups.from_head_counts(units[:3] + units[-1:], 10) == ReplyGroups()


def test_nothing_is_shown_before_ten_replied_and_nothing_moves_for_fewer_than_ten_more():
    assert views([[2, 2, 1, 1, 1, 1, 1, 0]]) == ()
    first = views([[4, 4, 4, 1, 4, 4, 3, 1]])
    assert [view.replies for view in first] == [25] and first[0].shown == 20
    assert views([[4, 4, 4, 1, 4, 4, 3, 1], [1, 1, 1, 1, 1, 1, 1, 1]], kept=first) == first
    later = views([[4, 4, 4, 1, 4, 4, 3, 1], [2, 2, 1, 1, 1, 1, 1, 1]], kept=first)
    assert [view.replies for view in later] == [25, 35]


def test_a_view_never_says_that_all_but_a_few_replied():
    assert views([[*STAFF]]) == ()
    assert views([[34, 22, 18, 8, 24, 16, 9, 2]]) == ()


def test_a_figure_once_shown_is_never_changed_by_what_an_export_says_later():
    first = views([[4, 4, 4, 1, 4, 4, 3, 1]])
    later = views([[6, 6, 6, 1, 6, 6, 3, 1], [4, 4, 3, 1, 3, 3, 3, 1]], kept=first)
    assert later[:1] == first and later[1].replies == 57


def test_groups_move_with_the_last_figure_only():
    made = views([[4, 4, 4, 1, 4, 4, 3, 1], [4, 4, 3, 1, 3, 3, 3, 1]])
    assert [bool(view.places) for view in made] == [False, True]


def test_views_that_would_tell_a_group_s_number_are_held_back():
    """20 replied of groups of 17, 15, 17 and 16: the bands allow 20 in few ways, and for one group two numbers only."""
    staff = (17, 15, 17, 16)
    bands = [(4, 6), (0, 3), (4, 6), (4, 6)]
    assert told(possible([[band] for band in bands], [(20, 29)]))
    assert all(low <= count <= high for count, (low, high) in zip((6, 2, 6, 6), bands, strict=True))
    assert views([[6, 2, 6, 6]], staff) == ()
    assert [view.replies for view in views([[6, 2, 6, 6], [3, 2, 5, 1]], staff)] == [20, 31]


def test_kept_views_come_back_as_they_were_and_a_broken_file_is_refused(project):
    made = (FieldworkView(date(2020, 1, 12), 25, 2, date(2020, 1, 12)),
            FieldworkView(date(2020, 1, 19), 41, 2, date(2020, 1, 26), (1, 0)))
    groups = ReplyGroups(("A", "B + C"), ("", "S"), (("A",), ("B", "C")), (12, 14))
    FieldworkFile().keep("one", groups, made)
    FieldworkFile().keep("two", groups, ())
    assert FieldworkFile().of("one") == ShownWhileOpen(groups, made)
    assert FieldworkFile().of("three") == ShownWhileOpen()
    FieldworkFile().path.write_text('{"one": {}}', "utf-8")
    with pytest.raises(BadInput, match="fieldwork.json cannot be read"):
        FieldworkFile()
