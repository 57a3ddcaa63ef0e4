"""Many groups: each is counted as its own page compares it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod.analysis import benchmark
from coprod.analysis.group_counts import WAYS, group_counts, groups_in_both, turned
from coprod.record import RESPONSE, Breakdown
from tests.analysis.test_benchmark import ENDS
from tests.records import item, record, survey

# What a team's own page says, in the order of WAYS.
SAID = [benchmark.HIGHER, benchmark.CANNOT_TELL, benchmark.LOWER, benchmark.NOT_SHOWN]
BANDS = [("job", "North", 0.6, 0.8), ("job", "South", 0.2, 0.4), ("job", "East", 0.4, 0.6)]


def job(**more):
    return item("job", (60, 120), kind="indicator", headline=True, sources=(), **more)


def numbers(made, breakdown="team", items=("job",)):
    return group_counts(made, breakdown, list(items))[list(WAYS)].values.tolist()


@settings(max_examples=40)
@given(st.integers(3, 197), st.lists(st.one_of(st.none(), st.sampled_from(ENDS)), min_size=1, max_size=12),
       st.booleans())
def test_each_group_is_counted_as_its_own_page_compares_it(yes, ends, rare):
    """Whatever the share, and whichever ranges there are: some groups have none, and some questions have no share."""
    plan = item("plan", () if rare else (yes, 200), kind="indicator")
    bands = [("other", f"T{n}", 0.2, 0.4) for n in range(len(ends))]
    bands += [("plan", f"T{n}", *band) for n, band in enumerate(ends) if band]
    made = survey(record(item("other"), plan, usable=200, eligible=300, bands=bands))
    pages = [benchmark.team_measures(made, f"T{n}").set_index("item")["compared"] for n in range(len(ends))]
    pages = [page.get("plan", benchmark.NOT_SHOWN) for page in pages]
    assert numbers(made, items=["plan"]) == ([[pages.count(said) for said in SAID]] if any(ends) else [])


@pytest.mark.parametrize("ends", ENDS)
def test_who_answered_is_counted_as_on_the_pages_too(ends):
    made = survey(record(item("job"), usable=120, eligible=200, bands=[(RESPONSE, "North", *ends)]))
    (one,) = benchmark.team_response(made, "North")["compared"]
    assert numbers(made, items=[RESPONSE]) == [[int(said == one) for said in SAID]]


def test_groups_of_another_breakdown_are_not_counted():
    made = record(job(), bands=BANDS)
    groups = (replace(made.groups[0], breakdown="role"), *made.groups[1:])
    made = survey(replace(made, groups=groups, breakdowns=(Breakdown("role", "Role"), *made.breakdowns)))
    assert (numbers(made, "role"), numbers(made)) == ([[1, 0, 0, 0]], [[0, 1, 1, 0]])


def test_a_question_can_be_counted_from_its_other_answer():
    made = survey(record(job(), item("help", (60, 120), kind="indicator"), bands=[
        (name, *rest) for name in ("job", "help") for _, *rest in BANDS[:1]]))
    frame = group_counts(made, "team", ["job", "help"])
    assert turned(frame, frame["item"].eq("help"))[["higher", "lower"]].values.tolist() == [[1, 0], [0, 1]]


def test_groups_in_both_are_those_of_the_same_teams_whose_question_was_asked_in_the_same_words():
    now = record(job(), wave="second", bands=BANDS)
    assert groups_in_both(survey(now, record(job(), bands=BANDS)), "team", ["job"]) == 3
    others = record(job(), bands=BANDS, groups={"North": ["North", "West"], "South": ["South"], "East": ["East"]})
    assert groups_in_both(survey(now, others), "team", ["job"]) == 2
    assert groups_in_both(survey(now, record(job(label="Old"), bands=BANDS)), "team", ["job"]) == 0
