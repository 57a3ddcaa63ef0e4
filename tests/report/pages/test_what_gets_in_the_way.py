"""What gets in the way: barriers then and now, themes, and what a page says without them."""

from dataclasses import replace

import pytest

from coprod.record import EVERYBODY
from coprod.record.files import sealed, write_record
from coprod.record.themes import Commented, Paraphrase, Theme, Themes
from coprod.report.blocks import Finding, Notice
from coprod.report.messages import missing_in, speaking
from coprod.report.pages.what_gets_in_the_way import barriers, in_their_words, theme_note, themes_of_comments
from tests.records import item, record, survey

STEM = {"stem": "What gets in the way?", "construct": "barriers"}


def barrier(name, counts, **more):
    return item(name, counts, better="lower", **STEM | more)


THEN = record(barrier("slow", (40, 20, 60)), barrier("dull", (60, 30, 30), label="It is dull."))
NOW = record(barrier("slow", (80, 20, 20)), barrier("dull", (60, 30, 30), label="It is very dull."), item("other"),
             wave="now")
QUESTION = Commented(
    "onething", "What would help?", 40,
    (Theme("Time", 17, False), Theme("Rooms", 12, False), Theme("Something else", 11, True)),
    (Paraphrase("Rooms", "Stairs keep people out.", "senior manager"),), 2, 0.84, 0.8, 0.81)


@pytest.fixture
def with_themes(project):
    """The survey of a released record with themes of one question, with such changes, or of none; None: no themes."""

    def make(questions=1, **more):
        folder, released = project / "data" / "processed" / "now", sealed(NOW)
        folder.mkdir(exist_ok=True)
        write_record(released, folder)
        if questions is not None:
            Themes("now", released.seal, 10, 120, (replace(QUESTION, **more),) * questions).with_seal().write()
        return survey(released)

    return make


def said(blocks):
    return [getattr(block, "text", None) or getattr(block, "headline", None) or getattr(block, "texts", None)
            for block in blocks]


def test_barriers_alike_stand_beside_the_baseline_with_a_verdict_and_others_alone():
    blocks = barriers(survey(NOW, THEN))
    findings = [block for block in blocks if isinstance(block, Finding)]
    assert said(blocks)[1] == "One barrier was asked about in the same words in both surveys: 1 got smaller."
    assert [finding.table.cells().iloc[:, 0].tolist() for finding in findings] == [["Slow"], ["It is very dull."]]
    assert findings[0].table.cells().columns[1:3].tolist() == ["First", "Now"]
    assert "First" not in findings[1].table.cells() and findings[1].headline == "It is very dull."


def test_without_a_baseline_barriers_stand_alone_largest_first():
    finding = barriers(survey(THEN))[1]
    assert finding.headline == "What gets in the way?"
    assert finding.table.cells()["Share"].tolist() == ["50%", "25%"]


def test_a_survey_that_asked_no_barriers_says_so():
    blocks = barriers(survey(record(item("sure"), wave="now"), THEN))
    assert isinstance(blocks[0], Notice) and said(blocks) == ["This survey did not ask what gets in the way."]


def test_a_small_survey_shows_ranges_only():
    few = record(barrier("slow", ()), item("sure", ()), wave="now", bands=[("slow", EVERYBODY, 0.25, 0.5),
                                                                           ("sure", EVERYBODY, 0.5, 0.75)])
    blocks = barriers(survey(few, THEN))
    assert [block.headline for block in blocks] == ["What gets in the way?"]
    assert blocks[0].table.cells().iloc[0].tolist() == ["Slow", "25% to 50%"]


def test_themes_stand_with_their_people_and_the_rest_last(with_themes):
    told, finding = themes_of_comments(with_themes())
    assert told.text == ("40 people wrote something. 2 people read every comment and sorted it into themes. 2 themes "
                         "were named by 10 or more. At first they chose the same theme for about 4 in 5 of the "
                         "comments. They talked about the others and settled them.")
    assert finding.headline == "“Time”: 17 of 40 people wrote about this most"
    assert finding.table.cells().values.tolist() == [["Time", "17", "43%"], ["Rooms", "12", "30%"],
                                                     ["Something else, or nothing to add", "11", "28%"]]


def test_themes_named_by_as_many_people_are_named_together(with_themes):
    themes = (Theme("Time", 15, False), Theme("Rooms", 15, False), Theme("Something else", 10, True))
    finding = themes_of_comments(with_themes(themes=themes))[1]
    assert finding.headline == "“Time” and “Rooms”: 15 of 40 people each wrote about these most"


def test_paraphrases_name_the_role_that_signed(with_themes):
    assert said(in_their_words(with_themes()))[1:] == ["On “Rooms”:",
                                                       ("Stairs keep people out. (Signed off by: senior manager)",)]
    unsigned = with_themes(paraphrases=())
    assert said(in_their_words(unsigned)) == ["No comment was put in other words and signed off."]


def test_the_note_gives_the_field_s_names_and_says_where_a_figure_is_not_known(with_themes):
    assert "Krippendorff's alpha (nominal) 0.81, Cohen's kappa 0.80" in said(theme_note(with_themes()))[-1]
    assert "Cohen's kappa not known" in said(theme_note(with_themes(kappa=None, coders=3)))[-1]


def test_words_of_coders_that_have_no_translation_are_marked(with_themes):
    made = with_themes()
    with speaking("ur"):
        marked = missing_in("".join(block.html() for block in themes_of_comments(made)))
    assert {f'[written] "{text}"' for text in ("What would help?", "Time", "Rooms")} <= set(marked)


@pytest.mark.parametrize("questions", [None, 0])
def test_a_wave_without_themes_says_so_and_has_no_note(with_themes, questions):
    none = with_themes(questions)
    assert said(themes_of_comments(none)) == ["What people wrote in their own words is not shown for this survey."]
    assert theme_note(none) == [] and len(in_their_words(none)) == 1
