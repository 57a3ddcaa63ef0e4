"""reading.xlsx: what is certain is written down, what is not waits for a person, and only what is confirmed counts."""

import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.private.coding.cleaning import clean
from coprod.private.matching.intake import read_responses
from coprod.private.matching.reading import ALL, SHEETS
from coprod.private.readers import every_sheet
from coprod.wave.settings import read_wave
from tests.conftest import edit, tree
from tests.invented import people, read_csv, write_answers, write_book, write_csv

HEADS = ["column", "item", "how", "confirmed"]
SURE = "I feel sure."


def run(*words):
    return CliRunner().invoke(main, words)


def codes(wave="small"):
    wave = read_wave(wave)
    return clean(read_responses(wave), wave).coded.codes.tolist()


def write_mapping(folder, *lines):
    write_csv(folder / "mapping.csv", [HEADS, *lines])


def confirm(folder, change=lambda sheet, row: row, bulk=False):
    """Fill in the reading workbook as a person would: `change` what a row says, or confirm all that is proposed."""
    sheets = every_sheet(folder / "reading.xlsx")
    filled = {name: [sheets[name][0], *(change(name, row) for row in sheets[name][1:])] for name in SHEETS}
    if bulk:
        filled["start"] = [[cells[0], "yes" if cells[0] == ALL else cells[1], ""] for cells in filled["start"]]
    write_book(folder / "reading.xlsx", filled)


def rows(folder, sheet):
    return every_sheet(folder / "reading.xlsx")[sheet][1:]


def test_where_all_is_certain_there_is_nothing_to_fill_in(small):
    result = run("map", "small")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "Everything is clear. Next: coprod check small")
    columns = rows(small, "columns")
    assert [row[2:] for row in columns[:2]] == [["team", "certain", ""], ["sure", "certain", ""]]
    assert (len(columns), rows(small, "cells")) == (7, [])
    assert run("check", "small").exit_code == 0


def test_a_renamed_heading_waits_for_a_person_and_is_read_once_confirmed(small):
    before = codes()
    edit(small / "responses.csv", SURE, "I feel rather sure.")
    refused = run("process", "small")
    assert refused.exit_code == 1
    assert ('the column "I feel rather sure." is none of the codebook\'s items. The nearest item is "sure".'
            in refused.output)
    assert "Run `coprod map small`" in refused.output
    assert 'To confirm: "I feel rather sure.".' in run("map", "small").output
    assert ["I feel rather sure.", "I feel rather sure.", "sure", "a guess: look", ""] in rows(small, "columns")
    confirm(small, bulk=True)
    assert run("check", "small").exit_code == 1  # a guess is not among what one answer confirms
    confirm(small, lambda sheet, row: [*row[:4], "yes"] if sheet == "columns" and "rather" in row[0] else row)
    assert codes() == before
    assert run("check", "small").exit_code == 0


def test_unknown_columns_are_left_out_by_one_answer_and_a_new_one_asks_again(small):
    with_more = [[*row, *(f"Extra {n}" if number == 0 else SECRET for n in range(355))]
                 for number, row in enumerate(read_csv(small / "responses.csv"))]
    write_csv(small / "responses.csv", with_more)
    assert run("check", "small").exit_code == 1
    assert "355 columns are proposed" in run("map", "small").output
    confirm(small, bulk=True)
    assert run("check", "small").exit_code == 0
    run("map", "small")
    assert all(row[4] == "yes" for row in rows(small, "columns"))
    write_csv(small / "responses.csv", [[*row, "New"] for row in with_more])
    told = run("check", "small")
    assert (told.exit_code, 'the column "New" is none' in told.output, SECRET in told.output) == (1, True, False)


SECRET = "quillworthing@example.org"


def test_a_text_of_one_person_is_not_in_the_workbook_and_never_becomes_an_answer(small):
    crowd = people()
    crowd[0][SURE] = "Only since my operation in March"
    write_answers(small / "responses.csv", crowd)
    refused = run("process", "small")
    assert (refused.exit_code, "operation" in refused.output, "choices" in refused.output) == (1, False, False)
    run("map", "small")
    assert "operation" not in str(every_sheet(small / "reading.xlsx"))
    place = rows(small, "cells")[0]
    assert place == ["list agree" if place[0].startswith("list") else "sure",
                     "(all others, each given by fewer than 3 people)", "", "few", "to be filled in", ""]
    confirm(small, lambda sheet, row: [*row[:2], "yes", *row[3:5], "yes"] if sheet == "cells" else row)
    assert "what the cell means is not one of the list" in run("process", "small").output
    confirm(small, lambda sheet, row: [*row[:2], "not answered", *row[3:5], "yes"] if sheet == "cells" else row)
    assert run("process", "small").exit_code == 0


