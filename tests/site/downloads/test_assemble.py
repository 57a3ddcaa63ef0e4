"""What lies beside the pages of the example waves: every number of every page, files the index names, a zip that works."""

import csv
import hashlib
import html
import io
import json
import re
import shutil
import zipfile

import openpyxl
import pytest

from coprod.errors import BadInput
from coprod.site.downloads import shelf as room
from coprod.site.downloads.numbers import tables_of
from coprod.site.downloads.shelf import fill_shelf
from coprod.site.templates import render_notebook
from tests import EXAMPLES

ABOUT = {"title": "Autumn 2016", "closed": "2016-11-04", "intro": "A survey.", "who": "Some.", "floor": 10, "draft": False,
         "invented": True, "pages": [{"file": "1-page.html", "title": "A page"}, {"file": "teams/index.html", "title": "Teams"}]}


@pytest.fixture(params=EXAMPLES)
def folder(request, published):
    return published.folder(request.param)


@pytest.fixture
def work(notebook, about, tmp_path):
    """A folder with one page and two team pages, as they are before anything lies beside them."""
    page = render_notebook(notebook, about)
    (tmp_path / "teams").mkdir()
    for name in ("1-page.html", "1-page.ipynb", "teams/index.html", "teams/north.html", "teams/south.html"):
        (tmp_path / name).write_text(page if name != "teams/index.html" else "<h1>Teams</h1>", "utf-8")
    return tmp_path


@pytest.fixture
def printed(monkeypatch):
    """Which pages are sent to be printed, on a machine with a Chromium that costs nothing."""
    sent = []
    monkeypatch.setattr(room, "find_chromium", lambda: "chromium")
    monkeypatch.setattr(room, "print_pages", lambda work, pages, dated: sent.append((pages, dated)) or [
        page.replace(".html", ".pdf") for page in pages])
    return sent


def files_of(shelf):
    return [item["file"] for group in shelf for item in group["files"]]


def test_every_table_of_every_page_is_a_sheet_and_a_file_with_the_bytes_of_the_page(folder):
    book = openpyxl.load_workbook(folder / f"{folder.name}-numbers.xlsx")
    sheets = [sheet for sheet in book if sheet.title.startswith("Table ")]
    listed = {(row[1], page) for row in book["Contents"].iter_rows(min_row=3, values_only=True) for page in row[2].split("; ")}
    files = {path.read_bytes() for path in (folder / "numbers").iterdir()}
    pages = sorted(folder.glob("*.html"))
    for page in pages:
        text = page.read_text("utf-8")
        tables = tables_of(text)
        assert len(tables) == text.count('class="data '), "a table was not read"
        assert {table.file for table in tables} <= files
        assert {(table.title, table.pages[0]) for table in tables} <= listed
    assert len(pages) > 3 and len(sheets) == len(files) == len(list((folder / "numbers").iterdir()))


def test_the_numbers_of_the_spreadsheet_are_those_of_the_files(folder):
    """Each file, read as text, against the sheet of its number: every run of digits in the same order, cell by cell."""
    book = openpyxl.load_workbook(folder / f"{folder.name}-numbers.xlsx")
    for path in sorted((folder / "numbers").iterdir()):
        sheet = book[f"Table {int(path.name.split('-')[1])}"]
        (marked,) = sheet.tables.values()
        shown = [[cell for cell in row if cell.value is not None] for row in sheet[marked.ref]][1:]
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))[1:]
        assert len(rows) == len(shown)
        for row, cells in zip(rows, shown, strict=True):
            told = [number for text in row[1:] for number in numbers(text)]
            held = [number for cell in cells[1:] for number in digits(cell)]
            assert [number.lstrip("+") for number in told] == [number.lstrip("+") for number in held], (path.name, row)


def numbers(text):
    return re.findall(r"[+\u2212]?\d+", text.replace(",", "").replace(" in 100", ""))


def digits(cell):
    if isinstance(cell.value, str):
        return numbers(cell.value)
    value = round(cell.value * 100) if cell.number_format == "0%" else cell.value
    return [str(value).replace("-", "\u2212")]


def test_every_number_said_in_a_finding_stands_in_the_spreadsheet(folder):
    book = openpyxl.load_workbook(folder / f"{folder.name}-numbers.xlsx")
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    said = [table.said for page in sorted(folder.glob("*.html")) for table in tables_of(page.read_text("utf-8"))]
    assert len([text for text in said if re.search(r"\d", text)]) > 10
    assert {text for text in said if re.search(r"\d", text) and not any(text in cell for cell in cells)} == set()


