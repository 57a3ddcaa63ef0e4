"""What can be chosen, what cannot be together, and the text that keeps a choice."""

import pytest

from coprod.errors import BadInput
from coprod.explorer.choices import (
    ALL,
    BOTH,
    CHANGE,
    GAIN,
    MAIN,
    NOW,
    SHARE,
    THEN,
    TOGETHER,
    Choices,
    choices_of,
    settled,
    shortcuts,
    start,
    text_of,
    topics,
)
from tests.records import item, record, survey


def test_topics_are_the_questionnaire_s_and_what_belongs_together(surveys):
    assert list(topics(surveys)) == [MAIN, TOGETHER, GAIN, "measures", "confidence", "commitment", "support", "help",
                                     "knowledge",
                                    "skill", "experience", "vision", "barriers"]
    together = topics(surveys)[TOGETHER]
    assert list(together.parts) == ["Knowledge", "Skill", "Experience"]
    assert [names[0] for names in together.parts.values()] == ["knowsurveys", "skillsurveys", "usedsurveys"]
    assert len(together.labels) == len(set(together.labels.values())) == 24


def test_grids_of_another_questionnaire_are_put_side_by_side_whatever_their_order():
    grids = [item("a1", label="One", stem="Know?", construct="know"),
             item("a2", label="Two", stem="Know?", construct="know"),
             item("b2", label="Two", stem="Do?", construct="do"), item("b1", label="One", stem="Do?", construct="do")]
    assert topics(survey(record(*grids)))[TOGETHER].parts == {"Know": ["a1", "a2"], "Do": ["b1", "b2"]}


def test_a_small_questionnaire_offers_only_what_it_has():
    small = survey(record(item("a")))
    assert list(topics(small)) == ["a"]
    assert start(small) == Choices(topic="a")
    assert list(shortcuts(small)) == []  # it has no main results to show by group


def test_what_changed_takes_both_surveys_and_one_survey_takes_its_share(surveys):
    wished = settled(surveys, Choices(show=CHANGE), Choices())
    assert (wished.survey, wished.show) == (BOTH, CHANGE)
    left = settled(surveys, Choices(survey=THEN, show=CHANGE), wished)
    assert (left.survey, left.show) == (THEN, SHARE)
    alone = survey(surveys.record)
    assert settled(alone, Choices(survey=BOTH, show=CHANGE)) == Choices(survey=NOW, show=SHARE)


def test_a_line_of_another_question_gives_way(surveys):
    assert settled(surveys, Choices(topic="vision", line="job")).line == "job"
    assert settled(surveys, Choices(topic="barriers", line="job")).line == ALL


@pytest.mark.parametrize("choices", [
    Choices(), Choices(BOTH, "vision", "job", CHANGE, "team", "name"),
    Choices(THEN, TOGETHER, ALL, "answers", ALL, "asked")])
def test_a_saved_view_comes_back_as_it_was(surveys, choices):
    text = text_of(surveys, choices)
    assert len(text) < 200 and choices_of(surveys, text) == choices
    assert choices_of(surveys, text.replace("; ", ";\n").replace(": ", "=")) == choices


def test_a_saved_view_may_leave_parts_out(surveys):
    assert choices_of(surveys, "topic: vision") == Choices(topic="vision")


@pytest.mark.parametrize(("text", "told"), [
    ("hello", "not a saved view"), ("topic", "not a saved view"), ("colour: red", "not a saved view"),
    ("survey: other-2020; topic: main", "“other-2020”, which is not open here"),
    ("topic: weather", "no question “weather”"),
    ("topic: vision; line: weather", "no line “weather”"),
    ("show: everything", "“show” cannot be “everything”. It can be: share"),
    ("by: grade", "“by” cannot be “grade”. It can be: all, team")])
def test_a_text_that_does_not_fit_says_what_would(surveys, text, told):
    with pytest.raises(BadInput, match=told):
        choices_of(surveys, text)


def test_the_questions_people_ask_most(surveys):
    asked = shortcuts(surveys)
    assert list(asked) == ["How do groups differ?", "Which ways do people know but never use?", "What changed?",
                           "Where is most to gain?"]
    assert all(settled(surveys, choices, choices) == choices for choices in asked.values())
    assert "What changed?" not in shortcuts(survey(surveys.record))
