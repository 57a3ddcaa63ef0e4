"""Each small wave comes out as it should: counted rightly, or asked about and refused until a person has confirmed
it.
"""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.private.coding.categorical import FIRST, NOT_ANSWERED, YES
from coprod.private.coding.cleaning import clean
from coprod.private.matching.intake import read_responses
from coprod.private.matching.reading import ALL, OUTSIDE, SHEETS
from coprod.private.readers import every_sheet
from coprod.wave.settings import read_wave
from tests.invented import write_book

CASES = Path(__file__).parent
PRIVATE = ("operation in March", "Ifor", "Training courses", "Invented Person", "person0@example.org")


@pytest.fixture
def case(project, request):
    """The folder of a case in a project of its own."""
    folder = project / "data" / "raw" / "case"
    folder.mkdir()
    for file in (CASES / request.param).iterdir():
        shutil.copyfile(file, folder / file.name.replace("export", "responses"))
    return folder


def run(*words):
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert not [words for words in PRIVATE if words in result.output]
    return result


def cleaned():
    wave = read_wave("case")
    return clean(read_responses(wave), wave)


def chose(name):
    """How many chose an option or gave an answer, and how many answered at all."""
    column = cleaned().coded.column(name)
    return int((column == YES).sum()), int((column > NOT_ANSWERED).sum())


def fill_in(folder, *changes):
    """Fill in the reading workbook: sheet, what a line begins with, and by column what is written there."""
    run("map", "case")
    sheets = every_sheet(folder / "reading.xlsx")
    filled = {name: [list(row) for row in sheets[name]] for name in SHEETS}
    for sheet, begins, cells in changes:
        rows = [row for row in filled[sheet][1:] if begins in row[:2]]
        assert rows, begins
        for row in rows:
            for place, text in cells.items():
                row[place] = text
    write_book(folder / "reading.xlsx", filled)


def case_of(*names):
    return pytest.mark.parametrize("case", names, indirect=True)


@case_of("01-qualtrics-minus99", "01d-kobo-na")
def test_01_a_tool_s_mark_beside_an_option_is_no_choice(case):
    assert run("process", "case").exit_code == 0
    text = next(case.glob("responses*")).read_text("utf-8")
    assert "-99" in text or "n/a" in text
    (training, answered), (plain, _) = chose("help/training"), chose("help/plain")
    assert training < answered and 0 < plain <= answered < len(cleaned().coded.codes)


@case_of("01-qualtrics-minus99", "01d-kobo-na")
@pytest.mark.parametrize("mark",
                         ["0", "2", "No", "N", "FALSE", "n/a", "-99", "-", "Not selected", "Unchecked", "NULL", "Nein"])
def test_01_any_mark_is_no_choice_or_is_asked_about(case, mark):
    before = chose("help/training")[0]
    path = next(case.glob("responses*"))
    text = path.read_text("utf-8")
    path.write_text(text.replace("-99", mark).replace("n/a;n/a;n/a", ";".join([mark] * 3)), "utf-8", newline="")
    told = run("check", "case")
    if told.exit_code:
        assert 'item "help"' in told.output
    else:
        assert chose("help/training")[0] == before


@case_of("02-kobo-edited")
def test_02_an_edited_answer_is_one_person(case):
    assert run("process", "case").exit_code == 0
    assert "3 answers were edited between two exports" in run("check", "case").output
    newer = (case / "responses-2.csv").read_text("utf-8")
    (case / "responses-1.csv").unlink()
    alone = cleaned().coded.codes.tolist()
    (case / "responses-1.csv").write_text(newer, "utf-8", newline="")
    assert cleaned().coded.codes.tolist() == alone


@case_of("03-kobo-names-1to4-labels-0to3")
def test_03_a_column_is_read_as_names_or_labels_and_asked_about_where_both_fit(case):
    path = case / "responses.csv"
    content = [line.split(";") for line in path.read_text("utf-8").splitlines()]
    place = content[0].index("grp/usedtalks")
    expected = sorted(int(row[place]) for row in content[1:] if len(row) > place and row[place])
    column = cleaned().coded.column("usedtalks")
    there = sorted(int(code) - FIRST + 1 for code in column if code > NOT_ANSWERED)
    assert set(there) <= {1, 2, 3, 4} and len(expected) - len(there) <= 2
    assert [n for n in there if n == 4] == [n for n in expected if n == 4][: there.count(4)]
    for row in content[1:]:
        for n in (place, place + 1):
            row[n] = row[n].replace("4", "2").replace("3", "2")
    path.write_text("\n".join(";".join(row) for row in content), "utf-8")
    told = run("process", "case")
    assert told.exit_code == 1 and 'item "usedtalks"' in told.output and "more than one way" not in told.output


@case_of("04-msforms-option-renamed")
def test_04_a_renamed_option_is_asked_about(case):
    assert run("process", "case").exit_code == 1
    fill_in(case, ("cells", "training courses", {2: "training", 5: "yes"}))
    assert run("process", "case").exit_code == 0
    assert chose("help/training")[0] == 1


@case_of("05-msforms-single-choice-own-words")
def test_05_own_words_in_a_single_choice_are_asked_about_and_never_become_an_answer(case):
    told = run("process", "case")
    assert told.exit_code == 1 and "choices" not in told.output
    before = (case / "codebook.xlsx").read_bytes()
    fill_in(case, ("cells", "list often", {2: "not answered", 5: "yes"}))
    assert run("process", "case").exit_code == 0
    assert (case / "codebook.xlsx").read_bytes() == before
    kept = [path.read_text("utf-8")
            for path in [case / "reading.txt", *(case.parents[1] / "processed" / "case").iterdir()]]
    assert "operation" not in "".join(kept)


