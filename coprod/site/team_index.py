"""The index of team pages: one page, or where that is too long one for each of the largest services and one above."""

from pathlib import Path

from coprod.record import Record
from coprod.report.messages import say
from coprod.site.teams import FOLDER, INDEX, file_names, inside, teams_of
from coprod.site.templates import render_teams

PARTS = f"{FOLDER}/index"  # the folder of the pages that an index falls into
_ROOM = 120_000  # characters of names and files on one page: with all else on it it stays well under 300 KB
_LINK, _HEADING = 45, 130  # what a link, and a heading with its place in the contents, take beside their words
_LEVEL, _TOGETHER = " > ", " + "  # between the levels of a parent, and between parents whose teams are shown as one


def team_indexes(record: Record, about: dict) -> dict[str, str]:
    """The pages that list the teams, by their files in the wave's folder.

    about: as of `render_notebook`; its `pages` are named as seen from the wave's folder.
    """
    services = _by_service(record)
    told = inside(about) | {"file": Path(INDEX).name, "heading": say("teams.your_team"),
                            "intro": say("teams.index"), "notes": say("teams.note")}
    if len(_pages(services)) <= 1:
        return {INDEX: render_teams(told, services)}
    pages = _by_largest(services)
    files, below = file_names(pages), _below(told)
    numbers = {title: sum(len(service["teams"]) for service in page) for title, page in pages.items()}
    links = [{"file": f"{Path(PARTS).name}/{files[title]}", "title": say("teams.with_number", title=title, count=count)}
             for title, count in numbers.items()]
    made = {INDEX: render_teams(told | {"intro": say("teams.index_of_parts")}, [{"title": "", "teams": links}])}
    return made | {f"{PARTS}/{files[title]}": render_teams(below | {"heading": title}, _seen_from_below(page))
                   for title, page in pages.items()}


def _by_service(record: Record) -> list[dict]:
    """The services by title, each with its teams as dicts file, title, in the order of the record."""
    names, services = file_names(team.label for team in teams_of(record)), {}
    for team in teams_of(record):
        services.setdefault(team.parent, []).append({"file": names[team.label], "title": team.shown_as})
    return [{"title": service, "teams": teams} for service, teams in services.items()]


def _by_largest(services: list[dict]) -> dict[str, list[dict]]:
    """The services of each page by its title: a largest service, or a part of one that is too long for a page."""
    largest = {}
    for service in services:
        top = _largest(service["title"])
        largest.setdefault(top, []).append(service | {"title": service["title"].removeprefix(top).removeprefix(_LEVEL)})
    made = {}
    for top, inside_it in largest.items():
        pages, name = _pages(inside_it), top or say("teams.others")
        for n, page in enumerate(pages, 1):
            part = say("teams.part", title=name, number=n, count=len(pages)) if len(pages) > 1 else name
            made.setdefault(part, []).extend(page)
    return made


def _largest(parent: str) -> str:
    """The first level of a parent; of several parents whose teams are shown as one, the first levels of all."""
    return _TOGETHER.join(dict.fromkeys(one.partition(_LEVEL)[0] for one in parent.split(_TOGETHER)))


def _pages(services: list[dict]) -> list[list[dict]]:
    """The services as they fit on pages, one after the other."""
    pages, left = [], 0
    for service in services:
        for team in service["teams"]:
            if left <= 0:
                pages, left = [*pages, []], _ROOM
            page = pages[-1]
            if not page or page[-1]["title"] != service["title"]:
                page.append({"title": service["title"], "teams": []})
                left -= 2 * len(service["title"].encode()) + _HEADING
            page[-1]["teams"].append(team)
            left -= len(team["file"]) + len(team["title"].encode()) + _LINK
    return pages


def _below(about: dict) -> dict:
    """The same, as seen from the folder of the parts."""
    return about | {"home": "../../", "file": "", "back": f"../{Path(INDEX).name}",
                    "pages": [page | {"file": f"../{page['file']}"} for page in about["pages"]]}


def _seen_from_below(services: list[dict]) -> list[dict]:
    return [service | {"teams": [team | {"file": f"../{team['file']}"} for team in service["teams"]]}
            for service in services]
