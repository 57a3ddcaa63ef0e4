"""Answers become codes by their scale; what cannot be coded is refused by place, never by content."""

import numpy as np
import pytest

from coprod.errors import BadInput
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, NOT_ASKED, YES
from coprod.private.coding.cleaning import clean, fold_rare_options
from coprod.private.matching.intake import read_responses
from coprod.wave.settings import read_wave
from tests import EXAMPLES
from tests.conftest import edit
from tests.invented import people, sheets, write_answers, write_book

SECRET = "quillworthing@example.org"
TEAM, SURE, NEED, HELP = "Which team do you work in?", "I feel sure.", "Do you need support?", "What would help?"


def cleaned(wave="small"):
    wave = read_wave(wave)
    return clean(read_responses(wave), wave)


def with_people(small, *changes):
    """The wave with the first people's answers changed; returns what `clean` makes of it."""
    crowd = people()
    for person, change in zip(crowd, changes, strict=False):
        person |= change
    write_answers(small / "responses.csv", crowd)
    return cleaned()


def refused(small, *changes):
    with pytest.raises(BadInput) as caught:
        with_people(small, *changes)
    assert SECRET not in str(caught.value)
    return str(caught.value)


def test_codes_follow_the_order_of_the_scale(small):
    answers = ["Disagree", "Neither", "Agree", "Does not apply", ""]
    coded = with_people(small, *({SURE: answer} for answer in answers)).coded
    assert coded.column("sure")[:5].tolist() == [FIRST, FIRST + 1, FIRST + 2, FIRST + 3, NOT_ANSWERED]


def test_a_label_in_other_spelling_is_known(small):
    coded = with_people(small, {SURE: "AGREE\u00a0"}, {SURE: "&nbsp;Agree"}, {SURE: " agree"}).coded
    assert coded.column("sure")[:3].tolist() == [FIRST + 2] * 3


def test_a_column_is_all_labels_or_all_names(small):
    names = {"Disagree": "no", "Neither": "so", "Agree": "yes"}
    coded = with_people(small, *({SURE: names[person[SURE]]} for person in people())).coded
    assert coded.column("sure").tolist() == with_people(small).coded.column("sure").tolist()
    assert 'line 2, item "sure"' in refused(small, {SURE: "yes"})  # a name among labels


def test_an_unknown_answer_is_refused_by_file_line_and_item(small):
    message = refused(small, {}, {SURE: SECRET})
    assert message == (
        'responses.csv, line 3, item "sure": the cell is none of the item\'s answers. '
        'Expected: "Disagree", "Neither", "Agree", "Does not apply". '
        'Run `coprod map`, and say in reading.xlsx what such cells mean.')


def test_an_unknown_team_among_the_answers_is_refused(small):
    said = refused(small, {TEAM: SECRET})
    assert 'responses.csv, line 2, item "team": the cell is none of the item\'s answers' in said


def test_many_wrong_cells_are_counted_and_the_first_lines_named(small):
    message = refused(small, *[{SURE: SECRET}] * 8)
    assert "lines 2, 3, 4, 5, 6 and 3 more, item" in message


def test_all_wrong_items_are_named_at_once(small):
    assert refused(small, {SURE: SECRET, NEED: SECRET}).count("responses.csv, line 2") == 2


def test_own_words_in_a_several_choice_question_count_as_other(small):
    result = with_people(small, {NEED: "Yes", HELP: f"Training;{SECRET};"})
    assert [result.coded.column(f"help/{name}")[0] for name in ("training", "plain", "other")] == [YES, NO, YES]
    assert SECRET not in str(result)


def test_own_words_are_refused_where_there_is_no_other(small):
    content = sheets()
    content["choices"] = [row for row in content["choices"] if row[1] != "other"]
    write_book(small / "codebook.xlsx", content)
    crowd = [{HELP: "Training;" if "mentor" in person[HELP] else person[HELP]} for person in people()]
    assert 'responses.csv, line 2, item "help": the cell is none of' in refused(
        small, {NEED: "Yes", HELP: f"Training;{SECRET};"}, *crowd[1:])


