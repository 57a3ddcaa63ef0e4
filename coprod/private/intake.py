"""Door 1: reads a wave's raw exports; only the codebook's columns come in."""

import csv
import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from coprod.codebook import Codebook
from coprod.errors import BadInput, refuse
from coprod.private.labels import fold
from coprod.private.platforms import Platform, Target, platforms
from coprod.wave import Wave

_ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True)
class Responses:
    """The answers as written, one entry a person; exists in memory only.

    `cells`: for each item a list with one text a person (for several choices also a tuple of option names, where the export
    has a column for each); `places`: file and line of each person; `not_counted`: rows left out, by reason; `rows`: rows
    read; `dropped`: heads of the columns left outside; `separators`: what stands between several choices in one cell.
    """

    cells: dict[str, list]
    places: list[tuple[str, int]]
    rows: int
    not_counted: Counter
    dropped: tuple[str, ...]
    platform: str
    separators: str = ";"


@dataclass(frozen=True)
class _Export:
    file: str
    targets: list[Target | None]
    rows: list[list[str]]
    lines: list[int]
    ids: list[str]
    dropped: list[str]


def read_responses(wave: Wave) -> Responses:
    """Read all `responses*` files of a wave, join re-exports, and leave out what is no answer, counted by reason.

    Raises BadInput: no file, an unknown platform, a missing column, one response id with two different sets of answers.
    """
    files = sorted(f for f in wave.folder.glob("responses*") if f.suffix.lower() in _ENDINGS)
    if not files:
        raise BadInput(f"data/raw/{wave.name}: no file responses*.csv or responses*.xlsx. Put the platform's export there.")
    tables = [(file.name, *_read_table(file)) for file in files]
    platform = _platform(wave, tables)
    exports = [_export(name, rows, lines, platform, wave.codebook) for name, rows, lines in tables]
    kept, not_counted = _one_row_a_person(exports)
    dropped = dict.fromkeys(head for export in exports for head in export.dropped)
    places = [(exports[e].file, exports[e].lines[r]) for e, r in kept]
    people = [_answers(exports[e], r) for e, r in kept]
    cells = {item.name: [person.get(item.name, "") for person in people] for item in wave.codebook.asked}
    return Responses(cells, places, sum(len(e.rows) for e in exports), not_counted, tuple(dropped), platform.name,
                     platform.separators)


def _read_table(path: Path) -> tuple[list[list[str]], list[int]]:
    """The cells of a file as text, and the line of the file on which each row ends."""
    if path.suffix.lower() == ".xlsx":
        return _read_sheet(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            pairs = [(row, reader.line_num) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path.name} cannot be read as a CSV file in UTF-8. "
                       "Export it again, or save it as “CSV UTF-8”.") from error
    return [row for row, _ in pairs], [line for _, line in pairs]