@case_of("06-key-workers-file")
def test_06_every_file_is_named_and_read_or_not(case):
    (case / "survey responses.csv").write_text("a,b\n1,2\n", "utf-8")
    said = run("check", "case").output
    assert "responses-key-workers.csv: read as microsoft-forms, 6 rows" in said and "People: 12 count" in said
    assert "survey responses.csv: not read, its name does not begin with responses" in said
    (case / "responses-key-workers.csv").rename(case / "Responses 2.CSV")
    assert "People: 12 count" in run("check", "case").output
    (case / "responses-3.zip").write_bytes(b"PK")
    assert "responses-3.zip: this kind of file is not read. Unpack it" in run("check", "case").output


@case_of("07-dates-outside-fieldwork")
@pytest.mark.parametrize(("answer", "people"), [("count them", 12), ("leave them out", 7)])
def test_07_many_answers_outside_the_fieldwork_are_asked_about(case, answer, people):
    told = run("process", "case")
    assert told.exit_code == 1 and "5 of 12 answers lie outside the days the survey was open" in told.output
    fill_in(case, ("start", OUTSIDE, {1: answer}))
    assert len(cleaned().coded.codes) == people


@case_of("08-google-one-question-two-columns")
def test_08_one_question_in_two_columns_is_joined_after_one_confirmation(case):
    assert run("process", "case").exit_code == 1
    fill_in(case, ("start", ALL, {1: "yes"}))
    assert run("process", "case").exit_code == 0
    assert chose("sure")[1] >= 9


@case_of("09-codebook-label-2-4-became-a-date")
def test_09_a_label_that_became_a_date_is_refused_with_what_it_probably_was(case):
    told = run("check", "case")
    assert (told.exit_code, 'sheet choices, row 13' in told.output, '"2-4" or "4-2"' in told.output) == (1, True, True)


@case_of("10-roster-saved-by-excel", "14-sep-line", "13-msforms-quiz", "form-optionname", "form-repeatedwords",
         "grid-1",
         "grid-2", "mini-anonymised", "jisc-key")
def test_10_13_14_what_a_spreadsheet_or_tool_adds_is_read_without_a_word_to_confirm(case):
    assert run("process", "case").exit_code == 0
    run("map", "case")
    sheets = every_sheet(case / "reading.xlsx")
    assert {row[3] for row in sheets["columns"][1:]} == {"certain"} and len(sheets["cells"]) == 1


@case_of("11-surveymonkey-ids-as-1.18E11")
def test_11_spoilt_ids_are_said_and_nobody_is_told_to_delete_people(case):
    told = run("check", "case")
    assert told.exit_code == 0 and "a spreadsheet shortened the response ids" in told.output
    assert "delete" not in told.output.lower()
    (case / "responses-2.csv").write_bytes((case / "responses.csv").read_bytes())
    told = run("check", "case")
    assert told.exit_code == 1 and "Export again from the survey tool" in told.output


@case_of("12-surveymonkey-single-choice-other-not-in-codebook")
def test_12_words_beside_other_are_asked_about_where_the_codebook_has_none(case):
    told = run("process", "case")
    assert told.exit_code == 1
    assert 'beside the answers of item "support", whose list has no answer named other' in told.output
    fill_in(case, ("columns", "Do you need support?: Other (please specify)", {4: "yes"}))
    assert run("process", "case").exit_code == 0


@case_of("mini-left")
def test_who_chose_only_an_option_that_was_left_out_stays_in_the_base(case):
    assert run("process", "case").exit_code == 1
    fill_in(case, ("start", ALL, {1: "yes"}))
    assert run("process", "case").exit_code == 0
    assert chose("help/training") == (20, 60)


@case_of("screener")
def test_nobody_who_reached_the_end_is_broken_off_and_relevant_is_proposed(case):
    said = run("check", "case").output
    assert "People: 120 count" in said and "broken off" not in said
    assert "${ever} = 'yes'" in said


@case_of("jisc-key")
def test_the_real_key_of_jisc_is_read(case):
    assert "responses-key.csv: read as the words of the codes" in run("check", "case").output
    assert chose("Q2/training") == (30, 40)


@case_of("form-consent")
def test_a_refused_consent_is_no_answer_and_is_counted(case):
    said = run("check", "case").output
    assert "People: 120 count" in said and "30  refused: did not agree to take part" in said


@case_of("form-contact")
def test_questions_that_ask_who_somebody_is_are_refused_in_the_codebook(case):
    told = run("process", "case")
    assert (told.exit_code, told.output.count("asks who somebody is")) == (1, 3)


@case_of("mini-anonymised")
def test_a_person_names_id_and_date_of_any_table(case):
    (case / "wave.toml").write_text((case / "wave.toml").read_text("utf-8").replace("microsoft-forms", "plain"),
                                    "utf-8")
    path = case / "responses.csv"
    rows = [line.split(",") for line in path.read_text("utf-8-sig").splitlines()]
    path.write_text("\n".join(",".join([*row, "Day" if not n else "2024-02-05"]) for n,
                              row in enumerate([*rows, rows[-1]])), "utf-8")
    assert run("process", "case").exit_code == 1
    fill_in(case, ("columns", "ID", {2: "id", 4: "yes"}), ("columns", "Day", {2: "date", 4: "yes"}))
    responses = read_responses(read_wave("case"))
    assert (len(responses), set(responses.week.astype(str))) == (60, {"2024-02-05"})
