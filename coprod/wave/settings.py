"""Of whom and when: a wave's settings, roster and eligible staff."""

import datetime
import itertools
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from coprod.codebook import Codebook, read_codebook
from coprod.errors import BadInput, refuse
from coprod.opening import rows_of_text
from coprod.paths import raw_folder
from coprod.wave.beginners_toml import read_toml

FLOOR = 10
_DIGITS, _LEVELS = 7, 20  # of a head count; of services within services
_DATES = ("day first", "month first", "")
_SETTINGS = {  # name: (type, default; None = must be given)
    "title": (str, None),
    "invented": (bool, False),
    "opened": (datetime.date, None),
    "closed": (datetime.date, None),
    "platform": (str, ""),
    "dates": (str, ""),
    "margin": (float, 0.10),
    "floor": (int, FLOOR),
    "complete": (float, 0.8),
    "usable": (float, 0.5),
}
_EXPECTED = {str: 'text in "quotes"', bool: "true or false", int: "a whole number", float: "a number from 0 to 1",
             datetime.date: "a date such as 2016-10-10"}
COLUMNS = ("team", "parent", "headcount", "as_at", "report_as", "note")
_PEOPLE = ("name", "email", "e-mail", "mail", "user", "login", "token", "payroll", "staff_id", "employee")


@dataclass(frozen=True)
class Team:
    """One line of the roster. `answer`: the team's answer in the codebook; `report_as`: the team it is shown under."""

    answer: str
    label: str
    parent: str
    headcount: int
    report_as: str


@dataclass(frozen=True)
class Wave:
    """One run of the survey: its settings, codebook and roster. Shares (`margin`, `complete`, `usable`) are 0 to 1."""

    name: str
    folder: Path
    title: str
    invented: bool
    opened: datetime.date
    closed: datetime.date
    platform: str
    margin: float
    floor: int
    complete: float
    usable: float
    codebook: Codebook
    roster: tuple[Team, ...]
    dates: str = ""

    @property
    def eligible(self) -> int:
        """The number of staff who could answer."""
        return sum(team.headcount for team in self.roster)

    def is_open(self, day: datetime.date | None = None) -> bool:
        """Whether the closing date is still to come. `day`: today, unless another is given."""
        return (day or datetime.date.today()) < self.closed

    def refuse_while_open(self, day: datetime.date | None = None) -> None:
        """Raise BadInput while the survey is open (`is_open`): until then nobody looks at answers."""
        if self.is_open(day):
            raise BadInput(f"{self.name}: the survey is open until {self.closed}, and until then nobody looks at "
                           f"answers. `coprod fieldwork {self.name}` says how many have replied. If it was closed "
                           "early, correct wave.toml.")


def read_wave(name: str) -> Wave:
    """Read wave.toml, codebook.xlsx and roster.csv of `data/raw/<name>`.

    Raises BadInput with all that is wrong in all three (in the roster once the codebook, with its teams, is right).
    """
    folder, problems = raw_folder(name), []
    settings = _noting(problems, _read_settings, folder / "wave.toml")
    codebook = _noting(problems, read_codebook, folder / "codebook.xlsx")
    roster = codebook and _noting(problems, read_roster, folder / "roster.csv", codebook)
    refuse(problems)
    return Wave(name=name, folder=folder, codebook=codebook, roster=roster, **settings)


def read_roster(path: Path, codebook: Codebook) -> tuple[Team, ...]:
    """Read roster.csv: `team, parent, headcount, as_at, report_as, note`, one line a team.

    Raises BadInput naming each line: a column about people, an unknown or repeated team, a head count that is none.
    """
    lines = _read_csv(path)
    heads = [cell.casefold() if cell.casefold() in COLUMNS else cell for cell in lines[0][1]] if lines else []
    _check_columns(path.name, heads)
    teams = _team_answers(codebook)
    problems, roster = [], []
    for number, cells in lines[1:]:
        if any(cells):
            row = dict(itertools.zip_longest(heads, cells[:len(heads)], fillvalue=""))
            roster.append(_team(row, teams, f"{path.name}, line {number}", problems))
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


