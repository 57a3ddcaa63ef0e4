"""The LimeSurvey file holds the documented columns, short codes, and conditions that name codes which are there."""

import csv
import io
import re

import pytest

from coprod.codebook import Answer, read_codebook
from coprod.questionnaire.limesurvey_form import codes_of, limesurvey
from tests import EXAMPLES
from tests.invented import write_book
from tests.questionnaire.conftest import questionnaire

# LimeSurvey manual, "Tab Separated Value survey structure"; the last is an advanced attribute of numerical questions.
DOCUMENTED = {"id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
              "mandatory", "encrypted", "other", "default", "same_default", "same_script", "num_value_int_only"}


def table(*books):
    return list(csv.DictReader(io.StringIO(limesurvey(list(books))), delimiter="\t"))


def of(rows, kind):
    return [row for row in rows if row["class"] == kind]


def test_columns_are_documented_and_classes_come_in_their_order(book):
    rows = table(book)
    assert set(rows[0]) <= DOCUMENTED
    classes = re.sub(r"(\w+ )\1+", r"\1", " ".join(row["class"] for row in rows) + " ")
    assert classes.startswith("S SL G Q A Q A Q SQ A Q A Q SQ Q ")


def test_no_names_addresses_or_times_are_kept(book):
    settings = {row["name"]: row["text"] for row in of(table(book), "S")}
    assert settings["anonymized"] == "Y"
    assert {settings[name] for name in ("datestamp", "ipaddr", "refurl", "savetimings")} == {"N"}


def test_each_kind_of_question_has_its_type(book):
    types = {row["name"]: row["type/scale"] for row in of(table(book), "Q")}
    assert types == {"team": "L", "sure": "L", "grid1": "F", "support": "L", "help": "M", "onething": "T", "note7": "X",
                     "visits": "N", "course": "L", "note10": "X"}


def test_the_introduction_is_the_welcome(book):
    texts = {row["name"]: row["text"] for row in of(table(book), "SL")}
    assert texts["surveyls_title"] == "A small survey"
    assert texts["surveyls_welcometext"].startswith("<p>This survey asks")


def test_numbers_hints_and_duties_are_told(book):
    visits = next(row for row in of(table(book), "Q") if row["name"] == "visits")
    assert (visits["num_value_int_only"], visits["help"], visits["mandatory"]) == ("1", "A guess will do.", "Y")


@pytest.mark.parametrize("wave", EXAMPLES)
def test_codes_are_short_unique_and_conditions_name_them(example_raw, wave):
    rows = table(read_codebook(example_raw / wave / "codebook.xlsx"))
    check_codes(rows)
    asked = next(row for row in of(rows, "Q") if row["name"] == "help")
    assert asked["relevance"] == '(support.NAOK == "A3") or (support.NAOK == "A2")'


def check_codes(rows):
    """Codes fit LimeSurvey's fields, are used once where they must be, and every condition can be looked up."""
    variables, question, part = {}, "", None
    for row in rows:
        if row["class"] == "Q":
            question = row["name"]
            assert re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", question) and question not in variables
            variables[question] = set()
        elif row["class"] == "SQ":
            part = f"{question}_{row['name']}"
            assert re.fullmatch("[A-Za-z0-9]{1,20}", row["name"]) and part not in variables
            variables[part] = {"Y"}
        elif row["class"] == "A":
            assert re.fullmatch("[A-Za-z0-9]{1,5}", row["name"]) and row["name"] not in variables[question]
            variables[question].add(row["name"])
    grids = {name: codes for name, codes in variables.items() if codes}
    for row in of(rows, "Q"):
        for variable, value in re.findall(r'(\w+)\.NAOK == "(\w+)"', row["relevance"]):
            assert variable in variables and value in variables[variable] | grids.get(variable.split("_")[0], set())


def test_a_condition_on_a_grid_or_an_option_names_both_parts(tmp_path):
    content = questionnaire()
    content["survey"][10].append("selected(${help}, 'plain') and ${usedtalks} = 'once'")
    rows = table(read_codebook(write_book(tmp_path / "codebook.xlsx", content)))
    check_codes(rows)
    assert next(row["relevance"] for row in of(rows, "Q") if row["name"] == "onething") == (
        '(help_plain.NAOK == "Y" and grid1_usedtalks.NAOK == "once")')


def test_names_longer_than_limesurvey_keeps_stay_unique(tmp_path):
    content = questionnaire()
    content["survey"][2][1], content["survey"][3][1] = "a" * 25, "a" * 24
    content["indicators"], content["breakdowns"] = content["indicators"][:1], content["breakdowns"][:1]
    rows = table(read_codebook(write_book(tmp_path / "codebook.xlsx", content)))
    check_codes(rows)
    assert [row["name"] for row in of(rows, "Q")][:2] == ["a" * 20, "a" * 19 + "2"]


def test_short_names_are_codes_and_long_ones_are_numbered_through():
    assert codes_of((Answer("no", "No"), Answer("yes", "Yes")), 5) == {"no": "no", "yes": "yes"}
    assert codes_of((Answer("no", "No"), Answer("notsure", "Not sure")), 5) == {"no": "A1", "notsure": "A2"}


def test_words_are_no_markup_and_no_expression(tmp_path):
    content = questionnaire()
    content["survey"][3][2] = "I feel <b>{sure}</b>\nand\tcalm & well."
    text = next(row["text"] for row in of(table(read_codebook(write_book(tmp_path / "c.xlsx", content))), "Q")
                if row["name"] == "sure")
    assert text == "I feel &lt;b&gt;&#123;sure&#125;&lt;/b&gt;<br />and calm &amp; well."


def test_each_language_has_the_same_rows(book):
    rows = table(book, book)
    codes = [row["language"] for row in rows if row["class"] in ("G", "Q", "SQ", "A")]
    half = len(codes) // 2
    assert codes == ["en"] * half + ["x1"] * half
    assert next(row["text"] for row in of(rows, "S") if row["name"] == "additional_languages") == "x1"
