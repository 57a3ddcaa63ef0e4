"""A questionnaire of one's own goes the whole way, check, process, release and publish, without touching code."""

import html
import shutil

import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.codebook import read_codebook
from coprod.record import ALL_STAFF, read_record
from tests import EXAMPLES, ROOT
from tests.invented import read_csv, write_csv
from tests.libraries import BRANCHES, EACH, NAME, STAFF, people, write_libraries
from tests.questionnaire.test_xlsform import converted


def run(*words):
    """What a command says; it must end well."""
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(params=[True, False], ids=["by library", "no breakdowns"])
def breakdowns(request):
    return request.param


@pytest.fixture
def libraries(project, breakdowns):
    """A project with the second survey's raw files and the notebooks."""
    shutil.copytree(ROOT / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns("published", ".*"))
    write_libraries(project / "data" / "raw", breakdowns)
    return project


def count(record, item, answer):
    rows = record.tallies[(record.tallies["group"] == ALL_STAFF) & (record.tallies["item"] == item)]
    return int(rows.loc[rows["answer"] == answer, "count"].iloc[0])


def test_it_shares_nothing_with_the_examples(project, example_raw):
    book = read_codebook(write_libraries(project / "data" / "raw") / "codebook.xlsx")
    for wave in EXAMPLES:
        other = read_codebook(example_raw / wave / "codebook.xlsx")
        assert not set(book.items) & set(other.items) and not set(book.scales) & set(other.scales)
        assert not {item.label for item in book.items.values()} & {item.label for item in other.items.values()}
        assert not {a.label for scale in book.scales.values() for a in scale} & {
            a.label for scale in other.scales.values() for a in scale}


def test_it_goes_the_whole_way(libraries, breakdowns):
    assert f"People: {len(BRANCHES) * EACH} count" in run("check", NAME)
    run("process", NAME)
    run("release", NAME)
    run("publish", NAME, "--no-pdf")
    folder = libraries / "notebooks" / "published" / NAME
    page = {path.name: html.unescape(path.read_text("utf-8")) for path in folder.glob("*.html")}
    assert {"index.html", "0-start-here.html", "1-who-answered.html", "2-what-staff-told-us.html"} <= set(page)
    assert "learnt some sign language this year" in page["0-start-here.html"]
    shown = page["2-what-staff-told-us.html"]
    for words in ("Visitors feel welcome here.", "Story hours", "How many lessons did you take?", "3 to 5", "15 to 40",
                  "Large type"):
        assert words in shown, words
    assert ("Quay Library" in "".join(page.values())) == breakdowns


def test_the_record_holds_what_people_answered_in_either_language(libraries, breakdowns):
    run("process", NAME)
    record, crowd = read_record(NAME), people(breakdowns)
    did = [person for person in crowd if person["Did you learn some sign language this year?"] in ("I did", "Do")]
    hours = [float(person["How many hours a week do you spend with visitors?"]) for person in crowd]
    lessons = [int(person["How many lessons did you take?"]) for person in did]
    asked = [person["Which of these do visitors ask you for?"] for person in crowd]
    assert record.eligible == len(BRANCHES) * STAFF
    assert count(record, "signing", "did") == count(record, "signers", "yes") == len(did)
    assert count(record, "hours", "15to40") == count(record, "withvisitors", "yes") == sum(h >= 15 for h in hours)
    assert count(record, "hours", "0to5") == sum(h < 5 for h in hours)
    assert count(record, "lessons", "3to5") == sum(3 <= n <= 5 for n in lessons)
    assert count(record, "tools/talking", "yes") == sum("Talking" in cell or "llafar" in cell for cell in asked)
    assert bool(record.groups) == breakdowns


@pytest.mark.parametrize("wrong", ["about 37.75", "1237.75"])
def test_a_number_that_is_none_or_out_of_reach_is_refused_without_being_shown(libraries, wrong):
    file = libraries / "data" / "raw" / NAME / "responses.csv"
    rows = read_csv(file)
    rows[3][rows[0].index("How many hours a week do you spend with visitors?")] = wrong
    write_csv(file, rows)
    result = CliRunner().invoke(main, ["check", NAME])
    assert result.exit_code == 1 and 'item "hours"' in result.output and "line 4" in result.output
    assert "37.75" not in result.output


def test_its_forms_are_made_in_both_languages_and_survey_tools_take_them(libraries):
    said = run("form", NAME)
    folder = libraries / "data" / "form" / NAME
    assert {path.name for path in folder.iterdir()} == {"xlsform.xlsx", "limesurvey.txt", "questionnaire.html",
                                                        "questionnaire-cy.html"}
    assert "Oriau stori" in (folder / "questionnaire-cy.html").read_text("utf-8")
    assert "Mae ymwelwyr yn teimlo croeso yma." in converted(folder / "xlsform.xlsx")
    assert "Advice" not in said
