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
    (row,) = robustness.vanish(waves(headline(60, 120), headline(85, 120))).to_dict("records")
    assert (row["known"], row["possible"], row["moved"], row["fact"]) == (True, True, True, False)
    assert (row["change"], row["less"]) == pytest.approx((0.20833, 0.52083), abs=1e-5)
    assert (row["silent_1"], row["silent_2"]) == pytest.approx((0.76042, 0.44792), abs=1e-5)


def test_unequal_response_is_not_averaged():
    """70 % of 120 of 200 to 86 % of 172 of 200: a lead that grows by 57 points is not what undoes it."""
    (row,) = robustness.vanish(waves(headline(84, 120), headline(148, 172), usable=172)).to_dict("records")
    assert row["possible"]
    p = (0.6 * 0.7 + 0.4 * row["silent_1"], 148 / 200 + 0.14 * row["silent_2"])
    assert p[0] == pytest.approx(p[1])


def test_only_a_mix_with_this_very_baseline_counts():
    parts = (MixPart("North", 50, 60), MixPart("South", 50, 40))
    mixed = waves(headline(60, 120), headline(60, 120, fixed_mix=0.48), mix=Mix("first", parts))
    assert rows(robustness.mix_of_teams(mixed)) == [("North", 50, 60), ("South", 50, 40)]
    assert rows(robustness.at_fixed_mix(mixed)) == [("myjob", 0.5, 0.48)]
    for mix in (None, Mix("another", parts)):
        assert robustness.mix_of_teams(waves(headline(60, 120), headline(60, 120), mix=mix)).empty
