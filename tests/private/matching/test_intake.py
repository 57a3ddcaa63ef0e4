"""Intake: the codebook's columns come in, every row is accounted for, and an error never repeats a cell."""

import random

import pytest

from coprod.errors import BadInput
from coprod.private.matching.columns_of_items import LEAVE_OUT
from coprod.private.matching.intake import EMPTY, read_responses
from coprod.wave.settings import read_wave
from tests import EXAMPLES
from tests.conftest import edit
from tests.examples import CANARIES
from tests.invented import HEADS, people, read_csv, sheets, write_answers, write_book, write_csv

SECRET = "Quillworthing rang 01632 960123"


def read(wave="small"):
    return read_responses(read_wave(wave))


def cells(responses):
    """The cells of each item as text; of an item with a column for each option which were chosen."""
    found = {item: [()] * len(responses) for item, _ in responses.columns}
    for (item, option), column in responses.columns.items():
        texts = column.cells()
        ticks = [chosen + (option,) * bool(text) for chosen, text in zip(found[item], texts, strict=True)]
        found[item] = ticks if option else texts
    return found


def places(responses):
    return responses.places(range(len(responses)))


def leave_out(folder, *columns):
    """Say in mapping.csv that these columns hold nothing of ours."""
    write_csv(folder / "mapping.csv",
              [["column", "item", "how", "confirmed"], *([c, LEAVE_OUT[0], "", "yes"] for c in columns)])


def refused(*words, wave="small"):
    """The message with which the wave is refused; it holds all `words` and nothing that a person wrote."""
    with pytest.raises(BadInput) as caught:
        read(wave)
    message = str(caught.value)
    assert [word for word in words if word not in message] == []
    assert SECRET not in message
    return message


def test_only_items_of_the_codebook_come_in(small):
    responses = read()
    assert {item for item, _ in responses.columns} == {item.name for item in read_wave("small").codebook.asked}
    assert {len(column) for column in responses.columns.values()} == {72}
    assert (responses.rows, responses.platform.name, responses.dropped) == (72, "microsoft-forms", tuple(HEADS))


def test_each_person_keeps_the_place_in_the_file(small):
    assert places(read())[:2] + places(read())[-1:] == [("responses.csv", 2), ("responses.csv", 3),
                                                        ("responses.csv", 73)]


def test_a_cell_over_several_lines_does_not_shift_the_line_numbers(small):
    crowd = people()
    crowd[0]["Anything else?"] = "first\nsecond\nthird"
    write_answers(small / "responses.csv", crowd)
    assert places(read())[:2] == [("responses.csv", 4), ("responses.csv", 5)]


@pytest.mark.parametrize(("wave", "rows", "empty", "again"), [(EXAMPLES[0], 203, 4, 71), (EXAMPLES[1], 131, 0, 0)])
def test_every_row_of_the_example_exports_is_accounted_for(examples, wave, rows, empty, again):
    responses = read(wave)
    counted = {reason.split(":")[0]: number for reason, number in responses.not_counted.items()}
    assert (responses.rows, counted.get("empty", 0), counted.get("exported more than once", 0)) == (rows, empty, again)
    assert len(responses) == rows - empty - again


@pytest.mark.parametrize("wave", EXAMPLES)
def test_no_detail_of_the_tool_comes_in(examples, wave):
    responses = read(wave)
    typed = {"onething", "help"}  # the two questions in which people wrote words of their own
    inside = str([texts for item, texts in cells(responses).items() if item not in typed])
    inside += str((responses.dropped, responses.week, responses.notes))
    assert [canary for canary in CANARIES if canary in inside] == []


def test_the_words_typed_into_other_stay_outside_where_it_has_a_column(examples):
    assert {option for cell in cells(read(EXAMPLES[0]))["help"] for option in cell} <= {
        "training", "watching", "colleague", "time", "manager", "expenses", "materials", "voiceteam", "other"}


def test_a_later_export_replaces_the_half_finished_answer(small):
    half, whole = people()[:3], people()[:3]
    half[1] |= {"Talks": "", "Walks": ""}
    (small / "responses.csv").unlink()
    write_answers(small / "responses-1.csv", half)
    write_answers(small / "responses-2.csv", whole)
    responses = read()
    assert places(responses) == [("responses-2.csv", 2), ("responses-2.csv", 3), ("responses-2.csv", 4)]
    assert responses.not_counted == {"exported more than once: counted once": 3}


