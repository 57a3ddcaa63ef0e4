"""The codebook is read as the workbook says; each mistake in it is named by sheet and row."""

import pytest

from coprod.codebook import Answer, read_codebook
from coprod.errors import BadInput
from tests import EXAMPLES
from tests.invented import sheets, write_book


def test_items_come_with_their_stem_scale_and_polarity(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    assert list(book.items) == ["team", "sure", "usedtalks", "usedwalks", "support", "help", "onething", "spare"]
    walks, support = book.items["usedwalks"], book.items["support"]
    assert walks.stem == "How often have you used each of these?"
    assert (walks.kind, walks.scale, walks.better) == ("one", "often", "higher")
    assert (support.stem, support.better) == ("", "lower")
    assert (book.items["help"].kind, book.items["onething"].kind) == ("several", "text")


def test_the_bank_is_known_and_not_asked(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    assert book.items["spare"].universe.nobody
    assert "spare" not in [item.name for item in book.asked]


def test_answers_keep_their_order_missing_reason_and_side(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    assert book.answers("sure") == (Answer("no", "Disagree"), Answer("so", "Neither"), Answer("yes", "Agree", positive=True),
                                    Answer("na", "Does not apply", "does not apply"))


def test_a_star_names_every_item_that_starts_so(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    assert book.indicators["limited"].items == ("usedtalks", "usedwalks")


def test_names_that_are_numbers_stay_whole(tmp_path):
    content = sheets()
    content["choices"] += [["tenths", n, f"{n} of 10"] for n in range(3)]
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert [answer.name for answer in book.scales["tenths"]] == ["0", "1", "2"]


@pytest.mark.parametrize("wave", EXAMPLES)
def test_the_example_codebooks_are_in_order(example_raw, wave):
    book = read_codebook(example_raw / wave / "codebook.xlsx")
    assert len([i for i in book.indicators.values() if i.headline]) == 5
    assert len(book.indicators["limited"].items) == 8


BROKEN = {  # what is wrong: (sheet, row of the sheet, column, what stands there, what is said)
    "an underscore in a name": ("survey", 4, 1, "i_am_sure", "sheet survey, row 4: the name .* letters and digits"),
    "a name used twice": ("survey", 7, 1, "usedtalks", "sheet survey, row 7: the name .* used once"),
    "the name the record needs": ("survey", 4, 1, "response", 'sheet survey, row 4: .* not "response"'),
    "a list that is not there": ("survey", 4, 0, "select_one nolist", "sheet survey, row 4: the list .* is not on"),
    "an unknown type": ("survey", 4, 0, "range", "sheet survey, row 4: the type .* is not known"),
    "an unknown polarity": ("survey", 4, 4, "good", "sheet survey, row 4: polarity .* is not known"),
    "a condition nobody understands": ("survey", 10, 3, "${support} > 1", "sheet survey, row 10: relevant: expected"),
    "a condition on a later item": ("survey", 4, 3, "${support} = 'yes'", 'item "sure": relevant names "support", '),
    "a condition on no answer": ("survey", 10, 3, "${support} = 'perhaps'", '"perhaps" is not an answer of "support"'),
    "an answer twice": ("choices", 9, 1, "no", "sheet choices, row 9: .* twice"),
    "a label twice": ("choices", 9, 2, "Disagree", "sheet choices, row 9: .* twice"),
    "an answer without a label": ("choices", 9, 2, "", "sheet choices, row 9: an answer needs a name and a label"),
    "an indicator with an item's name": ("indicators", 2, 0, "sure", "sheet indicators, row 2: the name"),
    "an indicator with the record's name": ("indicators", 2, 0, "response", "sheet indicators, row 2: the name"),
    "no direction": ("indicators", 2, 5, "more", "sheet indicators, row 2: better must be higher, lower or neither"),
    "an item that is not there": ("indicators", 2, 3, "surely", "sheet indicators, row 2: no item is named surely"),
    "a rule nobody understands": ("indicators", 2, 4, "most agree", "sheet indicators, row 2: rule: expected"),
    "a rule of other answers": ("indicators", 2, 4, "in agree", "sheet indicators, row 2: agree: no such rating"),
    "a rule of a missing reason": ("indicators", 2, 4, "in na", "sheet indicators, row 2: na: no such rating"),
    "a rule with a part too many": ("indicators", 2, 4, "in yes, in no", "sheet indicators, row 2: 1 items but 2 parts"),
    "a rule of several choices": ("indicators", 2, 3, "help", "sheet indicators, row 2: .* not a question with one answer"),
    "a breakdown by no item": ("breakdowns", 2, 2, "grade", "sheet breakdowns, row 2: .* is not an item"),
    "no title": ("settings", 2, 0, "", "sheet settings, row 2: form_title is missing"),
    "a column less": ("survey", 1, 2, "text", 'sheet survey, row 1: the column "label" is missing'),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_mistake_is_named_by_sheet_and_row(tmp_path, what):
    sheet, row, column, cell, said = BROKEN[what]
    content = sheets()
    line = content[sheet][row - 1]
    line += [""] * (column + 1 - len(line))
    line[column] = cell
    with pytest.raises(BadInput, match=said):
        read_codebook(write_book(tmp_path / "codebook.xlsx", content))


def test_all_mistakes_are_named_at_once(tmp_path):
    content = sheets()
    content["survey"][3][4] = content["survey"][5][4] = "good"
    with pytest.raises(BadInput) as caught:
        read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert ["row 4" in p or "row 6" in p for p in caught.value.problems] == [True, True]


def test_more_than_five_headlines_are_refused(tmp_path):
    content = sheets()
    content["indicators"] += [[f"more{n}", "More", "more", "sure", "in yes", "higher", "yes"] for n in range(5)]
    with pytest.raises(BadInput, match="6 headline indicators; at most 5"):
        read_codebook(write_book(tmp_path / "codebook.xlsx", content))


def test_a_missing_sheet_is_named(tmp_path):
    content = sheets()
    del content["indicators"]
    with pytest.raises(BadInput, match='no sheet named "indicators"'):
        read_codebook(write_book(tmp_path / "codebook.xlsx", content))


def test_a_missing_codebook_is_named(tmp_path):
    with pytest.raises(BadInput, match="codebook.xlsx is missing"):
        read_codebook(tmp_path / "codebook.xlsx")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "codebook.xlsx").write_bytes(content)
    with pytest.raises(BadInput, match="codebook.xlsx cannot be opened as a spreadsheet"):
        read_codebook(tmp_path / "codebook.xlsx")
