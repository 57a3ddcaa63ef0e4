"""The spreadsheet: accessible, every cell equal to the page's, the same bytes every time."""

import io
import re
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from coprod.report.cells import KINDS
from coprod.report.display import resources_in
from coprod.report.messages import say
from coprod.report.tables import Table
from coprod.site.downloads.numbers import tables_of
from coprod.site.downloads.spreadsheet import write_workbook

ABOUT = {"title": "Autumn 2016", "closed": "2016-11-04", "intro": "A survey.", "who": "118 of 120 staff answered.",
         "floor": 10, "draft": False, "invented": True}


@pytest.fixture
def tables(notebook):
    return tables_of(resources_in(notebook), "What did staff tell us?")


def workbook(about, tables):
    with tempfile.TemporaryDirectory() as place:
        write_workbook(Path(place) / "numbers.xlsx", about, tables)
        assert [path.name for path in Path(place).iterdir()] == ["numbers.xlsx"]
        return (Path(place) / "numbers.xlsx").read_bytes()


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def one(kind, *values):
    """The one table that shows values of a kind."""
    rows = pd.DataFrame({"label": [f"{n}" for n in range(len(values))], "value": pd.Series(values, dtype=object)})
    return tables_of([Table("T", {"label": "H", "value": "V"}, rows, "S", {"value": kind}).resource()], "P")


@pytest.mark.parametrize(("kind", "value", "cells", "shape"), [
    ("percent", 0.285, [0.29], "0%"), ("percent", float("nan"), ["not shown"], "0%"),
    ("percent", None, [None], "0%"),
    ("range", (0.79, 0.92), [0.79, 0.92], "0%"), ("range", None, [None, None], "0%"),
    ("open range", (0.0, 0.5), [None, 0.5], "0%"), ("estimate", (0.5, 0.44, 0.56), [0.5, 0.44, 0.56], "0%"),
    ("estimate", (float("nan"), 0.4, 0.6), ["not shown", None, None], "0%"),
    ("points", 0.12, [12], "+General;\u2212General;0"), ("points", -0.05, [-5], "+General;\u2212General;0"),
    ("points", 0.0, [0], "+General;\u2212General;0"),
    ("points range", (-0.01, 0.12), [-1, 12], "+General;\u2212General;0"), ("whole", 1234, [1234], "#,##0"),
    ("hundred", 0.56, [56], "0"), ("hundred range", (0.49, 0.63), [49, 63], "0"),
    ("score", (59, 57, 61), [59, 57, 61], "#,##0"),
    ("text", "3 to 5 lessons", ["3 to 5 lessons"], "General"), ("text", "86%", ["86%"], "General")])
def test_a_cell_is_the_number_that_the_page_shows(kind, value, cells, shape):
    sheet = opened(workbook(ABOUT, one(kind, value)))["Table 1"]
    (marked,) = sheet.tables.values()
    row = sheet[marked.ref][1][1:]
    assert [cell.value for cell in row] == cells
    assert {cell.number_format for cell in row if not isinstance(cell.value, str)} <= {shape}


def test_every_kind_of_a_column_that_counts_something_has_a_note():
    for kind in set(KINDS) - {"text"}:
        value = (0.1, 0.2, 0.3)[:len(KINDS[kind].parts)]
        sheet = opened(workbook(ABOUT, one(kind, value if len(value) > 1 else value[0])))["Table 1"]
        (marked,) = sheet.tables.values()
        assert all("[note " in column.name for column in marked.tableColumns[1:]), kind


def test_it_has_cover_contents_and_notes_and_a_marked_table_on_every_other_sheet(tables):
    book = opened(workbook(ABOUT, tables))
    assert book.sheetnames == ["Cover", "Contents", "Notes", *(f"Table {n}" for n in range(1, len(tables) + 1))]
    for sheet in book.worksheets[1:]:
        (marked,) = sheet.tables.values()
        first, *rows = sheet[marked.ref]
        assert [cell.value for cell in first] == [column.name for column in marked.tableColumns] and all(rows)
        assert sheet.max_row == rows[-1][0].row and sheet["A1"].font.bold
        assert all(cell.value for (cell,) in sheet[f"A1:A{first[0].row}"]), "an empty row above the table"
    assert not any(sheet.merged_cells.ranges for sheet in book)
    assert not any(sheet.sheet_view.showGridLines for sheet in book)
    assert book["Cover"]["A1"].value == "Autumn 2016: all numbers"
    assert say("survey.invented") in [cell.value for (cell,) in book["Cover"]["A1:A5"]]


def test_contents_lead_to_each_sheet_and_say_on_which_page_it_stands(tables):
    sheet = opened(workbook(ABOUT, tables))["Contents"]
    for number, table in enumerate(tables, 1):
        name, title, pages = sheet[number + 2]
        assert (name.value, title.value, pages.value) == (f"Table {number}", table.title, "What did staff tell us?")
        assert name.hyperlink.location == f"'Table {number}'!A1"


def test_the_words_of_a_finding_stand_above_its_numbers(tables):
    book = opened(workbook(ABOUT, tables))
    assert [book[f"Table {n}"]["A2"].value for n in (1, 4)] == [
        "Most staff know about surveys – 9 in 10 staff know them (86%, likely range 80% to 92%).",
        "Public health feels surest – Each team is shown as a range, so that nobody can be found."]
    assert "118 of 120 staff answered." in [cell.value for cell in book["Cover"]["A"]]


def test_marks_point_to_notes_that_are_there(tables):
    book = opened(workbook(ABOUT, tables))
    there = {cell.value for cell in book["Notes"]["A"]}
    marks = {mark for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
             if isinstance(cell, str) for mark in re.findall(r"\[note (\d+)\]", cell)}
    assert marks and marks <= there


def test_the_same_tables_give_the_same_bytes_dated_by_the_end_of_the_survey(tables):
    data = workbook(ABOUT, tables)
    assert data == workbook(ABOUT, tables)
    about = opened(data).properties
    assert (about.creator, about.lastModifiedBy) == (None, None)
    assert f"{about.created}" == f"{about.modified}" == "2016-11-04 00:00:00"
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        assert {member.date_time[0] for member in box.infolist()} == {1980}


def test_words_of_a_questionnaire_are_never_run_and_any_script_and_twin_headings_pass():
    rows = [["=1+1", "[a](b)"], ["\u06c1\u0645", "$$x$$"], ["@x", "https://example.org"]]
    table = Table("T", {"a": "Same", "b": "same"}, pd.DataFrame(rows, columns=["a", "b"]), "S")
    sheet = opened(workbook(ABOUT, tables_of([table.resource()], "P")))["Table 1"]
    assert [[cell.value for cell in row] for row in sheet["A4:B7"]] == [["Same", "same (2)"], *rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
