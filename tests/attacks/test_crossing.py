"""Breakdowns that cross, such as team, role and tenure: what a reader learns who puts them side by side."""

import base64
import csv
import io
import random
import re
from contextlib import chdir

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from coprod.private.coding.categorical import FIRST
from coprod.private.disclosure.audit import Share
from coprod.private.disclosure.group_shares import partitions
from coprod.private.process import draft, process
from coprod.private.release import release
from coprod.record.files import digest
from coprod.site.publish import publish
from coprod.wave.settings import read_wave
from tests.attacks.published import about, bands, base_of, count_of, new_project, truth_of
from tests.attacks.reader import found_in, read_all
from tests.attacks.test_bytes import shuffled
from tests.attacks.test_counts import in_band
from tests.axe import violations
from tests.invented import ROSTER, people, read_csv, sheets, tallies_of, write_csv, write_small

FEWEST = 3
TEAM, ROLE, TENURE, SURE, SUPPORT, HELP, ROUNDS, NIGHTS = (
    "Which team do you work in?", "What is your role?", "How long have you been here?", "I feel sure.",
    "Do you need support?", "What would help?", "The ward rounds are clear.", "The nights are quiet.")
ROLES = ["Nurse", "Carer", "Clerk", "Driver", "Cook", "Warden"]
TENURES = ["Under a year", "1 to 2 years", "3 to 5 years", "6 to 9 years", "10 years and over"]
KINDS = ["plain", "thin", "unanimous", "silent"]
WAVES = [("plain", 0), ("plain", 3), ("thin", 0), ("thin", 3), ("unanimous", 0), ("silent", 3)]


def codebook(teams):
    """The small codebook with role and tenure, more statements, and two statements for nurses only."""
    content = sheets()
    content["choices"] = [row for row in content["choices"] if row[0] != "team"]
    content["choices"] += [[name, f"{name}{n}", label]
                           for name, labels in (("team", teams), ("role", ROLES), ("tenure", TENURES))
                           for n, label in enumerate(labels)]
    content["survey"][3:3] = [["select_one role", "role", ROLE], ["select_one tenure", "tenure", TENURE]]
    content["survey"] += [["select_one agree", name, label, "${role} = 'role0'", "positive"]
                          for name, label in (("rounds", ROUNDS), ("nights", NIGHTS))]
    content["breakdowns"] += [["role", "Role", "role"], ["tenure", "Tenure", "tenure"]]
    return content


def crowd_of(kind, seed):
    """Several hundred people of 10 to 14 teams whose role, tenure and answers follow the team more or less.

    `thin`: twelve cooks, one in each team at the most; `unanimous`: all drivers and no clerk feel sure; `silent`: a few
    gave no role, and more no tenure.
    """
    rng, pool = np.random.default_rng([7, seed, KINDS.index(kind)]), people(40)
    teams = {f"Team {n:02}": int(rng.integers(12, 48))
             for n in range(int(rng.integers(12, 15) if kind == "thin" else 10 + seed))}
    crowd = []
    for n, (team, size) in enumerate(teams.items()):
        mood = rng.uniform(0.2, 0.8)
        for k in range(size):
            role = ROLES[n % 6] if rng.random() < 0.5 else str(rng.choice(ROLES, p=[0.3, 0.2, 0.15, 0.15, 0.1, 0.1]))
            if kind == "thin":
                role = "Cook" if k == 0 and n < 12 else "Carer" if role == "Cook" else role
            sure = str(rng.choice(["Agree", "Neither", "Disagree"], p=[mood, (1 - mood) / 2, (1 - mood) / 2]))
            if kind == "unanimous":
                sure = {"Driver": "Agree", "Clerk": "Disagree"}.get(role, sure)
            nurse = role == "Nurse"
            person = {TEAM: team, ROLE: role, TENURE: TENURES[min(4, int(rng.geometric(0.3)) - 1)]}
            person |= {q: a for q, a in pool[int(rng.integers(len(pool)))].items() if q != TEAM} | {SURE: sure}
            person |= {ROUNDS: "Agree" if rng.random() < mood else "Disagree", NIGHTS: "Disagree"} if nurse else \
                {ROUNDS: "", NIGHTS: ""}
            person[HELP] = re.sub("A mentor [^;]*", f"A mentor for {team} {k}", person[HELP])
            if kind == "silent":
                person |= {ROLE: "", ROUNDS: "", NIGHTS: ""} if rng.random() < 0.02 else {}
                person |= {TENURE: ""} if rng.random() < 0.1 else {}
            crowd.append(person)
    return teams, crowd


