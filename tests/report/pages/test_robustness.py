"""What could make the true figures differ: silence, weights, the mix of teams."""

from coprod.report.blocks import Finding, Notice
from coprod.report.pages import robustness as doubts
from tests.records import item, record


def headline(count, base, **more):
    return item("myjob", (count, base), kind="indicator", headline=True, **{"from": [], **more})


def cells(block):
    return getattr(block, "table", block).cells().values.tolist()


def test_worst_cases_stand_beside_the_headline():
    *_, table = doubts.who_is_silent(record(headline(60, 120)))
    assert cells(table) == [["Myjob", "50%", "30%", "70%"]]


def test_the_weighted_share_stands_beside_the_plain_one():
    *_, table = doubts.who_is_silent(record(headline(60, 120, adjusted=0.47)))
    assert cells(table) == [["Myjob", "50%", "47%", "30%", "70%"]]


def test_response_rates_carry_their_aapor_names_and_kish_s_factor():
    note = " ".join(block.text for block in doubts.response_note(record(headline(60, 120), kish=1.1)))
    assert "RR2 (all usable answers) 60%" in note and "RR1 (finished only) 57%" in note and "1.1" in note


def test_how_much_silence_would_have_to_explain():
    """+21 points at 60 % in both waves: 0.21 / 0.4 = 52 points (half up)."""
    then, now = record(headline(60, 120)), record(headline(85, 120), wave="second")
    made = doubts.what_it_takes_to_vanish(then, now)
    assert isinstance(made, Finding) and cells(made) == [["Myjob", "+21 points", "+52 points"]]


def test_a_change_that_silence_cannot_explain_is_said_to_be_so():
    then, now = record(headline(20, 180), usable=180), record(headline(80, 180), wave="second", usable=180)
    assert cells(doubts.what_it_takes_to_vanish(then, now))[0][2] == "cannot vanish"


def test_the_mix_of_teams_is_shown_then_and_now_and_held():
    mix = {"baseline": "first", "parts": [{"label": "North", "then": 50, "now": 60}, {"label": "South", "then": 50, "now": 40}]}
    sizes, held = doubts.mix_of_teams(record(headline(60, 120)), record(headline(60, 120, fixed_mix=0.48), mix=mix, wave="second"))
    assert cells(sizes) == [["North", "50%", "60%"], ["South", "50%", "40%"]]
    assert cells(held) == [["Myjob", "50%", "48%"]]


def test_without_a_common_mix_the_page_says_so():
    (one,) = doubts.mix_of_teams(record(), record(wave="second", mix=None))
    assert isinstance(one, Notice)
