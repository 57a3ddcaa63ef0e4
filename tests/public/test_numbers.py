"""Tables read out of pages: the same texts as were shown, each table once, alike pages in one."""

import csv
import io

import pandas as pd
import pytest

from coprod.public.numbers import in_one, once, tables_of
from coprod.public.page import render_notebook
from coprod.public.show import Finding
from coprod.public.tables import Table

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


def test_alike_tables_of_many_pages_stand_in_one_with_the_page_in_the_first_column():
    of_teams = [*tables_of(page("=North", small())), *tables_of(page("South", small(0.5, "C")))]
    (out,) = in_one(of_teams, "Team", "Team pages")
    assert out.headings == ["Team", "Asked", "Share", "Answers"] and out.pages == ["Team pages"]
    assert out.rows[0] == ["=North", "A & <b>", "86%", "1,118"] and out.rows[2] == ["South", "C", "50%", "1,118"]
    assert out.file.startswith(b"\xef\xbb\xbf")
    written = list(csv.reader(io.StringIO(out.file.decode("utf-8-sig"), newline="")))
    assert written == [out.headings, *([row[0].replace("=", "'="), *row[1:]] for row in out.rows)]


@pytest.mark.parametrize("heading", ["Share", "Portion"])
def test_tables_with_other_columns_stay_apart(heading):
    other = small()
    other = Table(other.title, other.columns | {"share": heading}, other.rows, SOURCE, other.kinds)
    of_teams = [*tables_of(page("North", small())), *tables_of(page("South", other))]
    assert len(in_one(of_teams, "Team", "Team pages")) == (1 if heading == "Share" else 2)
