"""Derives each person's yes or no for every indicator of the codebook."""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, YES, Coded, rated


def yes_or_no(book: Codebook) -> list[Indicator]:
    """The indicators that are yes or no of each person: all but scores."""
    return [indicator for indicator in book.indicators.values() if not indicator.rule.score]


def add_indicators(coded: Coded, book: Codebook) -> Coded:
    """A copy of `coded` with a yes/no column for each indicator that is no score.

    Only people who rated all of an indicator's items count. Where the answers given decide it already, the rest might
    be guessed, but then the number of people would tell what somebody who left an item out had answered.
    """
    return coded.with_yes_or_no({indicator.name: _derive(coded, indicator) for indicator in yes_or_no(book)})


def fits(coded: Coded, indicator: Indicator) -> tuple[np.ndarray, np.ndarray]:
    """Whose answer is in the rule's set (boolean, people × items), and who rated all the items (boolean)."""
    rule, inside = indicator.rule, []
    sets = rule.answers * len(indicator.items) if rule.limit else rule.answers
    for item, answers in zip(indicator.items, sets, strict=True):
        table = np.array([False] * FIRST + [answer.name in answers for answer in coded.answers[item]])
        inside.append(table[coded.column(item)])
    known = [rated(coded.column(item), coded.answers[item]) for item in indicator.items]
    return np.column_stack(inside), np.logical_and.reduce(known)


def _derive(coded: Coded, indicator: Indicator) -> np.ndarray:
    rule, (inside, whole) = indicator.rule, fits(coded, indicator)
    number, needed = inside.sum(axis=1), rule.number if rule.limit else len(indicator.items)
    yes = number <= needed if rule.limit == "most" else number >= needed
    return np.where(whole, np.where(yes, YES, NO), NOT_ANSWERED).astype(np.int8)
