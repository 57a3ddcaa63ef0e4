"""Findings of one wave: each has a headline, a sentence, a picture with words, and a table."""

import pytest

from coprod.analysis.shares import shares
from coprod.record import EVERYBODY, Breakdown, Note
from coprod.report.blocks import Finding, Notice
from coprod.report.pages import what_staff_told_us
from coprod.report.pages.question_words import positive_words, question_sets
from coprod.report.parts import PAGES, blocks_of
from tests.records import item, record, survey

JOB = item("myjob", (60, 120), kind="indicator", headline=True, sources=())
BANDS = [("myjob", team, 0.4, 0.6) for team in ("North", "South", "East")]


@pytest.mark.parametrize("part", PAGES["what_staff_told_us"])
def test_every_part_gives_blocks(part):
    made = record(item("job"), item("rare", ()), JOB, bands=[*BANDS, ("response", "North", 0.4, 0.6)])
    blocks = blocks_of(getattr(what_staff_told_us, part)(survey(made)))
    assert blocks and all(block.html() for block in blocks)


def test_a_headline_says_its_share_range_and_base():
    (one,) = what_staff_told_us.headlines(survey(record(JOB)))
    assert one.headline == "Half of the 120 who answered this say myjob"
    assert one.summary == ("50%, likely range 44% to 56%. 60 of the 120 people who answered this. "
                           "Of all staff it is 30% if none of those who did not answer would say so, and 70% if all "
                           "would.")
    assert one.caption == "Source: staff survey, First. 120 answers."


def test_a_withheld_headline_is_said_and_has_no_picture():
    (one,) = what_staff_told_us.headlines(survey(record(item("myjob", (), kind="indicator", headline=True))))
    assert one.chart is None and one.headline == "Those who say myjob: not shown"
    assert one.table.cells()["Share"].tolist() == ["not shown"]


def test_without_groups_the_page_says_why():
    (one,) = what_staff_told_us.by_group(survey(record(JOB, notes=(Note("few_groups", "team"),))))
    assert isinstance(one, Notice) and one.text.startswith("Results are not shown by team: with so few groups")
    (one,) = what_staff_told_us.by_group(survey(record(JOB)))
    assert one.text == "This survey is not shown by team."


def test_under_a_picture_by_group_stand_only_the_notes_on_its_ranges():
    notes = (Note("wide_ranges", "team"), Note("wide_ranges", "role"), Note("response_left_out", "team"))
    breakdowns = (Breakdown("team", "Team"), Breakdown("role", "Role"))
    (one,) = what_staff_told_us.by_group(survey(record(JOB, bands=BANDS, notes=notes, breakdowns=breakdowns)))
    assert one.headline == "Staff who say myjob: team by team"
    assert one.summary.endswith("By team, the ranges are wider than usual, because with so few groups answers could be "
                                "worked out.")
    assert "By role" not in one.summary and "How many answered" not in one.summary
    assert one.table.cells()["Team"].tolist() == ["East", "North", "South"]


def test_each_question_or_grid_is_one_finding_and_headline_indicators_are_none():
    grid = [item(name, stem="Which?") for name in ("a", "b")]
    made = survey(record(*grid, item("alone"), item("more", (50, 120), kind="indicator", sources=("a",)), JOB))
    found = what_staff_told_us.every_question(made)
    assert [one.headline for one in found] == ["Which?", "Alone", "Put together from several answers"]
    assert found[0].table.cells()["Asked about"].tolist() == ["A", "B"]
    assert found[1].table.cells()["Asked about"].tolist() == ["All staff"]


@pytest.mark.parametrize(("kind", "said"), [
    ("item", "The share of those who answered that said “Agree”."),
    ("option", "The share of those asked who chose each answer."),
    ("indicator", "The share of those who answered this is true of.")])
def test_the_words_say_which_answers_the_shares_of_a_question_count(kind, said):
    made = survey(record(item("job", (10, 20, 30) if kind == "item" else (30, 60), kind=kind)))
    (rows,) = question_sets(made, shares(made))
    assert positive_words(made, rows) == said


def test_a_small_survey_has_ranges_of_its_questions():
    few = record(item("job", (), stem="Which?"), usable=20, bands=[("job", EVERYBODY, 0.25, 0.5)])
    (one,) = what_staff_told_us.every_question(survey(few))
    assert isinstance(one, Finding) and one.headline == "Which?"
    assert one.table.cells().iloc[0].tolist() == ["Job", "25% to 50%"]
