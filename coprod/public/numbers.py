"""The tables of pages, read out of what was published: nothing in them is worked out again."""

import csv
from base64 import b64decode
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from io import StringIO

from coprod.public.tables import BOM, harmless

_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass
class Shown:
    """A table as readers meet it. Every text is the page's; `name` and `file` are those of its download link.

    rows: the texts of the cells, without the headings; the first of each row is its heading. pages: where it stands.
    said: the words of the finding it belongs to.
    """

    source: str
    title: str = ""
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    name: str = ""
    file: bytes = b""
    pages: list[str] = field(default_factory=list)
    said: str = ""


def tables_of(page: str) -> list[Shown]:
    """The tables of a page (HTML), in its order, with the page's heading."""
    reader = _Reader()
    reader.feed(page)
    return [replace(table, pages=[reader.heading]) for table in reader.found if table.rows]


def once(tables: list[Shown]) -> list[Shown]:
    """Each different table once, with all pages it stands on."""
    places = {}
    for table in tables:
        same = places.setdefault((table.title, table.source, table.file), replace(table, pages=[]))
        same.pages += [page for page in table.pages if page not in same.pages]
    return list(places.values())


def in_one(tables: list[Shown], heading: str, page: str) -> list[Shown]:
    """The tables of many alike pages, such as of all teams, in one for each title; the page's heading is a new first column.

    heading: of that column; page: what these pages are called together.
    """
    alike = {}
    for table in tables:
        alike.setdefault((table.title, tuple(table.headings)), []).append(table)
    return [_joined(parts, heading, page) for parts in alike.values()]


def _joined(parts, heading, page):
    first = parts[0]
    rows = [[table.pages[0], *row] for table in parts for row in table.rows]
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(map(harmless, row) for row in [[heading, *first.headings], *rows])
    return replace(first, said="", headings=[heading, *first.headings], rows=rows, file=(BOM + text.getvalue()).encode(),
                   pages=[page])


class _Reader(HTMLParser):
    """Collects what `Table.html` and `Finding.html` write, and the heading of the page."""

    def __init__(self):
        super().__init__()
        self.found, self.heading, self.said, self.inside, self.text, self.wide = [], "", None, False, "", 1

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "div" and "data-source" in has:
            self.found.append(Shown(has["data-source"], said=" – ".join(self.said or ())))
            self.inside = True
        elif tag in (*_HEADINGS, "p", "caption", "th", "td"):
            self.text, self.wide = "", int(has.get("colspan", 1))
        elif tag == "section":
            self.said = [] if has.get("class") == "finding" else None
        elif self.inside and tag == "tr":
            self.found[-1].rows.append([])
        elif self.inside and tag == "a" and has.get("href", "").startswith("data:text/csv"):
            self.found[-1].name, self.found[-1].file = has["download"], b64decode(has["href"].partition(",")[2])

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if self.inside:
            self._end_in_table(tag)
        elif tag == "h1":
            self.heading = self.text
        elif tag == "section":
            self.said = None
        elif self.said is not None and tag in (*_HEADINGS, "p"):
            self.said.append(self.text)

    def _end_in_table(self, tag):
        table = self.found[-1]
        if tag == "caption":
            table.title = self.text
        elif tag in ("th", "td"):
            table.rows[-1] += [self.text, *[""] * (self.wide - 1)]
        elif tag == "thead":
            table.headings = table.rows.pop()
        self.inside = tag != "div"
