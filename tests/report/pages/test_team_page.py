"""What a team's page says: in its order, in ranges, and plainly where there is nothing to say."""

import re

import pytest

from coprod.record import Survey
from coprod.report.blocks import Finding, Notice, Steps
from coprod.report.messages import say, speaking
from coprod.report.pages import team_page as team
from coprod.report.tables import Table
from tests.records import item, record, survey

YES = {"kind": "indicator", "stem": "", "headline": True, "sources": ()}
ASKED = [item("sure", (140, 200), **YES), item("help", (30, 200), **YES | {"better": "lower"}),
         item("meet", (60, 40, 100), stem="How much do you agree?", label="We meet citizens."),
         item("plan", (60, 40, 100), label="Do you plan to?")]
BANDS = {"response": (0.4, 0.6), "sure": (0.8, 1.0), "help": (0.4, 0.6), "meet": (0.4, 0.6), "plan": (0.2, 0.4)}


def asked_of(bands=None, **more):
    return record(*ASKED, usable=200, complete=190, eligible=300,
                  bands=[(name, "North", *ends) for name, ends in (bands or BANDS).items()], **more)


def made(bands=None, then=None, **more):
    """The survey of one team; then: the record of the wave before."""
    return survey(asked_of(bands, **more), then)


def cells(block):
    return (block.table if isinstance(block, Finding) else block).cells().values.tolist()


def test_the_reply_rate_is_a_range_beside_all_staff():
    found = team.team_response(made(), "North")
    assert found.headline == "Between 40% and 60% of the team answered"
    assert found.summary == "That is lower than all staff (67%)."
    assert cells(found) == [["Answered the survey", "40% to 60%", "67%", "lower"]]


def test_a_reply_rate_that_is_not_shown_is_said():
    found = team.team_response(made({"sure": (0.8, 1.0)}), "North")
    assert isinstance(found, Notice) and found.text == say("teams.rate_not_shown")


def test_what_goes_well_and_what_to_work_on():
    well = team.team_goes_well(made(), "North")
    assert cells(well) == [["Staff who say sure", "80% to 100%", "70%", "higher (better)"]]
    work = team.team_to_work_on(made(), "North")
    assert cells(work) == [["Staff who say help", "40% to 60%", "15%", "higher (further to go)"],
                           ["Do you plan to? “Agree”", "20% to 40%", "50%", "lower (further to go)"]]
    assert work.headline == "Further to go than all staff on 2 questions"


def test_where_nothing_stands_out_the_page_says_so():
    middling = made({"sure": (0.4, 0.8), "meet": (0.4, 0.6)})
    for function in (team.team_goes_well, team.team_to_work_on):
        found = function(middling, "North")
        assert isinstance(found, Notice) and found.text.startswith("Nothing stands out")


def test_without_a_difference_to_all_staff_the_headline_still_says_that_nothing_stands_out():
    found = team.team_goes_well(made({"sure": (0.6, 0.8)}), "North")
    assert found.headline == "Nothing stands out beside all staff"
    assert found.summary.startswith("But on 1 question half of the team or more gave the answer we hope for.")


def test_five_are_named_first_and_the_page_says_how_many_more_there_are():
    asked = [item(f"q{n}", (60, 200), **YES) for n in range(7)]
    bands = [(f"q{n}", "North", 0.6, 0.8) for n in range(7)]
    found = team.team_goes_well(survey(record(*asked, usable=200, eligible=300, bands=bands)), "North")
    assert found.headline == "Better than all staff on 7 questions"
    assert "2 more stand under “All questions”. 7 questions are compared in this way." in found.summary
    assert found.summary.endswith("chance alone would put about 1.3 of them here.")
    assert [row[0] for row in cells(found)] == [f"Staff who say q{n}" for n in range(5)]


@pytest.mark.parametrize(("bands", "step"), [
    (BANDS, "The first in the list above"), ({"sure": (0.4, 0.8)}, "matters most to you")])
