"""The XLSForm to upload holds standard columns only, and a survey tool takes it without a warning."""

import pytest
from python_calamine import CalamineWorkbook

from coprod.codebook import read_codebook
from coprod.questionnaire.xlsform import write_xlsform
from tests import EXAMPLES
from tests.invented import write_book
from tests.questionnaire.conftest import questionnaire


def written(source, folder):
    target = folder / "xlsform.xlsx"
    write_xlsform(source, read_codebook(source), target)
    return target


def rows(path, sheet):
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def converted(path):
    from pyxform.xls2xform import convert

    warnings = []
    form = convert(path, warnings=warnings)
    assert warnings == [] and form.warnings in (None, [])
    return form.xform


def test_only_standard_columns_and_sheets_are_left(source, tmp_path):
    path = written(source, tmp_path)
    assert CalamineWorkbook.from_path(path).sheet_names == ["survey", "choices", "settings"]
    assert rows(path, "survey")[0] == ["type", "name", "label", "relevant", "hint", "required"]
    assert rows(path, "choices")[0] == ["list_name", "name", "label"]


def test_the_bank_empty_groups_and_lists_nobody_chooses_from_are_left_out(tmp_path):
    content = questionnaire()
    content["choices"].append(["unused", "a", "A"])
    content["survey"] += [["username", "user"], ["note", "hidden", "Not now", "false()"]]
    path = written(write_book(tmp_path / "codebook.xlsx", content), tmp_path)
    names = [row[1] for row in rows(path, "survey")]
    assert not {"spare", "later", "spares", "user", "hidden"} & set(names)
    assert {"hello", "grid", "visits", "thanks"} <= set(names)
    assert {row[0] for row in rows(path, "choices")[1:]} == {"team", "agree", "often", "yesno", "help"}


def test_a_survey_tool_takes_it_without_a_warning(source, tmp_path):
    form = converted(written(source, tmp_path))
    assert "How many visits did you make?" in form and "false()" not in form and "A spare statement." not in form


@pytest.mark.parametrize("wave", EXAMPLES)
def test_survey_tools_take_the_example_questionnaires(example_raw, tmp_path, wave):
    form = converted(written(example_raw / wave / "codebook.xlsx", tmp_path))
    assert "crayons" not in form and "Overall, how confident" in form


def test_every_language_is_kept(tmp_path):
    content = questionnaire()
    for sheet in ("survey", "choices"):
        place = content[sheet][0].index("label")
        content[sheet][0][place] = "label::English (en)"
        content[sheet][0].append("label::Cymraeg (cy)")
        for row in content[sheet][1:]:
            row += [""] * (len(content[sheet][0]) - len(row))
            row[-1] = row[place]
    content["survey"][0][content["survey"][0].index("hint")] = "hint::English (en)"
    content["survey"][0].append("hint::Cymraeg (cy)")
    content["settings"] = [["form_title", "default_language"], ["A small survey", "English (en)"]]
    form = converted(written(write_book(tmp_path / "codebook.xlsx", content), tmp_path))
    assert 'translation lang="Cymraeg (cy)"' in form and 'lang="English (en)" default="true()"' in form


def test_the_same_codebook_gives_the_same_bytes(source, tmp_path):
    (tmp_path / "again").mkdir()
    assert written(source, tmp_path).read_bytes() == written(source, tmp_path / "again").read_bytes()
