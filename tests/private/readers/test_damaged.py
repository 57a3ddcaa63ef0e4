"""Damaged exports: never a traceback, never a silent loss, and never a cell's words in a message."""

import csv
import io
import random
import re
import tracemalloc
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from coprod.errors import BadInput
from coprod.private.coding.cleaning import clean
from coprod.private.matching.intake import read_responses
from coprod.private.readers import sheets
from coprod.wave.settings import read_wave
from tests.exports.files import write_rows
from tests.invented import HEADS, people, read_csv, write_answers, write_csv, write_small

SECRETS = ["quillworthing@example.org", "Bertram Quillfeather", "rang 01632 960123, said \u201cno\u201d", "77310042"]


@pytest.fixture(scope="module")
def wave(tmp_path_factory):
    """The small wave, with secrets in every row: an address, a name, a comment, an id."""
    project = tmp_path_factory.mktemp("damaged")
    folder = write_small(project / "data" / "raw")
    (project / "data" / "processed").mkdir()
    write_answers(folder / "responses.csv", [person | {"Anything else?": SECRETS[2]} for person in people(2)])
    rows = read_csv(folder / "responses.csv")
    write_csv(folder / "responses.csv", [rows[0], *([f"{SECRETS[3]}{n}", *row[1:3], *SECRETS[:2], *row[5:]]
                                                    for n, row in enumerate(rows[1:]))])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        return read_wave("small")


@pytest.fixture(scope="module")
def whole(wave):
    """The undamaged file."""
    return (wave.folder / "responses.csv").read_bytes()


def taken_in(wave, folder, content, name="responses.csv"):
    """What becomes of the file: the people counted and left out, or None where it is refused in plain words."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("responses*"):
        old.unlink()
    (folder / name).write_bytes(content)
    try:
        responses = read_responses(replace(wave, folder=folder))
        clean(responses, wave)
    except BadInput as error:
        told = str(error)
        assert told and "Traceback" not in told
        assert [secret for secret in SECRETS if secret in told] == []
        return None
    assert [secret for secret in SECRETS if secret in str((responses.notes, responses.dropped))] == []
    assert responses.rows == len(responses) + sum(responses.not_counted.values())
    return responses


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("place") / "wave"


def rows_of(content):
    return [row for row in csv.reader(io.StringIO(content.decode(errors="replace"), newline="")) if row]


@given(st.integers(1, 4000))
def test_a_file_cut_off_anywhere_loses_no_whole_row(wave, whole, place, length):
    cut = whole[:length]
    responses = taken_in(wave, place, cut)
    if responses:
        assert responses.rows == len(rows_of(cut)) - 1
        assert len(rows_of(cut)[-1]) == len(rows_of(cut)[0])


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=6))
@example(500, b'"')
@example(500, b"\n")
@example(500, b"\xff")
@example(0, b"\xff\xfe")
@example(2000, b"\x00")
def test_stray_bytes_anywhere(wave, whole, place, at, stray):
    taken_in(wave, place, whole[:at] + stray + whole[at:])


@given(st.binary(max_size=3000), st.sampled_from([".csv", ".tsv", ".xlsx", ".xls", ".ods", ".sav"]))
@example(b"", ".csv")
@example(b"PK\x03\x04", ".xlsx")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".xls")
def test_random_bytes_are_refused(wave, place, content, ending):
    assert taken_in(wave, place, content, f"responses{ending}") is None


@given(st.randoms(use_true_random=False))
def test_a_stray_quotation_mark_never_swallows_a_row(wave, whole, place, rng):
    """A quotation mark at the start of a cell takes in the next rows; who forgives it loses people in silence."""
    places = [found.end() for found in re.finditer(rb",", whole)]
    at = rng.choice(places[len(HEADS) + 7 :])
    responses = taken_in(wave, place, whole[:at] + b'"' + whole[at:])
    assert responses is None or responses.rows == len(rows_of(whole)) - 1


@given(st.permutations(range(12)))
def test_columns_in_any_order_give_the_same_people(wave, whole, place, order):
    rows = [[row[n] for n in order] for row in rows_of(whole)]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    assert len(taken_in(wave, place, text.getvalue().encode())) == 12


@given(st.integers(0, 11), st.integers(0, 11))
def test_two_headings_changed_places(wave, whole, place, one, two):
    rows = rows_of(whole)
    rows[0][one], rows[0][two] = rows[0][two], rows[0][one]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    taken_in(wave, place, text.getvalue().encode())


@pytest.mark.parametrize("drop", range(3))
def test_a_row_of_headings_that_was_lost_shows_no_person(tmp_path, examples, drop):
    """The first person's words would otherwise be taken for headings, and headings are shown."""
    folder = examples / "data" / "raw" / "example-2016-baseline"
    (folder / "responses-2016-10-21.csv").unlink()
    rows = read_csv(folder / "responses-2016-11-07.csv")
    rows[2][-1] = rows[3][-1] = SECRETS[2]
    keep = {0: rows[1:], 1: [rows[0], *rows[2:]], 2: rows[2:]}[drop]
    write_csv(folder / "responses-2016-11-07.csv", keep)
    with pytest.raises(BadInput) as caught:
        read_responses(read_wave("example-2016-baseline"))
    assert SECRETS[2] not in str(caught.value)
    assert rows[2][5] not in str(caught.value)


