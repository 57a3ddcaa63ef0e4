"""The team pages of a wave: a job for each team, and under which name."""

import re
import unicodedata
from pathlib import Path

from coprod.paths import project_root
from coprod.record import TEAM, Group, Record
from coprod.report.messages import say
from coprod.report.wording import notes_of
from coprod.site.job import Job

FOLDER = "teams"
INDEX = f"{FOLDER}/index.html"
# Names that Windows keeps for itself, and the index.
_KEPT = {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_LONGEST = 60


def teams_of(record: Record) -> tuple[Group, ...]:
    """The groups that get a page: teams, or small teams shown as one. A role has no manager and no reply rate."""
    return record.groups_of(TEAM)


def why_none(record: Record) -> str:
    """Why a record has no team pages, in a sentence; "" if it has."""
    if teams_of(record):
        return ""
    return say("survey.few") if record.is_small else " ".join(notes_of(record)) or say("teams.no_teams")


def jobs_of_teams(notebook: Path, record: Record, parameters: dict, about: dict) -> list[Job]:
    """The page of every team: the notebook, run with the team's label as `group`. about: as of `render_notebook`."""
    teams, seen = teams_of(record), inside(about) | {"sheet": True}
    names, folder = file_names(team.label for team in teams), project_root()
    return [Job(f"{FOLDER}/{names[team.label]}", notebook, parameters | {"group": team.label}, folder, seen,
                team.shown_as) for team in teams]


def file_names(labels) -> dict[str, str]:
    """A file name for each label: plain small letters, never twice, the same for the same labels in any order."""
    names, taken = {}, set(_KEPT)
    for label in sorted(labels):
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
        first = "-".join(re.findall("[a-z0-9]+", plain))[:_LONGEST].strip("-") or "team"
        name, number = first, 2
        while name in taken:
            name, number = f"{first}-{number}", number + 1
        taken.add(name)
        names[label] = f"{name}.html"
    return names


def inside(about: dict) -> dict:
    """What pages say (as of `render_notebook`), as seen from the folder of the team pages."""
    return about | {"home": "../", "pages": [page | {"file": _from_folder(page["file"])} for page in about["pages"]]}


def _from_folder(file: str) -> str:
    return file.removeprefix(f"{FOLDER}/") if file.startswith(f"{FOLDER}/") else f"../{file}"
