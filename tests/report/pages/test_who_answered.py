"""Who answered: usable and finished answers, ranges by group, and what those who did not answer could change."""

import pytest

from coprod.record import EVERYBODY, Note
from coprod.report.blocks import Notice, Paragraph
from coprod.report.messages import say
from coprod.report.pages import who_answered
from coprod.report.parts import PAGES, blocks_of
from tests.records import item, record, survey

JOB = item("myjob", (60, 120), kind="indicator", headline=True, sources=())
BANDS = [("response", "North", 0.4, 0.6), ("response", "South", 0.6, 0.8)]


@pytest.mark.parametrize("part", PAGES["who_answered"])
def test_every_part_gives_blocks(part):
    blocks = blocks_of(getattr(who_answered, part)(survey(record(JOB, bands=BANDS))))
    assert blocks and all(block.html() for block in blocks)


def test_the_page_counts_usable_and_finished_answers():
    made = who_answered.response(survey(record(usable=120, complete=114, eligible=200)))
    assert made.headline == "3 in 5 of all staff answered the survey"
    assert made.summary == "114 people finished the survey. 6 answered most of the questions."
    assert made.table.cells().values.tolist() == [["All usable answers", "120", "60%"],
                                                  ["Finished answers", "114", "57%"]]


def test_teams_stand_in_ranges_highest_first_or_it_is_said_why_not():
    (one,) = who_answered.response_by_group(survey(record(bands=BANDS)))
    assert one.table.cells().values.tolist() == [["South", "60% to 80%"], ["North", "40% to 60%"]]
    (one,) = who_answered.response_by_group(survey(record(notes=(Note("response_left_out", "team"),))))
    assert isinstance(one, Notice) and one.text.startswith("How many answered is not shown by group")


def test_what_the_silent_could_change_stands_beside_each_headline():
    told, table = who_answered.who_is_silent(survey(record(JOB, eligible=240)))
    assert told.text == say("survey.silent")
    assert table.cells().values.tolist() == [["Myjob", "50%", "25%", "75%"]]
    weighted = item("myjob", (60, 120), kind="indicator", headline=True, sources=(), adjusted=0.55)
    _, told, table = who_answered.who_is_silent(survey(record(weighted, eligible=240)))
    assert told.text == say("survey.weighted") and table.cells()["Weighted"].tolist() == ["55%"]
    assert who_answered.who_is_silent(survey(record(item("job")))) == [Paragraph(say("survey.too_few"))]


def test_the_note_has_kish_s_factor_only_where_there_are_weights():
    assert len(who_answered.response_note(survey(record()))) == 2
    first, *_, last = who_answered.response_note(survey(record(kish=1.25)))
    assert "RR2 (all usable answers) 60%; RR1 (finished only) 57%." in first.text and "is 1.2." in last.text


def test_a_small_survey_says_ranges_only():
    few = survey(record(item("job", ()), usable=20, bands=[("response", EVERYBODY, 0.5, 0.75)]))
    made = who_answered.response(few)
    assert made.table.cells().values.tolist() == [["All staff", "50% to 75%"]]
    assert isinstance(who_answered.response_by_group(few)[0], Notice)
    assert who_answered.response_note(few) == who_answered.who_is_silent(few) == [Paragraph(say("survey.few"))]
