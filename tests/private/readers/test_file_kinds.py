"""Every kind of file is opened as one shape, and what is no export is not taken for one."""

import pytest
import xlsxwriter

from coprod.errors import BadInput
from coprod.private.readers.file_kinds import all_rows, export_files, key_file, not_read, open_table
from tests.exports.files import write_rows

ROWS = [["One", "Two"], ["a", "5"], ["", "caf\u00e9"], ["+b", "5.5"]]


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx", ".xls", ".ods"])
def test_every_kind_of_file_has_one_shape(tmp_path, ending):
    table = open_table(write_rows(tmp_path / f"responses{ending}", ROWS))
    assert table.top == ROWS
    parts = list(table.parts(1, [1]))
    assert [cell for part in parts for cell in part.columns[1].cells()] == ["5", "caf\u00e9", "5.5"]
    assert (sum(part.rows for part in parts), table.lines(1, [0, 2])) == (3, [2, 4])
    assert all_rows(table.path) == ROWS


def test_numbers_and_dates_of_a_spreadsheet_are_written_as_a_person_reads_them(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "responses.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["One", "Two", "Three", "Four"])
        sheet.write_row(1, 0, [5, 5.5, True])
        sheet.write_number(1, 3, 43833.375, book.add_format({"num_format": "d/m/yy h:mm"}))
    assert all_rows(tmp_path / "responses.xlsx")[1] == ["5", "5.5", "True", "2020-01-03 09:00:00"]


def test_a_key_is_no_export_and_a_surveymonkey_is_no_key(tmp_path):
    for name in ("responses-key.csv", "responses-surveymonkey.csv", "Responses.csv", "responses.docx", "notes.csv"):
        (tmp_path / name).write_text("a\n")
    assert [file.name for file in export_files(tmp_path)] == [
        "Responses.csv", "responses-key.csv", "responses-surveymonkey.csv"]
    assert not_read(tmp_path, ["Responses.csv", "responses-surveymonkey.csv"]) == {
        "notes.csv": "its name does not begin with responses", "responses-key.csv": "read by nothing here",
        "responses.docx": "not a file of a wave"}
    assert key_file(tmp_path).name == "responses-key.csv"


def test_a_folder_without_an_export_says_what_to_put_there(tmp_path):
    with pytest.raises(BadInput,
                       match="no file responses\\*.csv or responses\\*.xlsx. Put the platform's export there"):
        export_files(tmp_path)


def test_a_small_file_may_have_rows_of_any_length(tmp_path):
    (tmp_path / "responses-key.csv").write_text("a,b\nc,d,e\n")
    assert all_rows(tmp_path / "responses-key.csv") == [["a", "b"], ["c", "d", "e"]]