def test_an_earlier_export_with_more_answers_is_kept(small):
    half = people()[:3]
    half[1] |= {"Talks": "", "Walks": ""}
    (small / "responses.csv").unlink()
    write_answers(small / "responses-1.csv", people()[:3])
    write_answers(small / "responses-2.csv", half)
    assert places(read()) == [("responses-2.csv", 2), ("responses-1.csv", 3), ("responses-2.csv", 4)]


def test_files_with_different_people_are_joined(small):
    write_answers(small / "responses-more.csv", people()[:5], first=1001)
    assert len(read()) == 77


def test_the_same_id_with_other_answers_in_one_file_is_refused(small):
    rows = read_csv(small / "responses.csv")
    rows[8][0] = rows[3][0]
    rows[8][-1] = SECRET
    write_csv(small / "responses.csv", rows)
    refused("responses.csv, lines 4 and 9: the same response id with different answers", "export again")


def test_the_same_line_twice_in_one_file_counts_once(small):
    rows = read_csv(small / "responses.csv")
    write_csv(small / "responses.csv", [*rows, rows[3]])
    responses = read()
    assert (len(responses), sum(responses.not_counted.values())) == (72, 1)


def test_rows_without_an_id_are_all_people(small):
    rows = read_csv(small / "responses.csv")
    write_csv(small / "responses.csv", [rows[0], *(["", *row[1:]] for row in rows[1:]), rows[1]])
    assert len(read()) == 73


def test_a_row_without_an_answer_is_no_response(small):
    rows = read_csv(small / "responses.csv")
    write_csv(small / "responses.csv", [*rows, ["900", "1/6/20", "1/6/20", SECRET, "", *[""] * 7], ["901"]])
    responses = read()
    assert (len(responses), responses.not_counted) == (72, {EMPTY: 2})


def test_a_missing_column_is_named_with_the_nearest_one(small):
    edit(small / "responses.csv", "I feel sure.", "I feel very sure.")
    refused('responses.csv: no column for item "sure", expected under the heading "I feel sure."',
            'The nearest column is "I feel very sure."', "correct the wording in codebook.xlsx")


def test_a_tools_own_column_is_never_the_nearest(small):
    content = sheets()
    content["survey"][3][2] = "Emails"
    write_book(small / "codebook.xlsx", content)
    rows = read_csv(small / "responses.csv")
    write_csv(small / "responses.csv", [row[:6] + row[7:] for row in rows])
    assert "nearest" not in refused('no column for item "sure"')


def test_a_missing_grid_row_of_surveymonkey_is_named_with_the_nearest_one(examples):
    for file in (examples / "data" / "raw" / EXAMPLES[0]).glob("responses*.csv"):
        rows = read_csv(file)
        place = rows[1].index("Citizens scoring tenders")
        rows[1][place] = "Citizens who score tenders"
        write_csv(file, rows)
    refused('no column for item "knowtenders"',
            'Citizens who score tenders" is none of the codebook\'s items. The nearest item is '
            '"knowtenders".', wave=EXAMPLES[0])


def test_an_option_without_its_column_is_refused_and_not_read_as_nobody(examples):
    for file in (examples / "data" / "raw" / EXAMPLES[0]).glob("responses*.csv"):
        edit(file, ",More time,My manager", ",Some more time,My manager")
    refused('no column for option "time" of item "help"', ': Some more time".', wave=EXAMPLES[0])


def test_a_column_of_a_grid_that_is_no_item_is_refused_until_somebody_says_that_it_stays_outside(examples):
    folder = examples / "data" / "raw" / EXAMPLES[0]
    for file in folder.glob("responses*.csv"):
        rows = read_csv(file)
        write_csv(file, [[*rows[0], ""], [*rows[1], "Swimming together"], *([*row, SECRET] for row in rows[2:])])
    message = refused('Swimming together" is none of the codebook\'s items', f"Run `coprod map {EXAMPLES[0]}`",
                      wave=EXAMPLES[0])
    leave_out(folder, message.split('the column "')[1].split('" is none')[0])
    assert read(EXAMPLES[0]).dropped[-1].endswith("Swimming together")


