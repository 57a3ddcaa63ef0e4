"""Labels are matched however a tool or a person wrote them, and options may hold the separator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.private.readers.labels import fold, split_options

OPTIONS = {fold(label): name for name, label in {
    "forms": "Surveys, forms and polls", "surveys": "Surveys", "polls": "Forms and polls", "other": "Other"}.items()}
LABELS = st.from_regex(r"[a-c]([a-c, ]{0,5}[a-c])?", fullmatch=True).map(fold)


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


@pytest.mark.parametrize(("cell", "names"), [
    ("Surveys;Other;", ["surveys", "other"]),
    ("Surveys, forms and polls", ["forms"]),
    ("Surveys, forms and polls;Surveys;", ["forms", "surveys"]),
    ("surveys, Forms and polls, other", ["forms", "other"]),
    ("Surveys;Forms and polls", ["surveys", "polls"]),
    ("A quiet room;Surveys", ["", "surveys"]),
    ("Surveys about you;", [""]),
    (" ; ", []),
    ("", []),
])
def test_a_cell_of_several_choices_is_read_longest_label_first(cell, names):
    assert split_options(cell, OPTIONS, ";,") == names


def test_a_comma_in_somebody_s_own_words_ticks_nothing_where_semicolons_stand_between_choices():
    assert split_options("A quiet room, surveys;Other", OPTIONS) == ["", "other"]


@given(st.sets(LABELS, min_size=1, max_size=6), st.data())
def test_any_choice_of_options_comes_back_even_if_labels_hold_commas(labels, data):
    options = {label: f"name{n}" for n, label in enumerate(sorted(labels))}
    chosen = data.draw(st.lists(st.sampled_from(sorted(labels)), unique=True))
    for cell in (";".join(chosen), "".join(f"{label};" for label in chosen)):
        assert split_options(cell, options) == [options[label] for label in chosen]
