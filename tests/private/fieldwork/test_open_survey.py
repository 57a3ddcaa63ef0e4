"""An open survey: counts only, at most weekly, and no answers before it closes."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.private.fieldwork.open_survey import fieldwork
from coprod.private.fieldwork.views import FieldworkFile
from coprod.private.process import draft, process
from coprod.private.release import release
from coprod.wave.settings import read_wave
from tests.attacks.published import BASELINE
from tests.conftest import edit
from tests.invented import people, write_answers

OPEN = date(2020, 1, 20)  # the small wave runs from 6 to 31 January 2020, and everybody answers on 6 January


@pytest.mark.parametrize("day", [date(2020, 1, 30), date(2020, 1, 6)])
def test_nobody_looks_at_answers_before_the_closing_date(real, day):
    for step in (lambda: process("small", day=day), lambda: draft(read_wave("small"), day=day)):
        with pytest.raises(BadInput, match="open until 2020-01-31, and until then nobody looks at answers"):
            step()
    assert not (real.parents[1] / "processed" / "small").exists()
    assert process("small", day=date(2020, 1, 31))[0].counted == 72


def test_an_open_survey_is_not_released_and_check_looks_at_its_files_only(real):
    process("small")
    today = date.today()
    edit(real / "wave.toml", "opened = 2020-01-06", f"opened = {today - timedelta(9)}")
    edit(real / "wave.toml", "closed = 2020-01-31", f"closed = {today + timedelta(9)}")
    edit(real / "roster.csv", "2020-01-06", f"{today}")
    with pytest.raises(BadInput, match="open until"):
        release("small")
    said = CliRunner().invoke(main, ["check", "small"])
    assert said.exit_code == 0 and "in order so far" in said.output and "72" not in said.output


@pytest.mark.parametrize(("day", "said"),
                         [(date(2020, 1, 5), "opens on 2020-01-06"), (date(2020, 2, 1), "closed on 2020-01-31")])
def test_a_survey_that_is_not_open_has_no_view(real, day, said):
    with pytest.raises(BadInput, match=said):
        fieldwork("small", day=day)


def test_only_an_invented_wave_can_be_replayed(real):
    with pytest.raises(BadInput, match="only an invented wave"):
        fieldwork("small", as_of=OPEN)


def test_a_view_is_kept_and_comes_again_all_week_whatever_came_since(real):
    write_answers(real / "responses.csv", people(5))
    first = fieldwork("small", day=OPEN)
    assert first.points == ((date(2020, 1, 12), 30),)
    write_answers(real / "responses.csv", people(8))
    assert fieldwork("small", day=date(2020, 1, 24)).points == first.points
    later = fieldwork("small", day=date(2020, 1, 27))
    assert later.points[:len(first.points)] == first.points and later.points[-1][1] == 40
    kept = json.loads(FieldworkFile().path.read_text("utf-8"))
    assert [view["replies"] for view in kept["small"]["views"]] == [30, 48]


def test_a_replay_keeps_nothing(small):
    assert fieldwork("small", as_of=OPEN).points
    assert not FieldworkFile().path.exists()


def test_a_roster_that_changes_while_the_survey_is_open_is_refused(real):
    write_answers(real / "responses.csv", people(5))
    fieldwork("small", day=OPEN)
    edit(real / "roster.csv", "Ash,North,16", "Ash,North,17")
    with pytest.raises(BadInput, match="roster.csv: teams or head counts were changed"):
        fieldwork("small", day=OPEN)


def test_the_example_replayed_ends_where_it_stood_before_its_last_week(examples):
    replies = fieldwork(BASELINE, as_of=date(2016, 11, 4))
    assert replies.points == ((date(2016, 10, 16), 40), (date(2016, 10, 23), 60), (date(2016, 10, 30), 90))
    assert (replies.days_left, replies.eligible, len(replies.groups)) == (1, 200, 9)
    assert min(group.low for group in replies.groups) == 0.2


@pytest.fixture
def open_baseline(examples):
    """The baseline as if real people had answered it, looked at every Monday while it was open."""
    edit(examples / "data" / "raw" / BASELINE / "wave.toml", "invented = true", "invented = false")
    for day in (17, 24, 31):
        fieldwork(BASELINE, day=date(2016, 10, day))
    return read_wave(BASELINE)


def test_beside_views_of_the_open_survey_it_is_not_said_how_many_of_a_group_answered(open_baseline):
    """The views gave ranges of who had replied; two sets of limits on the same people would meet."""
    views = FieldworkFile().of(BASELINE).views
    assert [view.shown for view in views] == [40, 60, 90] and all(view.places for view in views)
    record = draft(open_baseline).record
    assert {(group.at_least, group.at_most) for group in record.groups} == {(None, None)}
    assert "response_left_out" in [note.code for note in record.notes]
    assert record.kish is None
