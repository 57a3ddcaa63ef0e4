"""One accessible spreadsheet of every published number: cover, contents, notes, and a sheet for each table.

It follows the Analysis Function's guidance for statistics in spreadsheets: one marked table a sheet with its title in the
first cell and its source above it, no merged cells, no empty rows, numbers as numbers. The library written for that guidance
(gptables) does not run with pandas 3, and newer ones cannot stand beside what our tests need; so this is plain XlsxWriter.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coprod.report.messages import of_files
from coprod.report.messages.language import shape, spoken
from coprod.site.downloads.long_sheet import Below, Unmarked, Values, pack_alike
from coprod.site.downloads.numbers import Shown

_NUMBER, _SIGNED, _WHOLE = r"(\d+)", r"([+\u2212]?\d+)", r"([\d,]+)"
_FORMATS = {"percent": "0%", "points": "+0;\u22120;0", "whole": "#,##0", "hundred": "0", "score": "0"}
_FONT = {"font_name": "Arial", "font_size": 12, "valign": "top"}
_WIDEST = 60  # characters of a column, before its words run over several lines


def write_workbook(target: Path, about: dict, tables: list[Shown]) -> None:
    """Write the spreadsheet file, the same bytes for the same tables. about: title, closed, intro, who, floor, draft, invented.

    However many rows a table has, few of them are in memory at a time.
    """
    import xlsxwriter

    notes = list(of_files.COLUMN_NOTES)
    with TemporaryDirectory(dir=target.parent) as place:
        options = {"tmpdir": place, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(made := Path(place) / "made.xlsx", options) as book:
            book.set_properties({"title": of_files.all_numbers(about["title"]), "created": datetime.fromisoformat(about["closed"])})
            look = _looks(book)
            _cover(book.add_worksheet(of_files.COVER), about, look)
            _contents(book.add_worksheet(of_files.CONTENTS), tables, look)
            rows = [[str(n), text] for n, text in enumerate(of_files.COLUMN_NOTES.values(), 1)]
            _listed(book.add_worksheet(of_files.NOTES), of_files.NOTES, [], of_files.NOTE_HEADINGS, rows, look, "notes")
            for number, table in enumerate(tables, 1):
                _numbers(book.add_worksheet(of_files.table_number(number)), number, table, notes, look)
        pack_alike(made, target)


def kind_of(texts: Iterable[str]) -> str:
    """What a column holds: the kind of numbers that all its cells with digits are written as, or "text"."""
    told = [text for text in texts if re.search(r"\d", text)]
    shapes = _shapes(spoken())
    return next((kind for kind, shape in shapes.items() if told and all(re.fullmatch(shape, text) for text in told)), "text")


def cell_values(kind: str, text: str) -> list:
    """What a cell of the page is in the spreadsheet, its own rounding kept: a number or more, or its words and blanks.

    Shares lie between 0 and 1. "86%" is [0.86], "+4 to +19 points" is [4, 19], "too few to show" is itself.
    """
    shapes = _shapes(spoken())
    found = re.fullmatch(shapes[kind], text) if kind in shapes else None
    if not found:
        return [text, *[""] * (len(of_files.PARTS.get(kind, "1")) - 1)]
    numbers = [int(part.replace(",", "").replace("\u2212", "-")) for part in found.groups() if part]
    return [number / 100 for number in numbers] if kind in ("percent", "range") else numbers


@cache
def _shapes(_language):
    """What numbers of each kind look like on a page, from the sentences that write them."""
    percent = shape("numbers.percent", number=_NUMBER)
    return {"percent": percent, "range": shape("numbers.between", low=percent, high=percent),
            "points": shape("numbers.points", number=_SIGNED), "whole": _WHOLE,
            "points range": shape("numbers.points_between", low=_SIGNED, high=_SIGNED),
            "hundred": shape("numbers.in_hundred", number=_NUMBER),
            "hundred range": shape("numbers.in_hundred_between", low=_NUMBER, high=_NUMBER),
            "score": shape("numbers.score", mean=_NUMBER, low=_NUMBER, high=_NUMBER)}


def _looks(book):
    looks = {"text": {"text_wrap": True}, "line": {}, "title": {"bold": True, "font_size": 16}, "link": {
        "underline": 1, "font_color": "#0F4577"}, "head": {"bold": True, "text_wrap": True, "bottom": 1},
        "number head": {"bold": True, "text_wrap": True, "bottom": 1, "align": "right"},
        "number": {"text_wrap": True, "align": "right"}}
    looks |= {kind: {"num_format": shape, "align": "right"} for kind, shape in _FORMATS.items()}
    return {name: book.add_format(_FONT | look) for name, look in looks.items()}


def _paper(sheet):
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _cover(sheet, about, look):
    _paper(sheet)
    sheet.set_column(0, 0, 85)
    sheet.write_string(0, 0, of_files.all_numbers(about["title"]), look["title"])
    for row, text in enumerate(of_files.workbook_cover(about), 1):
        sheet.write_string(row, 0, text, look["text"])


def _contents(sheet, tables, look):
    rows = [[of_files.table_number(n), table.title, "; ".join(table.pages)] for n, table in enumerate(tables, 1)]
    top = _listed(sheet, of_files.CONTENTS, [], of_files.CONTENTS_HEADINGS, rows, look, "contents")
    for row, (name, *_) in enumerate(rows, top):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", look["link"], name)


def _numbers(sheet, number, table, notes, look):
    kinds, heads, known = [], [], []
    for place, (heading, texts) in enumerate(zip(table.headings, _different_texts(table), strict=True)):
        kind = kind_of(texts) if place else "text"
        known.append({text: cell_values(kind, text) for text in texts})
        mark = of_files.note_mark(notes.index(kind) + 1) if kind in notes else ""
        for part in of_files.PARTS.get(kind, [""]):
            kinds.append(kind.removesuffix(" range") if kind != "range" else "percent")
            heads.append(f"{heading}{part}{mark}")
    empty = any("" in values for column in known for values in column.values())
    lines = filter(None, [table.said, of_files.ONE_TABLE, of_files.EMPTY_CELLS * empty, table.source])
    _listed(sheet, table.title, list(lines), heads, Values(table.rows, known), look, f"table_{number}", kinds, long=True)


def _different_texts(table):
    """The texts of each column, each once, in the order of the rows."""
    texts = [{} for _ in table.headings]
    for row in table.rows:
        for column, text in zip(texts, row, strict=True):
            column[text] = None
    return texts


def _listed(sheet, title, lines, headings, rows, look, name, kinds=(), long=False):
    """A title, some lines about the table, and the table, marked as one; returns its first row below the headings.

    long: rows are made again when the file is written, so that they need not fit into memory.
    """
    _paper(sheet)
    sheet.write_string(0, 0, title, look["title"])
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, line, look["line"])
    top = len(lines) + 1
    kinds = kinds or ["text"] * len(headings)
    heads = [{"header": head, "header_format": look["head" if kind == "text" else "number head"]}
             for head, kind in zip(_different(headings), kinds, strict=True)]
    sheet.table_cells = Unmarked()
    if rows:
        sheet.add_table(top, 0, top + len(rows), len(headings) - 1, {
            "columns": heads, "autofilter": False, "style": None, "name": name})
    below = Below(sheet.table, top + 1, rows)
    for n, row in enumerate(rows, top + 1):
        for column, (kind, value) in enumerate(zip(kinds, row, strict=True)):
            _write(sheet, n, column, value, kind, look)
        below.remember(row, sheet.table[n])
        if long:
            del sheet.table[n]
    sheet.table = below if long else sheet.table
    for column, head in enumerate(headings):
        longest = max([len(head) / 2, *(len(str(value)) for place, value in below.cells if place == column)])
        sheet.set_column(column, column, min(max(14, 1.2 * longest), _WIDEST))
    return top + 1


def _write(sheet, row, column, value, kind, look):
    if value == "":
        sheet.write_blank(row, column, None, look[kind])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look["text" if kind == "text" else "number"])
    else:
        sheet.write_number(row, column, value, look[kind])


def _different(headings):
    """The headings, each unlike the ones before: a spreadsheet's table allows no two alike."""
    made = []
    for heading in headings:
        alike = sum(heading.casefold() == other.casefold() for other in headings[:len(made)])
        made.append(of_files.again(heading, alike + 1) if alike else heading)
    return made
