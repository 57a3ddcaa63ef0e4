"""The page of an open survey."""

from dataclasses import replace
from datetime import date

import pytest

from coprod.record.replies import Replies, Standing
from coprod.report.pages.while_open import league, likely_end, standing, to_ask_again
from coprod.site.fieldwork_page import write_fieldwork

OPEN = Replies(
    "first", "First survey", "A survey", False, date(2016, 10, 10), date(2016, 11, 4), date(2016, 10, 26), 200,
    ((date(2016, 10, 16), 40), (date(2016, 10, 23), 60)),
    (Standing("Ash", "North", 0.2, 0.4), Standing("Beech", "North", 0.75, 1.0), Standing("Elm", "South", 0, 0.2),
     Standing("Fir + Oak", "South", 0, 0.2)))
ALIKE = "All teams are in the same range so far. So no team is named here."


def test_figures_stand_in_the_order_of_weeks_and_say_at_least():
    finding = standing(OPEN)
    assert finding.headline == "At least 60 of 200 staff have replied. That is 30%."
    assert finding.table.cells().values.tolist() == [["16 October 2016", "40", "20%"], ["23 October 2016", "60", "30%"]]


def test_where_it_may_end_draws_the_last_week_on():
    """20 replies in five working days, and ten more days: 100, or 80 at half and 140 at twice the pace, of 200."""
    cells = likely_end(OPEN)[0].table.cells()
    assert cells["Share of all staff"].tolist() == ["40%", "50%", "70%"]


def test_nothing_above_90_per_cent_is_foretold():
    fast = replace(OPEN, points=((date(2016, 10, 16), 100),))
    assert set(likely_end(fast)[0].table.cells()["Share of all staff"].tolist()[1:]) == {"90% or more"}
    assert "90% or more" in likely_end(fast)[0].headline


def test_the_league_runs_from_the_highest_band_and_names_the_lowest_for_managers():
    cells = league(OPEN).table.cells()
    assert cells["Team"].tolist() == ["Beech", "Ash", "Elm", "Fir + Oak"]
    assert cells["Replied"].tolist() == ["75% or more", "20% to 40%", "under 20%", "under 20%"]
    assert to_ask_again(OPEN)[1].texts == ("Elm", "Fir + Oak")


@pytest.mark.parametrize(("low", "high", "said"), [
    (0, 1 / 3, "under 33%"), (2 / 3, 1, "67% or more"), (0.25, 0.5, "25% to 50%")])
def test_no_band_says_none_or_all(low, high, said):
    assert league(replace(OPEN, groups=(Standing("Ash", "", low, high),))).table.cells()["Replied"].tolist() == [said]


def test_before_the_first_figure_the_page_says_so_and_names_no_team(project):
    early = replace(OPEN, points=(), groups=())
    page = write_fieldwork(early).read_text("utf-8")
    assert "There is no figure yet" in page and "Who to ask again" not in page and "Where it may end" not in page


def test_where_all_teams_are_alike_none_is_named():
    alike = replace(OPEN, groups=tuple(replace(group, low=0.2, high=0.4) for group in OPEN.groups))
    assert [block.text for block in to_ask_again(alike)] == [ALIKE]


def test_the_page_is_whole_the_same_every_time_and_stays_when_its_wave_is_published(project):
    first = write_fieldwork(OPEN).read_bytes()
    path = write_fieldwork(OPEN)
    assert path.read_bytes() == first
    assert path == project / "notebooks" / "published" / "fieldwork" / "first.html"
    assert b"There are 10 days left to reply." in first and b"<h1>How many have replied so far</h1>" in first


MANY = replace(OPEN, groups=tuple(
    Standing(f"Team {n:02}", "North", *((0, 0.2), (0.4, 0.6))[n > 50]) for n in range(61)))


def test_many_teams_are_counted_by_band_and_named_in_a_file_beside_the_page(project):
    path = write_fieldwork(MANY)
    page, file = path.read_text("utf-8"), path.with_name("first-teams.csv")
    assert league(MANY).table.cells().values.tolist() == [["40% to 60%", "10"], ["under 20%", "51"]]
    assert "51 teams are in the lowest range: under 20%." in page and "Team 0" not in page
    assert 'href="first-teams.csv"' in page and page.count("first-teams.csv") == 1
    rows = file.read_bytes().decode("utf-8-sig").splitlines()
    assert len(rows) == 62 and rows[1] == "Team 51,40,60,North" and rows[-1] == "Team 50,,20,North"
    write_fieldwork(OPEN)
    assert not file.exists() and "first-teams.csv" not in path.read_text("utf-8")


def test_many_teams_that_are_all_alike_are_said_to_be_so():
    alike = replace(MANY, groups=tuple(replace(group, low=0.2, high=0.4) for group in MANY.groups))
    assert league(alike).table.cells().values.tolist() == [["20% to 40%", "61"]]
    assert [block.text for block in to_ask_again(alike)] == [ALIKE]
