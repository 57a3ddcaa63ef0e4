"""Each platform's headings lead to the codebook's items, and to nothing else."""

from collections import Counter

import pytest

from coprod.codebook import read_codebook
from coprod.private.platforms import platforms
from tests.invented import HEADS, sheets, write_book

FORMS, MONKEY = platforms()["microsoft-forms"], platforms()["surveymonkey"]
GRID = "How often have you used each of these?"


@pytest.fixture
def book(tmp_path):
    return read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))


def test_surveymonkey_grids_carry_their_question_once(book):
    heads = [["Respondent ID", GRID, "", "I feel sure.", "Anything else?"],
             ["", "Talks", "Walks", "Response", "Open-Ended Response"]]
    assert MONKEY.targets(heads, book) == [None, ("usedtalks", ""), ("usedwalks", ""), ("sure", ""), ("onething", "")]


def test_surveymonkey_options_have_a_column_each(book):
    heads = [["What would help?", "", "", "Do you need support?"],
             ["Training", "Plain, short texts", "Other (please specify)", "Response"]]
    assert MONKEY.targets(heads, book) == [("help", "training"), ("help", "plain"), ("help", "other"), ("support", "")]


def test_surveymonkey_columns_of_another_question_stay_outside(book):
    heads = [["Your home address", "", GRID, "What would help?"], ["Talks", "Training", "Swims", "Response"]]
    assert MONKEY.targets(heads, book) == [None, None, None, None]


def test_forms_headings_match_with_spaces_that_cannot_break(book):
    heads = [["ID", "I\u00a0feel sure. ", "Talks", "Email"]]
    assert FORMS.targets(heads, book) == [None, ("sure", ""), ("usedtalks", ""), None]


def test_forms_numbers_a_statement_that_stands_in_a_second_grid(tmp_path):
    content = sheets()
    content["survey"].insert(8, ["begin_group", "again", "Could you run each of these?"])
    content["survey"].insert(9, ["select_one yesno", "cantalks", "Talks"])
    content["survey"].insert(10, ["end_group"])
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert FORMS.targets([["Talks2", "Talks", "Talks3"]], book) == [("cantalks", ""), ("usedtalks", ""), None]


@pytest.mark.parametrize("platform", [FORMS, MONKEY], ids=lambda platform: platform.name)
def test_a_question_of_the_bank_is_not_read_even_if_a_column_bears_its_words(book, platform):
    heads = [["A spare statement."], ["Response"]][: platform.header_rows]
    assert platform.targets(heads, book) == [None]


def test_each_platform_knows_its_own_files_only():
    forms, monkey = [HEADS], [["Respondent ID", "Collector ID", "I feel sure."], ["", "", "Response"]]
    found = [[p.name for p in platforms().values() if p.recognise(rows)] for rows in (forms, monkey, [["Timestamp"]], [])]
    assert found == [["microsoft-forms"], ["surveymonkey"], [], []]


@pytest.mark.parametrize("wave", [("example-2016-baseline", "surveymonkey"), ("example-2018-repeat", "microsoft-forms")])
def test_every_item_of_the_example_waves_has_one_column(example_raw, wave):
    from coprod.private.intake import _read_table

    folder, platform = example_raw / wave[0], platforms()[wave[1]]
    book = read_codebook(folder / "codebook.xlsx")
    rows, _ = _read_table(sorted(folder.glob("responses*"))[-1])
    targets = [target for target in platform.targets(rows[: platform.header_rows], book) if target]
    assert {item for item, _ in targets} == {item.name for item in book.asked}
    assert set(Counter(targets).values()) == {1}