def test_the_next_step_fits_what_is_to_work_on(bands, step):
    found = team.team_next_step(made(bands), "North")
    assert isinstance(found, Steps) and step in found.texts[1]
    assert found.html().startswith("<ol") and found.html().count("<li>") == len(found.texts) == 5


def test_all_questions_have_a_range_once_and_no_count():
    tables = [block for block in team.team_questions(made(), "North") if isinstance(block, Table)]
    rows = [row for table in tables for row in cells(table)]
    assert [table.title for table in tables] == [
        say("teams.on_their_own"), "How much do you agree? The share of those who answered that said “Agree”."]
    assert [row[1] for row in rows] == ["80% to 100%", "40% to 60%", "20% to 40%", "40% to 60%"]
    assert not [cell for row in rows for cell in row[1:] if re.fullmatch(r"\d+", cell)]


def test_the_range_is_drawn_with_the_share_of_all_staff_as_a_mark():
    (table, _) = [block for block in team.team_questions(made(), "North") if isinstance(block, Table)]
    drawn = re.findall(r'<rect class="(range|dot)" x="(\d+)" width="(\d+)"', table.html())
    assert drawn[:2] == [("range", "80", "20"), ("dot", "69", "2")]


def test_a_share_of_all_staff_that_is_withheld_leaves_no_mark():
    withheld = record(item("sure", (), **YES), item("meet"), usable=200, eligible=300,
                      bands=[("sure", "North", 0.6, 0.8)])
    table = next(block for block in team.team_questions(survey(withheld), "North") if isinstance(block, Table))
    assert cells(table) == [["Staff who say sure", "60% to 80%", "not shown", "not shown"]]
    assert 'class="dot"' not in table.html() and "nan" not in table.html()


def test_with_a_baseline_both_ranges_stand_side_by_side_without_a_verdict():
    moved, named, first, *tables, _ = team.team_questions(
        made(wave="second", then=asked_of({**BANDS, "sure": (0.2, 0.4), "plan": (0.4, 0.6)})), "North")
    assert moved.text.startswith("On 1 question the range now lies clear of the one then.")  # a touch is no difference
    assert named.texts == ("Staff who say sure: it went up.",)
    assert list(tables[0].columns.values()) == ["Asked about", "Team then", "Team now", "All staff", "Beside all staff"]
    assert cells(tables[0])[0] == ["Staff who say sure", "20% to 40%", "80% to 100%", "70%", "higher (better)"]
    assert say("teams.no_verdict") in first.text and "“First”" in first.text and "“Second”" in first.text
    assert not re.search(r"improved|got worse|went up|went down", " ".join(b.html() for b in (first, *tables)))


def test_a_team_of_other_teams_has_no_range_from_then_and_the_page_says_why():
    then = asked_of(groups={"North": ["North", "South"]})
    first, table, *_ = team.team_questions(made(wave="second", then=then), "North")
    assert say("teams.then_differs") in first.text
    assert "then" not in table.columns


def test_a_page_of_merged_teams_says_how_many_and_no_head_count():
    blocks = team.team_page(made(groups={"North": ["North", "South", "East"]}, staff=47), "North")
    text = " ".join(block.html() for block in blocks)
    assert "3 teams shown as one" in text and "47" not in text


def test_a_team_without_any_question_is_told_so():
    (found,) = team.team_questions(made({"response": (0.4, 0.6)}), "North")
    assert found.text == say("teams.nothing_shown")


def test_what_was_rehearsed_is_said_in_the_language_of_the_survey():
    """The words of a measure are kept with the survey for all teams."""
    rehearsed, fresh = (Survey(asked_of(), language="ur") for _ in range(2))
    team.rehearse(rehearsed)
    with speaking("ur"):
        found = [cells(team.team_goes_well(one, "North")) for one in (rehearsed, fresh)]
    assert found[0] == found[1] != cells(team.team_goes_well(made(), "North"))
