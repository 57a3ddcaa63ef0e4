"""A new wave is a folder to fill in: check says what is missing, and once it is there accepts it."""

import re
import shutil

import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.codebook import read_codebook
from coprod.errors import BadInput
from coprod.plan.learning_plan import read_plan
from coprod.plan.review import read_review
from coprod.private.sessions import read_sessions
from coprod.wave.new_wave import new_wave
from coprod.wave.settings import read_wave
from tests import EXAMPLES
from tests.conftest import edit, tree
from tests.invented import people, read_csv, write_answers, write_csv


def fill_in(folder, headcount=16):
    """What a person does with a new wave's folder."""
    rows = read_csv(folder / "roster.csv")
    write_csv(folder / "roster.csv",
              [rows[0], *([row[0], row[1], headcount, "2021-01-04", *row[4:]] for row in rows[1:])])
    edit(folder / "wave.toml", 'title = ""', 'title = "The next wave"')
    edit(folder / "wave.toml", "# opened = 2028-01-15", "opened = 2021-01-11")
    edit(folder / "wave.toml", "# closed = 2028-02-09", "closed = 2021-01-29")
    write_answers(folder / "responses.csv", people())


def check(wave):
    return CliRunner().invoke(main, ["check", wave])


def test_everything_to_fill_in_is_there(small):
    folder = new_wave("next", "small")
    assert {path.name for path in folder.iterdir()} == {"codebook.xlsx", "roster.csv", "wave.toml", "README.md",
                                                        "sessions.csv",
                                                         "sessions-example.csv"}
    assert read_codebook(folder / "codebook.xlsx") == read_codebook(small / "codebook.xlsx")
    rows = read_csv(folder / "roster.csv")
    assert [row[:4] for row in rows[1:3]] == [["Ash", "North", "", ""], ["Beech", "North", "", ""]]
    assert rows[1][5] == "16 in small"


def test_check_names_everything_that_is_still_missing_and_then_accepts_it(small):
    folder = new_wave("next", "small")
    result = check("next")
    missing = [line for line in result.output.splitlines() if "still to be filled in" in line]
    assert result.exit_code == 1
    assert sum(line.startswith("wave.toml") for line in missing) >= 2
    assert sum("headcount" in line for line in missing) == sum("as_at" in line for line in missing) == 6
    fill_in(folder)
    result = check("next")
    assert (result.exit_code, "is in order" in result.output) == (0, True), result.output


def test_before_the_export_is_there_check_asks_for_it(small):
    folder = new_wave("next", "small")
    fill_in(folder)
    (folder / "responses.csv").unlink()
    result = check("next")
    assert result.exit_code == 1 and "no file responses" in result.output


def test_a_blank_title_is_still_to_be_filled_in(small):
    folder = new_wave("next", "small")
    fill_in(folder)
    edit(folder / "wave.toml", "The next wave", "")
    assert "wave.toml: title is still to be filled in" in check("next").output


def test_settings_are_kept_and_a_copy_of_an_invented_wave_is_real(small):
    edit(small / "wave.toml", "invented", "margin = 0.2\nfloor = 12\ninvented")
    fill_in(new_wave("next", "small"))
    wave = read_wave("next")
    assert (wave.margin, wave.floor, wave.invented, wave.platform) == (0.2, 12, False, "")


@pytest.mark.parametrize("wave", EXAMPLES)
def test_a_wave_made_from_an_example_keeps_its_teams_and_old_names(examples, wave):
    fill_in(new_wave("next", wave))
    old = {team.label: (team.parent, team.report_as) for team in read_wave(wave).roster}
    assert {team.label: (team.parent, team.report_as) for team in read_wave("next").roster} == old


def test_nothing_is_overwritten(small):
    before = tree(small.parent)
    with pytest.raises(BadInput, match="data/raw/small: this wave is there already, and nothing is overwritten"):
        new_wave("small", "small")
    assert tree(small.parent) == before


def test_a_name_whose_record_exists_is_not_used_again(small):
    (small.parents[1] / "processed" / "next").mkdir()
    with pytest.raises(BadInput, match="data/processed/next: this wave is there already"):
        new_wave("next", "small")


@pytest.mark.parametrize("name", ["", "../next", ".next", "next wave", "next/one", "-next"])
def test_a_name_that_is_no_folder_s_name_is_refused(small, name):
    with pytest.raises(BadInput, match="letters, digits and hyphens"):
        new_wave(name, "small")


def test_a_wave_with_a_mistake_is_not_copied(small):
    edit(small / "roster.csv", "Elm,South,16", "Elm,South,many")
    with pytest.raises(BadInput, match="roster.csv, line 5"):
        new_wave("next", "small")
    assert not (small.parent / "next").exists()


def test_the_command_says_what_to_do_next(small):
    result = CliRunner().invoke(main, ["new-wave", "next", "--from", "small"])
    assert result.exit_code == 0
    assert re.search(r"Made .*data.raw.next\. README\.md in it says what to fill in; coprod check next says",
                     result.output)
    shutil.rmtree(small.parent / "next")


def test_the_files_of_the_plan_are_there_empty_each_with_a_filled_example_beside_it(small):
    folder = new_wave("next", "small")
    plans = folder.parents[1] / "plan" / "next"
    assert {path.name for path in plans.iterdir()} == {"plan.csv", "plan-example.csv", "review.csv",
                                                       "review-example.csv"}
    assert read_plan("next") is None and read_review("next") is None
    for path in (plans / "plan", plans / "review", folder / "sessions"):
        heads, *lines = read_csv(path.with_suffix(".csv"))
        example = read_csv(path.with_name(f"{path.name}-example.csv"))
        assert lines == [] and example[0] == heads and len(example) > 3
        path.with_name(f"{path.name}-example.csv").replace(path.with_suffix(".csv"))
    assert len(read_plan("next").activities) == 4 and len(read_review("next")) == 7
    fill_in(folder)
    assert len(read_sessions(read_wave("next"))) == 3


def test_a_plan_that_is_there_already_is_not_written_over(small):
    (small.parents[1] / "plan" / "next").mkdir(parents=True)
    with pytest.raises(BadInput, match="there already"):
        new_wave("next", "small")
    assert not (small.parent / "next").exists()
