"""Advice follows the working party's design principles, with sheet and row, and leaves a good questionnaire alone."""

import pytest

from coprod.codebook import read_codebook
from coprod.questionnaire import advise
from tests import EXAMPLES
from tests.invented import write_book
from tests.questionnaire.conftest import INTRODUCTION, questionnaire


def good():
    """A questionnaire that follows every principle."""
    content = questionnaire()
    content["survey"][2:] = [row + [""] * (11 - len(row)) for row in content["survey"][2:]]
    for row in content["survey"][2:]:
        row[6] = row[6] or "work"
    content["survey"][10][2] = "Anything else? Please do not name anyone."
    return content


def said(tmp_path, content):
    return [str(a) for a in advise(read_codebook(write_book(tmp_path / "codebook.xlsx", content)))]


def test_a_questionnaire_that_follows_all_principles_gets_no_advice(tmp_path):
    assert said(tmp_path, good()) == []


@pytest.mark.parametrize("wave", EXAMPLES)
def test_of_the_example_questionnaires_one_wording_is_kept_and_says_why(example_raw, wave):
    found = advise(read_codebook(example_raw / wave / "codebook.xlsx"))
    assert [(a.row, a.principle, bool(a.kept_because)) for a in found] == [(6, "one thing at a time", True)]


CHANGED = {  # what is wrong: (sheet, row, column, text, advice)
    "two in one": ("survey", 4, 2, "I feel sure and supported.",
                   'sheet survey, row 4 (one thing at a time): "and" may join'),
    "two in one, above a grid": ("survey", 5, 2, "How often or how well?", "sheet survey, row 5 (one thing at a time)"),
    "a heavy word": ("survey", 4, 2, "I utilise talks.",
                     'sheet survey, row 4 (plain words): plainer words: "use" for "utilise".'),
    "a heavy answer": ("choices", 17, 2, "A robust plan",
                       'sheet choices, row 17 (plain words): plainer words: "strong"'),
    "a long sentence": ("survey", 4, 2, "I " + "am " * 25 + "here.",
                        "sheet survey, row 4 (plain words): a sentence of 27 words"),
    "hard to read": ("survey", 4, 2,
                     "Multidisciplinary organisational transformation necessitates interdepartmental " * 3,
                     "sheet survey, row 1 (plain words): the reading measure of all questions (ARI) is"),
    "an explained term": ("survey", 6, 2, "Talks (a person speaks to many)",
                          "sheet survey, row 6 (no explained terms)"),
    "an explained answer": ("choices", 17, 2, "Training, i.e. a course", "sheet choices, row 17 (no explained terms)"),
    "an explanation in a hint": ("survey", 4, 8, "This means confident.", "sheet survey, row 4 (no explained terms)"),
    "a question for nothing": ("survey", 9, 6, "", None),
    "a question nobody uses": ("survey", 15, 6, "", 'row 15 (headline questions only): what is "course" for?'),
    "a comment that invites names": ("survey", 11, 2, "Anything else?",
                                     "sheet survey, row 11 (confidential): ask people not"),
    "a false promise": ("survey", 2, 2, INTRODUCTION + " It is anonymous.", "row 2 (confidential): say \"confidential"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_each_principle_is_looked_at(tmp_path, what):
    sheet, row, column, text, expected = CHANGED[what]
    content = good()
    content[sheet][row - 1][column] = text
    found = said(tmp_path, content)
    assert len(found) == (expected is not None)
    assert all(expected in advice for advice in found)


@pytest.mark.parametrize(("gone", "missing"), [
    ("It will help us plan.", "what the survey is for"), ("Citizen voice means having a say.", "what citizen voice is"),
    ("We all share that job.", "that citizen voice is everybody's responsibility"),
    ("Your answers are confidential.", "that answers are confidential"),
])
def test_an_introduction_says_what_it_must(tmp_path, gone, missing):
    content = good()
    content["survey"][1][2] = INTRODUCTION.replace(gone, "").replace("This survey asks how we work.", "Hello.")
    if missing != "what the survey is for":
        content["survey"][1][2] += " This survey asks how we work."
    assert said(tmp_path, content) == [
        f"sheet survey, row 2 (introduction): the introduction does not seem to say {missing}."]


def test_no_introduction_is_noticed(tmp_path):
    content = good()
    content["survey"][1:3] = [content["survey"][2], content["survey"][1]]
    assert said(tmp_path, content)[0].startswith("sheet survey, row 2 (introduction): there is no introduction")


def test_too_much_is_too_much(tmp_path):
    content = good()
    names = "abcdefghijk"
    rows = [["select_one often", f"more{name}", "Talks", "", "", "", "work"] for name in names]
    content["survey"] += [["begin_group", "long", "And how often these?"], *rows, ["end_group"]]
    content["survey"] += [["text", f"words{name}", "More? Name nobody.", "", "", "", ""] for name in names]
    found = said(tmp_path, content)
    assert any("a grid of 11 rows tires people" in a for a in found)
    assert any("(headline questions only): 20 questions (a grid is one); 12 are enough" in a for a in found)
    assert sum("a comment takes long" in a for a in found) == 10
    assert any("sheet survey, row 1 (short): this takes about" in a for a in found)


def test_a_reason_in_the_codebook_answers_the_advice(tmp_path):
    content = good()
    content["survey"][3][2], content["survey"][3][10] = "I feel sure and supported.", "Asked so since 2016."
    assert said(tmp_path, content)[0].endswith("or ask twice. Kept: Asked so since 2016.")


def test_the_bank_is_not_looked_at(tmp_path):
    content = good()
    content["survey"][11][2] = "I utilise and leverage synergy."
    assert said(tmp_path, content) == []


def test_in_another_language_the_rules_about_words_are_said_not_to_apply(tmp_path):
    content = good()
    content["settings"] = [["form_title", "default_language"], ["Arolwg", "Cymraeg (cy)"]]
    content["survey"][3][2] = "I utilise and leverage."
    found = said(tmp_path, content)
    assert len(found) == 1 and "the rules about words know English only" in found[0]


def test_a_missing_translation_is_named(tmp_path):
    content = good()
    content["survey"][0].append("label::Cymraeg (cy)")
    content["settings"] = [["form_title", "default_language"], ["A survey", "English (en)"]]
    for row in content["survey"][1:]:
        row += [""] * (len(content["survey"][0]) - len(row))
        row[-1] = "Gair" if row[2] else ""
    content["survey"][3][-1] = ""
    found = [a for a in said(tmp_path, content) if "every language" in a]
    assert [a.split(" (")[0] for a in found if a.startswith("sheet survey")] == ["sheet survey, row 4"]
    assert any(a.startswith("sheet choices, row 8") for a in found)
