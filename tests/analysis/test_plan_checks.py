"""What a plan leaves open: codes, by line and column of its file."""

import shutil

import pytest

from coprod.analysis.plan_checks import place, plan_of, still_open
from coprod.errors import BadInput
from coprod.record import read_survey
from tests import EXAMPLES, ROOT
from tests.conftest import edit
from tests.plans import write_plan
from tests.records import item, record, survey

MADE = survey(record(item("job"), item("rare", ()), item("know", (90, 10, 20), construct="knowledge", label="Walks")))


def found(project, *changes):
    write_plan(project, *changes)
    return still_open(MADE, plan_of(MADE))[["code", "line", "column"]].values.tolist()


def test_a_plan_that_serves_every_need_with_signed_aims_large_enough_leaves_nothing_open(project):
    assert found(project, {"needs": "know job"}) == []


def test_a_need_without_an_activity(project):
    assert found(project, {}) == [["need_open", 0, "needs"]]
    assert still_open(MADE, plan_of(MADE))["item"].tolist() == ["know"]


def test_an_activity_without_a_need(project):
    assert found(project, {"needs": "know"}, {"needs": ""}) == [["activity_open", 3, "needs"]]
    assert still_open(MADE, plan_of(MADE))["activity"].tolist() == ["Short talks"]


def test_an_aim_smaller_than_the_repeat_can_show(project):
    assert found(project, {"needs": "know", "points": "+15"}) == []
    assert found(project, {"needs": "know", "points": "+14"}) == [["too_small", 2, "points"]]
    assert still_open(MADE, plan_of(MADE))["least"].tolist() == pytest.approx([0.151], abs=1e-3)


@pytest.mark.parametrize("column", ["agreed_by", "agreed_on"])
def test_an_aim_that_nobody_signed(project, column):
    assert found(project, {"needs": "know", column: ""}) == [["unsigned", 2, column]]


def test_an_aim_for_what_is_not_shown(project):
    assert found(project, {"needs": "know", "indicator": "rare"}) == [["no_measure", 2, "indicator"]]


def test_a_plan_longer_than_a_year(project):
    assert found(project, {"needs": "know", "end": "2017-12"}) == []
    assert found(project, {"needs": "know"}, {"needs": "know", "end": "2018-01"}) == [["too_long", 3, "end"]]


@pytest.mark.parametrize(("change", "column"), [
    ({"needs": "job nothing"}, "needs"), ({"indicator": "nothing"}, "indicator")])
def test_a_measure_that_the_survey_does_not_have_is_refused(project, change, column):
    write_plan(project, change)
    with pytest.raises(BadInput, match=f'plan.csv, line 2, column "{column}": is no measure of this survey'):
        plan_of(MADE)


def test_without_a_plan_there_is_none(project):
    assert plan_of(MADE) is None


def test_a_place_is_a_line_and_a_column_or_a_column(project):
    write_plan(project)
    plan = plan_of(MADE)
    assert place(plan, 2, "needs") == 'plan.csv, line 2, column "needs"'
    assert place(plan, 0, "needs") == 'plan.csv, column "needs"'


def test_the_example_plan_follows_from_the_example_findings(project):
    """Nothing is open in it; and if an activity is taken out, the need it served is."""
    for part in ("plan", "processed"):
        shutil.copytree(ROOT / "data" / part, project / "data" / part, dirs_exist_ok=True)
    made = read_survey(EXAMPLES[0])
    assert still_open(made, plan_of(made)).empty
    edit(project / "data" / "plan" / EXAMPLES[0] / "plan.csv", "skillpeers usedpeers", "usedpeers")
    (row,) = still_open(made, plan_of(made)).to_dict("records")
    assert (row["code"], row["item"]) == ("need_open", "skillpeers")
