"""The tables of pages, read out of what was published: nothing in them is worked out again."""

import csv
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from io import StringIO
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile

from coprod.report.cells import as_shown, harmless
from coprod.report.data_resource import BOM

_HEADING = re.compile("<h1[^>]*>(.*?)</h1>", re.S)
# What `Finding.html` and `Table.html` write: a finding's first words, its end, and a table with the link to its file.
_PARTS = re.compile(
    r'<section class="finding"><h(\d)[^>]*>(?P<headline>.*?)</h\1><p class="summary">(?P<summary>.*?)</p>|</section>|'
    r'<div class="data [^"]*" data-source="(?P<source>[^"]*)">.*?<caption>(?P<title>.*?)</caption>'
    r'.*?<a download="(?P<name>[^"]*)" href="data:text/csv[^,]*,(?P<file>[^"]*)"', re.S)
_MOST_ROWS = 1_000_000  # of one table: a spreadsheet program opens hardly more
_IN_MEMORY = 1 << 20  # bytes of a table of many pages; the rest lies in a file without a name


@dataclass
class Shown:
    """A table as readers meet it. Every text is the page's; `name` and `file` are those of its download link.

    rows: the texts of the cells, without the headings; the first of each row is its heading. pages: where it stands.
    said: the words of the finding it belongs to. A table of many pages has its rows on disk and no `file` in memory.
    """

    source: str
    title: str = ""
    headings: list[str] = field(default_factory=list)
    rows: "list[list[str]] | Rows" = field(default_factory=list)
    name: str = ""
    file: bytes = b""
    pages: list[str] = field(default_factory=list)
    said: str = ""


def tables_of(page: str) -> list[Shown]:
    """The tables of a page (HTML), in its order, with the page's heading."""
    found, said = [], ""
    heading = _HEADING.search(page)
    for part in _PARTS.finditer(page):
        if part["source"] is None:  # where a finding begins or ends
            said = " – ".join(map(unescape, filter(None, (part["headline"], part["summary"]))))
            continue
        file = b64decode(part["file"])
        headings, *rows = csv.reader(StringIO(file.decode("utf-8-sig"), newline=""))
        if rows:
            found.append(Shown(unescape(part["source"]), unescape(part["title"]), headings,
                               [[as_shown(cell) for cell in row] for row in rows], part["name"], file,
                               [unescape(heading[1])] if heading else [""], said))
    return found


def once(tables: Iterable[Shown]) -> list[Shown]:
    """Each different table once, with all pages it stands on."""
    places = {}
    for table in tables:
        same = places.setdefault((table.title, table.source, table.file), replace(table, pages=[]))
        same.pages += [page for page in table.pages if page not in same.pages]
    return list(places.values())


def in_one(tables: Iterable[Shown], heading: str, page: str) -> list[Shown]:
    """The tables of many alike pages, such as of all teams, in one for each title; the page's heading is a new first column.

    tables: of one page after the other, of which each is forgotten before the next; heading: of the new column; page: what
    these pages are called together.
    """
    made, alike = [], {}
    for table in tables:
        key = table.title, tuple(table.headings)
        if key not in alike or len(alike[key].rows) + len(table.rows) > _MOST_ROWS:
            alike[key] = replace(table, said="", headings=[heading, *table.headings], rows=Rows(), file=b"", pages=[page])
            made.append(alike[key])
        for row in table.rows:
            alike[key].rows.append([table.pages[0], *row])
    return made


def write_csv(table: Shown, path: Path) -> None:
    """Write the file of a table: the bytes of its download link, or those of a table of many pages, row by row."""
    if table.file:
        path.write_bytes(table.file)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        csv.writer(file, lineterminator="\r\n").writerows(map(harmless, row) for row in chain([table.headings], table.rows))


class Rows:
    """Rows of texts that need not fit into memory; they are on disk, in a file without a name, until nobody needs them."""

    def __init__(self):
        self.file, self.number, self.end = SpooledTemporaryFile(_IN_MEMORY), 0, 0  # noqa: SIM115

    def append(self, row: list[str]) -> None:
        """Add a row at the end."""
        self.file.seek(self.end)
        self.end += self.file.write(json.dumps(row).encode() + b"\n")
        self.number += 1

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[list[str]]:
        place = 0
        while place < self.end:
            self.file.seek(place)
            line = self.file.readline()
            place += len(line)
            yield json.loads(line)