def write_crossing(project, kind, seed, change=lambda crowd: None):
    """Such a wave in a project; returns its people."""
    teams, crowd = crowd_of(kind, seed)
    change(crowd)
    folder = write_small(project / "data" / "raw", crowd, codebook(list(teams)))
    rows = [[team, f"Service {n % 3}", size + 6, "2020-01-06", "", ""] for n, (team, size) in enumerate(teams.items())]
    write_csv(folder / "roster.csv", [ROSTER, *rows])
    return crowd


@pytest.fixture(scope="module", params=WAVES, ids=str)
def wave(request, tmp_path_factory):
    """The record of one such wave, and what is true of its people."""
    project = tmp_path_factory.mktemp("crossing")
    (project / "data" / "processed").mkdir(parents=True)
    write_crossing(project, *request.param)
    with chdir(project):
        return draft(read_wave("small")).record, truth_of("small"), request.param[1]


def place_of_person(record, truth, breakdown):
    """In which group of a breakdown each person is counted, -1 in none; and the groups' labels in the record."""
    groups = [group for group in record.groups if group.breakdown == breakdown]
    lost = f"no {breakdown} named"
    home = {label: n for n, group in enumerate(groups) for label in group.shown_as.split(" + ")}
    assert len(home) == sum(len(group.shown_as.split(" + ")) for group in groups)
    labels = [lost] * FIRST + [answer.label for answer in truth.coded.answers[breakdown]]
    places = [home.get(labels[code], -1) for code in truth.coded.column(breakdown)]
    return np.array(places), [group.label for group in groups]


def said(truth, item):
    """Of each person, whether he is counted (everybody is), and whether he gave a positive answer."""
    answers, codes = truth.coded.answers[item], truth.coded.codes[:, list(truth.coded.answers).index(item)]
    rated = np.isin(codes, [FIRST + n for n, answer in enumerate(answers) if not answer.missing])
    good = np.isin(codes, [FIRST + n for n, answer in enumerate(answers) if answer.positive])
    return np.ones(len(codes), bool), rated & good


def shown_by(record, item):
    """The breakdowns by which an item is shown."""
    groups = set(record.tallies.loc[record.tallies["item"] == item, "group"])
    return [name for name in ("team", "role", "tenure")
            if any(group.label in groups for group in record.groups if group.breakdown == name)]


def known(record, truth, item):
    """What a manager knows of an item: people in each cell where groups cross, and rules for the counts of the cells.

    Also each group as a set of cells, and the true counts, with which nothing is reckoned.
    """
    rated, positive = said(truth, item)
    by = shown_by(record, item)
    places, labels = zip(*(place_of_person(record, truth, name) for name in by), strict=True)
    cells, cell = np.unique(np.column_stack(places)[rated], axis=0, return_inverse=True)
    most, true = np.bincount(cell.ravel()), np.bincount(cell.ravel(), positive[rated]).astype(int)
    rows = record.tallies.query("item == @item").set_index("group")
    total = sum(count_of(record, item, a.name) for a in about(record, item).answers if a.positive
                and not a.missing)
    sets = [cells[:, n] == g for n, names in enumerate(labels) for g in range(len(names))]
    ends = [in_band(*rows.loc[name, ["low", "high"]], most[inside].sum())
            for name, inside in zip([name for names in labels for name in names], sets, strict=True)]
    rules = [LinearConstraint(np.ones(len(most)), total, total),
             LinearConstraint(np.array(sets, int), *np.array(ends).T)]
    if (figure := about(record, item).adjusted) is not None:
        staff = np.array([group.headcount for group in record.groups if group.breakdown == "team"])
        inside = np.array(sets[:len(staff)], int)
        weights = (staff / staff.sum() / (inside @ most)) @ inside
        rules.append(LinearConstraint(1000 * weights, 1000 * (figure - 0.005) - 1e-4, 1000 * (figure + 0.005) + 1e-4))
    assert all(np.all(rule.A @ true >= rule.lb) and np.all(rule.A @ true <= rule.ub)
               for rule in rules), "a wrong reader"
    return most, sets, rules, total


def possible(inside, most, rules):
    """The smallest and largest count of a set of cells, and whether one between them is possible."""
    def smallest(sign, *more):
        found = milp(sign * inside, constraints=[*rules, *more], bounds=Bounds(0, most), integrality=np.ones(len(most)))
        return sign * round(found.fun) if found.success else None

    low, high = smallest(1), smallest(-1)
    between = high - low > 1 and smallest(1, LinearConstraint(inside.astype(int), low + 1, high - 1)) is not None
    return low, high, between


