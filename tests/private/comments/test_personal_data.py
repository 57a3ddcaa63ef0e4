"""Marks on what may name somebody."""

import pytest

from coprod.private.comments.personal_data import ALONE, EMAIL, NAME, PHONE, POSTCODE, ROLE, marks
from tests.examples.comments import COMMENTS, PLANTED


@pytest.mark.parametrize(("text", "expected"), [
    ("Write to jo.bloggs@example.org about it", {EMAIL}),
    ("ring 01632 960471", {PHONE}), ("ring +44 1632 960 471 please", {PHONE}), ("ring (01632) 960-471", {PHONE}),
    ("I live in zz9 9zz so it is far", {POSTCODE}),
    ("My manager never comes", {ROLE}), ("the Head of Service decides", {ROLE, NAME}),
    ("I am the only one who uses a wheelchair", {ALONE}),
    ("Thank you to Leopold Thimblewick", {NAME}), ("Mrs smith was kind", {NAME}), ("Ask Bertram", {NAME}),
    ("Plain English in our papers. More time on Mondays, says I", set()),
    ("10 of 12 said so in 2016", set()), ("", set()),
])
def test_what_may_name_somebody_is_marked(text, expected):
    assert set(marks(text)) == expected


def test_words_of_the_questionnaire_are_no_names():
    assert marks("More Surveys please", frozenset({"surveys"})) == ()
    assert marks("More Surveys please") == (NAME,)


def test_every_planted_detail_is_marked_and_few_other_comments_are():
    planted = [text for texts in PLANTED.values() for text, _ in texts]
    assert [text for text in planted if not marks(text)] == []
    others = [text for texts in COMMENTS.values() for text in texts]
    assert sum(bool(marks(text)) for text in others) <= len(others) / 10