def _noting(problems: list[str], read, *given):
    """What `read` gives, or None and its problems added to the list."""
    try:
        return read(*given)
    except BadInput as error:
        problems += error.problems
        return None


def _read_settings(path: Path) -> dict:
    if not path.is_file():
        raise BadInput(f"{path.name} is missing from the wave's folder. Copy one from an example wave and fill it in.")
    given = read_toml(path)
    problems = [f'{path.name}: "{name}" is not a setting. The settings are: {", ".join(_SETTINGS)}.'
                for name in given if name not in _SETTINGS]
    settings = {}
    for name, (kind, default) in _SETTINGS.items():
        value = given.get(name, default)
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            problems.append(f'{path.name}: "{name}" must be given as {_EXPECTED[kind]}.'
                            f'{"" if name in given else " It is still to be filled in."}')
        settings[name] = value
    if isinstance(settings["title"], str) and not settings["title"].strip():
        problems.append(f'{path.name}: title is still to be filled in: what the pages call this wave, in "quotes".')
    refuse(problems)
    refuse(_check_settings(path.name, settings))
    return settings


def _check_settings(file: str, s: dict) -> list[str]:
    problems = []
    if s["closed"] < s["opened"]:
        problems.append(f"{file}: closed is before opened. Correct the dates.")
    if s["floor"] < FLOOR:
        problems.append(f"{file}: floor is {s['floor']}; results are never shown for fewer than {FLOOR} people. "
                        "A wave may ask for a higher floor only.")
    if s["dates"] not in _DATES:
        problems.append(f'{file}: "dates" must be "day first" or "month first", '
                        "as the export writes 3 April: 3/4 or 4/3.")
    for name in ("margin", "complete", "usable"):
        if not 0 < s[name] <= 1:
            problems.append(f'{file}: "{name}" must be above 0 and at most 1; 15 points are written 0.15.')
    if s["usable"] > s["complete"]:
        problems.append(f"{file}: usable is above complete. An answer that is complete is usable too.")
    return problems


def _read_csv(path: Path) -> list[tuple[int, list[str]]]:
    if not path.is_file():
        raise BadInput(f"{path.name} is missing from the wave's folder. It lists the teams and their head counts.")
    return [(number, [cell.strip() for cell in cells]) for number, cells in rows_of_text(path)]


def _check_columns(file: str, heads: list[str]) -> None:
    people = [head for head in heads if any(word in head.lower() for word in _PEOPLE)]
    refuse([f'{file}, line 1: the column "{head}" looks as if it were about people. The roster holds teams and head '
            "counts only: take it out." for head in people])
    refuse([f'{file}, line 1: the column "{name}" is missing. The columns are: {", ".join(COLUMNS)}.'
            for name in COLUMNS if name not in heads])


def _team_answers(codebook: Codebook) -> dict[str, str]:
    team = codebook.breakdowns.get("team")
    return {answer.label: answer.name for answer in codebook.answers(team.item) if not answer.missing} if team else {}


def _team(row: dict[str, str], teams: dict[str, str], where: str, problems: list[str]) -> Team:
    label, count = row["team"], row["headcount"]
    if teams and label not in teams:
        problems.append(f'{where}: team "{label}" is not among the codebook\'s teams. '
                        "Add it to the choices sheet or correct the roster.")
    if not (is_count := count.isdecimal() and len(count) <= _DIGITS):
        problems.append(f"{where}: headcount {_wrong(count)} a whole number of people.")
    try:
        datetime.date.fromisoformat(row["as_at"])
    except ValueError:
        problems.append(f"{where}: as_at {_wrong(row['as_at'])} a date such as 2016-10-01, the day of the head count.")
    if row["parent"].count(" > ") >= _LEVELS:
        problems.append(f"{where}: parent has more than {_LEVELS} levels. Name the largest ones only.")
    headcount = int(count) if is_count else 0
    return Team(teams.get(label, ""), label, row["parent"], headcount, row["report_as"] or label)


def _wrong(cell: str) -> str:
    return "must be" if cell else "is still to be filled in:"
