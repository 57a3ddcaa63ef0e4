"""The roster of a wave: its teams with their head counts, as typed or as a spreadsheet saved them."""

import datetime
import itertools
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from coprod.codebook import Codebook
from coprod.errors import BadInput, refuse
from coprod.opening import as_typed, first_sheet, rows_of_text

COLUMNS = ("team", "parent", "headcount", "as_at", "report_as", "note")
_PEOPLE = ("name", "email", "e-mail", "mail", "user", "login", "token", "payroll", "staff_id", "employee")
_FAR = 3 * 366  # days between a head count and the survey that cannot be
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3}){1,2}|\d{1,7})(?:\.0+)?")
_LEVELS = 20  # of services within services


@dataclass(frozen=True)
class Team:
    """One line of the roster. `answer`: the team's answer in the codebook; `report_as`: the team it is shown under."""

    answer: str
    label: str
    parent: str
    headcount: int
    report_as: str


def find_roster(folder: Path) -> Path:
    """roster.csv or roster.xlsx of a wave's folder. Raises BadInput where both are there."""
    found = [path for ending in ("csv", "xlsx") if (path := folder / f"roster.{ending}").is_file()]
    if len(found) > 1:
        raise BadInput("roster.csv and roster.xlsx are both there, and nobody can tell which counts. Keep one of them.")
    return found[0] if found else folder / "roster.csv"


def read_roster(path: Path, codebook: Codebook, opened: datetime.date | None = None) -> tuple[Team, ...]:
    """Read roster.csv or .xlsx: `team, parent, headcount, as_at, report_as, note`, one line a team.

    Raises BadInput naming each line: a column about people, an unknown or repeated team, a head count that is none.
    """
    lines = _cells(path)
    heads = [head.casefold().replace(" ", "_") for head in lines[0][1]] if lines else []
    _check_columns(path.name, heads)
    teams = _team_answers(codebook)
    problems, roster = [], []
    for number, cells in lines[1:]:
        if any(cells):
            row = dict(itertools.zip_longest(heads, cells[:len(heads)], fillvalue=""))
            roster.append(_team(row, teams, f"{path.name}, line {number}", opened, problems))
    labels = [team.label for team in roster]
    problems += [f'{path.name}: team "{label}" stands there more than once. Give each team one line.'
                 for label in sorted(label for label, times in Counter(labels).items() if times > 1)]
    parents = Counter(label for label, _ in {(team.report_as, team.parent) for team in roster})
    problems += [f'{path.name}: the teams reported as "{label}" have more than one parent. Give them the same.'
                 for label in sorted(label for label, different in parents.items() if different > 1)]
    if not problems:
        problems += [f'{path.name}: team "{label}" of the codebook has no line. Add it with its head count.'
                     for label in sorted(set(teams) - set(labels))]
    refuse(problems)
    return tuple(roster)


def _cells(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a roster with their numbers, as texts."""
    if not path.is_file():
        raise BadInput(f"{path.name} is missing from the wave's folder. It lists the teams and their head counts.")
    rows = first_sheet(path) if path.suffix == ".xlsx" else rows_of_text(path)
    return [(number, [" ".join(_text(cell).split()) for cell in cells]) for number, cells in rows]


def _text(cell) -> str:
    return as_typed(str(cell.date() if isinstance(cell, datetime.datetime) else cell))


def _check_columns(file: str, heads: list[str]) -> None:
    people = [head for head in heads if any(word in head.lower() for word in _PEOPLE)]
    refuse([f'{file}, line 1: the column "{head}" looks as if it were about people. The roster holds teams and head '
            "counts only: take it out." for head in people])
    refuse([f'{file}, line 1: the column "{name}" is missing. The columns are: {", ".join(COLUMNS)}.'
            for name in COLUMNS if name not in heads])


def _team_answers(codebook: Codebook) -> dict[str, str]:
    team = codebook.breakdowns.get("team")
    return {answer.label: answer.name for answer in codebook.answers(team.item) if not answer.missing} if team else {}


def _team(row: dict[str, str], teams: dict[str, str], where: str, opened: datetime.date | None,
          problems: list[str]) -> Team:
    labels = {" ".join(label.split()).casefold(): label for label in teams}
    label, count = labels.get(row["team"].casefold(), row["team"]), _NUMBER.fullmatch(row["headcount"])
    if teams and label not in teams:
        problems.append(f'{where}: team "{label}" is not among the codebook\'s teams. '
                        "Add it to the choices sheet or correct the roster.")
    if not count:
        problems.append(f"{where}: headcount {_wrong(row['headcount'])} a whole number of people.")
    day = _day(row["as_at"], opened)
    if day is None:
        problems.append(f"{where}: as_at {_wrong(row['as_at'])} a date such as 2016-10-01, the day of the head count.")
    elif opened and abs((day - opened).days) > _FAR:
        problems.append(f"{where}: as_at is {day}, years away from {opened}, when the survey opened. Correct the date.")
    if row["parent"].count(" > ") >= _LEVELS:
        problems.append(f"{where}: parent has more than {_LEVELS} levels. Name the largest ones only.")
    headcount = int(count[1].replace(",", "")) if count else 0
    return Team(teams.get(label, ""), label, row["parent"], headcount, row["report_as"] or label)


def _day(text: str, opened: datetime.date | None) -> datetime.date | None:
    """A day as typed or as a spreadsheet writes it: day first as in Britain, unless month first alone fits."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        found = _DAY.fullmatch(text.partition(" ")[0])
    days = []
    for day, month in ([(found[1], found[2]), (found[2], found[1])] if found else []):
        try:
            days.append(datetime.date(int(found[3]) + 2000 * (len(found[3]) == 2), int(month), int(day)))
        except ValueError:
            continue
    near = [day for day in days if opened is None or abs((day - opened).days) <= _FAR]
    return next(iter(near or days), None)


def _wrong(cell: str) -> str:
    return "must be" if cell else "is still to be filled in:"
