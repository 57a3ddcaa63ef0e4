"""A column is matched by mapping, then by code, then by words; what none of them tells stays unknown."""

import pytest

from coprod.codebook import read_codebook
from coprod.private.matching.columns_of_items import LEAVE_OUT, lost, match
from coprod.private.readers.platforms import Heading
from tests.invented import sheets, write_book

GRID = "How often have you used each of these?"


@pytest.fixture
def book(tmp_path):
    return read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))


def found(book, *headings, mapping=None, heads=None):
    """What columns with one reading each (or a tuple of readings) hold."""
    readings = [heading if isinstance(heading, tuple) else (heading,) for heading in headings]
    heads = heads or [[ways[0].label if ways else "ID" for ways in readings]]
    return match("a.csv", heads, readings, book, mapping or {})


def targets(matched):
    return [matched.targets.get(n) for n in range(len(matched.titles))]


def test_a_code_goes_before_words(book):
    matched = found(book, Heading("support", label="I feel sure."), Heading("help/training"),
                    Heading("help", option="plain"))
    assert targets(matched) == [("support", ""), ("help", "training"), ("help", "plain")]
    assert set(matched.how.values()) == {"code"}


def test_a_mapping_goes_before_both(book):
    matched = found(book, Heading("support", label="Do you need support?"),
                    mapping={"do you need support?": ("sure", "")})
    assert (targets(matched), matched.how) == ([("sure", "")], {0: "mapping"})


def test_a_column_to_leave_out_stays_outside(book):
    matched = found(book, Heading(label="I feel sure."), mapping={"i feel sure.": LEAVE_OUT})
    assert (matched.targets, matched.outside, matched.unknown) == ({}, [0], [])


def test_words_match_however_they_are_written(book):
    assert targets(found(book, Heading(label="i feel\u00a0 SURE."), Heading(stem=GRID, label="Talks\u200b"))) == [
        ("sure", ""), ("usedtalks", "")]


def test_a_row_below_another_question_is_not_the_same_row(book):
    assert found(book, Heading(stem="Your address", label="Talks")).unknown == [0]


def test_other_words_are_unknown_and_never_taken_for_the_nearest(book):
    assert found(book, Heading(label="I feel very sure.")).unknown == [0]


def test_options_match_by_words_by_name_and_in_their_own_words(book):
    question = "What would help?"
    matched = found(book, Heading(label=question, option="PLAIN, short texts"),
                    Heading(label=question, option="training"),
                    Heading(label=question, option="Other (please specify)", own_words=True))
    assert targets(matched) == [("help", "plain"), ("help", "training"), ("help", "other")]


def test_own_words_of_a_question_whose_list_has_no_other_are_asked_about(book):
    matched = found(book, Heading(label="I feel sure."), Heading(label="I feel sure.", option="Why?", own_words=True))
    assert (targets(matched), matched.unknown, matched.beside) == ([("sure", ""), None], [1], {1: "sure"})


def test_own_words_stay_outside_where_other_has_its_own_column(book):
    question = "What would help?"
    matched = found(book, Heading(label=question, option="Other"),
                    Heading(label=question, option="Other", own_words=True))
    assert (targets(matched), matched.outside) == ([("help", "other"), None], [1])


def test_an_option_whose_question_is_not_named_matches_where_only_one_question_has_it(book):
    assert targets(found(book, Heading(option="Training"))) == [("help", "training")]
    assert found(book, Heading(option="Once")).unknown == [0]
    assert found(book, Heading(option="Agree, mostly")).unknown == [0]


def test_a_label_in_two_grids_is_not_told_apart_by_order_alone(tmp_path):
    content = sheets()
    content["survey"][8:8] = [["begin_group", "again", "Could you run each of these?"],
                              ["select_one yesno", "cantalks", "Talks"], ["end_group"]]
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert found(book, Heading(label="Talks"), Heading(label="Talks")).unknown == [0, 1]
    assert targets(found(book, Heading(label="Talks"), Heading(label="Talks", nth=2))) == [("usedtalks", ""),
                                                                                           ("cantalks", "")]
    matched = found(book, Heading(label="Talks"), Heading(label="Talks"), mapping={"talks": ("cantalks", ""),
                                                                                 "talks (2)": ("usedtalks", "")})
    assert matched.titles == ["Talks", "Talks (2)"]


def test_words_cut_short_match_where_they_fit_one_item_only(book):
    assert targets(found(book, Heading(label="I feel s..", begins=True))) == [("sure", "")]
    assert found(book, Heading(label="..", begins=True)).unknown == [0]


def test_a_question_of_the_bank_is_no_column_of_ours(book):
    assert found(book, Heading(label="A spare statement."), Heading("spare")).unknown == [0, 1]


def test_what_no_column_holds_is_named_but_for_comments(book):
    matched = found(book, Heading(label="I feel sure."), Heading("team"), Heading("help", option="training"))
    assert lost(matched, book) == [("usedtalks", ""), ("usedwalks", ""), ("support", ""), ("help", "plain"),
                                   ("help", "other")]


def test_a_code_with_other_words_is_taken_and_said(book):
    matched = found(book, Heading("sure", label="I feel very sure indeed."))
    assert targets(matched) == [("sure", "")]
    assert 'holds "sure", which the codebook asks in other words' in matched.notes[0]
    assert found(book, Heading("sure", label="I feel sure.")).notes == []


def test_a_whole_cell_gives_way_to_columns_for_all_options(book):
    question = "What would help?"
    options = [Heading(label=question, option=option) for option in ("Training", "Plain, short texts", "Other")]
    assert targets(found(book, Heading(label=question), *options)) == [
        None, ("help", "training"), ("help", "plain"), ("help", "other")]
    assert targets(found(book, Heading(label=question), options[2])) == [("help", ""), None]


@pytest.mark.parametrize("head", ["quill@example.org", "rang 01632 960123"])
def test_a_person_s_details_in_the_place_of_a_heading_are_not_shown(book, head):
    assert found(book, Heading(label=head), heads=[[head]]).titles == ["column 1"]
