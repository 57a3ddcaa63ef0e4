"""What a plan leaves open, by file, line and column; and in words for its page."""

import pytest

from coprod.errors import BadInput
from coprod.record.safe import read_record
from coprod.report.plan_checks import names_of, plan_of, still_open
from tests import EXAMPLES, ROOT
from tests.conftest import edit
from tests.plans import write_plan
from tests.records import item, record

MADE = record(item("job"), item("rare", ()), item("know", (90, 10, 20), construct="knowledge", label="Walks"))


def found(project, *changes, made=MADE):
    write_plan(project, *changes)
    return [str(one) for one in still_open(plan_of(made), made)]


def test_a_plan_that_serves_every_need_with_signed_aims_large_enough_leaves_nothing_open(project):
    assert found(project, {"needs": "know job"}) == []


def test_a_need_without_an_activity(project):
    (problem,) = found(project, {})
    assert problem.startswith('plan.csv, column "needs": no activity serves "know"')


def test_an_activity_without_a_need(project):
    (problem,) = found(project, {"needs": "know"}, {"needs": ""})
    assert problem.startswith('plan.csv, line 3, column "needs": this activity serves no need')


def test_an_aim_smaller_than_the_repeat_can_show(project):
    assert found(project, {"needs": "know", "points": "+18"}) == []
    (problem,) = found(project, {"needs": "know", "points": "+17"})
    assert problem.startswith('plan.csv, line 2, column "points": the next survey can show a change of about 18 points or more')


@pytest.mark.parametrize("column", ["agreed_by", "agreed_on"])
def test_an_aim_that_nobody_signed(project, column):
    (problem,) = found(project, {"needs": "know", column: ""})
    assert problem.startswith(f'plan.csv, line 2, column "{column}": nobody has signed')


def test_an_aim_for_what_is_not_shown(project):
    (problem,) = found(project, {"needs": "know", "indicator": "rare"})
    assert problem.startswith('plan.csv, line 2, column "indicator": no share of this measure is shown')


def test_a_plan_longer_than_a_year(project):
    assert found(project, {"needs": "know", "end": "2017-12"}) == []
    (problem,) = found(project, {"needs": "know"}, {"needs": "know", "end": "2018-01"})
    assert problem.startswith('plan.csv, line 3, column "end": the plan takes 13 months')


@pytest.mark.parametrize(("change", "column"), [({"needs": "job nothing"}, "needs"), ({"indicator": "nothing"}, "indicator")])
def test_a_measure_that_the_survey_does_not_have_is_refused(project, change, column):
    write_plan(project, change)
    with pytest.raises(BadInput, match=f'plan.csv, line 2, column "{column}": is no measure of this survey'):
        plan_of(MADE)


def test_without_a_plan_there_is_none(project):
    assert plan_of(MADE) is None


def test_needs_are_named_with_what_is_lacking():
    assert names_of(MADE) == {"job": "Job", "rare": "Rare", "know": "Walks (to know it)"}


def test_the_example_plan_follows_from_the_example_findings(examples, monkeypatch):
    """Nothing is open in it; and if an activity is taken out, the need it served is."""
    import shutil
    for part in ("plan", "processed"):
        shutil.copytree(ROOT / "data" / part, examples / "data" / part, dirs_exist_ok=True)
    made = read_record(EXAMPLES[0])
    assert still_open(plan_of(made), made) == []
    edit(examples / "data" / "plan" / EXAMPLES[0] / "plan.csv", "skillpeers usedpeers", "usedpeers")
    (problem,) = still_open(plan_of(made), made)
    assert '"skillpeers"' in problem.what and problem.words == (
        "No activity serves this need yet: Peer research by experts by experience (to do it).")
