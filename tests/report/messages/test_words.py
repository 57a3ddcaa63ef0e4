"""Every sentence: plain, short, and true at the edges."""

import inspect
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.report import messages as words
from coprod.report.messages import of_change, of_files, of_many, of_teams, of_vision
from tests.sentences import said_in

TECHNICAL = ("survey.response_rates", "survey.likely_ranges", "survey.kish")
ROOMS = (words, of_change, of_files, of_many, of_teams, of_vision)
NONE = float("nan")
ABOUT = {"draft": True, "invented": True, "intro": "A survey.", "who": "Some answered.", "floor": 10}
SENTENCES = [
    # all answered, nobody, one, a few
    (words.who_answered, (126, 210, "2018-01-15", "2018-02-09"),
     "The survey ran from 15 January 2018 to 9 February 2018. 126 of 210 staff answered. That is 60%."),
    (words.who_answered, (40, 40, "2018-01-15", "2018-02-09"),
     "The survey ran from 15 January 2018 to 9 February 2018. 40 of 40 staff answered. That is 100%."),
    (words.listed, (["one"],), "one"),
    (words.listed, (["one", "two", "three"],), "one, two and three"),
    (words.complete_words, (120, 114), "114 people finished the survey. 6 answered most of the questions."),
    (words.complete_words, (120, 120), "120 people finished the survey. Nobody who counts stopped early."),
    (words.complete_words, (12, 1), "1 person finished the survey. 11 answered most of the questions."),
    (words.complete_words, (12, 0), "Nobody finished the survey. 12 answered most of the questions."),
    (words.few_answered, ("2018-01-15", "2018-02-09", 40, 0.25, 0.5),
     f"The survey ran from 15 January 2018 to 9 February 2018. Between 25% and 50% of 40 staff answered. {words.FEW}"),
    (words.few_answered, ("2018-01-15", "2018-02-09", 40, None, None),
     f"The survey ran from 15 January 2018 to 9 February 2018. {words.FEW}"),
    (words.said_between, (0.25, 0.5, "feel sure"), "Between 25% and 50% of those who answered feel sure"),
    # shares
    (words.said, (1.0, "feel sure"), "All staff feel sure"),
    (words.said, (0.97, "feel sure"), "Nearly all staff feel sure"),
    (words.said, (0.86, "feel sure"), "About 9 in 10 staff feel sure"),
    (words.said, (0.03, "feel sure"), "Very few staff feel sure"),
    (words.said, (0.0, "feel sure"), "No staff feel sure"),
    (words.share_with_range, (0.86, 0.79, 0.92, 103, 120), "86%, likely range 79% to 92%. 103 of the 120 people who answered."),
    (words.share_with_range, (1.0, 1.0, 1.0, 40, 40), "100%. Everybody answered: 40 of 40 people said so."),
    (of_change.one_wave, (0.7, 0.63, 0.77), "70% (63 to 77)"),
    (of_change.one_wave, (0.7, 0.7, 0.7), "70%"),
    (of_change.one_wave, (NONE, 0.0, 1.0), "too few to show"),
    (words.positive_words, (["Agree"],), "The share of staff who said “Agree”."),
    (words.positive_words, (["Agree", "Strongly agree"],), "The share of staff who said “Agree” or “Strongly agree”."),
    (of_change.in_hundred, (0.6,), "60 in 100"),
    (of_change.score, ({"mean": 61, "low": 58, "high": 64},), "61 (likely range 58 to 64)"),
    # changes
    (of_change.changed, ("feel sure", NONE, 0.5, "not tested"), "Staff who feel sure: too few answers to compare"),
    (of_change.changed, ("feel sure", 0.7, 0.7, "about the same"), "Staff who feel sure: 70% then, 70% now"),
    (of_change.since, (0.7, "improved"), "That is better than before, when it was 70%."),
    (of_change.since, (0.7, "declined"), "That is worse than before, when it was 70%."),
    (of_change.since, (0.7, "risen"), "That is more than before, when it was 70%."),
    (of_change.since, (0.7, "fallen"), "That is less than before, when it was 70%."),
    (of_change.since, (0.7, "about the same"), "That is about the same as before, when it was 70%."),
    (of_change.since, (0.7, "cannot tell"), "Before, it was 70%. So this did not clearly change."),
    (of_change.since, (NONE, "not tested"), "Too few people answered to compare."),
    (of_change.since, (NONE, "asked once"), "It cannot be compared with the survey before. Only asked in one survey."),
    (of_change.since, (0.7, "reworded"), "It cannot be compared with the survey before. The words of the question changed."),
    (of_change.why_not, ("rescaled",), "The answers to choose from changed"),
    (of_change.in_short, ("cannot tell",), "did not clearly change"),
    (of_change.in_short, ("not asked",), "not asked"),
    (of_change.in_short, ("too few",), "too few to show"),
    (of_change.in_short, ("reworded",), "not compared: its words changed"),
    (of_change.counted, ({"improved": 2, "declined": 1},), "2 improved and 1 got worse"), (of_change.counted, ({},), ""),
    (of_change.verdict_counts, ({},), "No question can be compared."),
    (of_change.verdict_counts, ({"not tested": 3},), "No question can be compared."),
    (of_change.verdict_counts, ({"improved": 1},), "Of these questions 1 improved."),
    (of_change.verdict_counts, ({"improved": 2, "declined": 1, "cannot tell": 4},),
     "Of these questions 2 improved, 1 got worse and 4 did not clearly change."),
    (of_change.detectable, (18,), "With this many answers we can be sure of a change only if it is large: about 18 points or more. "
                              "Smaller changes may be real, but we cannot tell."),
    (of_change.out_of_reach, (10,), "We call a share about the same if it moved by less than 10 points for sure. With this many "
                                "answers that can hardly be reached, so many questions will read “did not clearly change”."),
    # many groups
    (of_many.headline, ("by_group", {"name": "team"}, 12560), "12,560 teams beside all staff"),
    (of_many.groups, ({"name": "role", "label": "Role"}, 61), "61 groups by role"),
    (of_many.questions, (1,), "1 question"),
    (of_many.kind, ("cannot_tell",), "Can't tell"),
    (of_many.told, (pd.DataFrame({"label": ["Sure."], "higher": [1924], "cannot_tell": [8016], "lower": [0]}),),
     "Higher: 1,924. Lower: 0. Can't tell: 8,016."),
    (of_many.told, (pd.DataFrame({"label": ["Sure.", "Plan"], "higher": [1, 2], "cannot_tell": [3, 3], "lower": [9, 8]}),),
     "Most often higher: Plan (2). Most often lower: Sure (9)."),
    (of_many.value, ([1924, 8016, 0],), "1,924 · 8,016 · 0"),
    (of_many.axis, ({"name": "role"},), "Share of groups"),
    (of_many.about, ({"name": "team"},),
     "A team is higher if its whole range lies above all staff. It is lower if its whole range lies below. For the others we "
     "can't tell. There are too many teams to list here. If there are pages of teams, each team's ranges stand on its own page "
     "and in the spreadsheet."),
    (of_many.about, ({"name": "role"},),
     "A group is higher if its whole range lies above all staff. It is lower if its whole range lies below. For the others we "
     "can't tell. There are too many groups to list here. Each range stands in the file tallies.csv, from which this page was "
     "made."),
    (of_many.in_both, ({"name": "role", "label": "Role"}, 61),
     "61 groups by role are the same in both surveys. They are too many to list here. Each range stands in the file tallies.csv "
     "of its survey."),
    (of_many.bands, (1200,), "Where 1,200 teams are"),
    (of_many.to_ask_again, (1, (0.0, 0.2)),
     "1 team is in the lowest range: under 20%. The file of all teams names it. Managers, please ask everyone once more. "
     "Please do not ask who has replied already. Nobody has to say."),
    (of_teams.part, ("Health", 2, 3), "Health (2 of 3)"),
    (of_teams.with_number, ("Health", 1), "Health (1 team)"),
    (of_teams.with_number, ("Health", 1200), "Health (1,200 teams)"),
    # the vision
    (of_vision.lines_asked, (0, 5), "None of the 5 lines was asked about."),
    (of_vision.lines_asked, (1, 5), "1 of the 5 lines was asked about. For the others a question is ready."),
    (of_vision.lines_asked, (4, 5), "4 of the 5 lines were asked about. For the others a question is ready."),
    (of_vision.lines_asked, (5, 5), "All of the 5 lines were asked about."),
    (of_vision.lines_asked, (1, 1), "The one line there is was asked about."),
    (of_vision.lines_asked, (0, 1), "The one line there is was not asked about."),
    (of_vision.question, ("I feel nervous.", True), "I feel nervous. (less is better)"),
    (of_vision.question, ("I feel sure.", False), "I feel sure."),
    # captions
    (words.bases, ([],), "Too few people answered this to show it."),
    (words.bases, ([120],), "120 answers."),
    (words.could_answer, (210,), "210 staff could answer."),
    (words.bases, ([112, 120],), "112 to 120 answers, by question."),
    (words.source, ("Autumn 2016", "120 answers."), "Source: staff survey, Autumn 2016. 120 answers."),
    (of_change.sources, (["Then", "Now"],), "Source: staff surveys, Then; Now. Likely ranges stand in brackets."),
    (of_change.compared_with, ("Autumn 2016",), "Compared with: Autumn 2016."),
    # groups
    (words.by, ("feel sure", {"name": "team", "label": "Team"}), "Staff who feel sure: team by team"),
    (words.by, ("feel sure", {"name": "role", "label": "Role"}), "Staff who feel sure: by role"),
    (words.ranges, ("Team",), "Ranges by team; exact numbers of teams are never shown."),
    (words.ranges, ("Role",), "Ranges by role; exact numbers of groups are never shown."),
    (words.about_groups, ("Team", []), "Each bar is a range. The true figure of the team lies somewhere in it."),
    (words.about_groups, ("Role", ["By role, small ones are joined."]),
     "Each bar is a range. The true figure of the group lies somewhere in it. By role, small ones are joined."),
    (of_teams.answered, (0.4, 0.6), "Between 40% and 60% of the team answered"),
    # files
    (of_files.all_numbers, ("Autumn 2016",), "Autumn 2016: all numbers"),
    (of_files.table_number, (3,), "Table 3"),
    (of_files.note_mark, (2,), " [note 2]"),
    (of_files.table_named, (3, "Who answered"), "Table 3: Who answered"),
    (of_files.again, ("Share", 2), "Share (2)"),
    (of_files.tables_of, ("Start here",), "Tables of “Start here” (CSV files)"),
    (of_files.as_pdf, ("Start here",), "Start here (PDF file)"),
    (of_files.as_notebook, ("Start here",), "Start here (notebook)"),
]


