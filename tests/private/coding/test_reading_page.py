"""The page that check prints and process keeps: what was read, who counts, what is proposed, what is comparable."""

import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from tests import EXAMPLES
from tests.invented import people, sheets, write_answers, write_book

SECRET = "Only since my operation in March"


def run(*words):
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("wave", EXAMPLES)
def test_check_on_a_clean_wave_fits_one_screen(examples, wave):
    lines = run("check", wave).output.splitlines()
    assert len(lines) <= 40 and all(len(line) < 400 for line in lines)
    assert lines[0] == "Files:" and any(line.startswith("People: 12") and "(open 201" in line for line in lines)


def test_what_is_not_compared_is_said_with_its_reason_before_anything_is_sealed(examples):
    assert run("process", EXAMPLES[0]).exit_code == run("release", EXAMPLES[0]).exit_code == 0
    said = run("check", EXAMPLES[1], "--baseline", EXAMPLES[0]).output
    assert "With example-2016-baseline: 38 questions will be compared, 2 not:" in said
    assert "  commitment: its answers were others" in said and "  meanings: it was asked in other words" in said


def test_process_keeps_the_whole_page_beside_the_raw_files_without_anybody_s_words(small):
    crowd = people()
    crowd[0] |= {"What would help?": f"Training;{SECRET};", "Do you need support?": "Yes", "Anything else?": SECRET}
    write_answers(small / "responses.csv", crowd)
    assert run("process", "small").exit_code == 0
    page = (small / "reading.txt").read_text("utf-8")
    assert "  sure: asked of 72, answered by 72, not answered by 0" in page and '    "Agree" means yes: ' in page
    assert "(own words) means" in page and "operation" not in page
    assert not [file for file in (small.parents[1] / "processed" / "small").iterdir() if file.name == "reading.txt"]


def test_who_falls_out_is_said_by_the_last_question_answered_and_a_few_are_no_number(small):
    crowd = people()
    for person in crowd[:3]:
        person |= {"Talks": "", "Walks": "", "Do you need support?": "", "What would help?": ""}
    write_answers(small / "responses.csv", crowd)
    assert "Broke off, by the last question answered: sure: few" in run("check", "small").output


def test_a_pattern_of_blanks_is_proposed_and_one_that_is_declared_is_not(small):
    assert "write under relevant" not in run("check", "small").output
    content = sheets()
    content["survey"] = [[cell if cell != "${support} = 'yes'" else "" for cell in row] for row in content["survey"]]
    write_book(small / "codebook.xlsx", content)
    assert "help: left blank by all who gave other answers to support" in run("check", "small").output
