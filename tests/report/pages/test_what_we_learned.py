"""What we learned, as findings: lessons with what they led to, and the working party's own measures."""

import pytest

from coprod.plan.learning_plan import read_plan
from coprod.plan.review import Entry
from coprod.report.blocks import Paragraph, Points
from coprod.report.pages import lessons as page
from tests.plans import write_plan
from tests.records import item, record

REVIEW = (Entry("did", "We met.", "", "", "", "", 2), Entry("learned", "Ask early.", "We ask in May.", "done", "", "", 3),
          Entry("learned", "Ask often.", "A list.", "planned", "", "", 4), Entry("pleased", "It was fun.", "", "", "", "", 5),
          Entry("measure", "response", "", "", "60%", "", 6), Entry("measure", "Surgeries held", "", "", "4", "0", 7))
THEN, NOW = record(item("job")), record(item("job"), wave="second", usable=90)


def test_lists_and_lessons():
    assert page.what_we_did(REVIEW) == [Points(("We met.",))]
    assert page.what_we_are_pleased_about(REVIEW) == [Points(("It was fun.",))]
    (one,) = page.what_we_learned(REVIEW, NOW, THEN)
    assert one.headline == "1 of 2 lessons led to something that is done" and one.summary == "1 done and 1 planned so far."
    assert one.table.cells().values.tolist() == [["Ask early.", "We ask in May.", "done"], ["Ask often.", "A list.", "planned"]]
    assert one.caption == "Source: review by the working party, First."


def test_what_is_not_written_yet_is_said():
    (one,) = page.what_could_have_been_different(REVIEW, NOW)
    assert isinstance(one, Paragraph) and one.text == "Nothing is written here yet."


@pytest.mark.parametrize(("baseline", "answered"), [(THEN, "60% in “First”; 45% in “Second”"), (None, "45% in “Second”")])
def test_response_and_sign_off_are_worked_out_and_the_rest_is_as_written(project, baseline, answered):
    write_plan(project, {"agreed_on": ""}, {"indicator": "plan"})
    (table,) = page.our_own_measures(REVIEW, read_plan("first"), NOW, baseline)
    assert table.cells().values.tolist() == [["Staff who answered", "60%", answered],
                                             ["Aims agreed with those who lead", "", "1 of 2"], ["Surgeries held", "4", "0"]]


def test_the_review_is_that_of_the_baseline(project):
    assert page.review_of(NOW, THEN) == ()
    folder = project / "data" / "plan" / "first"
    folder.mkdir(parents=True)
    (folder / "review.csv").write_text("part,what,action,state,aim,result\ndid,We met.,,,,\n", "utf-8")
    assert page.review_of(NOW, THEN)[0].what == "We met." and page.review_of(NOW) == ()
