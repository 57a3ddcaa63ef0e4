"""What we learned, as findings: lessons with what they led to, and the working party's own measures."""

import pytest

from coprod.plan.review import COLUMNS
from coprod.report.blocks import Paragraph, Points
from coprod.report.pages import what_we_learned as page
from tests.plans import write_plan, write_rows
from tests.records import item, record, survey

REVIEW = [("did", "We met."), ("learned", "Ask early.", "We ask in May.", "done"),
          ("learned", "Ask often.", "A list.", "planned"), ("pleased", "It was fun."),
          ("measure", "response", "", "", "60%"), ("measure", "Surgeries held", "", "", "4", "0")]
FIRST, SECOND = record(item("job"), item("plan")), record(item("job"), wave="second", usable=90)
THEN, NOW = survey(FIRST), survey(SECOND, FIRST)


@pytest.fixture(autouse=True)
def review(project):
    """The review of the first wave."""
    rows = [dict(zip(COLUMNS, entry, strict=False)) for entry in REVIEW]
    return write_rows(project / "data" / "plan" / "first" / "review.csv", COLUMNS, rows)


def test_lists_and_lessons():
    assert page.what_we_did(NOW) == [Points(("We met.",))]
    assert page.what_we_are_pleased_about(THEN) == [Points(("It was fun.",))]
    (one,) = page.what_we_learned(NOW)
    assert one.headline == "1 of 2 lessons led to something that is done"
    assert one.summary == "1 done and 1 planned so far."
    assert one.table.cells().values.tolist() == [
        ["Ask early.", "We ask in May.", "done"], ["Ask often.", "A list.", "planned"]]
    assert one.caption == "Source: review by the working party, First."


def test_what_is_not_written_yet_is_said():
    (one,) = page.what_could_have_been_different(NOW)
    assert isinstance(one, Paragraph) and one.text == "Nothing is written here yet."


@pytest.mark.parametrize(("made", "answered"), [
    (NOW, "60% in “First”; 45% in “Second”"), (THEN, "60% in “First”")])
def test_response_and_sign_off_are_worked_out_and_the_rest_is_as_written(project, made, answered):
    write_plan(project, {"agreed_on": ""}, {"indicator": "plan"})
    (table,) = page.our_own_measures(made)
    assert table.cells().values.tolist() == [
        ["Staff who answered", "60%", answered], ["Aims agreed with those who lead", "", "1 of 2"],
        ["Surgeries held", "4", "0"]]


def test_without_a_plan_nothing_is_signed():
    (table,) = page.our_own_measures(NOW)
    assert table.cells().values.tolist()[1] == ["Aims agreed with those who lead", "", "no plan"]


def test_the_review_is_that_of_the_baseline(review):
    assert page.review_of(NOW)[0].what == page.review_of(THEN)[0].what == "We met."
    assert page.review_of(survey(SECOND)) == ()
    review.unlink()
    assert page.review_of(NOW) == ()
