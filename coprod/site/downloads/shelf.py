"""What lies beside the pages of a wave: numbers as CSV files, one spreadsheet, PDF files, and one zip of everything."""

import re
import shutil
from html import unescape
from pathlib import Path

from coprod.errors import BadInput
from coprod.report.messages import of_files, of_teams
from coprod.site.cache import PageCache, file_digest
from coprod.site.downloads.bundle import zipped
from coprod.site.downloads.numbers import in_one, once, tables_of, write_csv
from coprod.site.downloads.pdf import find_chromium, print_pages
from coprod.site.downloads.spreadsheet import write_workbook
from coprod.site.teams import FOLDER as TEAMS

_NUMBERS = "numbers"


def fill_shelf(work: Path, wave: str, about: dict, pdf: bool | None, kept: PageCache | None = None) -> list[dict]:
    """Write the files that belong to the pages in `work`; returns what the index lists: dicts with title, fold, files.

    about: as of `workbook.workbook`, and pages (file, title). pdf: None for PDF files of the pages where there is a Chromium,
    True for those of teams too, False for none. kept: what was published before, of which no page is printed twice.
    """
    own = [page for page in about["pages"] if (work / page["file"]).with_suffix(".ipynb").exists()]
    teams = sorted(path.relative_to(work).as_posix() for path in work.glob(f"{TEAMS}/*.html") if path.stem != "index")
    tables = _tables(work, [page["file"] for page in own], teams)
    sheet = f"{wave}-numbers.xlsx"
    write_workbook(work / sheet, about, tables)
    printed = _printed(work, [page["file"] for page in own], teams, about["closed"], pdf, kept)
    named = {f"{Path(page['file']).stem}.pdf": page["title"] for page in own}
    papers = [_file(file, of_files.as_pdf(named[file])) for file in printed if file in named]
    team_papers = [_file(file, of_files.as_pdf(_heading(work / file))) for file in printed if file not in named]
    books = [_file(f"{Path(page['file']).stem}.ipynb", of_files.as_notebook(page["title"])) for page in own]
    groups = [_group(of_files.ALL_TOGETHER, [_file(sheet, of_files.AS_SPREADSHEET)]), _group(of_files.TO_PRINT, papers),
              _group(of_files.TEAMS_TO_PRINT, team_papers, fold=True), *_numbers(work, tables, about["draft"]),
              _group(of_files.TO_CHECK, [*books, _file("manifest.json", of_files.MANIFEST)], fold=True)]
    return [group for group in groups if group["files"]]


def put_in_one_file(work: Path, wave: str, about: dict, shelf: list[dict]) -> list[dict]:
    """Zip everything in `work`; returns the shelf with the zip as its first file."""
    name = f"{wave}.zip"
    zipped(work, wave, about["closed"], work / name)
    first, *others = shelf
    return [first | {"files": [_file(name, of_files.AS_ZIP), *first["files"]]}, *others]


def _tables(work, pages, teams):
    own = once(_read(work, pages))
    return [*own, *in_one(_read(work, teams), of_teams.TEAM, of_files.TEAM_PAGES_TOGETHER)]


def _read(work, files):
    """The tables of one page after the other."""
    for file in files:
        yield from tables_of((work / file).read_text("utf-8"))


def _numbers(work, tables, draft):
    """A file for each table; a group for each page, in which a table stands that no page before it had.

    A CSV file has no room for a mark, so the name of a draft's says that it is one.
    """
    (work / _NUMBERS).mkdir()
    groups = {}
    for number, table in enumerate(tables, 1):
        name = f"{_NUMBERS}/{'draft-' * draft}table-{number:02}-{table.name}"
        write_csv(table, work / name)
        groups.setdefault(table.pages[0], []).append(_file(name, of_files.table_named(number, table.title)))
    return [_group(of_files.tables_of(page), files, fold=True) for page, files in groups.items()]


def _printed(work, pages, teams, dated, pdf, kept):
    """The names of the PDF files made; where nobody asked for them, a Chromium that fails is no reason to publish nothing."""
    if pdf is False or pdf is None and not find_chromium():
        return []
    wanted = [*pages, *(teams if pdf else [])]
    try:
        print_pages(work, [page for page in wanted if not (kept and _as_before(work, page, kept))], dated)
    except BadInput:
        if pdf:
            raise
        return []
    return [_paper(page) for page in wanted]


def _as_before(work, page, kept):
    """Takes over the PDF file of a page that has not changed, and says whether it could."""
    old, paper = kept.same_file(page), kept.same_file(_paper(page))
    if not (old and paper and file_digest(work / page) == file_digest(old)):
        return False
    shutil.copyfile(paper, work / _paper(page))
    return True


def _paper(page):
    return str(Path(page).with_suffix(".pdf").as_posix())


def _heading(printed):
    page = printed.with_suffix(".html").read_text("utf-8")
    return unescape(re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)[1])


def _group(title, files, fold=False):
    return {"title": title, "fold": fold, "files": files}


def _file(file, title):
    return {"file": file, "title": title}
