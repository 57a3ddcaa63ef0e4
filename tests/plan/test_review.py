"""The review: lessons with what they led to, measures with aim and result, and no names."""

from importlib.resources import files

import pytest

from coprod.errors import BadInput
from coprod.plan.review import COLUMNS, PARTS, read_review
from tests import EXAMPLES, ROOT
from tests.plans import write_rows

LESSON = {"part": "learned", "what": "Start early.", "action": "We begin in May.", "state": "done", "aim": "",
          "result": ""}


def write(project, *rows):
    write_rows(project / "data" / "plan" / "first" / "review.csv", COLUMNS, [LESSON | row for row in rows])


def test_every_part_is_read(project):
    write(project, *({"part": part, "action": "", "state": "", "result": "3"} if part == "measure" else
                     {"part": part} for part in PARTS))
    assert [entry.part for entry in read_review("first")] == list(PARTS)


def test_without_a_file_there_is_no_review(project):
    assert read_review("first") is None


@pytest.mark.parametrize(("change", "column"), [
    ({"part": "hoped"}, "part"), ({"part": ""}, "part"), ({"what": ""}, "what"), ({"action": ""}, "action"),
    ({"state": ""}, "state"), ({"part": "different", "state": "maybe"}, "state"), ({"aim": "4"}, "aim"),
    ({"part": "measure"}, "result"),
    ({"part": "measure", "what": "response", "result": "60%"}, "result"), ({"what": "Mrs Thorne was late."}, "what"),
    ({"action": "Write to a.b@c.example"}, "action")])
def test_a_wrong_cell_is_named_by_line_and_column(project, change, column):
    write(project, {}, change)
    with pytest.raises(BadInput) as error:
        read_review("first")
    (problem,) = error.value.problems
    assert problem.startswith(f'review.csv, line 3, column "{column}": ')


def test_the_examples_are_in_order(project, monkeypatch):
    folder = project / "data" / "plan" / "first"
    folder.mkdir(parents=True)
    (folder / "review.csv").write_text((files("coprod.plan") / "templates" / "review-example.csv").read_text("utf-8"),
                                       "utf-8")
    assert {entry.part for entry in read_review("first")} == set(PARTS)
    monkeypatch.chdir(ROOT)
    assert {entry.part for entry in read_review(EXAMPLES[0])} == set(PARTS)
