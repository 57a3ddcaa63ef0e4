"""Many groups: nobody is named, and a page stays short."""

from dataclasses import replace

import pytest

from coprod.analysis import changes, shares
from coprod.record import MOST_LISTED, RESPONSE
from coprod.report.blocks import Notice
from coprod.report.pages import many_groups
from coprod.report.pages.learning_needs import needs_by_group
from coprod.report.pages.what_has_changed import groups_side_by_side
from coprod.report.pages.what_staff_told_us import by_group
from coprod.report.pages.who_answered import response_by_group
from tests.analysis.test_needs import asked
from tests.records import item, record, survey

TEAMS = [f"Team {n:03}" for n in range(MOST_LISTED + 1)]
JOB = item("job", (60, 120), kind="indicator", headline=True, sources=())
# One team is higher, one not, 59 are lower.
ENDS_OF = {team: ((0.6, 0.8), (0.4, 0.6), (0.2, 0.4))[min(n, 2)] for n, team in enumerate(TEAMS)}


def with_bands(names, *items, teams=ENDS_OF, **more):
    return record(*items, bands=[(name, team, *ends) for name in names for team, ends in teams.items()], **more)


MANY = with_bands(("job", RESPONSE), JOB)


def told(block):
    """All that a reader meets of a block but its picture."""
    return " ".join((block.headline, block.summary, block.alt, block.table.csv()))


def test_so_many_are_listed_and_one_more_is_counted():
    few = with_bands(["job"], JOB, teams=dict(list(ENDS_OF.items())[:MOST_LISTED]))
    (listed,), (counted,) = by_group(survey(few)), by_group(survey(MANY))
    assert len(listed.table.rows) == MOST_LISTED and len(counted.table.rows) == 1
    assert counted.headline == "61 teams beside all staff"
    assert counted.table.cells().values.tolist() == [["Job", "1", "1", "59"]]
    assert counted.summary.startswith("Higher: 1. Lower: 59. Can't tell: 1. ")
    assert "If there are pages of teams" in counted.summary


def test_several_measures_stand_in_one_table_and_the_sentence_names_the_ends():
    sure = item("sure", (90, 120), kind="indicator", headline=True, sources=())
    (one,) = by_group(survey(with_bands(("job", "sure"), JOB, sure)))
    assert one.table.cells().values.tolist() == [["Job", "1", "1", "59"], ["Sure", "0", "1", "60"]]
    assert one.summary.startswith("Most often higher: Job (1). Most often lower: Sure (60).")


def test_what_some_groups_do_not_show_has_a_column():
    bands = [("job", team, *ends) for team, ends in list(ENDS_OF.items())[:-2]]
    made = survey(record(JOB, bands=[*bands, *((RESPONSE, team, 0.4, 0.6) for team in TEAMS)]))
    (one,) = many_groups.counted(made, made.record.breakdowns[0], ["job"], "by_group")
    assert list(one.table.cells().columns)[-1] == "Not shown"
    assert one.table.cells().values.tolist() == [["Job", "1", "1", "57", "2"]]


def test_what_no_group_shows_is_not_said():
    made = survey(with_bands([RESPONSE], JOB))
    assert many_groups.counted(made, made.record.breakdowns[0], ["job"], "by_group") == []


@pytest.mark.parametrize("part", [response_by_group, by_group, needs_by_group])
def test_no_group_is_named_and_the_page_does_not_grow_with_them(part):
    ways = [asked(f"know{n}", (80, 20, 20 + n), "knowledge", label=f"Way {n}") for n in range(5)]
    sizes = []
    for more in (1, 30):
        teams = {f"Team {n:04}": (0.2, 0.4) for n in range(MOST_LISTED * more + 1)}
        names = ["job", RESPONSE, *(f"know{n}" for n in range(5))]
        (block,) = part(survey(with_bands(names, JOB, *ways, teams=teams)))
        assert "Team 0" not in told(block) and "Team 0" not in block.chart.svg(block.alt)
        sizes.append(len(block.html()))
    assert sizes[1] < sizes[0] + 200


def test_largest_needs_are_those_of_the_whole_and_counted_from_the_answer_that_is_lacking():
    """Whose range of those who know it lies below all staff lack it more often."""
    ways = [asked(f"know{n}", (117 - n, 3, n), "knowledge", label=f"Way {n}") for n in (10, 30, 50, 60)]
    (one,) = needs_by_group(survey(with_bands([f"know{n}" for n in (10, 30, 50, 60)], *ways)))
    assert one.table.cells().values.tolist() == [
        ["Way 10 (to know it)", "0", "0", "61"], ["Way 30 (to know it)", "0", "59", "2"],
        ["Way 50 (to know it)", "59", "1", "1"]]
    assert one.headline == "The largest needs: 61 teams beside all staff"


def test_two_waves_say_how_many_teams_are_the_same_and_list_them_only_if_they_are_few():
    now = with_bands(("job", RESPONSE), JOB, wave="second")
    (one,) = groups_side_by_side(survey(now, MANY))
    assert isinstance(one, Notice) and one.text.startswith("61 teams are the same in both surveys.")
    others = tuple(replace(group, teams=("Another",)) for group in now.groups)
    (few,) = groups_side_by_side(survey(replace(now, groups=(*now.groups[:3], *others[3:])), MANY))
    assert few.table.rows["label"].tolist() == TEAMS[:3]
    (none,) = groups_side_by_side(survey(replace(now, groups=others), MANY))
    assert "No team can be compared" in none.text


def test_the_ranges_of_many_groups_are_never_laid_out_row_by_row(monkeypatch):
    """At national size that alone takes seconds."""
    def refused(*_):
        raise AssertionError("a row a group")

    monkeypatch.setattr(shares, "_ranges", refused)
    monkeypatch.setattr(changes, "groups", refused)
    for part in (response_by_group, by_group, needs_by_group):
        assert part(survey(MANY))
    assert groups_side_by_side(survey(with_bands(("job", RESPONSE), JOB, wave="second"), MANY))
