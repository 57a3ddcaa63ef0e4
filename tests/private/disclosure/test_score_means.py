"""Scores follow from published counts alone, so they tell nothing that those do not."""

from types import SimpleNamespace

import numpy as np
import pytest

from coprod.codebook import Answer, Codebook, Indicator, Item
from coprod.codebook.expressions import parse_rule
from coprod.private.coding.tallies import Tally, Unit
from coprod.private.disclosure.all_staff import AllStaff
from coprod.private.disclosure.score_means import score_means

FIVE = tuple(Answer(f"a{n}", f"Answer {n}", positive=n > 2) for n in range(5))
BOOK = Codebook(
    "Survey", {name: Item(name, name, "one", scale="five", better=better)
               for name, better in (("sure", "higher"), ("worn", "lower"))},
    {"five": FIVE}, {"scale": Indicator("scale", "Scale", "", ("sure", "worn"), parse_rule("score"), "higher", False)},
    {})


def scored(sure, worn):
    """The scores when so many gave each answer to the two items."""
    counts = np.array([[[0, 0, *sure], [0, 0, *worn]]])
    usable = np.array([max(sum(sure), sum(worn))])
    tally = Tally(counts, {"sure": FIVE, "worn": FIVE}, (Unit("Ash", "", 200),), usable, usable)
    everybody = AllStaff(tally, BOOK, 10, frozenset())
    return score_means(everybody, BOOK, 200), everybody


def test_the_mean_is_that_of_the_items_means_the_good_end_up():
    (one,), _ = scored([10, 10, 10, 10, 20], [20, 10, 10, 10, 10])
    assert one.mean == round(100 / 4 * (10 + 20 + 30 + 80) / 60)  # the second item is the first turned round
    assert one.low < one.mean < one.high
    assert (one.people, one.alpha, one.omega) == (None, None, None)


@pytest.mark.parametrize("rare", [0, 1, 2])
def test_a_merged_answer_counts_at_its_commonest_so_the_score_does_not_undo_the_merge(rare):
    (one,), everybody = scored([rare, 12 - rare, 20, 20, 20], [10, 12, 20, 20, 10])
    assert [answer.answer.name for answer in everybody.shown("sure")][0] == "a0+a1"
    (same,), _ = scored([0, 12, 20, 20, 20], [10, 12, 20, 20, 10])
    assert one == same


def test_who_left_an_item_out_and_how_items_hang_together_change_nothing():
    """Only the counts of each item go in: any two ways to join them give the same score."""
    (one,), everybody = scored([10, 12, 20, 20, 8], [10, 12, 20, 20, 10])
    told = SimpleNamespace(shown=everybody.shown, places=everybody.places)
    assert score_means(told, BOOK, 200) == (one,)


def test_a_score_of_an_item_that_is_not_shown_or_of_few_people_is_left_out():
    assert scored([0, 0, 72, 0, 0], [10, 12, 20, 20, 10])[0] == ()
    assert scored([5, 5, 5, 5, 5], [5, 5, 5, 5, 5])[0] == ()
