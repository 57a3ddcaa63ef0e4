"""Labels are matched however a tool or a person wrote them, and options may hold the separator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.private.readers.labels import fold


@pytest.mark.parametrize(("one", "other"), [
    ("Strongly agree", "strongly  AGREE "), ("Agree", "\u00a0Agree\u00a0"), ("Agree", "\ufeffAg\u200bree"),
    ("My manager's backing", "My manager\u2019s backing"), ("2 to 4 \u2013 often", "2 to 4 - often"),
    ('"Yes"', "\u201cYes\u201d"), ("5 times", "5\u00a0times"), ("co-design", "co\u2011design"),
    ("caf\u00e9", "cafe\u0301"),
])
def test_two_ways_to_write_a_label_are_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [
    ("Strongly agree", "Strongly disagree"), ("5", "5+"), ("5", "5.0"), ("Agree", "Agree."), ("10", "1 0")])
def test_two_labels_stay_two(one, other):
    assert fold(one) != fold(other)


@given(st.text(), st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad"), st.integers(0, 20))
def test_a_sign_nobody_sees_never_matters(text, sign, place):
    assert fold(text[:place] + sign + text[place:]) == fold(text)


@pytest.mark.parametrize("written", ["Plain &amp; short", "Plain &amp;amp; short", "plain & short",
                                     "Plain &#38; short"])
def test_entities_of_html_are_the_signs_they_stand_for(written):
    assert fold(written) == fold("Plain & short")
