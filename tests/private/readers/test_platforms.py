"""Each platform knows its own files, tells its own columns from answers, and says every way to read a column."""

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.codebook import read_codebook
from coprod.private.readers.platforms import Heading, platforms, row_or_option, splits, unnumbered
from coprod.private.readers.platforms.spss import open_sav
from tests import ROOT
from tests.exports import every_shape
from tests.exports.crowd import crowd
from tests.exports.files import write_sav
from tests.invented import HEADS, sheets, write_book

GRID, HELP = "How often have you used each of these?", "What would help?"
SHAPES = every_shape()
KNOWN = [name for name, shape in SHAPES.items() if platforms()[shape.platform].guessed]


@pytest.fixture
def book(tmp_path):
    return read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))


def recognised(rows):
    return [name for name, platform in platforms().items() if platform.guessed and platform.recognise(rows[:5])]


@pytest.mark.parametrize("name", KNOWN)
def test_every_export_is_recognised_by_its_platform_alone(book, name):
    assert recognised(SHAPES[name].make(book, crowd(book)).rows) == [SHAPES[name].platform]


@pytest.mark.parametrize("name", KNOWN)
def test_an_export_without_answers_is_recognised_too(book, name):
    export = SHAPES[name].make(book, [])
    top = platforms()[SHAPES[name].platform].top(export.rows)
    assert recognised(export.rows[:top]) == [SHAPES[name].platform]


def test_an_spss_file_is_recognised_by_its_platform_alone(book, tmp_path):
    assert recognised(open_sav(write_sav(tmp_path / "responses.sav", book, crowd(book))).rows) == ["spss"]


@pytest.mark.parametrize("rows", [
    [], [[]], [[""]], [["Team", "I feel sure."], ["Ash", "Agree"]],
    [["id", "name", "email"], ["1", "", ""], ["2", "", ""]], [["Status", "Start", "End"]],
    [["1", "2"], ["3", "4"], ["5", "6"]]])
def test_a_plain_table_is_recognised_by_none(rows):
    assert recognised(rows) == []


def test_every_platform_is_tried_on_an_invented_export():
    assert {shape.platform for shape in SHAPES.values()} | {"spss"} == set(platforms())


@pytest.mark.parametrize("name", SHAPES)
def test_the_rows_of_headings_end_where_the_answers_begin(book, name):
    export, platform = SHAPES[name].make(book, crowd(book)), platforms()[SHAPES[name].platform]
    assert len(export.rows) - platform.top(export.rows[:5]) == len(crowd(book)) + sum(export.odd.values())


@pytest.mark.parametrize("name", SHAPES)
def test_the_tools_own_columns_are_known_and_the_codebooks_are_not_among_them(book, name):
    export, platform = SHAPES[name].make(book, crowd(book)), platforms()[SHAPES[name].platform]
    top = platform.top(export.rows[:5])
    heads = export.rows[:top]
    heads += platform.key(heads[0], export.key)[0] if platform.key else []
    readings = platform.readings(heads)
    assert len(readings) == len(heads[0])
    asked = [n for n, found in enumerate(readings) if found]
    columns = [[row[n] for row in export.rows[top:]] for n in range(len(readings))]
    assert {len(set(columns[n])) > 1 for n in asked} == {True}  # answers differ, so none of them was taken for metadata
    secrets = [n for n, column in enumerate(columns)
               if any("wortham.example" in cell or "Quillan" in cell for cell in column)]
    assert not set(secrets) & set(asked)


def reading(platform, *rows):
    """How the platform reads the last column."""
    return platforms()[platform].readings([list(row) for row in rows])[-1]


