"""Sessions: pools of enough people that never change once they closed; and their file, line by line."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.errors import BadInput
from coprod.private.disclosure.band_widths import counts_in_band, parts_for
from coprod.private.sessions import ENOUGH, pool_sessions, pooled, read_sessions
from coprod.record.pooled_sessions import pools_text, read_pools
from coprod.wave.settings import FLOOR, read_wave
from tests.conftest import edit
from tests.plans import write_plan, write_sessions

NAMES = ["activity", "month", "places", "attended", "answered", "confident_before", "confident_after"]


@st.composite
def sessions(draw):
    answered = draw(st.integers(0, 30))
    attended = answered + draw(st.integers(0, 5))
    activity, month = draw(st.sampled_from("abc")), draw(st.sampled_from(["2017-01", "2017-02"]))
    return (activity, month, attended + draw(st.integers(0, 5)), attended, answered,
            draw(st.integers(0, answered)), draw(st.integers(0, answered)))


def frame(rows):
    return pd.DataFrame(rows, columns=NAMES)


def in_pools(rows):
    """The sessions of each pool, worked out afresh: a pool is the next sessions of its activity with enough answers."""
    made, waiting = [], {}
    for row in rows:
        waiting.setdefault(row[0], []).append(row)
        if sum(one[4] for one in waiting[row[0]]) >= ENOUGH:
            made.append(waiting.pop(row[0]))
    return made, sum(waiting.values(), [])


@given(st.lists(sessions(), max_size=25))
def test_every_figure_is_for_ten_people_or_more_and_so_is_every_difference(rows):
    pools = pooled(frame(rows), FLOOR).pools
    made, left_over = in_pools(rows)
    assert len(pools) == len(made)
    for (_, pool), members in zip(pools.iterrows(), made, strict=True):
        assert pool["attended"] == sum(row[3] for row in members) >= sum(row[4] for row in members) >= 10
    # Pools share no session and no total of the rest is shown: any sum of figures is for whole pools.
    assert sum(map(len, made)) + len(left_over) == len(rows)


@given(st.lists(sessions(), max_size=20), st.lists(sessions(), max_size=6))
def test_what_was_shown_stays_whatever_comes_later(rows, later):
    """So what two successive files differ by are whole pools."""
    before, after = (pools_text(pooled(frame(part), FLOOR).pools) for part in (rows, rows + later))
    assert after.startswith(before)


@given(st.lists(sessions(), max_size=25))
def test_when_a_pool_closes_goes_by_how_many_answered_never_by_what(rows):
    others = [(*row[:5], row[4] - row[5], 0) for row in rows]
    keep = NAMES[:1] + ["first", "last", "sessions", "places", "attended"]
    assert pooled(frame(rows), FLOOR).pools[keep].equals(pooled(frame(others), FLOOR).pools[keep])


@given(st.lists(sessions(), min_size=1, max_size=25))
def test_a_band_leaves_three_counts_open_at_least(rows):
    for members in in_pools(rows)[0]:
        base = sum(row[4] for row in members)
        for place in (5, 6):
            low, high = counts_in_band(sum(row[place] for row in members), base, parts_for(base))
            assert high - low >= 2


def test_a_wave_s_higher_floor_holds_for_sessions_too():
    rows = frame([("a", "2017-01", 20, 18, 18, 5, 9)] * 2)
    assert len(pooled(rows, FLOOR).pools) == 2 and len(pooled(rows, 25).pools) == 1


def test_those_who_are_too_few_wait_and_are_named_by_activity():
    rows = [("a", "2017-01", 9, 9, 9, 5, 9), ("b", "2017-01", 20, 20, 20, 5, 9), ("c", "2017-01", 9, 0, 0, 0, 0)]
    made = pooled(frame(rows), FLOOR)
    assert made.waiting == ("a",) and list(made.pools["activity"]) == ["b"]


@pytest.fixture
def ready(real):
    """A real small wave with a plan, and a place for its record."""
    project = real.parents[2]
    (project / "data" / "processed" / "small").mkdir()
    write_plan(project, {"needs": "sure", "indicator": "confident"}, wave="small")
    return real


def test_what_is_written_is_what_is_read(ready):
    write_sessions(ready, {"one_thing": "Ask Zebedee"}, {"confident_after": "4"})
    made, path = pool_sessions("small")
    assert len(read_pools("small")) == 2 and pools_text(read_pools("small")) == pools_text(made.pools)
    assert "Zebedee" not in path.read_text("utf-8")


@pytest.mark.parametrize(("change", "column"), [
    ({"date": "10/1/17"}, "date"), ({"activity": "walks"}, "activity"), ({"activity": ""}, "activity"),
    ({"places": ""}, "places"), ({"attended": "many"}, "attended"), ({"answered": "19"}, "answered"),
    ({"confident_before": "17"}, "confident_before"), ({"confident_after": "17"}, "confident_after")])
def test_a_wrong_cell_is_named_by_line_and_column_and_nothing_is_written(ready, change, column):
    write_sessions(ready, {}, {"one_thing": "secret words"} | change)
    with pytest.raises(BadInput) as error:
        pool_sessions("small")
    (problem,) = error.value.problems
    assert problem.startswith(f'sessions.csv, line 3, column "{column}": ') and "secret" not in problem
    assert read_pools("small") is None


def test_a_late_slip_in_a_pool_that_was_shown_is_refused_even_if_the_file_was_deleted(ready):
    write_sessions(ready, {}, {})
    _, path = pool_sessions("small")
    shown = path.read_bytes()
    write_sessions(ready, {}, {"attended": "19", "answered": "17", "confident_after": "11"})
    for _ in range(2):
        with pytest.raises(BadInput, match="must stay as it is"):
            pool_sessions("small")
        assert not path.exists() or path.read_bytes() == shown
        path.unlink(missing_ok=True)
    write_sessions(ready, {}, {}, {"answered": "3", "confident_before": "1", "confident_after": "3"})
    assert pool_sessions("small")[1].read_bytes() == shown


def test_an_invented_wave_may_be_made_again(ready):
    edit(ready / "wave.toml", "invented = false", "invented = true")
    for change in ({}, {"attended": "17", "confident_after": "16"}):
        write_sessions(ready, change)
        pool_sessions("small")
    assert read_pools("small")["attended"].tolist() == [17]


def test_without_a_file_it_says_how_to_begin(ready):
    with pytest.raises(BadInput, match="there is no sessions.csv"):
        read_sessions(read_wave("small"))
