"""A wave's settings and roster are read as written; each mistake is named by file and line."""

import datetime

import pytest
import xlsxwriter

from coprod.errors import BadInput
from coprod.wave.settings import read_wave
from tests import EXAMPLES
from tests.conftest import edit
from tests.invented import TEAMS, TOML, read_csv, write_csv


def test_a_wave_is_read_with_its_settings_and_defaults(small):
    wave = read_wave("small")
    assert (wave.title, wave.invented, wave.opened, wave.closed) == (
        "A small wave", True, datetime.date(2020, 1, 6), datetime.date(2020, 1, 31))
    assert (wave.margin, wave.floor, wave.complete, wave.usable, wave.platform) == (0.1, 10, 0.8, 0.5, "")
    assert wave.eligible == 96


@pytest.mark.parametrize(("wave", "eligible", "teams"), [(EXAMPLES[0], 200, 12), (EXAMPLES[1], 210, 13)])
def test_the_example_waves_have_their_staff(examples, wave, eligible, teams):
    wave = read_wave(wave)
    assert (wave.eligible, len(wave.roster)) == (eligible, teams)


def test_a_split_team_is_reported_under_its_old_name(examples):
    teams = {team.label: team.report_as for team in read_wave(EXAMPLES[1]).roster}
    assert (teams["Care Homes"], teams["Mental Health"]) == ("Older People", "Mental Health")


BAD_SETTINGS = {
    "floor = 9": "floor is 9; results are never shown for fewer than 10 people",
    "floor = 10.5": '"floor" must be given as a whole number',
    "floor = true": '"floor" must be given as a whole number',
    'flor = 12': '"flor" is not a setting. The settings are: title',
    "margin = 15": '"margin" must be above 0 and at most 1',
    "margin = 0": '"margin" must be above 0',
    "margin = nan": '"margin" must be above 0',
    "usable = 0.9": "usable is above complete",
    'dates = "either"': '"dates" must be "day first" or "month first"',
    'platform = 3': '"platform" must be given as text',
    "title = ": "wave.toml, line 5: title is still to be filled in",
}


@pytest.mark.parametrize("line", BAD_SETTINGS)
def test_a_wrong_setting_is_refused(small, line):
    (small / "wave.toml").write_text(TOML + line, "utf-8")
    with pytest.raises(BadInput, match=BAD_SETTINGS[line]):
        read_wave("small")


@pytest.mark.parametrize(("old", "new", "said"), [
    ("closed = 2020-01-31", "closed = 2020-01-05", "closed is before opened"),
    ("closed = 2020-01-31", 'closed = "31/1/2020"', '"closed" must be given as a date such as 2016-10-10'),
    ("closed = 2020-01-31", "", '"closed" must be given as a date such as 2016-10-10. It is still to be filled in.'),
    ('title = "A small wave"', 'title = " "', "wave.toml: title is still to be filled in"),
    ("invented = true", 'invented = "yes"', '"invented" must be given as true or false'),
])
def test_wrong_dates_and_flags_are_refused(small, old, new, said):
    edit(small / "wave.toml", old, new)
    with pytest.raises(BadInput, match=said):
        read_wave("small")


def test_a_wave_is_real_unless_it_says_otherwise(small):
    edit(small / "wave.toml", "invented = true\n", "")
    assert read_wave("small").invented is False


@pytest.mark.parametrize("file", ["wave.toml", "codebook.xlsx", "roster.csv"])
def test_a_missing_file_is_named(small, file):
    (small / file).unlink()
    with pytest.raises(BadInput, match=f"{file} is missing from the wave's folder"):
        read_wave("small")


