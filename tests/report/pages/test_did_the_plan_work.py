"""Did the plan work: which plan a page looks back on, what it says before and after the repeat, and without causes."""

import re

import pytest

from coprod.record.pooled_sessions import parse_pools, pools_text
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.pages import did_the_plan_work as page
from tests.plans import write_plan
from tests.record.test_pooled_sessions import text
from tests.records import item, record, survey

FIRST = record(item("job"), item("plan", label="Plan"))
SECOND = record(item("job", (10, 10, 100)), item("plan", label="Plan"), wave="second")
THEN, NOW = survey(FIRST), survey(SECOND, FIRST)


@pytest.fixture
def home(project):
    write_plan(project, {"needs": ""}, {"indicator": "plan", "agreed_by": ""})
    for wave in ("first", "second"):
        (project / "data" / "processed" / wave).mkdir()
    pools = parse_pools((text() + text(pool=2, after_low=0.2, after_high=0.4).split("\n", 1)[1]).encode(), "first")
    (project / "data" / "processed" / "first" / "sessions.csv").write_text(pools_text(pools), "utf-8")
    return project


def test_a_page_looks_back_on_the_plan_of_the_baseline_or_on_its_own(home):
    assert page.plan_judged(NOW).wave == page.plan_judged(THEN).wave == "first"
    assert page.plan_judged(survey(SECOND)) is None
    assert page.plan_looked_back_on(NOW)[0].text.startswith("The plan has 2 activities")


def test_before_the_repeat_the_page_says_what_is_expected(home):
    notice, one = page.what_came_of_it(THEN)
    assert isinstance(notice, Notice) and one.headline == "What is expected by the next survey"


def test_after_it_each_signed_aim_has_an_outcome_and_unsigned_ones_are_named(home):
    one, left_out, side = page.what_came_of_it(NOW)
    assert one.headline == "1 of 1 agreed aim was met"
    assert one.table.cells().values.tolist() == [
        ["Job", "+20 points", "+33 points", "+23 to +42 points", "15 points", "met"]]
    assert left_out == Paragraph("Not judged, for nobody who leads agreed to it: Plan.")
    assert side.table.cells().values.tolist() == [["Job", "50%", "83%"]]


def test_where_nothing_was_signed_nothing_is_judged(home):
    write_plan(home, {"agreed_by": ""})
    notice, _ = page.what_came_of_it(NOW)
    assert notice == Notice("No aim of the plan was agreed. So there is nothing to judge.")


def test_sessions_are_shown_in_ranges_with_their_activity_by_name(home):
    felt, filled, feeling = page.how_sessions_went(NOW)
    assert felt.table.cells().values.tolist()[0] == ["1", "Short talks", "Jan to Feb 2017", "20% to 40%", "60% to 80%"]
    assert filled.table.cells().values.tolist()[0][3:] == ["40", "30", "75%"]
    assert "1 of 2 cases" in felt.alt and isinstance(feeling, Paragraph)


def test_without_sessions_it_says_so(home):
    (home / "data" / "processed" / "first" / "sessions.csv").unlink()
    (one,) = page.how_sessions_went(THEN)
    assert isinstance(one, Notice)


def test_what_it_took_stands_by_itself(home):
    (one,) = page.what_it_took(NOW)
    rows = one.table.cells().values.tolist()
    assert rows[0] == ["Short talks", "60 h", "£1,200", "40", "£30", "60", "£20"]
    assert rows[1][5:] == ["none to show", "none to show"]
    assert rows[2][:5] == ["All activities", "120 h", "£2,400", "80", "£30"]
    assert one.headline == "The plan sets aside £2,400 and 120 hours"


def test_no_word_of_a_cause_and_no_cost_beside_a_point(home):
    blocks = [*page.what_came_of_it(NOW), *page.how_sessions_went(NOW), *page.what_it_took(NOW)]
    words = " ".join(block.html() for block in blocks)
    assert not re.search(r"\b(because of the plan|thanks to|caused?|led to|effect|impact|due to|worked)\b", words, re.I)
    files = [block.table.csv() for block in blocks if isinstance(block, Finding)]
    assert any("£" in file for file in files) and not [file for file in files if "£" in file and "points" in file]
