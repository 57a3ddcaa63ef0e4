"""The traps that real exports set, each with an invented file of the true shape."""

import pytest
import xlsxwriter

from coprod.codebook import read_codebook
from coprod.errors import BadInput
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, YES
from coprod.private.coding.cleaning import clean
from coprod.private.matching.intake import AGAIN, EMPTY, read_responses
from coprod.private.process import draft
from coprod.wave.settings import read_wave
from tests.conftest import edit
from tests.exports import every_shape
from tests.exports.crowd import crowd
from tests.exports.files import write_rows
from tests.invented import HEADS, people, read_csv, sheets, write_answers, write_book, write_csv, write_small

TEAM, SURE, NEED, HELP = "Which team do you work in?", "I feel sure.", "Do you need support?", "What would help?"
SECRET = "quillworthing@example.org"


def taken_in(wave="small"):
    wave = read_wave(wave)
    responses = read_responses(wave)
    return responses, clean(responses, wave)


def with_answers(small, item, *answers):
    """The small wave, in which the first people answer one item so; returns its codes and the notes."""
    crowd = people()
    for person, answer in zip(crowd, answers, strict=False):
        person[item] = answer
    write_answers(small / "responses.csv", crowd)
    _, cleaned = taken_in()
    return cleaned.coded, cleaned.notes


def scaled(small, labels):
    """Give the agreement scale of the small wave other labels."""
    content = sheets()
    kept = [row for row in content["choices"] if row[0] != "agree"]
    content["choices"] = kept + [["agree", f"a{n}", label, "", "yes" if n else ""] for n, label in enumerate(labels)]
    content["indicators"][1][4] = "in a1"
    write_book(small / "codebook.xlsx", content)


def test_1_two_waves_with_other_headings_order_and_platform_hold_the_same_items(project):
    coded = []
    for name, shape in (("first", "surveymonkey"), ("second", "limesurvey-code"), ("third", "kobo")):
        folder = write_small(project / "data" / "raw", name=name)
        (folder / "responses.csv").unlink()
        book = read_codebook(folder / "codebook.xlsx")
        made = every_shape()[shape]
        rows = made.make(book, crowd(book)).rows
        write_rows(folder / "responses.csv", rows, made.delimiter, made.encoding)
        coded.append(taken_in(name)[1].coded)
    assert coded[0].answers == coded[1].answers == coded[2].answers
    assert sorted(coded[0].codes.tolist()) == sorted(coded[1].codes.tolist()) == sorted(coded[2].codes.tolist())


def test_3_two_ways_to_write_one_answer_are_read_as_one_and_said_by_item(small):
    coded, notes = with_answers(small, SURE, "Agree ", "AGREE", "Agree")
    assert coded.column("sure")[:3].tolist() == [FIRST + 2] * 3
    assert [note.split(":")[0] for note in notes] == ['"sure"']
    assert "AGREE" not in notes[0] and "Agree" not in notes[0]
    assert any(note in draft(read_wave("small")).summary() for note in notes)
    assert with_answers(small, SURE, "Agree")[1] == ()


def test_4_options_that_hold_the_separator(small):
    rows = read_csv(small / "responses.csv")
    place = rows[0].index(HELP)
    for row, cell in zip(rows[1:], ["Training;Plain, short texts", "Plain, short texts", "Plain, short texts;A, b"],
                         strict=False):
        row[place], row[rows[0].index(NEED)] = cell, "Yes"
    write_csv(small / "responses.csv", rows)
    coded = taken_in()[1].coded
    found = [[int(coded.column(f"help/{name}")[n]) for name in ("training", "plain", "other")] for n in range(3)]
    assert found == [[YES, YES, NO], [NO, YES, NO], [NO, YES, YES]]


def test_5_re_exports_that_hold_one_another_are_joined_and_not_added(small):
    everybody = people()
    (small / "responses.csv").unlink()
    for n, number in enumerate((36, 51, 72)):
        write_answers(small / f"responses-{n}.csv", everybody[:number])
    responses, cleaned = taken_in()
    assert (responses.rows, len(responses), responses.not_counted) == (159, 72, {AGAIN: 87})
    assert len(cleaned.coded.codes) == 72


