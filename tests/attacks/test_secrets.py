"""S1, S2, S3, S12: nothing of a person, a machine or a run is in any byte of what was processed and published."""

import getpass
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import zipfile
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from python_calamine import CalamineWorkbook

from coprod.errors import BadInput
from coprod.private.matching.intake import read_responses
from coprod.private.process import draft
from coprod.record.files import digest
from coprod.report.display import RESOURCE
from coprod.site.downloads.pdf import find_chromium, print_pages
from coprod.wave.settings import read_wave
from tests.attacks.published import BASELINE, REPEAT
from tests.attacks.reader import found_in, read_all
from tests.examples import CANARIES
from tests.examples.waves import WAVES
from tests.invented import read_csv, write_book, write_csv

WAVE_NAMES = (BASELINE, REPEAT)
MARKUP = {"html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "section", "div", "p",
          "a", "h1",
          "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "span", "figure", "figcaption", "img", "table", "caption",
          "thead", "tbody", "tr", "th", "td", "svg", "rect", "path", "circle", "polyline", "text",
          "details", "summary", "br", "dl", "dt", "dd", "aside",
          "code",
          "input", "label"}  # the box that enlarges a page


@pytest.fixture(scope="module")
def everything_published(published):
    """All texts of both published folders and of both records."""
    pages = read_all(published.project / "notebooks" / "published")
    return pages | read_all(published.project / "data" / "processed")


def private_cells(raw):
    """Every cell of the tools' own columns (ids, times, addresses, names) and the notes of the rosters."""
    cells = set()
    for path in sorted(raw.glob("*/responses*.csv")):
        rows = read_csv(path)
        cells |= {row[n].strip() for row in rows[2:] for n, head in enumerate(rows[0]) if 0 < n <= 8 and head} | \
                 {row[0] for row in rows[2:]}
    for path in sorted(raw.glob("*/responses*.xlsx")):
        for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]:
            for moment in (cell for cell in row[:7] if isinstance(cell, datetime)):
                cells |= {f"{moment:{form}}" for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%m/%d/%Y %H:%M",
                                                          "%d/%m/%Y %H:%M")}
                cells |= {f"{moment:%H:%M:%S}"}
    notes = {row[5] for path in sorted(raw.glob("*/roster.csv")) for row in read_csv(path)[1:]}
    times = {cell.split(" ", 1)[1] for cell in cells if re.fullmatch(r"\d\d/\d\d/\d{4} .*", cell)}
    return sorted(text for text in cells | notes | times if len(text) >= 7)


def test_s1_no_planted_name_address_id_or_comment_is_published(everything_published):
    assert len(CANARIES) > 500
    assert found_in(everything_published, CANARIES) == []


def test_s1_no_cell_of_the_tools_own_columns_is_published(everything_published, published):
    cells = private_cells(published.project / "data" / "raw")
    assert len(cells) > 900
    assert found_in(everything_published, cells) == []


def test_s1_no_part_of_a_name_is_published(everything_published):
    """First names are left out where they are common words; surnames were made to be unlike any word."""
    parts = {part for canary in CANARIES if "@" in canary for part in re.split(r"[.@]", canary) if len(part) > 8}
    assert found_in(everything_published, sorted(parts - {"example"})) == []


def test_s2_nothing_tells_of_the_machine_or_the_run(everything_published, published):
    words = [str(Path.home()), tempfile.gettempdir() + "/", str(published.project), "/home/", "/Users/", "\\Users\\",
             "ipykernel_",
             "Traceback", "\x1b[", "site-packages", "execution_count\": 1", "iopub", "application/vnd.jupyter"]
    words += [name for name in (getpass.getuser(), socket.gethostname()) if len(name) > 4]
    packed = ("\x1b[",)  # in any packed file by chance, and in every spreadsheet by its nature
    assert [(word, path) for word, path in found_in(everything_published, words)
            if not (word in packed and path.endswith((".zip", ".xlsx", ".tables")))] == []
    only_versions = [path for _, path in found_in(everything_published, ["papermill"])]
    assert {Path(path).name for path in only_versions} <= {"manifest.json", *(f"{wave}.zip" for wave in WAVE_NAMES)}
    for path in published.project.glob("notebooks/published/*/manifest.json"):
        manifest = json.loads(path.read_text("utf-8"))
        assert "papermill" not in json.dumps(manifest | {"versions": {}})