def test_two_answers_that_differ_in_a_dash_only_are_told_apart_by_it(small):
    content = sheets()
    content["choices"] += [["agree", "half", "Half-and-half"], ["agree", "half2", "Half\u2013and\u2013half"]]
    write_book(small / "codebook.xlsx", content)
    coded = with_people(small, {SURE: "Half-and-half"}, {SURE: "Half\u2013and\u2013half"}).coded
    assert coded.column("sure")[:2].tolist() == [FIRST + 4, FIRST + 5]
    assert 'item "sure"' in refused(small, {SURE: "HALF-AND-HALF"})


def test_who_chose_nothing_of_several_did_not_answer(small):
    coded = with_people(small, {NEED: "Yes", HELP: ""}).coded
    assert {coded.column(f"help/{name}")[0] for name in ("training", "plain", "other")} == {NOT_ANSWERED}


@pytest.mark.parametrize("need", ["No", ""])
def test_who_was_not_asked_has_no_answer_and_a_stray_one_is_counted(small, need):
    before = with_people(small, {NEED: need, HELP: ""}).recoded
    result = with_people(small, {NEED: need, HELP: "Training;"})
    assert result.coded.column("help/training")[0] == NOT_ASKED
    assert result.recoded - before == {'"help": answered though not asked, left out': 1}


def test_break_offs_are_left_out_and_counted(small):
    little = {NEED: "", HELP: "", "Talks": "", "Walks": ""}  # 2 of 5 questions answered
    result = with_people(small, little, little | {"Talks": "Once"})
    assert len(result.coded.codes) == 71
    assert result.not_counted == {"broken off: fewer than 50% of the questions answered": 1}


def test_half_of_the_questions_is_enough(small):
    half = {"Talks": "", "Walks": "", NEED: "Yes", HELP: ""}  # 3 of 6, as who needs support is asked what would help
    assert len(with_people(small, half).coded.codes) == 72


def test_a_partial_counts_and_is_not_complete(small):
    result = with_people(small, {"Talks": "", "Walks": "", NEED: "No", HELP: ""}, {"Talks": "", NEED: "No", HELP: ""})
    assert result.coded.complete[:3].tolist() == [False, True, True]


def test_a_question_not_put_to_a_person_does_not_make_the_answer_incomplete(small):
    asked = with_people(small, {NEED: "Yes", HELP: "", "Walks": ""}).coded.complete[0]
    not_asked = with_people(small, {NEED: "No", HELP: "", "Walks": ""}).coded.complete[0]
    assert (bool(asked), bool(not_asked)) == (False, True)


def test_a_comment_alone_makes_nobody_usable(small):
    nothing = dict.fromkeys(people()[0], "")
    assert len(with_people(small, nothing | {"Anything else?": SECRET}).coded.codes) == 71


def test_comments_are_no_part_of_what_is_coded(small):
    result = with_people(small, {"Anything else?": SECRET})
    assert "onething" not in result.coded.answers
    assert SECRET not in str(result)


@pytest.mark.parametrize(("wave", "people", "complete"), [(EXAMPLES[0], 120, 114), (EXAMPLES[1], 126, 120)])
def test_the_example_waves_have_their_usable_and_complete_answers(examples, wave, people, complete):
    coded = cleaned(wave).coded
    assert (len(coded.codes), int(coded.complete.sum())) == (people, complete)


def test_usable_follows_the_setting(examples):
    edit(examples / "data" / "raw" / EXAMPLES[0] / "wave.toml", "usable = 0.5", "usable = 0.8")
    assert len(cleaned(EXAMPLES[0]).coded.codes) == 114


def test_rare_options_go_to_other_and_a_person_with_two_counts_once(small):
    result = with_people(small)
    coded, book = result.coded, read_wave("small").codebook
    names = list(coded.answers)
    training, plain, other = (names.index(f"help/{name}") for name in ("training", "plain", "other"))
    asked = np.flatnonzero(coded.codes[:, other] > NOT_ANSWERED)
    coded.codes[asked[:, None], [training, plain, other]] = NO
    coded.codes[asked[0], [training, plain]] = YES
    coded.codes[asked[1], training] = YES
    coded.codes[asked[2:6], other] = YES
    folded = fold_rare_options(coded, book, 3)
    assert (folded.column("help/other") == YES).sum() == 6
    assert set(folded.column("help/training")) == set(folded.column("help/plain")) == {NOT_ASKED}


def test_options_of_enough_people_stay_as_they_are(small):
    coded = with_people(small).coded
    assert np.array_equal(fold_rare_options(coded, read_wave("small").codebook, 3).codes, coded.codes)
