"""What lies beside the pages of the example waves: every number, files that the index names, a zip that works."""

import base64
import csv
import hashlib
import html
import io
import json
import os
import re
import shutil
import zipfile

import openpyxl
import pytest

from coprod.errors import BadInput
from coprod.report.data_resource import BOM, csv_text
from coprod.report.display import resources_in
from coprod.site.downloads import assemble as room
from coprod.site.downloads.assemble import add_downloads, zipped
from coprod.site.job import Job
from tests import EXAMPLES

ABOUT = {"title": "Autumn 2016", "closed": "2016-11-04", "intro": "A survey.", "who": "Some.", "floor": 10,
         "draft": False, "invented": True,
         "pages": [{"file": "1-page.html", "title": "A page"}, {"file": "teams/index.html", "title": "Teams"}]}


@pytest.fixture(params=EXAMPLES)
def folder(request, published):
    return published.folder(request.param)


@pytest.fixture
def work(tmp_path):
    """A folder with one page and two team pages, as they are before anything lies beside them."""
    (tmp_path / "teams").mkdir()
    for name in ("1-page.html", "1-page.ipynb", "teams/index.html", "teams/north.html", "teams/south.html"):
        (tmp_path / name).write_text("<h1>A page</h1>", "utf-8")
    return tmp_path


@pytest.fixture
def add(work, notebook):
    """Adds the downloads to the pages in `work`, all of which have the same tables; returns what the index lists."""
    jobs = [Job("teams/south.html", work, {}, work, {}, "South"), Job("teams/north.html", work, {}, work, {}, "North"),
            Job("1-page.html", work, {}, work, {}, shared=True)]
    return lambda pdf: add_downloads(work, "w", ABOUT, jobs, lambda job: resources_in(notebook), pdf)


@pytest.fixture
def printed(monkeypatch):
    """Which pages are sent to be printed, on a machine with a Chromium that costs nothing."""
    sent = []
    monkeypatch.setattr(room, "find_chromium", lambda: "chromium")
    monkeypatch.setattr(room, "print_pages", lambda work, pages, dated: sent.append((pages, dated)) or [
        page.replace(".html", ".pdf") for page in pages])
    return sent


def files_of(downloads):
    return [item["file"] for group in downloads for item in group["files"]]


def resources_of(page):
    """The tables of a published page, as its notebook holds them."""
    return resources_in(json.loads(page.with_suffix(".ipynb").read_text("utf-8")))


def pages_of(folder):
    return [page for page in sorted(folder.glob("*.html")) if page.name != "index.html"]


def test_every_table_of_every_page_is_a_sheet_and_a_file_with_the_bytes_of_the_page(folder):
    book = openpyxl.load_workbook(folder / f"{folder.name}-numbers.xlsx")
    sheets = [sheet for sheet in book if sheet.title.startswith("Table ")]
    listed = {row[1] for row in book["Contents"].iter_rows(min_row=3, values_only=True)}
    files = {path.read_bytes() for path in (folder / "numbers").iterdir()}
    linked, told = set(), []
    for page in pages_of(folder):
        text = page.read_text("utf-8")
        found = re.findall(r'href="data:text/csv;charset=utf-8;base64,([^"]*)"', text)
        resources = resources_of(page)
        assert len(found) == len(resources) == text.count('class="data '), "a table is not there with its types"
        linked |= {base64.b64decode(one) for one in found}
        told += resources
    assert linked == files == {(BOM + csv_text(one)).encode() for one in told}
    assert {one["title"] for one in told} == listed
    assert len(told) > 20 and len(sheets) == len(files) == len(list((folder / "numbers").iterdir()))


def test_the_numbers_of_the_spreadsheet_are_those_of_the_files(folder):
    """Each file against the sheet of its number, cell by cell; what the files leave empty the sheets say in words."""
    book = openpyxl.load_workbook(folder / f"{folder.name}-numbers.xlsx")
    kinds = set()
    for path in sorted((folder / "numbers").iterdir()):
        sheet = book[f"Table {int(path.name.split('-')[1])}"]
        (marked,) = sheet.tables.values()
        head, *shown = sheet[marked.ref]
        first, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
        assert [re.sub(r" \[note \d+\]$| \(\d\)$", "", cell.value) for cell in head] == first[:len(head)]
        for row, cells in zip(rows, shown, strict=True):
            assert [as_in_the_file(cell) for cell in cells] == row[:len(cells)], (path.name, row)
            kinds |= {type(cell.value) for cell in cells}
    assert kinds == {str, int, float, type(None)}


def as_in_the_file(cell):
    if cell.value in (None, "not shown"):
        return ""
    if isinstance(cell.value, str):
        return cell.value
    return str(round(cell.value * 100) if cell.number_format == "0%" else cell.value)


def test_every_number_said_in_a_finding_stands_in_the_spreadsheet(folder):
    book = openpyxl.load_workbook(folder / f"{folder.name}-numbers.xlsx")
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
             if isinstance(cell, str)}
    said = {one["description"] for page in pages_of(folder) for one in resources_of(page)
            if re.search(r"\d", one.get("description", ""))}
    assert len(said) > 10 and {text for text in said if not any(text in cell for cell in cells)} == set()


