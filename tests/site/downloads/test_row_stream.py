"""Long sheets: the same file as if all rows were in memory, of which none is."""

import zipfile

from coprod.site.downloads import spreadsheet as workbook
from coprod.site.downloads.long_sheet import Below, pack_alike
from coprod.site.downloads.numbers import Rows, Shown
from tests.site.downloads.test_spreadsheet import ABOUT


def table(number, rows):
    kept = Rows()
    for n in range(rows):
        kept.append([f"Team {n % 7}", f"{n % 101}%", "" if n % 5 else "too few to show", f"{n} to {n + 3} points"])
    return Shown("Source", f"Table of {number}", ["Team", "Share", "Said", "Range"], kept, "t.csv", b"", ["Team pages"])


def written(place, tables):
    place.mkdir()
    workbook.write_workbook(place / "numbers.xlsx", ABOUT, tables)
    with zipfile.ZipFile(place / "numbers.xlsx") as box:
        return {member.filename: box.read(member) for member in box.infolist()}


def test_the_file_is_that_of_a_library_that_holds_all_cells(tmp_path, monkeypatch):
    tables = [table("few", 1), table("many", 400)]
    ours = written(tmp_path / "long", tables)
    real = workbook._listed
    monkeypatch.setattr(workbook, "_listed", lambda *given, long=False: real(*given))
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

    monkeypatch.setattr(workbook, "Below", Watched)
    made, real = [], workbook._numbers
    monkeypatch.setattr(workbook, "_numbers", lambda sheet, *given: made.append(sheet) or real(sheet, *given))
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
