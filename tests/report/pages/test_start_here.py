"""The first page: at most five findings in plain sentences, one picture each, and what everybody wants to know."""

import pytest

from coprod.record import EVERYBODY
from coprod.report.blocks import Finding, Notice
from coprod.report.messages import say
from coprod.report.pages import start_here
from tests.records import item, record, survey

NAMES = ("one", "two", "three", "four", "five")


def headline(name, count=60, base=120, **more):
    return item(name, (count, base) if count else (), kind="indicator", headline=True, sources=(), **more)


def now(*items, **more):
    return record(*items, wave="second", usable=126, eligible=210, **more)


def test_five_headlines_give_five_findings_with_a_picture_and_a_table_each():
    then, made = record(*map(headline, NAMES)), now(*map(headline, NAMES))
    for found in (start_here.at_a_glance(survey(made)), start_here.at_a_glance(survey(made, then))):
        assert len(found) == 5 and all(isinstance(one, Finding) and one.chart and len(one.table.rows) for one in found)


def test_with_fewer_headlines_there_are_fewer_findings_and_with_none_the_page_says_so():
    assert len(start_here.at_a_glance(survey(record(headline("one"), headline("two"), item("job"))))) == 2
    assert start_here.at_a_glance(survey(record(item("job")))) == [Notice(say("survey.nothing"))]


@pytest.mark.parametrize(("count", "better", "since"), [
    (100, "higher", "That is better than before, when it was 50%."),
    (100, "lower", "That is worse than before, when it was 50%."),
    (100, "neither", "That is more than before, when it was 50%."),
    (26, "neither", "That is less than before, when it was 50%."),
    (63, "higher", "That is about the same as before, when it was 50%."),
    (75, "higher", "Before, it was 50%. We cannot tell whether this changed.")])
def test_each_finding_says_in_plain_words_what_changed(count, better, since):
    made = survey(now(headline("sure", count, 126, better=better)), record(headline("sure", better=better)))
    (one,) = start_here.at_a_glance(made)
    assert one.summary.endswith(since)
    assert one.table.cells()["Survey"].tolist() == ["First", "Second"]
    assert one.table.cells()["Share"].tolist()[0] == "50%"


def test_what_was_asked_in_other_words_is_shown_alone_and_the_page_says_why():
    made = survey(now(headline("sure", label="New")), record(headline("sure", label="Old")))
    (one,) = start_here.at_a_glance(made)
    assert one.summary.endswith("It cannot be compared with the survey before. The words of the question changed.")
    assert one.table.cells()["Survey"].tolist() == ["Second"] and "First" not in one.alt
    assert one.caption == "Source: staff survey, Second."


@pytest.mark.parametrize(("before", "after"), [(0, 60), (60, 0)])
def test_where_too_few_answered_nothing_is_put_side_by_side(before, after):
    (one,) = start_here.at_a_glance(survey(now(headline("sure", after)), record(headline("sure", before))))
    assert one.summary.endswith("It cannot be compared with the survey before. " + say(
        "change.why_not", verdict="hidden_then" if after else "hidden") + ".")
    assert len(one.table.rows) == 1 and (one.chart is None) == (after == 0)


def test_a_small_survey_shows_ranges_and_compares_nothing():
    few = record(headline("sure", 0), usable=20, bands=[("sure", EVERYBODY, 0.4, 0.6)])
    (one,) = start_here.at_a_glance(survey(few))
    assert one.headline == "Between 40% and 60% of those who answered say sure"
    (other,) = start_here.at_a_glance(survey(now(headline("sure")), few))
    assert "before" not in other.summary


def test_the_first_lines_say_who_was_asked_when_and_how_many_answered():
    told, note, plain = start_here.summary(survey(record()))
    assert told.text == ("The survey ran from 10 October 2016 to 4 November 2016. 120 of 200 staff answered. "
                         "That is 60%.")
    assert (note.text, plain.text) == (say("survey.not_everyone"), say("survey.in_plain"))
    assert start_here.summary(survey(record(usable=200)))[1].text == say("survey.everybody_replied")
    (few,) = start_here.summary(survey(record(bands=[("response", EVERYBODY, 0.5, 0.75)])))
    assert "Between 50% and 75% of 200 staff answered." in few.text


def test_what_comes_next_how_people_are_protected_and_other_formats_are_said_in_short_points():
    one, two = survey(record()), survey(now(), record())
    for points in (start_here.what_happens_next(one), start_here.what_happens_next(two), start_here.protected(one),
                   start_here.other_formats(one)):
        page = points.html().replace("&#39;", "'")
        assert len(points.texts) >= 3 and all(text.endswith(".") and text in page for text in points.texts)
    assert start_here.what_happens_next(one) != start_here.what_happens_next(two)
    assert "fewer than 12 people" in start_here.protected(survey(record(floor=12))).html()
