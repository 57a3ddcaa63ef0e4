"""The private list of all releases."""

import json
from datetime import date

import pytest

from coprod.errors import BadInput
from coprod.private.ledger import Ledger
from coprod.record.files import sealed
from tests.records import item, record

FIRST = {"opened": date(2016, 10, 10), "closed": date(2016, 11, 4)}  # when "first" ran


def released(**more):
    return sealed(record(item("job"), **{"invented": False, **more}))


def test_a_release_is_noted_and_found_again(project):
    ledger = Ledger()
    assert not ledger.holds("first")
    ledger.add(released())
    assert Ledger().holds("first")
    Ledger().check_against([released()])


@pytest.mark.parametrize("text", ["{", "{}", "[1]", '[{"wave": "first"}]', "null", "[[]]"])
def test_a_ledger_of_the_wrong_shape_is_a_clear_error_and_is_never_written_over(project, text):
    path = project / "data" / "raw" / "ledger.json"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput, match="data/raw/ledger.json cannot be read"):
        Ledger()
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(("name", "value"), [("seal", None), ("opened", "soon"), ("groups", [{}]), ("eligible", "many"),
                                             ("invented", None)])
def test_an_entry_that_lacks_what_is_compared_is_noticed(project, name, value):
    Ledger().add(released(groups={"North": ["Ash"]}))
    path = project / "data" / "raw" / "ledger.json"
    (entry,) = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps([entry | {name: value}]), "utf-8")
    with pytest.raises(BadInput, match="it is not a list of releases"):
        Ledger()
    path.write_text(json.dumps([entry, entry]), "utf-8")
    with pytest.raises(BadInput, match="it is not a list of releases"):
        Ledger()


def test_a_real_wave_is_never_noted_with_other_numbers(project):
    Ledger().add(released())
    Ledger().add(released())
    with pytest.raises(BadInput, match="first was released before, and a released record never changes"):
        Ledger().add(released(usable=121))


def test_an_invented_wave_may_be_noted_again_and_needs_no_entry(project):
    Ledger().check_against([released(invented=True)])
    Ledger().add(released(invented=True))
    Ledger().add(released(invented=True, usable=121))
    assert len(Ledger().entries) == 1 and not Ledger().holds("first")


def test_a_released_record_the_ledger_does_not_know_is_refused(project):
    with pytest.raises(BadInput, match="does not know the released record of first"):
        Ledger().check_against([released()])


def test_the_same_teams_at_the_same_time_under_another_name_are_refused(project):
    Ledger().add(released(groups={"North": ["Ash"]}))
    with pytest.raises(BadInput, match="first was released for the same teams and the same time"):
        Ledger().check_together(released(wave="second", **FIRST, groups={"North": ["Ash"]}))
    Ledger().check_together(released(wave="second", groups={"North": ["Ash"]}))
    Ledger().check_together(released(wave="second", **FIRST, groups={"South": ["Elm"]}))


def test_a_record_without_teams_may_have_asked_the_same_people(project):
    Ledger().add(released())
    with pytest.raises(BadInput, match="same teams and the same time"):
        Ledger().check_together(released(wave="second", **FIRST, groups={"North": ["Ash"]}))


@pytest.mark.parametrize(("staff", "refused"), [(16, True), (11, True), (10, False), (20, False)])
def test_groups_that_differ_by_one_to_nine_people_are_refused(project, staff, refused):
    Ledger().add(released(groups={"Both": ["Ash", "Holly"]}))
    later = released(wave="second", groups={"One": ["Ash"]}, staff=staff)
    if not refused:
        Ledger().check_together(later)
    else:
        with pytest.raises(BadInput, match="differ by fewer than 10 people, whose answers could be worked out"):
            Ledger().check_together(later)