@pytest.mark.parametrize(("share", "said"), [
    (0, "no"), (0.01, "very few"), (0.1, "1 in 10"), (0.2, "1 in 5"), (0.25, "1 in 4"), (0.323, "1 in 3"), (0.5, "half"),
    (0.63, "about 3 in 5"), (0.718, "about 7 in 10"), (0.86, "about 9 in 10"), (0.9, "9 in 10"), (0.99, "nearly all"), (1, "all"),
])
def test_shares_are_said_as_people_say_them(share, said):
    assert words.in_ten(share) == said


@given(st.floats(0, 1))
def test_what_is_said_is_never_further_off_than_five_points(share):
    told = words.in_ten(share).removeprefix("about ")
    value = {"no": 0, "very few": 0.025, "half": 0.5, "nearly all": 0.975, "all": 1}.get(told)
    if value is None:
        part, whole = re.fullmatch(r"(\d+) in (\d+)", told).groups()
        value = int(part) / int(whole)
    assert abs(value - share) <= 0.0501


@given(st.floats(0, 0.99))
def test_a_larger_share_is_never_said_as_a_smaller_one(share):
    order = ["no", "very few", "1 in 10", "1 in 5", "1 in 4", "3 in 10", "1 in 3", "2 in 5", "half", "3 in 5", "2 in 3",
             "7 in 10", "3 in 4", "4 in 5", "9 in 10", "nearly all", "all"]
    here, above = (order.index(words.in_ten(s).removeprefix("about ")) for s in (share, min(1, share + 0.01)))
    assert here <= above


