"""An indicator is not shown where it would tell too small a count."""

import numpy as np
import pytest

from coprod.codebook import Codebook, Indicator, Item
from coprod.codebook.expressions import parse_rule
from coprod.private.coding import NO, YES_NO, Coded
from coprod.private.disclosure.thin_indicators import thin


def joined(cells):
    """People by (knows it, used it), `cells` giving how many of each; the indicator is "knows it, has not used it"."""
    rows = [(know, used) for (know, used), n in cells.items() for _ in range(n)]
    answers = {"know": YES_NO, "used": YES_NO}
    items = {name: Item(name, name, "one", scale="yn") for name in answers}
    indicator = Indicator("unused", "Unused", "", ("know", "used"), parse_rule("in yes, in no"), "lower", False)
    book = Codebook("Survey", items, {"yn": YES_NO}, {"unused": indicator}, {})
    return Coded(answers, np.array(rows, np.int8) + NO, np.ones(len(rows), bool)), book


@pytest.mark.parametrize("n", [0, 1, 2, 3])
@pytest.mark.parametrize("cell", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_a_joined_indicator_that_would_tell_a_cell_of_under_three_people_is_thin(cell, n):
    coded, book = joined({(0, 0): 20, (0, 1): 20, (1, 0): 20, (1, 1): 20} | {cell: n})
    assert thin(coded, book, 3) == (frozenset({"unused"}) if n < 3 else frozenset())


def book_of(rules, number=4):
    """A codebook of yes/no items a, b, c … and indicators: name -> (its items, its rule, whether it is a headline)."""
    items = {name: Item(name, name, "one", scale="yn") for name in "abcdef"[:number]}
    made = {name: Indicator(name, name, "", tuple(some), parse_rule(rule), "lower", headline)
            for name, (some, rule, headline) in rules.items()}
    return Codebook("Survey", items, {"yn": YES_NO}, made, {})


def people_of(rows, number=4):
    """Coded yes/no answers: how many people gave each row of answers."""
    codes = np.array([row for row, n in rows.items() for _ in range(n)], np.int8) + NO
    return Coded({name: YES_NO for name in "abcdef"[:number]}, codes, np.ones(len(codes), bool))


ALL = {row: 6 for row in np.ndindex(2, 2, 2, 2)}
BOTH = "in yes, in yes"


def test_joined_indicators_that_close_a_circle_are_not_shown_together():
    """Three that share their items in pairs pin all eight cells; a chain of them does not."""
    circle = book_of({"ab": ("ab", BOTH, False), "bc": ("bc", BOTH, False), "ca": ("ca", BOTH, False)})
    assert thin(people_of(ALL), circle, 3) == {"ca"}
    chain = book_of({"ab": ("ab", BOTH, False), "bc": ("bc", BOTH, False), "cd": ("cd", BOTH, False)})
    assert thin(people_of(ALL), chain, 3) == frozenset()


def test_a_joined_indicator_shown_by_group_needs_five_people_in_each_cell():
    four = {(0, 0): 20, (0, 1): 20, (1, 0): 4, (1, 1): 20}
    for headline, left_out in ((True, {"ab"}), (False, frozenset())):
        assert thin(people_of(four, 2), book_of({"ab": ("ab", BOTH, headline)}, 2), 3) == left_out


def test_at_least_one_of_some_items_is_not_shown_where_hardly_anybody_did_two():
    rows = {(1, 0, 0): 20, (0, 1, 0): 20, (0, 0, 1): 20, (0, 0, 0): 20}
    book = book_of({"any": ("abc", "at least 1 in yes", False)}, 3)
    assert thin(people_of(rows | {(1, 1, 0): 3}, 3), book, 3) == {"any"}
    assert thin(people_of(rows | {(1, 1, 0): 6}, 3), book, 3) == frozenset()


def test_two_limits_on_the_same_items_may_not_leave_a_thin_cell_between_them():
    answers = {name: YES_NO for name in "abc"}
    rows = np.array([(0, 0, 0)] * 10 + [(1, 0, 0)] * 10 + [(1, 1, 0)] * 2 + [(1, 1, 1)] * 10, np.int8) + NO
    items = {name: Item(name, name, "one", scale="yn") for name in answers}
    rules = {"few": "at most 1 in yes", "all": "at least 3 in yes", "any": "at least 1 in yes"}
    made = {name: Indicator(name, name, "", tuple("abc"), parse_rule(rule), "lower", False)
            for name, rule in rules.items()}
    book = Codebook("Survey", items, {"yn": YES_NO}, made, {})
    assert thin(Coded(answers, rows, np.ones(len(rows), bool)), book, 3) == {"all", "any"}
