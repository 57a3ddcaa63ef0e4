"""Opens every table that a person brings, CSV or workbook: looked through first; what is wrong is said in its terms."""

import csv
import errno
import io
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from xml.etree import ElementTree

from coprod.errors import BadInput, names_file

LONGEST = 32_767  # characters that a cell of a spreadsheet can hold
_PIECE, _OVERLAP = 1 << 20, 512  # bytes read at a time; longer than the start of any cell
_PLACE = re.compile(rb'<(?:\w+:)?(?:c|row)\s[^>]*?\br\s*=\s*["\'](?:([A-Za-z]{1,9}))?(\d{1,20})["\']')
_FORMULA = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f[ >/]|(table:formula)=')
_BROKEN = (ValueError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, NotImplementedError,
           RuntimeError, OverflowError, MemoryError)
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LOCKED = b"\xd0\xcf\x11\xe0"  # how an encrypted workbook begins
_RUN = re.compile(r"[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+\-]?\d[\w\s,.%\u2013\u2212]*")  # and words behind it, but no sign that reckons


@dataclass(frozen=True)
class FileKind:
    """What a person does about a file of this kind.

    again: where it cannot be read; smaller: where it is too big; formula: about a formula ("": its value counts);
    cells: how far they may reach (rows × columns); size: bytes, unpacked; longest: characters of a cell.
    """

    again: str
    smaller: str
    formula: str = ""
    cells: int = 5_000_000
    size: int = 64 << 20
    longest: int = LONGEST


_TRIM = "Delete the rows below and the columns to the right of what is filled in, and save it again."
EXPORT = FileKind("Export it again.", "Export it again as CSV.",
                  "the workbook holds a formula, and no survey tool writes one. Export the answers again, and do not "
                  "change the file.", 20_000_000, 1 << 30, sys.maxsize)
CODEBOOK = FileKind("Open it in a spreadsheet program and save it again as .xlsx, without a password.", _TRIM)
TABLE = FileKind("Save it again as XLSX, without a password, or as “CSV UTF-8”.", _TRIM)
CODING = FileKind("Bring back the last copy that could be opened. Without one, move this file away and run `coprod "
                  "comments` again, which makes a new one without codes.", _TRIM,
                  "a formula stands there, and only what it shows now would be kept. Copy the cell, and paste it in "
                  "the same place as a value.", size=1 << 28)


def rows_of_text(path: Path, kind: FileKind = TABLE) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the line on which it starts; commas, semicolons, tabs or bars between cells.

    Raises BadInput: too big, no text, not UTF-8, a cell that never ends.
    """
    text = _text_of(path, kind)
    first = next(iter(text.splitlines()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=first.count))
    rows, number = [], 1
    try:
        for cells in reader:
            rows.append((number, [as_typed(cell) for cell in cells]))
            number = reader.line_num + 1
    except csv.Error:
        raise BadInput(f"{path.name}, line {number}: a cell of this line does not end, or is longer than a cell of a "
                       "spreadsheet can be. Look for a quotation mark that is opened and not closed.") from None
    return rows


def first_sheet(path: Path, kind: FileKind = TABLE) -> list[tuple[int, list]]:
    """The rows of the first sheet of a workbook, with their numbers; cells are texts, numbers or dates.

    Raises BadInput as `opened`.
    """
    with opened(path, kind) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False) if book.sheet_names else []
    return checked_cells(path, "", list(enumerate(rows, 1)), kind)


def checked_cells(path: Path, sheet: str, rows: list[tuple[int, list]], kind: FileKind) -> list[tuple[int, list]]:
    """The same rows; raises BadInput by line where a cell is longer than a spreadsheet program would write it."""
    where = f"{path.name}, sheet {sheet}" if sheet else path.name
    for number, cells in rows:
        if any(isinstance(cell, str) and len(cell) > kind.longest for cell in cells):
            raise BadInput(f"{where}, line {number}: a cell holds more than {kind.longest:,} letters. Shorten it.")
    return rows


@contextmanager
def opened(path: Path, kind: FileKind) -> Iterator:
    """A workbook (XLSX, XLS, ODS) as python-calamine opens it, looked through first.

    Raises BadInput where it is none, is locked by a password, would fill the memory, or holds a formula that `kind`
    does not take; OSError where the disk fails.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    with path.open("rb") as file:
        start = _read(file, path, 4)
    try:
        if path.suffix.lower() != ".xls":
            _check_archive(path, kind, start)
        with _unseen():
            book = CalamineWorkbook.from_path(path)
            yield book
    except BadInput:
        raise
    except BaseException as error:  # what the reader's own language calls a panic is no Exception
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):  # a damaged file leads anywhere
            raise names_file(error, path)  # noqa: B904
        if isinstance(error, (CalamineError, OSError, *_BROKEN)) or type(error).__name__ == "PanicException":
            raise BadInput(f"{path.name} cannot be opened as a spreadsheet. {kind.again}") from None
        raise