@pytest.mark.parametrize(("sentence", "parts", "said"), SENTENCES)
def test_sentence_by_sentence(sentence, parts, said):
    assert sentence(*parts) == said
    assert max(len(part.split()) for part in re.split(r"(?<=[.!?:])\s+", said)) <= 25


def test_every_sentence_that_words_can_make_is_tested_here():
    made = {f"{room.__name__.rpartition('.')[2].replace('messages', 'words')}.{name}"
            for room in ROOMS for name, value in vars(room).items()
            if inspect.isfunction(value) and value.__module__ == room.__name__ and not name.startswith("_")}
    assert len(made) > 40
    assert made - set(re.findall(r"\b(?:words|messages|of_\w+)\.\w+", Path(__file__).read_text("utf-8"))) == set()


@pytest.mark.parametrize("made", [words.NEXT, of_change.NEXT_AFTER_REPEAT, words.FORMATS, words.protection(10),
                                  of_files.workbook_cover(ABOUT)])
def test_lists_are_made_of_short_sentences(made):
    for text in made:
        assert text.endswith(".") and max(len(part.split()) for part in re.split(r"(?<=[.!?:])\s+", text)) <= 25, text


def test_notes_with_the_field_s_own_names_give_their_numbers():
    assert "RR2 (all usable answers) 60%; RR1 (finished only) 57%" in words.response_note(0.6, 0.57, None)[0]
    assert words.response_note(0.6, 0.57, 1.04)[-1].endswith("is 1.0.") and len(words.response_note(0.6, 0.57, None)) == 2
    assert "inside 15 points" in of_change.change_note(0.15)[2]


