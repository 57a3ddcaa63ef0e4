"""Release seals what the raw files give, once; without the list of all releases nothing more is released."""

import json
import shutil

import pytest

from coprod.errors import BadInput
from coprod.private.process import process
from coprod.private.release import release
from coprod.record import read_record
from coprod.record.files import digest
from tests.conftest import edit, tree
from tests.invented import TOML, people, write_answers, write_small


@pytest.fixture
def ledger(small):
    return small.parent / "ledger.json"


@pytest.fixture
def first(real):
    """A released real wave."""
    process("small")
    release("small")
    return real


def second(first, **changes):
    """A second real wave, processed and not released."""
    toml = TOML.replace("invented = true", "invented = false").replace("2020-", "2021-")
    write_small(first.parent, toml=toml, name="later", **changes)
    process("later")


def test_a_release_seals_the_draft_and_changes_nothing_else(small):
    made, folder = process("small")
    before = tree(folder)
    record, _ = release("small")
    after = tree(folder)
    assert after["tallies.csv"] == before["tallies.csv"]
    assert json.loads(after["wave.json"]) == json.loads(before["wave.json"]) | {"seal": digest(made.record)}
    assert record.sealed


def test_the_ledger_notes_who_was_shown_as_one_and_no_figures(small, ledger):
    process("small")
    record, path = release("small")
    assert path == ledger
    assert json.loads(ledger.read_text("utf-8")) == [{
        "wave": "small", "seal": record.seal, "invented": True, "eligible": 96,
        "opened": "2020-01-06", "closed": "2020-01-31",
        "groups": [{"breakdown": "team", "label": team, "teams": [team], "headcount": 16}
                   for team in ("Ash", "Beech", "Cedar", "Elm", "Fir", "Gorse")]}]


def test_releasing_again_changes_no_byte(first):
    before = tree(first.parents[1])
    release("small")
    assert tree(first.parents[1]) == before


def test_an_invented_wave_made_again_replaces_its_entry(small, ledger):
    for each in (12, 11):
        write_answers(small / "responses.csv", people(each))
        process("small")
        release("small")
    entries = json.loads(ledger.read_text("utf-8"))
    assert [(entry["wave"], entry["seal"]) for entry in entries] == [("small", read_record("small").seal)]


def test_two_waves_stand_in_the_ledger_in_order_of_release(first):
    second(first)
    release("later")
    entries = json.loads((first.parent / "ledger.json").read_text("utf-8"))
    assert [entry["wave"] for entry in entries] == ["small", "later"]


NOT_THE_RAW_FILES = "the draft is not what the raw files give. Run `coprod process small` again"


@pytest.mark.parametrize(("file", "old", "new", "said"), [
    ("tallies.csv", "confident,all staff,yes,34", "confident,all staff,yes,35", NOT_THE_RAW_FILES),
    ("tallies.csv", "confident,Ash,,,,0.3333,0.6667", "confident,Ash,,,,0.0,0.3333", NOT_THE_RAW_FILES),
    ("wave.json", '"invented": false', '"invented": true', NOT_THE_RAW_FILES),
    ("tallies.csv", "sure,all staff,no,21", "sure,all staff,no,20", "the answers to sure do not add up to its base"),
    ("wave.json", '"eligible": 96', '"eligible": 90', "a base of replies that is not the number of staff"),
])
def test_a_draft_edited_by_hand_is_not_released(real, file, old, new, said):
    _, folder = process("small")
    edit(folder / file, old, new)
    before = tree(real.parents[1])
    with pytest.raises(BadInput, match=said):
        release("small")
    assert tree(real.parents[1]) == before


def test_a_draft_older_than_the_raw_files_is_not_released(real):
    process("small")
    write_answers(real / "responses.csv", people(11))
    with pytest.raises(BadInput, match="the draft is not what the raw files give"):
        release("small")


def test_a_seal_written_by_hand_is_no_release(real):
    made, folder = process("small")
    edit(folder / "wave.json", '"seal": null', f'"seal": "{digest(made.record)}"')
    with pytest.raises(BadInput, match="ledger.json does not know the released record of small"):
        release("small")


def test_a_seal_that_does_not_fit_is_a_changed_record(real):
    _, folder = process("small")
    edit(folder / "wave.json", '"seal": null', '"seal": "0123"')
    with pytest.raises(BadInput, match="was changed after its release"):
        release("small")


def test_a_late_reply_is_not_released_even_if_the_record_was_taken_away(first):
    shutil.rmtree(first.parents[1] / "processed" / "small")
    write_answers(first / "responses.csv", [*people(), people()[0]])
    with pytest.raises(BadInput, match="this record was released and never changes"):
        process("small")
    assert not (first.parents[1] / "processed" / "small").exists()


def test_calling_a_wave_invented_afterwards_does_not_replace_its_entry(first):
    shutil.rmtree(first.parents[1] / "processed" / "small")
    edit(first / "wave.toml", "invented = false", "invented = true")
    with pytest.raises(BadInput, match="this record was released and never changes"):
        process("small")


@pytest.mark.parametrize("how", ["gone", "emptied", "of another seal"])
def test_without_the_entry_of_a_released_wave_nothing_more_is_released(first, how):
    second(first)
    path = first.parent / "ledger.json"
    if how == "gone":
        path.unlink()
    elif how == "emptied":
        path.write_text("[]")
    else:
        edit(path, '"seal": "', '"seal": "0')
    before = tree(first.parents[1])
    with pytest.raises(BadInput, match="ledger.json does not know the released record of small. Bring back the ledger"):
        release("later")
    assert tree(first.parents[1]) == before


def test_another_record_that_was_changed_stops_a_release(first):
    second(first)
    edit(first.parents[1] / "processed" / "small" / "wave.json", "A small wave", "A wave")
    with pytest.raises(BadInput, match="data/processed/small: the record was changed after its release"):
        release("later")


def test_a_ledger_that_cannot_be_read_stops_a_release(first):
    second(first)
    (first.parent / "ledger.json").write_text("[{")
    with pytest.raises(BadInput, match="ledger.json cannot be read"):
        release("later")


def test_a_release_killed_before_the_seal_was_written_can_be_finished(real, monkeypatch):
    process("small")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("coprod.private.release.whole_folder", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        release("small")
    assert not read_record("small").sealed
    release("small")
    assert read_record("small").sealed
    assert len(json.loads((real.parent / "ledger.json").read_text("utf-8"))) == 1


def test_a_wave_without_a_draft_cannot_be_released(small):
    with pytest.raises(BadInput, match="Run `coprod process small` first"):
        release("small")
    assert not (small.parent / "ledger.json").exists()
