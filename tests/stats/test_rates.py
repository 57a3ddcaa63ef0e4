"""Response rates by their AAPOR names."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.stats import end_rate, group_rate, response_rates

WHOLE = st.integers(0, 1000)


def test_s10_rates_as_in_the_readme_of_outcomerate():
    # R outcomerate: outcomerate(c(I = 4, P = 2, R = 1, NC = 1, O = 1, UH = 1, UO = 1, NE = 1), e = 0.9)
    expected = {"RR1": 0.364, "RR2": 0.545, "RR3": 0.370, "RR4": 0.556, "RR5": 0.444, "RR6": 0.667,
                "COOP1": 0.5, "COOP2": 0.75, "REF1": 0.091, "CON1": 0.727}  # fmt: skip
    rates = response_rates(4, 2, 1, 1, 1, 1, 1, 1)
    assert {name: round(rates[name], 3) for name in expected} == expected
    assert response_rates(4, 2, 1, 1, 1, 1, 1, 1, e=0.9) == pytest.approx(rates)


def test_a_staff_census_finished_only_and_all_usable():
    rates = response_rates(complete=112, partial=8, noncontact=80)
    assert (rates["RR1"], rates["RR2"]) == (0.56, 0.60)
    assert rates["RR5"] == rates["RR1"]


def test_no_staff_gives_no_rate():
    assert all(math.isnan(rate) for rate in response_rates(0, 0).values())
    assert all(math.isnan(rate) for rate in group_rate(0, 3, 0))


@given(st.lists(WHOLE, min_size=8, max_size=8))
def test_rates_are_shares_in_their_known_order(dispositions):
    rates = response_rates(*dispositions)
    assert all(math.isnan(rate) or 0 <= rate <= 1 for rate in rates.values())
    if sum(dispositions[:5]):
        assert rates["RR1"] <= rates["RR3"] + 1e-12 <= rates["RR5"] + 2e-12
        assert rates["RR1"] <= rates["RR2"]


def test_a_groups_rate_allows_for_answers_that_name_no_team():
    assert group_rate([6, 10], 3, [12, 12])[0].tolist() == pytest.approx([0.5, 10 / 12])
    assert group_rate([6, 10], 3, [12, 12])[1].tolist() == pytest.approx([0.75, 1.0])


def test_more_answers_than_staff_are_refused():
    with pytest.raises(ValueError, match="count to be no larger than base; not so at position 1"):
        group_rate([3, 13], 0, [12, 12])


def test_a_survey_s_end_is_its_last_pace_drawn_on():
    """60 of 200, 20 of them in the last 5 days, 10 days to go: 100 at that pace, 80 at half, 140 at twice of it."""
    assert [end_rate(60, 40, 5, 10, 200, speed) for speed in (1, 0.5, 2)] == [0.5, 0.4, 0.7]
    assert end_rate(180, 100, 5, 10, 200) == 1.0 and end_rate(60, 40, 5, 0, 200) == 0.3
    assert math.isnan(end_rate(0, 0, 5, 5, 0))


def test_a_survey_that_lost_replies_or_took_no_time_has_no_pace():
    for counts in ((40, 60, 5, 10, 200), (60, 40, 0, 10, 200), (201, 40, 5, 10, 200)):
        with pytest.raises(ValueError, match="end_rate expected"):
            end_rate(*counts)