def test_the_index_names_every_file_in_words_and_every_link_leads_somewhere(folder):
    text = (folder / "index.html").read_text("utf-8")
    links = dict(re.findall(r'<a href="([^"#:]+)">(.*?)</a>', text))
    own = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"index.html"}
    assert {name for name in own if not name.startswith("teams/")} <= set(links)
    assert all((folder / link).is_file() for link in links)
    assert all(re.search(r"[a-z]{3}", html.unescape(words)) and "." not in words.split(" ")[0] for words in links.values())


def test_the_zip_holds_everything_and_works_wherever_it_is_unpacked(folder, tmp_path):
    name = folder.name
    with zipfile.ZipFile(folder / f"{name}.zip") as box:
        box.extractall(tmp_path)
    inside = tmp_path / name
    assert [path.name for path in tmp_path.iterdir()] == [name]
    own = {path.relative_to(inside).as_posix(): path.read_bytes() for path in inside.rglob("*") if path.is_file()}
    for file, data in own.items():
        assert file in ("index.html", "manifest.json") or data == (folder / file).read_bytes(), file
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - set(own) == {f"{name}.zip"}
    hashes = {file: hashlib.sha256(data).hexdigest() for file, data in own.items() if file != "manifest.json"}
    assert json.loads(own["manifest.json"])["files"] == hashes
    for page in inside.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="(?!data:|#)([^"#]+)', page.read_text("utf-8")):
            assert (page.parent / link).is_file() and (page.parent / link).resolve().is_relative_to(inside), (page.name, link)


def test_an_unpacked_folder_opens_by_double_click_offline_and_without_javascript(published, tmp_path, browser):
    folder = published.folder(EXAMPLES[0])
    shutil.unpack_archive(folder / f"{folder.name}.zip", tmp_path / "a stick, E\u0301t\u00e9")
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "a stick, E\u0301t\u00e9" / folder.name / "index.html").as_uri())
    page.locator("main ol a").first.click()
    heading = page.locator("h1").inner_text()
    page.locator("header a").click()
    shown = page.locator("h2", has_text="Files to keep").count()
    context.close()
    assert heading and shown == 1


def test_tables_of_team_pages_stand_in_one_sheet_with_the_team_in_the_first_column(work):
    files = files_of(fill_shelf(work, "w", ABOUT, False))
    book = openpyxl.load_workbook(work / "w-numbers.xlsx")
    titles = [row[1:] for row in book["Contents"].iter_rows(min_row=3, values_only=True)]
    assert len(titles) == 10 and [pages for _, pages in titles] == ["What did staff tell us?"] * 5 + ["Team pages"] * 5
    assert book["Table 6"].tables["table_6"].tableColumns[0].name == "Team"
    assert len([file for file in files if file.startswith("numbers/")]) == 10 and "teams/index.html" not in files


@pytest.mark.parametrize(("pdf", "pages"), [(False, []), (None, ["1-page.html"]),
                                            (True, ["1-page.html", "teams/north.html", "teams/south.html"])])
def test_pdf_files_are_made_of_the_pages_and_of_teams_only_when_asked_for(work, printed, pdf, pages):
    shelf = fill_shelf(work, "w", ABOUT, pdf)
    assert printed == ([(pages, "2016-11-04")] if pages else [])
    assert [file[:-4] for file in files_of(shelf) if file.endswith(".pdf")] == [page[:-5] for page in pages]
    named = [group["files"][0]["title"] for group in shelf if group["title"] in ("To print", "Team pages to print")]
    assert named == ["A page (PDF file)", "What did staff tell us? (PDF file)"][:min(len(pages), 2)]


def test_files_are_listed_by_the_page_their_table_stands_on_first(work):
    shelf = fill_shelf(work, "w", ABOUT, False)
    assert [(group["title"], len(group["files"])) for group in shelf if "CSV" in group["title"]] == [
        ("Tables of \u201cWhat did staff tell us?\u201d (CSV files)", 5), ("Tables of \u201cTeam pages\u201d (CSV files)", 5)]


def test_without_a_chromium_nothing_is_missed_unless_pdf_files_were_asked_for(work, monkeypatch):
    def fails(*_):
        raise BadInput("it could not be printed")

    monkeypatch.setattr(room, "print_pages", fails)
    for there in (None, "chromium"):
        monkeypatch.setattr(room, "find_chromium", lambda there=there: there)
        assert "1-page.pdf" not in files_of(fill_shelf(work, "w", ABOUT, None))
        shutil.rmtree(work / "numbers")
        with pytest.raises(BadInput, match="printed"):
            fill_shelf(work, "w", ABOUT, True)
        shutil.rmtree(work / "numbers", ignore_errors=True)