BAD_LINES = {
    "unknown team": ("Ash,North,16,2020-01-06", "Ahs,North,16,2020-01-06",
                     r'roster.csv, line 2: team "Ahs" is not among'),
    "head count in words": ("Elm,South,16", "Elm,South,sixteen",
                            "roster.csv, line 5: headcount must be a whole number"),
    "full-time equivalents": ("Elm,South,16", "Elm,South,15.5", "roster.csv, line 5: headcount must be a whole number"),
    "less than nobody": ("Elm,South,16", "Elm,South,-1", "roster.csv, line 5: headcount must be a whole number"),
    "date in words": ("Elm,South,16,2020-01-06", "Elm,South,16,6 January 2020",
                      "roster.csv, line 5: as_at must be a date"),
    "line cut short": ("Elm,South,16,2020-01-06,,", "Elm,South",
                       "line 5: headcount is still to be filled in: a whole number"),
    "team twice": ("Beech,North", "Ash,North", 'team "Ash" stands there more than once'),
    "team left out": ("Beech,North,16,2020-01-06,,\n", "", 'team "Beech" of the codebook has no line'),
    "one name under two services": ("Elm,South,16,2020-01-06,,", "Elm,South,16,2020-01-06,Ash,",
                                    "more than one parent"),
    "column left out": ("headcount", "staff", 'roster.csv, line 1: the column "headcount" is missing'),
}


@pytest.mark.parametrize("what", BAD_LINES)
def test_a_wrong_roster_line_is_named(small, what):
    old, new, said = BAD_LINES[what]
    edit(small / "roster.csv", old, new)
    with pytest.raises(BadInput, match=said):
        read_wave("small")


def test_all_wrong_roster_lines_are_named_at_once(small):
    edit(small / "roster.csv", ",16,", ",x,")
    with pytest.raises(BadInput) as caught:
        read_wave("small")
    assert len(caught.value.problems) == 6


@pytest.mark.parametrize("column",
                         ["Name", "surname", "Work e-mail", "email", "Username", "token", "Payroll no", "Login"])
def test_a_roster_with_a_column_about_people_is_refused(small, column):
    rows = read_csv(small / "roster.csv")
    write_csv(small / "roster.csv", [rows[0] + [column], *(row + ["Quillworthing"] for row in rows[1:])])
    with pytest.raises(BadInput, match="looks as if it were about people") as caught:
        read_wave("small")
    assert "Quillworthing" not in str(caught.value)


@pytest.mark.parametrize("codec", ["utf-16", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_roster_is_read_as_spreadsheets_save_it(small, codec, separator):
    rows = [["Team", "Parent", "Headcount", "As at", "Report as", "Note"],
            *([team, parent, "16.0", "06/01/2020", "", "caf\u00e9"] for team, parent in TEAMS.items())]
    (small / "roster.csv").write_bytes("\r\n".join(separator.join(row) for row in rows).encode(codec))
    assert read_wave("small").eligible == 96


def test_a_roster_may_be_a_workbook_with_true_dates_and_thousands(small):
    rows = [["Team", "Parent", "Headcount", "As_At", "Report_As", "Note"],
            *([team, parent, "1,016" if n else 16, datetime.datetime(2020, 1, 6)] for n,
              (team, parent) in enumerate(TEAMS.items()))]
    (small / "roster.csv").unlink()
    with xlsxwriter.Workbook(small / "roster.xlsx", {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
    assert read_wave("small").eligible == 16 + 5 * 1016


@pytest.mark.parametrize(("old", "new", "said"), [
    ("opened = 2020-01-06", "opened = 1906-01-06", "opened is 1906-01-06, which cannot be"),
    ("closed = 2020-01-31", "closed = 2021-12-31", "from opened to closed is more than a year"),
])
def test_days_that_cannot_be_are_refused(small, old, new, said):
    edit(small / "wave.toml", old, new)
    with pytest.raises(BadInput, match=said):
        read_wave("small")


def test_a_head_count_years_away_from_the_survey_is_refused(small):
    edit(small / "roster.csv", "Elm,South,16,2020-01-06", "Elm,South,16,2002-01-06")
    with pytest.raises(BadInput, match="line 5: as_at is 2002-01-06, years away from 2020-01-06"):
        read_wave("small")


def test_a_roster_with_a_byte_order_mark_and_blank_lines_is_read(small):
    path = small / "roster.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b",,,,,\n\n")
    assert read_wave("small").eligible == 96


def test_what_is_wrong_in_several_files_is_said_at_once(small):
    edit(small / "wave.toml", "title = ", "titel = ")
    (small / "roster.csv").unlink()
    with pytest.raises(BadInput) as caught:
        read_wave("small")
    assert {problem.split(":")[0].split(" is ")[0] for problem in caught.value.problems} == {"wave.toml", "roster.csv"}
