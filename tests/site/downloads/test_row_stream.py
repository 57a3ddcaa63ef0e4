"""Long sheets: the same file as if all rows were in memory, of which none is."""

import zipfile
from dataclasses import replace

import pandas as pd

from coprod.report.tables import Table
from coprod.site.downloads import spreadsheet
from coprod.site.downloads.numbers import Rows, tables_of
from coprod.site.downloads.row_stream import Below, pack_alike
from tests.site.downloads.test_spreadsheet import ABOUT


def table(name, number):
    """A table with that many rows, which are on disk."""
    rows = pd.DataFrame([{"label": f"Team {n % 7}", "share": n % 101 / 100 if n % 5 else float("nan"),
                          "range": (n / 1000, n / 1000 + 0.3) if n % 3 else None} for n in range(number)])
    kinds = {"share": "percent", "range": "points range"}
    made = Table(f"Table of {name}", {"label": "Team", "share": "Share", "range": "Range"}, rows, "Source", kinds)
    (shown,) = tables_of([made.resource()], "Team pages")
    kept = Rows()
    for row in shown.rows:
        kept.append(row)
    return replace(shown, rows=kept)


def written(place, tables):
    place.mkdir()
    spreadsheet.write_workbook(place / "numbers.xlsx", ABOUT, tables)
    with zipfile.ZipFile(place / "numbers.xlsx") as box:
        return {member.filename: box.read(member) for member in box.infolist()}


def test_the_file_is_that_of_a_library_that_holds_all_cells(tmp_path, monkeypatch):
    tables = [table("few", 1), table("many", 400)]
    ours = written(tmp_path / "long", tables)
    real = spreadsheet._listed
    monkeypatch.setattr(spreadsheet, "_listed", lambda *given, long=False: real(*given))
    assert written(tmp_path / "whole", tables) == ours
    assert ours["xl/worksheets/sheet5.xml"].count(b"<row ") == 405  # title, three lines, headings


def test_few_rows_are_in_memory_at_a_time(tmp_path, monkeypatch):
    held = []

    class Watched(Below):
        def remember(self, row, made):
            super().remember(row, made)
            held.append(len(self.sheet))

        def __init__(self, before, *given):
            super().__init__(before, *given)
            self.sheet = before

    monkeypatch.setattr(spreadsheet, "Below", Watched)
    made, real = [], spreadsheet._numbers
    monkeypatch.setattr(spreadsheet, "_numbers", lambda sheet, *given: made.append(sheet) or real(sheet, *given))
    written(tmp_path / "long", [table("many", 400)])
    assert len(held) > 400 and max(held[-400:]) < 10
    kept = [value for value in vars(made[0]).values() if isinstance(value, dict | list | set) and len(value) > 100]
    assert kept == [], "the library keeps something of each row"


def test_rows_are_found_in_any_order():
    rows = [["a", 1], ["b", 2], ["a", 2]]
    below = Below({0: {0: "title"}}, 2, rows)
    for row in rows:
        below.remember(row, {column: f"<{value}>" for column, value in enumerate(row)})
    want = {0: {0: "title"}, 1: {}, 2: {0: "<a>", 1: "<1>"}, 3: {0: "<b>", 1: "<2>"}, 4: {0: "<a>", 1: "<2>"}, 5: {}}
    for order in (range(6), reversed(range(6)), [4, 4, 0, 3, 2, 4]):
        assert all(below[row] == want[row] for row in order)
    assert [row in below for row in range(6)] == [True, False, True, True, True, False]


def test_a_packed_file_tells_of_no_machine_and_no_moment(tmp_path):
    for name, year in (("one", 1999), ("two", 2020)):
        with zipfile.ZipFile(tmp_path / name, "w") as box:
            member = zipfile.ZipInfo("a.xml", (year, 1, 1, 0, 0, 0))
            member.external_attr = year << 16
            box.writestr(member, b"words " * 1000)
        pack_alike(tmp_path / name, tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as box:
        assert box.read("a.xml") == b"words " * 1000 and box.getinfo("a.xml").compress_size < 100
