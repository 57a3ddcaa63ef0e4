"""Many groups: each is counted as its own page compares it, nobody is named, and a page stays short."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod.analysis import benchmark as beside
from coprod.analysis import shares as estimate
from coprod.record.safe import MOST_LISTED, RESPONSE
from coprod.report.blocks import Finding, Notice
from coprod.report.pages import (
    findings,
)
from coprod.report.pages import (
    learning_needs as findings_of_needs,
)
from coprod.report.pages import (
    many_groups as many,
)
from coprod.report.pages import (
    robustness as doubts,
)
from coprod.report.pages import (
    what_changed as findings_of_change,
)
from tests.analysis.test_benchmark import ENDS
from tests.analysis.test_needs import asked
from tests.records import item, record

KINDS = {"higher": beside.HIGHER, "lower": beside.LOWER, "cannot_tell": beside.CANNOT_TELL, "not_shown": beside.NOT_SHOWN}
TEAMS = [f"Team {n:03}" for n in range(MOST_LISTED + 1)]
JOB = item("job", (60, 120), kind="indicator", headline=True, **{"from": []})
ENDS_OF = {team: ((0.6, 0.8), (0.4, 0.6), (0.2, 0.4))[min(n, 2)] for n, team in enumerate(TEAMS)}  # 1 higher, 1 not, 59 lower
MANY = record(JOB, bands=[(name, team, *ends) for name in ("job", RESPONSE) for team, ends in ENDS_OF.items()])


def numbers(record_, breakdown="team", items=("job",)):
    return many.counts(record_, breakdown, list(items))[list(many.KINDS)].values.tolist()


def told(block):
    """All that a reader meets of a block but its picture."""
    parts = (block.headline, block.summary, block.alt, block.table.csv()) if isinstance(block, Finding) else (block.text,)
    return " ".join(parts)


@settings(max_examples=40)
@given(st.integers(3, 197), st.lists(st.one_of(st.none(), st.sampled_from(ENDS)), min_size=1, max_size=12), st.booleans())
def test_each_group_is_counted_as_its_own_page_compares_it(yes, ends, rare):
    """Whatever the share, and whichever ranges there are: some groups have none, and some questions have no share."""
    plan = item("plan", () if rare else (yes, 200), kind="indicator")
    bands = [("other", f"T{n}", 0.2, 0.4) for n in range(len(ends))]
    bands += [("plan", f"T{n}", *band) for n, band in enumerate(ends) if band]
    made = record(item("other"), plan, usable=200, eligible=300, bands=bands)
    pages = [beside.questions(made, f"T{n}").set_index("item")["compared"].get("plan", beside.NOT_SHOWN) for n in range(len(ends))]
    expected = [[pages.count(KINDS[kind]) for kind in many.KINDS]]
    assert numbers(made, items=["plan"]) == (expected if any(ends) else [])


@pytest.mark.parametrize("ends", ENDS)
def test_who_answered_is_counted_as_on_the_pages_too(ends):
    made = record(item("job"), usable=120, eligible=200, bands=[(RESPONSE, "North", *ends)])
    (one,) = beside.response(made, "North")["compared"]
    (row,) = numbers(made, items=[RESPONSE])
    assert row == [int(KINDS[kind] == one) for kind in many.KINDS]


def test_groups_of_another_breakdown_are_not_counted():
    made = record(JOB, bands=[("job", "North", 0.6, 0.8), ("job", "Role: manager", 0.2, 0.4)])
    made.about["groups"][1]["breakdown"] = "role"
    assert numbers(made) == [[1, 0, 0, 0]] and numbers(made, "role") == [[0, 0, 1, 0]]
    assert many.are_listed(MANY) == set() and many.are_listed(made) == {"team", "role"}


def test_so_many_are_listed_and_one_more_is_counted():
    bands = [("job", team, *ends) for team, ends in list(ENDS_OF.items())[:MOST_LISTED]]
    (listed,), (counted,) = findings.by_group(record(JOB, bands=bands)), findings.by_group(MANY)
    assert len(listed.table.rows) == MOST_LISTED and len(counted.table.rows) == 1
    assert counted.headline == "61 teams beside all staff"
    assert counted.table.cells().values.tolist() == [["Job", "1", "1", "59"]]
    assert counted.summary.startswith("Higher: 1. Lower: 59. Can't tell: 1. ")
    assert "If there are pages of teams" in counted.summary


def test_several_measures_stand_in_one_table_and_the_sentence_names_the_ends():
    sure = item("sure", (90, 120), kind="indicator", headline=True, **{"from": []})
    made = record(JOB, sure, bands=[(name, team, *ends) for name in ("job", "sure") for team, ends in ENDS_OF.items()])
    (one,) = findings.by_group(made)
    assert one.table.cells().values.tolist() == [["Job", "1", "1", "59"], ["Sure", "0", "1", "60"]]
    assert one.summary.startswith("Most often higher: Job (1). Most often lower: Sure (60).")


def test_what_some_groups_do_not_show_has_a_column():
    bands = [("job", team, *ends) for team, ends in list(ENDS_OF.items())[:-2]] + [(RESPONSE, team, 0.4, 0.6) for team in TEAMS]
    (one,) = findings.by_group(record(JOB, bands=bands))
    assert list(one.table.cells().columns)[-1] == "Not shown"
    assert one.table.cells().values.tolist() == [["Job", "1", "1", "57", "2"]]


@pytest.mark.parametrize("call", [findings.response_by_group, findings.by_group, findings_of_needs.needs_by_group])
def test_no_group_is_named_and_the_page_does_not_grow_with_them(call):
    ways = [asked(f"know{n}", (80, 20, 20 + n), "knowledge", label=f"Way {n}") for n in range(5)]
    names = ["job", RESPONSE, *(f"know{n}" for n in range(5))]
    sizes = []
    for more in (1, 30):
        bands = [(name, f"Team {n:04}", 0.2, 0.4) for name in names for n in range(MOST_LISTED * more + 1)]
        (block,) = call(record(JOB, *ways, bands=bands))
        assert "Team 0" not in told(block) and "Team 0" not in block.chart.svg_file()
        sizes.append(len(block.html()))
    assert sizes[1] < sizes[0] + 200


def test_largest_needs_are_those_of_the_whole_and_counted_from_the_answer_that_is_lacking():
    """Whose range of those who know it lies below all staff lack it more often."""
    ways = [asked(f"know{n}", (117 - n, 3, n), "knowledge", label=f"Way {n}") for n in (10, 30, 50, 60)]
    bands = [(f"know{n}", team, *ends) for n in (10, 30, 50, 60) for team, ends in ENDS_OF.items()]
    (one,) = findings_of_needs.needs_by_group(record(*ways, bands=bands))
    assert one.table.cells().values.tolist() == [["Way 10 (to know it)", "0", "0", "61"], ["Way 30 (to know it)", "0", "59", "2"],
                                                 ["Way 50 (to know it)", "59", "1", "1"]]
    assert one.headline == "The largest needs: 61 teams beside all staff"


def test_two_waves_say_how_many_teams_are_the_same_and_list_them_only_if_they_are_few():
    then, now = MANY, replace(MANY, about=MANY.about | {"wave": "second"})
    (one,) = findings_of_change.groups_side_by_side(then, now)
    assert isinstance(one, Notice) and one.text.startswith("61 teams are the same in both surveys.")
    groups = [group | {"teams": ["Another"]} if n > 2 else group for n, group in enumerate(now.about["groups"])]
    (few,) = findings_of_change.groups_side_by_side(then, replace(now, about=now.about | {"groups": groups}))
    assert few.table.rows["label"].tolist() == TEAMS[:3]
    other = [group | {"teams": ["Another"]} for group in groups]
    (none,) = findings_of_change.groups_side_by_side(then, replace(now, about=now.about | {"groups": other}))
    assert "No team can be compared" in none.text


def test_groups_whose_question_was_asked_in_other_words_are_not_the_same():
    then = record(item("job", (60, 120), kind="indicator", headline=True, label="Old", **{"from": []}), bands=[
        ("job", team, *ends) for team, ends in ENDS_OF.items()])
    assert many.in_both(MANY, MANY, "team", ["job"]) == len(TEAMS) and many.in_both(then, MANY, "team", ["job"]) == 0


def test_the_mix_of_many_teams_says_how_many_grew():
    parts = [{"label": team, "then": 20, "now": 20 + (n == 0) - 2 * (n > 5)} for n, team in enumerate(TEAMS)]
    made = record(JOB, mix={"baseline": "first", "parts": parts}, wave="second")
    sizes, _ = doubts.mix_of_teams(record(JOB), made)
    assert sizes.table.rows["teams"].tolist() == [1, 5, 55] and "Team 0" not in told(sizes)


def test_the_ranges_of_many_groups_are_never_laid_out_row_by_row(monkeypatch):
    """At national size that alone takes seconds."""
    def refused(*_):
        raise AssertionError("a row a group")
    for name in ("bands", "response_bands"):
        monkeypatch.setattr(estimate, name, refused)
    monkeypatch.setattr(findings_of_needs.needs, "bands", refused)
    monkeypatch.setattr(findings_of_change.compare, "bands", refused)
    for call in (findings.response_by_group, findings.by_group, findings_of_needs.needs_by_group):
        assert call(MANY)
    assert findings_of_change.groups_side_by_side(MANY, replace(MANY, about=MANY.about | {"wave": "second"}))
