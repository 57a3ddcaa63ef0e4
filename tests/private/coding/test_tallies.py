"""People are counted once each, in their team, in any order and in parts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.codebook import Answer, Breakdown, read_codebook
from coprod.errors import BadInput
from coprod.private.coding.categorical import FIRST, Coded
from coprod.private.coding.cleaning import clean
from coprod.private.coding.tallies import NO_TEAM, tallies, tally, uncrossed
from coprod.private.matching.intake import read_responses
from coprod.wave.settings import Team, Wave, read_wave
from tests import EXAMPLES
from tests.conftest import edit
from tests.invented import TEAMS, people, sheets, write_answers, write_book

AGREE = (Answer("no", "No"), Answer("yes", "Yes"), Answer("na", "Does not apply", "does not apply"))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return read_codebook(write_book(tmp_path_factory.mktemp("book") / "codebook.xlsx", sheets()))


def a_wave(book, headcount=50, report_as=None) -> Wave:
    teams = [Team(name.lower(), name, parent, headcount, (report_as or {}).get(name, name))
             for name, parent in TEAMS.items()]
    return Wave("small", None, "", True, None, None, "", 0.15, 10, 0.8, 0.5, book, tuple(teams))


def a_coded(teams: np.ndarray, sure: np.ndarray) -> Coded:
    answers = {"team": tuple(Answer(name.lower(), name) for name in TEAMS), "sure": AGREE}
    return Coded(answers, np.column_stack([teams, sure]).astype(np.int8), np.arange(len(teams)) % 2 == 0)


CROWDS = st.lists(st.tuples(st.integers(1, FIRST + 5), st.integers(0, FIRST + 2)), min_size=1, max_size=40)


@given(CROWDS, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(book, crowd, random):
    codes = np.array(crowd)
    coded = a_coded(*codes.T)
    order = random.sample(range(len(crowd)), len(crowd))
    one = tally(coded, a_wave(book))
    other = tally(replace(coded, codes=coded.codes[order], complete=coded.complete[order]), a_wave(book))
    for name in ("counts", "usable", "complete"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


@given(CROWDS, st.integers(0, 40))
def test_tallies_of_parts_add_up(book, crowd, cut):
    coded = a_coded(*np.array(crowd).T)
    parts = [replace(coded, codes=coded.codes[part], complete=coded.complete[part])
             for part in (slice(cut), slice(cut, None))]
    whole, first, second = (tally(part, a_wave(book)) for part in (coded, *parts))
    for name in ("counts", "usable", "complete"):
        assert np.array_equal(getattr(whole, name), getattr(first, name) + getattr(second, name))


@given(CROWDS)
def test_every_person_is_counted_once_in_every_measure(book, crowd):
    made = tally(a_coded(*np.array(crowd).T), a_wave(book))
    assert (made.counts.sum(axis=(0, 2)) == len(crowd)).all()
    assert np.array_equal(made.counts.sum(axis=2), np.repeat(made.usable[:, None], 2, axis=1))


def test_counts_and_bases_of_a_case_worked_by_hand(book):
    ash, beech = FIRST, FIRST + 1
    made = tally(a_coded(np.array([ash, ash, ash, beech, 1]), np.array([FIRST, FIRST + 1, FIRST + 2, 1, FIRST])),
                 a_wave(book))
    assert [unit.label for unit in made.units] == [*TEAMS, NO_TEAM]
    assert made.counts[0, 1].tolist()[FIRST:5] == [1, 1, 1]
    assert made.bases()[:, 1].tolist() == [2, 0, 0, 0, 0, 0, 1]
    assert (made.usable.tolist(), made.complete.tolist()) == ([3, 1, 0, 0, 0, 0, 1], [2, 0, 0, 0, 0, 0, 1])


def test_teams_reported_as_one_are_one_unit_with_all_their_staff(book):
    wave = a_wave(book, 7, {"Ash": "Wood", "Beech": "Wood"})
    made = tally(a_coded(np.array([FIRST, FIRST + 1]), np.array([FIRST, FIRST])), wave)
    assert [(unit.label, unit.headcount) for unit in made.units][:2] == [("Wood", 14), ("Cedar", 7)]
    assert made.usable[0] == 2


def test_more_answers_than_staff_are_refused(book):
    with pytest.raises(BadInput,
                       match='roster.csv: team "Ash" has more answers than its head count of 2. Correct the head'):
        tally(a_coded(np.full(3, FIRST), np.full(3, FIRST)), a_wave(book, 2))


def test_as_many_answers_as_staff_are_accepted(book):
    assert tally(a_coded(np.full(3, FIRST), np.full(3, FIRST)), a_wave(book, 3)).usable[0] == 3


def test_who_named_no_team_is_counted_apart(small):
    crowd = people()
    crowd[0]["Which team do you work in?"] = ""
    write_answers(small / "responses.csv", crowd)
    wave = read_wave("small")
    made = tally(clean(read_responses(wave), wave).coded, wave)
    assert (made.units[-1].label, made.usable[-1], made.usable[0]) == (NO_TEAM, 1, 11)


def test_a_head_count_too_small_is_found_in_the_files(examples):
    line = "Citizen Voice,Quality and Contracts,"
    edit(examples / "data" / "raw" / EXAMPLES[0] / "roster.csv", f"{line}8", f"{line}4")
    wave = read_wave(EXAMPLES[0])
    with pytest.raises(BadInput, match='team "Citizen Voice" has more answers than its head count of 4'):
        tally(clean(read_responses(wave), wave).coded, wave)


ROLES = (Answer("lead", "Lead"), Answer("secret", "Would rather not say", "not said"), Answer("clerk", "Clerk"),
         Answer("driver", "Driver"))
SECRET = FIRST + 1
SURE = (Answer("no", "No"), Answer("yes", "Yes", positive=True),
        Answer("na", "Does not apply", "does not apply", positive=True))


@pytest.fixture(scope="module")
def crossed(book):
    """The wave of `a_wave` with a second breakdown, by role."""
    item = replace(book.items["team"], name="role", scale="role")
    return a_wave(replace(book, items=book.items | {"role": item}, scales=book.scales | {"role": ROLES},
                          breakdowns=book.breakdowns | {"role": Breakdown("role", "Role", "role")}))


def by_role(crowd) -> Coded:
    """People as codes of team, role and one statement."""
    answers = {"team": tuple(Answer(name.lower(), name) for name in TEAMS), "role": ROLES, "sure": SURE}
    codes = np.array(crowd, np.int8)
    return Coded(answers, codes, codes[:, 2] > 1)


CROSSING = st.lists(st.tuples(st.integers(0, FIRST + 5), st.integers(0, FIRST + 3), st.integers(0, FIRST + 2)),
                    min_size=1, max_size=40)


@given(CROSSING)
def test_by_role_the_same_people_are_counted_as_by_team(crossed, crowd):
    teams, roles = tallies(by_role(crowd), crossed).by
    assert (teams.breakdown, roles.breakdown, roles.label) == ("team", "role", "Role")
    for name in ("counts", "usable", "complete"):
        assert np.array_equal(getattr(teams, name).sum(axis=0), getattr(roles, name).sum(axis=0))


def test_who_said_no_role_or_rather_would_not_say_is_one_last_unit_without_a_name(crossed):
    said = [FIRST, SECRET, FIRST + 2, FIRST + 3, FIRST + 3, 0, 1]
    made = tallies(by_role([(FIRST, role, FIRST + 1) for role in said]), crossed).by[1]
    assert [(u.label, u.named) for u in made.units] == [("Lead", True), ("Clerk", True), ("Driver", True),
                                                        ("no role named", False)]
    assert (made.usable.tolist(), made.positive()[:, 2].tolist()) == ([1, 1, 2, 3], [1, 1, 2, 3])
    assert {(u.parent, u.headcount) for u in made.units} == {("", 0)}


@given(CROSSING)
def test_people_where_breakdowns_cross_add_up_to_every_unit(crossed, crowd):
    made = tallies(by_role(crowd), crossed)
    for n, one in enumerate(made.by):
        for cells, units in ((made.rated, one.bases()), (made.positive, one.positive())):
            sums = np.zeros_like(units)
            np.add.at(sums, made.cells[:, n], cells)
            assert np.array_equal(sums, units)


@given(CROSSING)
def test_where_breakdowns_cross_are_those_who_share_team_and_role(crossed, crowd):
    made = tallies(by_role(crowd), crossed)
    roles = {FIRST: 0, FIRST + 2: 1, FIRST + 3: 2}
    places = [(team - FIRST if team >= FIRST else 6, roles.get(role, 3)) for team, role, _ in crowd]
    assert list(map(tuple, made.cells.tolist())) == sorted(set(places))
    for place, rated, positive in zip(made.cells.tolist(), made.rated[:, 2], made.positive[:, 2], strict=True):
        said = [answer for (*_, answer), where in zip(crowd, places, strict=True) if where == tuple(place)]
        assert (rated, positive) == (sum(FIRST <= answer <= FIRST + 1 for answer in said), said.count(FIRST + 1))


@given(CROSSING, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter_where_breakdowns_cross(crossed, crowd, random):
    one, other = (tallies(by_role(order), crossed) for order in (crowd, random.sample(crowd, len(crowd))))
    for name in ("cells", "rated", "positive"):
        assert np.array_equal(getattr(one, name), getattr(other, name))
    for a, b in zip(one.by, other.by, strict=True):
        assert all(np.array_equal(getattr(a, name), getattr(b, name)) for name in ("counts", "usable", "complete"))


def test_one_breakdown_by_itself_crosses_nothing(book):
    coded = a_coded(np.array([FIRST, FIRST + 1, 1]), np.array([FIRST, FIRST + 1, FIRST]))
    made, alone = tallies(coded, a_wave(book)), uncrossed(tally(coded, a_wave(book)))
    assert made.cells.tolist() == [[n] for n in range(len(TEAMS) + 1)]
    for name in ("cells", "rated", "positive"):
        assert np.array_equal(getattr(made, name), getattr(alone, name))
    assert np.array_equal(made.rated, made.by[0].bases())


def test_without_teams_people_are_counted_by_role_alone(crossed):
    wave = replace(crossed,
                   codebook=replace(crossed.codebook, breakdowns={"role": crossed.codebook.breakdowns["role"]}))
    made = tallies(by_role([(FIRST, FIRST, FIRST), (FIRST + 1, FIRST + 2, FIRST + 1)]), wave)
    assert made.by[0].usable.tolist() == [0] * len(TEAMS) + [2]
    assert (made.cells.tolist(), made.by[1].usable.tolist()) == ([[6, 0], [6, 1]], [1, 1, 0, 0])
