"""The time a questionnaire takes follows from its words and its kinds of answers."""

import pytest

from coprod.codebook import Answer, Item, read_codebook
from coprod.questionnaire.duration import minutes, words
from coprod.questionnaire.screens import Block, blocks
from tests import EXAMPLES

TWO = (Answer("no", "No"), Answer("yes", "Yes"))


def item(label="", hint=""):
    return Item("a", label, "one", hint=hint)


def test_words_above_a_grid_are_read_once_and_each_row_too():
    assert words(Block("grid", "Two words", (item("three more words"), item("one")), TWO)) == 8
    assert words(Block("one", "Two words", (item("Two words", "a hint"),), TWO)) == 6


@pytest.mark.parametrize(("form", "time"), [
    ((Block("note", "word " * 200),), 1),
    ((Block("note", "word " * 201),), 2),
    ((Block("one", "", (item(),)),) * 20, 1),
    ((Block("one", "", (item(),)),) * 21, 2),
    ((Block("grid", "", (item(),) * 21),), 2),
    ((Block("several", "", (item(),), (Answer("a", ""),) * 61),), 2),
    ((Block("number", "", (item(),)),) * 12, 1),
    ((Block("text", "", (item(),)),) * 2, 2),
    ((), 1),
])
def test_the_formula(form, time):
    assert minutes(form) == time


@pytest.mark.parametrize("wave", EXAMPLES)
def test_the_example_questionnaires_take_six_minutes(example_raw, wave):
    assert minutes(blocks(read_codebook(example_raw / wave / "codebook.xlsx"))) == 6