def test_headlines_are_sentences_about_staff():
    assert words.said(0.2, "need more support") == "1 in 5 staff need more support"
    assert words.said(0.5, "feel sure") == "Half of staff feel sure"
    assert words.said(float("nan"), "feel sure") == "Staff who feel sure: too few answers to show"


def test_a_range_is_said_in_numbers_and_everyone_answered_is_not_called_certain():
    assert words.share_with_range(0.2, 0.155, 0.26, 24, 120) == "20%, likely range 16% to 26%. 24 of the 120 people who answered."
    assert words.share_with_range(0.2, 0.2, 0.2, 40, 200) == "20%. Everybody answered: 40 of 200 people said so."
    assert words.share_with_range(float("nan"), 0, 1, 0, 0) == words.TOO_FEW


def test_a_change_without_a_verdict_claims_no_direction():
    assert of_change.changed("feel sure", 0.7, 0.8, "cannot tell") == "Staff who feel sure: 70% then, 80% now"
    assert of_change.changed("feel sure", 0.5, 0.8, "improved").startswith("More staff feel sure")
    assert of_change.changed("feel stuck", 0.5, 0.3, "improved").startswith("Fewer staff feel stuck")


@pytest.mark.parametrize("verdict", ["improved", "declined", "risen", "fallen", "about the same", "cannot tell", "not tested"])
def test_every_verdict_has_a_plain_sentence(verdict):
    assert of_change.verdict_words(verdict).endswith(".")
    assert "significant" not in of_change.verdict_words(verdict)


def test_where_only_the_adjustment_stands_in_the_way_the_page_says_so():
    assert "by chance" in of_change.verdict_words("cannot tell", held_back=True)


def test_dates_are_written_out():
    assert words.day("2016-10-10") == "10 October 2016"


def test_the_caution_claims_no_cause():
    assert "cannot show why" in of_change.NO_CAUSE


@pytest.mark.parametrize("text", [text for key, text in said_in("en") if text.endswith(".") and "note." not in key
                                  and key not in TECHNICAL])