def test_an_option_renamed_in_the_form_is_asked_about_and_read_once_confirmed(small):
    before = codes()
    path = small / "responses.csv"
    path.write_text(path.read_text("utf-8").replace("Training;", "Training courses;"), "utf-8")
    refused = run("process", "small")
    assert (refused.exit_code, "Training courses" in refused.output) == (1, False)
    run("map", "small")
    assert [row[1] for row in rows(small, "cells")] == ["training courses"]
    confirm(small, lambda sheet, row: [*row[:2], "training", *row[3:5], "yes"] if sheet == "cells" else row)
    assert codes() == before
    run("map", "small")
    assert rows(small, "cells")[0][-1] == "yes"


def test_check_says_that_the_words_differ_where_a_person_confirmed_a_renamed_heading(small):
    edit(small / "responses.csv", SURE, "I feel rather sure.")
    write_mapping(small, ["I feel rather sure.", "sure", "", "yes"])
    assert 'holds "sure", which the codebook asks in other words' in run("check", "small").output


def test_map_keeps_what_a_person_confirmed_also_in_the_first_version_and_changes_nothing_else(small):
    edit(small / "responses.csv", SURE, "Something else")
    write_mapping(small, ["Something else", "sure", "asked Ada", "yes"], ["An older heading", "support", "", "yes"])
    stood = tree(small.parent)
    run("map", "small")
    assert [row[::2] for row in rows(small, "columns")[:2]] == [["Something else", "sure", "yes"],
                                                               ["An older heading", "support", "yes"]]
    now = tree(small.parent)
    assert now.pop("small/reading.xlsx")
    assert now == stood


def test_map_names_items_that_have_no_column_yet(small):
    content = read_csv(small / "responses.csv")
    write_csv(small / "responses.csv", [row[:6] + row[7:] for row in content])
    assert 'No column yet for "sure".' in run("map", "small").output


def test_a_mapping_saved_by_a_spreadsheet_with_semicolons_in_windows_is_read(small):
    edit(small / "responses.csv", SURE, "Je suis s\u00fbr")
    (small / "mapping.csv").write_bytes("column;item;how;confirmed\r\nJe suis s\u00fbr;sure;;yes\r\n".encode("cp1252"))
    assert len(codes()) == 72


def test_the_same_may_be_kept_as_csv(small):
    edit(small / "responses.csv", SURE, "Something else")
    write_csv(small / "reading-columns.csv", [SHEETS["columns"], ["Something else", "", "sure", "", "yes"]])
    assert len(codes()) == 72


@pytest.mark.parametrize(("line", "said"), [
    ([SURE, "shure", "", "yes"], 'mapping.csv, line 2: "shure" is no item of codebook.xlsx'),
    ([SURE, "sure", "", "perhaps"], 'mapping.csv, line 2: confirmed must be "yes" or blank'),
    ([SURE, "help/tea", "", "yes"], '"help/tea" is no item'),
])
def test_a_wrong_line_is_named(small, line, said):
    write_mapping(small, line)
    with pytest.raises(BadInput) as caught:
        read_responses(read_wave("small"))
    assert said in str(caught.value)


def test_two_columns_of_one_question_are_joined_once_confirmed_and_never_where_both_are_filled(small):
    before, content = codes(), read_csv(small / "responses.csv")
    place = content[0].index(SURE)
    halves = [[*row, row[place] if n % 2 or not n else ""] for n, row in enumerate(content)]
    for n, row in enumerate(halves[1:], 1):
        row[place] = "" if n % 2 else row[place]
    write_csv(small / "responses.csv", halves)
    assert 'two columns hold "sure"' in run("check", "small").output
    run("map", "small")
    confirm(small, bulk=True)
    assert codes() == before
    halves[1][place] = "Agree" if halves[1][-1] != "Agree" else "Disagree"
    write_csv(small / "responses.csv", halves)
    assert 'line 2: two columns hold "sure" and both are filled' in run("check", "small").output


def test_a_column_explained_in_two_ways_is_refused(small):
    write_mapping(small, ["Extra", "sure", "", "yes"], ["extra ", "support", "", "yes"])
    with pytest.raises(BadInput, match='line 3: the column "extra" stands there twice'):
        read_responses(read_wave("small"))


def test_a_mapping_without_its_columns_is_refused(small):
    write_csv(small / "mapping.csv", [["column", "item"], ["a", "sure"]])
    with pytest.raises(BadInput, match='mapping.csv, line 1: the column "how" is missing'):
        read_responses(read_wave("small"))
