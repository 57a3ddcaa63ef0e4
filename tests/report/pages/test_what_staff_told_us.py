"""Findings of one wave and of two: each has a headline, a sentence, a picture with words, and a table."""

import pytest

from coprod.report.blocks import Finding, Notice
from coprod.report.pages import findings
from coprod.report.pages import what_changed as findings_of_change
from tests.records import item, record

JOB = item("myjob", (60, 120), kind="indicator", headline=True, **{"from": []})
BANDS = [("myjob", team, 0.4, 0.6) for team in ("North", "South", "East")]


def blocks(function, *records):
    made = function(*records)
    return made if isinstance(made, list) else [made]


@pytest.mark.parametrize("function", [findings.headlines, findings.main_findings, findings.every_question, findings.by_group,
                                      findings.response, findings.response_by_group, findings.summary, findings.protection])
def test_every_call_of_a_one_wave_notebook_gives_blocks(function):
    made = record(item("job"), item("rare", ()), JOB, bands=[*BANDS, ("response", "North", 0.4, 0.6)])
    assert blocks(function, made) and all(block.html() for block in blocks(function, made))


def test_a_headline_says_its_share_range_and_base():
    (one,) = findings.headlines(record(JOB))
    assert one.headline == "Half of staff say myjob"
    assert one.summary == "50%, likely range 44% to 56%. 60 of the 120 people who answered."


def test_a_withheld_headline_is_said_and_has_no_picture():
    (one,) = findings.headlines(record(item("myjob", (), kind="indicator", headline=True)))
    assert one.chart is None and "too few" in one.headline.lower()
    assert "too few to show" in one.table.csv()


def test_the_response_page_counts_usable_and_finished_answers():
    made = findings.response(record(usable=120, complete=114, eligible=200))
    assert made.headline == "3 in 5 staff answered the survey"
    assert made.summary == "114 people finished the survey. 6 answered most of the questions."


def test_without_groups_the_page_says_why():
    (one,) = findings.by_group(record(JOB, notes=["Results are not shown by team."]))
    assert isinstance(one, Notice) and one.text == "Results are not shown by team."


def test_changes_say_both_shares_and_a_verdict():
    then, now = record(JOB), record(item("myjob", (100, 126), kind="indicator", headline=True, **{"from": []}),
                                    wave="second", usable=126, eligible=210)
    one, _ = findings_of_change.headline_changes(then, now)
    assert isinstance(one, Finding) and one.summary == "This improved."
    assert one.headline == "More staff say myjob: 50% then, 79% now"


@pytest.mark.parametrize("function", ["caution", "what_could_be_seen", "headline_changes", "other_changes", "not_compared",
                                      "groups_side_by_side"])
def test_every_call_of_a_two_wave_notebook_gives_blocks(function):
    then = record(item("job"), item("plan", label="Old words"), item("rare", ()), JOB, bands=BANDS)
    now = record(item("job"), item("plan", label="New words"), item("rare", ()), JOB, bands=BANDS, wave="second")
    made = getattr(findings_of_change, function)(*([] if function == "caution" else [then, now]))
    assert made and all(block.html() for block in made)


def test_a_reworded_question_is_shown_with_both_wordings():
    then, now = record(item("plan", label="Old words")), record(item("plan", label="New words"), wave="second")
    (table,) = findings_of_change.not_compared(then, now)
    assert table.cells().values.tolist() == [["New words", "Old words", "The words of the question changed"]]


def test_what_could_be_seen_is_the_published_example():
    """120 of 200 in both waves: 18 points (statistics: 80 % power, safe)."""
    (one,) = findings_of_change.what_could_be_seen(record(), record(wave="second"))
    assert "about 18 points or more" in one.text
