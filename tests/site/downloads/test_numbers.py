"""Tables read out of pages: the same texts as were shown, each table once, alike pages in one."""

import csv
import io
import weakref

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.report.blocks import Finding
from coprod.report.tables import Table
from coprod.site.downloads import numbers
from coprod.site.downloads.numbers import Rows, in_one, once, tables_of, write_csv
from coprod.site.templates import render_notebook

SOURCE = "Staff survey & more, 2016"


def page(heading, *tables):
    return f"<h1>{heading}</h1><p>9 in 10</p>{''.join(table.html() for table in tables)}"


def small(share=0.86, label="A & <b>"):
    rows = pd.DataFrame({"label": [label, "Rare"], "share": [share, float("nan")], "base": [1118, None]}, dtype=object)
    return Table("Known <i>", {"label": "Asked", "share": "Share", "base": "Answers"}, rows, SOURCE,
                 {"share": "percent", "base": "whole"})


def test_every_table_of_a_page_comes_out_as_it_was_shown(notebook, about, blocks):
    shown = [block.table for block in blocks if isinstance(block, Finding)]
    read = tables_of(render_notebook(notebook, about))
    assert len(shown) == len(read) == 5
    for table, out in zip(shown, read, strict=True):
        assert (out.title, out.source, out.headings) == (table.title, table.source, list(table.columns.values()))
        assert out.rows == table.cells().to_numpy().tolist()
        assert out.file.decode("utf-8-sig") == table.csv()
        assert out.pages == ["What did staff tell us?"]
    for block, out in zip([block for block in blocks if isinstance(block, Finding)], read, strict=True):
        assert out.said == f"{block.headline} – {block.summary}"


def test_a_withheld_row_and_signs_of_html_come_out_whole():
    (out,) = tables_of(page("One", small()))
    assert out.title == "Known <i>" and out.source == SOURCE and out.name == "known-i.csv"
    assert out.said == ""
    assert out.rows == [["A & <b>", "86%", "1,118"], ["Rare", "too few to show", ""]]


def test_a_table_without_rows_or_of_plain_words_is_none():
    empty = Table("T", {"label": "H"}, pd.DataFrame({"label": []}), SOURCE)
    assert tables_of(page("One", empty) + "<table><tr><th>Word</th></tr><tr><td>3%</td></tr></table>") == []


def test_the_same_table_on_two_pages_is_one_that_names_both():
    one, two = tables_of(page("First", small(), small())), tables_of(page("Second", small(), small(0.5)))
    assert [table.pages for table in once([*one, *two])] == [["First", "Second"], ["Second"]]


def test_alike_tables_of_many_pages_stand_in_one_with_the_page_in_the_first_column(tmp_path):
    of_teams = [*tables_of(page("=North", small())), *tables_of(page("South", small(0.5, "C")))]
    (out,) = in_one(of_teams, "Team", "Team pages")
    assert out.headings == ["Team", "Asked", "Share", "Answers"] and out.pages == ["Team pages"]
    rows = list(out.rows)
    assert rows[0] == ["=North", "A & <b>", "86%", "1,118"] and rows[2] == ["South", "C", "50%", "1,118"]
    write_csv(out, tmp_path / "t.csv")
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n") == 5
    written = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert written == [out.headings, *([row[0].replace("=", "'="), *row[1:]] for row in rows)]


@pytest.mark.parametrize("heading", ["Share", "Portion"])
def test_tables_with_other_columns_stay_apart(heading):
    other = small()
    other = Table(other.title, other.columns | {"share": heading}, other.rows, SOURCE, other.kinds)
    of_teams = [*tables_of(page("North", small())), *tables_of(page("South", other))]
    assert len(in_one(of_teams, "Team", "Team pages")) == (1 if heading == "Share" else 2)


def test_a_table_that_no_spreadsheet_could_hold_goes_on_in_another(monkeypatch):
    monkeypatch.setattr(numbers, "_MOST_ROWS", 5)
    made = in_one((table for n in range(5) for table in tables_of(page(f"Team {n}", small()))), "Team", "Team pages")
    assert [[row[0] for row in table.rows] for table in made] == [["Team 0"] * 2 + ["Team 1"] * 2, ["Team 2"] * 2 + ["Team 3"] * 2,
                                                                  ["Team 4"] * 2]
    assert {table.title for table in made} == {"Known <i>"}


def test_pages_are_read_one_after_the_other_and_their_rows_leave_memory(monkeypatch):
    monkeypatch.setattr(numbers, "_IN_MEMORY", 100)
    given = []

    def read():
        for n in range(50):
            for table in tables_of(page(f"Team {n}", small())):
                assert sum(one() is not None for one in given) < 3
                given.append(weakref.ref(table))
                yield table

    (out,) = in_one(read(), "Team", "Team pages")
    assert len(out.rows) == 100 and out.file == b"" and out.rows.file._rolled


@given(st.lists(st.lists(st.text(), min_size=1), max_size=20))
def test_rows_come_back_as_they_were_as_often_as_they_are_asked_for(rows):
    kept = Rows()
    for row in rows:
        kept.append(row)
    assert list(kept) == list(kept) == rows and len(kept) == len(rows)
    assert list(zip(kept, kept, strict=True)) == [(row, row) for row in rows]