def test_the_index_names_every_file_in_words_and_every_link_leads_somewhere(folder):
    text = (folder / "index.html").read_text("utf-8")
    links = dict(re.findall(r'<a href="([^"#:]+)">(.*?)</a>', text))
    own = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"index.html"}
    assert {name for name in own if not name.startswith("teams/")} <= set(links)
    assert all((folder / link).is_file() for link in links)
    words = [html.unescape(told) for told in links.values()]
    assert all(re.search(r"[a-z]{3}", told) and "." not in told.split(" ")[0] for told in words)


def test_the_zip_holds_everything_and_works_wherever_it_is_unpacked(folder, tmp_path):
    name = folder.name
    with zipfile.ZipFile(folder / f"{name}.zip") as box:
        box.extractall(tmp_path)
    inside = tmp_path / name
    assert [path.name for path in tmp_path.iterdir()] == [name]
    own = {path.relative_to(inside).as_posix(): path.read_bytes() for path in inside.rglob("*") if path.is_file()}
    for file, data in own.items():
        assert file in ("index.html", "manifest.json") or data == (folder / file).read_bytes(), file
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there - set(own) == {f"{name}.zip"}
    hashes = {file: hashlib.sha256(data).hexdigest() for file, data in own.items() if file != "manifest.json"}
    assert json.loads(own["manifest.json"])["files"] == hashes
    for page in inside.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="(?!data:|#)([^"#]+)', page.read_text("utf-8")):
            there = page.parent / link
            assert there.is_file() and there.resolve().is_relative_to(inside), (page.name, link)


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


def test_tables_of_team_pages_stand_in_one_sheet_with_the_team_in_the_first_column(work, add):
    files = files_of(add(False))
    book = openpyxl.load_workbook(work / "w-numbers.xlsx")
    titles = [row[1:] for row in book["Contents"].iter_rows(min_row=3, values_only=True)]
    assert [pages for _, pages in titles] == ["A page"] * 5 + ["Team pages"] * 5
    sheet = book["Table 6"]
    assert sheet.tables["table_6"].tableColumns[0].name == "Team"
    teams = [row[0].value for row in sheet[sheet.tables["table_6"].ref]][1:]
    assert teams == ["North"] * (len(teams) // 2) + ["South"] * (len(teams) // 2)
    assert len([file for file in files if file.startswith("numbers/")]) == 10 and "teams/index.html" not in files


@pytest.mark.parametrize(("pdf", "pages"), [(False, []), (None, ["1-page.html"]),
                                            (True, ["1-page.html", "teams/north.html", "teams/south.html"])])
def test_pdf_files_are_made_of_the_pages_and_of_teams_only_when_asked_for(add, printed, pdf, pages):
    downloads = add(pdf)
    assert printed == ([(pages, "2016-11-04")] if pages else [])
    assert [file[:-4] for file in files_of(downloads) if file.endswith(".pdf")] == [page[:-5] for page in pages]
    named = [group["files"][0]["title"] for group in downloads if group["title"] in ("To print", "Team pages to print")]
    assert named == ["A page (PDF file)", "North (PDF file)"][:min(len(pages), 2)]


def test_files_are_listed_by_the_page_their_table_stands_on_first(add):
    assert [(group["title"], len(group["files"])) for group in add(False) if "CSV" in group["title"]] == [
        ("Tables of \u201cA page\u201d (CSV files)", 5), ("Tables of \u201cTeam pages\u201d (CSV files)", 5)]


def test_without_a_chromium_nothing_is_missed_unless_pdf_files_were_asked_for(work, add, monkeypatch):
    def fails(*_):
        raise BadInput("it could not be printed")

    monkeypatch.setattr(room, "print_pages", fails)
    for there in (None, "chromium"):
        monkeypatch.setattr(room, "find_chromium", lambda there=there: there)
        assert "1-page.pdf" not in files_of(add(None))
        shutil.rmtree(work / "numbers")
        with pytest.raises(BadInput, match="printed"):
            add(True)
        shutil.rmtree(work / "numbers", ignore_errors=True)


# the zip

def test_everything_lies_under_the_name_of_the_wave_and_comes_out_whole(tmp_path):
    folder = tmp_path / "folder"
    (folder / "numbers").mkdir(parents=True)
    files = {"index.html": b"a" * 999, "numbers/t.csv": b"b"}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    zipped(folder, "2016", "2016-11-04", tmp_path / "made.zip")
    with zipfile.ZipFile(tmp_path / "made.zip") as box:
        inside = {name: box.read(name) for name in box.namelist()}
        assert inside == {f"2016/{name}": data for name, data in files.items()}
        assert {(member.date_time, member.create_system, member.extra) for member in box.infolist()} == {
            ((2016, 11, 4, 0, 0, 0), 3, b"")}


def test_hour_rights_and_order_of_the_files_do_not_matter(tmp_path):
    made = []
    for folder, names in (("one", "ab"), ("two", "ba")):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).write_text(name)
            os.utime(tmp_path / folder / name, (len(made) * 9e8 + 3e8,) * 2)
            (tmp_path / folder / name).chmod(0o600 if made else 0o664)
        zipped(tmp_path / folder, "w", "2016-11-04", tmp_path / "made.zip")
        made.append((tmp_path / "made.zip").read_bytes())
    assert made[0] == made[1]
