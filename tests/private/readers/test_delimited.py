"""CSV and TSV files are read in parts as a careful reader would, and what is not whole is refused by its line."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.errors import BadInput
from coprod.private.readers import delimited
from coprod.private.readers.delimited import open_delimited
from tests.invented import write_csv

CELL = st.text(st.sampled_from('ab ,;\t"\n\u00e9\u2019'), max_size=6)
TABLES = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=12)


def body(path, columns=(0, 1, 2)):
    """All rows of a file below one heading, read in parts."""
    parts = list(open_delimited(path).parts(1, columns))
    return [row for part in parts for row in zip(*(part.columns[n].cells() for n in columns), strict=True)]


# Of so few letters cp1252 and Mac Roman cannot be told apart; test_encodings.py has them with more.
@given(TABLES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from([",", ";", "\t"]),
       st.integers(8, 200))
def test_any_table_comes_back_whatever_its_encoding_separator_and_parts(tmp_path_factory, rows, codec, sign, size):
    path = tmp_path_factory.getbasetemp() / "table.csv"
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign).writerows([["One \u00e9", "Two\u2019s", "Three"], *rows])
    path.write_bytes(text.getvalue().encode(codec))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "_PART", size)
        assert body(path) == [tuple(row) for row in rows]


@given(TABLES)
def test_lines_are_those_on_which_rows_end(tmp_path_factory, rows):
    path = write_csv(tmp_path_factory.getbasetemp() / "lines.csv", [["One", "Two", "Three"], *rows])
    with path.open(newline="") as file:
        reader = csv.reader(file)
        expected = [reader.line_num for _ in reader][1:]
    assert open_delimited(path).lines(1, range(len(rows))) == expected


def test_only_the_columns_wanted_are_read(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["One", "Two"], ["a", "b"]])
    assert [list(part.columns) for part in open_delimited(path).parts(1, {1})] == [[1]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_computer(tmp_path, end):
    path = tmp_path / "a.csv"
    path.write_bytes(end.join(["One,Two,Three", 'a,"b",c', "d,e,f", ""]).encode())
    assert body(path) == [("a", "b", "c"), ("d", "e", "f")]


def test_rows_that_end_early_are_filled_with_blanks_and_counted(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("One,Two,Three\na\n\nb,c,d\n")
    assert body(path) == [("a", "", ""), ("b", "c", "d")]
    assert [(part.rows, part.short) for part in open_delimited(path).parts(1, [0])] == [(2, 1)]


@pytest.mark.parametrize(("text", "said"), [
    ("a,b,c\nd,e,f,g\n", "line 3: this row has more cells than there are headings"),
    ('a,b,c\nd,"e"x,f\n', "line 3: a quotation mark is not where it belongs"),
    ('a,b,"c\nd,e,"f"\n', "a quotation mark is not where it belongs"),
    ('a,b,c\nd,e,"f', "a quotation mark is not where it belongs"),
    ("a,b,c\nd,e", "line 3: the file ends in the middle of a row"),
])
@pytest.mark.parametrize("before", [0, 4000])
def test_what_is_not_whole_is_refused_by_its_line_and_not_shown(tmp_path, monkeypatch, text, said, before):
    monkeypatch.setattr(delimited, "_PART", 1000)
    path = tmp_path / "a.csv"
    path.write_text("One,Two,Three\n" + "x,y,z\n" * before + text)
    with pytest.raises(BadInput) as caught:
        body(path)
    assert re.sub(r"line (\d)", lambda found: f"line {int(found[1]) + before}", said) in str(caught.value)
    assert "\n" not in str(caught.value) and "d,e" not in str(caught.value)


def test_a_quotation_mark_that_is_never_closed_does_not_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "_PART", 1000)
    monkeypatch.setattr(delimited, "_LONGEST", 3000)
    path = tmp_path / "a.csv"
    path.write_text('One,Two,Three\n"' + "x,y,z\n" * 4000)
    with pytest.raises(BadInput, match="a quotation mark is opened and never closed"):
        body(path)


def test_an_inch_inside_a_cell_is_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('One,Two,Three\na 5" pipe,b,c\nd,e,f\n')
    assert body(path) == [('a 5" pipe', "b", "c"), ("d", "e", "f")]