@pytest.mark.parametrize("wave", WAVE_NAMES)
def test_s3_a_published_notebook_holds_words_code_and_tagged_html_only(published, wave):
    paths = sorted(published.folder(wave).glob("*.ipynb"))
    assert paths
    for path in paths:
        raw = json.loads(path.read_text("utf-8"))
        notebook = nbformat.from_dict(raw)
        nbformat.validate(notebook)
        assert set(raw) == {"cells", "metadata", "nbformat", "nbformat_minor"}
        assert raw["metadata"] == {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                                   "language_info": {"name": "python"}}
        for cell in raw["cells"]:
            assert set(cell) <= {"cell_type", "id", "metadata", "source", "outputs", "execution_count"}
            assert set(cell["metadata"]) <= {"tags"} and re.fullmatch(r"cell-\d+|marks", cell["id"])
            assert cell.get("execution_count") is None
            for output in cell.get("outputs", []):
                assert output["output_type"] == "display_data" and set(output) == {"output_type", "data", "metadata"}
                assert {"text/html"} <= set(output["data"]) <= {"text/html", RESOURCE}
                assert output["metadata"] == {"coprod": {"publish": True}}


class Markup(HTMLParser):
    """Counts tags, attributes, comments and addresses of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.others, self.links = Counter(), Counter(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        for name, value in attributes:
            self.attributes[name] += 1
            if name in ("href", "src"):
                self.links.append(value)

    def handle_comment(self, data):
        self.others.append(data)

    def unknown_decl(self, data):
        self.others.append(data)


@pytest.mark.parametrize("wave", WAVE_NAMES)
def test_s3_a_page_holds_words_tables_and_pictures_only(published, wave):
    for path in published.folder(wave).rglob("*.html"):
        page = Markup(path.read_text("utf-8"))
        assert set(page.tags) <= MARKUP, path.name
        assert not [name for name in page.attributes if name.startswith("on") or name in ("srcdoc", "data-mime-type")]
        assert page.others == []
        kinds = {link.split(";")[0].split(",")[0] for link in page.links if link.startswith("data:")}
        assert kinds <= {"data:image/svg+xml", "data:text/csv"}
        inside = [link.split("#")[0] for link in page.links if not link.startswith(("data:", "#"))]
        assert [link for link in inside if ":" in link or not (path.parent / link).is_file()] == []


@pytest.mark.parametrize("wave", WAVE_NAMES)
def test_s3_the_folder_holds_pages_and_what_lies_beside_them_only(published, wave):
    folder = published.folder(wave)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {name for name in names if re.fullmatch(r"\d-[a-z-]+\.html", name)}
    loose = {name for name in names if re.fullmatch(r"numbers/table-\d\d+-[a-z0-9-]+\.csv|teams/[a-z0-9-]+\.html",
                                                    name)}
    assert names - loose == pages | {f"{name[:-5]}.ipynb" for name in pages} | {
        "index.html", "manifest.json", f"{wave}.zip", f"{wave}-numbers.xlsx"}
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert set(manifest) <= {"wave", "title", "invented", "baseline", "draft", "records", "plan", "notebooks", "files",
                             "versions", "made_of"}
    assert set(manifest["files"]) == names - {"manifest.json"}
    assert not list(published.project.rglob(".making-*"))


@pytest.mark.parametrize("wave", WAVE_NAMES)
def test_s3_the_spreadsheet_holds_cells_only(published, wave):
    """No macro, no link to elsewhere, no comment, no hidden sheet, nobody's name."""
    with zipfile.ZipFile(published.folder(wave) / f"{wave}-numbers.xlsx") as box:
        parts = {re.sub(r"\d+", "", name) for name in box.namelist()}
        assert parts <= {"[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
                         "xl/workbook.xml",
                         "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/theme.xml",
                         "xl/worksheets/sheet.xml", "xl/worksheets/_rels/sheet.xml.rels", "xl/tables/table.xml"}
        told = {name: box.read(name).decode() for name in box.namelist()}
    assert not re.search("externalLink|TargetMode|<f>|hidden", "".join(told.values()))
    assert "<dc:creator></dc:creator>" in told["docProps/core.xml"]


