"""One accessible spreadsheet of every published number: cover, contents, notes, and a sheet for each table.

It follows the Analysis Function's guidance for statistics in spreadsheets: one marked table a sheet with its title in
the first cell and its source above it, no merged cells, no empty rows, numbers as numbers. The library written for that
guidance (gptables) does not run with pandas 3; so this is plain XlsxWriter.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from coprod.report.cells import KINDS, WITHHELD, points, whole
from coprod.report.messages import say
from coprod.site.downloads.numbers import Shown
from coprod.site.downloads.row_stream import Below, Unmarked, Values, pack_alike

_NUMBERS = {"percent": "0%", "points": "+General;\u2212General;0", "hundred": "0", "": "#,##0"}  # by the unit of cells
_NOTED = ("percent", "range", "points", "points range", "whole", "hundred", "hundred range", "score")
_FONT = {"font_name": "Arial", "font_size": 12, "valign": "top"}
_WIDEST = 60  # characters of a column, before its words run over several lines


def write_workbook(target: Path, about: dict, tables: list[Shown]) -> None:
    """Write the spreadsheet file, the same bytes for the same tables. about: title, closed, intro, who, floor, draft,
    invented.

    However many rows a table has, few of them are in memory at a time.
    """
    import xlsxwriter

    title = say("files.all_numbers", title=about["title"])
    with TemporaryDirectory(dir=target.parent) as place:
        options = {"tmpdir": place, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(made := Path(place) / "made.xlsx", options) as book:
            book.set_properties({"title": title, "created": datetime.fromisoformat(about["closed"])})
            look = _looks(book)
            _cover(book.add_worksheet(say("files.cover")), [title, *_cover_words(about)], look)
            _contents(book.add_worksheet(say("files.contents")), tables, look)
            notes = [[str(n), say("files.column_notes", kind=kind)] for n, kind in enumerate(_NOTED, 1)]
            _listed(book.add_worksheet(say("files.notes")), say("files.notes"), [], say("files.note_headings"), notes,
                    look, "notes")
            for number, table in enumerate(tables, 1):
                _numbers(book.add_worksheet(_sheet(number)), number, table, look)
        pack_alike(made, target)


def _cell_of(field) -> Callable:
    """What makes the cell of a value of a column: a number, rounded as on the page, or words; "" is an empty cell.

    field: of the table's data resource. Shares lie between 0 and 1, changes are points: 0.86 is 0.86, -0.05 is -5.
    """
    unit = KINDS[field["kind"]].unit

    def cell(value):
        if value == WITHHELD and unit:
            return say("numbers.withheld")
        made = {"points": points, "hundred": whole}.get(unit, lambda number: number)
        return "" if value is None else made(value)

    return cell


def _sheet(number):
    return say("files.table_number", number=number)


def _looks(book):
    looks = {"text": {"text_wrap": True}, "line": {}, "title": {"bold": True, "font_size": 16}, "link": {
        "underline": 1, "font_color": "#0F4577"}, "head": {"bold": True, "text_wrap": True, "bottom": 1},
        "number head": {"bold": True, "text_wrap": True, "bottom": 1, "align": "right"},
        "words": {"text_wrap": True, "align": "right"}}
    looks |= {unit: {"num_format": shape, "align": "right"} for unit, shape in _NUMBERS.items()}
    return {name: book.add_format(_FONT | look) for name, look in looks.items()}


def _on_paper(sheet):
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _cover_words(about):
    marks = [say("survey.draft")] * about["draft"] + [say("survey.invented")] * about["invented"]
    told = about["intro"], about["who"], say("files.how_to_use")
    return [*marks, *told, *say("survey.protection", floor=about["floor"])]


def _cover(sheet, texts, look):
    _on_paper(sheet)
    sheet.set_column(0, 0, 85)
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, text, look["text" if row else "title"])


def _contents(sheet, tables, look):
    rows = [[_sheet(number), table.title, "; ".join(table.pages)] for number, table in enumerate(tables, 1)]
    top = _listed(sheet, say("files.contents"), [], say("files.contents_headings"), rows, look, "contents")
    for row, (name, *_) in enumerate(rows, top):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", look["link"], name)


def _numbers(sheet, number, table, look):
    empty = any(value in (None, "") for row in table.rows for value in row)
    lines = filter(None, [table.said, say("files.one_table"), say("files.empty_cells") if empty else "", table.source])
    units = ["text" if field["type"] == "string" else KINDS[field["kind"]].unit for field in table.fields]
    _listed(sheet, table.title, list(lines), [f"{field['title']}{_mark(field)}" for field in table.fields],
            Values(table.rows, [_cell_of(field) for field in table.fields]), look, f"table_{number}", units, long=True)


def _mark(field):
    """Where a note says how to read a column, what points there."""
    kind = field["kind"]
    kind = {"open range": "range", "estimate": "range" if field["part"] else "percent"}.get(kind, kind)
    return say("files.note_mark", number=_NOTED.index(kind) + 1) if kind in _NOTED else ""


def _listed(sheet, title, lines, headings, rows, look, name, units=(), long=False):
    """A title, some lines about the table, and the table, marked as one; returns its first row below the headings.

    units: of each column, "text" for words; long: rows are made again when the file is written, so that they need not
    fit into memory.
    """
    _on_paper(sheet)
    sheet.write_string(0, 0, title, look["title"])
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, line, look["line"])
    top, units, headings = len(lines) + 1, units or ["text"] * len(headings), _different(headings)
    sheet.table_cells = Unmarked()
    if rows:
        heads = [{"header": head, "header_format": look["head" if unit == "text" else "number head"]}
                 for head, unit in zip(headings, units, strict=True)]
        sheet.add_table(top, 0, top + len(rows), len(headings) - 1, {
            "columns": heads, "autofilter": False, "style": None, "name": name})
    _fill(sheet, top + 1, rows, units, headings, look, long)
    return top + 1


def _fill(sheet, top, rows, units, headings, look, long):
    """Write the rows from the row `top` on, and make the columns as wide as their words need."""
    below = Below(sheet.table, top, rows)
    for n, row in enumerate(rows, top):
        for column, (unit, value) in enumerate(zip(units, row, strict=True)):
            _write(sheet, n, column, value, unit, look)
        below.remember(row, sheet.table[n])
        if long:
            del sheet.table[n]
    sheet.table = below if long else sheet.table
    for column, head in enumerate(headings):
        longest = max([len(head) / 2, *(len(str(value)) for place, value in below.cells if place == column)])
        sheet.set_column(column, column, min(max(14, 1.2 * longest), _WIDEST))


def _write(sheet, row, column, value, unit, look):
    if value == "":
        sheet.write_blank(row, column, None, look[unit])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look["text" if unit == "text" else "words"])
    else:
        sheet.write_number(row, column, value, look[unit])


def _different(headings):
    """The headings, each unlike the ones before: a spreadsheet's table allows no two alike."""
    made = []
    for heading in headings:
        alike = sum(heading.casefold() == other.casefold() for other in headings[:len(made)])
        made.append(say("files.again", heading=heading, number=alike + 1) if alike else heading)
    return made