@pytest.mark.parametrize(("platform", "rows", "expected"), [
    ("microsoft-forms", [["ID", "I\u00a0feel sure. "]], Heading(label="I\u00a0feel sure.")),
    ("google-forms", [[f"{GRID}  [Talks]"]], Heading(stem=GRID, label="Talks")),
    ("google-forms", [["Rate [1 to 5] each [Talks]"]], Heading(stem="Rate [1 to 5] each", label="Talks")),
    ("surveymonkey", [["I feel sure."], ["Response"]], Heading(label="I feel sure.")),
    ("surveymonkey", [["Anything else?"], ["Open-Ended Response"]], Heading(label="Anything else?")),
    ("surveymonkey", [[GRID, ""], ["Talks", "Walks"]], Heading(stem=GRID, label="Walks")),
    ("surveymonkey", [[HELP, ""], ["Training", "Plain, short texts"]],
     Heading(label=HELP, option="Plain, short texts")),
    ("surveymonkey", [[HELP], ["Other (please specify)"]], Heading(label=HELP, option="Other", own_words=True)),
    ("surveymonkey", [[GRID], ["Talks - Never"]], Heading(stem=GRID, label="Talks", option="Never")),
    ("qualtrics", [["Q3.1_1"], [f"{GRID} - Talks"], ['{"ImportId":"QID3_1"}']], Heading("Q3.1_1", GRID, "Talks")),
    ("qualtrics", [["Q5_1"], [f"{HELP} - Selected Choice - Training"]], Heading("Q5_1", label=HELP, option="Training")),
    ("qualtrics", [["Q5_3_TEXT"], [f"{HELP} - Other - Text"]],
     Heading("Q5_3_TEXT", label=HELP, option="Other", own_words=True)),
    ("qualtrics", [["Q2"], ["I feel sure. - Selected Choice"]], Heading("Q2", label="I feel sure.")),
    ("jisc", [["Q1"]], Heading("Q1", label="Q1")),
    ("jisc", [["1. I feel sure."]], Heading("1. I feel sure.", label="I feel sure.")),
    ("jisc", [["Q11_1_a_1"], [GRID], ["Talks"], ["Never"], [""]], Heading("Q11_1_a_1", GRID, "Talks", "Never")),
    ("jisc", [["Q4_2"], [HELP], ["Training"], [""], [""]], Heading("Q4_2", label=HELP, option="Training")),
    ("smartsurvey", [["Q2. I feel sure."], [""], ["Answer"]], Heading(label="I feel sure.")),
    ("smartsurvey", [[f"Q3. {GRID}", ""], ["1. Talks", "2. Walks"], ["Answer", "Answer"]],
     Heading(stem=GRID, label="Walks")),
    ("smartsurvey", [[HELP], [""], ["Other"]], Heading(label=HELP, option="Other", own_words=True)),
    ("smartsurvey", [["Q2. I feel sure."]], Heading(label="I feel sure.")),
    ("limesurvey", [["sure"]], Heading("sure", label="sure")),
    ("limesurvey", [["Q1[usedtalks]"]], Heading("usedtalks")),
    ("limesurvey", [["help[training]"]], Heading("help", option="training")),
    ("limesurvey", [["help[other]"]], Heading("help", option="other", own_words=True)),
    ("limesurvey", [["Q1_usedtalks"]], Heading("usedtalks")),
    ("limesurvey", [["help_training"]], Heading("help", option="training")),
    ("limesurvey", [[f"Q1[SQ001]. {GRID} [Talks]"]], Heading("Q1[SQ001]", GRID, "Talks")),
    ("limesurvey", [[f"{GRID} [Talks]"]], Heading(stem=GRID, label="Talks")),
    ("limesurvey", [["How often have.. [Talks]"]], Heading(stem="How often have..", label="Talks", begins=True)),
    ("limesurvey", [["Which team do y.. "]], Heading(label="Which team do y..", begins=True)),
    ("kobo", [["grp/usedtalks"]], Heading("usedtalks", label="usedtalks")),
    ("kobo", [["outer/grp/help/training"]], Heading("help", label="help", option="training")),
    ("kobo", [[f"{GRID}/Talks"]], Heading("Talks", GRID, "Talks")),
    ("kobo", [["Co-design walks"]], Heading("Co-design walks", label="Co-design walks")),
    ("typeform", [["Training"]], Heading(option="Training")),
    ("typeform", [["Other"]], Heading(option="Other", own_words=True)),
    ("typeform", [["I feel sure."]], Heading(label="I feel sure.")),
    ("alchemer", [[f"Talks:{GRID}"]], Heading(stem=GRID, label="Talks")),
    ("alchemer", [[f"Training:{HELP}"]], Heading(label=HELP, option="Training")),
    ("alchemer", [[f"Other - Write In::{HELP}"]], Heading(label=HELP, option="other", own_words=True)),
    ("alchemer", [["At work: do you feel sure?"]], Heading(label="At work: do you feel sure?")),
    ("spss", [["q3_1"], [f"{GRID} - Talks"], ["SPSS double"]], Heading("q3_1", GRID, "Talks")),
    ("spss", [["q3_1"], [f"[Talks] {GRID}"], ["SPSS double"]], Heading("q3_1", GRID, "Talks")),
    ("spss", [["help_training"], [""], ["SPSS double"]], Heading("help", option="training")),
])
def test_a_heading_is_read_in_the_platforms_way(platform, rows, expected):
    assert expected in reading(platform, *rows)


