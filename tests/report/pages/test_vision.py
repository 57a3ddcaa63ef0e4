"""The vision scorecard: every line, asked or not, with both shares and a plain verdict; for any codebook."""

import pytest

from coprod.analysis.vision_lines import lines
from coprod.record import EVERYBODY, Unasked, read_survey
from coprod.report.blocks import Finding, Notice
from coprod.report.messages import say
from coprod.report.pages.vision import scorecard
from tests import EXAMPLES
from tests.records import item, record, survey

BANK = (Unasked("dream", "A dream.", "vision", "To dream"), Unasked("share", "We share.", "anything", "To try"),
        Unasked("wall", "A wall.", "barriers", "Walls"), Unasked("spare", "Spare.", "", ""))


def served(name, line, counts=(40, 20, 60), **more):
    return item(name, counts, source_line=line, **{"construct": "vision"} | more)


def wave(*items, **more):
    return record(*items, unasked=BANK, **more)


def then_and_now(one, two):
    return survey(wave(two, wave="second", usable=126, eligible=210), wave(one))


def cells(finding):
    return finding.table.cells().to_numpy().tolist()


def test_every_line_stands_there_with_its_question_asked_ones_first():
    vision, barriers = scorecard(survey(wave(served("job", "To work"), served("try", "To try"))))
    assert cells(vision) == [["To work", "Job", "50%", "asked once so far"],
                             ["To try", "Try", "50%", "asked once so far"],
                             ["To try", "We share.", "", "not asked"], ["To dream", "A dream.", "", "not asked"]]
    assert cells(barriers) == [["Walls", "A wall.", "", "not asked"]]
    assert "2 of the 3 lines were asked about." in vision.summary
    assert "The one line there is was not asked about." in barriers.summary


@pytest.mark.parametrize(("counts", "better", "said"), [
    ((10, 16, 100), "higher", "improved"), ((10, 16, 100), "lower", "got worse"), ((10, 16, 100), "neither", "went up"),
    ((90, 10, 26), "neither", "went down"), ((43, 20, 63), "higher", "stayed about the same"),
    ((31, 20, 75), "higher", "did not clearly change"), ((), "higher", "not compared: not shown now")])
def test_both_shares_stand_beside_a_plain_verdict(counts, better, said):
    made = then_and_now(served("job", "To work", better=better), served("job", "To work", counts, better=better))
    row = cells(scorecard(made)[0])[0]
    assert row[2] == "50%" and row[4] == said
    assert row[3] == (f"{round(counts[2] / 1.26)}%" if counts else "not shown")


def test_a_measure_of_its_own_stands_for_its_question():
    made = item("sure", (30, 120), kind="indicator", headline=True, sources=("job",))
    later = item("sure", (90, 126), kind="indicator", headline=True, sources=("job",))
    now = wave(served("job", "To work"), later, wave="second", usable=126, eligible=210)
    both = survey(now, wave(served("job", "To work"), made))
    assert cells(scorecard(both)[0])[0] == ["To work", "Job", "25%", "71%", "improved"]


def test_what_cannot_be_compared_says_why_and_other_answers_are_not_put_side_by_side():
    made = then_and_now(served("job", "To work", label="Old"), served("job", "To work", label="New"))
    assert cells(scorecard(made)[0])[0] == ["To work", "New", "50%", "50%", "not compared: its words changed"]
    made = then_and_now(served("job", "To work"), served("job", "To work", scale=("No", "Yes")))
    assert cells(scorecard(made)[0])[0] == ["To work", "Job", "", "50%", "not compared: its answers changed"]


def test_a_line_asked_in_one_survey_only_is_not_lost():
    made = then_and_now(served("old", "To rest"), served("job", "To work"))
    made = {row[0]: row[2:] for row in cells(scorecard(made)[0])}
    assert made["To rest"] == ["50%", "", "asked in one survey only"]
    assert made["To work"] == ["", "50%", "asked in one survey only"]
    assert made["To dream"] == ["", "", "not asked"]


def test_where_less_is_better_it_is_said_once_or_at_the_question():
    vision, barriers = scorecard(survey(wave(served("job", "To work"), served("fear", "No fear", better="lower"),
                                             served("tick", "Ticks", construct="barriers", better="lower"))))
    assert [row[1] for row in cells(vision)[:2]] == ["Job", "Fear (less is better)"]
    assert cells(barriers)[0][1] == "Tick"
    once = say("vision.less_is_better")
    assert once in barriers.summary and once not in vision.summary


def test_a_small_survey_shows_ranges_and_no_verdict():
    small = wave(served("job", "To work", ()), served("try", "To try", ()), usable=20,
                 bands=[("job", EVERYBODY, 0.4, 0.6)])
    made = {row[1]: row[2:] for row in cells(scorecard(survey(small))[0])}
    assert made["Job"] == ["40% to 60%", "asked once so far"] and made["Try"][1] == "not shown"
    now = wave(served("job", "To work"), wave="second")
    assert cells(scorecard(survey(now, small))[0])[0] == [
        "To work", "Job", "40% to 60%", "50%", "not compared: not shown then"]


def test_a_codebook_without_a_vision_says_so():
    assert scorecard(survey(record(item("job")))) == [Notice(say("vision.no_vision"))]


def test_the_example_scorecard_has_every_line_of_the_vision_day():
    made = read_survey(EXAMPLES[1], EXAMPLES[0])
    vision, barriers = scorecard(made)
    assert isinstance(vision, Finding) and "8 of the 16 lines were asked about." in vision.summary
    assert "5 of the 14 lines were asked about." in barriers.summary
    frame = lines(made)
    assert frame["verdict"].value_counts()["not asked"] == sum(bool(one.source_line) for one in made.record.unasked)
    assert set(frame["line"]) == {one.source_line for one in (*made.record.measures, *made.record.unasked)} - {""}
