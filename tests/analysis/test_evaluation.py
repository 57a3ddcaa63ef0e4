"""Return on expectations: the rule, the example plan judged, and costs that are never divided into changes."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.analysis import evaluation
from coprod.analysis.changes import changes
from coprod.analysis.evaluation import MET, MISSED, PARTLY, UNKNOWN, outcome
from coprod.plan import read_plan
from coprod.record import read_survey
from coprod.stats import change, minimum_detectable_change
from tests import EXAMPLES, ROOT
from tests.plans import write_plan
from tests.records import item, record, survey


@pytest.mark.parametrize(("expected", "seen", "low", "high", "moved", "said"), [
    (0.2, 0.25, 0.12, 0.36, True, MET), (0.2, 0.20, 0.08, 0.32, True, MET), (0.2, 0.196, 0.08, 0.31, True, MET),
    (0.2, 0.19, 0.07, 0.30, True, PARTLY), (0.2, 0.10, -0.02, 0.22, False, UNKNOWN),
    (0.2, 0.05, -0.07, 0.17, False, MISSED),
    (0.2, -0.20, -0.31, -0.08, True, MISSED), (0.2, 0.25, -0.01, 0.40, False, UNKNOWN),
    (-0.2, -0.25, -0.36, -0.12, True, MET), (-0.2, -0.15, -0.27, -0.02, True, PARTLY),
    (-0.2, -0.05, -0.17, 0.07, False, MISSED),
    (-0.2, 0.25, 0.12, 0.36, True, MISSED), (-0.2, -0.12, -0.24, 0.01, False, UNKNOWN),
    (0.2, math.nan, math.nan, math.nan, False, UNKNOWN)])
def test_the_rule(expected, seen, low, high, moved, said):
    assert outcome(expected, seen, low, high, moved) == said


counts = st.tuples(st.integers(0, 120), st.integers(0, 126))


@given(counts, st.integers(1, 60), st.booleans())
def test_up_and_down_are_judged_alike_and_more_is_never_easier(pair, points, moved):
    ends = change(pair[0], 120, pair[1], 126)
    mirror = (-ends.change, -ends.high, -ends.low)
    up = outcome(points / 100, *ends, moved)
    assert up == outcome(-points / 100, *mirror, moved)
    order = [MISSED, UNKNOWN, PARTLY, MET]
    assert order.index(outcome((points + 1) / 100, *ends, moved)) <= order.index(up)


@given(counts, st.integers(1, 60))
def test_no_aim_is_called_met_or_partly_met_without_a_clear_change_nor_missed_while_still_in_range(pair, points):
    ends = change(pair[0], 120, pair[1], 126)
    said = outcome(points / 100, *ends, False)
    assert said in (MISSED, UNKNOWN)
    assert (said == MISSED) == (ends.high < points / 100)


@pytest.fixture
def example(monkeypatch):
    monkeypatch.chdir(ROOT)
    return read_survey(EXAMPLES[1], EXAMPLES[0]), read_plan(EXAMPLES[0])


def test_the_example_plan_has_all_four_outcomes_and_never_disagrees_with_the_page_on_changes(example):
    frame = evaluation.judged(*example).set_index("item")
    assert frame["outcome"].to_dict() == {
        "knowpeers": UNKNOWN, "confident": UNKNOWN, "knowshow": MET, "ableways": MET, "usedworkshops": PARTLY,
        "limited": MET, "rarelyhear": MISSED, "needssupport": MISSED}
    verdicts = changes(example[0]).set_index("item")["verdict"]
    clear = [name for name, said in frame["outcome"].items() if said in (MET, PARTLY)]
    assert set(verdicts[clear]) == {"improved"}


def test_what_cannot_be_compared_and_what_nobody_signed_is_not_judged(project):
    then = record(item("job"), item("plan", label="Old words"), item("gone"))
    now = record(item("job", (20, 20, 86)), item("plan", (20, 20, 86), label="New words"), wave="second")
    write_plan(project, {"needs": ""}, {"indicator": "plan"}, {"indicator": "gone"},
               {"indicator": "job2", "agreed_on": ""})
    frame = evaluation.judged(survey(now, then), read_plan("first"))
    assert frame[["item", "outcome"]].to_numpy().tolist() == [["job", PARTLY], ["plan", UNKNOWN], ["gone", UNKNOWN]]
    assert frame["change"].isna().tolist() == [False, True, True]


def test_an_item_that_an_indicator_stands_for_has_the_indicator_s_change(project):
    def wave(yes, **more):
        myjob = item("myjob", (yes, 120), kind="indicator", sources=("job",))
        return record(item("job", (117 - yes, 3, yes)), myjob, **more)

    write_plan(project)
    (row,) = evaluation.judged(survey(wave(90, wave="second"), wave(40)), read_plan("first")).to_dict("records")
    assert row["outcome"] == MET and row["change"] == pytest.approx(50 / 120)


def test_the_smallest_change_seen_is_taken_half_way_to_what_is_expected(project):
    """120 of 200 each time, at 60 %: as the table of `minimum_detectable_change`."""
    write_plan(project)
    (one,) = read_plan("first").expectations
    assert evaluation.smallest_seen(one, survey(record(item("job")))) == pytest.approx(
        minimum_detectable_change(120, 200, 120, 200, 0.6))
    assert math.isnan(evaluation.smallest_seen(one, survey(record(item("job", ())))))


def test_what_is_expected_stands_beside_what_there_is_signed_or_not(project):
    write_plan(project, {}, {"indicator": "rare", "agreed_on": ""})
    frame = evaluation.expected(survey(record(item("job"), item("rare", ()))), read_plan("first"))
    assert frame[["item", "expected", "signed"]].values.tolist() == [["job", 0.2, True], ["rare", 0.2, False]]
    assert frame["share"][0] == 0.5 and frame[["share", "seen"]].isna().all(axis=1).tolist() == [False, True]


def test_costs_stand_beside_hours_and_places_and_nothing_is_divided_into_a_change(project):
    write_plan(project, {}, {"cost": "0", "places": "10"},
               {"cost": "500", "places": "0", "indicator": "", "points": ""})
    pools = pd.DataFrame({"activity": ["talks", "talks"], "attended": [18, 12]})
    rows = evaluation.investment(read_plan("first"), pools)
    assert rows["hours"].tolist() == [60, 15, 0, 75] and rows["cost"].tolist() == [1200, 0, 500, 1700]
    assert rows["cost_place"].tolist()[:2] == [30, 0] and math.isnan(rows["cost_place"][2])
    assert rows["taken"][0] == 30 and rows["cost_taken"][0] == 40 and rows["taken"][1:3].isna().all()
    assert rows["cost_taken"][3] == 40  # of those whose places taken are shown
    assert rows["activity"].tolist() == ["talks", "a2", "a3", ""]
    assert set(rows) == {"activity", "hours", "cost", "places", "cost_place", "taken", "cost_taken"}


def test_before_any_session_no_place_is_said_to_be_taken(project):
    write_plan(project)
    assert evaluation.investment(read_plan("first"), None)[["taken", "cost_taken"]].isna().all(axis=None)
