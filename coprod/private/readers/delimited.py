"""Reads CSV and TSV files of any size in parts: whole rows, and only the columns wanted."""

import csv
import io
import os
import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

import numpy as np

from coprod.errors import BadInput
from coprod.private.readers.columns import TOP, Part, column_of, from_arrow
from coprod.private.readers.encodings import decoded, encoding_of, say_encoding

_PART, _LONGEST = 4 << 20, 64 << 20  # bytes of a part, and of the longest row
_SEPARATOR = re.compile(r'"?sep=(.?)"?\s*', re.I)  # the first line of files that are meant for a spreadsheet
_WORKERS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class _Piece:
    """Some bytes of a file that hold whole rows, and how many stand before them."""

    text: bytes
    start: int


@dataclass(frozen=True)
class Delimited:
    """A CSV or TSV file as it lies there; `top`: its first rows, `begins` of which only say how it is separated."""

    path: Path
    codec: str
    delimiter: str
    top: list[list[str]]
    begins: int = 0

    def sheets(self) -> list["Delimited"]:
        """Itself: a text file has no other sheets."""
        return [self]

    def notes(self, headings: int) -> list[str]:
        """What a person should know of how the file was opened."""
        return say_encoding(self.path, self.codec, [cell for row in self.top[:headings] for cell in row])

    def parts(self, headings: int, columns: Collection[int]) -> Iterator[Part]:
        """The rows below the headings, in order, in parts. Raises BadInput by the line on which a row is not whole."""
        width, wanted, skip = max(map(len, self.top[:headings])), sorted(columns), headings
        for part in _side_by_side(lambda piece: self._part(piece, width, wanted), _whole_rows(self.path, self.codec)):
            yield part.below(skip)  # the first part holds the headings too
            skip = max(0, skip - part.rows)

    def lines(self, headings: int, rows: Collection[int]) -> list[int]:
        """The lines on which some rows below the headings end: a second look at the file, for an error only."""
        with self.path.open(encoding=self.codec, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            ends = [reader.line_num for _ in islice(filter(None, reader), headings + max(rows) + 1)]
        return [ends[headings + row] for row in rows]

    def every_row(self) -> list[list[str]]:
        """All rows as text, as long as they are: for a small file."""
        return [row for piece in _whole_rows(self.path, self.codec) for row, _ in self._rows(piece)]

    def _part(self, piece: _Piece, width: int, wanted: list[int]) -> Part:
        return (_quotes_are_sound(piece.text, self.delimiter) and self._fast(piece, width, wanted)
                or self._careful(piece, width, wanted))

    def _fast(self, piece: _Piece, width: int, wanted: list[int]) -> Part | None:
        """The rows by arrow, or None where a row is shorter or longer than the headings."""
        import pyarrow as pa
        from pyarrow import csv as fast

        heads, kinds = [str(n) for n in range(width)], {str(n): pa.dictionary(pa.int32(), pa.string()) for n in wanted}
        try:
            table = fast.read_csv(
                pa.BufferReader(piece.text),
                fast.ReadOptions(use_threads=False, block_size=len(piece.text) + 1, column_names=heads),
                fast.ParseOptions(delimiter=self.delimiter, newlines_in_values=True),
                fast.ConvertOptions(include_columns=list(kinds), column_types=kinds, strings_can_be_null=False,
                                    check_utf8=False))  # the encoding was found from all bytes
        except pa.ArrowInvalid:
            return None
        return Part({n: from_arrow(table.column(str(n)).combine_chunks()) for n in wanted}, table.num_rows)

    def _careful(self, piece: _Piece, width: int, wanted: list[int]) -> Part:
        """The rows one by one: where one ends early, blanks fill it; one with too many cells is refused by line."""
        rows, short, line = [], 0, 1
        for row, line in self._rows(piece):
            if any(cell.strip() for cell in row[width:]):
                raise self._refusal(piece, line, "this row has more cells than there are headings. Export the file "
                                    "again, or put quotes around what holds the separator.")
            short += len(row) < width
            rows.append(row + [""] * (width - len(row)))
        if short and not piece.text.endswith((b"\n", b"\r")) and len(row) < width:
            raise self._refusal(piece, line, "the file ends in the middle of a row. It was cut off: export it again.")
        return Part({n: column_of([row[n] for row in rows]) for n in wanted}, len(rows), short)

    def _rows(self, piece: _Piece) -> Iterator[tuple[list[str], int]]:
        """The rows of a piece, each with the line of the piece on which it ends."""
        reader = csv.reader(io.StringIO(piece.text.decode(), newline=""), delimiter=self.delimiter, strict=True)
        try:
            for row in filter(None, reader):
                yield row, reader.line_num
        except csv.Error:
            raise self._refusal(piece, reader.line_num, "a quotation mark is not where it belongs, so it is not clear "
                                "where a cell ends. Export the file again.") from None

    def _refusal(self, piece: _Piece, line: int, what: str) -> BadInput:
        """An error by line; what stands before the piece is counted only now."""
        before = takewhile(lambda earlier: earlier.start < piece.start, _whole_rows(self.path, self.codec))
        line += sum(earlier.text.count(b"\n") for earlier in before)
        return BadInput(f"{self.path.name}, line {line}: {what}")


def open_delimited(path: Path) -> Delimited:
    """Find the encoding and the separator of a CSV or TSV file. Raises BadInput where it cannot be read as text."""
    codec = encoding_of(path)
    try:
        tops = {delimiter: _top(path, codec, delimiter) for delimiter in ",;\t"}
        for _ in decoded(path, codec, _PART) if not codec.startswith("utf-8") else ():
            pass
    except UnicodeError:
        raise BadInput(f"{path.name} cannot be read as text. Export it again, or save it as “CSV UTF-8”.") from None
    if said := _SEPARATOR.fullmatch("".join(next(iter(tops[","]), ["", ""]))):
        return Delimited(path, codec, said[1] or ",", _top(path, codec, said[1] or ","), 1)
    delimiter = max(tops, key=lambda delimiter: _fit(tops[delimiter]))
    return Delimited(path, codec, delimiter, tops[delimiter])


def _top(path: Path, codec: str, delimiter: str) -> list[list[str]]:
    with path.open(encoding=codec, newline="") as file:
        try:
            return list(islice(filter(None, csv.reader(file, delimiter=delimiter)), TOP))
        except csv.Error:
            return []


def _fit(rows: list[list[str]]) -> tuple[bool, int]:
    """How well a separator fits: most rows are equally long, and cut into many cells."""
    widths = [len(row) for row in rows] or [0]
    width = max(widths)
    return widths.count(width) > len(widths) / 2 and width > 1, width


def _side_by_side(function: Callable, pieces: Iterable) -> Iterator:
    """`function` of each piece, in order, a few at a time, so that little is held in memory."""
    waiting: deque = deque()
    with ThreadPoolExecutor(_WORKERS) as pool:
        for piece in pieces:
            waiting.append(pool.submit(function, piece))
            if len(waiting) > _WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _whole_rows(path: Path, codec: str) -> Iterator[_Piece]:
    """The file as UTF-8 in pieces that end where a row ends: at a line's end outside quotation marks."""
    rest, start, old_mac = b"", 0, None
    for text in decoded(path, codec, _PART):
        old_mac = b"\n" not in text if old_mac is None else old_mac  # lines end in a carriage return alone
        text = text.replace(b"\r", b"\n") if old_mac else text
        end = _last_row_end(text, rest.count(b'"'))
        if end:
            piece, rest = b"".join((rest, memoryview(text)[:end])), text[end:]
            yield _Piece(piece, start)
            start += len(piece)
        else:
            rest += text
        if len(rest) > _LONGEST:
            raise BadInput(f"{path.name}: a quotation mark is opened and never closed, so it is not clear where a row "
                           "ends. Export the file again.")
    if rest := rest.removesuffix(b"\x1a"):  # the mark with which old programs end a file
        yield _Piece(rest, start)


def _last_row_end(text: bytes, quotes: int) -> int:
    """Behind the last line's end after an even number of quotation marks, with `quotes` before the text; or 0."""
    end, quotes = len(text), quotes + text.count(b'"')
    while (cut := text.rfind(b"\n", 0, end)) >= 0:
        quotes -= text.count(b'"', cut, end)
        if quotes % 2 == 0:
            return cut + 1
        end = cut
    return 0


def _quotes_are_sound(text: bytes, delimiter: str) -> bool:
    """Whether each quotation mark opens a cell at its start, closes it at its end, or is one of a pair inside it.

    Only then do all readers agree on where cells and rows end.
    """
    if b'"' not in text:
        return True
    signs = np.frombuffer(text, np.uint8)
    marks = np.flatnonzero(signs == ord('"'))
    if len(marks) % 2:
        return False
    around = np.zeros(256, bool)
    around[list(f'{delimiter}\n\r"'.encode())] = True
    opens, closes = marks[::2], marks[1::2]
    before = around[signs[opens - 1]] | (opens == 0)
    after = around[signs[np.minimum(closes + 1, len(signs) - 1)]]
    return bool(before.all() and after.all())
