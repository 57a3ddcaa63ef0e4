"""Scores of items meant as one scale: the mean per person, turned round where low is good, rounded before door 2."""

import numpy as np
import pytest

from coprod.codebook import Answer, Codebook, Indicator, Item
from coprod.formulas import alpha, omega
from coprod.private.coded import FIRST, Coded
from coprod.private.scores import scores
from coprod.rules import parse_rule

FIVE = tuple(Answer(f"a{n}", f"Answer {n}") for n in range(5)) + (Answer("na", "Does not apply", missing="does not apply"),)
ITEMS = ("one", "two", "three")


def book(better=("higher",) * 3):
    items = {name: Item(name, name, "one", scale="five", better=way) for name, way in zip(ITEMS, better, strict=True)}
    indicator = Indicator("total", "The total", "", ITEMS, parse_rule("score"), "higher", False)
    return Codebook("Survey", items, {"five": FIVE}, {"total": indicator}, {})


def coded(steps):
    codes = (np.asarray(steps) + FIRST).astype(np.int8)
    return Coded({name: FIVE for name in ITEMS}, codes, np.ones(len(codes), bool))


@pytest.fixture
def steps():
    rng = np.random.default_rng(1)
    return np.clip(rng.integers(0, 5, (60, 1)) + rng.integers(-1, 2, (60, 3)), 0, 4)


def test_the_score_is_the_mean_over_persons_from_0_to_100(steps):
    (made,) = scores(coded(steps), book(), 200)
    assert made["mean"] == int(np.floor((steps * 25).mean() + 0.5))
    assert made["low"] < made["mean"] < made["high"] and made["people"] == 60


def test_items_whose_low_end_is_good_are_turned_round_and_alpha_and_omega_do_not_change(steps):
    (plain,) = scores(coded(steps), book(), 200)
    turned = np.column_stack([4 - steps[:, 0], steps[:, 1:]])
    (same,) = scores(coded(turned), book(("lower", "higher", "higher")), 200)
    assert same == plain
    assert plain["alpha"] == pytest.approx(alpha(steps), abs=0.0051)
    assert plain["omega"] == pytest.approx(omega(steps), abs=0.0051)


def test_who_left_out_an_item_or_said_it_does_not_apply_has_no_score(steps):
    steps[:3, 1] = 5
    steps[3:5, 2] = 1 - FIRST
    (made,) = scores(coded(steps), book(), 200)
    assert made["people"] == 55


def test_the_range_is_narrower_the_more_of_all_staff_answered_and_a_point_where_all_did(steps):
    widths = [made["high"] - made["low"] for made in (scores(coded(steps), book(), n)[0] for n in (10_000, 90, 60))]
    assert widths == sorted(widths, reverse=True) and widths[-1] == 0


def test_a_score_of_too_few_people_is_left_out(steps):
    assert scores(coded(steps[:29]), book(), 200) == []
