"""A record refuses what cannot have passed disclosure control, says where it is damaged, and notices every change."""

import json
import shutil
from dataclasses import FrozenInstanceError, fields, replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.errors import BadInput
from coprod.private.process import process
from coprod.private.release import release
from coprod.record import ALL_STAFF, RESPONSE, read_record
from coprod.record.files import checked, digest, sealed, write_record
from tests import ROOT
from tests.conftest import edit, tree
from tests.records import item, record, tallies

BANDS = [("sure", "Ash", 0.2, 0.4), ("sure", "Elm", 0.4, 0.6)]


def small_record(*more, **about):
    made = record(item("sure", (20, 10, 30)), bands=BANDS, usable=60, complete=60, **about)
    return replace(made, tallies=pd.concat([made.tallies, tallies(*more)], ignore_index=True)) if more else made


def test_a_record_of_all_staff_and_ranges_is_accepted():
    assert not checked(small_record()).sealed


@pytest.mark.parametrize(("row", "said"), [
    (("sure", "Ash", "", 3, None, 0.2, 0.4), "a group with counts"),
    (("sure", "Ash", "", None, 12, 0.2, 0.4), "a group with counts"),
    (("sure", "Ash", "", None, None, 0.2, None), "a group with counts"),
    (("sure", "Ash", "", None, None, 0.25, 0.25), "a band narrower than 5 points"),
    (("sure", "Ash", "", None, None, 0.25, 0.27), "a band narrower than 5 points"),
    (("sure", "Ash", "", None, None, 0.9, 1.2), "not between 0 and 1"),
    (("sure", "Oak", "", None, None, 0.2, 0.4), "a group that wave.json does not name"),
    (("other", "Ash", "", None, None, 0.2, 0.4), "a measure that wave.json does not name"),
    (("sure", ALL_STAFF, "rare", 2, 60, None, None), "an answer of fewer than 3 people"),
    (("sure", ALL_STAFF, "rare", 0, 60, None, None), "an answer of fewer than 3 people"),
    (("sure", ALL_STAFF, "rare", 5, 9, None, None), "a base under 10"),
    (("sure", ALL_STAFF, "rare", 61, 60, None, None), "a count larger than its base"),
    (("sure", ALL_STAFF, "rare", 5, 60, None, None), "do not hold the same answers"),
    (("sure", ALL_STAFF, "rare", 5, None, None, None), "an all-staff row without count and base"),
    (("sure", ALL_STAFF, "rare", 5, 60, 0.2, 0.4), "or with a band"),
    ((RESPONSE, ALL_STAFF, "late", 5, 60, None, None), "is not the number of staff"),
])
def test_what_cannot_have_passed_disclosure_control_is_refused(row, said):
    with pytest.raises(BadInput, match=said):
        checked(small_record(row))


def test_answers_must_add_up_to_their_base():
    made = small_record()
    rows = made.tallies.assign(count=made.tallies["count"].mask(made.tallies["answer"].eq("maybe"), 11))
    with pytest.raises(BadInput, match="the answers to sure do not add up to its base"):
        checked(replace(made, tallies=rows))


@pytest.mark.parametrize(("about", "said"), [
    ({"floor": 61}, "a base under 61"), ({"floor": 2}, "a floor of 3 or more"), ({"eligible": 0}, "eligible"),
    ({"margin": 1.5}, "margin"), ({"closed": small_record().opened.replace(year=2010)}, "closed before it opened"),
])
def test_settings_that_cannot_be_are_refused(about, said):
    with pytest.raises(BadInput, match=said):
        checked(replace(small_record(), **about))


def test_a_record_cannot_be_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        small_record().title = "Other"


def test_the_seal_is_no_part_of_what_it_seals():
    draft = small_record()
    assert digest(sealed(draft)) == digest(draft) == sealed(draft).seal


def test_any_change_of_a_figure_or_a_word_changes_the_fingerprint():
    made = small_record()
    others = [made, replace(made, title="Other"), replace(made, floor=11), replace(made, tallies=made.tallies[::-1]),
              replace(made, tallies=made.tallies.assign(high=made.tallies["high"] + 0.01))]
    assert len({digest(one) for one in others}) == 5


def test_a_record_read_again_is_the_record_written(small):
    made, folder = process("small")
    again = read_record("small")
    assert all(getattr(again, field.name) == getattr(made.record, field.name) for field in fields(again)
               if field.name != "tallies")
    pd.testing.assert_frame_equal(again.tallies, made.record.tallies)
    before = tree(folder)
    write_record(again, folder)
    assert tree(folder) == before


