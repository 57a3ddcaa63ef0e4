"""Harder invented waves: teams under ten, one team a service, unanimous teams, few asked, names in comments."""

from contextlib import chdir

import numpy as np
import pytest

from coprod.private.process import draft, process
from coprod.private.release import release
from coprod.record import ALL_STAFF
from coprod.site.publish import publish
from coprod.wave.settings import read_wave
from tests.attacks.published import START, about, all_staff, bands, members, new_project, truth_of
from tests.attacks.reader import found_in, read_all
from tests.attacks.test_counts import in_band, possible, sums
from tests.invented import ROSTER, TEAMS, people, sheets, write_csv, write_small

TEAM, SURE, TALKS, WALKS, SUPPORT, HELP = ("Which team do you work in?", "I feel sure.", "Talks", "Walks",
                                           "Do you need support?",
                                           "What would help?")


def write_wave(project, teams, answer=lambda team, n, person: {}, change=lambda content: None):
    """A wave with teams as told: name -> (service, head count, how many answered); `answer` changes a person."""
    content, pool = sheets(), people(40)
    content["choices"] = [row for row in content["choices"] if row[0] != "team"]
    content["choices"] += [["team", team.lower().replace(" ", ""), team] for team in teams]
    change(content)
    crowd, used = [], 0
    for team, (_, _, number) in teams.items():
        for n in range(number):
            person = pool[used % len(pool)] | {TEAM: team}
            crowd.append(person | answer(team, n, person))
            used += 1
    folder = write_small(project / "data" / "raw", crowd, content)
    rows = [[team, service, staff, "2020-01-06", "", ""] for team, (service, staff, _) in teams.items()]
    write_csv(folder / "roster.csv", [ROSTER, *rows])
    return crowd


def attack(record, truth):
    """For each item by group: how many counts a manager finds possible in the worst group, its base, what is proven."""
    found, inside = {}, members(record, truth.tally)
    for item in dict.fromkeys(bands(record)["item"]):
        column, entry = list(truth.tally.answers).index(item), about(record, item)
        base = inside @ truth.tally.usable
        codes = [2 + n for n, a in enumerate(truth.tally.answers[item]) if a.positive and not a.missing]
        true = inside @ truth.tally.counts[:, column, codes].sum(axis=1)
        rows = record.tallies[(record.tallies["item"] == item) & (record.tallies["group"] != ALL_STAFF)]
        limits = np.array([in_band(*pair, n) for *pair, n in zip(rows["low"], rows["high"], base, strict=True)])
        sets = possible(limits, int(true.sum()), sums(record, item, base))
        assert all(n in values for n, values in zip(true, sets, strict=True))
        proven = any(max(values) <= 1 or min(values) >= n - 1 for values, n in zip(sets, base, strict=True))
        found[item] = min(map(len, sets)), int(base.min()), proven, bool(entry.withheld)
    return found


def assert_holds(project):
    """Attack a wave on its record; returns the record."""
    with chdir(project):
        record, truth = draft(read_wave("small")).record, truth_of("small")
    found = attack(record, truth)
    assert not {item: said for item, said in found.items() if said[0] < 3 or said[1] < 10 or said[2] or said[3]}
    rows = all_staff(record).query("item != 'response'")
    assert rows["count"].min() >= 3 and rows["base"].min() >= 10
    assert sum(group.headcount for group in record.groups) in (0, record.eligible)
    return record


SMALL = {f"Team {n:02}": (f"Service {'ABCD'[n % 4]}", 5 + n % 5, 3 + n % 3) for n in range(32)}


def test_many_teams_under_ten(project):
    write_wave(project, SMALL)
    record = assert_holds(project)
    assert len(record.groups) >= 4
    assert min(len(group.teams) for group in record.groups) >= 2
    assert not bands(record).empty


@pytest.mark.parametrize("lone", [(14, 12), (14, 14), (9, 9), (3, 3)])
def test_a_service_with_one_team(project, lone):
    teams = {name: ("North", 18, 14) for name in ("Ash", "Beech", "Cedar")}
    teams |= {name: ("South", 22, 15) for name in ("Elm", "Fir")}
    write_wave(project, teams | {"Lone": ("East", *lone)})
    record = assert_holds(project)
    group = next(group for group in record.groups if "Lone" in group.teams)
    assert (len(group.teams) > 1) == (lone[0] < 12)


