"""What an analyst may use is written down: every public name, every frame's columns, and code that runs as the README has it."""

import inspect
import re

import pandas as pd
import pytest

import coprod
from coprod.analysis import changes, context, needs, shares
from coprod.report.parts import PARTS
from coprod.workbook import Workbook
from tests import EXAMPLES, ROOT

README = (ROOT / "README.md").read_text("utf-8")
FRAMES = {"items": context.items, "shares": shares.shares, "answers": shares.answers, "groups": shares.groups,
          "changes": changes.changes, "response": shares.response, "needs": needs.gaps, "scores": shares.scores,
          "themes": context.themes, "plan": context.plan}


@pytest.fixture
def survey(monkeypatch):
    monkeypatch.chdir(ROOT)
    return coprod.read(EXAMPLES[1], baseline=EXAMPLES[0])


def named_in(text: str) -> set[str]:
    """The identifiers of a text; "count_1 … high_1" and the like name those between by their first part."""
    return set(re.findall(r"[a-z_]+(?:_[12])?", text))


def test_there_are_about_twelve_public_names_and_each_is_explained():
    assert 10 <= len(coprod.__all__) <= 14
    for name in coprod.__all__:
        assert inspect.getdoc(getattr(coprod, name)), name
        assert f"`{name}`" in README, name


@pytest.mark.parametrize("name", FRAMES)
def test_every_column_of_a_frame_stands_in_its_docstring(survey, name):
    frame = getattr(survey, name)()
    assert type(frame) is pd.DataFrame and f"`survey.{name}(" in README
    told = named_in(inspect.getdoc(FRAMES[name]))
    stems = {column.removesuffix("_1").removesuffix("_2") for column in frame.columns}
    assert stems - {column.removesuffix("_1").removesuffix("_2") for column in told} == set()
    assert "0 to 1" in inspect.getdoc(FRAMES[name]) or not {"share", "low"} & set(frame)


@pytest.mark.parametrize("name", sorted(set(FRAMES) - {"changes"}))
def test_the_readme_lists_the_columns_of_a_frame_as_they_are(survey, name):
    row = re.search(rf"^\| `survey\.{name}\([^|]*\| [^|]*?`([a-z_, ]+)`", README, re.M)
    assert row[1].split(", ") == list(getattr(survey, name)().columns)


def test_no_frame_holds_words_but_those_that_are_meant_to(survey):
    for name in set(FRAMES) - {"items", "plan", "themes"}:
        frame = getattr(survey, name)()
        texts = frame.select_dtypes(include=["object", "string"]).drop(columns=["group", "comparable", "verdict", "answer", "missing"],
                                                                       errors="ignore")
        assert not texts.stack().astype(str).str.contains(" ").any(), name


def test_a_frame_is_made_once_and_cannot_be_spoilt(survey):
    survey.shares()["share"] = 0
    assert survey.shares()["share"].max() > 0.5


def test_the_analyses_of_the_readme_run_and_are_short(survey):
    blocks = re.findall(r"```python\n(.*?)```", README[README.index("## For analysts"):README.index("## Plan, and see")], re.S)
    assert len(blocks) == 4 and all(len(block.splitlines()) <= 4 for block in blocks)
    known, results = {"coprod": coprod, "survey": survey}, []
    for block in blocks[1:3]:
        results.append(eval(block, known))  # noqa: S307
    assert all(len(frame) for frame in results)
    exec(blocks[3].splitlines()[0], known)  # noqa: S102
    axes = known["axes"]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == list(EXAMPLES)
    drawn = {round(float(x), 6) for line in axes.lines for x in line.get_xdata()}
    wanted = survey.shares(all_waves=True).query("item == 'confident'")["share"]
    assert {round(float(share), 6) for share in wanted} <= drawn


def test_a_workbook_shows_itself_in_a_few_lines(survey):
    assert "126 of 210 answered, sealed, invented" in repr(survey) and len(repr(survey)) < 600
    assert len(survey._repr_html_()) < 900 and "compared with" in survey._repr_html_()
    assert isinstance(survey, Workbook) and isinstance(survey.before, Workbook)


def test_every_part_of_a_report_is_explained_and_listed(survey):
    assert dir(survey.report) == sorted(PARTS)
    assert all(inspect.getdoc(getattr(survey.report, part)) for part in PARTS)
    with pytest.raises(AttributeError, match="a report has no part 'headline'"):
        survey.report.headline()
