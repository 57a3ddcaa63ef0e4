"""Tables of pages: what their resources hold, each table once, alike pages in one."""

import csv
import io
import weakref

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.report.blocks import Finding
from coprod.report.data_resource import BOM
from coprod.report.display import resources_in
from coprod.report.tables import Table
from coprod.site.downloads import numbers
from coprod.site.downloads.numbers import Rows, in_one, once, tables_of, write_file

SOURCE = "Staff survey & more, 2016"


def small(share=0.86, label="A & <b>"):
    rows = pd.DataFrame({"label": [label, "Rare"], "share": [share, float("nan")], "base": [1118, None]}, dtype=object)
    return Table("Known <i>", {"label": "Asked", "share": "Share", "base": "Answers"}, rows, SOURCE,
                 {"share": "percent", "base": "whole"})


def shown(page, *tables):
    return tables_of([table.resource() for table in tables], page)


def test_every_table_of_a_page_keeps_its_types_its_file_and_the_words_of_its_finding(notebook, blocks, tmp_path):
    findings = [block for block in blocks if isinstance(block, Finding)]
    read = tables_of(resources_in(notebook), "A page")
    assert len(findings) == len(read) == 5
    for block, out in zip(findings, read, strict=True):
        write_file(out, tmp_path / "t.csv")
        assert (tmp_path / "t.csv").read_bytes().decode() == BOM + block.table.csv()
        assert (out.title, out.source, out.pages) == (block.table.title, block.table.source, ["A page"])
        assert out.said == f"{block.headline} \u2013 {block.summary}"


def test_a_withheld_row_and_signs_of_html_are_as_they_were():
    (out,) = shown("One", small())
    assert (out.title, out.source, out.name, out.said) == ("Known <i>", SOURCE, "known-i", "")
    assert out.rows == [["A & <b>", 0.86, 1118], ["Rare", "withheld", None]]


def test_a_table_without_rows_is_none():
    assert shown("One", Table("T", {"label": "H"}, pd.DataFrame({"label": []}), SOURCE)) == []


def test_the_same_table_on_two_pages_is_one_that_names_both():
    one, two = shown("First", small(), small()), shown("Second", small(), small(0.5))
    assert [table.pages for table in once([*one, *two])] == [["First", "Second"], ["Second"]]


def test_alike_tables_of_many_pages_stand_in_one_with_the_page_in_the_first_column(tmp_path):
    (out,) = in_one([*shown("=North", small()), *shown("South", small(0.5, "C"))], "Team", "Team pages")
    assert [one["title"] for one in out.fields] == ["Team", "Asked", "Share (%)", "Answers"]
    assert out.pages == ["Team pages"] and list(out.rows)[2] == ["South", "C", 0.5, 1118]
    write_file(out, tmp_path / "t.csv")
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n") == 5
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["Team", "Asked", "Share (%)", "Answers", "Note"], ["'=North", "A & <b>", "86", "1118", ""],
        ["'=North", "Rare", "", "", "not shown"], ["South", "C", "50", "1118", ""],
        ["South", "Rare", "", "", "not shown"]]


@pytest.mark.parametrize("heading", ["Share", "Portion"])
def test_tables_with_other_columns_stay_apart(heading):
    other = small()
    other = Table(other.title, other.columns | {"share": heading}, other.rows, SOURCE, other.kinds)
    of_teams = [*shown("North", small()), *shown("South", other)]
    assert len(in_one(of_teams, "Team", "Team pages")) == (1 if heading == "Share" else 2)


def test_a_table_that_no_spreadsheet_could_hold_goes_on_in_another(monkeypatch):
    monkeypatch.setattr(numbers, "_MOST_ROWS", 5)
    made = in_one((table for n in range(5) for table in shown(f"Team {n}", small())), "Team", "Team pages")
    assert [[row[0] for row in table.rows] for table in made] == [
        ["Team 0"] * 2 + ["Team 1"] * 2, ["Team 2"] * 2 + ["Team 3"] * 2, ["Team 4"] * 2]
    assert {table.title for table in made} == {"Known <i>"}


def test_pages_are_read_one_after_the_other_and_their_rows_leave_memory(monkeypatch):
    monkeypatch.setattr(numbers, "_IN_MEMORY", 100)
    given = []

    def read():
        for n in range(50):
            for table in shown(f"Team {n}", small()):
                assert sum(one() is not None for one in given) < 3
                given.append(weakref.ref(table))
                yield table

    (out,) = in_one(read(), "Team", "Team pages")
    assert len(out.rows) == 100 and out.rows.file._rolled


@given(st.lists(st.lists(st.text() | st.integers() | st.none(), min_size=1), max_size=20))
def test_rows_come_back_as_they_were_as_often_as_they_are_asked_for(rows):
    kept = Rows()
    for row in rows:
        kept.append(row)
    assert list(kept) == list(kept) == rows and len(kept) == len(rows)
    assert list(zip(kept, kept, strict=True)) == [(row, row) for row in rows]
