"""What could make the true figures differ: silence, weights, the mix of teams."""

import pytest

from coprod.analysis import robustness
from coprod.record import Mix, MixPart
from tests.records import item, record, survey


def headline(count, base, name="myjob", **more):
    return item(name, (count, base) if count else (), kind="indicator", headline=True, sources=(), **more)


def waves(then, now, **more):
    return survey(record(now, wave="second", **more), record(then))


def rows(frame):
    return [tuple(row) for row in frame.round(4).itertuples(index=False)]


def test_the_worst_cases_take_all_who_did_not_answer_on_one_side_or_the_other():
    """60 of 120 who answered, of 200: 60 or 140 of 200."""
    made = survey(record(headline(60, 120, adjusted=0.47), headline(0, 0, "rare"), item("job")))
    assert rows(robustness.silent(made)) == [("myjob", 0.5, 0.47, 0.3, 0.7)]


def test_response_rates_carry_their_aapor_names():
    rates = robustness.rates(survey(record(item("job"))))
    assert (rates["RR1"], rates["RR2"]) == pytest.approx((0.57, 0.6))


def test_how_much_silence_would_have_to_explain():
    """+20.8 points at 60 % in both waves: 0.2083 / 0.4."""
    assert rows(robustness.vanish(waves(headline(60, 120), headline(85, 120)))) == [("myjob", 0.2083, 0.5208)]


def test_only_a_mix_with_this_very_baseline_counts():
    parts = (MixPart("North", 50, 60), MixPart("South", 50, 40))
    mixed = waves(headline(60, 120), headline(60, 120, fixed_mix=0.48), mix=Mix("first", parts))
    assert rows(robustness.mix_of_teams(mixed)) == [("North", 50, 60), ("South", 50, 40)]
    assert rows(robustness.at_fixed_mix(mixed)) == [("myjob", 0.5, 0.48)]
    for mix in (None, Mix("another", parts)):
        assert robustness.mix_of_teams(waves(headline(60, 120), headline(60, 120), mix=mix)).empty
