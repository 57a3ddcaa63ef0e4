"""The numbers of a table as a Frictionless data resource, and that as a CSV file: what every download is made of."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from coprod.report.cells import KINDS, WITHHELD, harmless, is_there, is_withheld
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
    """A resource as CSV text: numbers as numbers with their unit in the heading, a range in two columns.

    A cell that is withheld is empty, and the last column says so; it is there only if one is.
    """
    fields, rows = resource["schema"]["fields"], resource["data"]
    heads, notes = [one["title"] for one in fields], [_note(row, fields) for row in rows]
    cells = [[KINDS[one["kind"]].in_file(row[one["name"]]) for one in fields] for row in rows]
    if any(notes):
        heads, cells = [*heads, say("tables.note")], [[*row, note] for row, note in zip(cells, notes, strict=True)]
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [harmless(without_marks(cell)) if isinstance(cell, str) else cell for cell in row] for row in [heads, *cells])
    return text.getvalue()


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


def _note(row, fields) -> str:
    """What a row of the file says of its cells that are withheld."""
    shares = [one for one in fields if one["part"] == "" and KINDS[one["kind"]].unit]
    hidden = [one["heading"] for one in shares if row[one["name"]] == WITHHELD]
    if 0 < len(hidden) < len(shares):
        return say("tables.note_of", withheld=say("numbers.withheld"), headings=say("numbers.comma").join(hidden))
    return say("numbers.withheld") if hidden else ""