def test_s4_s5_ten_people_stand_behind_every_group_and_all_groups_together_are_all_staff(wave):
    record, truth, _ = wave
    checked = set()
    for item in dict.fromkeys(bands(record)["item"]):
        rated, _ = said(truth, item)
        for breakdown in shown_by(record, item):
            place, labels = place_of_person(record, truth, breakdown)
            bases = np.bincount(place[rated & (place >= 0)], minlength=len(labels))
            rest = record.usable - bases.sum()
            assert bases.min() >= 10, (item, breakdown)
            assert rest == 0 or rest >= 10, (item, breakdown, rest)
            checked.add(breakdown)
    assert len(checked) > 1, "nothing crosses"


def test_s6_s7_a_reader_with_an_integer_program_finds_three_counts_for_each_group_and_nobody_by_himself(wave):
    """A sample of items, headlines always; every group, and of the cells those with one person and some with more."""
    record, truth, seed = wave
    rng = random.Random(seed)
    crossing = [item for item in dict.fromkeys(bands(record)["item"]) if len(shown_by(record, item)) > 1]
    assert "confident" in crossing
    told, single = {}, 0
    for item in ["confident", *rng.sample(sorted(set(crossing) - {"confident"}), 1)]:
        most, sets, rules, total = known(record, truth, item)
        for n, inside in enumerate(sets):
            low, high, between = possible(inside, most, rules)
            if not between or high <= 1 or low >= most[inside].sum() - 1:
                told[item, n] = low, high, between
        alone, more = (np.flatnonzero(who).tolist() for who in (most == 1, most > 1))
        single += len(alone)
        for n in [*rng.sample(alone, min(12, len(alone))), *rng.sample(more, 4)]:
            low, high, between = possible(np.arange(len(most)) == n, most, rules)
            if high - low < min(2, most[n], total) or most[n] > 1 and not between:
                told[item, "cell", n] = low, high, between
    assert told == {}
    assert single > 5, "no cell of one person"


def test_a_statement_put_to_one_role_only_is_not_shown_by_role(wave):
    record, truth, _ = wave
    column = list(truth.tally.answers).index("rounds")
    assert base_of(record, "rounds") == truth.tally.bases()[:, column].sum() < record.usable / 2
    assert "role" not in shown_by(record, "rounds")
    assert about(record, "nights").withheld and not shown_by(record, "nights"), "all nurses said the same"


def swap_inside_merged(crowd, record):
    """In every group of several teams two people of one role change teams with their whole questionnaires."""
    swapped = 0
    for group in (group for group in record.groups if len(group.teams) > 1):
        inside = [person for person in crowd if person[TEAM] in group.teams]
        pairs = ((a, b) for a in inside for b in inside if a[TEAM] < b[TEAM] and a[ROLE] == b[ROLE]
                 and a[SURE] != b[SURE])
        one, other = next(pairs)
        one[TEAM], other[TEAM] = other[TEAM], one[TEAM]
        swapped += 1
    return swapped


def small_teams(crowd):
    """Six teams keep seven people only, so that they are merged."""
    seen = {}
    for person in list(crowd):
        seen[person[TEAM]] = seen.get(person[TEAM], 0) + 1
        if person[TEAM] < "Team 06" and seen[person[TEAM]] > 7:
            crowd.remove(person)


