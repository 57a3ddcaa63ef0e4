"""Of whom and when: a wave's settings, with its codebook and roster."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from coprod.codebook import Codebook, read_codebook
from coprod.errors import BadInput, refuse
from coprod.paths import raw_folder
from coprod.wave.beginners_toml import read_toml
from coprod.wave.roster import Team, find_roster, read_roster

FLOOR = 10
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
_FIRST, _LONGEST = datetime.date(1990, 1, 1), 366  # no survey here is older, or open for more days


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
    """Read wave.toml, codebook.xlsx and roster.csv (or .xlsx) of `data/raw/<name>`.

    Raises BadInput with all that is wrong in all three (in the roster once the codebook, with its teams, is right).
    """
    folder, problems = raw_folder(name), []
    settings = _noting(problems, _read_settings, folder / "wave.toml")
    codebook = _noting(problems, read_codebook, folder / "codebook.xlsx")
    roster = codebook and _noting(problems, read_roster, find_roster(folder), codebook, settings and settings["opened"])
    refuse(problems)
    return Wave(name=name, folder=folder, codebook=codebook, roster=roster, **settings)


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
    elif (s["closed"] - s["opened"]).days > _LONGEST:
        problems.append(f"{file}: from opened to closed is more than a year. Correct the dates.")
    problems += [f"{file}: {name} is {s[name]}, which cannot be. Correct the date." for name in ("opened", "closed")
                 if not _FIRST <= s[name] <= datetime.date.today() + datetime.timedelta(5 * 366)]
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
