"""The folder of forms appears whole, in every language, and never in place of anything else."""

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.questionnaire import make_forms
from tests import EXAMPLES
from tests.codebook.test_codebook import CHANGES, changed
from tests.conftest import tree
from tests.invented import write_book
from tests.questionnaire.conftest import questionnaire

FILES = {"xlsform.xlsx", "limesurvey.txt", "questionnaire.html"}


def test_a_wave_s_forms_lie_in_a_folder_of_their_own_and_not_among_its_answers(examples):
    before = tree(examples / "data" / "raw")
    made = make_forms(EXAMPLES[0])
    assert made.folder == examples / "data" / "form" / EXAMPLES[0]
    assert {path.name for path in made.folder.iterdir()} == FILES
    assert (made.minutes, tree(examples / "data" / "raw")) == (6, before)


def test_a_codebook_s_forms_lie_beside_it_or_where_one_says(source, tmp_path):
    assert make_forms(str(source)).folder == tmp_path / "codebook-form"
    assert make_forms(str(source), str(tmp_path / "there")).folder == tmp_path / "there"


def test_making_them_again_gives_the_same_bytes(source, tmp_path):
    make_forms(str(source))
    before = tree(tmp_path)
    make_forms(str(source))
    assert tree(tmp_path) == before


def test_each_language_gets_its_page(tmp_path):
    content = questionnaire()
    content["survey"][0].append("label::Cymraeg (cy)")
    blank = len(content["survey"][0]) - len(content["survey"][3]) - 1
    content["survey"][3] += [""] * blank + ["Rwy'n teimlo'n siŵr."]
    content["settings"] = [["form_title", "default_language"], ["A survey", "English (en)"]]
    folder = make_forms(str(write_book(tmp_path / "codebook.xlsx", content))).folder
    assert {path.name for path in folder.iterdir()} == FILES | {"questionnaire-cy.html"}
    assert "Rwy&#39;n teimlo&#39;n siŵr." in (folder / "questionnaire-cy.html").read_text("utf-8")
    assert "Rwy" not in (folder / "questionnaire.html").read_text("utf-8")


def test_a_folder_with_other_things_in_it_is_never_replaced(source, tmp_path):
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "diary.txt").write_text("kept")
    with pytest.raises(BadInput, match="holds other files than forms"):
        make_forms(str(source), str(tmp_path / "precious"))
    assert (tmp_path / "precious" / "diary.txt").read_text() == "kept"


def test_a_codebook_with_a_mistake_makes_nothing(tmp_path):
    content = questionnaire()
    content["survey"][3][0] = "select_one nolist"
    path = write_book(tmp_path / "codebook.xlsx", content)
    before = tree(tmp_path)
    with pytest.raises(BadInput, match="sheet survey, row 4"):
        make_forms(str(path))
    assert tree(tmp_path) == before


def test_the_command_says_where_how_long_and_what_to_think_about(examples):
    result = CliRunner().invoke(main, ["form", EXAMPLES[0]])
    assert result.exit_code == 0
    assert result.output.splitlines()[0].endswith("To answer takes about 6 minutes.")
    assert "Advice: sheet survey, row 6 (one thing at a time)" in result.output


@pytest.mark.parametrize("given", ["no-such-wave", "no-such-book.xlsx"])
def test_what_is_not_there_is_said_in_a_line(examples, given):
    result = CliRunner().invoke(main, ["form", given])
    assert result.exit_code == 1 and given in result.output and "Traceback" not in result.output


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_whatever_a_codebook_holds_forms_are_made_or_it_is_refused(tmp_path, changes):
    path = write_book(tmp_path / "codebook.xlsx", changed(questionnaire(), changes))
    try:
        made = make_forms(str(path))
    except BadInput as error:
        assert all("codebook.xlsx, sheet " in problem for problem in error.problems)
    else:
        assert {path.name for path in made.folder.iterdir()} >= FILES