def test_s9_s10_swapped_people_and_shuffled_files_change_no_byte_of_a_record_with_crossing_breakdowns(project):
    crowd = write_crossing(project, "plain", 3, small_teams)
    before = draft(read_wave("small")).record
    assert {group.breakdown for group in before.groups} >= {"team", "role"}
    path = project / "data" / "raw" / "small" / "responses.csv"
    original = path.read_bytes()
    assert swap_inside_merged(crowd, before) >= 2
    heads = read_csv(path)[0]
    tools = [row[:5] for row in read_csv(path)[1:]]
    write_csv(path, [heads, *([*own, *person.values()] for own, person in zip(tools, crowd, strict=True))])
    assert path.read_bytes() != original
    assert digest(draft(read_wave("small")).record) == digest(before)
    for seed in range(2):
        write_csv(path, shuffled(read_csv(path), 1, seed))
        assert digest(draft(read_wave("small")).record) == digest(before)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Such a wave with names in comments, really released and published by team, role and tenure; and its record."""
    project = new_project(tmp_path_factory.mktemp("published"), notebooks=("0-", "1-", "2-"))
    write_crossing(project, "silent", 3, name_names)
    with chdir(project):
        process("small")
        record, _ = release("small")
        return publish("small").parent, record


def name_names(crowd):
    """Everybody names a colleague, in the comment and in words of his own beside the options."""
    for n, person in enumerate(crowd):
        person["Anything else?"] = f"Ask Petra Quillworthing{n}"
        person[HELP] = f"Training;Lunch with Una Fennfordle{n};" if person[SUPPORT] == "Yes" else ""


def test_s1_names_in_comments_of_a_crossing_wave_are_in_no_byte(pages):
    folder, _ = pages
    texts = read_all(folder) | read_all(folder.parents[2] / "data" / "processed")
    assert found_in(texts, ["nurse", "6 to 9 years"])
    assert found_in(texts, ["quillworthing", "fennfordle", "petra", "lunch"]) == []


def test_s4_a_group_of_any_breakdown_stands_in_the_tables_of_the_pages_with_ranges_only(pages):
    folder, record = pages
    shown_as = {group.shown_as: group.breakdown for group in record.groups}
    seen = set()
    for path in folder.glob("*.html"):
        for run in re.findall(r"data:text/csv;charset=utf-8;base64,([A-Za-z0-9+/=]+)", path.read_text("utf-8")):
            heads, *rows = csv.reader(io.StringIO(base64.b64decode(run).decode("utf-8-sig")))
            for label, *cells in (row for row in rows if row[0] in shown_as and heads[0] in ("Team", "Role", "Tenure")):
                ends = dict(zip(heads[1:], cells, strict=True))
                ends.pop("Staff", "")
                if people := ends.pop("How many answered", ""):
                    assert re.fullmatch(r"\d+ (or more|to \d+) of \d+", people)
                    continue
                lows = [head for head in ends if head.endswith(": from (%)")]
                assert len(ends) == 2 * len(lows) > 0, (path.name, heads)
                for head in lows:
                    assert int(ends[head]) < int(ends[head.replace(": from", ": to")]), (path.name, label)
                assert "Staff" not in heads or shown_as[label] == "team"
                seen.add(shown_as[label])
    assert seen == {group.breakdown for group in record.groups} >= {"team", "role"}


def test_a_page_by_team_and_role_has_nothing_that_axe_finds(pages, browser):
    path = next(pages[0].glob("2-*.html"))
    assert "Role" in path.read_text("utf-8")
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(path.as_uri())
    found = violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert found == []
    assert wide <= 320


# Four teams and four roles: each team half of one role and half of the next; or the same but for three people.
HALVES = [(n, n) for n in range(4)] + [(n, (n + 1) % 4) for n in range(4)], [6, *[5] * 6, 6], 10, (3,)
NEARLY = [(0, 0), (1, 1), (2, 2), (3, 3), (0, 1)], [10, 10, 10, 10, 3], 14, (3, 4)


def publish_table(places, sizes, table):
    """What is published of one item by each breakdown: whether it is shown, what is said about it, and its bands."""
    answers = np.concatenate([np.repeat([1, 0], (yes, n - yes)) for yes, n in zip(table, sizes, strict=True)])
    share = Share("item0", 0, (sum(table), len(answers) - sum(table), 0), (True, False, False))
    made = partitions(tallies_of(np.repeat(places, sizes, axis=0), answers[:, None]), [], [share], 10)
    return made, str([(split.groups, split.notes, [end.tolist() for end in split.bands.get("item0", ())])
                      for split in made])


@pytest.mark.parametrize(("places", "sizes", "total", "parts"), [HALVES, NEARLY], ids=["halves", "nearly"])
def test_that_breakdowns_are_left_out_tells_no_count(places, sizes, total, parts):
    """All tables of one item with its total, by what is published: each group, and each cell, keeps three counts.

    Tables in the same bands are published alike, as two of each such class show.
    """
    tables = np.indices([n + 1 for n in sizes], np.int8).reshape(len(sizes), -1).T
    tables = tables[tables.sum(axis=1) == total].astype(int)
    inside = np.array([[place[by] == group for place in places] for by in range(2) for group in range(4)], int)
    counts, bases = tables @ inside.T, inside @ sizes
    place = np.hstack([np.minimum(counts * part // bases, part - 1) for part in parts])
    kind = np.unique(place, axis=0, return_inverse=True)[1].ravel()
    alike, refused = {}, 0
    for n in range(kind.max() + 1):
        same = tables[kind == n]
        (made, key), (_, other) = (publish_table(places, sizes, table.tolist()) for table in (same[0], same[-1]))
        assert key == other
        alike.setdefault(key, []).append(n)
        refused += not any(split.groups for split in made)
    least = np.array([*np.minimum(FEWEST, bases + 1), *np.minimum(FEWEST, np.array(sizes) + 1)])
    told = {}
    for key, kinds in alike.items():
        who = np.isin(kind, kinds)
        different = [len(np.unique(column)) for column in (*counts[who].T, *tables[who].T)]
        told |= {key: different} if np.any(different < least) else {}
    assert told == {}
    assert refused and len(alike) > 2, "nothing was left out by the audit"
