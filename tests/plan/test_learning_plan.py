"""The learning plan: read whole or refused by file, line and column; it names roles, never people."""

import csv
import datetime
from importlib.resources import files

import pytest

from coprod.errors import BadInput
from coprod.plan.learning_plan import COLUMNS, months_between, read_plan
from tests import EXAMPLES, ROOT
from tests.plans import write_plan


def refused(project, *changes):
    write_plan(project, *changes)
    with pytest.raises(BadInput) as error:
        read_plan("first")
    return error.value.problems


def test_a_line_becomes_an_activity(project):
    write_plan(project)
    (one,) = read_plan("first").activities
    assert (one.hours, one.places, one.cost, one.needs, one.points, one.line) == (1.5, 40, 1200, ("job",), 20, 2)
    assert one.start == datetime.date(2017, 1, 1) and one.agreed_on == datetime.date(2016, 12, 1)


def test_without_a_file_or_a_filled_line_there_is_no_plan(project):
    assert read_plan("first") is None
    path = write_plan(project)
    path.write_text(",".join(COLUMNS) + "\n")
    assert read_plan("first") is None


@pytest.mark.parametrize(("change", "column"), [
    ({"id": ""}, "id"), ({"activity": ""}, "activity"), ({"for_whom": ""}, "for_whom"), ({"start": "January"}, "start"),
    ({"end": "2016-12"}, "end"), ({"hours": "long"}, "hours"), ({"places": "40.5"}, "places"),
    ({"cost": "cheap"}, "cost"),
    ({"owner": "Jane Smith"}, "owner"), ({"owner": ""}, "owner"), ({"owner": "x@y.example"}, "owner"),
    ({"agreed_by": "Dr Jane Smith"}, "agreed_by"), ({"agreed_on": "soon"}, "agreed_on"), ({"points": ""}, "points"),
    ({"indicator": ""}, "indicator"), ({"points": "many"}, "points"),
    ({"activity": "A walk with Mrs Thorne"}, "activity"),
    ({"for_whom": "a.b@c.example"}, "for_whom")])
def test_a_wrong_cell_is_named_by_line_and_column(project, change, column):
    (problem,) = refused(project, {"indicator": "other", "needs": ""}, change)
    assert problem.startswith(f'plan.csv, line 3, column "{column}": ')


def test_all_problems_are_said_at_once(project):
    assert len(refused(project, {"owner": "Jane", "cost": "?"}, {"start": ""})) == 3


def test_an_id_stands_there_once_and_one_measure_has_one_aim(project):
    assert 'line 3, column "id"' in refused(project, {}, {"id": "talks"})[0]
    found = refused(project, {}, {"points": "+10", "agreed_by": ""})
    assert [column in text for column, text in zip(("points", "agreed_by"), found, strict=True)] == [True, True]


def test_activities_that_should_move_the_same_measure_share_one_expectation(project):
    write_plan(project, {}, {}, {"indicator": "", "points": ""}, {"indicator": "plan", "points": "-5", "agreed_on": ""})
    job, plan = read_plan("first").expectations
    assert (job.indicator, job.points, len(job.activities), job.signed) == ("job", 20, 2, True)
    assert (plan.indicator, plan.points, plan.signed) == ("plan", -5, False)


def test_months_are_counted_with_the_first_and_the_last(project):
    write_plan(project, {"start": "2016-12", "end": "2016-12"}, {"start": "2017-02", "end": "2017-11"})
    assert read_plan("first").months == 12
    assert months_between(datetime.date(2016, 12, 1), datetime.date(2017, 1, 1)) == 1


def test_the_example_plan_has_eight_to_ten_activities_in_a_year(monkeypatch):
    monkeypatch.chdir(ROOT)
    plan = read_plan(EXAMPLES[0])
    assert 8 <= len(plan.activities) <= 10 and plan.months == 12
    assert all(one.signed for one in plan.expectations)


def test_the_filled_example_is_in_order(project):
    folder = project / "data" / "plan" / "first"
    folder.mkdir(parents=True)
    text = (files("coprod.plan") / "templates" / "plan-example.csv").read_text("utf-8")
    (folder / "plan.csv").write_text(text, "utf-8")
    assert len(read_plan("first").activities) == len(list(csv.reader(text.splitlines()))) - 1