@pytest.fixture(scope="module")
def on_paper(published, tmp_path_factory):
    """All texts of the pages as PDF files, as they are drawn and as a reader copies them out."""
    if not find_chromium() or not shutil.which("pdftotext"):
        missing = "no Chromium or no pdftotext found: the PDF files were not attacked"
        pytest.fail(missing) if os.environ.get("COPROD_NO_SKIPS") == "1" else pytest.skip(missing)
    folder = tmp_path_factory.mktemp("paper")
    for wave in WAVE_NAMES:
        shutil.copytree(published.folder(wave), folder / wave,
                        ignore=lambda _, names: {n for n in names if n[-5:] != ".html"})
        pages = sorted(path.name for path in (folder / wave).glob("*.html"))
        for name in print_pages(folder / wave, pages, "2020-02-02"):
            subprocess.run(["pdftotext", folder / wave / name], check=True)
    for page in folder.rglob("*.html"):
        page.unlink()
    return read_all(folder)


def test_s1_s2_no_pdf_file_tells_of_a_person_a_machine_or_a_run(on_paper, published):
    assert len([path for path in on_paper if path.endswith(".pdf")]) >= 8
    assert found_in(on_paper, ["How people are protected"]), "the reader saw nothing"
    assert found_in(on_paper, CANARIES) == found_in(on_paper, private_cells(published.project / "data" / "raw")) == []
    words = [f"{Path.home()}/", f"{tempfile.gettempdir()}/", str(published.project), "/home/", "file:", "Mozilla",
             "Chrome",
             *(name for name in (getpass.getuser(), socket.gethostname()) if len(name) > 4)]
    assert found_in(on_paper, words) == []


def add_columns(folder):
    """Put every metadata column the tool knows, filled with a secret for each row, into a wave's export."""
    secret = "Bertram Quillfeather {} <bertram@example.org> 192.0.2.7"
    for path in sorted(folder.glob("responses*.csv")):
        rows = read_csv(path)
        more = ["Date Created", "Date Modified", "Language", "Collector Name", "Manager's e-mail", "Payroll number"]
        body = [[secret.format(n) for _ in more] + row for n, row in enumerate(rows[2:])]
        write_csv(path, [more + rows[0], [""] * len(more) + rows[1], *body])
    for path in sorted(folder.glob("responses*.xlsx")):
        rows = [[str(cell) for cell in row]
                for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]
        more = ["Total points", "Quiz feedback", "Grade posted time", "Manager's e-mail", "Payroll number"]
        body = []
        for n, row in enumerate(rows[1:]):
            row[3], row[4] = f"bertram{n}@example.org", secret.format(n)
            body.append([*row, *(secret.format(n) for _ in more)])
        write_book(path, {"Sheet1": [[*rows[0], *more], *body]})


@pytest.mark.parametrize("wave", WAVE_NAMES)
def test_s12_metadata_of_the_tool_stay_outside(examples, published, wave):
    folder = examples / "data" / "raw" / wave
    shutil.copytree(published.project / "data" / "processed", examples / "data" / "processed", dirs_exist_ok=True)
    baseline = BASELINE if wave == REPEAT else ""
    before = digest(published.record(wave))
    add_columns(folder)
    known = read_wave(wave)
    with pytest.raises(BadInput, match="Payroll number"):  # nobody has said yet what this column is
        read_responses(known)
    unknown = ["Manager's e-mail", "Payroll number", "Collector Name", "Language"]
    write_csv(folder / "mapping.csv", [["column", "item", "how", "confirmed"],
                                       *([c, "leave out", "", "yes"] for c in unknown)])
    read = read_responses(known)
    assert {item for item, _ in read.columns} == {item.name for item in known.codebook.asked}
    assert not [cell for column in read.columns.values() for cell in column.cells() if "192.0.2.7" in cell]
    assert {"Manager's e-mail", "Payroll number"} <= set(read.dropped)
    made = draft(known, baseline)
    assert digest(made.record) == before
    assert not [line for line in made.summary() if "Quillfeather" in line or "@" in line]


@pytest.mark.parametrize("wave", WAVE_NAMES)
def test_s12_what_was_processed_has_columns_of_the_codebook_only(published, wave):
    record, book = published.record(wave), published.truth(wave).wave.codebook
    options = {f"{item.name}/{a.name}" for item in book.asked if item.kind == "several"
               for a in book.answers(item.name)}
    text = {item.name for item in book.asked if item.kind == "text"}
    known = {"response"} | set(book.items) | set(book.indicators) | options
    assert set(record.tallies["item"]) <= known - text - {"team"}
    assert {item.name for item in record.measures} <= known - text - {"team"}
    teams = {team["team"] for each in WAVES for team in each["teams"]} | {"Older People"}
    assert {team for group in record.groups for team in group.teams} <= teams
