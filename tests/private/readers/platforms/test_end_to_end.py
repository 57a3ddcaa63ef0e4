"""The same people and answers come out of every platform's export, in every kind of file; nothing else comes in."""

from collections import Counter

import pytest

from coprod.codebook import read_codebook
from coprod.errors import BadInput
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, NOT_ASKED, YES
from coprod.private.coding.cleaning import clean
from coprod.private.matching.intake import read_responses
from coprod.private.process import process
from coprod.wave.settings import read_wave
from tests.conftest import edit
from tests.exports import every_shape
from tests.exports.crowd import OWN_WORDS, crowd, nobody, trace
from tests.exports.files import write_rows, write_sav
from tests.invented import sheets, write_book, write_csv

SHAPES = every_shape()
SHEETS = (".tsv", ".xlsx", ".xls", ".ods")
PEOPLE = 60


@pytest.fixture
def book(small):
    (small / "responses.csv").unlink()
    return read_codebook(small / "codebook.xlsx")


def write(small, book, name, ending=".csv"):
    """Put the invented people into the wave as one of the shapes; how many rows are no response, by reason."""
    people = crowd(book, PEOPLE)
    if name == "spss":
        write_sav(small / "responses.sav", book, people)
        return {"empty": 1}
    export = SHAPES[name].make(book, people)
    if name == "plain":
        edit(small / "wave.toml", "invented", 'platform = "plain"\ninvented')
    write_rows(small / f"responses{ending}", export.rows, SHAPES[name].delimiter, SHAPES[name].encoding)
    if export.key:
        write_rows(small / f"responses-key{ending}", export.key)
    return export.odd


def expected(book):
    """The codes of each person who answered at least half of what was asked, worked out from the answers themselves."""
    rows = []
    for person in crowd(book, PEOPLE):
        row, answered = {}, []
        for item in book.asked:
            given = person[item.name]
            asked = not item.universe.any_of or any(all(person[i] == a for i, a in way) for way in item.universe.any_of)
            names = [answer.name for answer in book.answers(item.name)] if item.kind != "text" else []
            if item.kind == "one":
                row[item.name] = FIRST + names.index(given) if given else NOT_ANSWERED if asked else NOT_ASKED
            for name in names if item.kind == "several" else []:
                chosen = YES if name in given else NO
                row[f"{item.name}/{name}"] = chosen if given else NOT_ANSWERED if asked else NOT_ASKED
            answered += [bool(given)] if asked and item.kind != "text" else []
        if sum(answered) * 2 >= len(answered):
            rows.append(row)
    return rows


def taken_in():
    wave = read_wave("small")
    return clean(read_responses(wave), wave)


CASES = [(name, ending) for name in SHAPES for ending in (".csv", *SHEETS)] + [("spss", ".sav")]


@pytest.mark.parametrize(("name", "ending"), CASES, ids=lambda value: value)
def test_the_same_people_have_the_same_answers_from_every_platform_and_file(small, book, name, ending):
    odd = write(small, book, name, ending)
    cleaned = taken_in()
    assert list(cleaned.coded.answers) == list(expected(book)[0])
    found = sorted(map(tuple, cleaned.coded.codes.tolist()))
    assert found == sorted(tuple(row.values()) for row in expected(book))
    reasons = Counter(reason.split(":")[0] for reason in cleaned.not_counted.elements())
    assert reasons == Counter(odd) + Counter({"broken off": PEOPLE - len(found)})


@pytest.mark.parametrize(("name", "ending"), [case for case in CASES if case[0] != "jisc"], ids=lambda value: value)
def test_of_every_date_the_week_is_kept_and_no_heading_is_called_reworded(small, book, name, ending):
    write(small, book, name, ending)
    responses = read_responses(read_wave("small"))
    mondays = [f"2020-01-{trace(n).day - (trace(n).day - 6) % 7:02}" for n in range(PEOPLE)]
    mondays = ["NaT"] * PEOPLE if name == "plain" else mondays
    assert sorted(responses.week.astype(str)) == sorted(mondays)
    assert [note for note in responses.notes if "in other words" in note] == []


