"""A small invented wave, written to a folder in code: what the tests change, break and count again."""

import csv
from pathlib import Path

import numpy as np
import xlsxwriter

from coprod.codebook import Answer
from coprod.private.coding.categorical import NO, YES
from coprod.private.coding.tallies import NO_TEAM, Tallies, Tally, Unit
from coprod.stats import count_answers

TEAMS = {"Ash": "North", "Beech": "North", "Cedar": "North", "Elm": "South", "Fir": "South", "Gorse": "South"}
HEADS = ["ID", "Start time", "Completion time", "Email", "Name"]
TOML = 'title = "A small wave"\ninvented = true\nopened = 2020-01-06\nclosed = 2020-01-31\n'
ROSTER = ["team", "parent", "headcount", "as_at", "report_as", "note"]


def sheets() -> dict[str, list[list[str]]]:
    """The sheets of a small codebook, each a list of rows; a test changes what it wants to see refused."""
    return {
        "survey": [
            ["type", "name", "label", "relevant", "polarity", "headline", "construct"],
            ["note", "hello", "Thank you for answering."],
            ["select_one team", "team", "Which team do you work in?"],
            ["select_one agree", "sure", "I feel sure.", "", "positive", "yes", "confidence"],
            ["begin_group", "grid", "How often have you used each of these?"],
            ["select_one often", "usedtalks", "Talks", "", "positive"],
            ["select_one often", "usedwalks", "Walks", "", "positive"],
            ["end_group"],
            ["select_one yesno", "support", "Do you need support?", "", "negative"],
            ["select_multiple help", "help", "What would help?", "${support} = 'yes'"],
            ["text", "onething", "Anything else?"],
            ["select_one agree", "spare", "A spare statement.", "false()", "positive"],
        ],
        "choices": [
            ["list_name", "name", "label", "missing", "positive"],
            *(["team", team.lower(), team] for team in TEAMS),
            ["agree", "no", "Disagree"], ["agree", "so", "Neither"], ["agree", "yes", "Agree", "", "yes"],
            ["agree", "na", "Does not apply", "does not apply"],
            ["often", "never", "Never"], ["often", "once", "Once", "", "yes"], ["often", "many", "Many times", "",
                                                                                "yes"],
            ["yesno", "no", "No"], ["yesno", "yes", "Yes", "", "yes"],
            ["help", "training", "Training"], ["help", "plain", "Plain, short texts"], ["help", "other", "Other"],
        ],
        "settings": [["form_title"], ["A small survey"]],
        "indicators": [
            ["name", "label", "phrase", "items", "rule", "better", "headline"],
            ["confident", "Confident", "feel sure", "sure", "in yes", "higher", "yes"],
            ["limited", "Limited", "have used nothing", "used*", "at most 0 in once many", "lower", ""],
        ],
        "breakdowns": [["name", "label", "item"], ["team", "Team", "team"]],
    }


def people(each: int = 12) -> list[dict[str, str]]:
    """The answers of `each` people in every team, always the same ones, mixed so that results can be shown by team."""
    rng = np.random.default_rng(2020)
    answers = {"I feel sure.": ["Disagree", "Neither", "Agree", "Agree"], "Talks": ["Never", "Once", "Many times"],
               "Walks": ["Never", "Never", "Never", "Once", "Many times"], "Do you need support?": ["No", "No", "Yes"]}
    crowd = []
    for team in TEAMS:
        for n in range(each):
            person = {"Which team do you work in?": team} | {q: str(rng.choice(a)) for q, a in answers.items()}
            asked = person["Do you need support?"] == "Yes"
            helps = ["Training;", "Plain, short texts;", "Training;Plain, short texts;",
                     f"A mentor for {team} {n};"][n % 4]
            crowd.append(person | {"What would help?": helps if asked else "", "Anything else?": ""})
    return crowd


def write_book(path: Path, content: dict[str, list[list[str]]]) -> Path:
    """Write sheets to a workbook."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in content.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def write_answers(path: Path, crowd: list[dict[str, str]], first: int = 1) -> Path:
    """Write people as a Microsoft Forms CSV, with ids from `first`."""
    rows = [[first + n, "1/6/20 9:00", "1/6/20 9:05", "anonymous", "", *person.values()] for n,
            person in enumerate(crowd)]
    return write_csv(path, [[*HEADS, *crowd[0]], *rows])


def write_csv(path: Path, rows) -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path


def read_csv(path: Path) -> list[list[str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write_small(raw: Path, crowd=None, content=None, toml: str = TOML, headcount: int = 16,
                name: str = "small") -> Path:
    """Write a whole small wave to `raw/<name>` and return its folder."""
    folder = raw / name
    folder.mkdir(parents=True)
    (folder / "wave.toml").write_text(toml, "utf-8")
    write_book(folder / "codebook.xlsx", content or sheets())
    teams = ([team, parent, headcount, "2020-01-06", "", ""] for team, parent in TEAMS.items())
    write_csv(folder / "roster.csv", [ROSTER, *teams])
    write_answers(folder / "responses.csv", crowd or people())
    return folder


def tally_of(teams: list[tuple[str, str, int, list[int]]], spare: int = 5) -> Tally:
    """A tally of one yes/no measure: for each team label, parent, how many said no and yes (no team: parent "").

    Everybody who was asked answered; `spare` staff of each team did not take part.
    """
    units = tuple(Unit(label, parent, sum(counts) + spare if parent else 0, label != NO_TEAM) for label, parent,
                  counts in teams)
    if not any(unit.label == NO_TEAM for unit in units):
        units, teams = (*units, Unit(NO_TEAM, "", 0, False)), [*teams, (NO_TEAM, "", [0, 0])]
    counts = np.array([[[0, 0, *counts]] for _, _, counts in teams])
    usable = counts.sum(axis=(1, 2))
    return Tally(counts, {"sure": (Answer("no", "No"), Answer("yes", "Yes", positive=True))}, units, usable, usable)


def tallies_of(places: np.ndarray, said: np.ndarray, spare=5) -> Tallies:
    """People counted by breakdowns that cross: team, and perhaps role and tenure (people × breakdown, numbers from 0).

    `said`: people × yes/no item, 1 for yes, 0 for no, -1 for no answer. Every third team is in one service; `spare`
    staff of each team (one number, or one a team) did not take part.
    """
    answers = {f"item{n}": (Answer("no", "No"), Answer("yes", "Yes", positive=True)) for n in range(said.shape[1])}
    by = []
    for name, place in zip(("team", "role", "tenure"), places.T, strict=False):
        usable = np.append(np.bincount(place), 0)
        team = name == "team"
        staff = usable[:-1] + spare if team else usable[:-1] * 0
        units = [Unit(f"{name} {n:02}", f"Service {n % 3}" if team else "", int(people)) for n,
                 people in enumerate(staff)]
        counts = count_answers(said + NO, place, len(usable), YES + 1)
        by.append(Tally(counts, answers, (*units, Unit(f"no {name} named", "", 0, False)), usable, usable, name,
                        name.title()))
    cells, cell = np.unique(places, axis=0, return_inverse=True)
    rated, positive = np.zeros((2, len(cells), said.shape[1]), int)
    np.add.at(rated, cell.ravel(), said >= 0)
    np.add.at(positive, cell.ravel(), said == 1)
    return Tallies(tuple(by), cells, np.bincount(cell.ravel()), rated, positive)