def test_sentences_are_short(text):
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        assert len(sentence.split()) <= 25, sentence


@pytest.mark.parametrize(("teams", "said"), [
    (1, "This page is about one team. It shows ranges and no exact numbers, so that nobody can be found."),
    (3, "This page is about 3 teams shown as one. Small teams are shown together, so that nobody can be found."),
])
def test_a_team_page_says_whom_it_is_about(teams, said):
    assert of_teams.about_team(teams) == said


@pytest.mark.parametrize(("how", "said"), [
    ("higher", "That is higher than all staff (60%)."), ("lower", "That is lower than all staff (60%)."),
    ("cannot tell", "We can't tell if that is higher or lower than all staff: the range holds the all-staff share (60%)."),
])
def test_a_team_beside_all_staff_is_a_sentence(how, said):
    assert of_teams.beside_all_staff(how, 0.6) == said


@pytest.mark.parametrize(("how", "good", "said"), [
    ("higher", 1, "higher (better)"), ("lower", 1, "lower (better)"), ("higher", -1, "higher (worse)"), ("lower", 0, "lower"),
    ("cannot tell", 0, "can't tell"), ("not shown", 0, "not shown"),
])
def test_a_cell_says_where_a_range_lies_and_whether_that_is_good(how, good, said):
    assert of_teams.compared(how, good) == said


def test_what_stands_out_is_counted_in_questions():
    assert of_teams.stands_out(True, 1) == "Better than all staff on 1 question"
    assert of_teams.stands_out(False, 4) == "Worse than all staff on 4 questions"
    assert of_teams.stands_out(True, 0) == "Nothing stands out beside all staff"


@pytest.mark.parametrize(("good", "apart", "half", "said"), [
    (True, 2, 0, "The whole range lies on the better side of all staff."),
    (False, 6, 0, "The whole range lies on the worse side of all staff. "
                  "The clearest come first; 1 more stands under “All questions”."),
    (False, 0, 1, "But on 1 question half of the team or fewer gave the answer we hope for."),
    (True, 0, 8, "But on 8 questions half of the team or more gave the answer we hope for. "
                 "The clearest come first; 3 more stand under “All questions”."),
])
def test_why_questions_are_named_and_how_many_more_there_are(good, apart, half, said):
    assert of_teams.why_chosen(good, apart, half, most=5) == said


@pytest.mark.parametrize(("parts", "said"), [
    (("How well?", "Surveys", "item", "", ["On my own", "I help others"]), "Surveys: “On my own” or “I help others”"),
    (("", "Do you plan to?", "item", "", ["Yes"]), "Do you plan to? “Yes”"),
    (("What would help?", "More time", "option", "", ["Yes"]), "What would help? “More time”"),
    (("", "Sure", "indicator", "feel sure", ["Yes"]), "Staff who feel sure"),
    (("", "Withheld", "item", "", []), "Withheld"),
])
def test_a_question_out_of_its_place_is_told_in_one_line(parts, said):
    assert of_teams.asked_about(*parts) == said


def test_then_and_now_are_named_and_there_is_no_verdict():
    told = of_teams.then_and_now("Autumn 2016", "Early 2018", gaps=True)
    assert "“Then” is the survey “Autumn 2016”, “now” is “Early 2018”." in told and of_teams.EMPTY in told
    assert told.endswith("So there is no verdict on what changed.")
    assert of_teams.EMPTY not in of_teams.then_and_now("A", "B", gaps=False)


def test_the_step_to_choose_points_to_a_list_only_where_there_is_one():
    assert "list above" in of_teams.what_to_choose(True) and "list" not in of_teams.what_to_choose(False)


@pytest.mark.parametrize("text", of_teams.NEXT_STEPS)
def test_each_next_step_is_short(text):
    assert text.endswith(".") and max(len(sentence.split()) for sentence in text.split(". ")) <= 25


def test_the_technical_note_of_team_pages_says_it_is_no_test():
    assert any("no test" in line for line in of_teams.note())
