"""From raw files to the draft record: the same people give the same bytes, and a refusal changes nothing."""

import random
import re
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.private.process import draft, process
from coprod.private.release import release
from coprod.record import MOST_LISTED, read_record
from coprod.record.files import digest as fingerprint
from coprod.wave.settings import read_wave
from tests import EXAMPLES, ROOT
from tests.conftest import edit, tree
from tests.examples import CANARIES
from tests.invented import people, read_csv, sheets, write_answers, write_book, write_csv

SECRET = "quillworthing@example.org"
TEAM = "Which team do you work in?"


@pytest.fixture
def folder(examples):
    """The raw folder of the SurveyMonkey example, with its last export alone."""
    folder = examples / "data" / "raw" / EXAMPLES[0]
    (folder / "responses-2016-10-21.csv").unlink()
    return folder


def digest(wave):
    return fingerprint(draft(read_wave(wave)).record)


def processed(project):
    return tree(project / "data" / "processed")


def test_the_committed_records_come_out_byte_for_byte(examples):
    """As `make publish` makes them, step by step."""
    shutil.copytree(ROOT / "data" / "plan", examples / "data" / "plan")
    steps = re.findall(r"coprod ((?:process|release|sessions|comments) .+)", (ROOT / "Makefile").read_text("utf-8"))
    assert [CliRunner().invoke(main, step.split()).exit_code for step in steps] == [0] * 6
    for wave in EXAMPLES:
        assert tree(examples / "data" / "processed" / wave) == tree(ROOT / "data" / "processed" / wave)


@pytest.mark.parametrize("where", ["fresh", "committed"])
def test_no_private_detail_is_in_any_byte_of_the_records(examples, where):
    if where == "fresh":
        for wave in EXAMPLES:
            process(wave)
            release(wave)
    files = tree((examples if where == "fresh" else ROOT) / "data" / "processed")
    assert len([name for name in files if name.endswith(("wave.json", "tallies.csv"))]) == 4
    text = b"\n".join(files.values()).decode("utf-8").casefold()
    assert [canary for canary in CANARIES if canary.casefold() in text] == []


def test_processing_twice_gives_the_same_bytes(examples):
    process(EXAMPLES[1])
    before = processed(examples)
    process(EXAMPLES[1])
    assert processed(examples) == before


@pytest.mark.parametrize("seed", range(2))
def test_rows_and_columns_of_a_surveymonkey_file_in_another_order_give_the_same_record(folder, seed):
    before, rng = digest(EXAMPLES[0]), random.Random(seed)
    rows = read_csv(folder / "responses-2016-11-07.csv")
    for n in range(1, len(rows[0])):
        rows[0][n] = rows[0][n] or rows[0][n - 1]  # a question stands once above its columns, which now part company
    columns = rng.sample(range(len(rows[0])), len(rows[0]))
    people = rng.sample(rows[2:], len(rows) - 2)
    write_csv(folder / "responses-2016-11-07.csv", [[row[n] for n in columns] for row in [*rows[:2], *people]])
    assert digest(EXAMPLES[0]) == before


@pytest.mark.parametrize("seed", range(2))
def test_rows_and_columns_of_a_forms_file_in_another_order_give_the_same_record(examples, seed):
    before, rng = digest(EXAMPLES[1]), random.Random(seed)
    path = next((examples / "data" / "raw" / EXAMPLES[1]).glob("responses*"))
    rows = [[str(cell) for cell in row] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]
    columns, people = rng.sample(range(len(rows[0])), len(rows[0])), rng.sample(rows[1:], len(rows) - 1)
    write_book(path, {"Sheet1": [[row[n] for n in columns] for row in [rows[0], *people]]})
    assert digest(EXAMPLES[1]) == before


def test_the_order_of_the_roster_does_not_change_the_record(folder):
    before = digest(EXAMPLES[0])
    rows = read_csv(folder / "roster.csv")
    write_csv(folder / "roster.csv", [rows[0], *rows[:0:-1]])
    assert digest(EXAMPLES[0]) == before


