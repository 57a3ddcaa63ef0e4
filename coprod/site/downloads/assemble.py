"""What lies beside the pages of a wave: numbers as CSV files, one spreadsheet, PDF files, and one zip of everything."""

import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from coprod.errors import BadInput
from coprod.report.messages import say
from coprod.site.cache import PageCache, file_digest
from coprod.site.downloads.numbers import Shown, in_one, once, tables_of, write_file
from coprod.site.downloads.pdf import find_chromium, print_pages
from coprod.site.downloads.spreadsheet import write_workbook
from coprod.site.job import Job

_FOLDER = "numbers"


def add_downloads(work: Path, wave: str, about: dict, jobs: list[Job], tables: Callable[[Job], list[dict]],
                  pdf: bool | None, published: PageCache | None = None) -> list[dict]:
    """Write the files that belong to the pages in `work`; returns what the index lists: dicts with title, fold, files.

    about: as of `write_workbook`, and pages (file, title); jobs: of all pages; tables: those of one, as data resources.
    pdf: None for PDF files of the pages where there is a Chromium, True for those of teams too, False for none.
    published: what was published before, of which no page is printed twice.
    """
    titles = {page["file"]: page["title"] for page in about["pages"]}
    own = {job.file: titles[job.file] for job in jobs if job.shared}
    teams = {job.file: job.name for job in sorted(jobs, key=lambda job: job.file) if not job.shared}
    numbers = _tables({job.file: job for job in jobs}, own, teams, tables)
    sheet = f"{wave}-numbers.xlsx"
    write_workbook(work / sheet, about, numbers)
    printed = set(_printed(work, [*own], [*teams], about["closed"], pdf, published))
    papers, team_papers = ([_file(_paper(file), say("files.as_pdf", title=title)) for file, title in some.items()
                            if file in printed] for some in (own, teams))
    books = [_file(f"{Path(file).stem}.ipynb", say("files.as_notebook", title=title)) for file, title in own.items()]
    groups = [_group(say("files.all_together"), [_file(sheet, say("files.as_spreadsheet"))]),
              _group(say("files.to_print"), papers), _group(say("files.teams_to_print"), team_papers, fold=True),
              *_numbers(work, numbers, about["draft"]),
              _group(say("files.to_check"), [*books, _file("manifest.json", say("files.manifest"))], fold=True)]
    return [group for group in groups if group["files"]]


def put_in_one_file(work: Path, wave: str, about: dict, downloads: list[dict]) -> list[dict]:
    """Zip everything in `work`; returns the downloads with the zip as the first."""
    name = f"{wave}.zip"
    zipped(work, wave, about["closed"], work / name)
    first, *others = downloads
    return [first | {"files": [_file(name, say("files.as_zip")), *first["files"]]}, *others]


def zipped(folder: Path, name: str, dated: str, target: Path) -> None:
    """Put everything in a folder into the file `target`, under the folder `name`, each file dated by the day `dated`
    ("2016-11-04"): the same bytes for the same files. One file at a time is in memory."""
    moment = *map(int, dated.split("-")), 0, 0, 0
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    with ZipFile(target, "w") as box:
        for path in paths:
            member = ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", moment)
            member.create_system, member.external_attr = 3, 0o644 << 16  # as on any machine
            box.writestr(member, path.read_bytes(), ZIP_DEFLATED)


def _tables(jobs, own, teams, tables) -> list[Shown]:
    """The tables of the pages, each once, then those of all teams together."""
    def of(titles):
        for file, title in titles.items():
            yield from tables_of(tables(jobs[file]), title)

    return [*once(of(own)), *in_one(of(teams), say("teams.team"), say("files.team_pages_together"))]


def _numbers(work, tables, draft):
    """A file for each table; a group for each page, in which a table stands that no page before it had.

    A CSV file has no room for a mark, so the name of a draft's says that it is one.
    """
    (work / _FOLDER).mkdir()
    groups = {}
    for number, table in enumerate(tables, 1):
        name = f"{_FOLDER}/{'draft-' * draft}table-{number:02}-{table.name}.csv"
        write_file(table, work / name)
        title = say("files.table_named", number=number, title=table.title)
        groups.setdefault(table.pages[0], []).append(_file(name, title))
    return [_group(say("files.tables_of", page=page), files, fold=True) for page, files in groups.items()]


def _printed(work, pages, teams, dated, pdf, published):
    """The pages that have a PDF file now; where nobody asked for them, a Chromium that fails is no reason to stop."""
    if pdf is False or pdf is None and not find_chromium():
        return []
    wanted = [*pages, *(teams if pdf else [])]
    try:
        print_pages(work, [page for page in wanted if not (published and _as_before(work, page, published))], dated)
    except BadInput:
        if pdf:
            raise
        return []
    return wanted


def _as_before(work, page, published):
    """Takes over the PDF file of a page that has not changed, and says whether it could."""
    old, paper = published.same_file(page), published.same_file(_paper(page))
    if not (old and paper and file_digest(work / page) == file_digest(old)):
        return False
    shutil.copyfile(paper, work / _paper(page))
    return True


def _paper(page):
    return Path(page).with_suffix(".pdf").as_posix()


def _group(title, files, fold=False):
    return {"title": title, "fold": fold, "files": files}


def _file(file, title):
    return {"file": file, "title": title}
