"""A team beside all staff: words and numbers agree, and what stands out is chosen so that it cannot mislead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.analysis import benchmark as beside
from coprod.analysis.benchmark import APART, CANNOT_TELL, HALF, HIGHER, LOWER, NOT_SHOWN, NOTHING
from coprod.errors import BadInput
from tests.records import item, record

ENDS = [(low / 5, low / 5 + 0.2) for low in range(5)] + [(low / 4, low / 4 + 0.25) for low in range(4)] + [
    (0.0, 0.3333), (0.3333, 0.6667), (0.6667, 1.0)]


def asked(name, share, **more):
    """A question that `share` of 200 people say yes to."""
    return item(name, (round(share * 200), 200), kind="indicator", **more)


def one(share, band, better="higher"):
    """A record with one question and one team."""
    return record(asked("plan", share, better=better), usable=200, eligible=300, bands=[("plan", "North", *band)])


def several(shares, bands):
    """A record with several questions and one team."""
    return record(*(asked(name, share) for name, share in shares.items()), usable=200, eligible=300,
                  bands=[(name, "North", *band) for name, band in bands.items()])


def row(made):
    return beside.questions(made, "North").iloc[0]


@pytest.mark.parametrize(("share", "band", "compared"), [
    (0.5, (0.6, 0.8), HIGHER), (0.9, (0.6, 0.8), LOWER), (0.7, (0.6, 0.8), CANNOT_TELL),
    (0.6, (0.6, 0.8), CANNOT_TELL), (0.8, (0.6, 0.8), CANNOT_TELL),  # an end that touches is no difference
    (0.33, (0.3333, 0.6667), CANNOT_TELL),  # both are 33% to readers
])
def test_a_range_is_higher_or_lower_only_if_it_lies_wholly_outside(share, band, compared):
    assert row(one(share, band))["compared"] == compared


@given(st.integers(3, 197), st.sampled_from(ENDS), st.sampled_from(["higher", "lower", "neither"]))
def test_words_numbers_and_lists_agree(yes, band, better):
    found = row(one(yes / 200, band, better))
    (low, high), share = found["band"], found["share"]
    assert {HIGHER: low > share - 0.005, LOWER: high < share + 0.005, CANNOT_TELL: True}[found["compared"]]
    if low <= share <= high:
        assert found["compared"] == CANNOT_TELL
    for good in (True, False):
        why, rows = beside.standing_out(found.to_frame().T.infer_objects(), good)
        wanted = (better == "higher") == good
        if why == APART:
            assert found["compared"] == (HIGHER if wanted else LOWER)
            assert high > 0.5 if wanted else low < 0.5
        elif why == HALF:
            assert low >= 0.5 if wanted else high <= 0.5
        assert (why == NOTHING) == rows.empty and (better != "neither" or rows.empty)


def test_nothing_is_both_good_and_to_work_on():
    bands = {f"q{n}": band for n, band in enumerate(ENDS)}
    frame = beside.questions(several(dict.fromkeys(bands, 0.5), bands), "North")
    well, work = (beside.standing_out(frame, good)[1] for good in (True, False))
    assert len(well) and len(work) and not set(well["item"]) & set(work["item"])


def test_where_lower_is_better_a_low_range_goes_well():
    frame = beside.questions(one(0.5, (0.0, 0.2), "lower"), "North")
    assert beside.standing_out(frame, good=True)[0] == APART
    assert beside.standing_out(frame, good=False)[0] == NOTHING


@pytest.mark.parametrize(("share", "band", "good"), [(0.12, (0.2, 0.4), True), (0.95, (0.6, 0.8), False)])
def test_better_than_all_staff_but_few_or_worse_but_most_is_in_no_list(share, band, good):
    assert beside.standing_out(beside.questions(one(share, band), "North"), good)[0] == NOTHING


def test_clearest_first_and_ties_in_the_order_of_the_survey():
    shares = {"a": 0.55, "b": 0.3, "c": 0.55, "d": 0.4}
    made = several(shares, dict.fromkeys(shares, (0.6, 0.8)))
    why, rows = beside.standing_out(beside.questions(made, "North"), good=True)
    assert (why, list(rows["item"])) == (APART, ["b", "d", "a", "c"])


def test_only_where_nothing_is_apart_a_half_counts():
    frame = beside.questions(several({"a": 0.7, "b": 0.25}, {"a": (0.6, 0.8), "b": (0.2, 0.4)}), "North")
    assert [list(beside.standing_out(frame, good)[1]["item"]) for good in (True, False)] == [["a"], ["b"]]
    assert {beside.standing_out(frame, good)[0] for good in (True, False)} == {HALF}


def test_a_share_that_is_withheld_is_compared_with_nothing():
    made = record(item("plan", (), better="higher"), bands=[("plan", "North", 0.6, 0.8)])
    assert row(made)["compared"] == NOT_SHOWN
    assert all(beside.standing_out(beside.questions(made, "North"), good)[0] == NOTHING for good in (True, False))


def test_ranges_of_both_waves_stand_side_by_side_only_where_the_team_and_the_question_are_the_same():
    questions = [item("job"), item("plan", label="Old words")], [item("job"), item("plan", label="New words")]
    bands = [("response", "North", 0.4, 0.6), ("job", "North", 0.2, 0.4), ("plan", "North", 0.2, 0.4)]
    then = record(*questions[0], bands=bands)
    now = record(*questions[1], bands=bands, wave="second")
    assert list(beside.questions(now, "North", then)["then"]) == [(0.2, 0.4), None]
    assert list(beside.response(now, "North", then)["then"]) == [(0.4, 0.6)]
    other = record(*questions[0], bands=bands, groups={"North": ["North", "South"]})
    assert not beside.same_team(other, now, "North")
    assert list(beside.questions(now, "North", other)["then"]) == [None, None]


def test_a_team_that_is_not_shown_is_a_clear_error():
    with pytest.raises(BadInput, match='no team named "West"'):
        beside.questions(one(0.5, (0.2, 0.4)), "West")


def test_a_group_of_another_breakdown_is_no_team():
    made = one(0.5, (0.2, 0.4))
    made.about["groups"][0]["breakdown"] = "role"
    with pytest.raises(BadInput):
        beside.group_of(made, "North")
