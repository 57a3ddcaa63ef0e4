"""One word for a change."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.stats import change, change_p_value, held_back_by_adjustment, margin_within_reach, verdict

from .strategies import waves


@pytest.mark.parametrize(
    ("counts", "better", "word"),
    [
        ((60, 120, 90, 126), "higher", "improved"),
        ((60, 120, 90, 126), "lower", "declined"),
        ((60, 120, 90, 126), "neither", "risen"),
        ((90, 126, 60, 120), "higher", "declined"),
        ((90, 126, 60, 120), "lower", "improved"),
        ((90, 126, 60, 120), "neither", "fallen"),
        ((60, 120, 62, 126), "higher", "about the same"),
        ((60, 120, 75, 126), "higher", "cannot tell"),
        ((5, 9, 90, 126), "higher", "not tested"),
        ((0, 0, 90, 126), "higher", "not tested"),
    ],
)
def test_the_words(counts, better, word):
    assert verdict(*counts, better) == word


def test_many_changes_at_once_each_with_its_better_direction():
    words = verdict([60, 60, 20], [120, 120, 60], [90, 90, 30], [126, 126, 60], ["higher", "lower", "lower"])
    assert words.tolist() == ["improved", "declined", "cannot tell"]


def test_the_adjusted_p_value_decides_and_a_missing_one_is_not_tested():
    words = verdict(60, 120, 90, 126, "higher", [0.01, 0.2, np.nan])
    assert words.tolist() == ["improved", "cannot tell", "not tested"]


def test_where_only_the_adjustment_stands_in_the_way_it_is_told():
    assert held_back_by_adjustment(60, 120, 90, 126, [0.01, 0.2, np.nan]).tolist() == [False, True, False]
    assert held_back_by_adjustment(60, 120, 75, 126, 0.5) is False


def test_small_but_sure_changes_are_about_the_same_when_the_adjustment_takes_the_finding_away():
    counts = (5000, 10_000, 5200, 10_000)
    assert verdict(*counts) == "improved"
    assert verdict(*counts, adjusted_p=0.2) == "about the same"
    assert held_back_by_adjustment(*counts, 0.2) is False


def test_a_margin_of_ten_points_is_out_of_reach_at_120_and_126_answers():
    assert margin_within_reach(120, 126, 0.10) is False
    assert margin_within_reach(120, 126, 0.15) is True
    assert margin_within_reach(120, 126, 0.10, share=0.1) is True
    assert margin_within_reach(0, 126) is False


def test_another_word_for_better_is_refused():
    with pytest.raises(ValueError, match='better to be "higher", "lower" or "neither"'):
        verdict(1, 10, 2, 10, "up")


@given(waves(fewest=10), waves(fewest=10), st.sampled_from(["higher", "lower"]))
def test_the_word_says_what_the_safe_range_says(first, second, better):
    counts = (*first[:2], *second[:2])
    word, (_, low, high) = verdict(*counts, better), change(*counts)
    if abs(change_p_value(*counts) - 0.05) > 1e-9:
        assert (word in ("improved", "declined")) == (low > 0 or high < 0)
    turned = {"improved": "declined", "declined": "improved"}
    assert verdict(*counts[2:], *counts[:2], better) == turned.get(word, word)
