"""The numbers of a table as a Frictionless data resource, and that as a CSV file: what every download is made of."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from coprod.opening import harmless
from coprod.report.cells import KINDS, WITHHELD, is_there, is_withheld
from coprod.report.messages import say, without_marks

BOM = "\ufeff"  # so that spreadsheet programs read the file as UTF-8
_LONGEST = 60  # characters of a file's name


def resource_of(title: str, source: str, columns: Mapping[str, tuple[str, str, list]]) -> dict:
    """The resource of a table. columns: id -> its heading, its kind of `cells.KINDS`, its values.

    Each number of a cell is a field, named as its column where it is the first. Shares are numbers from 0 to 1, changes
    from -1 to 1, no finer than they are shown; "withheld" is a missing value.
    """
    fields = _fields(columns)
    parts = [part for _, kind, values in columns.values() for part in _parts(kind, values)]
    names = [one["name"] for one in fields]
    return {"profile": "tabular-data-resource", "name": slug(title), "title": title, "sources": [{"title": source}],
            "schema": {"fields": fields, "missingValues": ["", WITHHELD]},
            "data": [dict(zip(names, row, strict=True)) for row in zip(*parts, strict=True)]}


def columns_of(resource: dict) -> dict[str, tuple[str, str, list]]:
    """The columns that a resource was made of."""
    found = {}
    for one in resource["schema"]["fields"]:
        found.setdefault(one["column"], []).append(one)
    return {column: (fields[0]["heading"], fields[0]["kind"], _values(fields, resource["data"]))
            for column, fields in found.items()}


def csv_text(resource: dict) -> str:
    """A resource as CSV text (`write_csv`)."""
    text, fields = StringIO(), resource["schema"]["fields"]
    write_csv(text, fields, [[row[one["name"]] for one in fields] for row in resource["data"]])
    return text.getvalue()


def write_csv(file, fields: list[dict], rows: Iterable[list]) -> None:
    """Write rows, which can be gone through twice, as CSV: numbers with their unit in the heading, a range as two.

    A cell that is withheld is empty, and the last column says so; it is there only if one is. fields: of a resource.
    """
    notes = any(_note(row, fields) for row in rows)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_in_file(one["title"]) for one in fields] + [say("tables.note")] * notes)
    for row in rows:
        cells = [KINDS[one["kind"]].in_file(value) for one, value in zip(fields, row, strict=True)]
        writer.writerow([_in_file(cell) for cell in [*cells, *[_note(row, fields)] * notes]])


def slug(title: str) -> str:
    """A title as the name of a file, without its ending."""
    name = "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
    return name if len(name) <= _LONGEST else name[:_LONGEST].rpartition("-")[0]


def _fields(columns) -> list[dict]:
    made, taken = [], set()
    for column, (heading, name, _) in columns.items():
        kind = KINDS[name]
        for part in kind.parts:
            field = f"{column}_{part}" if part else column
            while field in taken:
                field += "_"
            taken.add(field)
            unit = {"unit": "proportion"} if kind.unit else {}
            made.append({"name": field, "title": kind.heading(heading, part), "type": kind.type} | unit
                        | {"column": column, "heading": heading, "kind": name, "part": part})
    return made


def _parts(name: str, values: Iterable) -> list[list]:
    """The values of a column as those of its fields."""
    kind = KINDS[name]
    none = [None] * len(kind.parts)
    rows = [[WITHHELD, *none[1:]] if is_withheld(name, value) else kind.fields(value) if is_there(value) else none
            for value in values]
    return [list(part) for part in zip(*rows, strict=True)] if rows else [[] for _ in none]


def _values(fields, data) -> list:
    kind = KINDS[fields[0]["kind"]]
    return [kind.value([row[one["name"]] for one in fields]) for row in data]


def _in_file(cell):
    return harmless(without_marks(cell)) if isinstance(cell, str) else cell


def _note(row: list, fields) -> str:
    """What a row of the file says of its cells that are withheld."""
    shares = [(one, value) for one, value in zip(fields, row, strict=True)
              if one["part"] == "" and KINDS[one["kind"]].unit]
    hidden = [one["heading"] for one, value in shares if value == WITHHELD]
    if 0 < len(hidden) < len(shares):
        return say("tables.note_of", withheld=say("numbers.withheld"), headings=say("numbers.comma").join(hidden))
    return say("numbers.withheld") if hidden else ""
