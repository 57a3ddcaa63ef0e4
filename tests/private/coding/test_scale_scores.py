"""Scores of items meant as one scale: the mean per person, turned round where low is good, and rounded."""

from dataclasses import asdict

import numpy as np
import pytest

from coprod.codebook import Answer, Codebook, Indicator, Item
from coprod.codebook.expressions import parse_rule
from coprod.private.coding.categorical import FIRST, Coded
from coprod.private.coding.scale_scores import scores
from coprod.stats import alpha, omega, score

FIVE = (*(Answer(f"a{n}", f"Answer {n}") for n in range(5)), Answer("na", "Does not apply", missing="does not apply"))
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
    assert made.mean == int(np.floor((steps * 25).mean() + 0.5))
    assert made.low < made.mean < made.high and made.people == 60


def test_items_whose_low_end_is_good_are_turned_round_and_alpha_and_omega_do_not_change(steps):
    (plain,) = scores(coded(steps), book(), 200)
    turned = np.column_stack([4 - steps[:, 0], steps[:, 1:]])
    (same,) = scores(coded(turned), book(("lower", "higher", "higher")), 200)
    assert same == plain
    assert plain.alpha == pytest.approx(alpha(steps), abs=0.0051)
    assert plain.omega == pytest.approx(omega(steps), abs=0.0051)


def test_who_left_out_an_item_or_said_it_does_not_apply_has_no_score(steps):
    steps[:3, 1] = 5
    steps[3:5, 2] = 1 - FIRST
    (made,) = scores(coded(steps), book(), 200)
    assert made.people == 55


def test_the_range_is_narrower_the_more_of_all_staff_answered_and_a_point_where_all_did(steps):
    widths = [made.high - made.low for made in (scores(coded(steps), book(), n)[0] for n in (10_000, 90, 60))]
    assert widths == sorted(widths, reverse=True) and widths[-1] == 0


def test_a_score_of_too_few_people_is_left_out(steps):
    assert scores(coded(steps[:29]), book(), 200) == ()


def test_nothing_but_rounded_numbers_is_said_of_a_score(steps):
    (made,) = scores(coded(steps), book(), 200)
    assert set(asdict(made)) == {"name", "label", "items", "people", "mean", "low", "high", "alpha", "omega"}
    assert all(isinstance(getattr(made, name), int) for name in ("people", "mean", "low", "high"))
    assert all(getattr(made, name) == round(getattr(made, name), 2) for name in ("alpha", "omega"))


def test_the_mean_and_its_range_are_those_of_the_score_of_each_person(steps):
    steps[:4, 0] = 5
    (made,) = scores(coded(steps), book(("higher", "lower", "higher")), 150)
    points = score(np.where(steps == 5, np.nan, steps), 5, [False, True, False])
    points = points[~np.isnan(points)]
    half = 1.959963984540054 * points.std(ddof=1) * np.sqrt((1 - 56 / 150) / 56)
    assert (made.people, made.mean) == (56, round(points.mean()))
    assert (made.low, made.high) == (round(points.mean() - half), round(points.mean() + half))


def test_where_all_answer_alike_there_is_a_mean_and_no_alpha():
    (made,) = scores(coded(np.full((40, 3), 3)), book(), 80)
    assert (made.mean, made.low, made.high, made.alpha, made.omega) == (75, 75, 75, None, None)