def test_5_re_exports_without_ids_are_joined_by_all_that_they_say(small):
    """Google Forms gives no id; two people of one file who say the same are two people."""
    rows = [["Timestamp", *people()[0]], *(["2020/01/06 9:00:00 am GMT", *person.values()] for person in people(2))]
    rows[2] = list(rows[1])
    write_csv(small / "responses.csv", rows[:8])
    write_csv(small / "responses-2.csv", rows)
    responses, _ = taken_in()
    assert (responses.rows, len(responses), responses.not_counted) == (19, 12, {AGAIN: 7})


def test_6_wholly_empty_rows_are_no_responses_and_partials_stand_beside_the_rate(small):
    crowd = people()
    crowd[0] = dict.fromkeys(crowd[0], "")
    crowd[1] |= {"Talks": "", "Walks": "", NEED: "No", HELP: ""}
    write_answers(small / "responses.csv", crowd)
    made = draft(read_wave("small"))
    assert made.not_counted[EMPTY] == 1
    assert made.summary()[0] == "Read 72 rows from microsoft-forms; 71 people count, 70 of them complete."


@pytest.mark.parametrize(("codec", "name"), [("utf-8-sig", ""), ("utf-16", "UTF-16"), ("cp1252", "Windows (cp1252)"),
                                             ("mac_roman", "Mac Roman")])
def test_7_every_encoding_is_read_and_said(small, codec, name):
    content = sheets()
    content["survey"][3][2] = "I\u2019m s\u00fbre."
    write_book(small / "codebook.xlsx", content)
    text = (small / "responses.csv").read_text("utf-8").replace(SURE, "I\u2019m s\u00fbre.")
    (small / "responses.csv").write_bytes(text.encode(codec))
    said = [line for line in draft(read_wave("small")).summary() if " was read as " in line]
    expected = f'responses.csv was read as {name}, not UTF-8; the first heading it changed reads "I\u2019m s\u00fbre.".'
    assert [line.partition(" If that")[0] for line in said] == ([expected] if name else [])


def dated(small, *texts):
    rows = read_csv(small / "responses.csv")
    for row, text in zip(rows[1:], texts * 72, strict=False):
        row[1] = text
    write_csv(small / "responses.csv", rows)
    return taken_in()[0]


def test_8_day_and_month_are_told_by_the_column_else_by_the_fieldwork_else_asked_for(small):
    assert set(dated(small, "1/20/20 9:00", "1/7/20 9:00").week.astype(str)) == {"2020-01-20", "2020-01-06"}
    assert set(dated(small, "8/1/20 9:00").week.astype(str)) == {"2020-01-06"}
    edit(small / "wave.toml", "closed = 2020-01-31", "closed = 2020-12-31")
    responses = dated(small, "8/2/20 9:00")
    assert set(responses.week.astype(str)) == {"NaT"}
    assert 'dates = "day first"' in responses.notes[0]
    assert responses.notes[0] in draft(read_wave("small")).summary()  # nothing else needs the week, so nothing stops
    edit(small / "wave.toml", "invented", 'dates = "day first"\ninvented')
    assert set(taken_in()[0].week.astype(str)) == {"2020-02-03"}


