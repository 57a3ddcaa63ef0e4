"""mapping.csv of a wave: what a person said, or should say, each column of the exports holds."""

import csv
import difflib
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from coprod.codebook import Codebook
from coprod.errors import refuse
from coprod.paths import whole_file
from coprod.private.matching.columns_of_items import LEAVE_OUT, Matched, Target, lost, options_of
from coprod.private.readers import all_rows, fold

_FILE, _COLUMNS = "mapping.csv", ["column", "item", "how", "confirmed"]
_ALIKE = 0.5
_SHOWN, _COMPARED = 20, 300  # in one message; columns for which a candidate is looked for


def read_mapping(folder: Path, book: Codebook) -> dict[str, Target]:
    """The confirmed lines of mapping.csv (`column, item, how, confirmed`): folded name of a column to what it holds.

    Options are written `item/option`; `leave out` keeps a column outside. Raises BadInput by line.
    """
    problems, mapping = [], {}
    for line, (column, item, _, confirmed) in _lines(folder):
        target = _target(item, book)
        if fold(confirmed) not in ("yes", ""):
            problems.append(f'{_FILE}, line {line}: confirmed must be "yes" or blank.')
        elif fold(confirmed) and target is None:
            problems.append(f'{_FILE}, line {line}: "{item}" is no item of codebook.xlsx, nor item/option, '
                            'nor "leave out".')
        elif fold(confirmed) and mapping.setdefault(fold(column), target) != target:
            problems.append(f'{_FILE}, line {line}: the column "{column}" stands there twice. Keep the line that is '
                            "right.")
    refuse(problems)
    return mapping


def write_mapping(folder: Path, book: Codebook, files: list[Matched]) -> tuple[Path, list[str]]:
    """Write mapping.csv: what is clear, and what a person must confirm; lines that a person confirmed earlier stay.

    Returns the file and what is left to do, in sentences.
    """
    kept = {fold(cells[0]): cells for _, cells in _lines(folder) if fold(cells[3]) == "yes"}
    lines = dict(kept)
    for found in files:
        near = nearest(found, book)
        for n, title in enumerate(found.titles):
            if n in found.targets:
                lines.setdefault(fold(title), [title, _name(found.targets[n]), found.how[n], "yes"])
            elif n in found.unknown:
                lines.setdefault(fold(title), [title, *((_name(near[n]), "nearest") if n in near else ("", "")), ""])
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([_COLUMNS, *lines.values()])
    path = folder / _FILE
    whole_file(path, f"\ufeff{text.getvalue()}")  # the mark lets a spreadsheet read the file as UTF-8
    return path, _to_do(lines.values(), files, book)


def leftovers(files: list[Matched], book: Codebook, wave: str) -> list[str]:
    """A sentence for each item without a column and each column without an item, with the nearest candidate."""
    problems = []
    for found in files:
        near, missing = nearest(found, book), lost(found, book)
        problems += [_no_column(found, target, near, book) for target in missing[:_SHOWN]]
        problems += [_no_item(found, n, near) for n in found.unknown[:_SHOWN]]
        more = len(missing[_SHOWN:]) + len(found.unknown[_SHOWN:])
        problems += [f"{found.file}: {more} more items or columns like these."] if more else []
    if problems:
        problems.append(f"Run `coprod map {wave}`: it writes mapping.csv, in which you confirm what each column holds.")
    return problems + [line for found in files for line in _twice(found)]


def nearest(found: Matched, book: Codebook) -> dict[int, Target]:
    """For unknown columns the likeliest of what no column holds, for a person to confirm."""
    texts = [(item.name, "") for item in book.asked if item.kind == "text" and not found.columns(item.name)]
    words = {words: target for target in [*lost(found, book), *texts] for words in _worded(target, book)}
    unknown = found.unknown[:_COMPARED]
    near = {n: difflib.get_close_matches(fold(found.titles[n]), words, 1, _ALIKE) for n in unknown}
    return {n: words[alike[0]] for n, alike in near.items() if alike}


def _lines(folder: Path) -> list[tuple[int, list[str]]]:
    """The lines of mapping.csv with their number; none where there is no file."""
    path = folder / _FILE
    rows = all_rows(path) if path.is_file() else []
    heads = [fold(cell) for cell in rows[0]] if rows else _COLUMNS
    refuse([f'{_FILE}, line 1: the column "{name}" is missing. The columns are: {", ".join(_COLUMNS)}.'
            for name in _COLUMNS if name not in heads])
    lines = [(n, dict(zip(heads, row, strict=False))) for n, row in enumerate(rows[1:], 2)]
    found = [(n, [line.get(name, "").strip() for name in _COLUMNS]) for n, line in lines]
    return [(n, cells) for n, cells in found if cells[0]]


def _target(text: str, book: Codebook) -> Target | None:
    targets = [target for item in book.asked for target in ((item.name, ""), *options_of(item.name, book))]
    return {fold(_name(target)): target for target in (*targets, LEAVE_OUT)}.get(fold(text))


def _name(target: Target) -> str:
    return "/".join(filter(None, target))


def _worded(target: Target, book: Codebook) -> list[str]:
    """What a heading of this item or option might say: all of it, or its last part alone."""
    item = book.items[target[0]]
    parts = list(filter(None, (item.stem, item.label, _option(target, book))))
    return [fold(": ".join(parts[n:])) for n in range(len(parts))]


def _option(target: Target, book: Codebook) -> str:
    """The option's label; "" where the target is the item itself."""
    return next(answer.label for answer in book.answers(target[0]) if answer.name == target[1]) if target[1] else ""


def _no_column(found: Matched, target: Target, near: Mapping[int, Target], book: Codebook) -> str:
    item, label = book.items[target[0]], _option(target, book)
    what = f'option "{target[1]}" of item "{item.name}"' if target[1] else f'item "{item.name}"'
    hint = next((f' The nearest column is "{found.titles[n]}".' for n, held in near.items() if held == target), "")
    return (f'{found.file}: no column for {what}, expected under the heading "{label or item.label}".{hint} '
            "Export all questions, or correct the wording in codebook.xlsx.")


def _no_item(found: Matched, column: int, near: Mapping[int, Target]) -> str:
    hint = f' The nearest item is "{_name(near[column])}".' if column in near else ""
    return f'{found.file}: the column "{found.titles[column]}" is none of the codebook\'s items.{hint}'


def _twice(found: Matched) -> list[str]:
    return [f'{found.file}: two columns hold "{_name(target)}". Keep the one that is right.'
            for target, number in Counter(found.targets.values()).items() if number > 1]


def _to_do(lines, files: list[Matched], book: Codebook) -> list[str]:
    missing = dict.fromkeys(target for found in files for target in lost(found, book))
    said = [*(f'To confirm: "{cells[0]}".' for cells in lines if fold(cells[3]) != "yes"),
            *(f'No column yet for "{_name(target)}".' for target in missing)]
    if said:
        said.append('For each open line write the item (or item/option, or "leave out") and "yes" under confirmed.')
    return said
