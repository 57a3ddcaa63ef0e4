"""Reads a table that a person fills in, CSV or XLSX, cell by cell; what is wrong is said by file, line and column."""

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.opening import first_sheet, rows_of_text

_MONTH, _DAY = re.compile(r"(\d{4})-(\d\d)(?:-\d\d)?"), re.compile(r"\d{4}-\d\d-\d\d")
_ROLE = ('must be a role, such as "Head of learning", and never a person\'s name. '
         "Write it in small letters after the first.")
_NOBODY = "seems to hold a person's name, e-mail address or phone number. Say it with a role, or leave it out."
_ADDRESS = re.compile(r"@|\bwww\.|https?:|(?:\+44|\b0)[\d ()-]{8,}\d|\b\d{6,}\b")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Sir|Dame)\b\.?\s+[A-Z]")
_INITIAL = re.compile(r"\b[A-Z]\.\s*[A-Z][a-z]")
_ROLES = frozenset("""
    adviser advisor analyst assistant associate board buyer carer chair champion chief citizen citizens clerk coach
    commissioner committee consultant convenor coordinator co-ordinator council councillor deputy designer director
    directors doctor editor executive expert experts facilitator forum group head heads lead leader leaders leads
    librarian manager managers mentor nurse officer officers panel partner partners party peer planner practitioner
    principal professional programme researcher secretary service social sponsor staff supervisor team teams
    therapist trainer trainers tutor volunteer volunteers worker workers
""".split())  # noqa: SIM905


@dataclass(frozen=True)
class Line:
    """One filled-in line: its cells by column, and where it stands; what is wrong with it is added to `problems`."""

    file: str
    at: int
    cells: dict[str, str]
    problems: list[str] = field(compare=False)

    def text(self, column: str, needed: bool = True) -> str:
        """The words of a cell; a blank one is a problem where it is needed."""
        if needed and not self.cells[column]:
            self.wrong(column, "is still to be filled in.")
        return self.cells[column]

    def whole(self, column: str, needed: bool = True) -> int | None:
        """A whole number from 0 up, or None. A sign of money and commas between thousands are understood."""
        shape = r"£?((?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\.0{1,9})?)"
        found = self._number(column, needed, shape, "a whole number, such as 24")
        return None if found is None else int(float(found.replace(",", "")))

    def number(self, column: str, needed: bool = True) -> float | None:
        """A number from 0 up, such as 2.5, or None."""
        found = self._number(column, needed, r"(\d{1,9}(?:\.\d{1,9})?)", "a number, such as 2.5")
        return None if found is None else float(found)

    def points(self, column: str, needed: bool = True) -> int | None:
        """A change in points with its sign, such as +15 or -10, or None; nought is no change."""
        shape = "([+\u2212-]?\\d{1,3}(?:\\.0{1,9})?)"
        found = self._number(column, needed, shape, "whole points with a sign, such as +15 or -15")
        points = None if found is None else int(float(found.replace("\u2212", "-")))
        if points is not None and not 0 < abs(points) <= 100:
            self.wrong(column, "must be from 1 to 100 points, up or down, such as +15 or -15.")
            return None
        return points

    def month(self, column: str) -> datetime.date | None:
        """The first day of a month, or None."""
        found = _MONTH.fullmatch(self.text(column))
        return self._date(column, f"{found[1]}-{found[2]}-01" if found else "", "a month such as 2016-12")

    def day(self, column: str, needed: bool = True) -> datetime.date | None:
        """A day, or None."""
        text = self.text(column, needed)
        return self._date(column, text if _DAY.fullmatch(text) else "", "a day such as 2016-12-05", needed)

    def role(self, column: str, needed: bool = True) -> str:
        """The words for a role; a cell that names a person, or no role, is a problem."""
        text = self.text(column, needed)
        if text and not names_a_role(text):
            self.wrong(column, _ROLE)
        return text

    def refuse_people(self, *columns: str) -> None:
        """Note a problem of each cell that seems to hold a person's name, address or number."""
        for column in columns:
            if names_a_person(self.cells[column]):
                self.wrong(column, _NOBODY)

    def wrong(self, column: str, what: str) -> None:
        """Note a problem of a cell; `what` ends the sentence and never repeats the cell."""
        self.problems.append(f'{self.file}, line {self.at}, column "{column}": {what}')

    def _number(self, column, needed, shape, expected):
        text = self.text(column, needed)
        found = re.fullmatch(shape, text)
        if text and not found:
            self.wrong(column, f"must be {expected}.")
        return found[1] if found else None

    def _date(self, column, text, expected, needed=True):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            if self.cells[column]:
                self.wrong(column, f"must be {expected}.")
            return None


def find_filled(folder: Path, name: str) -> Path | None:
    """The file `name`.csv or `name`.xlsx of a folder, or None; raises BadInput where both are there."""
    found = [path for ending in ("csv", "xlsx") if (path := folder / f"{name}.{ending}").is_file()]
    if len(found) > 1:
        raise BadInput(f"{name}.csv and {name}.xlsx are both there, and nobody can tell which counts. "
                       "Keep one of them.")
    return found[0] if found else None


def read_filled(path: Path, columns: tuple[str, ...], problems: list[str]) -> list[Line]:
    """The filled-in lines below the headings, not the blank ones. Raises BadInput unless the headings are `columns`."""
    rows = first_sheet(path) if path.suffix == ".xlsx" else rows_of_text(path)
    rows = [(number, [_text(cell) for cell in cells]) for number, cells in rows]
    named = {name.casefold(): name for name in columns}
    heads = [named.get(cell.strip().casefold(), cell.strip()) for cell in rows[0][1]] if rows else []
    refuse([f'{path.name}, line 1: the column "{name}" is missing. The columns are: {", ".join(columns)}.'
            for name in columns if name not in heads])
    refuse([f"{path.name}, line 1: column {n} is none that is read here, or stands there twice. Take it out. "
            f"The columns are: {', '.join(columns)}." for n, head in enumerate(heads, 1)
            if head not in (*columns, "") or head and head in heads[:n - 1]])
    lines = []
    for number, cells in rows[1:]:
        cells = [" ".join(cell.split()) for cell in cells]
        if any(cells[len(heads):]):
            problems.append(f"{path.name}, line {number}: this line has more cells than there are headings. "
                            "Put quotes around a cell that holds a comma.")
        elif any(cells):
            cells += [""] * (len(heads) - len(cells))
            lines.append(Line(path.name, number, dict(zip(heads, cells, strict=False)), problems))
    return lines


def names_a_role(text: str) -> bool:
    """Whether words say a role: one of the words for roles is there, and nothing that looks like a person."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    return any(word.lower() in _ROLES for word in words) and not names_a_person(text) and not _two_names(text)


def names_a_person(text: str) -> bool:
    """Whether words hold an address, a phone number, a title before a name, or an initial before one."""
    return bool(_ADDRESS.search(text) or _TITLE.search(text) or _INITIAL.search(text))


def _text(cell) -> str:
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _two_names(text: str) -> bool:
    """Two words side by side with a capital letter, as first name and surname have, which are no words for roles."""
    words = [word.strip(",;()") for word in text.split()]
    short = [len(word) > 1 and word.isupper() for word in words]  # such as HR or NHS
    capital = [word[:1].isupper() and not is_short and word.lower() not in _ROLES
               for word, is_short in zip(words, short, strict=True)]
    return any(one and two for one, two in zip(capital, capital[1:], strict=False))