def test_ten_thousand_columns_are_refused_in_a_short_message(wave, whole, place):
    rows = rows_of(whole)
    more = [f"Column {n}" for n in range(10_000)]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[*rows[0], *more], *([*row, *[SECRETS[0]] * len(more)] for row in rows[1:])])
    place.mkdir(exist_ok=True)
    (place / "responses.csv").write_text(text.getvalue(), "utf-8")
    with pytest.raises(BadInput) as caught:
        read_responses(replace(wave, folder=place))
    assert len(str(caught.value)) < 4000
    assert "more items or columns like these" in str(caught.value)


def workbook(path, fill):
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        fill(book)
    return path.read_bytes()


def test_an_empty_sheet_is_refused(wave, place, tmp_path):
    assert taken_in(wave, place, workbook(tmp_path / "a.xlsx", lambda book: book.add_worksheet()),
                    "responses.xlsx") is None


def test_hidden_sheets_are_not_read_and_named(wave, whole, place, tmp_path):
    def fill(book):
        hidden, shown = book.add_worksheet("Hidden"), book.add_worksheet("Answers")
        shown.activate()
        shown.set_first_sheet()
        hidden.hide()
        hidden.write_row(0, 0, [*HEADS, SECRETS[0]])
        for n, row in enumerate(rows_of(whole)):
            shown.write_row(n, 0, row)

    responses = taken_in(wave, place, workbook(tmp_path / "a.xlsx", fill), "responses.xlsx")
    assert len(responses) == 12
    assert responses.notes[0] == 'responses.xlsx: only the sheet "Answers" was read, not "Hidden".'


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://example.org", "Agree")', "=B2"])
def test_a_formula_is_refused_by_its_cell(wave, whole, place, tmp_path, formula):
    def fill(book):
        sheet = book.add_worksheet()
        for n, row in enumerate(rows_of(whole)):
            sheet.write_row(n, 0, row)
        sheet.write_formula(4, 6, formula, value="Agree")

    place.mkdir(exist_ok=True)
    with pytest.raises(BadInput, match="responses.xlsx, cell G5: the workbook holds a formula"):
        content = workbook(tmp_path / "a.xlsx", fill)
        for old in place.glob("responses*"):
            old.unlink()
        (place / "responses.xlsx").write_bytes(content)
        read_responses(replace(wave, folder=place))


def packed(path, change):
    """A workbook whose sheet's XML went through `change`."""
    content = workbook(path, lambda book: book.add_worksheet().write_row(0, 0, HEADS))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text) if name.endswith("sheet1.xml") else text)
    return made.getvalue()


BOMBS = {
    "far apart": lambda text: text.replace(b"</sheetData>",
                                           b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    "long": lambda text: text.replace(b"</sheetData>", b" " * (1 << 27) + b"</sheetData>"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_small_workbook_that_unpacks_to_fill_the_memory_is_refused_before_it_does(wave, tmp_path, monkeypatch, bomb):
    """With a limit of 64 MB, for it takes a minute to pack and look through what is beyond the real one."""
    assert sheets._BYTES == 1 << 30
    monkeypatch.setattr(sheets, "_BYTES", 1 << 26)
    content = packed(tmp_path / "a.xlsx", BOMBS[bomb])
    assert len(content) < 200_000
    (tmp_path / "wave").mkdir()
    (tmp_path / "wave" / "responses.xlsx").write_bytes(content)
    tracemalloc.start()
    with pytest.raises(BadInput, match="too big for a spreadsheet of answers"):
        read_responses(replace(wave, folder=tmp_path / "wave"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1 << 24


def test_an_open_document_that_repeats_its_cells_without_end_is_refused(wave, whole, place, tmp_path):
    path = write_rows(tmp_path / "a.ods", rows_of(whole))
    with zipfile.ZipFile(path) as old:
        text = old.read("content.xml").replace(b"<table:table-row>",
                                               b'<table:table-row table:number-rows-repeated="1000000">', 2)
        text = text.replace(b"<table:table-cell", b'<table:table-cell table:number-columns-repeated="9000"', 1)
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("content.xml", text)
    assert taken_in(wave, place, path.read_bytes(), "responses.ods") is None


@given(st.integers(0, 2**32), st.sampled_from([".xlsx", ".xls", ".ods"]))
def test_spreadsheets_with_changed_bytes(wave, whole, place, tmp_path_factory, seed, ending):
    rng = random.Random(seed)
    folder = tmp_path_factory.getbasetemp() / "mutated"
    folder.mkdir(exist_ok=True)
    source = folder / f"whole{ending}"
    if not source.exists():
        write_rows(source, rows_of(whole))
    content = bytearray(source.read_bytes())
    for _ in range(rng.randint(1, 8)):
        content[rng.randrange(len(content))] = rng.randrange(256)
    if rng.random() < 0.3:
        del content[rng.randrange(len(content)) :]
    taken_in(wave, place, bytes(content), f"responses{ending}")
