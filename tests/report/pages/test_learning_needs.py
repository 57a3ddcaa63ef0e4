"""Needs as findings: the largest first, how sure that is, what learning they call for, and what is not shown."""

import pytest

from coprod.record import EVERYBODY, MOST_LISTED
from coprod.report.blocks import Finding, Notice
from coprod.report.pages import learning_needs as page
from tests.analysis.test_needs import WALKS, asked, joined
from tests.records import item, record, survey

CALLS = [page.what_is_missing, page.largest_needs, page.two_kinds_of_practice, page.help_wanted, page.needs_by_group]


@pytest.mark.parametrize("call", CALLS)
def test_a_survey_without_these_questions_gets_a_plain_sentence(call):
    (one,) = call(survey(record(item("job"))))
    assert isinstance(one, Notice) and one.text.endswith(".")


def test_the_largest_need_is_the_headline_and_the_order_says_how_sure_it_is():
    ways = [asked(f"know{n}", (117 - n, 3, n), "knowledge", label=f"Way {n}") for n in (10, 30, 50, 52)]
    _, one = page.largest_needs(survey(record(*ways)))
    assert one.headline == "What staff know least: Way 10"
    assert one.summary.startswith(
        "It is not sure which are the largest. Of those shown they are: Way 10, Way 30 and Way 50.")
    assert one.table.cells()["In the top three, at least"].tolist()[:2] == ["over 99%", "over 99%"]
    assert one.chart and "Way 10 (92%)" in one.alt


def test_three_that_are_sure_are_said_to_be_so():
    ways = [asked(f"know{n}", (117 - n, 3, n), "knowledge", label=f"Way {n}") for n in (10, 30, 50, 110)]
    _, one = page.largest_needs(survey(record(*ways)))
    assert one.summary.startswith("These 3 are surely the largest: Way 10, Way 30 and Way 50.")


def test_the_two_kinds_call_for_different_learning_and_name_what_is_withheld():
    made = survey(record(
        *WALKS, asked("knowtalks", (57, 3, 60), "knowledge", label="Talks"),
        asked("usedtalks", (57, 3, 60), "experience", label="Talks"),
        joined("one", (30, 120), ["knowwalks", "usedwalks"], "in yes, in no"),
        joined("none", (), ["knowtalks", "usedtalks"], "in yes, in no"),
        joined("two", (), ["usedwalks", "skillwalks"], "in yes, in no")))
    unused, unsure = page.two_kinds_of_practice(made)
    all_but = "Not shown, for too few people gave an answer, or all but a few did: "
    assert "They need a first go" in unused.summary and unused.summary.endswith(all_but + "Talks.")
    assert isinstance(unsure, Notice) and unsure.text.endswith(all_but + "Walks.")


def test_by_group_shows_ranges_only():
    made = record(*WALKS, bands=[("knowwalks", "Ash", 0.2, 0.4), ("knowwalks", "Elm", 0.4, 0.6)])
    (one,) = page.needs_by_group(survey(made))
    assert isinstance(one, Finding)
    assert one.table.cells().values.tolist() == [["Ash", "60% to 80%"], ["Elm", "40% to 60%"]]
    assert one.headline == "Staff who do not know a way yet: team by team"


def test_side_by_side_is_a_row_a_way():
    (one,) = page.what_is_missing(survey(record(*WALKS)))
    assert one.table.cells().values.tolist() == [["Walks", "75%", "83%", "83%"]]
    assert one.headline == "Most of those who answered do not know 1 of the 1 ways shown"


def test_where_few_answered_there_is_no_order_but_ranges():
    small = survey(record(asked("knowwalks", (), "knowledge"), bands=[("knowwalks", EVERYBODY, 0.33, 0.67)]))
    assert small.record.is_small
    assert [isinstance(call(small)[0], Notice) for call in (page.what_is_missing, page.largest_needs)] == [True, True]
    (one,) = page.needs_by_group(small)
    assert one.headline == "Staff who do not know a way yet: all staff"
    assert one.table.cells().values.tolist() == [[EVERYBODY, "33% to 67%"]]


def test_of_too_many_teams_it_is_counted_how_many_lack_each_need():
    teams = [("knowwalks", f"Team {n:02}", 0.6, 0.8) for n in range(MOST_LISTED)] + [("knowwalks", "Elm", 0.0, 0.2)]
    (one,) = page.needs_by_group(survey(record(*WALKS, bands=teams)))
    assert one.table.cells().values.tolist() == [["Walks (to know it)", "1", "0", "60"]]
