"""What gets in the way: barriers then and now, themes, and what a page says without them."""

import pytest

from coprod.record.themes import Themes
from coprod.report.blocks import Finding, Notice
from coprod.report.pages.barriers import barriers, in_their_words, theme_note, themes_of_comments
from tests.records import item, record

STEM = {"stem": "What gets in the way?", "construct": "barriers"}


def barrier(name, counts, **more):
    return item(name, counts, better="lower", **STEM | more)


THEN = record(barrier("slow", (40, 20, 60)), barrier("dull", (60, 30, 30), label="It is dull."), wave="then")
NOW = record(barrier("slow", (80, 20, 20)), barrier("dull", (60, 30, 30), label="It is very dull."), item("other"), wave="now")


def themes(**more):
    counts = [("Time", 17, False), ("Rooms", 12, False), ("Something else", 11, True)]
    question = {"item": "onething", "label": "What would help?", "base": 40,
                "coders": 2, "alike": 0.84, "kappa": 0.8, "alpha": 0.81,
                "themes": [{"label": label, "count": count, "rest": rest} for label, count, rest in counts],
                "paraphrases": [{"theme": "Rooms", "text": "Stairs keep people out.", "role": "senior manager"}]} | more
    return Themes({"format": 1, "wave": "now", "record": "x", "floor": 10, "usable": 120, "questions": [question], "seal": None})


def said(blocks):
    return [getattr(block, "text", None) or getattr(block, "headline", None) or getattr(block, "texts", None) for block in blocks]


def test_barriers_alike_stand_beside_the_baseline_with_a_verdict_and_others_alone():
    blocks = barriers(NOW, THEN)
    findings = [block for block in blocks if isinstance(block, Finding)]
    assert said(blocks)[1] == "One barrier was asked about in the same words in both surveys: 1 got smaller."
    assert [finding.table.cells().iloc[:, 0].tolist() for finding in findings] == [["Slow"], ["It is very dull."]]
    assert "Baseline" not in findings[1].table.columns.values() and findings[1].headline == "It is very dull."


def test_without_a_baseline_barriers_stand_alone_largest_first():
    finding = barriers(THEN)[1]
    assert finding.headline == "What gets in the way?"
    assert finding.table.cells()["Share"].tolist() == ["50%", "25%"]


def test_a_survey_that_asked_no_barriers_says_so():
    blocks = barriers(record(item("sure")), THEN)
    assert isinstance(blocks[0], Notice) and said(blocks) == ["This survey did not ask what gets in the way."]


def test_a_survey_of_few_answers_shows_ranges_only():
    everybody = {"breakdown": "everybody who answered", "label": "everybody who answered", "shown_as": "everybody who answered",
                 "parent": "", "headcount": 40, "teams": []}
    made = record(barrier("slow", ()), item("sure", ()), bands=[("slow", "everybody who answered", 0.25, 0.5),
                                                               ("sure", "everybody who answered", 0.5, 0.75)])
    few = record(barrier("slow", ()), item("sure", ()), bands=[("slow", "everybody who answered", 0.25, 0.5),
                                                              ("sure", "everybody who answered", 0.5, 0.75)])
    few = type(few)(few.about | {"groups": [everybody]}, few.tallies)
    assert few.few and not made.few
    blocks = barriers(few, THEN)
    assert [block.headline for block in blocks] == ["What gets in the way?"]
    assert blocks[0].table.cells().iloc[0].tolist() == ["Slow", "25% to 50%"]


def test_themes_stand_with_their_people_and_the_rest_last():
    told, finding = themes_of_comments(NOW, themes())
    assert told.text == ("40 people wrote something. 2 people read every comment and sorted it into themes. 2 themes were named "
                         "by 10 or more. At first they chose the same theme for about 4 in 5 of the comments. They talked about "
                         "the others and settled them.")
    assert finding.headline == "“Time”: 17 of 40 people wrote about this most"
    assert finding.table.cells().values.tolist() == [["Time", "17", "43%"], ["Rooms", "12", "30%"],
                                                     ["Something else, or nothing to add", "11", "28%"]]


def test_paraphrases_name_the_role_that_signed():
    assert said(in_their_words(themes()))[1:] == ["On “Rooms”:", ("Stairs keep people out. (Signed off by: senior manager)",)]
    assert said(in_their_words(themes(paraphrases=[]))) == ["No comment was put in other words and signed off."]


def test_the_note_gives_the_field_s_names_and_says_where_a_figure_is_not_known():
    assert "Krippendorff's alpha (nominal) 0.81, Cohen's kappa 0.80" in said(theme_note(themes()))[-1]
    assert "Cohen's kappa not known" in said(theme_note(themes(kappa=None, coders=3)))[-1]


@pytest.mark.parametrize("none", [None, Themes(themes().about | {"questions": []})])
def test_a_wave_without_themes_says_so_and_has_no_note(none):
    assert said(themes_of_comments(NOW, none)) == ["What people wrote in their own words is not shown for this survey."]
    assert theme_note(none) == [] and len(in_their_words(none)) == 1
