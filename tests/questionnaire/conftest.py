"""A small questionnaire in which every kind of question occurs, as a workbook and as a codebook."""

import pytest

from coprod.codebook import read_codebook
from tests.invented import sheets, write_book

INTRODUCTION = ("This survey asks how we work. It will help us plan. Citizen voice means having a say. We all share "
                "that job. Your answers are confidential.")


def questionnaire():
    """The sheets of the small invented survey, with an introduction, numbers, a heading and questions under it."""
    content = sheets()
    content["survey"][0] += ["bands", "hint", "required", "kept_because"]
    content["survey"][1][2] = INTRODUCTION
    content["survey"] += [
        ["begin_group", "about", "About your work"],
        ["integer", "visits", "How many visits did you make?", "", "", "", "work", "0 1-4 5+", "A guess will do.",
         "yes"],
        ["select_one yesno", "course", "Were you on a course?", "${usedtalks} = 'once'", "", "", "work"],
        ["end_group"],
        ["note", "thanks", "Thank you."],
        ["begin_group", "spares", "Kept for later"], ["select_one often", "later", "Letters", "false()"], ["end_group"],
    ]
    return content


@pytest.fixture
def source(tmp_path):
    """The path of the workbook."""
    return write_book(tmp_path / "codebook.xlsx", questionnaire())


@pytest.fixture
def book(source):
    """The questionnaire as a codebook."""
    return read_codebook(source)
