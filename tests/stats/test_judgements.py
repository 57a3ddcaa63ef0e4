"""One word for a change, and decimals at which its printed range says the same."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coprod.stats import change, decimals_that_agree, judge, round_half_up

from ..benchmarks.verdict_rates import TRUTH, verdicts_of, wrong_of
from .strategies import waves

ALL = (200, 210)


@pytest.mark.parametrize(
    ("counts", "better", "word"),
    [
        ((60, 120, 90, 126), "higher", "improved"),
        ((60, 120, 90, 126), "lower", "declined"),
        ((60, 120, 90, 126), "neither", "risen"),
        ((90, 120, 60, 126), "higher", "declined"),
        ((90, 120, 60, 126), "lower", "improved"),
        ((90, 120, 60, 126), "neither", "fallen"),
        ((12, 120, 14, 126), "higher", "about the same"),
        ((60, 120, 62, 126), "higher", "cannot tell"),
        ((5, 9, 90, 126), "higher", "not tested"),
        ((0, 0, 90, 126), "higher", "not tested"),
    ],
)
def test_the_words(counts, better, word):
    assert judge(*counts, *ALL, better) == (word, False, False, False)


def test_many_changes_at_once_each_with_its_better_direction_and_staff_known_or_not():
    words = judge([60, 60, 20], [120, 120, 60], [90, 90, 30], [126, 126, 60], [200, np.nan, 200], [210, np.nan, 200],
                  ["higher", "lower", "lower"]).verdict
    assert words.tolist() == ["improved", "declined", "cannot tell"]


def test_where_only_the_adjustment_stands_in_the_way_it_is_told():
    told = judge(60, 120, 90, 126, *ALL, "higher", [0.01, 0.2, np.nan])
    assert told.verdict.tolist() == ["improved", "cannot tell", "not tested"]
    assert told.held_back.tolist() == [False, True, False]


def test_a_change_held_back_is_not_about_the_same_though_its_range_lies_inside_the_margin():
    counts = (490, 700, 539, 700, 1000, 1000)
    assert judge(*counts) == ("improved", False, False, False)
    assert judge(*counts, adjusted_p=0.2, margin=0.15) == ("cannot tell", False, True, False)


def test_a_small_but_sure_change_is_less_than_the_margin():
    assert judge(3600, 7200, 3816, 7200, 12000, 12000) == ("improved", True, False, False)


@pytest.mark.parametrize(
    ("counts", "word", "within"),
    [
        ((84, 120, 101, 126, 120, 126), "risen", False),
        ((140, 200, 156, 200, 200, 200), "risen", True),
        ((156, 200, 140, 200, 200, 200), "fallen", True),
        ((60, 120, 63, 126, 120, 126), "exactly the same", False),
        ((4, 7, 5, 7, 7, 7), "risen", False),
    ],
)
def test_where_everybody_answered_both_times_it_is_a_fact_whatever_is_better(counts, word, within):
    for better in ("higher", "lower", "neither"):
        assert judge(*counts, better, [1.0, np.nan, 0.0]).verdict.tolist() == [word] * 3
        assert judge(*counts, better) == (word, within, False, True)


def test_other_words_and_margins_are_refused():
    with pytest.raises(ValueError, match='better to be "higher", "lower" or "neither"'):
        judge(1, 10, 2, 10, better="up")
    with pytest.raises(ValueError, match="margin"):
        judge(1, 10, 2, 10, margin=10)
    with pytest.raises(ValueError, match="adjusted p"):
        judge(1, 10, 2, 10, adjusted_p=2)


@given(waves(fewest=1), waves(fewest=1), st.sampled_from([0.05, 0.1, 0.15]), st.one_of(st.none(), st.floats(0, 1)))
@example((84, 120, 200), (97, 120, 200), 0.1, None)
def test_the_word_agrees_with_the_range_as_printed(first, second, margin, adjusted):
    counts = first[0], first[1], second[0], second[1], first[2], second[2]
    word, within, held_back, fact = judge(*counts, adjusted_p=adjusted, margin=margin)
    _, low, high = change(*counts)
    digits = 2 + decimals_that_agree(low, high, margin)
    low, high = round_half_up(low, digits), round_half_up(high, digits)
    inside = low > -margin + 1e-9 and high < margin - 1e-9
    if word in ("improved", "risen"):
        assert low > 0
    elif word in ("declined", "fallen"):
        assert high < 0
    elif word == "about the same":
        assert low <= 0 <= high and inside
    elif word == "cannot tell":
        assert held_back == (low > 0 or high < 0)
        assert held_back or not inside
    if word in ("improved", "risen", "declined", "fallen"):
        assert within == inside
    assert fact == (first[1] == first[2] and second[1] == second[2])
    assert not (fact and word in ("improved", "declined", "about the same", "cannot tell", "not tested"))


@given(waves(fewest=10), waves(fewest=10))
def test_the_word_turns_round_with_the_waves(first, second):
    counts, back = ((a[0], a[1], b[0], b[1], a[2], b[2]) for a, b in ((first, second), (second, first)))
    turned = {"improved": "declined", "declined": "improved", "risen": "fallen", "fallen": "risen"}
    word = judge(*counts).verdict
    assert judge(*back).verdict == turned.get(word, word)


@pytest.mark.parametrize("sizes", [(200, 120), (200, 170), (12000, 7200)])
def test_of_53_questions_hardly_a_verdict_is_wrong(sizes):
    words, held_back = verdicts_of(*sizes, np.random.default_rng(2016), waves=50)
    truth = np.repeat(list(TRUTH), list(TRUTH.values()))
    assert max(wrong_of(words, truth)) < 0.05
    assert (words[:, truth == 0.2] == "improved").mean() > 0.9
    assert (words[held_back] == "cannot tell").all()


def test_as_few_decimals_as_keep_word_and_range_together():
    low = [0.004, -0.08, -0.08, -0.1, -0.004, 0.05, 0.00004, np.nan]
    high = [0.21, 0.103, 0.098, 0.1, 0.21, 0.15, 0.2, 1]
    assert decimals_that_agree(low, high).tolist() == [1, 1, 1, 0, 0, 0, 3, 0]
    assert decimals_that_agree(-0.08, 0.103, margin=0.15) == 0
    assert decimals_that_agree(-0.1004, -0.0004) == 2