@pytest.mark.parametrize("teams", [("Carers and Prevention", "Mental Health"), ("Citizen Voice", "Data and Insight"),
                                   ("Children in Care", "Special Educational Needs")])
@pytest.mark.parametrize("pick", range(2))
def test_two_people_who_swap_teams_inside_a_group_cannot_be_told(folder, teams, pick):
    before = digest(EXAMPLES[0])
    rows = read_csv(folder / "responses-2016-11-07.csv")
    place = rows[0].index(TEAM)
    one, other = ([row for row in rows[2:] if row[place] == team and all(row[place:place + 4])][pick] for team in teams)
    assert one[place + 1:] != other[place + 1:]
    one[place], other[place] = teams[::-1]
    write_csv(folder / "responses-2016-11-07.csv", rows)
    assert digest(EXAMPLES[0]) == before


def test_two_people_who_swap_teams_across_groups_may_change_the_record(folder):
    """The counterpart of the test above: the fingerprint does see the groups."""
    before = digest(EXAMPLES[0])
    rows = read_csv(folder / "responses-2016-11-07.csv")
    place = rows[0].index(TEAM)
    for row in rows[2:]:
        row[place] = {"Older People": "Early Help", "Early Help": "Older People"}.get(row[place], row[place])
    write_csv(folder / "responses-2016-11-07.csv", rows)
    assert digest(EXAMPLES[0]) != before


def test_the_summary_says_what_was_read_left_out_and_recoded(small):
    crowd = people()
    crowd[0] |= dict.fromkeys(list(crowd[0])[1:], "")
    crowd[1] |= {"Talks": "", "Walks": "", "Do you need support?": "Yes", "What would help?": "A mentor;"}
    write_answers(small / "responses.csv", crowd)
    said = draft(read_wave("small")).summary()
    assert said[0] == "Read 72 rows from microsoft-forms; 71 people count, 70 of them complete."
    assert said[1] == "  not counted:     1  broken off: fewer than 50% of the questions answered"
    assert said[2].endswith('"help": own words counted as "other"')
    assert said[3] == "Columns left outside, never read: ID, Start time, Completion time, Email, Name."


def test_the_summary_says_which_teams_are_shown_as_one(examples):
    said = draft(read_wave(EXAMPLES[0])).summary()
    merged = ("Carers and Prevention + Mental Health", "Citizen Voice + Data and Insight",
              "Children in Care + Special Educational Needs + Young People and Transitions")
    assert [f"Shown as one group, because each alone is too small: {teams}." in said for teams in merged] == [True] * 3


def test_of_very_many_merged_teams_the_summary_says_how_many_and_where_they_stand(examples):
    made = draft(read_wave(EXAMPLES[0]))
    merged = next(group for group in made.record.groups if " + " in group.shown_as)
    before = len(made.summary())
    made = replace(made, record=replace(made.record, groups=made.record.groups + (merged,) * MOST_LISTED))
    said = [line for line in made.summary() if line.startswith("Shown as one group")]
    assert said == ['Shown as one group, because each alone is too small: 63 groups of two or more. wave.json beside '
                    'the record names them all, under "groups".']
    assert len(made.summary()) == before - 2


