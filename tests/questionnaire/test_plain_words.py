"""Plain words: what the rules find, and what they leave alone."""

import pytest

from coprod.questionnaire.plain_words import explains, heavy_words, joined_by, reading_grade, sentences


@pytest.mark.parametrize(("text", "word"), [
    ("I feel sure and supported.", "and"),
    ("Do you need more support or guidance?", "or"),
    ("My manager listens to me, and acts on it.", "and"),
    ("I plan as well as run projects.", "as well as"),
    ("Do you write/send reports?", "write/send"),
    ("Do you plan and/or run projects?", "and/or"),
    ("I like planning & running.", "&"),
])
def test_two_questions_in_one_are_found(text, word):
    assert joined_by(text) == word


@pytest.mark.parametrize("text", [
    "Citizen panels or boards",
    "How much do you agree or disagree?",
    "Have you done this two or more times?",
    "I use surveys, forms and polls.",
    "Staff and citizens here treat each other as equals.",
    "Staff and citizens plan together.",
    "I feel sure (and say so).",
    "My understanding of the border is good.",
    "What would help you? Choose all that fit.",
    "",
])
def test_names_lists_opposites_and_what_people_do_together_are_left_alone(text):
    assert joined_by(text) == ""


@pytest.mark.parametrize("text", ["Co-design, i.e. planning together", "A panel (a group of citizens who meet often)",
                                  "Outcomes, which means what changes.", "CSO stands for what?"])
def test_explained_terms_are_found(text):
    assert explains(text)


@pytest.mark.parametrize("text",
                         ["People mean different things by it.", "Other (please specify)", "I know what it means.", ""])
def test_what_explains_nothing_is_left_alone(text):
    assert not explains(text)


def test_heavy_words_come_with_plainer_ones():
    assert heavy_words("We UTILISE robust methods in order to help.") == {"robust": "strong", "utilise": "use",
                                                                          "in order to": "to"}
    assert heavy_words("We help people, robustly.") == {}


def test_sentences_end_at_stops_and_questions():
    assert sentences("What helps? Choose all. ") == ["What helps?", "Choose all."]
    assert sentences("") == []


def test_the_reading_measure_is_the_published_formula():
    # 10 words in 2 sentences with 38 letters
    text = ["The cat sat on a mat.", "Dogs barked loudly outside."]
    assert reading_grade(text) == pytest.approx(4.71 * 3.8 + 0.5 * 5 - 21.43)
    assert reading_grade([]) == 0.0
