"""The export files of a wave, opened: which platform wrote them, and what each of their columns holds."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from coprod.errors import BadInput, refuse
from coprod.private.matching.columns_of_items import Matched, match
from coprod.private.matching.leftovers import leftovers
from coprod.private.matching.reading import Confirmed
from coprod.private.readers import Column, Table, all_rows, column_of, export_files, fold, join, key_file, open_table
from coprod.private.readers.platforms import Platform, Rows, platforms
from coprod.wave.settings import Wave

HEADINGS = 5  # rows shown to whoever must recognise the platform


@dataclass(frozen=True)
class Export:
    """One file. `headings`: how many rows stand above the answers, `above` of which say nothing (titles, `sep=`);
    `means`: by column, what its folded cells mean in words; `key`: the name of the file that says so."""

    table: Table
    headings: int
    matched: Matched
    means: dict[int, dict[str, str]]
    above: int = 0
    key: str = ""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.table.path.name

    @cached_property
    def heads(self) -> list[list[str]]:
        """The folded rows of headings."""
        return [[fold(cell) for cell in row] for row in self.table.top[self.above : self.headings]]

    def whole_heading(self, column: int) -> str:
        """All that stands above a column, each row's words once."""
        rows = self.table.top[self.above : self.headings]
        return " | ".join(dict.fromkeys(" ".join(row[column].split()) for row in rows if column < len(row)
                                        and row[column].strip()))

    def own(self, names: Collection[str]) -> int | None:
        """The tool's own column that bears the first of these heads (a star: ends in it), if any is there."""
        return next((n for name in names for row in self.heads for n, head in enumerate(row)
                     if head == name or name.startswith("*") and head.endswith(name[1:])), None)

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


def open_exports(wave: Wave, confirmed: Confirmed) -> tuple[Platform, list[Export]]:
    """Open all exports of a wave and match their columns with its codebook.

    Raises BadInput: no file, one that cannot be read, an unknown platform, two platforms, missing rows of headings.
    """
    known = platforms()
    if wave.platform and wave.platform not in known:
        raise BadInput(f'wave.toml: platform "{wave.platform}" is not known. Known: {", ".join(known)}.')
    key = key_file(wave.folder)
    platform, tops = _platform(wave, [open_table(path) for path in export_files(wave.folder) if path != key])
    if key and platform.key is None:  # a file that only looks like a key
        platform, tops = _platform(wave, [open_table(path) for path in export_files(wave.folder)])
    return platform, [_export(table, above, platform, wave, confirmed, all_rows(key) if key and platform.key else [],
                              key.name if key and platform.key else "")
                      for table, above in tops]


def refuse_leftovers(wave: Wave, platform: Platform, exports: list[Export]) -> None:
    """Raise BadInput where a column or an item is not explained: nothing is guessed, a person confirms it once."""
    problems = leftovers([export.matched for export in exports], wave.codebook, wave.name)
    if problems and platform.key and not key_file(wave.folder):
        problems = [f"data/raw/{wave.name}: no key file. {platform.name} writes the words of questions in one beside "
                    "the export: put it there as responses-key.csv.", *problems]
    refuse(problems)


def _platform(wave: Wave, tables: list[Table]) -> tuple[Platform, list[tuple[Table, int]]]:
    """The platform of all files, and each file's table with how many rows stand above its headings."""
    known = platforms()
    if wave.platform:  # what a person says is believed, unless the file is plainly another's
        said = known[wave.platform]
        found = [_found(table, [said]) for table in tables]
        others = {name for names, table, _ in found if not names and said.guessed
                  for name in _found(table, [one for one in known.values() if one.guessed])[0]}
        refuse([f'wave.toml: platform is "{wave.platform}", but the headings are those of {name}. Correct the one or '
                f'the other.'
                for name in sorted(others)])
        return said, [(table, above) for _, table, above in found]
    guessed = [platform for platform in known.values() if platform.guessed]
    found = [_found(table, guessed) for table in tables]
    if len(set.union(*(names for names, _, _ in found))) != 1 or not all(names for names, _, _ in found):
        wrong = next((table for (names, _, _), table in zip(found, tables, strict=True) if len(names) != 1), tables[0])
        raise BadInput(f"{wrong.path.name}: it is not clear which platform wrote this file. Say it in wave.toml: "
                       f'platform = "…", one of {", ".join(known)}. "plain" reads any table with one row of headings.')
    return known[found[0][0].pop()], [(table, above) for _, table, above in found]


def _found(table: Table, among: list[Platform]) -> tuple[set[str], Table, int]:
    """Which platforms the file may be of, on which of its sheets, and below how many rows of titles."""
    for sheet in table.sheets():
        for above in range(len(sheet.top)):
            rows = _even(sheet.top[above : above + HEADINGS])
            if names := {one.name for one in among if any(rows[0]) and one.recognise(rows)}:
                return names, sheet, above
    return set(), table, table.begins


def _even(rows: Rows) -> Rows:
    """The rows, all as long as the longest."""
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _export(table: Table, above: int, platform: Platform, wave: Wave, confirmed: Confirmed, key: Rows,
            key_name: str) -> Export:
    top = _even(table.top[above : above + HEADINGS])
    headings = platform.top(top) if top else 1
    rows = top[:headings]
    if len(rows) < headings or not wave.platform and not platform.recognise(top) or _people_above(rows, platform):
        raise BadInput(f"{table.path.name}, line {above + 1}: this does not look like an export of {platform.name}. "
                       "Export it again, with the first rows as the platform writes them.")
    more, means = platform.key(rows[0], key) if platform.key and key else ([], {})
    heads = [*rows, *more]
    found = match(table.path.name, heads, platform.readings(heads), wave.codebook, confirmed.columns)
    return Export(table, above + headings, found, means, above, key_name)


def _people_above(rows: Rows, platform: Platform) -> bool:
    """Whether a row that should be headings holds a person: below the head of an id stands no number."""
    first = [fold(cell) for cell in rows[0]]
    ids = [first.index(name) for name in platform.ids if name in first]
    return any(char.isdigit() for row in rows[1:] for n in ids for char in row[n])
