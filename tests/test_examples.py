# ruff: noqa: E501 (words of questionnaires and of the vision day stand as they are)
"""The example waves: made anew they are the same, and a plain count of the raw files gives the published headlines."""

import csv
import ipaddress
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from tests.examples import CANARIES, WAVES, write_wave

RAW = Path(__file__).parents[1] / "data" / "raw"
BASELINE, REPEAT = RAW / "example-2016-baseline", RAW / "example-2018-repeat"
TEAM, SUPPORT = "Which team do you work in?", "Do you need more support or guidance to involve citizens in your work?"
CONFIDENCE = "Overall, how confident do you feel about involving citizens in your work?"
JOB, CENTRE = "Involving citizens is part of my job.", "I know how to put citizens at the centre of my work."
HEAR = "We rarely hear what changed because citizens were involved."
WAYS = ["Surveys", "Focus groups", "One-to-one interviews", "Citizen panels or boards", "Co-design workshops",
        "Mystery shopping or quality checking", "Citizens scoring tenders", "Peer research by experts by experience"]
USED = [way + "3" for way in WAYS]
COMMENT = "What one thing would help us involve citizens better? Please do not name anyone."
AGREED = ["Agree", "Strongly agree"]
VISION_DAY = """
All staff seeing citizen involvement as their responsibility | Loads of positive results | All colleagues understand how to put
citizens at the centre of everything we do | Staff using their lived experience | Staff have new ideas, try new things, share
good practice | What if it were my family? | where comfortable Staff share own connections, experiences and knowledge |
Build confidence | Overcome fears | Colleagues enjoy contact Want to do more | All teams involve Citizens |
Not ‘us and them’ & not hierarchical | All commissioning projects plan for involvement & coproduction |
Coproduction working well | All staff aware that they are citizens too | citizen voice team valued for support it gives"""
LIKE_NOW = """
IGNORANCE | Its all new to me! | Playing with crayons | They aren`t doing anything | Its not real work | rudeness! |
People don’t see it as important | Not letting them know about our success | External organisations not taking it seriously –
not supportive of us | Talking ages don’t get going | No one knows what coproduction means |
Its all about the boards-tick box I've done engagements | Looked down on me! | Not blown our own trumpet"""


@pytest.mark.parametrize("wave", WAVES, ids=lambda wave: wave["folder"])
def test_making_a_wave_again_gives_the_committed_files(wave, tmp_path):
    write_wave(wave, tmp_path)
    fresh, stored = tmp_path / wave["folder"], RAW / wave["folder"]
    assert sorted(path.name for path in fresh.iterdir()) == _committed(stored)
    for path in fresh.iterdir():
        assert _content(path) == _content(stored / path.name), path.name


