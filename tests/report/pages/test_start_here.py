"""The first page: at most five findings in plain sentences, one picture each, and what everybody wants to know besides."""

from html import unescape

import pytest

from coprod.report import messages as words
from coprod.report.blocks import Finding, Notice
from coprod.report.pages import overview as citizens
from tests.records import item, record

NAMES = ("one", "two", "three", "four", "five")


def headline(name, count=60, base=120, **more):
    return item(name, (count, base) if count else (), kind="indicator", headline=True, **{"from": []} | more)


def now(*items, **more):
    return record(*items, wave="second", usable=126, eligible=210, **more)


def test_five_headlines_give_five_findings_with_a_picture_and_a_table_each():
    then, made = record(*map(headline, NAMES)), now(*map(headline, NAMES))
    for found in (citizens.at_a_glance(made), citizens.at_a_glance(made, then)):
        assert len(found) == 5 and all(isinstance(one, Finding) and one.chart and len(one.table.rows) for one in found)


def test_with_fewer_headlines_there_are_fewer_findings_and_with_none_the_page_says_so():
    assert len(citizens.at_a_glance(record(headline("one"), headline("two"), item("job")))) == 2
    assert citizens.at_a_glance(record(item("job"))) == [Notice(words.NOTHING)]


@pytest.mark.parametrize(("count", "better", "since"), [
    (100, "higher", "That is better than before, when it was 50%."), (100, "lower", "That is worse than before, when it was 50%."),
    (100, "neither", "That is more than before, when it was 50%."), (26, "neither", "That is less than before, when it was 50%."),
    (63, "higher", "That is about the same as before, when it was 50%."),
    (75, "higher", "Before, it was 50%. So this did not clearly change.")])
def test_each_finding_says_in_plain_words_what_changed(count, better, since):
    (one,) = citizens.at_a_glance(now(headline("sure", count, 126, better=better)), record(headline("sure", better=better)))
    assert one.summary.endswith(since)
    assert one.table.cells()["Survey"].tolist() == ["First", "Second"]
    assert one.table.cells()["Share"].tolist()[0] == "50%"


def test_what_was_asked_in_other_words_is_shown_alone_and_the_page_says_why():
    (one,) = citizens.at_a_glance(now(headline("sure", label="New")), record(headline("sure", label="Old")))
    assert one.summary.endswith("It cannot be compared with the survey before. The words of the question changed.")
    assert one.table.cells()["Survey"].tolist() == ["Second"] and "First" not in one.alt


@pytest.mark.parametrize(("before", "after"), [(0, 60), (60, 0)])
def test_where_too_few_answered_nothing_is_put_side_by_side(before, after):
    (one,) = citizens.at_a_glance(now(headline("sure", after)), record(headline("sure", before)))
    assert one.summary.endswith("Too few people answered to compare.")
    assert len(one.table.rows) == 1 and (one.chart is None) == (after == 0)


def test_a_survey_of_few_shows_ranges_and_compares_nothing():
    small = record(headline("sure", 0), usable=20, bands=[("sure", "everybody who answered", 0.4, 0.6)])
    small.about["groups"][0]["breakdown"] = "everybody who answered"
    assert small.few
    (one,) = citizens.at_a_glance(small, record(headline("sure")))
    assert one.headline == "Between 40% and 60% of those who answered say sure"
    (other,) = citizens.at_a_glance(now(headline("sure")), small)
    assert "before" not in other.summary


def test_what_comes_next_how_people_are_protected_and_other_formats_are_said_in_short_points():
    for blocks in (citizens.what_happens_next(), citizens.what_happens_next(record()), citizens.protected(record()),
                   citizens.other_formats()):
        (points,) = blocks
        page = unescape(points.html())
        assert len(points.texts) >= 3 and all(text.endswith(".") and text in page for text in points.texts)
    assert citizens.what_happens_next() != citizens.what_happens_next(record())
    assert "fewer than 12 people" in citizens.protected(record(floor=12))[0].html()
