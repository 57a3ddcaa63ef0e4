"""Invented plans, reviews and sessions, written to the folders of a project, for tests to change and break."""

import csv
from pathlib import Path

from coprod.plan.learning_plan import COLUMNS
from coprod.private import sessions

ACTIVITY = {"id": "talks", "activity": "Short talks", "needs": "job", "for_whom": "All staff", "start": "2017-01",
            "end": "2017-03", "hours": "1.5", "places": "40", "cost": "£1,200", "owner": "Learning lead",
            "indicator": "job", "points": "+20", "agreed_by": "Head of service", "agreed_on": "2016-12-01"}
SESSION = {"date": "2017-01-10", "activity": "talks", "places": "20", "attended": "18", "answered": "16",
           "confident_before": "6", "confident_after": "10", "one_thing": ""}


def write_rows(path: Path, heads, rows) -> Path:
    """Write dicts as a CSV file below its headings; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_plan(project: Path, *changes: dict, wave: str = "first") -> Path:
    """Write a plan of one activity for each dict of what is other than in ACTIVITY."""
    rows = [ACTIVITY | ({"id": f"a{n}"} if n > 1 else {}) | change for n, change in enumerate(changes or ({},), 1)]
    return write_rows(project / "data" / "plan" / wave / "plan.csv", COLUMNS, rows)


def write_sessions(folder: Path, *changes: dict) -> Path:
    """Write sessions.csv with one line for each dict of what is other than in SESSION."""
    return write_rows(folder / "sessions.csv", sessions.COLUMNS, [SESSION | change for change in changes])