@pytest.mark.parametrize("said", ["Agree", "Disagree"])
@pytest.mark.parametrize("size", [12, 16, 31])
def test_a_team_that_answered_in_full_and_as_one(project, said, size):
    others = zip(("Ash", "Beech", "Cedar", "Elm", "Fir"), "NNNSS", strict=True)
    teams = {"One": ("S", size, size)} | {name: (service, 20, 16) for name, service in others}
    write_wave(project, teams, lambda team, n, person: {SURE: said} if team == "One" else {})
    record = assert_holds(project)
    rates = record.tallies.query("item == 'response' and group == 'One'")
    assert all(low < 0.96 for low in rates["low"])


@pytest.mark.parametrize("rest", ["Agree", "Disagree"])
def test_a_team_of_all_but_one_where_the_others_are_nearly_of_one_mind(project, rest):
    """Few answers of the other kind are left to spread, which pins groups soonest."""
    teams = {name: (service, 20, 16) for name, service in zip(TEAMS, "NNNSSS", strict=True)}
    other = {"Agree": "Disagree", "Disagree": "Agree"}[rest]
    most = {"Ash": 15, "Elm": 2}
    write_wave(project, teams, lambda team, n, person: {SURE: other if n < most.get(team, 0) else rest})
    assert_holds(project)


@pytest.mark.parametrize("few", [0, 1, 4, 9])
def test_a_question_put_to_a_few(project, few):
    """Only those who need support are asked what would help."""
    teams = {name: (service, 20, 16) for name, service in zip(("Ash", "Beech", "Cedar", "Elm"), "NNSS", strict=True)}
    count = iter(range(1000))
    write_wave(project, teams, lambda team, n, person: {SUPPORT: "Yes", HELP: "Training;"} if next(count) < few
               else {SUPPORT: "No", HELP: ""})
    record = assert_holds(project)
    for option in ("help/training", "help/plain", "help/other"):
        assert about(record, option).withheld
        assert all_staff(record).query("item == @option").empty
    assert about(record, "support").withheld or few >= 3


def test_groups_that_nobody_named_a_team_in(project):
    """Those who named no team are counted in the team with the most staff, and its reader cannot take them out."""
    write_wave(project, {name: (service, 20, 14) for name, service in zip(TEAMS, "NNNSSS", strict=True)},
               lambda team, n, person: {TEAM: ""} if team == "Ash" and n < 3 else {})
    with chdir(project):
        record, truth = draft(read_wave("small")).record, truth_of("small")
    inside = members(record, truth.tally)
    for item in dict.fromkeys(bands(record)["item"]):
        base, lost = inside @ truth.tally.usable, truth.tally.usable[-1]
        assert item and base.min() >= 10 and base.sum() + lost == truth.tally.usable.sum()


@pytest.mark.parametrize("seed", range(6))
def test_waves_drawn_by_chance(project, seed):
    """Teams, head counts, answers and skipped questions at random, with moods by team that lean to one side."""
    rng = np.random.default_rng([4, seed])
    staff = [int(n) for n in rng.integers(4, 40, 12)]
    teams = {f"Team {n}": (f"Service {n % 3}", number, int(rng.integers(2, number + 1)))
             for n, number in enumerate(staff)}
    mood = {team: rng.choice([0.02, 0.2, 0.5, 0.8, 0.98]) for team in teams}

    def answer(team, n, person):
        said = str(rng.choice(["Agree", "Neither", "Disagree"], p=[mood[team], *([(1 - mood[team]) / 2] * 2)]))
        return {SURE: "" if rng.random() < 0.03 else said, TALKS: "Never" if rng.random() < mood[team] else "Once"}

    write_wave(project, teams, answer)
    assert not bands(assert_holds(project)).empty


def test_names_in_comments_and_own_words_of_a_harder_wave_are_not_published(tmp_path):
    """Published from many small teams: names, a phone number and own words of an option are in no byte."""
    project = new_project(tmp_path, notebooks=START)
    names = zip(("Ada", "Osric", "Una", "Petra"), "abcd", strict=True)
    secrets = [f"{first} Quill{last}worthing" for first, last in names]
    secrets += ["01632 960471", "esme.fennfordle@example.org"]

    def answer(team, n, person):
        secret = secrets[(n + len(team)) % len(secrets)]
        own = f"Training;{secret} of {team} {n};"
        return {"Anything else?": f"Ask {secret}", HELP: own if person[SUPPORT] == "Yes" else ""}

    write_wave(project, SMALL, answer)
    assert_holds(project)
    with chdir(project):
        process("small")
        release("small")
        folder = publish("small").parent
    texts = read_all(folder) | read_all(project / "data" / "processed")
    assert found_in(texts, ["What staff told us"])
    assert found_in(texts, [*secrets, "worthing", "fennfordle", "960471"]) == []
    pages = [path.read_text("utf-8") for path in folder.glob("*.html")]
    assert [team for team in SMALL if any(f">{team}<" in page for page in pages)] == []
