"""Reads spreadsheets (XLSX, XLS, ODS) as rows of text; what would unpack to fill the memory is refused first."""

import os
import re
import sys
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from coprod.errors import BadInput
from coprod.opening import column_number, furthest_of_ods
from coprod.private.readers.columns import TOP, Part, column_of

_ROWS = 50_000  # rows of a part
_CELLS, _BYTES, _PIECE = 20_000_000, 1 << 30, 1 << 20
_PLACE = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f[ >/]|(table:formula)=')
_ERROR = re.compile(rb'<(?:\w+:)?c (?=[^>]*?t="e")[^>]*?r="([A-Z]+\d+)"')
_OVERLAP = 512  # longer than the start of any cell
_BROKEN = (OSError, ValueError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, NotImplementedError,
           RuntimeError)


@dataclass(frozen=True)
class Sheet:
    """A sheet as it lies there, all of it in memory; `rows`: its cells as text; `unread`: sheets that were not read."""

    path: Path
    rows: list[list[str]]
    unread: tuple[str, ...] = ()
    name: str = ""

    begins = 0

    def sheets(self) -> Iterator["Sheet"]:
        """This sheet and then every other visible one, which are read only if somebody asks for them."""
        yield self
        if self.unread:
            yield from _others(self)

    @property
    def top(self) -> list[list[str]]:
        """The first rows."""
        return self.rows[:TOP]

    def notes(self, headings: int) -> list[str]:
        """What a person should know of how the file was opened."""
        unread = ", ".join(f'"{name}"' for name in self.unread)
        return [f'{self.path.name}: only the sheet "{self.name}" was read, not {unread}.'] if unread else []

    def parts(self, headings: int, columns: Collection[int]) -> Iterator[Part]:
        """The rows below the headings in parts."""
        for start in range(headings, len(self.rows), _ROWS):
            rows = self.rows[start : start + _ROWS]
            yield Part({n: column_of([row[n] for row in rows]) for n in columns}, len(rows))

    def every_row(self) -> list[list[str]]:
        """All rows as text."""
        return self.rows

    def lines(self, headings: int, rows: Collection[int]) -> list[int]:
        """The numbers that a spreadsheet shows beside some rows below the headings."""
        return [headings + row + 1 for row in rows]


def open_sheet(path: Path) -> Sheet:
    """The first visible sheet that holds anything. Raises BadInput: no spreadsheet, formulas, too big."""
    from python_calamine import SheetVisibleEnum

    with _opened(path) as (book, full):
        shown = [about.name for about in book.sheets_metadata
                 if about.visible == SheetVisibleEnum.Visible and about.name in full]
        unread = tuple(name for name in full if name not in shown[:1])
        return Sheet(path, _rows(full[shown[0]]) if shown else [], unread, next(iter(shown), ""))


def every_sheet(path: Path) -> dict[str, list[list[str]]]:
    """The rows of all sheets of a workbook as text. Raises BadInput: no spreadsheet, formulas, too big."""
    with _opened(path) as (_, full):
        return {name: _rows(sheet) for name, sheet in full.items()}


def _others(first: Sheet) -> Iterator[Sheet]:
    from python_calamine import SheetVisibleEnum

    with _opened(first.path) as (book, full):
        for about in book.sheets_metadata:
            if about.name in first.unread and about.visible == SheetVisibleEnum.Visible:
                unread = tuple(name for name in full if name != about.name)
                yield Sheet(first.path, _rows(full[about.name]), unread, about.name)


@contextmanager
def _opened(path: Path):
    """The workbook and its sheets that hold anything; raises BadInput where it cannot be read."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        if path.suffix.lower() != ".xls":
            _check_archive(path)
        with _unseen():
            book = CalamineWorkbook.from_path(path)
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        yield book, {sheet.name: sheet for sheet in sheets if sheet.height}
    except BadInput:
        raise
    except BaseException as error:  # what the reader's own language calls a panic is no Exception
        if isinstance(error, (CalamineError, *_BROKEN)) or type(error).__name__ == "PanicException":
            raise BadInput(f"{path.name} cannot be opened as a spreadsheet. Export it again.") from None
        raise


@contextmanager
def _unseen():
    """Keep from the screen what the reader itself, which is no Python, writes there when a file is broken."""
    sys.stderr.flush()
    screen, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(screen, 2)
        os.close(screen)
        os.close(nowhere)


def _rows(sheet) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _check_archive(path: Path) -> None:
    """Look through a packed spreadsheet before it is opened: how much it holds, how far it reaches, no formulas."""
    left = _BYTES
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            sheet, rows, columns, tail = "worksheets/" in name, 0, 0, b""
            with archive.open(name) as member:
                while piece := member.read(_PIECE):
                    left -= len(piece)
                    _refuse_too_big(path, left < 0)
                    text, tail = tail + piece, piece[-_OVERLAP:]
                    if sheet or name == "content.xml":
                        _refuse_formulas(path, text)
                        _refuse_errors(path, text)
                    for letters, row in set(_PLACE.findall(text)) if sheet else ():
                        rows, columns = max(rows, int(row)), max(columns, column_number(letters))
            if name == "content.xml":
                with archive.open(name) as member:
                    rows, columns = furthest_of_ods(member)
            _refuse_too_big(path, rows * columns > _CELLS)


def _refuse_too_big(path: Path, too_big: bool) -> None:
    if too_big:
        raise BadInput(f"{path.name} is too big for a spreadsheet of answers, or its cells lie too far apart. "
                       "Export it again as CSV.")


def _refuse_formulas(path: Path, text: bytes) -> None:
    if found := _FORMULA.search(text):
        place = f", cell {found[1].decode()}" if found[1] else ""
        raise BadInput(f"{path.name}{place}: the workbook holds a formula, and no survey tool writes one. Export the "
                       "answers again, and do not change the file.")


def _refuse_errors(path: Path, text: bytes) -> None:
    if found := _ERROR.search(text):
        raise BadInput(f"{path.name}, cell {found[1].decode()}: the cell holds an error of the spreadsheet, such as "
                       "#N/A, and no survey tool writes one. Export the answers again, and do not change the file.")
