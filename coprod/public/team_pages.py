"""The team pages of a wave: a job for each team, and their index."""

import re
import unicodedata
from pathlib import Path

from coprod.folders import project_root
from coprod.public import words
from coprod.public.job import Job
from coprod.public.page import render_teams
from coprod.public.words import of_teams
from coprod.public.words.language import written
from coprod.safe import TEAM, SafeTally

FOLDER = "teams"
INDEX = f"{FOLDER}/index.html"
# Names that Windows keeps for itself, and the index.
_KEPT = {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_LONGEST = 60


def teams_of(record: SafeTally) -> list[dict]:
    """The groups that get a page: teams, or small teams shown as one. A role or the like has no manager and no reply rate."""
    return [group for group in record.about["groups"] if group["breakdown"] == TEAM]


def why_none(record: SafeTally) -> str:
    """Why a record has no team pages, in a sentence; "" if it has."""
    if teams_of(record):
        return ""
    return words.FEW if record.few else " ".join(map(written, record.about["notes"])) or of_teams.NO_TEAMS


def jobs_of_teams(notebook: Path, record: SafeTally, parameters: dict, about: dict) -> list[Job]:
    """The page of every team: the notebook, run with the team's label as `group`. about: as of `page.render_notebook`."""
    names, inside = file_names(group["label"] for group in teams_of(record)), _inside(about) | {"sheet": True}
    return [Job(f"{FOLDER}/{names[group['label']]}", notebook, parameters | {"group": group["label"]}, project_root(), inside,
                group["shown_as"]) for group in teams_of(record)]


def team_index(record: SafeTally, about: dict) -> str:
    """The page that lists the teams. about: as of `page.render_notebook`; its `pages` are named as seen from the wave's folder."""
    teams = teams_of(record)
    told = {"file": Path(INDEX).name, "heading": of_teams.YOUR_TEAM, "intro": of_teams.INDEX, "notes": of_teams.note()}
    return render_teams(_inside(about) | told, _by_service(teams, file_names(group["label"] for group in teams)))


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


def _inside(about: dict) -> dict:
    """The same, as seen from the folder of the team pages."""
    return about | {"home": "../", "pages": [page | {"file": _from_folder(page["file"])} for page in about["pages"]]}


def _from_folder(file: str) -> str:
    return file.removeprefix(f"{FOLDER}/") if file.startswith(f"{FOLDER}/") else f"../{file}"


def _by_service(teams: list[dict], names: dict[str, str]) -> list[dict]:
    """The teams of each service as (file, title), in the order of the record."""
    services = {}
    for group in teams:
        services.setdefault(group["parent"], []).append({"file": names[group["label"]], "title": group["shown_as"]})
    return [{"title": service, "teams": inside} for service, inside in services.items()]
