"""The spreadsheet: accessible, every cell equal to the page's, the same bytes every time."""

import io
import re
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from coprod.report import messages as words
from coprod.report.messages import of_files
from coprod.report.tables import KINDS, Table
from coprod.site.downloads.numbers import Shown, tables_of
from coprod.site.downloads.spreadsheet import cell_values, kind_of, write_workbook
from coprod.site.templates import render_notebook

ABOUT = {"title": "Autumn 2016", "closed": "2016-11-04", "intro": "A survey.", "who": "118 of 120 staff answered.",
         "floor": 10, "draft": False, "invented": True}
MADE_OF = {"percent": 0.285, "range": (1 / 3, 0.5), "points": -0.05, "points range": (-0.01, 0.12), "whole": 1234}


@pytest.fixture
def tables(notebook, about):
    return tables_of(render_notebook(notebook, about))


def workbook(about, tables):
    with tempfile.TemporaryDirectory() as place:
        write_workbook(Path(place) / "numbers.xlsx", about, tables)
        assert [path.name for path in Path(place).iterdir()] == ["numbers.xlsx"]
        return (Path(place) / "numbers.xlsx").read_bytes()


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def shown_again(kind, values):
    """The page's text of a cell, from what stands in the spreadsheet."""
    values = [value for value in values if value not in (None, "")]
    if not values or isinstance(values[0], str):
        return values[0] if values else ""
    return KINDS[kind](tuple(values) if "range" in kind else values[0])


@pytest.mark.parametrize(("kind", "text", "values"), [
    ("percent", "86%", [0.86]), ("percent", "too few to show", ["too few to show"]), ("range", "79% to 92%", [0.79, 0.92]),
    ("range", "", ["", ""]), ("points", "+12 points", [12]), ("points", "\u22121 point", [-1]), ("points", "0 points", [0]),
    ("points range", "\u22125 to +1 point", [-5, 1]), ("whole", "1,234", [1234]), ("hundred", "56 in 100", [56]),
    ("hundred range", "49 to 63 in 100", [49, 63]), ("score", "59 (likely range 57 to 61)", [59, 57, 61]),
    ("text", "3 to 5 lessons", ["3 to 5 lessons"])])
def test_a_cell_is_the_number_that_the_page_shows(kind, text, values):
    assert cell_values(kind, text) == values
    assert kind_of([text, "", "too few to show"]) == (kind if re.search(r"\d", text) and kind != "text" else "text")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("text", "open range")])  # the last is of no wave's pages
def test_every_kind_of_column_of_a_table_is_known(kind):
    rows = pd.DataFrame({"label": ["a"], "value": [MADE_OF[kind]]})
    (table,) = tables_of(Table("T", {"label": "H", "value": "V"}, rows, "S", {"value": kind}).html())
    assert kind_of([row[1] for row in table.rows]) == kind
    assert kind in of_files.COLUMN_NOTES


def test_a_column_of_different_kinds_stays_words():
    assert kind_of(["86%", "+5 points"]) == kind_of(["too few to show"]) == kind_of([""]) == "text"


def test_every_cell_is_that_of_the_page(tables):
    book = opened(workbook(ABOUT, tables))
    for number, table in enumerate(tables, 1):
        sheet = book[f"Table {number}"]
        top = next(iter(sheet.tables.values())).ref
        rows = [[cell.value for cell in row] for row in sheet[top]][1:]
        for row, texts in zip(rows, table.rows, strict=True):
            values = iter(row)
            for place, text in enumerate(texts):
                kind = kind_of([other[place] for other in table.rows]) if place else "text"
                own = [next(values) for _ in of_files.PARTS.get(kind, [""])]
                if kind.startswith("points"):
                    own = [value if value is None else value / 100 for value in own]
                assert shown_again(kind, own) == text


def test_it_has_cover_contents_and_notes_and_a_marked_table_on_every_other_sheet(tables):
    book = opened(workbook(ABOUT, tables))
    assert book.sheetnames == ["Cover", "Contents", "Notes", *(f"Table {n}" for n in range(1, len(tables) + 1))]
    for sheet in book.worksheets[1:]:
        (marked,) = sheet.tables.values()
        first, *rows = sheet[marked.ref]
        assert [cell.value for cell in first] == [column.name for column in marked.tableColumns] and all(rows)
        assert sheet.max_row == rows[-1][0].row and sheet["A1"].font.bold
        assert all(cell.value for (cell,) in sheet[f"A1:A{first[0].row}"]), "an empty row above the table"
    assert not any(sheet.merged_cells.ranges for sheet in book) and not any(sheet.sheet_view.showGridLines for sheet in book)
    assert book["Cover"]["A1"].value == "Autumn 2016: all numbers"
    assert words.INVENTED in [cell.value for (cell,) in book["Cover"]["A1:A5"]]


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
    marks = {mark for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)
             for mark in re.findall(r"\[note (\d+)\]", cell)}
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
    data = workbook(ABOUT, [Shown("S", "T", ["Same", "same"], rows, "t.csv", b"", ["P"])])
    sheet = opened(data)["Table 1"]
    assert [[cell.value for cell in row] for row in sheet["A4:B7"]] == [["Same", "same (2)"], *rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