@pytest.mark.parametrize(("file", "old", "new"), [
    ("tallies.csv", "sure,all staff,no,21", "sure,all staff,no,22"),
    ("tallies.csv", "confident,Ash,,,,0.3333,0.6667", "confident,Ash,,,,0.0,0.3333"),
    ("tallies.csv", "confident,Ash,,,,0.3333,0.6667\n", ""),
    ("wave.json", "A small wave", "A wave"),
    ("wave.json", '"eligible": 96', '"eligible": 97'),
    ("wave.json", '"margin": 0.1', '"margin": 0.05'),
])
def test_a_record_changed_after_its_release_is_refused(small, file, old, new):
    _, folder = process("small")
    release("small")
    read_record("small")
    edit(folder / file, old, new)
    with pytest.raises(BadInput, match="data/processed/small: the record was changed after its release"):
        read_record("small")


@pytest.mark.parametrize("content", [
    "", "{", "[]", "{}", '"text"', '{"format": 1}', '{"format": 2}', '{"format": 3}', "[" * 5000])
def test_a_record_that_cannot_be_read_is_refused(small, content):
    _, folder = process("small")
    (folder / "wave.json").write_text(content)
    with pytest.raises(BadInput, match="data/processed/.*coprod process"):
        read_record("small")


@pytest.mark.parametrize(("old", "new", "where"), [
    ('"eligible": 96', '"eligible": "96"', "eligible: expected a whole number"),
    ('"opened": "2020-01-06"', '"opened": "06/01/2020"', "opened: expected a date"),
    ('"invented": true', '"invented": "yes"', "invented: expected true or false"),
    ('"floor": 10,', "", "floor is missing"),
    ('"floor": 10,', '"floor": 10, "secret": 7,', "and nothing else"),
    ('"headcount": 16', '"headcount": 16.5', r"groups\[\d\].headcount: expected a whole number"),
    ('"margin": 0.1', '"margin": NaN', "margin: expected a number"),
])
def test_a_value_of_another_form_is_named_by_its_place(small, old, new, where):
    _, folder = process("small")
    edit(folder / "wave.json", old, new)
    with pytest.raises(BadInput, match=where):
        read_record("small")


@pytest.mark.parametrize("file", ["wave.json", "tallies.csv"])
def test_a_record_with_a_file_missing_is_refused(small, file):
    _, folder = process("small")
    (folder / file).unlink()
    with pytest.raises(BadInput, match="data/processed/small: the record cannot be read"):
        read_record("small")


def test_a_copied_folder_is_refused_for_its_name_is_not_the_wave_s(small):
    _, folder = process("small")
    shutil.copytree(folder, folder.with_name("small-backup"))
    with pytest.raises(BadInput, match="data/processed/small-backup: expected the record of this wave"):
        read_record("small-backup")


def test_a_wave_that_leads_elsewhere_is_refused(small):
    process("small")
    for name in ("../processed/small", "small/../small", "/etc", ".."):
        with pytest.raises(BadInput):
            read_record(name)


def test_a_record_holds_no_path_and_no_time_of_the_machine(small):
    _, folder = process("small")
    assert str(small.parents[2]) not in (folder / "wave.json").read_text("utf-8")


def test_a_record_says_nothing_that_was_not_thought_through(small):
    """Whoever adds a word to this list has asked what it tells about a group."""
    _, folder = process("small")
    about = json.loads((folder / "wave.json").read_text("utf-8"))
    assert set(about) == {
        "breakdowns", "closed", "eligible", "floor", "format", "group_base", "groups", "invented", "kish", "margin",
        "measures", "mix", "notes", "opened", "scores", "seal", "survey", "title", "unasked", "wave"}


CELLS = st.text(alphabet='aé,"\n\r ;', max_size=6)
ENDS = st.sampled_from([0.0, 0.05, 0.1667, 0.3333, 0.6667, 0.95, 1.0])


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, *[st.none() | st.integers(3, 10**6)] * 2, *[st.none() | ENDS] * 2),
                max_size=12))
def test_tallies_are_written_as_pandas_writes_them(tmp_path_factory, rows):
    folder, frame = tmp_path_factory.mktemp("record"), tallies(*rows)
    write_record(replace(small_record(), tallies=frame), folder)
    assert (folder / "tallies.csv").read_bytes().decode() == frame.to_csv(index=False, lineterminator="\n")


def test_a_record_that_the_first_version_sealed_is_read_and_any_change_of_it_noticed(project):
    """`first` is a record as the first version wrote and sealed it, with notes in sentences."""
    folder = project / "data" / "processed" / "first"
    shutil.copytree(ROOT / "tests" / "record" / "first", folder)
    read = read_record("first")
    assert read.sealed and read.measure("confident").sources == ("confidence",)
    assert [(note.code, note.breakdown) for note in read.notes] == [("wide_ranges", "team"), ("figures_left_out", "")]
    edit(folder / "wave.json", "By team, the ranges", "By team, all ranges")
    with pytest.raises(BadInput, match="changed after its release"):
        read_record("first")
