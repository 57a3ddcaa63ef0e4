"""The export files of a wave, opened: which platform wrote them, and what each of their columns holds."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from coprod.errors import BadInput, refuse
from coprod.private.matching.columns_of_items import Matched, match
from coprod.private.matching.mapping import leftovers, read_mapping
from coprod.private.readers import Column, Table, all_rows, column_of, export_files, fold, join, key_file, open_table
from coprod.private.readers.platforms import Platform, Rows, platforms
from coprod.wave.settings import Wave


@dataclass(frozen=True)
class Export:
    """One file. `headings`: how many rows of them it has; `means`: by column, what its folded cells mean in words."""

    table: Table
    headings: int
    matched: Matched
    means: dict[int, dict[str, str]]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.table.path.name

    @cached_property
    def heads(self) -> list[list[str]]:
        """The folded rows of headings."""
        return [[fold(cell) for cell in row] for row in self.table.top[: self.headings]]

    def own(self, names: Collection[str]) -> int | None:
        """The tool's own column that bears the first of these heads, if any is there."""
        return next((row.index(name) for name in names for row in self.heads if name in row), None)

    def place(self, row: int) -> tuple[str, int]:
        """The file's name, and the line of a row below the headings, for an error."""
        return self.name, self.table.lines(self.headings, [int(row)])[0]

    def read(self, columns: Collection[int]) -> tuple[dict[int, Column], int, int]:
        """The columns wanted, how many rows there are, and how many of them ended early. Raises BadInput by line."""
        parts = {n: [] for n in columns}
        rows = short = 0
        for part in self.table.parts(self.headings, parts):
            rows, short = rows + part.rows, short + part.short
            for n, column in part.columns.items():
                parts[n].append(self._in_words(n, column))
        return {n: join(parts.pop(n)) if parts[n] else column_of([]) for n in list(parts)}, rows, short

    def _in_words(self, n: int, column: Column) -> Column:
        if n not in self.means:
            return column
        return column.with_texts(self.means[n].get(fold(text), text) for text in column.distinct())


def open_exports(wave: Wave) -> tuple[Platform, list[Export]]:
    """Open all exports of a wave and match their columns with its codebook.

    Raises BadInput: no file, one that cannot be read, an unknown platform, two platforms, missing rows of headings.
    """
    tables = [open_table(path) for path in export_files(wave.folder)]
    platform = _platform(wave, tables)
    mapping = read_mapping(wave.folder, wave.codebook)
    key = key_file(wave.folder) if platform.key else None
    return platform, [_export(table, platform, wave, mapping, all_rows(key) if key else []) for table in tables]


def refuse_leftovers(wave: Wave, platform: Platform, exports: list[Export]) -> None:
    """Raise BadInput where a column or an item is not explained: nothing is guessed, a person confirms it once."""
    problems = leftovers([export.matched for export in exports], wave.codebook, wave.name)
    if problems and platform.key and not key_file(wave.folder):
        problems = [f"data/raw/{wave.name}: no key file. {platform.name} writes the words of questions in one beside "
                    "the export: put it there as responses-key.csv.", *problems]
    refuse(problems)


def _platform(wave: Wave, tables: list[Table]) -> Platform:
    known = platforms()
    if wave.platform:
        if wave.platform not in known:
            raise BadInput(f'wave.toml: platform "{wave.platform}" is not known. Known: {", ".join(known)}.')
        return known[wave.platform]
    found = [{p.name for p in known.values() if table.top and p.recognise(_even(table.top))} for table in tables]
    if len(set.union(*found)) != 1 or not all(found):
        raise BadInput(f"{tables[0].path.name}: it is not clear which platform wrote this file. "
                       f'Say it in wave.toml: platform = "…", one of {", ".join(known)}.')
    return known[found[0].pop()]


def _even(rows: Rows) -> Rows:
    """The rows, all as long as the longest."""
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _export(table: Table, platform: Platform, wave: Wave, mapping, key: Rows) -> Export:
    top = _even(table.top)
    headings = platform.top(top) if top else 1
    rows = _even(table.top[:headings])
    if len(rows) < headings or not platform.recognise(top) or _people_above(rows, platform):
        raise BadInput(f"{table.path.name}, line 1: this does not look like an export of {platform.name}. "
                       "Export it again, with the first rows as the platform writes them.")
    more, means = platform.key(rows[0], key) if platform.key and key else ([], {})
    found = match(table.path.name, [*rows, *more], platform.readings([*rows, *more]), wave.codebook, mapping)
    return Export(table, headings, found, means)


def _people_above(rows: Rows, platform: Platform) -> bool:
    """Whether a row that should be headings holds a person: below the head of an id stands no number."""
    first = [fold(cell) for cell in rows[0]]
    ids = [first.index(name) for name in platform.ids if name in first]
    return any(char.isdigit() for row in rows[1:] for n in ids for char in row[n])
