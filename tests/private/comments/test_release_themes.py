"""Themes: who may be told apart by them, and that what was released stays as it is."""

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.errors import BadInput
from coprod.private.comments.coding_workbook import CodingWorkbook, SheetLine, read_coding, write_coding
from coprod.private.comments.comments import write_comments
from coprod.private.comments.release_themes import release_themes, shown
from coprod.private.process import process
from coprod.private.release import release
from coprod.record import read_record
from coprod.record.files import digest
from coprod.record.themes import Paraphrase, read_themes
from tests.conftest import edit, tree
from tests.invented import people, write_answers
from tests.private.comments.test_comments import crowd

COUNTS = st.dictionaries(st.sampled_from([*"abcdefgh", "other", "nothing"]), st.integers(0, 30), max_size=10)


@given(COUNTS, st.integers(10, 15))
def test_no_theme_and_no_rest_is_of_fewer_people_than_the_floor(counts, floor):
    counts = Counter(counts)
    kept = shown(counts, floor)
    assert not kept or sum(kept.values()) == sum(counts.values())
    assert all(number >= floor for number in kept.values())
    assert not kept or set(kept) - {"other"} and "nothing" not in kept
    assert all(kept[theme] == counts[theme] for theme in kept if theme != "other")


def test_the_smallest_shown_theme_joins_a_rest_that_would_be_too_small():
    assert shown(Counter(a=30, b=12, c=9, other=0), 10) == {"a": 30, "other": 21}
    assert shown(Counter(a=30, b=12, c=9, nothing=1), 10) == {"a": 30, "b": 12, "other": 10}
    assert shown(Counter(a=12, c=9), 10) == {}


@pytest.fixture
def wave(real):
    """The small wave of real people, released, in which 36 of 72 wrote something and two people sorted it."""
    write_answers(real / "responses.csv", crowd([f"Thought number {n}" for n in range(36)]))
    sort(real)
    process("small")
    release("small")
    return real


def sort(folder, themes=("training", "plain", "other"), paraphrases=()):
    write_comments("small")
    old = read_coding(folder / "comments.xlsx", ["onething"])
    lines = []
    for line in old.lines["onething"]:
        theme = themes[int(line["comment"].split()[-1]) % len(themes)]
        words, role = paraphrases.pop() if paraphrases and theme == "plain" else ("", "")
        more = {"paraphrase": words, "signed_off_by": role}
        lines.append(SheetLine(line.cells | {"coder_1": theme, "coder_2": theme} | more))
    write_coding(folder / "comments.xlsx", CodingWorkbook({"onething": lines}, old.themes, old.roles), date(2020, 2, 3))


def test_themes_stand_beside_a_record_that_stays_byte_for_byte(wave):
    folder = wave.parents[1] / "processed" / "small"
    before = tree(folder)
    themes, path, _ = release_themes("small")
    assert {name: data for name, data in tree(folder).items() if name != "themes.json"} == before
    assert digest(read_record("small")) == themes.record
    assert read_themes("small") == themes
    assert [(theme.label, theme.count) for theme in themes.questions[0].themes] == [
        ("Plain, short texts", 12), ("Training", 12), ("Something else", 12)]
    assert path == folder / "themes.json"


def test_the_same_themes_are_released_again_and_others_are_not(wave):
    release_themes("small")
    before = tree(wave.parents[1] / "processed")
    release_themes("small")
    assert tree(wave.parents[1] / "processed") == before
    sort(wave, ("training", "training", "other"))
    with pytest.raises(BadInput, match="themes were released before"):
        release_themes("small")
    (wave.parents[1] / "processed" / "small" / "themes.json").unlink()
    with pytest.raises(BadInput, match="themes were released before"):
        release_themes("small")
    assert read_themes("small") is None


def test_only_signed_paraphrases_of_shown_themes_leave(wave):
    sort(wave, paraphrases=[("Short words help.", "senior manager"), ("A plain page is read.", "")])
    themes, _, notes = release_themes("small")
    assert themes.questions[0].paraphrases == (Paraphrase("Plain, short texts", "Short words help.", "senior manager"),)
    assert notes == ['"onething": 1 paraphrases nobody signed off stay inside.']


def test_a_rest_of_one_to_nine_silent_people_is_not_shown(real):
    write_answers(real / "responses.csv", crowd([f"Thought number {n}" for n in range(66)]))
    sort(real)
    process("small")
    release("small")
    themes, _, notes = release_themes("small")
    assert themes.questions == () and "fewer than 10 people left it empty" in notes[0]


def test_themes_of_a_draft_of_open_comments_and_of_few_answers_are_refused(real):
    write_answers(real / "responses.csv", crowd([f"Thought number {n}" for n in range(36)]))
    write_comments("small")
    process("small")
    with pytest.raises(BadInput, match="not released yet"):
        release_themes("small")
    release("small")
    with pytest.raises(BadInput, match="nobody has coded it"):
        release_themes("small")


def test_a_survey_of_few_answers_has_no_themes(real):
    write_answers(real / "responses.csv", crowd([f"Thought number {n}" for n in range(24)], each=4))
    sort(real, ("training", "plain"))
    process("small")
    release("small")
    with pytest.raises(BadInput, match="so few answered"):
        release_themes("small")


def test_without_the_ledger_nothing_is_added(wave):
    (wave.parent / "ledger.json").unlink()
    with pytest.raises(BadInput, match="does not know the released record"):
        release_themes("small")


@pytest.mark.parametrize(("old", "new"), [('"count": 12', '"count": 13'), ('"base": 36', '"base": 35'),
                                          ('"floor": 10', '"floor": 13'),
                                          ('"usable": 72', '"usable": 40'), ('"Training"', '"Trained"')])
def test_changed_themes_are_refused(wave, old, new):
    _, path, _ = release_themes("small")
    edit(path, old, new)
    with pytest.raises(BadInput, match="themes.json"):
        read_themes("small")


def test_themes_of_another_record_are_refused(wave):
    themes, path, _ = release_themes("small")
    other = json.loads(path.read_text("utf-8")) | {"record": "0" * 64}
    path.write_text(json.dumps(other), "utf-8")
    with pytest.raises(BadInput, match="belongs to another record"):
        read_themes("small")
    path.write_text("{", "utf-8")
    with pytest.raises(BadInput, match="cannot be read"):
        read_themes("small")
    assert len(people()) == themes.usable
