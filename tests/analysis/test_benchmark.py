"""A team beside all staff: words and numbers agree, and what stands out is chosen so that it cannot mislead."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.analysis import benchmark
from coprod.analysis.benchmark import APART, CANNOT_TELL, HALF, HIGHER, LOWER, NOT_SHOWN, NOTHING
from coprod.errors import BadInput
from coprod.record import Breakdown
from tests.records import item, record, survey

ENDS = [(low / 5, low / 5 + 0.2) for low in range(5)] + [(low / 4, low / 4 + 0.25) for low in range(4)] + [
    (0.0, 0.3333), (0.3333, 0.6667), (0.6667, 1.0)]


def asked(name, share, **more):
    """A question that `share` of 200 people say yes to."""
    return item(name, (round(share * 200), 200), kind="indicator", **more)


def one(share, band, better="higher"):
    """A survey of one question and one team."""
    return survey(record(asked("plan", share, better=better), usable=200, eligible=300,
                         bands=[("plan", "North", *band)]))


def several(shares, bands):
    """A survey of several questions and one team."""
    return survey(record(*(asked(name, share) for name, share in shares.items()), usable=200, eligible=300,
                         bands=[(name, "North", *band) for name, band in bands.items()]))


def row(made):
    return benchmark.team_measures(made, "North").iloc[0]


def lists(made):
    """What goes well and what is to work on: (why, items) of each."""
    found = [benchmark.standing_out(made, "North", good) for good in (True, False)]
    return [(why, list(rows["item"])) for why, rows in found]


@pytest.mark.parametrize(("share", "band", "compared"), [
    (0.5, (0.6, 0.8), HIGHER), (0.9, (0.6, 0.8), LOWER), (0.7, (0.6, 0.8), CANNOT_TELL),
    (0.6, (0.6, 0.8), CANNOT_TELL), (0.8, (0.6, 0.8), CANNOT_TELL),  # an end that touches is no difference
    (0.33, (0.3333, 0.6667), CANNOT_TELL),  # both are 33% to readers
])
def test_a_range_is_higher_or_lower_only_if_it_lies_wholly_outside(share, band, compared):
    assert row(one(share, band))["compared"] == compared


@given(st.integers(3, 197), st.sampled_from(ENDS), st.sampled_from(["higher", "lower", "neither"]))
def test_words_numbers_and_lists_agree(yes, band, better):
    made = one(yes / 200, band, better)
    found = row(made)
    (low, high), share = found["range"], found["share"]
    assert {HIGHER: low > share - 0.005, LOWER: high < share + 0.005, CANNOT_TELL: True}[found["compared"]]
    if low <= share <= high:
        assert found["compared"] == CANNOT_TELL
    for good in (True, False):
        why, rows = benchmark.standing_out(made, "North", good)
        wanted = (better == "higher") == good
        if why == APART:
            assert found["compared"] == (HIGHER if wanted else LOWER)
            assert high > 0.5 if wanted else low < 0.5
        elif why == HALF:
            assert low >= 0.5 if wanted else high <= 0.5
        assert (why == NOTHING) == rows.empty and (better != "neither" or rows.empty)


def test_nothing_is_both_good_and_to_work_on():
    bands = {f"q{n}": band for n, band in enumerate(ENDS)}
    (_, well), (_, work) = lists(several(dict.fromkeys(bands, 0.5), bands))
    assert well and work and not set(well) & set(work)


def test_where_lower_is_better_a_low_range_goes_well():
    assert lists(one(0.5, (0.0, 0.2), "lower")) == [(APART, ["plan"]), (NOTHING, [])]


@pytest.mark.parametrize(("share", "band", "good"), [(0.12, (0.2, 0.4), True), (0.95, (0.6, 0.8), False)])
def test_better_than_all_staff_but_few_or_worse_but_most_is_in_no_list(share, band, good):
    assert benchmark.standing_out(one(share, band), "North", good)[0] == NOTHING


def test_clearest_first_and_ties_in_the_order_of_the_survey():
    shares = {"a": 0.55, "b": 0.3, "c": 0.55, "d": 0.4}
    assert lists(several(shares, dict.fromkeys(shares, (0.6, 0.8))))[0] == (APART, ["b", "d", "a", "c"])


def test_only_where_nothing_is_apart_a_half_counts():
    made = several({"a": 0.7, "b": 0.25}, {"a": (0.6, 0.8), "b": (0.2, 0.4)})
    assert lists(made) == [(HALF, ["a"]), (HALF, ["b"])]


def test_a_share_that_is_withheld_is_compared_with_nothing():
    made = survey(record(item("plan", (), better="higher"), item("job"), bands=[("plan", "North", 0.6, 0.8)]))
    assert row(made)["compared"] == NOT_SHOWN
    assert lists(made) == [(NOTHING, []), (NOTHING, [])]


def test_ranges_of_both_waves_stand_side_by_side_only_where_the_team_and_the_question_are_the_same():
    questions = [item("job"), item("plan", label="Old words")], [item("job"), item("plan", label="New words")]
    bands = [("response", "North", 0.4, 0.6), ("job", "North", 0.2, 0.4), ("plan", "North", 0.2, 0.4)]
    then = record(*questions[0], bands=bands)
    now = record(*questions[1], bands=bands, wave="second")
    assert list(benchmark.team_measures(survey(now, then), "North")["then"]) == [(0.2, 0.4), None]
    assert list(benchmark.team_response(survey(now, then), "North")["then"]) == [(0.4, 0.6)]
    other = survey(now, record(*questions[0], bands=bands, groups={"North": ["North", "South"]}))
    assert not benchmark.same_team(other, "North")
    assert list(benchmark.team_measures(other, "North")["then"]) == [None, None]


def test_a_team_that_is_not_shown_is_a_clear_error():
    with pytest.raises(BadInput, match='no team named "West"'):
        benchmark.team_measures(one(0.5, (0.2, 0.4)), "West")


def test_a_group_of_another_breakdown_is_no_team():
    made = one(0.5, (0.2, 0.4)).record
    (team,) = made.groups
    by_role = replace(made, groups=(replace(team, breakdown="role"),), breakdowns=(Breakdown("role", "Role"),))
    with pytest.raises(BadInput):
        benchmark.group_of(survey(by_role), "North")
