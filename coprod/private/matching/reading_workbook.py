"""Writes reading.xlsx of a wave: what is certain, what a person must confirm, and what they confirmed before."""

import datetime
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from coprod.codebook import Item
from coprod.paths import whole_file
from coprod.private.matching.cell_meanings import NOT_CHOSEN, OPEN, Reader, is_sentinel
from coprod.private.matching.columns_of_items import OWN_COLUMNS, lost, options_of
from coprod.private.matching.exports import Export, open_exports
from coprod.private.matching.intake import Responses, read_unsure
from coprod.private.matching.leftovers import leftovers, nearest, short
from coprod.private.matching.own_words import known_by_many, pairs, unchosen_labels, unknown_texts
from coprod.private.matching.reading import (
    ALL,
    ASKED,
    CERTAIN,
    COUNT,
    DROP,
    FILE,
    GUESS,
    LIKELY,
    OUTSIDE,
    RARE,
    SHEETS,
    Confirmed,
    meanings,
    name_of,
    read_confirmed,
)
from coprod.private.readers import fold
from coprod.wave.settings import Wave

FEW = 10  # smaller numbers of people are not written down
_WIDTHS = {"start": (60, 30), "columns": (50, 60, 30, 16, 12), "cells": (24, 40, 24, 10, 16, 12)}
_HELP = ('Write yes beside this question once all lines marked "certain" or "likely" are right. For the others '
         'choose what '
         'is right and write yes under confirmed. Then run `coprod check` again.')

Lines = dict[str, list[list[str]]]


def write_reading(wave: Wave) -> tuple[Path, list[str]]:
    """Write reading.xlsx; what a person confirmed stays. Returns the file and what is left to do, in sentences.

    Cells are looked at once the survey is closed and all columns are clear.
    """
    confirmed = read_confirmed(wave.folder, wave.codebook)
    platform, exports = open_exports(wave, confirmed)
    open_columns = bool(leftovers([export.matched for export in exports], wave.codebook, wave.name))
    responses = None if open_columns or wave.is_open() else read_unsure(wave)
    lines = {
        "start": [[ALL, ""], *_general(confirmed, responses)],
        "columns": _columns(exports, wave, confirmed),
        "cells": _cells(responses, wave, confirmed) if responses else _kept(confirmed, "cells"),
    }
    path = wave.folder / FILE
    _write(path, lines, wave)
    return path, _to_do(lines, exports, wave, open_columns)


def open_cells(responses: Responses, wave: Wave) -> dict[tuple[str, str], int]:
    """How many people gave each form that nobody has explained: by item, or list of several items, and folded form."""
    found: Counter[tuple[str, str]] = Counter()
    reader = Reader(wave.codebook, responses.platform, {})
    for (name, option), column in responses.columns.items():
        item = wave.codebook.items[name]
        if item.kind == "text" or not any(OPEN in text.split() for text in column.distinct()):
            continue
        written = responses.written.get((name, option))
        near = unchosen_labels(reader, item, column)
        for form, people in (unknown_texts(reader, item, written, column) if written and not option
                             else _ticks_of(responses, name)).items():
            rare = not option and written and not known_by_many(form, {form: people}, near)
            found[_place(item, wave), RARE if rare else form] += people
    return dict(found)


def _ticks_of(responses: Responses, name: str) -> Counter[str]:
    """What stands in the options' own columns of an item that nobody has explained."""
    number: Counter[str] = Counter()
    for (held, option), written in responses.written.items():
        if held == name and option:
            read = responses.columns.get((name, option), responses.columns.get((name, "")))
            for (code, means), people in pairs(written, read).items():
                if means == OPEN and (form := fold(written.distinct()[code])):
                    number[form] = max(number[form], people)
    return number


def _place(item: Item, wave: Wave) -> str:
    """Where a form is explained once: at the list, where several items have it, or at the item."""
    alike = [other for other in wave.codebook.asked if other.scale == item.scale and other.kind == item.kind]
    return f"list {item.scale}" if len(alike) > 1 and not item.bands else item.name


def _general(confirmed: Confirmed, responses: Responses | None) -> list[list[str]]:
    known = confirmed.answers.get(fold(OUTSIDE), "")
    return [[OUTSIDE, known]] if known or responses and responses.outside else []


def _columns(exports: list[Export], wave: Wave, confirmed: Confirmed) -> list[list[str]]:
    lines = {fold(cells[0]): cells for cells in _kept(confirmed, "columns")}
    for export in exports:
        found, near = export.matched, nearest(export.matched, wave.codebook)
        for n, title in enumerate(found.titles):
            if n in found.targets:
                cells = [name_of(found.targets[n]), CERTAIN]
            elif n in found.double:
                cells = [name_of(found.double[n]), LIKELY]
            elif n in found.unknown:
                cells = [name_of(near[n]) if n in near else "leave out", GUESS if n in near or n in found.beside
                         else LIKELY]
            else:
                continue
            lines.setdefault(fold(title), [title, export.whole_heading(n), *cells, ""])
    return list(lines.values())


