"""The team pages of a wave: a job for each team, and under which name."""

import re
import unicodedata
from pathlib import Path

from coprod.paths import project_root
from coprod.record.safe import TEAM, SafeTally
from coprod.report import messages as words
from coprod.report.messages import of_teams
from coprod.report.messages.language import written
from coprod.site.job import Job

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
    names, seen = file_names(group["label"] for group in teams_of(record)), inside(about) | {"sheet": True}
    return [Job(f"{FOLDER}/{names[group['label']]}", notebook, parameters | {"group": group["label"]}, project_root(), seen,
                group["shown_as"]) for group in teams_of(record)]


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
    """What pages say (as of `page.render_notebook`), as seen from the folder of the team pages."""
    return about | {"home": "../", "pages": [page | {"file": _from_folder(page["file"])} for page in about["pages"]]}


def _from_folder(file: str) -> str:
    return file.removeprefix(f"{FOLDER}/") if file.startswith(f"{FOLDER}/") else f"../{file}"
