"""Sheets with more rows than memory should hold: each row is written, forgotten, and made again when the file is.

The library's own way of saving memory knows no marked tables, which people who hear a spreadsheet need.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class Values:
    """The rows of a table as they stand in a spreadsheet, made whenever they are asked for.

    made: of each column what turns a value into that of a cell.
    """

    def __init__(self, rows, made: list[Callable]):
        self.rows, self.made = rows, made

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[list]:
        for row in self.rows:
            yield [made(value) for made, value in zip(self.made, row, strict=True)]


class Below(dict):
    """The cells of a sheet by row and column, as the library looks them up: the rows from `top` on are made again.

    before: the cells above these rows; rows: what was written, to go through as often as need be. Of alike cells of a
    column one is kept.
    """

    def __init__(self, before: dict, top: int, rows):
        super().__init__()
        self.before, self.top, self.end, self.rows = before, top, top + len(rows), rows
        self.cells, self.place, self.now, self.left = {}, self.top + len(rows), {}, iter(())

    def remember(self, row: Iterable, made: dict) -> None:
        """Keep the cells that were made of a row's values, where they are new."""
        for column, value in enumerate(row):
            if (column, value) not in self.cells:
                self.cells[column, value] = made[column]

    def __contains__(self, row) -> bool:
        return self.top <= row < self.end or row in self.before

    def __missing__(self, row) -> dict:
        if not self.top <= row < self.end:
            return self.before.get(row, {})
        if row < self.place:
            self.left, self.place = enumerate(self.rows, self.top), self.top - 1
        if row > self.place:
            self.place, values = next(numbered for numbered in self.left if numbered[0] == row)
            self.now = {column: self.cells[column, value] for column, value in enumerate(values)}
        return self.now


class Unmarked(dict):
    """Where the library notes every cell of a table, lest another overlaps it; with one table a sheet nothing can."""

    def __setitem__(self, cell, table) -> None:
        pass


def pack_alike(made: Path, target: Path) -> None:
    """Pack a file again, into `target`, with the marks of no machine and no moment."""
    with ZipFile(made) as old, ZipFile(target, "w") as box:
        for member in old.infolist():
            alike = ZipInfo(member.filename)
            alike.compress_type, alike.file_size = ZIP_DEFLATED, member.file_size
            with old.open(member) as part, box.open(alike, "w") as copy:
                copyfileobj(part, copy, 1 << 20)