@pytest.mark.parametrize("name", [*SHAPES, "spss"])
def test_nothing_that_a_tool_knows_of_a_person_is_in_the_record(small, book, name):
    odd = write(small, book, name)
    made, folder = process("small")
    names = set(book.items) | set(book.indicators) | {"response"}
    record = (folder / "tallies.csv").read_text("utf-8")
    items = {line.split(",")[record.splitlines()[0].split(",").index("item")] for line in record.splitlines()[1:]}
    assert {item.partition("/")[0] for item in items} <= names
    inside = "".join([*(path.read_text("utf-8") for path in folder.iterdir()), *made.summary()]).casefold()
    secrets = [secret for n in range(PEOPLE + sum(odd.values())) for secret in trace(n).secrets]
    comments = {person["onething"] for person in crowd(book, PEOPLE)} - {""}
    assert [secret for secret in (*secrets, *comments, OWN_WORDS) if secret.casefold() in inside] == []


def test_two_waves_of_different_platforms_hold_the_same_items(small, book):
    answers = []
    for name in ("surveymonkey", "limesurvey-both"):
        write(small, book, name)
        answers.append(taken_in().coded.answers)
    assert answers[0] == answers[1]


def test_zeros_of_people_who_answered_nothing_are_not_a_no(small, book):
    people = crowd(book, PEOPLE)
    asked = [n for n, person in enumerate(people) if person["support"] == "yes"]
    people[asked[0]] = people[asked[0]] | {"help": ()}
    export = SHAPES["jisc"].make(book, people)
    write_rows(small / "responses.csv", export.rows)
    write_rows(small / "responses-key.csv", export.key)
    training = taken_in().coded.column("help/training")
    assert (training == NO).sum() == sum("training" not in person["help"] and person["help"] != () for person in people)
    assert nobody(book)["help"] == ()


def test_words_typed_beside_one_answer_count_as_other(small, book):
    content = sheets()
    content["choices"].append(["yesno", "other", "Other"])
    book = read_codebook(write_book(small / "codebook.xlsx", content))
    people = [person | {"help": ()} for person in crowd(book, PEOPLE)]
    export = SHAPES["surveymonkey"].make(book, people)
    place = export.rows[0].index("Do you need support?")
    typed = [row[place] == "Other" for row in export.rows]
    extra = ["", "Other (please specify)", *(OWN_WORDS if words else "" for words in typed[2:])]
    rows = [[*row[: place + 1], more, *row[place + 1 :]] for row, more in zip(export.rows, extra, strict=True)]
    for row, words in zip(rows, typed, strict=True):
        row[place] = "" if words else row[place]
    write_rows(small / "responses.csv", rows)
    coded = taken_in().coded
    assert (coded.column("support") == FIRST + 2).sum() == sum(typed) > 0


def test_options_that_bear_the_same_word_are_asked_about_and_never_guessed(small, book):
    content = sheets()
    content["survey"].insert(10, ["select_multiple hinder", "hinder", "What hinders?"])
    content["choices"] += [["hinder", "noise", "Noise"], ["hinder", "other", "Other"]]
    book = read_codebook(write_book(small / "codebook.xlsx", content))
    write_rows(small / "responses.csv", SHAPES["typeform"].make(book, crowd(book, PEOPLE)).rows)
    with pytest.raises(BadInput, match='no column for option "other" of item "help"'):
        taken_in()
    confirmed = [["Other", "help/other", "", "yes"], ["Other (2)", "hinder/other", "", "yes"]]
    write_csv(small / "mapping.csv", [["column", "item", "how", "confirmed"], *confirmed])
    coded = taken_in().coded
    for item in ("help", "hinder"):
        others = sum("other" in person[item] for person in crowd(book, PEOPLE))
        assert (coded.column(f"{item}/other") == YES).sum() == others > 0


def test_codes_without_their_key_file_are_asked_for_it(small, book):
    export = SHAPES["jisc"].make(book, crowd(book, PEOPLE))
    write_rows(small / "responses.csv", export.rows)
    with pytest.raises(BadInput, match=r"no key file\. jisc writes .* put it there as responses-key\.csv"):
        taken_in()
