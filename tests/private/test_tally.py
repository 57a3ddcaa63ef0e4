"""People are counted once each, in their team, in any order and in parts."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.codebook import Answer, read_codebook
from coprod.errors import BadInput
from coprod.private.clean import clean
from coprod.private.coded import FIRST, Coded
from coprod.private.intake import read_responses
from coprod.private.tally import NO_TEAM, tally
from coprod.wave import Team, Wave, read_wave
from tests import EXAMPLES
from tests.conftest import edit
from tests.invented import TEAMS, people, sheets, write_answers, write_book

AGREE = (Answer("no", "No"), Answer("yes", "Yes"), Answer("na", "Does not apply", "does not apply"))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return read_codebook(write_book(tmp_path_factory.mktemp("book") / "codebook.xlsx", sheets()))


def a_wave(book, headcount=50, report_as=None) -> Wave:
    teams = [Team(name.lower(), name, parent, headcount, (report_as or {}).get(name, name)) for name, parent in TEAMS.items()]
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
    parts = [replace(coded, codes=coded.codes[part], complete=coded.complete[part]) for part in (slice(cut), slice(cut, None))]
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
    made = tally(a_coded(np.array([ash, ash, ash, beech, 1]), np.array([FIRST, FIRST + 1, FIRST + 2, 1, FIRST])), a_wave(book))
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
    with pytest.raises(BadInput, match='roster.csv: team "Ash" has more answers than its head count of 2. Correct the head'):
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
