"""A codebook's sheets as rows that know where they stand and in which languages they speak."""

import datetime
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.opening import CODEBOOK, checked_cells, opened

SHEETS = {  # sheet: the columns it must have
    "survey": ("type", "name", "label"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title",),
    "indicators": ("name", "label", "phrase", "items", "rule", "better", "headline"),
    "breakdowns": ("name", "label", "item"),
}
SPOILT = "\x00"  # stands before what a spreadsheet turned into a date, a time or TRUE
_OURS = {"indicators", "breakdowns"}
_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet: its cells by heading, and where it stands."""

    sheet: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, head: str) -> str:
        return self.cells.get(head, "")

    def words(self, head: str, language: str = "") -> str:
        """The text under a heading in one language: `label::Cymraeg (cy)`, or `label` where there is none."""
        return self[f"{head}::{language}"] or self[head] or next(iter(self.all_words(head)), "")

    def all_words(self, head: str) -> list[str]:
        """The texts under a heading in every language it is written in."""
        return [text for name, text in self.cells.items() if text and name.split("::")[0] == head]


@dataclass
class Problems:
    """What is wrong with a workbook, each with file, sheet and row."""

    file: str
    found: list[str] = field(default_factory=list)

    def add(self, row: SheetRow, text: str) -> None:
        """Note one problem of a row."""
        self.found.append(f"{self.file}, sheet {row.sheet}, row {row.number}: {text}")

    def parsed(self, row: SheetRow, head: str, parse, otherwise):
        """What `parse` makes of a cell; `otherwise`, and a problem of the row, where it raises ValueError."""
        try:
            return parse(row[head])
        except ValueError as error:
            self.add(row, f"{head}: {error}.")
            return otherwise


@dataclass(frozen=True)
class CodebookSheets:
    """The sheets of a codebook: rows by sheet, and each sheet's headings."""

    rows: dict[str, list[SheetRow]]
    heads: dict[str, list[str]]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the labels; first that of the settings, or of the first label column."""
        heads = self.heads["survey"] + self.heads["choices"]
        labels = [head for head in heads if head.split("::")[0] == "label"]
        default = self.rows["settings"][0]["default_language"]
        # XLSForm: a column without a language is in the default language.
        named = dict.fromkeys(head.partition("::")[2] or default for head in labels)
        return tuple(sorted(named, key=lambda name: name != default)) if default else tuple(named)


def read_workbook(path: Path) -> CodebookSheets:
    """Read an XLSForm workbook with the sheets survey, choices, settings, and ours: indicators, breakdowns.

    Raises BadInput: no such file, no workbook, a sheet or column that is missing or stands there twice.
    """
    if not path.is_file():
        raise BadInput(f"{path.name} is missing from the wave's folder. "
                       "It is the questionnaire as an XLSForm workbook.")
    with opened(path, CODEBOOK) as book:
        there = [name for name in SHEETS if name in book.sheet_names]
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in there}
    for name, rows in sheets.items():
        checked_cells(path, name, list(enumerate(rows, 1)), CODEBOOK)
    refuse([f'{path.name}: there is no sheet named "{name}". Add it{_how(name)}.'
            for name in SHEETS if name not in sheets])
    heads = {name: [_head(cell) for cell in rows[0]] if rows else [] for name, rows in sheets.items()}
    refuse([problem for name in SHEETS for problem in _check_heads(path.name, name, heads[name])])
    rows = {name: _rows(name, heads[name], cells) for name, cells in sheets.items()}
    refuse([f'{path.name}, sheet {name}, row {row.number}: a spreadsheet turned what was typed under "{head}" into a '
            f'date, a '
            f'time, TRUE or FALSE. Perhaps it was {cell.removeprefix(SPOILT)}. Format the cell as text, and type it '
            f'again.'
            for name in SHEETS for row in rows[name] for head, cell in row.cells.items() if cell.startswith(SPOILT)])
    if not rows["settings"] or not rows["settings"][0]["form_title"]:
        raise BadInput(f"{path.name}, sheet settings, row 2: form_title is missing. Give the survey's title.")
    return CodebookSheets(rows, heads)


def language_code(language: str) -> str:
    """The code in a language's name: "cy" of "Cymraeg (cy)"; "" where there is none."""
    found = _CODE.search(language)
    return found[1] if found else language if re.fullmatch("[a-z]{2,3}", language) else ""


def _how(sheet: str) -> str:
    nothing = " and no more rows if there is nothing to declare" if sheet in _OURS else ""
    return f", with the headings {', '.join(SHEETS[sheet])}{nothing}"


def _check_heads(file: str, sheet: str, heads: list[str]) -> list[str]:
    present = {head.split("::")[0] for head in heads if head.startswith("label")} | set(heads)
    where = f"{file}, sheet {sheet}, row 1"
    problems = [f'{where}: the column "{name}" is missing.' for name in SHEETS[sheet] if name not in present]
    return problems + [f'{where}: the column "{head}" stands there {number} times. Keep one.'
                       for head, number in Counter(filter(None, heads)).items() if number > 1]


def _rows(sheet: str, heads: list[str], cells: list[list]) -> list[SheetRow]:
    rows = [SheetRow(sheet, n, dict(zip(heads, map(_text, row), strict=False))) for n, row in enumerate(cells[1:], 2)]
    return [row for row in rows if any(row.cells.values())]


def _head(cell) -> str:
    return "::".join(part.strip() for part in _text(cell).split("::"))


def _text(cell) -> str:
    if isinstance(cell, (datetime.date, datetime.time, datetime.timedelta, bool)):
        return f"{SPOILT}{_meant(cell)}"  # a spreadsheet made it of what somebody typed
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def _meant(cell) -> str:
    """What somebody probably typed: 2-4 for the second of April, which is also the fourth of February."""
    if isinstance(cell, (datetime.datetime, datetime.date)):
        return f'"{cell.day}-{cell.month}" or "{cell.month}-{cell.day}"'
    return f'"{str(cell).upper()}"' if isinstance(cell, bool) else f'"{str(cell)[:5]}"'
