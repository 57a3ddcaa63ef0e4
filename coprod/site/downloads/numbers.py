"""The tables of pages, with the types they had there: each once, and those of many alike pages in one."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import SpooledTemporaryFile

from coprod.report.data_resource import BOM, write_csv

_MOST_ROWS = 1_000_000  # of one table: a spreadsheet program opens hardly more
_IN_MEMORY = 1 << 20  # bytes of a table of many pages; the rest lies in a file without a name


@dataclass
class Shown:
    """A table as readers meet it.

    fields: of its data resource, a column each; rows: their values, on disk for a table of many pages; name: of its
    file, without ending; pages: where it stands; said: the words of the finding it belongs to.
    """

    title: str
    source: str
    name: str
    fields: list[dict]
    rows: "list[list] | Rows"
    pages: list[str] = field(default_factory=list)
    said: str = ""


def tables_of(resources: Iterable[dict], page: str) -> list[Shown]:
    """The tables of a page, from their data resources; those without rows are left out. page: its heading."""
    return [_shown(resource, page) for resource in resources if resource["data"]]


def once(tables: Iterable[Shown]) -> list[Shown]:
    """Each different table once, with all pages it stands on."""
    places = {}
    for table in tables:
        key = json.dumps([table.title, table.source, table.fields, table.rows])
        same = places.setdefault(key, replace(table, pages=[]))
        same.pages += [page for page in table.pages if page not in same.pages]
    return list(places.values())


def in_one(tables: Iterable[Shown], heading: str, page: str) -> list[Shown]:
    """The tables of many alike pages, such as of all teams, in one for each title; the page's heading is a new first
    column.

    tables: of one page after the other, of which each is forgotten before the next; heading: of the new column; page:
    what these pages are called together.
    """
    made, alike = [], {}
    first = {"name": "page", "title": heading, "type": "string", "column": "page", "heading": heading, "kind": "text",
             "part": ""}
    for table in tables:
        key = table.title, json.dumps(table.fields)
        if key not in alike or len(alike[key].rows) + len(table.rows) > _MOST_ROWS:
            alike[key] = replace(table, said="", fields=[first, *table.fields], rows=Rows(), pages=[page])
            made.append(alike[key])
        for row in table.rows:
            alike[key].rows.append([table.pages[0], *row])
    return made


def write_file(table: Shown, path: Path) -> None:
    """Write a table as a CSV file, row by row: the bytes of its link on the page, if it is of one."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        write_csv(file, table.fields, table.rows)


class Rows:
    """Rows that need not fit into memory; they are on disk, in a file without a name, until nobody needs them."""

    def __init__(self):
        self.file, self.number, self.end = SpooledTemporaryFile(_IN_MEMORY), 0, 0  # noqa: SIM115

    def append(self, row: list) -> None:
        """Add a row, of what JSON can hold, at the end."""
        self.file.seek(self.end)
        self.end += self.file.write(json.dumps(row).encode() + b"\n")
        self.number += 1

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[list]:
        place = 0
        while place < self.end:
            self.file.seek(place)
            line = self.file.readline()
            place += len(line)
            yield json.loads(line)


def _shown(resource: dict, page: str) -> Shown:
    fields = resource["schema"]["fields"]
    rows = [[row[one["name"]] for one in fields] for row in resource["data"]]
    return Shown(resource["title"], resource["sources"][0]["title"], resource["name"], fields, rows, [page],
                 resource.get("description", ""))
