"""The safe record refuses what could not have passed door 2, and notices every change after its release."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.errors import BadInput
from coprod.private.process import process
from coprod.private.release import release
from coprod.record.safe import ALL_STAFF, COLUMNS, SafeTally, _tallies_text, read_record
from tests.conftest import edit


def record(*rows, **about) -> SafeTally:
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"count": "Int64", "base": "Int64", "low": float, "high": float})
    return SafeTally({"format": 1, "wave": "small", "floor": 10, "seal": None, "invented": True} | about, frame)


EVERYBODY = ("sure", ALL_STAFF, "yes", 30, 60, None, None)
GROUP = ("sure", "Ash", "", None, None, 0.2, 0.4)


def test_a_record_of_all_staff_and_bands_is_accepted():
    assert not record(EVERYBODY, GROUP).sealed


@pytest.mark.parametrize(("row", "said"), [
    (("sure", "Ash", "", 3, None, 0.2, 0.4), "a group with counts"),
    (("sure", "Ash", "", None, 12, 0.2, 0.4), "a group with counts"),
    (("sure", "Ash", "", None, None, 0.2, None), "a group with counts"),
    (("sure", "Ash", "", None, None, 0.25, 0.25), "a band narrower than 5 points"),
    (("sure", "Ash", "", None, None, 0.25, 0.27), "a band narrower than 5 points"),
    (("sure", ALL_STAFF, "no", 2, 60, None, None), "an answer of fewer than 3 people"),
    (("sure", ALL_STAFF, "no", 0, 60, None, None), "an answer of fewer than 3 people"),
    (("sure", ALL_STAFF, "no", 5, 9, None, None), "a base under 10"),
    (("sure", ALL_STAFF, "no", 5, None, None, None), "an all-staff row without count and base"),
    (("sure", ALL_STAFF, "no", 5, 60, 0.2, 0.4), "or with a band"),
])
def test_what_cannot_have_passed_door_2_is_refused(row, said):
    with pytest.raises(BadInput, match=said):
        record(EVERYBODY, GROUP, row)


def test_a_higher_floor_holds_for_every_base():
    with pytest.raises(BadInput, match="a base under 61"):
        record(EVERYBODY, floor=61)


def test_a_record_cannot_be_changed_in_place():
    with pytest.raises(AttributeError):
        record(EVERYBODY).about = {}


def test_the_seal_is_no_part_of_what_it_seals():
    draft = record(EVERYBODY, GROUP)
    assert draft.with_seal().digest() == draft.digest() == draft.with_seal().about["seal"]


def test_any_change_of_a_figure_or_a_word_changes_the_fingerprint():
    digests = {record(EVERYBODY, GROUP, **about).digest() for about in ({}, {"title": "Other"}, {"floor": 11})}
    digests |= {record(EVERYBODY, (*GROUP[:5], 0.4, 0.6)).digest(), record(GROUP, EVERYBODY).digest()}
    assert len(digests) == 5


def test_a_record_read_again_is_the_record_written(small):
    made, folder = process("small")
    again = read_record("small")
    assert again.about == made.record.about
    pd.testing.assert_frame_equal(again.tallies, made.record.tallies)
    before = [(folder / name).read_bytes() for name in ("tallies.csv", "wave.json")]
    again.write(folder)
    assert [(folder / name).read_bytes() for name in ("tallies.csv", "wave.json")] == before


@pytest.mark.parametrize(("file", "old", "new"), [
    ("tallies.csv", "sure,all staff,no,21", "sure,all staff,no,22"),
    ("tallies.csv", "confident,Ash,,,,0.3333,0.6667", "confident,Ash,,,,0.0,0.3333"),
    ("tallies.csv", "confident,Ash,,,,0.3333,0.6667\n", ""),
    ("wave.json", "A small wave", "A wave"),
    ("wave.json", '"eligible": 96', '"eligible": 97'),
    ("wave.json", '"margin": 0.15', '"margin": 0.05'),
])
def test_a_record_changed_after_its_release_is_refused(small, file, old, new):
    _, folder = process("small")
    release("small")
    edit(folder / file, old, new)
    with pytest.raises(BadInput, match="data/processed/small: the record was changed after its release"):
        read_record("small")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '"text"', '{"format": 1}', '{"format": 2}'])
def test_a_record_that_cannot_be_read_is_refused(small, content):
    _, folder = process("small")
    (folder / "wave.json").write_text(content)
    with pytest.raises(BadInput, match="data/processed/.*Run `coprod process"):
        read_record("small")


@pytest.mark.parametrize("file", ["wave.json", "tallies.csv"])
def test_a_record_with_a_file_missing_is_refused(small, file):
    _, folder = process("small")
    (folder / file).unlink()
    with pytest.raises(BadInput, match="data/processed/small: the record cannot be read"):
        read_record("small")


def test_a_record_holds_no_path_and_no_time_of_the_machine(small):
    _, folder = process("small")
    about = json.loads((folder / "wave.json").read_text("utf-8"))
    assert str(small.parents[2]) not in json.dumps(about)


def test_a_record_says_nothing_that_was_not_thought_through(small):
    """Whoever adds a word to this list has asked what it tells about a group."""
    _, folder = process("small")
    about = json.loads((folder / "wave.json").read_text("utf-8"))
    assert set(about) - {"kish", "mix", "scores"} == {
        "bank", "breakdowns", "closed", "eligible", "floor", "format", "groups", "invented", "items", "margin", "notes",
        "opened", "seal", "survey", "title", "wave"}


CELLS = st.text(alphabet='aé,"\n\r ;', max_size=6)
ENDS = st.sampled_from([0.0, 0.05, 0.1667, 0.3333, 0.6667, 0.95, 1.0])


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, *[st.none() | st.integers(3, 10**6)] * 2, *[st.none() | ENDS] * 2), max_size=12))
def test_the_record_is_written_as_pandas_writes_it(rows):
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"item": str, "group": str, "answer": str, "count": "Int64",
                                                              "base": "Int64", "low": float, "high": float})
    assert "".join(_tallies_text(frame)) == frame.to_csv(index=False, lineterminator="\n")


def test_a_copy_of_all_staff_has_no_row_of_a_group_and_still_names_them(small):
    process("small")
    whole = read_record("small")
    rows = whole.of_all_staff().tallies
    assert set(rows["group"]) == {ALL_STAFF} and 0 < len(rows) < len(whole.tallies)
    assert whole.of_all_staff().about == whole.about
