"""An SPSS file becomes rows of text: labels in place of numbers, missing values blank unless they have words."""

import sys
from types import SimpleNamespace

import pytest

from coprod.codebook import read_codebook
from coprod.errors import BadInput
from coprod.private.readers.platforms.spss import open_sav, rows_of
from tests.exports.crowd import crowd
from tests.exports.files import write_sav
from tests.invented import sheets, write_book

SECRET = "quillworthing@example.org"


def about(columns, words=None, missing=None, labels=None):
    """What pyreadstat says of the columns."""
    kinds = {name: "string" if isinstance(cells[0], str) else "double" for name, cells in columns.items()}
    return SimpleNamespace(column_names_to_labels=labels or {}, readstat_variable_types=kinds,
                           variable_value_labels=words or {}, missing_ranges=missing or {})


def column(values, words=None, missing=()):
    columns = {"sure": values}
    return [row[0] for row in rows_of(columns, about(columns, {"sure": words or {}}, {"sure": missing}))[3:]]


def test_three_rows_stand_above_the_answers():
    columns = {"sure": [1.0], "onething": ["Tea"]}
    assert rows_of(columns, about(columns, labels={"sure": "I feel sure.", "onething": None})) == [
        ["sure", "onething"], ["I feel sure.", ""], ["SPSS double", "SPSS string"], ["1", "Tea"]]


def test_a_number_with_a_label_is_read_by_its_label():
    assert column([1.0, 2.0, 1.0], {1.0: "No", 2.0: "Yes"}) == ["No", "Yes", "No"]


def test_a_number_without_a_label_stays_a_number():
    assert column([7.0, 2.5], {1.0: "No"}) == ["7", "2.5"]


def test_what_is_missing_is_blank():
    assert column([None, float("nan"), 98.0], missing=[{"lo": 90, "hi": 99}]) == ["", "", ""]


def test_a_missing_value_with_a_label_keeps_it_because_it_may_be_an_answer():
    assert column([99.0, 98.0, 3.0], {99.0: "Does not apply"}, [{"lo": 90, "hi": 99}]) == ["Does not apply", "", "3"]


def test_a_missing_text_is_blank_too():
    assert column(["NA", "Tea"], missing=[{"lo": "NA", "hi": "NA"}]) == ["", "Tea"]


def test_a_real_file_is_read_with_the_values_its_maker_set_as_missing(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    people = crowd(book)
    rows = open_sav(write_sav(tmp_path / "responses.sav", book, people)).rows
    sure = [row[rows[0].index("sure")] for row in rows[3:]]
    assert sure.count("Does not apply") == sum(person["sure"] == "na" for person in people) > 0


@pytest.mark.parametrize("content", [b"", b"$FL2 cut off", SECRET.encode() * 100])
def test_a_file_that_is_no_spss_file_is_named(tmp_path, content):
    (tmp_path / "responses.sav").write_bytes(content)
    with pytest.raises(BadInput) as caught:
        open_sav(tmp_path / "responses.sav")
    assert str(caught.value) == "responses.sav cannot be opened as an SPSS file. Export it again."


def test_without_the_extra_package_its_name_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(BadInput, match=r'pip install "coprod\[sav\]"'):
        open_sav(tmp_path / "responses.sav")