def spoil(folder, what):
    """Break one thing of the small wave."""
    crowd, content = people(), sheets()
    crowd[4]["Anything else?"] = SECRET
    if what in ("answer", "team"):
        crowd[4]["I feel sure." if what == "answer" else TEAM] = SECRET
    write_answers(folder / "responses.csv", crowd)
    rows = read_csv(folder / "responses.csv")
    if what == "column":
        write_csv(folder / "responses.csv", [row[:6] + row[7:] for row in rows])
    elif what == "id":
        rows[5][0] = rows[9][0]
        write_csv(folder / "responses.csv", rows)
    elif what == "head count":
        edit(folder / "roster.csv", "Fir,South,16", "Fir,South,11")
    elif what == "roster team":
        edit(folder / "roster.csv", "Fir,", "Furze,")
    elif what == "setting":
        edit(folder / "wave.toml", "invented", "flor = 12\ninvented")
    elif what == "floor":
        edit(folder / "wave.toml", "invented", "floor = 5\ninvented")
    elif what == "platform":
        edit(folder / "wave.toml", "invented", 'platform = "surveymonkey"\ninvented')
    elif what == "codebook":
        content["indicators"][1][4] = "in perhaps"
        write_book(folder / "codebook.xlsx", content)
    elif what == "too few":
        write_answers(folder / "responses.csv", crowd[:9])


SAID = {
    "answer": 'responses.csv, line 6, item "sure": the cell is none',
    "team": 'responses.csv, line 6, item "team": the cell',
    "column": 'no column for item "sure"', "id": "responses.csv, lines 6 and 10: the same response id",
    "head count": 'team "Fir" has more answers than its head count of 11',
    "roster team": 'roster.csv, line 6: team "Furze"',
    "setting": '"flor" is not a setting', "floor": "floor is 5",
    "platform": "the headings are those of microsoft-forms",
    "codebook": "codebook.xlsx, sheet indicators, row 2: perhaps", "too few": "fewer than 10 usable answers",
}


@pytest.mark.parametrize("what", SAID)
@pytest.mark.parametrize("before", ["nothing", "a draft"])
def test_a_refusal_is_clear_repeats_no_answer_and_writes_nothing(small, what, before):
    if before == "a draft":
        process("small")
    stood = tree(small.parents[2] / "data" / "processed")
    spoil(small, what)
    with pytest.raises(BadInput) as caught:
        process("small")
    assert SAID[what] in str(caught.value)
    assert SECRET not in str(caught.value)
    assert tree(small.parents[2] / "data" / "processed") == stood


def test_nothing_is_half_written_if_the_disk_fails(small, monkeypatch):
    process("small")
    stood = tree(small.parents[1] / "processed")
    crowd = people()
    crowd[0]["I feel sure."] = "Disagree" if crowd[0]["I feel sure."] != "Disagree" else "Agree"
    write_answers(small / "responses.csv", crowd)
    monkeypatch.setattr("coprod.record.files._tallies_text", lambda tallies: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        process("small")
    assert tree(small.parents[1] / "processed") == stood


def late_reply(folder):
    write_answers(folder / "responses.csv", [*people(), people()[0]])


def test_a_released_wave_of_real_people_is_never_processed_again(real):
    process("small")
    release("small")
    stood = tree(real.parents[1] / "processed")
    late_reply(real)
    with pytest.raises(BadInput, match="data/processed/small: this record was released and never changes"):
        process("small")
    assert tree(real.parents[1] / "processed") == stood


def test_calling_a_released_wave_invented_afterwards_does_not_free_it(real):
    process("small")
    release("small")
    stood = tree(real.parents[1] / "processed")
    late_reply(real)
    edit(real / "wave.toml", "invented = false", "invented = true")
    with pytest.raises(BadInput, match="was released and never changes"):
        process("small")
    assert tree(real.parents[1] / "processed") == stood


def test_a_damaged_record_of_real_people_is_not_overwritten(real):
    _, folder = process("small")
    release("small")
    (folder / "wave.json").write_text("{")
    with pytest.raises(BadInput, match="was released and never changes"):
        process("small")
    assert (folder / "wave.json").read_text() == "{"


def test_a_draft_of_real_people_may_be_made_again(real):
    process("small")
    late_reply(real)
    process("small")
    assert read_record("small").tallies["count"][0] == 73


def test_an_invented_wave_may_be_made_again_after_its_release(small):
    process("small")
    release("small")
    late_reply(small)
    process("small")
    record = read_record("small")
    assert (record.sealed, record.tallies["count"][0]) == (False, 73)
