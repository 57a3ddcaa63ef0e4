"""The team pages of a wave: the notebook of a team, run once for each, and their index."""

import re
import unicodedata
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.folders import project_root
from coprod.public import words
from coprod.public.page import render_notebook, render_teams
from coprod.public.run import run_notebook
from coprod.public.words import of_teams
from coprod.public.words.language import written
from coprod.safe import TEAM, SafeTally

FOLDER = "teams"
INDEX = f"{FOLDER}/index.html"
_ENOUGH = 5  # so many failures are listed; with thousands of teams nobody wants to wait for the rest
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


def make_team_pages(work: Path, notebook: Path, record: SafeTally, parameters: dict, about: dict) -> None:
    """Run the notebook for every team and write the pages and their index into the folder `teams` of `work`.

    about: as of `page.render_notebook`; its `pages` are named as seen from `work`. Raises BadInput that names the notebook,
    the cell and the team of every failure; the caller then throws `work` away.
    """
    from tqdm import tqdm

    teams, folder, problems = teams_of(record), work / FOLDER, []
    names = file_names(group["label"] for group in teams)
    about = about | {"home": "../", "pages": [page | {"file": _from_folder(page["file"])} for page in about["pages"]]}
    folder.mkdir()
    for group in tqdm(teams, desc="Team pages", unit="page"):
        try:
            done = run_notebook(notebook, parameters | {"group": group["label"]}, project_root())
        except BadInput as error:
            problems += error.problems
            if len(problems) >= _ENOUGH:
                break
            continue
        page = render_notebook(_named(done, group["shown_as"]), about | {"file": names[group["label"]], "sheet": True})
        (folder / names[group["label"]]).write_text(page, "utf-8", newline="\n")
    refuse(problems)
    told = {"file": Path(INDEX).name, "heading": of_teams.YOUR_TEAM, "intro": of_teams.INDEX, "notes": of_teams.note()}
    index = render_teams(about | told, _by_service(teams, names))
    (work / INDEX).write_text(index, "utf-8", newline="\n")


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


def _from_folder(file: str) -> str:
    return file.removeprefix(f"{FOLDER}/") if file.startswith(f"{FOLDER}/") else f"../{file}"


def _named(notebook, name: str):
    """A copy whose first heading is the team's name."""
    from nbformat import v4

    plain = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", name)
    first, *others = notebook.cells
    return v4.new_notebook(cells=[v4.new_markdown_cell(re.sub("^# .*", lambda _: f"# {plain}", first.source, count=1)), *others])


def _by_service(teams: list[dict], names: dict[str, str]) -> list[dict]:
    """The teams of each service as (file, title), in the order of the record."""
    services = {}
    for group in teams:
        services.setdefault(group["parent"], []).append({"file": names[group["label"]], "title": group["shown_as"]})
    return [{"title": service, "teams": inside} for service, inside in services.items()]