def test_making_a_wave_twice_gives_the_same_bytes(tmp_path):
    for run in ("one", "two"):
        write_wave(WAVES[1], tmp_path / run)
    first, second = (sorted((tmp_path / run).rglob("*.*")) for run in ("one", "two"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("folder", [BASELINE, REPEAT], ids=lambda folder: folder.name)
def test_survey_tools_take_the_codebook_without_a_warning(folder):
    from pyxform.xls2xform import convert

    warnings = []
    form = convert(folder / "codebook.xlsx", warnings=warnings)
    assert warnings == [] and form.warnings in (None, [])
    assert "false()" in form.xform


def test_the_baseline_has_the_published_headlines():
    answers = usable(baseline())
    assert (len(answers), eligible(BASELINE)) == (120, 200)
    assert (answers[SUPPORT] == "Yes").sum() == 24
    assert answers[CONFIDENCE].isin(["Fairly confident", "Very confident"]).sum() == 84
    assert limited(answers) == pytest.approx(0.55, abs=0.01)
    assert agree(answers, JOB) == pytest.approx(0.72, abs=0.01)
    assert agree(answers, CENTRE) == pytest.approx(0.58, abs=0.01)


def test_the_repeat_has_what_it_was_made_for():
    answers = usable(repeat())
    assert (len(answers), eligible(REPEAT)) == (126, 210)
    assert (answers[SUPPORT] == "Yes").sum() == 23
    assert answers[CONFIDENCE].isin(["Fairly confident", "Very confident"]).sum() == 101
    assert limited(answers) == pytest.approx(0.32, abs=0.01)
    assert agree(answers, CENTRE) == pytest.approx(0.79, abs=0.01)
    assert agree(answers, HEAR) == pytest.approx(0.62, abs=0.01)
    assert agree(usable(baseline()), HEAR) == pytest.approx(0.38, abs=0.01)


@pytest.mark.parametrize(("rows", "opened", "counted", "empty"), [("baseline", 132, 120, 4), ("repeat", 131, 126, 0)])
def test_each_wave_has_partials_and_people_who_broke_off(rows, opened, counted, empty):
    rows = {"baseline": baseline, "repeat": repeat}[rows]()
    share = answered(rows)
    assert (len(rows), (share >= 0.5).sum(), (share == 0).sum()) == (opened, counted, empty)
    assert ((share >= 0.5) & (share < 0.8)).sum() == 6


@pytest.mark.parametrize("wave", [BASELINE.name, REPEAT.name])
@pytest.mark.parametrize(("lines", "constructs"), [(VISION_DAY, {"vision", "confidence"}), (LIKE_NOW, {"barriers"})])
def test_every_line_of_the_vision_day_has_a_question_asked_or_in_the_bank(wave, lines, constructs):
    about = json.loads((RAW.parent / "processed" / wave / "wave.json").read_text("utf-8"))
    served = {one["source_line"] for one in about["measures"] + about["unasked"] if one["construct"] in constructs}
    assert served - {""} == {" ".join(line.split()) for line in lines.split("|")}


def test_the_last_export_holds_every_row_of_the_early_one():
    early, last = (surveymonkey(BASELINE / f"responses-2016-{day}.csv") for day in ("10-21", "11-07"))
    both = early.merge(last, on="Respondent ID", suffixes=("", " then"))
    assert len(both) == len(early) < len(last)
    grown = both[(both[CENTRE] == "") & (both[CENTRE + " then"] != "")]
    assert len(grown) == 2


@pytest.mark.parametrize(("rows", "folder"), [("baseline", BASELINE), ("repeat", REPEAT)])
def test_merged_groups_have_ten_answers_to_each_headline_question(rows, folder):
    answers = usable({"baseline": baseline, "repeat": repeat}[rows]())
    groups = merged(answers, folder)
    assert len(groups) >= 6
    assert sorted(team for group in groups for team in group) == sorted(roster(folder)["team"])
    for group in groups:
        inside = answers[answers[TEAM].isin(group)]
        for question in (CONFIDENCE, SUPPORT, JOB, CENTRE):
            assert inside[question].isin(["", "Does not apply to my work"]).eq(False).sum() >= 10, (group, question)


def test_most_merged_groups_are_the_same_in_both_waves():
    new_name = {row.team: row.report_as or row.team for row in roster(REPEAT).itertuples()}
    first = {frozenset(group) for group in merged(usable(baseline()), BASELINE)}
    then = {frozenset(new_name[team] for team in group) for group in merged(usable(repeat()), REPEAT)}
    assert len(first & then) >= 5
    assert first != then


@pytest.mark.parametrize(("rows", "folder"), [("baseline", BASELINE), ("repeat", REPEAT)])
def test_no_team_has_all_its_staff_among_the_answers(rows, folder):
    rows = {"baseline": baseline, "repeat": repeat}[rows]()
    staff = roster(folder).set_index("team")["headcount"].astype(int)
    counts = rows.loc[rows[TEAM] != "", TEAM].value_counts()
    assert set(counts.index) == set(staff.index)
    assert (counts < staff[counts.index]).all()
    assert usable(rows)[TEAM].value_counts().min() >= 3


def test_addresses_lead_nowhere():
    text = "".join(path.read_text("utf-8-sig") for path in BASELINE.glob("*.csv")) + str(repeat().to_dict())
    assert set(re.findall(r"@([\w.-]+)", text)) == {"example.org"}
    networks = [ipaddress.ip_network(name) for name in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
    for address in re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", text):
        assert any(ipaddress.ip_address(address) in network for network in networks)


def test_the_list_of_canaries_is_what_the_raw_files_hold():
    text = "".join(path.read_text("utf-8-sig") for path in BASELINE.glob("*.csv"))
    text = text.replace('""', '"') + "\n".join(map(str, repeat().to_numpy().ravel()))
    assert [canary for canary in CANARIES if canary not in text] == []
    for column in ("Respondent ID", "IP Address", "Email Address", "Last Name", "Custom Data 1"):
        assert set(baseline()[column]) <= set(CANARIES)


def surveymonkey(path):
    """A SurveyMonkey file as a frame: grid columns by statement, with 2 and 3 for the second and third grid."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        top, below, *rows = csv.reader(file)
    names, seen = [], {}
    for above, under in zip(top, below, strict=True):
        name = above if under in ("", "Response", "Open-Ended Response") else under
        seen[name] = seen.get(name, 0) + 1
        names.append(name + (str(seen[name]) if seen[name] > 1 else ""))
    return pd.DataFrame(rows, columns=names)


def baseline():
    """All rows of the baseline's last export."""
    return surveymonkey(BASELINE / "responses-2016-11-07.csv")


def repeat():
    """All rows of the repeat, headings with plain spaces."""
    rows = pd.read_excel(REPEAT / "responses-2018-02-12.xlsx", engine="calamine", dtype=object, keep_default_na=False)
    return rows.rename(columns=lambda name: name.replace("\u00a0", " ").strip())


def answered(rows):
    """Share of the questions put to a person that were answered: team to support, help, the grids, the statements."""
    names = list(rows)
    help_starts = names.index(SUPPORT) + 1
    help_ends, comment = names.index("Surveys"), names.index(COMMENT)
    every = [*names[names.index(TEAM) : help_starts], *names[help_ends:comment]]
    helped = (rows.iloc[:, help_starts:help_ends] != "").any(axis=1)
    return ((rows[every] != "").sum(axis=1) + helped) / (len(every) + rows[SUPPORT].isin(["Yes", "Not sure"]))


def usable(rows):
    """The rows in which at least half of the questions are answered."""
    return rows[answered(rows) >= 0.5]


def limited(rows):
    """Share of people who used at most one of the eight ways."""
    return (rows[USED].isin(["Once", "2 to 4 times", "5 times or more"]).sum(axis=1) <= 1).mean()


def agree(rows, statement):
    """Share who agree among those who rated the statement."""
    rated = rows.loc[~rows[statement].isin(["", "Does not apply to my work"]), statement]
    return rated.isin(AGREED).mean()


def roster(folder):
    """The roster as text."""
    return pd.read_csv(folder / "roster.csv", dtype=str, keep_default_na=False)


def eligible(folder):
    """Head count of all teams."""
    return roster(folder)["headcount"].astype(int).sum()


def merged(answers, folder):
    """Teams of a service merged, smallest first, until every group has 10 answers to the least answered headline."""
    rated = ~answers[[CONFIDENCE, SUPPORT, JOB, CENTRE]].isin(["", "Does not apply to my work"])
    size = rated.groupby(answers[TEAM]).sum().min(axis=1)
    groups = []
    for _, service in roster(folder).groupby("parent"):
        parts = [list(part["team"]) for _, part in service.groupby(service["report_as"].where(
            service["report_as"] != "", service["team"]))]
        parts.sort(key=lambda part: size[part].sum())
        while len(parts) > 1 and size[parts[0]].sum() < 10:
            parts[:2] = [parts[0] + parts[1]]
            parts.sort(key=lambda part: size[part].sum())
        groups += parts
    return groups


def _committed(folder):
    """The names of a folder's files that are kept; what a command notes there for this computer alone is not."""
    done = subprocess.run(["git", "ls-files", "--", "."], cwd=folder, capture_output=True, text=True, check=True)
    return sorted(done.stdout.split())


def _content(path):
    """The bytes of a file; of a workbook its parts, as another zlib may pack the same parts in other bytes."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}