def _read_sheet(path: Path) -> tuple[list[list[str]], list[int]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise BadInput(f"{path.name} cannot be opened as a spreadsheet. Export it again.") from error
    return [[_text(cell) for cell in row] for row in rows], list(range(1, len(rows) + 1))


def _text(cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _platform(wave: Wave, tables) -> Platform:
    known = platforms()
    if wave.platform:
        if wave.platform not in known:
            raise BadInput(f'wave.toml: platform "{wave.platform}" is not known. Known: {", ".join(known)}.')
        return known[wave.platform]
    found = {p.name for _, rows, _ in tables for p in known.values() if p.recognise(rows)}
    if len(found) != 1:
        raise BadInput(f"{tables[0][0]}: it is not clear which platform wrote this file. "
                       f'Say it in wave.toml: platform = "…", one of {", ".join(known)}.')
    return known[found.pop()]


def _export(name: str, rows, lines, platform: Platform, codebook: Codebook) -> _Export:
    top = platform.header_rows
    if len(rows) < top or not platform.recognise(rows):
        raise BadInput(f"{name}, line 1: this does not look like an export of {platform.name}. "
                       "Export it again, with the first rows as the platform writes them.")
    width = len(rows[0])
    body = [row + [""] * (width - len(row)) for row in rows[top:]]
    heads = [row + [""] * (width - len(row)) for row in rows[:top]]
    targets = platform.targets(heads, codebook)
    folded = [fold(head) for head in heads[0]]
    titles = [": ".join(filter(None, (row[c].strip() for row in heads))) for c in range(width)]
    outside = [c for c, target in enumerate(targets) if target is None and titles[c]]
    unknown = [head[c] for c in outside if folded[c] not in platform.metadata for head in heads if head[c].strip()]
    _check_columns(name, targets, unknown, codebook)
    id_column = folded.index(platform.id_column) if platform.id_column in folded else None
    ids = ["" if id_column is None else row[id_column].strip() for row in body]
    return _Export(name, targets, body, lines[top:], ids, [titles[c] for c in outside])


def _check_columns(file: str, targets: list[Target | None], unknown: list[str], codebook: Codebook) -> None:
    """Every item that was asked has its column, and only one; comments may have been taken out on purpose."""
    found = Counter(target for target in targets if target)
    problems = [f'{file}: two columns hold "{item}". Keep the one that is right.' for (item, _), n in found.items() if n > 1]
    for item in codebook.asked:
        columns = {option for name, option in found if name == item.name}
        if item.kind != "text" and not columns:
            problems.append(_lost(file, f'item "{item.name}"', item.label, unknown))
        elif columns - {""}:  # an option without its column would read as "nobody chose it"
            problems += [_lost(file, f'option "{answer.name}" of item "{item.name}"', answer.label, unknown)
                         for answer in codebook.answers(item.name) if answer.name not in columns]
    refuse(problems)


def _lost(file: str, what: str, label: str, unknown: list[str]) -> str:
    near = difflib.get_close_matches(label, unknown, 1, 0.5)
    hint = f' The nearest column is "{near[0]}".' if near else ""
    return (f'{file}: no column for {what}, expected under the heading "{label}".{hint} '
            "Export all questions, or correct the wording in codebook.xlsx.")


def _answers(export: _Export, row: int) -> dict[str, object]:
    """One person's answers by item: the cell's text, or the names of the options that have a column of their own."""
    answers: dict[str, object] = {}
    several = defaultdict(list)
    for (item, option), cell in ((t, cell) for t, cell in zip(export.targets, export.rows[row], strict=False) if t):
        if option and cell.strip():
            several[item].append(option)  # a column of its own: the heading counts, never the cell's text
        elif not option and cell.strip():
            answers[item] = cell
    return answers | {item: tuple(options) for item, options in several.items()}


def _one_row_a_person(exports: list[_Export]) -> tuple[list[tuple[int, int]], Counter]:
    """Which rows count, as (export, row); the others are counted by reason."""
    not_counted: Counter = Counter()
    best: dict[object, tuple[int, int]] = {}
    problems = []
    for e, export in enumerate(exports):
        for r, identity in enumerate(export.ids):
            new = _answers(export, r)
            if not new:
                not_counted["empty: the form was opened and nothing answered"] += 1
                continue
            key = identity or (e, r)
            if key in best:
                old_e, old_r = best[key]
                old = _answers(exports[old_e], old_r)
                if (old != new) if old_e == e else not (old.items() <= new.items() or new.items() <= old.items()):
                    problems.append(_twice(exports[old_e], old_r, export, r))
                not_counted["exported more than once: counted once"] += 1
                if len(new) < len(old):
                    continue
            best[key] = (e, r)
    refuse(problems)
    return list(best.values()), not_counted


def _twice(one: _Export, row_1: int, two: _Export, row_2: int) -> str:
    lines = one.lines[row_1], two.lines[row_2]
    where = f"{one.file}, lines {lines[0]} and {lines[1]}"
    if one.file != two.file:
        where = f"{one.file}, line {lines[0]}, and {two.file}, line {lines[1]}"
    return (f"{where}: the same response id with different answers. Keep the line that counts and delete the other. "
            "Two different forms need a wave each.")