def harmless(text: str) -> str:
    """Words that a spreadsheet program could run as a formula get an apostrophe; numbers with a sign stay as they are.

    `as_typed` takes it away again.
    """
    return f"'{text}" if _RUN.match(text) and not _NUMBER.fullmatch(text) or _guarded(text) else text


def as_typed(text: str) -> str:
    """Words without the apostrophe that `harmless` gave them."""
    return text[1:] if _guarded(text) else text


def _guarded(text: str) -> bool:
    bare = text.lstrip("'")
    return text.startswith("'") and bool(_RUN.match(bare)) and not _NUMBER.fullmatch(bare)


def _text_of(path: Path, kind: FileKind) -> str:
    with path.open("rb") as file:
        data = _read(file, path, kind.size + 1)
    if len(data) > kind.size:
        raise BadInput(f"{path.name} is far bigger than a table that a person fills in. {kind.smaller}")
    if data.startswith((b"PK\x03\x04", _LOCKED)):
        raise BadInput(f"{path.name} is a spreadsheet that bears the name of a CSV file. Open it in a spreadsheet "
                       "program and save it as “CSV UTF-8”.")
    text = _decoded(data, path)
    if "\0" in text or text.lstrip()[:1] == "<":
        raise BadInput(f"{path.name} holds no table of cells. Open the table in a spreadsheet program and save it as "
                       "“CSV UTF-8”.")
    return text


def _decoded(data: bytes, path: Path) -> str:
    """A table as spreadsheet programs save it: UTF-8, or what Windows writes (UTF-16 with its mark, cp1252)."""
    for codec in ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"{path.name} cannot be read as text. Save it again as “CSV UTF-8”.")


def _read(file, path: Path, size: int) -> bytes:
    try:
        return file.read(size)
    except OSError as error:
        raise names_file(error, path)  # noqa: B904


@contextmanager
def _unseen() -> Iterator[None]:
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


def _check_archive(path: Path, kind: FileKind, start: bytes) -> None:
    """Look through a packed spreadsheet before it is opened: how much it holds, how far it reaches, no formulas."""
    if start == _LOCKED:
        raise BadInput(f"{path.name} cannot be opened as a spreadsheet: it is locked by a password, or of an old kind. "
                       f"{kind.again}")
    left = kind.size
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            sheet, far = "worksheets/" in name, (0, 0)
            with archive.open(name) as member:
                for text, new in _pieces(member):
                    left -= new
                    _refuse_too_big(path, kind, left < 0)
                    _refuse_tricks(path, kind, text, sheet or name == "content.xml")
                    far = _furthest(text, far) if sheet else far
            if name == "content.xml":
                with archive.open(name) as member:
                    far = furthest_of_ods(member)
            _refuse_too_big(path, kind, far[0] * far[1] > kind.cells)


def _pieces(member) -> Iterator[tuple[bytes, int]]:
    """The text in pieces that overlap, each with how many of its bytes are new."""
    tail = b""
    while piece := member.read(_PIECE):
        yield tail + piece, len(piece)
        tail = piece[-_OVERLAP:]


def _refuse_too_big(path: Path, kind: FileKind, too_big: bool) -> None:
    if too_big:
        raise BadInput(f"{path.name} is too big for a spreadsheet of its kind, or its cells lie too far apart. "
                       f"{kind.smaller}")


def _refuse_tricks(path: Path, kind: FileKind, text: bytes, cells: bool) -> None:
    if b"<!ENTITY" in text or b"<!DOCTYPE" in text:
        raise BadInput(f"{path.name} cannot be opened as a spreadsheet: it holds instructions that no spreadsheet "
                       f"program writes. {kind.again}")
    if kind.formula and cells and (found := _FORMULA.search(text)):
        place = f", cell {found[1].decode()}" if found[1] else ""
        raise BadInput(f"{path.name}{place}: {kind.formula}")


def _furthest(text: bytes, far: tuple[int, int]) -> tuple[int, int]:
    rows, columns = far
    for letters, row in set(_PLACE.findall(text)):
        rows, columns = max(rows, int(row)), max(columns, column_number(letters.upper()))
    return rows, columns


def column_number(letters: bytes) -> int:
    """28 for AB."""
    return reduce(lambda number, letter: number * 26 + letter - ord("A") + 1, letters, 0)


def furthest_of_ods(content) -> tuple[int, int]:
    """How many rows and columns of a sheet of OpenDocument hold anything, with all that it repeats."""
    furthest = widest = row = column = full = 0
    for event, element in ElementTree.iterparse(content, ("start", "end")):
        kind = "row" if element.tag == f"{_ODF}table-row" else "column"
        repeated = int(element.get(f"{_ODF}number-{kind}s-repeated", 1))
        if event == "start" and element.tag == f"{_ODF}table":
            row = 0
        elif event == "start" and element.tag == f"{_ODF}table-row":
            column = full = 0
        elif event == "end" and element.tag == f"{_ODF}table-cell":
            column += repeated
            full = column if len(element) else full
        elif event == "end" and element.tag == f"{_ODF}table-row":
            row += repeated
            furthest, widest = (row if full else furthest), max(widest, full)
            element.clear()
    return furthest, widest
