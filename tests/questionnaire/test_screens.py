"""The form is what people meet, in their order: numbered questions, grids, who is asked, and the time it takes."""

import pytest

from coprod.codebook import Answer, Item, read_codebook
from coprod.questionnaire.screens import Screen, blocks, introduction, minutes, words
from tests import EXAMPLES
from tests.invented import write_book
from tests.questionnaire.conftest import questionnaire

TWO = (Answer("no", "No"), Answer("yes", "Yes"))


def shape(book):
    return [(block.number, block.kind, [item.name for item in block.items]) for block in blocks(book)]


def test_questions_are_numbered_and_a_grid_is_one_of_them(book):
    assert shape(book) == [
        (0, "note", []), (1, "one", ["team"]), (2, "one", ["sure"]), (3, "grid", ["usedtalks", "usedwalks"]),
        (4, "one", ["support"]), (5, "several", ["help"]), (6, "text", ["onething"]),
        (0, "heading", []), (7, "number", ["visits"]), (8, "one", ["course"]), (0, "note", [])]


def test_the_bank_is_left_out(book):
    assert "spare" not in str(shape(book)) and "later" not in str(shape(book))


def test_who_is_asked_is_said_in_words(book):
    only = {block.items[0].name: block.only_if for block in blocks(book) if block.items}
    assert only["help"] == "Only if you chose “Yes” in question 4."
    assert only["course"] == "Only if you chose “Once” in question 3, row “Talks”."
    assert only["sure"] == ""


def test_longer_conditions_are_said_in_words(tmp_path):
    content = questionnaire()
    content["survey"][9][3] = "${support} = 'yes' or ${support} = 'no'"
    content["survey"][10].append("${support} = 'yes' and selected(${help}, 'plain') or ${sure} = 'no'")
    found = blocks(read_codebook(write_book(tmp_path / "codebook.xlsx", content)))
    assert found[5].only_if == "Only if you chose “Yes” or “No” in question 4."
    assert found[6].only_if == ("Only if you chose “Yes” in question 4 and “Plain, short texts” in question 5, "
                                "or “Disagree” in question 2.")


def test_rows_with_other_answers_are_questions_under_a_heading(tmp_path):
    content = questionnaire()
    content["survey"][6][0] = "select_one agree"
    content["indicators"] = content["indicators"][:1]
    assert shape(read_codebook(write_book(tmp_path / "codebook.xlsx", content)))[3:6] == [
        (0, "heading", []), (3, "one", ["usedtalks"]), (4, "one", ["usedwalks"])]


def test_the_introduction_is_what_stands_before_the_first_question(book):
    assert [block.label[:11] for block in introduction(blocks(book))] == ["This survey"]


def item(label="", hint=""):
    return Item("a", label, "one", hint=hint)


def test_words_above_a_grid_are_read_once_and_each_row_too():
    assert words(Screen("grid", "Two words", (item("three more words"), item("one")), TWO)) == 8
    assert words(Screen("one", "Two words", (item("Two words", "a hint"),), TWO)) == 6


@pytest.mark.parametrize(("form", "time"), [
    ((Screen("note", "word " * 200),), 1),
    ((Screen("note", "word " * 201),), 2),
    ((Screen("one", "", (item(),)),) * 20, 1),
    ((Screen("one", "", (item(),)),) * 21, 2),
    ((Screen("grid", "", (item(),) * 21),), 2),
    ((Screen("several", "", (item(),), (Answer("a", ""),) * 61),), 2),
    ((Screen("number", "", (item(),)),) * 12, 1),
    ((Screen("text", "", (item(),)),) * 2, 2),
    ((), 1),
])
def test_the_formula(form, time):
    assert minutes(form) == time


@pytest.mark.parametrize("wave", EXAMPLES)
def test_the_example_questionnaires_take_six_minutes(example_raw, wave):
    assert minutes(blocks(read_codebook(example_raw / wave / "codebook.xlsx"))) == 6
