"""The plan as findings: calendar, what each activity is for, what is expected, what is still to do."""

import pytest

from coprod.analysis.plan_checks import plan_of
from coprod.report.blocks import Notice, Paragraph, Points
from coprod.report.pages import what_is_planned as page
from tests.plans import write_plan
from tests.records import item, record, survey

MADE = survey(record(item("job"), item("know", (90, 10, 20), construct="knowledge", label="Walks")))
CALLS = [page.plan_calendar, page.plan_serves, page.plan_expects, page.plan_to_do]


@pytest.fixture
def plan(project):
    write_plan(project, {"activity": "Course", "start": "2017-06", "end": "2017-06"},
               {"activity": "Talks", "start": "2016-12", "end": "2017-03", "needs": "know job", "cost": "300"},
               {"activity": "Lunches", "needs": "", "indicator": "", "points": "", "agreed_by": "", "agreed_on": ""})


def test_without_a_plan_there_is_one_plain_sentence(project):
    (one,) = page.plan_summary(MADE)
    assert isinstance(one, Notice) and [call(MADE) for call in CALLS] == [[], [], [], []]


def test_the_summary_says_how_much_when_and_at_what_cost(plan):
    assert page.plan_summary(MADE) == [Paragraph(
        "The plan has 3 activities from December 2016 to June 2017. There are 120 places. It costs £2,700.")]


def test_the_calendar_stands_in_the_order_of_time_with_its_table(plan):
    (one,) = page.plan_calendar(MADE)
    cells = one.table.cells()
    assert cells["Activity"].tolist() == ["Talks", "Lunches", "Course"]
    assert cells["When"].tolist() == ["Dec 2016 to Mar 2017", "Jan to Mar 2017", "Jun 2017"]
    assert cells["Hours a place"].tolist() == ["1.5 h"] * 3
    assert cells["Cost"].tolist() == ["£300", "£1,200", "£1,200"]
    assert one.alt == "A calendar of 3 activities. First: Talks (Dec 2016 to Mar 2017). Last to end: Course (Jun 2017)."
    drawn = one.chart.svg(one.alt)
    assert [text in drawn for text in ("Dec 2016", "Mar 2017", "Jun 2017", "Sep 2017")] == [True] * 4


def test_a_plan_that_takes_longer_is_drawn_whole(project):
    write_plan(project, {"needs": "know"}, {"start": "2018-06", "end": "2018-12"})
    (one,) = page.plan_calendar(MADE)
    assert "Jul 2018" in one.chart.svg(one.alt)


def test_each_activity_names_its_needs_and_its_owner(plan):
    (one,) = page.plan_serves(MADE)
    assert one.table.cells().values.tolist() == [["Course", "Job", "Learning lead"],
                                                 ["Talks", "Walks (to know it); Job", "Learning lead"],
                                                 ["Lunches", "no need named", "Learning lead"]]


def test_what_is_expected_stands_beside_what_can_be_seen(project):
    write_plan(project, {}, {"indicator": "know", "points": "-30", "agreed_on": ""})
    (one,) = page.plan_expects(MADE)
    assert one.table.cells().values.tolist() == [
        ["Job", "50%", "+20 points", "Head of service, 1 Dec 2016", "15 points"],
        ["Walks (to know it)", "17%", "−30 points", "not agreed yet", "4 points"]]


def test_a_plan_that_expects_nothing_says_so(project):
    write_plan(project, {"indicator": "", "points": ""})
    (one,) = page.plan_expects(MADE)
    assert isinstance(one, Notice)


def test_what_is_still_to_do_is_said_in_words(plan, project):
    (one,) = page.plan_to_do(MADE)
    assert one == Points(("This activity serves no need yet: Lunches.",))
    write_plan(project, {"needs": "job"})
    (one,) = page.plan_to_do(MADE)
    assert one == Points(("No activity serves this need yet: Walks (to know it).",))
    write_plan(project, {"needs": "know"})
    (one,) = page.plan_to_do(MADE)
    assert isinstance(one, Paragraph) and one.text.startswith("Nothing is left open")


def test_whoever_mends_the_plan_reads_where_and_how(project):
    write_plan(project, {"needs": "", "points": "+14", "agreed_by": ""},
               {"end": "2018-01", "indicator": "", "points": ""})
    assert page.open_by_line(MADE, plan_of(MADE)) == [
        'plan.csv, line 2, column "needs": this activity serves no need. Name the measure of one.',
        'plan.csv, column "needs": no activity serves "know", which is likely among the three largest needs of its '
        "kind. Add an activity, or name it under one.",
        'plan.csv, line 2, column "agreed_by": nobody has signed what is expected here. Name the senior role and the '
        "day.",
        'plan.csv, line 2, column "points": the next survey can show a change of about 15 points or more here, so this '
        "is too small to be seen. Expect more, or choose another measure.",
        'plan.csv, line 3, column "end": the plan takes 13 months; it should end within 12.']


def test_needs_are_named_with_what_is_lacking():
    assert page.names_of(MADE) == {"job": "Job", "know": "Walks (to know it)"}