def test_forms_glues_a_number_to_a_statement_that_stands_there_again():
    assert Heading(label="Talks", nth=2) in reading("microsoft-forms", ["Talks", "Talks2"])
    assert reading("microsoft-forms", ["Team 1"]) == (Heading(label="Team 1"),)


@pytest.mark.parametrize(("platform", "rows"), [
    ("microsoft-forms", [HEADS]), ("surveymonkey", [["IP Address", ""], ["", ""]]),
    ("qualtrics", [["V6"], ["IPAddress"]]), ("limesurvey", [["submitdate", "ipaddr. IP address"]]),
    ("limesurvey", [["groupTime17", "Group time: Team"]]), ("kobo", [["_uuid", "meta/instanceID"]]),
    ("typeform", [["#", "Tags"]]), ("spss", [["IPAddress"], [""], [""]]),
])
def test_the_tools_own_columns_have_no_reading(platform, rows):
    assert set(platforms()[platform].readings(rows)) == {()}


def test_the_words_of_jisc_come_from_its_key():
    key = [["Q3", GRID, ""], ["Q3_1", "Talks", ""], ["Q3_1_a", "1", "Never"], ["Q3_1_a", "2", "Once"], [""],
           ["Q1", "Team", ""]]
    rows, means = platforms()["jisc"].key(["URN", "Q1", "Q3_1_a", "Q9"], key)
    assert rows[:2] == [["", "Team", GRID, ""], ["", "", "Talks", ""]]
    assert means == {2: {"1": "Never", "2": "Once"}}


def test_a_text_is_cut_at_every_sign_but_never_to_nothing():
    assert list(splits("a - b - c", " - ")) == [("a", "b - c"), ("a - b", "c")]
    assert list(splits("/a/", "/")) == []


def test_a_heading_of_many_signs_does_not_take_long():
    assert len(reading("kobo", ["/".join("ab" * 5000)])) < 200


@pytest.mark.parametrize(("text", "expected"), [
    ("Q1. Team", "Team"), ("12. Team", "Team"), ("3.a. Team", "Team"), ("Q3.1: Team", "Team"), ("2016 was", "2016 was"),
    ("1.5 days", "1.5 days"), ("Quite. So", "Quite. So")])
def test_a_number_before_a_question_is_no_part_of_it(text, expected):
    assert unnumbered(text) == expected


def test_a_part_below_a_question_is_a_row_or_an_option():
    assert row_or_option("Q", "P", "q_p") == (Heading("q_p", "Q", "P"), Heading("q_p", label="Q", option="P"))


_ROWS = st.integers(1, 6).flatmap(lambda width: st.lists(
    st.lists(st.text("aQ1 _-[].:/;{}\u00a0", max_size=12), min_size=width, max_size=width), min_size=1, max_size=5))


@given(_ROWS)
def test_no_rows_are_too_odd_to_be_looked_at(rows):
    for platform in platforms().values():
        assert platform.recognise(rows) in (True, False)
        if platform.top(rows) <= len(rows):
            assert len(platform.readings(rows[: platform.top(rows)])) == len(rows[0])


def test_the_example_of_the_guide_is_a_platform():
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    made: dict = {}
    exec(textwrap.dedent(re.search(r"## Add a platform.*?```python\n(.*?)```", guide, re.S)[1]), made)
    rows = [["Reply no", "Sent at", "I feel sure.", f"{GRID} > Talks"]]
    assert made["PLATFORM"].recognise(rows) and recognised(rows) == []
    assert made["PLATFORM"].readings(rows)[:3] == [(), (), (Heading(label="I feel sure."),)]
    assert Heading(stem=GRID, label="Talks") in made["PLATFORM"].readings(rows)[3]