def test_comments_may_have_been_taken_out(small):
    write_csv(small / "responses.csv", [row[:-1] for row in read_csv(small / "responses.csv")])
    assert set(cells(read())["onething"]) == {""}


def test_two_columns_for_one_item_are_refused(small):
    write_csv(small / "responses.csv", [[*row, row[5]] for row in read_csv(small / "responses.csv")])
    refused('responses.csv: two columns hold "team", this is one: "Which team do you work in? (2)".')


@pytest.mark.parametrize(("platform", "said"), [
    ("surveymonkey", 'wave.toml: platform is "surveymonkey", but the headings are those of microsoft-forms'),
    ("surveymonkeys", 'wave.toml: platform "surveymonkeys" is not known. Known: alchemer'),
])
def test_a_wrong_platform_is_refused(small, platform, said):
    edit(small / "wave.toml", "invented", f'platform = "{platform}"\ninvented')
    refused(said)


def test_a_file_of_no_known_platform_is_refused_with_what_to_say(small):
    edit(small / "responses.csv", "Start time", SECRET)
    refused("responses.csv: it is not clear which platform wrote this file", 'platform = "…", one of alchemer')


def test_two_platforms_in_one_folder_are_refused(examples):
    raw = examples / "data" / "raw"
    edit(raw / EXAMPLES[1] / "wave.toml", 'platform = "microsoft-forms"', "")
    (raw / EXAMPLES[0] / "responses-2016-11-07.csv").rename(raw / EXAMPLES[1] / "responses-also.csv")
    refused("it is not clear which platform wrote this file", wave=EXAMPLES[1])


def test_a_file_without_its_headings_is_refused_and_its_first_person_not_shown(small):
    rows = read_csv(small / "responses.csv")
    rows[1][-1] = SECRET
    write_csv(small / "responses.csv", rows[1:])
    refused("it is not clear which platform")


@pytest.mark.parametrize(("name", "content", "said"), [
    ("responses.csv", "caf\u00e9".encode("cp1252"), "responses.csv: it is not clear which platform"),
    ("responses.csv", "ID,Start time".encode("utf-16") + b"\x00", "responses.csv cannot be read as text"),
    ("responses.csv", "ID,caf\u00e9,caf\u00e9".encode()[:-1],
     "responses.csv ends in the middle of a letter: it was cut off"),
    ("responses.csv", b"", "responses.csv: it is not clear which platform"),
    ("responses.xlsx", b"PK\x03\x04 cut off", "responses.xlsx cannot be opened as a spreadsheet"),
    ("responses.xlsx", b"", "responses.xlsx cannot be opened as a spreadsheet"),
])
def test_a_file_that_cannot_be_read_is_named(small, name, content, said):
    (small / "responses.csv").unlink()
    (small / name).write_bytes(content)
    refused(said)


def test_a_wave_without_answers_says_what_to_put_there(small):
    (small / "responses.csv").rename(small / "answers.csv")
    refused("data/raw/small: no file responses*.csv or responses*.xlsx")


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_columns_does_not_matter(small, seed):
    before = read()
    rows = read_csv(small / "responses.csv")
    order = random.Random(seed).sample(range(len(rows[0])), len(rows[0]))
    write_csv(small / "responses.csv", [[row[n] for n in order] for row in rows])
    assert cells(read()) == cells(before)


def test_people_of_an_older_export_whom_the_newer_lacks_are_said_and_count(small):
    rows = read_csv(small / "responses.csv")
    write_csv(small / "responses-1.csv", rows[:40])
    write_csv(small / "responses.csv", [rows[0], *rows[4:]])
    responses = read()
    assert len(responses) == 72
    assert any(note.startswith("3 answers of responses-1.csv are not in responses.csv") for note in responses.notes)


def test_the_same_answers_at_the_same_minute_under_two_ids_are_said_and_both_count(examples):
    path = examples / "data" / "raw" / EXAMPLES[0] / "responses-2016-11-07.csv"
    rows = read_csv(path)
    again = list(rows[5])
    again[0] = "99" + again[0][2:]
    before = read(EXAMPLES[0])
    write_csv(path, [*rows, again])
    responses = read(EXAMPLES[0])
    assert len(responses) == len(before) + 1
    assert [note[:40] for note in responses.notes if note not in before.notes] == [
        "1 answers are the same as another, to th"]