def _cells(responses: Responses, wave: Wave, confirmed: Confirmed) -> list[list[str]]:
    kept = _kept(confirmed, "cells")
    lines = {(cells[0], fold(cells[1])): cells for cells in kept}
    for (place, form), people in sorted(open_cells(responses, wave).items()):
        allowed = meanings(place, wave.codebook)
        name = next((name for name in allowed if fold(name) == form), "")
        guess = NOT_CHOSEN if is_sentinel(form) and NOT_CHOSEN in allowed else name
        sure = ASKED if not guess else LIKELY if guess == NOT_CHOSEN else GUESS
        number = "few" if people < FEW else str(people)
        lines.setdefault((place, form), [place, form, guess, number, sure, ""])
    return list(lines.values())


def _kept(confirmed: Confirmed, sheet: str) -> list[list[str]]:
    heads = SHEETS[sheet]
    return [[row.get(head, "") for head in heads[:-1]] + ["yes"] for row in confirmed.lines.get(sheet, [])]


def _write(path: Path, lines: Lines, wave: Wave) -> None:
    import xlsxwriter

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, plain) as book:
        book.set_properties({"created": datetime.datetime.combine(wave.closed, datetime.time())})
        text, bold = book.add_format({"num_format": "@", "text_wrap": True,
                                      "valign": "top"}), book.add_format({"bold": True})
        sheets = {name: book.add_worksheet(name) for name in SHEETS}
        for name, sheet in sheets.items():
            sheet.write_row(0, 0, SHEETS[name], bold)
            sheet.freeze_panes(1, 0)
            for n, width in enumerate(_WIDTHS[name]):
                sheet.set_column(n, n, width, text)
            for n, cells in enumerate(lines[name], 1):
                sheet.write_row(n, 0, cells, text)
        sheets["start"].write(0, 2, _HELP)
        _lists(book, sheets, lines, wave)
    whole_file(path, made.getvalue())


def _lists(book, sheets: Mapping, lines: Lines, wave: Wave) -> None:
    """The drop-down lists; they stand on a hidden sheet, as they may be long."""
    hidden = book.add_worksheet("lists")
    hidden.hide()
    items = [name_of(target) for item in wave.codebook.asked
             for target in ((item.name, ""), *options_of(item.name, wave.codebook))]
    choices = {"columns": ["leave out", *OWN_COLUMNS, *items]} | {
        place: meanings(place, wave.codebook) for place in dict.fromkeys(cells[0] for cells in lines["cells"])}
    place = {}
    for n, (name, words) in enumerate(choices.items()):
        hidden.write_column(0, n, words)
        column = _letters(n)
        place[name] = {"validate": "list", "source": f"=lists!${column}$1:${column}${len(words)}"}
    yes = {"validate": "list", "source": ["yes"]}
    for n, cells in enumerate(lines["start"], 1):
        source = [COUNT, DROP] if cells[0] == OUTSIDE else ["yes"]
        sheets["start"].data_validation(n, 1, n, 1, {"validate": "list", "source": source})
    for n, _ in enumerate(lines["columns"], 1):
        sheets["columns"].data_validation(n, 2, n, 2, place["columns"])
        sheets["columns"].data_validation(n, 4, n, 4, yes)
    for n, cells in enumerate(lines["cells"], 1):
        sheets["cells"].data_validation(n, 2, n, 2, place[cells[0]])
        sheets["cells"].data_validation(n, 5, n, 5, yes)


def _letters(n: int) -> str:
    """AB for 27."""
    return (_letters(n // 26 - 1) if n > 25 else "") + chr(ord("A") + n % 26)


def _to_do(lines: Lines, exports: list[Export], wave: Wave, open_columns: bool) -> list[str]:
    files = [export.matched for export in exports]
    missing = dict.fromkeys(target for found in files for target in lost(found, wave.codebook)
                            if target not in found.double.values())
    waiting = [cells for cells in lines["columns"] if cells[-1] != "yes" and cells[-2] != CERTAIN]
    alone = [cells for cells in waiting if cells[-2] != LIKELY]
    bulk = len(waiting) - len(alone)
    cells = [one for one in lines["cells"] if one[-1] != "yes"]
    said = [*(f'To confirm: "{short(one[0])}".' for one in alone[:20]),
            *([f"{len(alone) - 20} more to confirm."] if len(alone) > 20 else []),
            *(f'No column yet for "{name_of(target)}".' for target in missing),
            *([f"{bulk} columns are proposed, most to be left out: one answer on the sheet start confirms them all."]
              if bulk else []),
            *([f"{len(cells)} forms of cells to explain, on the sheet cells."] if cells else []),
            *(f"{question}: choose on the sheet start." for question, answer in lines["start"][1:] if not answer)]
    if said and open_columns:
        said.append("Once the columns are clear, run `coprod map` again: it may ask what some cells mean.")
    return said