def test_8_true_dates_of_a_spreadsheet_need_no_guess(small):
    rows = read_csv(small / "responses.csv")
    (small / "responses.csv").unlink()
    with xlsxwriter.Workbook(small / "responses.xlsx", {"default_date_format": "d/m/yy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, rows[0])
        for n, row in enumerate(rows[1:], 1):
            sheet.write_row(n, 0, row)
            sheet.write_number(n, 1, 43837.375, book.add_format({"num_format": "d/m/yy h:mm"}))  # 7 January 2020, 9:00
    assert set(taken_in()[0].week.astype(str)) == {"2020-01-06"}


@pytest.mark.parametrize(("labels", "cells"), [
    (["4", "5", "5+"], ["4.0", "5", "5.0", "5+"]),
    (["+ more", "the same", "- less"], ["'+ more", "the\u200b same", "\u00a0The same", "'- less"]),
    (["Strongly disagree", "Strongly agree", "I don\u2019t know"],
     ["Strongly disagree", "strongly\u00a0agree", "Strongly Agree\u200b", "I don't know"]),
])
def test_9_signs_that_spreadsheets_and_tools_change_do_not_change_an_answer(small, labels, cells):
    scaled(small, labels)
    crowd = people()
    for n, person in enumerate(crowd):
        person[SURE] = cells[n % 4]
    write_answers(small / "responses.csv", crowd)
    assert taken_in()[1].coded.column("sure")[:4].tolist() == [FIRST, FIRST + 1, FIRST + 1, FIRST + 2]


def test_10_a_question_nobody_answered_an_option_nobody_chose(small):
    crowd = [person | {"Walks": "", HELP: person[HELP].replace("Plain, short texts;", "Training;")}
             for person in people()]
    write_answers(small / "responses.csv", crowd)
    coded = taken_in()[1].coded
    assert set(coded.column("usedwalks")) == {NOT_ANSWERED}
    assert YES not in set(coded.column("help/plain"))
    shown = draft(read_wave("small")).record.measures
    assert next(item for item in shown if item.name == "usedwalks").withheld


def test_10_more_answers_than_staff(small):
    write_answers(small / "responses.csv", people(17))
    with pytest.raises(BadInput, match='team "Ash" has more answers than its head count of 16'):
        draft(read_wave("small"))


def test_10_a_team_that_is_not_in_the_codebook(small):
    with pytest.raises(BadInput, match='responses.csv, line 2, item "team": the cell is none'):
        with_answers(small, TEAM, "Holly")


def test_11_an_address_where_an_answer_was_expected_is_named_by_place_only(small):
    with pytest.raises(BadInput) as caught:
        with_answers(small, SURE, "Agree", SECRET, "Agree", SECRET)
    where = 'responses.csv, lines 3, 5, item "sure"'
    assert str(caught.value).startswith(f"{where}: the cell is none of the item's answers.")
    assert SECRET not in str(caught.value)


def test_12_a_file_of_many_parts_gives_what_one_part_gives(small, monkeypatch):
    """How long a million rows take is measured in tests/benchmarks; here, that parts add up and lines stay right."""
    from coprod.private.readers import delimited

    crowd = people()
    crowd[3]["Anything else?"] = 'two\nlines, "both" of them'
    write_answers(small / "responses.csv", crowd)
    whole = taken_in()
    monkeypatch.setattr(delimited, "_PART", 700)
    parts = taken_in()
    assert parts[1].coded.codes.tolist() == whole[1].coded.codes.tolist()
    assert parts[0].places(range(72)) == whole[0].places(range(72))
    assert (parts[0].week == whole[0].week).all()


def test_one_answer_to_a_question_that_has_a_column_for_each_answer(small):
    book = read_wave("small").codebook
    made = every_shape()["surveymonkey-expanded"]
    rows = made.make(book, crowd(book)).rows
    write_rows(small / "responses.csv", rows)
    taken_in()
    ticked = [n for n, cell in enumerate(rows[1]) if cell in ("Disagree", "Neither", "Agree")]
    rows[4][ticked[0]], rows[4][ticked[1]] = rows[1][ticked[0]], rows[1][ticked[1]]
    write_rows(small / "responses.csv", rows)
    with pytest.raises(BadInput, match='responses.csv, line 5, item "sure": two answers where one was expected'):
        taken_in()


def test_previews_tests_and_spam_are_left_out_and_counted(small):
    book = read_wave("small").codebook
    made = every_shape()["qualtrics"].make(book, crowd(book))
    write_rows(small / "responses.csv", made.rows)
    not_counted = taken_in()[0].not_counted
    assert {reason: not_counted[reason] for reason in made.odd} == made.odd
    assert not set(HEADS) & {item for item, _ in taken_in()[0].columns}
