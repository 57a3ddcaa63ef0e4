"""The controls: what is pressed is shown, and nothing else moves."""

from dataclasses import replace
from html import unescape
from threading import Thread

import pytest

from coprod.explorer.choices import BOTH, CHANGE, THEN, TOGETHER, Choices
from coprod.explorer.render import render
from coprod.explorer.widgets import page_of
from coprod.report.messages import speaking
from tests.records import survey


@pytest.fixture
def page(surveys):
    return page_of(surveys)


@pytest.fixture
def pane(page):
    return page.panes[0]


def test_short_lists_are_buttons_and_long_ones_a_list(pane):
    kinds = {name: type(control).__name__ for name, control in pane.controls.items()}
    assert kinds == {"survey": "ToggleButtons", "topic": "Dropdown", "line": "Dropdown", "show": "ToggleButtons",
                     "by": "ToggleButtons", "sort": "ToggleButtons"}


@pytest.mark.parametrize(("name", "value"),
                         [("survey", THEN), ("topic", "vision"), ("line", "confident"), ("show", CHANGE),
                                             ("by", "team"), ("sort", "name")])
def test_each_control_changes_the_choice_the_sentence_and_the_picture(surveys, pane, name, value):
    before = pane.status.value, pane.panel.value, pane.code.value, pane.downloads.value
    pane.controls[name].value = value
    assert getattr(pane.choices, name) == value
    assert pane.view.html("chart") == render(surveys, pane.choices).html("chart")
    assert pane.view.html("chart") == pane.panel.value and pane.view.status in unescape(pane.status.value)
    after = pane.status.value, pane.panel.value, pane.code.value, pane.downloads.value
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_what_changed_moves_the_survey_and_a_survey_moves_it_back(pane):
    pane.controls["show"].value = CHANGE
    assert pane.controls["survey"].value == BOTH
    pane.controls["survey"].value = THEN
    assert (pane.controls["show"].value, pane.choices.survey) == ("share", THEN)


def test_only_controls_that_differ_are_touched(pane):
    """A control whose options or value are set again is drawn again, and the focus is lost."""
    moved = []
    for control in pane.controls.values():
        control.observe(lambda change: moved.append((change["owner"].description, change["name"])))
    pane.controls["sort"].value = "name"
    assert {name for name, _ in moved} == {"Order"}


def test_a_question_brings_its_lines(pane):
    pane.controls["topic"].value = "vision"
    lines = [label for label, _ in pane.controls["line"].options]
    assert lines[:2] == ["All of it", "Involving citizens is part of my job."]
    pane.controls["line"].value = "job"
    pane.controls["topic"].value = "support"
    assert pane.choices.line == "all" and pane.controls["line"].layout.display == "none"


def test_tabs_turn_between_chart_numbers_and_meaning(pane):
    pane.tabs.value = "numbers"
    assert pane.panel.value == pane.view.html("numbers") and "<table" in pane.panel.value
    pane.controls["by"].value = "team"
    assert pane.panel.value == pane.view.html("numbers")
    pane.tabs.value = "meaning"
    assert pane.panel.value == pane.view.html("meaning") and "<li>" in pane.panel.value


def test_shortcuts_show_their_view_and_set_the_controls(page, pane):
    page.asked[1].click()
    assert pane.choices == Choices(topic=TOGETHER) and pane.controls["topic"].value == TOGETHER


def test_a_saved_view_is_opened_by_its_text_and_a_wrong_one_is_answered(pane):
    pane.reopen("topic: barriers; by: team")
    assert (pane.choices.topic, pane.controls["by"].value) == ("barriers", "team")
    assert "is open" in pane.answer.value and pane.answer.layout.display == ""
    before = pane.choices
    pane.reopen("topic: <b>weather</b>")
    assert "no question" in pane.answer.value and "<b>" not in pane.answer.value and pane.choices == before


def test_two_views_are_apart_and_the_page_can_be_large(page):
    first, second = page.panes
    assert len(page.children[-1].children) == 1
    page.beside.value = True
    assert [box for box in page.children[-1].children] == [first.box, second.box]
    second.controls["topic"].value = "vision"
    assert first.choices.topic == "main"
    page.meeting.value = True
    assert "coprod-meeting" in page._dom_classes
    page.meeting.value = page.beside.value = False
    assert "coprod-meeting" not in page._dom_classes and len(page.children[-1].children) == 1


def test_one_survey_offers_no_second_one(surveys):
    pane = page_of(survey(surveys.record)).panes[0]
    assert len(pane.controls["survey"].options) == 1
    assert [value for _, value in pane.controls["show"].options] == ["share", "answers"]


def test_drafts_and_invented_answers_are_marked(surveys):
    opening = page_of(surveys).children[0].value
    assert "invented" in opening and "Draft" not in opening
    drafts = survey(replace(surveys.record, seal=None)), survey(surveys.record, replace(surveys.baseline, seal=None))
    assert all("Draft, not for sharing" in page_of(one).children[0].value for one in drafts)


def test_a_press_is_answered_in_the_survey_s_language_in_whatever_thread(surveys):
    pane = page_of(replace(surveys, language="ur", results={})).panes[0]
    thread = Thread(target=lambda: setattr(pane.controls["sort"], "value", "name"))
    thread.start()
    thread.join()
    with speaking("ur"):
        assert pane.view == render(pane.survey, pane.choices) and pane.choices.sort == "name"
    assert "from A to Z" not in pane.status.value
    pane.tabs.value = "meaning"
    assert "What does this mean?" not in pane.panel.value
