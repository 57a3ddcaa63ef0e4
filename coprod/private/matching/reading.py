"""reading.xlsx of a wave, as read: what a person confirmed that each column and each cell of the exports means.

Also read: reading-columns.csv and reading-cells.csv with the same columns, and mapping.csv of the first version.
"""

from dataclasses import dataclass, field
from pathlib import Path

from coprod.codebook import Codebook
from coprod.errors import BadInput, refuse
from coprod.private.matching.cell_meanings import CHOSEN, MEANS, NO_ANSWER, NOT_CHOSEN, UNASKED
from coprod.private.matching.columns_of_items import LEAVE_OUT, OWN_COLUMNS, Target, options_of
from coprod.private.readers import all_rows, every_sheet, fold

FILE, FIRST_VERSION = "reading.xlsx", "mapping.csv"
SHEETS = {
    "start": ("question", "answer"),
    "columns": ("column", "whole heading", "reads as", "how sure", "confirmed"),
    "cells": ("item", "form", "means", "people", "how sure", "confirmed"),
}
_OLD = ("column", "item", "how", "confirmed")
_OF_RARE = (NO_ANSWER, UNASKED, "other")  # what single people wrote never becomes an answer of the codebook
ALL = "Is everything right that is marked certain or likely?"
OUTSIDE = "Answers outside opened and closed"
COUNT, DROP = "count them", "leave them out"
CERTAIN, LIKELY, GUESS, ASKED = "certain", "likely", "a guess: look", "to be filled in"
RARE = "(all others, each given by fewer than 3 people)"


@dataclass(frozen=True)
class Confirmed:
    """`columns`: folded name of a column to what it holds; `cells`: item, or "list" and its name, and the folded
    cell, to what it means; `answers`: to the general questions; `lines`: by sheet what stands there, to be kept."""

    columns: dict[str, Target] = field(default_factory=dict)
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def read_confirmed(folder: Path, book: Codebook) -> Confirmed:
    """All that was confirmed. Raises BadInput by sheet and row."""
    found, problems = Confirmed(), []
    sheets = _sheets(folder)
    for _, row in sheets.get("start", []):
        found.answers[fold(row["question"])] = fold(row["answer"])
    bulk = found.answers.get(fold(ALL)) == "yes"
    for sheet in ("columns", "cells"):
        for where, row in sheets.get(sheet, []):
            if fold(row["confirmed"]) not in ("yes", ""):
                problems.append(f'{where}: confirmed must be "yes" or blank.')
            elif fold(row["confirmed"]) or bulk and fold(row["how sure"]) in (CERTAIN, LIKELY):
                (_column if sheet == "columns" else _cell)(where, row, book, found, problems)
    refuse(problems)
    return found


def target_named(text: str, book: Codebook) -> Target | None:
    """What a column holds, by the words of a drop-down list: an item, item/option, id, date, complete, leave out."""
    targets = [target for item in book.asked for target in ((item.name, ""), *options_of(item.name, book))]
    known = [*((name, "") for name in OWN_COLUMNS), *targets, LEAVE_OUT]
    return {fold(name_of(target)): target for target in known}.get(fold(text))


def name_of(target: Target) -> str:
    """A target as a person reads it: item, or item/option."""
    return "/".join(filter(None, target))


def meanings(item: str, book: Codebook) -> list[str]:
    """What a cell of an item, or of a list ("list" and its name), can mean."""
    scale = item.removeprefix("list ") if item.startswith("list ") else book.items[item].scale
    names = [answer.name for answer in book.scales.get(scale, ())]
    kinds = {other.kind for other in book.asked if other.scale == scale}
    return [*names, *([CHOSEN, NOT_CHOSEN] if "several" in kinds else []), *MEANS]


def _column(where: str, row: dict[str, str], book: Codebook, found: Confirmed, problems: list[str]) -> None:
    target, title = target_named(row["reads as"], book), row["column"]
    if target is None:
        problems.append(f'{where}: "{row["reads as"]}" is no item of codebook.xlsx, nor item/option, '
                        f'nor {", ".join(OWN_COLUMNS)}, nor "leave out".')
    elif found.columns.setdefault(fold(title), target) != target:
        problems.append(f'{where}: the column "{title}" stands there twice. Keep the line that is right.')
    found.lines.setdefault("columns", []).append(row)


def _cell(where: str, row: dict[str, str], book: Codebook, found: Confirmed, problems: list[str]) -> None:
    item, means = row["item"], fold(row["means"])
    there = item in book.items or item.removeprefix("list ") in book.scales and item.startswith("list ")
    if not there:
        problems.append(f'{where}: "{item}" is no item of codebook.xlsx.')
    elif means not in map(fold, meanings(item, book)) or fold(row["form"]) == fold(RARE) and means not in _OF_RARE:
        problems.append(f"{where}: what the cell means is not one of the list. Choose one of it.")
    else:
        found.cells[item, fold(row["form"])] = next(one for one in meanings(item, book) if fold(one) == means)
        found.lines.setdefault("cells", []).append(row)


def _sheets(folder: Path) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """The filled-in rows by sheet, each with where it stands; a workbook goes before the files of the first version."""
    if (path := folder / FILE).is_file():
        sheets = {fold(name): rows for name, rows in every_sheet(path).items()}
        found = {name: _rows(f"{FILE}, sheet {name}, row", sheets[name], heads)
                 for name, heads in SHEETS.items() if name in sheets}
        if not found:
            raise BadInput(f"{FILE} has none of its sheets {', '.join(SHEETS)}. Run `coprod map` again.")
        return found
    found = {name: _rows(f"{path.name}, line", all_rows(path), SHEETS[name])
             for name in SHEETS if (path := folder / f"reading-{name}.csv").is_file()}
    if "columns" not in found and (path := folder / FIRST_VERSION).is_file():
        old = _rows(f"{FIRST_VERSION}, line", all_rows(path), _OLD)
        found["columns"] = [(where, row | {"whole heading": "", "reads as": row["item"], "how sure": row["how"]})
                            for where, row in old]
    return found


def _rows(where: str, rows: list[list[str]], heads: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    there = [fold(cell) for cell in rows[0]] if rows else list(heads)
    refuse([f'{where} 1: the column "{name}" is missing. The columns are: {", ".join(heads)}.'
            for name in heads if name not in there])
    found = [(f"{where} {n}", dict.fromkeys(heads, "") | dict(zip(there, map(str.strip, row), strict=False)))
             for n, row in enumerate(rows[1:], 2)]
    return [(place, row) for place, row in found if row[heads[0]]]
